//! Activations as spec strings.

use std::fmt;
use std::str::FromStr;

use super::{Activation, Expression};
use crate::spec::{Spec, SpecError, SpecWriter};

pub(super) const LEAKY_SLOPE: f64 = 0.01;
pub(super) const PRELU_SLOPE: f64 = 0.25;
pub(super) const ALPHA: f64 = 1.0;

/// Before the colon of a formula.
const EXPRESSION: &str = "expr";

/// Letters of a formula in titles.
const LONGEST: usize = 60;

impl Activation {
    /// The canonical name, without parameters.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Sigmoid => "sigmoid",
            Self::Tanh => "tanh",
            Self::Relu => "relu",
            Self::LeakyRelu { .. } => "leaky-relu",
            Self::Prelu { .. } => "prelu",
            Self::Elu { .. } => "elu",
            Self::Selu => "selu",
            Self::Celu { .. } => "celu",
            Self::Gelu => "gelu",
            Self::GeluTanh => "gelu-tanh",
            Self::QuickGelu => "quick-gelu",
            Self::Silu => "silu",
            Self::HardSwish => "hard-swish",
            Self::Mish => "mish",
            Self::Softplus => "softplus",
            Self::Softsign => "softsign",
            Self::HardTanh => "hard-tanh",
            Self::HardSigmoid => "hard-sigmoid",
            Self::Relu6 => "relu6",
            Self::Arctan => "arctan",
            Self::LecunTanh => "lecun-tanh",
            Self::Sin => "sin",
            Self::Expression(_) => EXPRESSION,
        }
    }

    /// The name as papers write it, with the parameters that are not the default: `ReLU`, `leaky ReLU, slope 0.2`; of a
    /// formula, itself or its beginning.
    ///
    /// ```
    /// use initscope::activation::Activation;
    ///
    /// assert_eq!(Activation::Silu.title(), "SiLU");
    /// assert_eq!(Activation::Elu { alpha: 0.5 }.title(), "ELU, alpha 0.5");
    /// ```
    pub fn title(&self) -> String {
        let name = match self {
            Self::Relu => "ReLU",
            Self::LeakyRelu { .. } => "leaky ReLU",
            Self::Prelu { .. } => "PReLU",
            Self::Elu { .. } => "ELU",
            Self::Selu => "SELU",
            Self::Celu { .. } => "CELU",
            Self::Gelu => "GELU",
            Self::GeluTanh => "GELU by tanh",
            Self::QuickGelu => "quick GELU",
            Self::Silu => "SiLU",
            Self::HardSwish => "hard swish",
            Self::Mish => "Mish",
            Self::HardTanh => "hard tanh",
            Self::HardSigmoid => "hard sigmoid",
            Self::Relu6 => "ReLU6",
            Self::LecunTanh => "LeCun's tanh",
            Self::Linear
            | Self::Sigmoid
            | Self::Tanh
            | Self::Softplus
            | Self::Softsign
            | Self::Arctan
            | Self::Sin => self.name(),
            Self::Expression(expression) => return shortened(expression.text()),
        };
        match self.to_string().split_once(':') {
            Some((_, parameters)) => format!("{name}, {}", parameters.replace('=', " ")),
            None => name.to_owned(),
        }
    }
}

/// The beginning of a long formula, which has no spaces: figures have room for no more.
fn shortened(formula: &str) -> String {
    match formula.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &formula[..end]),
        None => formula.to_owned(),
    }
}

/// The canonical form of other spellings in use; underscores are hyphens already.
fn canonical(name: &str) -> &str {
    match name {
        "identity" => "linear",
        "logistic" => "sigmoid",
        "swish" => "silu",
        "hardswish" => "hard-swish",
        "hardtanh" => "hard-tanh",
        "hardsigmoid" => "hard-sigmoid",
        "atan" => "arctan",
        other => other,
    }
}

/// Reads any spelling: `swish`, `leaky_relu:slope=0.2`, `expr:max(0, x)`.
impl FromStr for Activation {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        let spec = Spec::begin("activation", text)?;
        if spec.name() == EXPRESSION {
            let (before, formula) = text.split_once(':').unwrap_or((text, ""));
            let read = Expression::read(formula, before.chars().count() + 1);
            return read.map(Self::Expression).map_err(|problem| spec.error(problem));
        }
        let mut spec = spec.with_arguments()?;
        let hyphenated = spec.name().replace('_', "-");
        let name = canonical(&hyphenated);
        let default = Self::ALL
            .into_iter()
            .find(|activation| activation.name() == name)
            .ok_or_else(|| spec.unknown_name(Self::ALL.iter().map(Self::name).chain([EXPRESSION])))?;
        let activation = match default {
            Self::LeakyRelu { slope } => Self::LeakyRelu { slope: spec.scale("slope", slope)? },
            Self::Prelu { slope } => Self::Prelu { slope: spec.number("slope", slope)? },
            Self::Elu { alpha } => Self::Elu { alpha: spec.positive("alpha", alpha)? },
            Self::Celu { alpha } => Self::Celu { alpha: spec.positive("alpha", alpha)? },
            plain => plain,
        };
        spec.finish()?;
        Ok(activation)
    }
}

/// Prints the canonical form; reading it gives the same activation.
impl fmt::Display for Activation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Expression(expression) = self {
            return write!(f, "{EXPRESSION}:{expression}");
        }
        let writer = SpecWriter::new(f, self.name());
        match *self {
            Self::LeakyRelu { slope } => writer.number("slope", slope, LEAKY_SLOPE),
            Self::Prelu { slope } => writer.number("slope", slope, PRELU_SLOPE),
            Self::Elu { alpha } | Self::Celu { alpha } => writer.number("alpha", alpha, ALPHA),
            _ => writer,
        }
        .finish()
    }
}
