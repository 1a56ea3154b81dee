//! Activation functions and their slopes.
//!
//! Read `curve` (value and slope together, over slices), then the families: `sigmoidal`, `piecewise`, `exponential`,
//! `gated`, and `expression` for what users write themselves; what is known of each is in `shape` and `gaussian` (with
//! `grid`), its name in `text`.

mod curve;
mod exponential;
mod expression;
mod gated;
mod gaussian;
mod grid;
mod piecewise;
mod shape;
mod sigmoidal;
mod text;

pub use expression::Expression;
pub use gaussian::GaussianMoments;
pub(crate) use grid::GaussianGrid;

use crate::kernel::Real;
use curve::{At, Task, TimesSlopes, Values, ValuesAndFlat, ValuesAndSlopes};

/// An activation function f, applied to every pre-activation x on its own.
///
/// Formulas are given below with the slope at the kinks, where two pieces meet. Values and
/// slopes are accurate to a few units in the last place, in the tails as well; only next to a
/// sign change of a slope is the error relative to the terms that cancel. At ±inf they take
/// their limits (sin has none), and NaN in is NaN out; an [`Expression`] is as accurate as what is written, and may be NaN. A parameter beyond the range of the
/// element type is rounded into it.
///
/// ```
/// use initscope::activation::Activation;
///
/// let gelu: Activation = "gelu".parse().unwrap();
/// assert!((gelu.value(1.0_f64) - 0.8413447460685429).abs() < 1e-15);
///
/// let mut signal = [-1.0_f32, 0.0, 2.0];
/// let mut slopes = [0.0; 3];
/// let leaky: Activation = "leaky_relu:slope=0.25".parse().unwrap();
/// leaky.apply_with_slopes(&mut signal, &mut slopes);
/// assert_eq!(signal, [-0.25, 0.0, 2.0]);
/// assert_eq!(slopes, [0.25, 0.25, 1.0]);
/// assert_eq!(leaky.to_string(), "leaky-relu:slope=0.25");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Activation {
    /// x.
    Linear,
    /// 1 / (1 + e^-x), the logistic function.
    Sigmoid,
    /// tanh(x).
    Tanh,
    /// max(0, x); slope 0 at 0 (Nair & Hinton 2010, section 2).
    Relu,
    /// x above 0, else slope * x; slope at 0: `slope` (Maas et al. 2013, equation 2).
    LeakyRelu {
        /// The slope below 0, at least 0.
        slope: f64,
    },
    /// [`Activation::LeakyRelu`] with any finite slope, the state in which a learnt slope
    /// starts (He et al. 2015, equation 1).
    Prelu {
        /// The slope below 0.
        slope: f64,
    },
    /// x above 0, else alpha (e^x - 1); slope at 0: alpha (Clevert et al. 2016, equation 15).
    Elu {
        /// Minus the limit at -inf, above 0.
        alpha: f64,
    },
    /// lambda x above 0, else lambda alpha (e^x - 1), with lambda = 1.0507009873554805 and
    /// alpha = 1.6732632423543772; slope at 0: lambda alpha (Klambauer et al. 2017, equation 2).
    Selu,
    /// max(0, x) + min(0, alpha (e^(x / alpha) - 1)) (Barron 2017, equation 3).
    Celu {
        /// Minus the limit at -inf, above 0.
        alpha: f64,
    },
    /// x Phi(x) with the standard normal distribution function Phi (Hendrycks & Gimpel 2016,
    /// section 2).
    Gelu,
    /// x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2 (Hendrycks & Gimpel 2016, section 2).
    GeluTanh,
    /// x sigmoid(1.702 x) (Hendrycks & Gimpel 2016, section 2).
    QuickGelu,
    /// x sigmoid(x) (Elfwing et al. 2018, equation 7; swish in Ramachandran et al. 2017).
    Silu,
    /// x relu6(x + 3) / 6; slope (2x + 3) / 6 inside (-3, 3), 0 at -3, 1 at 3 (Howard et al.
    /// 2019, section 5.2).
    HardSwish,
    /// x tanh(ln(1 + e^x)) (Misra 2019, equation 1).
    Mish,
    /// ln(1 + e^x) (Glorot et al. 2011, section 3).
    Softplus,
    /// x / (1 + |x|) (Bergstra et al. 2009; Glorot & Bengio 2010, section 2.1).
    Softsign,
    /// x between -1 and 1, else the nearer of the two; slope 1 inside (-1, 1), else 0
    /// (Collobert 2004).
    HardTanh,
    /// relu6(x + 3) / 6; slope 1/6 inside (-3, 3), else 0 (Howard et al. 2019, section 5.2).
    HardSigmoid,
    /// min(max(0, x), 6); slope 1 inside (0, 6), else 0 (Krizhevsky 2010, section 2).
    Relu6,
    /// atan(x).
    Arctan,
    /// 1.7159 tanh(2x / 3) (LeCun et al. 1998, section 4.4).
    LecunTanh,
    /// sin(x) (Sitzmann et al. 2020, section 3).
    Sin,
    /// A formula of x; slope at kinks: that of the flatter piece.
    Expression(Expression),
}

impl Activation {
    /// Every activation that has a name, with its default parameters.
    pub const ALL: [Self; 23] = [
        Self::Linear,
        Self::Sigmoid,
        Self::Tanh,
        Self::Relu,
        Self::LeakyRelu { slope: text::LEAKY_SLOPE },
        Self::Prelu { slope: text::PRELU_SLOPE },
        Self::Elu { alpha: text::ALPHA },
        Self::Selu,
        Self::Celu { alpha: text::ALPHA },
        Self::Gelu,
        Self::GeluTanh,
        Self::QuickGelu,
        Self::Silu,
        Self::HardSwish,
        Self::Mish,
        Self::Softplus,
        Self::Softsign,
        Self::HardTanh,
        Self::HardSigmoid,
        Self::Relu6,
        Self::Arctan,
        Self::LecunTanh,
        Self::Sin,
    ];

    /// f(x).
    pub fn value<T: Real>(&self, x: T) -> T {
        self.perform(At(x)).value
    }

    /// f'(x).
    pub fn slope<T: Real>(&self, x: T) -> T {
        self.perform(At(x)).slope
    }

    /// Replaces every x by f(x): the same bits as [`Activation::value`], several at a time.
    pub fn apply<T: Real>(&self, xs: &mut [T]) {
        self.perform(Values(xs));
    }

    /// Replaces every x by f(x) and stores f'(x) in `slopes`.
    ///
    /// # Panics
    ///
    /// If the slices differ in length.
    pub fn apply_with_slopes<T: Real>(&self, xs: &mut [T], slopes: &mut [T]) {
        assert_eq!(xs.len(), slopes.len(), "one slope per pre-activation");
        self.perform(ValuesAndSlopes { xs, slopes });
    }

    /// Turns every x of `source`, or of `values` where there is none, into f(x) in `values` and counts
    /// those with |f'(x)| below `threshold`.
    ///
    /// # Panics
    ///
    /// If the source is shorter than the values.
    pub(crate) fn apply_and_count_flat<T: Real>(
        &self,
        source: Option<&[T]>,
        values: &mut [T],
        threshold: f64,
    ) -> u64 {
        let source = source.map(|source| &source[..values.len()]);
        self.perform(ValuesAndFlat { source, values, threshold: T::from_f64(threshold) })
    }

    /// Multiplies the gradient by f(x) into that by x, for every x of `before`: the chain rule.
    ///
    /// # Panics
    ///
    /// If the slices differ in length.
    pub fn back<T: Real>(&self, before: &[T], gradient: &mut [T]) {
        assert_eq!(before.len(), gradient.len(), "one gradient per pre-activation");
        self.perform(TimesSlopes { before, gradient });
    }

    /// Performs `task` with the concrete curve, so that each activation gets its own loop.
    #[inline(always)]
    fn perform<T: Real, J: Task<T>>(&self, task: J) -> J::Output {
        match *self {
            Self::Linear => task.run(piecewise::Linear),
            Self::Sigmoid => task.run(sigmoidal::Sigmoid),
            Self::Tanh => task.run(sigmoidal::Tanh),
            Self::Relu => task.run(piecewise::Relu),
            Self::LeakyRelu { slope } | Self::Prelu { slope } => task.run(piecewise::Rectifier::new(slope)),
            Self::Elu { alpha } => task.run(exponential::Elu::new(alpha)),
            Self::Selu => task.run(exponential::Elu::selu()),
            Self::Celu { alpha } => task.run(exponential::Celu::new(alpha)),
            Self::Gelu => task.run(gated::Gelu),
            Self::GeluTanh => task.run(gated::GeluTanh),
            Self::QuickGelu => task.run(gated::QuickGelu),
            Self::Silu => task.run(gated::Silu),
            Self::HardSwish => task.run(piecewise::HardSwish),
            Self::Mish => task.run(gated::Mish),
            Self::Softplus => task.run(sigmoidal::Softplus),
            Self::Softsign => task.run(sigmoidal::Softsign),
            Self::HardTanh => task.run(piecewise::HardTanh),
            Self::HardSigmoid => task.run(piecewise::HardSigmoid),
            Self::Relu6 => task.run(piecewise::Relu6),
            Self::Arctan => task.run(sigmoidal::Arctan),
            Self::LecunTanh => task.run(sigmoidal::LecunTanh),
            Self::Sin => task.run(sigmoidal::Sin),
            Self::Expression(expression) => task.run_formula(expression),
        }
    }
}
