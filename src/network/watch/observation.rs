//! What to look at in a network, and what was seen.

use ndarray::Array2;

use crate::named::named;
use crate::stats::{Histogram, Kind, Range, Summary};

/// What to look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Watch {
    /// Number of bins of each histogram; without any there are no histograms.
    pub bins: usize,
    /// One histogram per range at each site.
    pub ranges: Vec<Range>,
    /// Which corner of each layer's output to keep, if any.
    pub corner: Option<Corner>,
    /// At how many inputs, the first ones, to take the singular values of the Jacobian; not in a
    /// network that normalises, whose outputs hang on other samples or scales.
    pub jacobians: usize,
    /// Which spectra of the weights to look at, and in which layers at these and at Jacobians.
    pub spectra: Spectra,
}

impl Default for Watch {
    /// 30 bins over the natural range, no corner, no Jacobian, no spectrum.
    fn default() -> Self {
        let spectra = Spectra::default();
        Self { bins: 30, ranges: vec![Range::Natural], corner: None, jacobians: 0, spectra }
    }
}

impl Watch {
    /// The ranges of the histograms that are made.
    pub(crate) fn counted(&self) -> &[Range] {
        if self.bins == 0 { &[] } else { &self.ranges }
    }
}

/// The first samples and units of a layer's output, kept as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corner {
    /// Samples kept.
    pub samples: usize,
    /// Units kept.
    pub units: usize,
    /// Layers looked at: the first, the last and others evenly between.
    pub layers: usize,
}

impl Corner {
    /// Whether `layer` of `depth` is one of those looked at.
    pub fn covers(&self, layer: usize, depth: usize) -> bool {
        let steps = self.layers.min(depth);
        match steps {
            0 => false,
            1 => layer == depth,
            _ => (0..steps).any(|step| 1 + (step * (depth - 1) + (steps - 1) / 2) / (steps - 1) == layer),
        }
    }
}

/// Spectra of the weights, and the layers whose spectra are looked at.
///
/// ```
/// use initscope::network::{Network, Noise, Quantity, Spectra, Watch};
/// use initscope::{activation::Activation, data, init::Init};
///
/// let network = Network::new([50; 11], Activation::Linear, "orthogonal".parse::<Init>().unwrap());
/// let spectra = Spectra { products: true, layers: vec![10], ..Spectra::default() };
/// let x = data::gaussian::<f64>(5, 50, 0, 0);
/// let seen = network.observe(x.view(), Noise::default(), &Watch { spectra, ..Watch::default() });
/// let product = seen.iter().find(|site| site.quantity == Quantity::ProductSpectrum).unwrap();
/// // Ten orthogonal matrices are one: no direction shrinks.
/// assert!((product.summary.min.unwrap() - 1.0).abs() < 1e-11);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spectra {
    /// Singular values of each layer's weights.
    pub weights: bool,
    /// Singular values of the product of the weights up to a layer.
    pub products: bool,
    /// Eigenvalues of the weights of square layers.
    pub eigenvalues: bool,
    /// In which layers; empty: in all. One beyond the last stands for the last.
    pub layers: Vec<usize>,
}

impl Spectra {
    /// Whether any spectrum of the weights is looked at.
    pub fn any(&self) -> bool {
        self.weights || self.products || self.eigenvalues
    }

    /// Whether spectra of `layer` of `depth` are looked at.
    pub fn covers(&self, layer: usize, depth: usize) -> bool {
        self.layers.is_empty() || self.layers.iter().any(|wanted| (*wanted).min(depth) == layer)
    }
}

named! {
    /// What kind of numbers was looked at, in the order in which they are seen.
    Quantity: "quantity" => Kind {
        /// The network's input.
        Input = "input" => Kind::Samples,
        /// A layer's weights.
        Weight = "weight" => Kind::Values,
        /// What the activation function is applied to: `x · W + b`, normalised where the network does.
        PreActivation = "pre-activation" => Kind::Samples,
        /// A layer's output: the activation function's values, plus the layer's input where it is residual.
        Activation = "activation" => Kind::Outputs,
        /// The loss's gradient by a layer's output; that by the input is layer 0's.
        ActivationGradient = "activation-gradient" => Kind::Samples,
        /// The loss's gradient by what the activation function is applied to.
        PreActivationGradient = "pre-activation-gradient" => Kind::Samples,
        /// The loss's gradient by a layer's weights.
        WeightGradient = "weight-gradient" => Kind::Values,
        /// Singular values of the input-output Jacobian: how much the layer's output moves with the
        /// input, direction by direction (Saxe et al. 2014; Pennington et al. 2017).
        JacobianSpectrum = "jacobian-spectrum" => Kind::Spectrum,
        /// Singular values of a layer's weights.
        WeightSpectrum = "weight-spectrum" => Kind::Spectrum,
        /// Singular values of `W1 · W2 ⋯ Wl`, the product of the weights up to layer `l`: what a linear
        /// network without residual connections does to its input.
        ProductSpectrum = "product-spectrum" => Kind::Spectrum,
        /// Moduli of the eigenvalues of the weights of a layer as wide as its input: the growth, step by
        /// step, where a layer's weights are applied again and again.
        Eigenvalue = "eigenvalue" => Kind::Spectrum,
        /// What the hidden units of a restricted Boltzmann machine make of its input, back at the visible units.
        Reconstruction = "reconstruction" => Kind::Samples,
    }
}

impl Quantity {
    /// What can be measured of it.
    pub fn kind(self) -> Kind {
        self.row()
    }

    /// What it is called in a sentence, of many.
    pub fn words(self) -> &'static str {
        match self {
            Self::Input => "inputs",
            Self::Weight => "weights",
            Self::PreActivation => "pre-activations",
            Self::Activation => "activations",
            Self::ActivationGradient => "gradients by activations",
            Self::PreActivationGradient => "gradients by pre-activations",
            Self::WeightGradient => "gradients by weights",
            Self::JacobianSpectrum => "the Jacobian's singular values",
            Self::WeightSpectrum => "the weights' singular values",
            Self::ProductSpectrum => "the product's singular values",
            Self::Eigenvalue => "moduli of eigenvalues",
            Self::Reconstruction => "reconstructions",
        }
    }

    /// Whether it is of singular values or eigenvalues, which have no samples or units.
    pub fn is_spectral(self) -> bool {
        self.kind() == Kind::Spectrum
    }
}

/// What was seen at one site.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// What kind of numbers.
    pub quantity: Quantity,
    /// Layer, from 1; 0 is the input.
    pub layer: usize,
    /// Statistics.
    pub summary: Summary,
    /// One histogram per range asked for.
    pub histograms: Vec<Histogram>,
    /// The corner asked for (activations only), samples by units.
    pub corner: Option<Array2<f64>>,
    /// One histogram more, by the logarithm of the values (spectra only).
    pub decades: Option<Histogram>,
    /// The eigenvalues themselves, `[re, im]`.
    pub eigenvalues: Vec<[f64; 2]>,
}
