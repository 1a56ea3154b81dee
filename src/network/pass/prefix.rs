//! What networks that differ in their activation alone have in common.

use crate::init::Scheme;
use crate::kernel::Real;
use crate::network::layer::aligned::Aligned;
use crate::network::layer::draw::Scratch;
use crate::network::layer::parameters::Parameters;
use crate::network::watch::engine::Engine;
use crate::network::{Network, Noise, Observation, Watch};

/// Bytes of weights that are kept of layers after the first.
const MOST_KEPT: usize = 4_000_000;

/// The first layer up to its pre-activations and the next layers' weights, and what was seen on the way.
///
/// Neither weights nor pre-activations of the first layer know the activation, nor do weights of
/// other layers, so networks that differ in nothing else share them; see [`Network::open`](crate::network::Network::open).
#[derive(Clone, Debug)]
pub struct Prefix<T> {
    pub(crate) samples: usize,
    /// Of the network that was opened.
    pub(crate) widths: Vec<usize>,
    /// The input, then weights and pre-activations of the first layer.
    pub(crate) seen: Vec<Observation>,
    /// Weights and biases of the first layer, where its spectra are looked at, Jacobians or products start
    /// from them or all layers share them.
    pub(crate) drawn: Option<Parameters<T>>,
    /// What the first layer adds to its activations, if it does.
    pub(crate) skip: Option<Vec<T>>,
    /// Pre-activations, row by row.
    pub(crate) values: Aligned<T>,
    /// What a scheme that answers to data keeps for the second layer.
    pub(crate) below: Vec<T>,
    /// Weights of the layers that follow, as far as they were drawn.
    pub(crate) later: Vec<Drawn<T>>,
}

/// A layer's weights and biases, and what was seen of the weights.
#[derive(Clone, Debug)]
pub(crate) struct Drawn<T> {
    pub(crate) parameters: Parameters<T>,
    pub(crate) seen: Observation,
}

impl<W: Scheme, B: Scheme> Network<W, B> {
    /// Draws and looks at the weights of layers from the second on, as many as may be kept; of none
    /// if they answer to data, or are those of the first.
    pub(crate) fn draw_later<T: Real>(&self, noise: Noise, watch: &Watch) -> Vec<Drawn<T>> {
        let mut later = Vec::new();
        if self.init.batch() > 0 || self.tied {
            return later;
        }
        let mut engine = Engine::new(watch);
        let mut room = MOST_KEPT / size_of::<T>();
        for (layer, fans) in (1..).zip(self.fans()).skip(1) {
            let numbers = fans.fan_in.saturating_add(1).saturating_mul(fans.fan_out);
            if numbers > room {
                break;
            }
            room -= numbers;
            let mut parameters = Parameters::new();
            let scratch = Scratch { products: &mut Aligned::default(), below: &mut Vec::new() };
            let seen = self.draw_watched((layer, fans), noise, &[], scratch, &mut parameters, &mut engine);
            later.push(Drawn { parameters, seen });
        }
        later
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use ndarray::Array2;

    use super::*;
    use crate::activation::Activation;
    use crate::init::Init;
    use crate::network::{WatchedInput, Workspace};

    #[test]
    fn an_opening_keeps_weights_while_there_is_room_and_changes_nothing() {
        let init: Init = "he-normal".parse().unwrap();
        let network = Network::new([3, 400, 400, 400, 400, 400], Activation::Tanh, init);
        let (noise, watch) = (Noise::default(), Watch::default());
        let input = WatchedInput::new(Array2::from_elem((5, 3), 0.5), &watch);
        let prefix = network.open(&input, noise, &watch);
        // 1.3 MB for each layer.
        assert_eq!(prefix.later.len(), 3);
        let [mut alone, mut shared] = [const { Vec::<Observation>::new() }; 2];
        let see = |seen: &mut Vec<Observation>, observation| {
            seen.push(observation);
            ControlFlow::<()>::Continue(())
        };
        let mut workspace = Workspace::default();
        let _ = network.forward_from(&input, noise, &watch, &mut workspace, |seen| see(&mut alone, seen));
        let _ = network.forward_after(&prefix, noise, &watch, &mut workspace, |seen| see(&mut shared, seen));
        assert_eq!(alone, shared);
    }
}
