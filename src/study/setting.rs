//! The settings of a cell and the closed sets they choose from.

use std::fmt;

/// A setting that a study can vary, in the order in which cells are planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setting {
    /// Activation function.
    Activation,
    /// Weight initialization.
    Init,
    /// Bias initialization.
    Bias,
    /// Normalization between layers.
    Norm,
    /// Whether layers are residual branches.
    Residual,
    /// Whether all layers share one weight matrix.
    Tied,
    /// What enters every layer beside its input.
    Drive,
    /// Floating-point precision.
    Precision,
    /// Hidden width.
    Width,
    /// Number of hidden layers.
    Depth,
    /// Number of samples.
    Samples,
    /// How weights follow their gradients.
    Optimizer,
}

impl Setting {
    /// All settings, in plan order.
    pub const ALL: [Self; 12] = [
        Self::Activation,
        Self::Init,
        Self::Bias,
        Self::Norm,
        Self::Residual,
        Self::Tied,
        Self::Drive,
        Self::Precision,
        Self::Width,
        Self::Depth,
        Self::Samples,
        Self::Optimizer,
    ];

    /// Name in studies, overrides and records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Activation => "activation",
            Self::Init => "init",
            Self::Bias => "bias",
            Self::Norm => "norm",
            Self::Residual => "residual",
            Self::Tied => "tied",
            Self::Drive => "drive",
            Self::Precision => "precision",
            Self::Width => "width",
            Self::Depth => "depth",
            Self::Samples => "samples",
            Self::Optimizer => "optimizer",
        }
    }

    /// The setting of this name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.name() == name)
    }
}

/// Declares an enum of words that a study can choose from.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$doc])* $variant),+
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$variant => $word),+ })
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(format!("unknown {} `{text}`; allowed: {}", stringify!($name).to_lowercase(), [$($word),+].join(", "))),
                }
            }
        }
    };
}

words! {
    /// Floating-point precision of a network; statistics are always collected in `f64`.
    Precision {
        /// Single.
        F32 = "f32",
        /// Double: NumPy's, and what a small signal share needs.
        F64 = "f64",
    }
}

words! {
    /// What is done with a cell's network.
    Protocol {
        /// Data runs through it once and every layer is watched.
        Forward = "forward",
        /// Data runs through it, and a gradient back.
        Backward = "backward",
        /// It learns.
        Train = "train",
        /// Its layers learn as restricted Boltzmann machines, one after another.
        Gibbs = "gibbs",
    }
}
