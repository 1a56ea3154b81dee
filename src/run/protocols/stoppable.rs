//! Schemes whose long looks at data end when somebody asks to stop.

use std::sync::atomic::AtomicBool;

use crate::init::{Init, Layer, Scheme, Sight};
use crate::kernel::Real;
use crate::noise::Stream;

/// A scheme, and what is set when its weights are no longer wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stoppable<'a> {
    pub(crate) init: Init,
    pub(crate) stop: &'a AtomicBool,
}

impl Scheme for Stoppable<'_> {
    fn fill<T: Real>(&self, layer: Layer, stream: &Stream, weights: &mut [T]) {
        self.init.fill(layer, stream, weights);
    }

    fn batch(&self) -> usize {
        Scheme::batch(&self.init)
    }

    fn adapt<T: Real>(&self, layer: Layer, sight: Sight<'_, T>) {
        Scheme::adapt(&self.init, layer, Sight { stop: self.stop, ..sight });
    }
}
