//! What the spread of a layer is held against.

use crate::activation::{Activation, GaussianMoments};

/// A standard deviation, and where it comes from: a layer vanishes or explodes against it, unless it is
/// 0, unknown or beyond the range of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reference {
    /// Of the input: nothing on the way to the layer has a scale of its own.
    Input(Option<f64>),
    /// Of the layer, were its pre-activations standard normal numbers.
    Standard(f64),
    /// Of the gradient at the top, for one on its way down.
    Top(Option<f64>),
}

impl Reference {
    /// The number, where there is anything to hold against.
    pub fn std(self) -> Option<f64> {
        let std = match self {
            Self::Input(std) | Self::Top(std) => std,
            Self::Standard(std) => Some(std),
        };
        std.filter(|std| *std > 0.0 && std.is_finite())
    }
}

/// What sets the scale of the signal in a network.
///
/// An activation that is [scale-free](Activation::is_scale_free) makes twice as much of twice as much:
/// its layers have the scale of the input, whether that is raw pixels or noise, and are held against it.
/// All others bend at pre-activations of about 1, whatever the input's scale: their pre-activations are
/// held against 1, their activations against what they make of standard normal pre-activations. So is
/// everything behind a normalization, and behind weights that were fitted to give pre-activations a
/// spread of 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    input: Option<f64>,
    is_inherited: bool,
    /// Std of `φ(z)` for standard normal `z`.
    activation: f64,
}

impl Scale {
    /// Of a network of an `activation` with an input of this std. `is_set` is whether a norm, or a scheme
    /// that answers to data, gives pre-activations their scale.
    pub fn new(activation: Activation, input: Option<f64>, is_set: bool) -> Self {
        let is_inherited = activation.is_scale_free() && !is_set;
        Self { input, is_inherited, activation: GaussianMoments::standard(activation).variance().sqrt() }
    }

    /// What pre-activations are held against.
    pub fn of_pre_activations(&self) -> Reference {
        if self.is_inherited { Reference::Input(self.input) } else { Reference::Standard(1.0) }
    }

    /// What the outputs of a layer are held against. Those of a residual layer whose stream
    /// `carries_input` are the activation's values and the input, added up.
    pub fn of_activations(&self, carries_input: bool) -> Reference {
        let carried = self.input.filter(|_| carries_input).unwrap_or(0.0);
        match self.is_inherited {
            true => Reference::Input(self.input),
            false => Reference::Standard(self.activation.hypot(carried)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(activation: &str, is_set: bool) -> Scale {
        Scale::new(activation.parse().unwrap(), Some(70.0), is_set)
    }

    #[test]
    fn scale_free_activations_have_the_scale_of_the_input() {
        for name in ["linear", "relu", "leaky-relu", "prelu", "prelu:slope=-1"] {
            let scale = scale(name, false);
            assert_eq!(scale.of_pre_activations(), Reference::Input(Some(70.0)), "{name}");
            assert_eq!(scale.of_activations(false), Reference::Input(Some(70.0)), "{name}");
        }
        for name in ["tanh", "selu", "gelu", "relu6", "softplus", "sin"] {
            assert_eq!(scale(name, false).of_pre_activations(), Reference::Standard(1.0), "{name}");
        }
    }

    #[test]
    fn all_others_are_held_against_what_they_make_of_standard_normal_numbers() {
        // sqrt(1/2 - 1/2π) of ReLU; SELU keeps 1 (Klambauer et al. 2017); NumPy's integrals, 24001 nodes,
        // of the others.
        let relu = (0.5 - 0.5 / std::f64::consts::PI).sqrt();
        let known =
            [("linear", 1.0), ("relu", relu), ("selu", 1.0), ("sigmoid", 0.208_276), ("tanh", 0.627_928)];
        for (name, expected) in known {
            let found = scale(name, true).of_activations(false).std().unwrap();
            assert!((found - expected).abs() < 1e-6, "{name} {found}");
        }
    }

    #[test]
    fn a_stream_that_carries_the_input_is_both_added_up() {
        let found = scale("tanh", false).of_activations(true).std().unwrap();
        assert!((found / 70.0 - 1.0).abs() < 1e-4, "{found}");
        let blank = Scale::new(Activation::Selu, Some(0.0), false).of_activations(true);
        assert!((blank.std().unwrap() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn what_is_no_number_is_no_reference() {
        for std in [None, Some(0.0), Some(f64::NAN), Some(f64::INFINITY)] {
            assert_eq!(Scale::new(Activation::Relu, std, false).of_activations(false).std(), None);
        }
    }
}
