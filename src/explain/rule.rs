//! Gains that depend on the activation.

use crate::activation::Activation;
use crate::init::{Init, InitError, Layer};

/// Activations that gains are usually wanted for.
pub(crate) const USUAL: [Activation; 9] = [
    Activation::Linear,
    Activation::Sigmoid,
    Activation::Tanh,
    Activation::Relu,
    Activation::LeakyRelu { slope: 0.01 },
    Activation::Elu { alpha: 1.0 },
    Activation::Selu,
    Activation::Gelu,
    Activation::Silu,
];

/// The gain that a scheme takes for the activation of a layer; `None` where it does not ask for it.
pub(crate) fn gain(init: &Init, layer: Layer) -> Option<Result<f64, InitError>> {
    if let Init::RandomWalk(_) = init {
        let root = (layer.fans.fan_in as f64).sqrt();
        return Some(init.ensemble(layer).map(|ensemble| ensemble.std() * root));
    }
    init.gain().filter(|gain| gain.is_rule()).map(|gain| gain.resolve(layer.activation))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_has_a_gain_an_error_or_is_not_asked_for() {
        let init: Init = "lecun-normal:gain=torch".parse().unwrap();
        let layer = |activation| Layer { activation, ..Layer::linear(100, 100) };
        assert_eq!(gain(&init, layer(Activation::Tanh)), Some(Ok(5.0 / 3.0)));
        assert!(gain(&init, layer(Activation::Gelu)).unwrap().is_err());
        assert_eq!(gain(&Init::normal(1.0), layer(Activation::Tanh)), None);
    }
}
