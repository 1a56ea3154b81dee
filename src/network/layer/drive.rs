//! What enters at each step.

use crate::init::{Drive, Fans, Layer, Scheme};
use crate::kernel::Real;
use crate::network::{Network, Noise};
use crate::noise::{Role, Stream};

impl<W, B> Network<W, B> {
    /// Draws what enters layer `index` beside its input, samples by units; nothing where nothing enters, or at
    /// a readout.
    pub(crate) fn draw_drive<T: Real>(
        &self,
        (index, fans): (usize, Fans),
        samples: usize,
        noise: Noise,
        drive: &mut Vec<T>,
    ) {
        drive.clear();
        if self.drive == Drive::NONE || index >= self.widths.len() {
            return;
        }
        drive.resize(samples * fans.fan_out, T::ZERO);
        let layer = Layer { index, fans, activation: self.activation };
        let stream = Stream::new(noise.seed, noise.trial, Role::Drive, index as u64);
        self.drive.law().fill(layer, &stream, drive);
    }
}
