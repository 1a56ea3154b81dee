//! A scheme's weights in the order of a kernel's layout.

use super::error::KernelError;
use super::shape::{Kernel, KernelLayout, Sizes};
use crate::activation::Activation;
use crate::init::entry::OnKernel;
use crate::init::{Ensemble, Fans, Init, Layer};
use crate::kernel::Real;
use crate::noise::Stream;

impl Init {
    /// Fills `weights` in the order of the kernel's layout from the noise of `stream`.
    ///
    /// The numbers are those of a dense layer with a row for each tap of each channel,
    /// `[in / groups x taps, out]`, taps running fastest: kernels that differ in the layout alone have
    /// the same weights in other places, and a kernel of one tap has a dense layer's. That matrix is
    /// the transpose of the one to which PyTorch flattens a kernel, so `orthogonal` makes each unit's
    /// weights over all channels and taps one vector, and these vectors orthonormal.
    ///
    /// `dirac`, `delta-orthogonal` and `zero-hadamard` fill the [middle
    /// tap](Kernel::middle_tap) and leave 0 elsewhere. `groups` of `dirac` (Zagoruyko & Komodakis
    /// 2017; `torch.nn.init.dirac_`) is the scheme's own: a grouped kernel passes all groups on if both
    /// are given. The other schemes of linear algebra look at the tensor as a whole, groups and all, as
    /// PyTorch and JAX do.
    ///
    /// # Errors
    ///
    /// If the kernel is impossible, `weights` has another length than [`Kernel::count`], or the scheme
    /// fills dense layers only, looks at data or has no weights of this shape.
    pub fn fill_kernel<T: Real>(
        &self,
        kernel: &Kernel,
        activation: Activation,
        stream: &Stream,
        weights: &mut [T],
    ) -> Result<(), KernelError> {
        let (sizes, expected) = (kernel.sizes()?, kernel.count()?);
        if weights.len() != expected {
            return Err(KernelError::Length { expected, found: weights.len() });
        }
        if self.batch() > 0 {
            return Err(KernelError::Data(self.to_string()));
        }
        let on_kernel = match self.on_kernel() {
            // Without taps every scheme of dense layers is one of kernels.
            OnKernel::DenseOnly { .. } if kernel.spatial.is_empty() => OnKernel::Flattened,
            on_kernel => on_kernel,
        };
        // Schemes that know of first layers learn the layer's place from its noise.
        let index = usize::try_from(stream.layer()).unwrap_or(usize::MAX);
        let ensemble =
            |fans| self.ensemble(Layer { index, fans, activation }).map(|ensemble| ensemble.structure);
        let matrix = |fan_in, structure| {
            let fans = Fans { fan_in, fan_out: sizes.units };
            let mut matrix = vec![T::ZERO; fan_in * sizes.units];
            Ensemble { fans, structure }.fill(stream, &mut matrix);
            matrix
        };
        match on_kernel {
            OnKernel::DenseOnly { instead } => {
                return Err(KernelError::DenseOnly { scheme: self.to_string(), instead });
            }
            OnKernel::Flattened => {
                let structure = ensemble(kernel.fans()?)?;
                place(&matrix(sizes.rows(), structure), |row| row, sizes, kernel.layout, weights);
            }
            OnKernel::MiddleTapThatKeepsLengths if sizes.channels > sizes.units => {
                return Err(KernelError::Narrows { channels: sizes.channels, units: sizes.units });
            }
            OnKernel::MiddleTap | OnKernel::MiddleTapThatKeepsLengths => {
                let structure = ensemble(Fans { fan_in: sizes.channels, fan_out: sizes.units })?;
                let row = |channel| channel * sizes.taps + kernel.middle_tap();
                weights.fill(T::ZERO);
                place(&matrix(sizes.channels, structure), row, sizes, kernel.layout, weights);
            }
        }
        Ok(())
    }
}

/// Puts the rows of `matrix`, each a number for every unit, where the layout has them; `row` is the
/// place of a row among those of all taps of all channels.
fn place<T: Real>(
    matrix: &[T],
    row: impl Fn(usize) -> usize,
    sizes: Sizes,
    layout: KernelLayout,
    weights: &mut [T],
) {
    let Sizes { channels, taps, units } = sizes;
    for (index, numbers) in matrix.chunks(units).enumerate() {
        let row = row(index);
        let (channel, tap) = (row / taps, row % taps);
        let (start, step) = match layout {
            KernelLayout::OutIn => (row, sizes.rows()),
            KernelLayout::InOut => ((tap * channels + channel) * units, 1),
        };
        for (weight, &number) in weights[start..].iter_mut().step_by(step).zip(numbers) {
            *weight = number;
        }
    }
}
