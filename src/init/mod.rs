//! Weight-initialization schemes: which law, which fan, which gain.
//!
//! ```
//! use initscope::init::{Fans, Init};
//!
//! // He et al. (2015), equation 10: std = sqrt(2 / fan_in).
//! let he: Init = "he-normal".parse().unwrap();
//! let fans = Fans { fan_in: 50, fan_out: 10 };
//! assert!((he.law(fans).std() - 0.2).abs() < 1e-15);
//!
//! // `gain` multiplies the standard deviation: He with gain 1 is LeCun's law.
//! let lecun: Init = "lecun-normal".parse().unwrap();
//! let he_1: Init = "he-normal:gain=1".parse().unwrap();
//! assert_eq!(he_1.law(fans), lecun.law(fans));
//! ```

mod fan;
mod law;
mod scheme;
mod spec;
mod truncated;
mod truncated_normal;

pub use fan::{Fans, Mode};
pub use law::Law;
pub use scheme::Scheme;
pub use spec::{Kind, NAMES};
pub use truncated::StandardTruncated;
pub use truncated_normal::{Bounds, StdIs, TruncatedNormal, Truncation, TruncationError};

/// A weight-initialization scheme. Its [`Display`](std::fmt::Display) form is the canonical
/// spec string, and every spec string parses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Init {
    /// Every weight is `value`: `zeros`, `ones`, `constant`. All units of a layer stay alike.
    Constant {
        /// The weight.
        value: f64,
    },
    /// Uniform on `[low, high)`, whatever the fans.
    Uniform {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// `N(mean, std²)`, whatever the fans.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        std: f64,
    },
    /// A normal law cut to an interval, whatever the fans.
    TruncatedNormal(TruncatedNormal),
    /// The general form of Keras and JAX, scaled to the fans: `std = sqrt(scale / fan)`.
    VarianceScaling {
        /// Factor of the variance.
        scale: f64,
        /// Which fan.
        mode: Mode,
        /// Shape of the law.
        distribution: Distribution,
    },
    /// A law scaled to the fans: `std = gain / sqrt(fan)`.
    Scaled {
        /// Whose defaults.
        family: Family,
        /// Shape of the law.
        distribution: Distribution,
        /// Factor of the standard deviation.
        gain: f64,
        /// Which fan.
        mode: Mode,
    },
}

/// Families of `std = gain / sqrt(fan)`, which differ in their defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// LeCun et al. (1998), "Efficient BackProp", equation 16: gain 1, `fan_in`. The textbook's
    /// "Xavier, 1/sqrt(n)".
    Lecun,
    /// Glorot & Bengio (2010), equations 12 and 16: gain 1, `fan_avg`.
    Xavier,
    /// He et al. (2015), equation 10: gain sqrt 2, `fan_in`.
    He,
}

impl Family {
    /// The gain where none is given.
    pub fn default_gain(self) -> f64 {
        match self {
            Self::Lecun | Self::Xavier => 1.0,
            Self::He => std::f64::consts::SQRT_2,
        }
    }

    /// The fan where none is given.
    pub fn default_mode(self) -> Mode {
        match self {
            Self::Lecun | Self::He => Mode::FanIn,
            Self::Xavier => Mode::FanAvg,
        }
    }
}

/// Shape of a law that is scaled to the fans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Distribution {
    /// Normal.
    Normal,
    /// Uniform on `±std · sqrt 3`.
    Uniform,
    /// Normal cut at two sigmas, sigma enlarged so that the weights' own std is kept.
    TruncatedNormal,
}

impl Init {
    /// `normal:mean=0,std=...`.
    pub fn normal(std: f64) -> Self {
        Self::Normal { mean: 0.0, std }
    }

    /// All zeros.
    pub const ZEROS: Self = Self::Constant { value: 0.0 };

    /// The distribution that the scheme comes to for these fans.
    pub fn law(&self, fans: Fans) -> Law {
        match *self {
            Self::Constant { value } => Law::Constant(value),
            Self::Uniform { low, high } => Law::Uniform { low, high },
            Self::Normal { mean, std } => Law::Normal { mean, std },
            Self::TruncatedNormal(truncated) => truncated.law(),
            Self::VarianceScaling { scale, mode, distribution } => {
                distribution.law((scale / mode.fan(fans)).sqrt())
            }
            Self::Scaled { distribution, gain, mode, .. } => distribution.law(gain / mode.fan(fans).sqrt()),
        }
    }
}

impl Distribution {
    /// The law of this shape with mean 0 and standard deviation `std`.
    fn law(self, std: f64) -> Law {
        match self {
            Self::Normal => Law::Normal { mean: 0.0, std },
            Self::Uniform => {
                let bound = std * 3f64.sqrt();
                Law::Uniform { low: -bound, high: bound }
            }
            Self::TruncatedNormal => {
                let cut = StandardTruncated::TWO_SIGMAS;
                Law::TruncatedNormal { mean: 0.0, sigma: std / StandardTruncated::TWO_SIGMAS_STD, cut }
            }
        }
    }
}
