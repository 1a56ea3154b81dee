//! Weight-initialization schemes: which matrices, which fan, which gain.
//!
//! Read `layer`, `gain` and `entry` (what every scheme says), then `schemes`, one file each, `matrix` (what they come to)
//! and `scheme` (how a layer is filled).
//!
//! ```
//! use initscope::init::{Init, Layer};
//!
//! // He et al. (2015), equation 10: std = sqrt(2 / fan_in).
//! let he: Init = "he-normal".parse().unwrap();
//! let layer = Layer::linear(50, 10);
//! assert!((he.ensemble(layer).unwrap().std() - 0.2).abs() < 1e-15);
//!
//! // `gain` multiplies the standard deviation: He with gain 1 is LeCun's law.
//! let lecun: Init = "lecun-normal".parse().unwrap();
//! let he_1: Init = "he-normal:gain=1".parse().unwrap();
//! assert_eq!(he_1.ensemble(layer), lecun.ensemble(layer));
//! ```

mod bias;
pub(crate) mod convolution;
mod drive;
mod entry;
mod error;
mod gain;
mod layer;
pub(crate) mod matrix;
mod scheme;
pub(crate) mod schemes;
mod text;

pub use bias::Bias;
pub use convolution::error::KernelError;
pub(crate) use convolution::fill::{KernelEnsemble, Taps};
pub use convolution::shape::{Kernel, KernelLayout};
pub use drive::Drive;
pub use entry::{Kind, Listing};
pub use error::InitError;
pub use gain::{Gain, GainRule, critical};
pub use layer::Layer;
pub use matrix::ensemble::{Ensemble, Structure};
pub use matrix::fan::{Fans, Mode};
pub use matrix::law::Law;
pub use matrix::mirrored::Mirrored;
pub use matrix::sparsity::{Per, Sparsity};
pub use matrix::truncated::StandardTruncated;
pub use scheme::{Scheme, Sight};
pub use schemes::constant::Constant;
pub use schemes::convention::Convention;
pub use schemes::data_dependent::data_normalised::DataNormalised;
pub use schemes::data_dependent::lsuv::{At, Lsuv};
pub use schemes::data_dependent::rbm::RbmStack;
pub use schemes::dirac::Dirac;
pub use schemes::hadamard::ZeroHadamard;
pub use schemes::identity::Identity;
pub use schemes::looks_linear::LooksLinear;
pub use schemes::orthogonal::Orthogonal;
pub use schemes::plain::{Normal, Uniform};
pub use schemes::random_walk::RandomWalk;
pub use schemes::scaled::{Distribution, Family, Scaled};
pub use schemes::sparse::{Density, Sparse};
pub use schemes::truncated_normal::{Bounds, StdIs, TruncatedNormal, Truncation, TruncationError};
pub use schemes::variance_scaling::VarianceScaling;

use crate::kernel::Real;
use crate::noise::Stream;
use crate::spec::{Spec, SpecError};
use entry::{Entry, OnKernel};

/// Registers schemes: each line is a variant of [`Init`], whose type says everything else.
macro_rules! schemes {
    ($($(#[$doc:meta])* $scheme:ident),+ $(,)?) => {
        /// A weight-initialization scheme. Its [`Display`](std::fmt::Display) form is the canonical
        /// spec string, and every spec string parses.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub enum Init {
            $($(#[$doc])* $scheme($scheme)),+
        }

        impl Init {
            /// Every name of the catalogue, by scheme.
            pub fn catalogue() -> impl Iterator<Item = &'static Listing> {
                [$($scheme::LISTINGS),+].into_iter().flatten()
            }

            /// The matrices that the scheme comes to for a layer.
            ///
            /// # Errors
            ///
            /// If the scheme has no weights for such a layer.
            pub fn ensemble(&self, layer: Layer) -> Result<Ensemble, InitError> {
                match self { $(Self::$scheme(scheme) => scheme.ensemble(layer)),+ }
            }

            /// The gain asked for, if the scheme takes one.
            pub(crate) fn gain(&self) -> Option<Gain> {
                match self { $(Self::$scheme(scheme) => scheme.gain()),+ }
            }

            /// Whether the weights depend on the activation that follows.
            pub(crate) fn asks_for_activation(&self) -> bool {
                match self { $(Self::$scheme(scheme) => scheme.asks_for_activation()),+ }
            }

            fn on_kernel(&self) -> OnKernel {
                match self { $(Self::$scheme(scheme) => scheme.on_kernel()),+ }
            }

            /// Whether what the scheme makes of data takes the place of the biases that were asked for.
            pub(crate) fn sets_bias(&self) -> bool {
                match self { $(Self::$scheme(scheme) => scheme.sets_bias()),+ }
            }

            /// Whether what the scheme makes of data gives a layer a spread of 1, whatever the input's is.
            pub fn sets_scale(&self) -> bool {
                match self { $(Self::$scheme(scheme) => scheme.sets_scale()),+ }
            }

            /// Whether the data that the scheme looks at must lie in \[0, 1\].
            pub fn wants_probabilities(&self) -> bool {
                match self { $(Self::$scheme(scheme) => scheme.wants_probabilities()),+ }
            }

            fn batch(&self) -> usize {
                match self { $(Self::$scheme(scheme) => scheme.batch()),+ }
            }

            fn adapt<T: Real>(&self, layer: Layer, sight: Sight<'_, T>) {
                match self { $(Self::$scheme(scheme) => scheme.adapt(layer, sight)),+ }
            }

            fn write(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self { $(Self::$scheme(scheme) => scheme.write(f)),+ }
            }

            /// Reads the keys of the scheme whose name is `name`.
            fn read(name: &str, spec: &mut Spec) -> Option<Result<Self, SpecError>> {
                $(if let Some(listing) = $scheme::LISTINGS.iter().find(|listing| listing.name == name) {
                    return Some($scheme::read(listing.name, spec).map(Self::$scheme));
                })+
                None
            }
        }
    };
}

schemes! {
    /// `zeros`, `ones`, `constant`.
    Constant,
    /// `uniform`.
    Uniform,
    /// `normal`.
    Normal,
    /// `truncated-normal`.
    TruncatedNormal,
    /// `variance-scaling`.
    VarianceScaling,
    /// `xavier-*`, `he-*`, `lecun-*`.
    Scaled,
    /// `random-walk`.
    RandomWalk,
    /// `sparse`.
    Sparse,
    /// `torch-linear` and other names that libraries gave.
    Convention,
    /// `identity`.
    Identity,
    /// `dirac`.
    Dirac,
    /// `orthogonal`, `delta-orthogonal`.
    Orthogonal,
    /// `looks-linear`.
    LooksLinear,
    /// `zero-hadamard`.
    ZeroHadamard,
    /// `lsuv`.
    Lsuv,
    /// `data-normalised`.
    DataNormalised,
    /// `rbm`.
    RbmStack,
}

impl Init {
    /// `normal:mean=0,std=...`.
    pub fn normal(std: f64) -> Self {
        Self::Normal(Normal { mean: 0.0, std })
    }

    /// The biases that come with the scheme: zeros, but for the conventions of some libraries.
    pub fn own_bias(&self) -> Self {
        let biases = if let Self::Convention(convention) = self { convention.biases() } else { None };
        biases.map_or(Self::ZEROS, Self::Convention)
    }

    /// Whether the scheme draws number by number, without a look at data.
    fn is_independent(&self) -> bool {
        let independent = self.ensemble(Layer::linear(1, 1)).is_ok_and(|ensemble| ensemble.law().is_some());
        independent && self.batch() == 0
    }

    /// Reads a scheme that draws number by number; others are refused with `words` and what is allowed.
    fn read_independent(kind: &'static str, text: &str, words: &str) -> Result<Self, SpecError> {
        let init: Self = text.parse()?;
        if init.is_independent() {
            return Ok(init);
        }
        let independent = |name: &&str| name.parse().is_ok_and(|init: Self| init.is_independent());
        let names: Vec<&str> = Self::catalogue().map(|listing| listing.name).filter(independent).collect();
        Err(Spec::parse(kind, text)?.error(format!("{words}{}", names.join(", "))))
    }

    /// All zeros.
    pub const ZEROS: Self = Self::Constant(Constant { value: 0.0 });
}

impl Scheme for Init {
    /// # Panics
    ///
    /// If the scheme has no weights for such a layer: [`Init::ensemble`] says so as an error, and no
    /// cell of a [`Plan`](../study/struct.Plan.html) is one.
    fn fill<T: Real>(&self, layer: Layer, stream: &Stream, weights: &mut [T]) {
        match self.ensemble(layer) {
            Ok(ensemble) => ensemble.fill(stream, weights),
            Err(error) => panic!("{self}: {error}"),
        }
    }

    fn law(&self, layer: Layer) -> Option<Law> {
        self.ensemble(layer).ok()?.law()
    }

    fn batch(&self) -> usize {
        Init::batch(self)
    }

    fn adapt<T: Real>(&self, layer: Layer, sight: Sight<'_, T>) {
        Init::adapt(self, layer, sight);
    }
}
