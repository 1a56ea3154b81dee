//! Gains that depend on the activation.

use crate::activation::Activation;
use crate::init::{Gain, Init, InitError, Layer};

/// Activations that gains are usually wanted for.
pub const USUAL: [Activation; 9] = [
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
///
/// ```
/// use initscope::activation::Activation;
/// use initscope::explain::gain;
/// use initscope::init::{Init, Layer};
///
/// let init: Init = "lecun-normal:gain=torch".parse().unwrap();
/// let layer = |activation| Layer { activation, ..Layer::linear(100, 100) };
/// assert_eq!(gain(&init, layer(Activation::Tanh)), Some(Ok(5.0 / 3.0)));
/// assert!(gain(&init, layer(Activation::Gelu)).unwrap().is_err());
/// assert_eq!(gain(&Init::normal(1.0), layer(Activation::Tanh)), None);
/// ```
pub fn gain(init: &Init, layer: Layer) -> Option<Result<f64, InitError>> {
    let gain = match init {
        Init::Scaled(scheme) => scheme.gain,
        Init::Identity(scheme) => scheme.gain,
        Init::Orthogonal(scheme) => scheme.gain,
        Init::LooksLinear(scheme) => scheme.gain,
        Init::RandomWalk(_) => {
            let root = (layer.fans.fan_in as f64).sqrt();
            return Some(init.ensemble(layer).map(|ensemble| ensemble.std() * root));
        }
        _ => return None,
    };
    matches!(gain, Gain::Rule(_)).then(|| gain.resolve(layer.activation))
}
