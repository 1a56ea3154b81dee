//! What is known about each activation in closed form.

use std::borrow::Cow;

use super::Activation;
use super::exponential::SELU_SLOPE;
use super::sigmoidal::LECUN_SCALE;

impl Activation {
    /// The supremum of |slope| over the real line; it need not be attained (softplus). That of an
    /// [`Expression`](super::Expression) is found by search, and infinite where there is none (`x^2`).
    ///
    /// For the smooth gates it is the slope where the second derivative vanishes: at
    /// sqrt(2) for gelu, and at a root found with 40 digits for the others.
    ///
    /// ```
    /// use initscope::activation::Activation;
    ///
    /// assert_eq!(Activation::Sigmoid.max_slope(), 0.25);
    /// assert_eq!(Activation::Prelu { slope: -2.0 }.max_slope(), 2.0);
    /// ```
    pub fn max_slope(&self) -> f64 {
        match *self {
            Self::Linear
            | Self::Tanh
            | Self::Relu
            | Self::Celu { .. }
            | Self::Softplus
            | Self::Softsign
            | Self::HardTanh
            | Self::Relu6
            | Self::Arctan
            | Self::Sin => 1.0,
            Self::Sigmoid => 0.25,
            Self::LeakyRelu { slope } | Self::Prelu { slope } => slope.abs().max(1.0),
            Self::Elu { alpha } => alpha.max(1.0),
            Self::Selu => SELU_SLOPE,
            Self::Gelu => 1.128_904_145_185_154_7,
            Self::GeluTanh => 1.128_993_068_658_771_7,
            // The scale of the gate's argument cancels.
            Self::QuickGelu | Self::Silu => 1.099_839_320_128_867,
            Self::HardSwish => 1.5,
            Self::Mish => 1.088_498_161_251_728,
            Self::HardSigmoid => 1.0 / 6.0,
            Self::LecunTanh => LECUN_SCALE * 2.0 / 3.0,
            Self::Expression(expression) => expression.max_slope(),
        }
    }

    /// Whether `f(c x) = c f(x)` for every `c` above 0: twice the signal in is twice the signal out.
    ///
    /// ```
    /// use initscope::activation::Activation;
    ///
    /// assert!(Activation::Relu.is_scale_free());
    /// assert!(!Activation::Relu6.is_scale_free());
    /// ```
    pub fn is_scale_free(&self) -> bool {
        match self {
            Self::Linear | Self::Relu | Self::LeakyRelu { .. } | Self::Prelu { .. } => true,
            Self::Expression(expression) => expression.is_scale_free(),
            _ => false,
        }
    }

    /// Infimum and supremum of the values where both are finite, else `None`.
    ///
    /// ```
    /// use initscope::activation::Activation;
    ///
    /// assert_eq!(Activation::Relu6.range(), Some((0.0, 6.0)));
    /// assert_eq!(Activation::Relu.range(), None);
    /// ```
    pub fn range(&self) -> Option<(f64, f64)> {
        match self {
            Self::Sigmoid | Self::HardSigmoid => Some((0.0, 1.0)),
            Self::Relu6 => Some((0.0, 6.0)),
            Self::Tanh | Self::Softsign | Self::HardTanh | Self::Sin => Some((-1.0, 1.0)),
            Self::Arctan => Some((-std::f64::consts::FRAC_PI_2, std::f64::consts::FRAC_PI_2)),
            Self::LecunTanh => Some((-LECUN_SCALE, LECUN_SCALE)),
            Self::Linear
            | Self::Relu
            | Self::LeakyRelu { .. }
            | Self::Prelu { .. }
            | Self::Elu { .. }
            | Self::Selu
            | Self::Celu { .. }
            | Self::Gelu
            | Self::GeluTanh
            | Self::QuickGelu
            | Self::Silu
            | Self::HardSwish
            | Self::Mish
            | Self::Softplus => None,
            Self::Expression(expression) => expression.range(),
        }
    }

    /// The points between which an activation is smooth, in order: where pieces meet, and where there are bends
    /// much narrower than 1, points as dense as they ask for. Integrals are taken from one to the next.
    ///
    /// ```
    /// use initscope::activation::Activation;
    ///
    /// assert_eq!(*Activation::Relu6.kinks(), [0.0, 6.0]);
    /// assert!(Activation::Gelu.kinks().is_empty());
    /// ```
    pub fn kinks(&self) -> Cow<'static, [f64]> {
        Cow::Borrowed(match *self {
            // The exponential falls within alpha.
            Self::Celu { alpha } if alpha < NARROW => {
                return (-BENDS..=0).map(|bend| f64::from(bend) * alpha).collect();
            }
            Self::Relu
            | Self::LeakyRelu { .. }
            | Self::Prelu { .. }
            | Self::Elu { .. }
            | Self::Celu { .. }
            | Self::Selu
            | Self::Softsign => &[0.0],
            Self::HardTanh => &[-1.0, 1.0],
            Self::HardSigmoid | Self::HardSwish => &[-3.0, 3.0],
            Self::Relu6 => &[0.0, 6.0],
            Self::Linear
            | Self::Sigmoid
            | Self::Tanh
            | Self::Gelu
            | Self::GeluTanh
            | Self::QuickGelu
            | Self::Silu
            | Self::Mish
            | Self::Softplus
            | Self::Arctan
            | Self::LecunTanh
            | Self::Sin => &[],
            Self::Expression(expression) => expression.kinks(),
        })
    }
}

/// Bends as narrow as this are looked at by themselves.
const NARROW: f64 = 0.25;

/// Multiples of its scale after which an exponential is nothing beside 1.
const BENDS: i32 = 40;
