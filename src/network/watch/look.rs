//! Looking at numbers that no network of layers made.

use super::engine::Engine;
use crate::init::Fans;
use crate::kernel::Real;
use crate::network::{Observation, Quantity, Watch};

impl Watch {
    /// Looks at `values`, rows of `units` numbers: samples, or for [`Quantity::Weight`] a layer's weights.
    /// Their natural range is `own`, if they have one, else what they cover.
    ///
    /// # Panics
    ///
    /// If there are no values or no whole rows, or the watch asks for no bins or more than 65,000, or for a
    /// range that is reversed or not finite.
    pub fn look<T: Real>(
        &self,
        (quantity, layer): (Quantity, usize),
        values: &mut [T],
        units: usize,
        own: Option<(f64, f64)>,
    ) -> Observation {
        assert!(!values.is_empty() && values.len().is_multiple_of(units), "whole rows of values");
        let mut engine = Engine::new(self);
        match quantity {
            Quantity::Weight => {
                let fans = Fans { fan_in: values.len() / units, fan_out: units };
                engine.weights(quantity, layer, fans, values)
            }
            _ => engine.samples_within((quantity, layer), values, units, own),
        }
    }
}
