//! Networks and schemes whose long looks at data end when somebody asks to stop.

use std::sync::atomic::AtomicBool;

use crate::init::{Init, Law, Layer, Scheme, Sight};
use crate::kernel::Real;
use crate::network::Network;
use crate::noise::Stream;
use crate::study::Cell;

/// The network of a cell, whose weights are no longer wanted once `stop` is set.
pub(crate) fn network<'a>(cell: &Cell, stop: &'a AtomicBool) -> Network<Cancellable<'a>> {
    let Cell { activation, init, bias, norm, residual, tied, drive, .. } = *cell;
    let init = Cancellable { init, stop };
    Network { bias, norm, residual, tied, drive, ..Network::new(cell.layers.to_vec(), activation, init) }
}

/// A scheme, and what is set when its weights are no longer wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cancellable<'a> {
    pub(crate) init: Init,
    pub(crate) stop: &'a AtomicBool,
}

impl Scheme for Cancellable<'_> {
    fn fill<T: Real>(&self, layer: Layer, stream: &Stream, weights: &mut [T]) {
        self.init.fill(layer, stream, weights);
    }

    fn law(&self, layer: Layer) -> Option<Law> {
        self.init.law(layer)
    }

    fn batch(&self) -> usize {
        Scheme::batch(&self.init)
    }

    fn adapt<T: Real>(&self, layer: Layer, sight: Sight<'_, T>) {
        Scheme::adapt(&self.init, layer, Sight { stop: self.stop, ..sight });
    }
}
