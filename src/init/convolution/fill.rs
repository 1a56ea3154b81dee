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
        // Schemes that know of first layers learn the layer's place from its noise.
        let index = usize::try_from(stream.layer()).unwrap_or(usize::MAX);
        let KernelEnsemble { ensemble, taps } = self.kernel_ensemble(kernel, activation, index)?;
        let Fans { fan_in, fan_out } = ensemble.fans;
        let mut matrix = vec![T::ZERO; fan_in * fan_out];
        ensemble.fill(stream, &mut matrix);
        if taps == Taps::Middle {
            weights.fill(T::ZERO);
        }
        place(&matrix, |row| kernel.row(taps, row), sizes, kernel.layout, weights);
        Ok(())
    }

    /// The matrices that the scheme makes a kernel of.
    ///
    /// # Errors
    ///
    /// If the kernel is impossible, or the scheme fills dense layers only or has no weights of this shape.
    pub(crate) fn kernel_ensemble(
        &self,
        kernel: &Kernel,
        activation: Activation,
        index: usize,
    ) -> Result<KernelEnsemble, KernelError> {
        let (sizes, fans) = (kernel.sizes()?, kernel.fans()?);
        let on_kernel = match self.on_kernel() {
            // Without taps every scheme of dense layers is one of kernels.
            OnKernel::DenseOnly { .. } if kernel.spatial.is_empty() => OnKernel::Flattened,
            on_kernel => on_kernel,
        };
        let ensemble = |taps, rows, fans| {
            let structure = self.ensemble(Layer { index, fans, activation })?.structure;
            let fans = Fans { fan_in: rows, fan_out: sizes.units };
            Ok(KernelEnsemble { ensemble: Ensemble { fans, structure }, taps })
        };
        match on_kernel {
            OnKernel::DenseOnly { instead } => {
                Err(KernelError::DenseOnly { scheme: self.to_string(), instead })
            }
            OnKernel::Flattened => ensemble(Taps::All, sizes.rows(), fans),
            OnKernel::MiddleTapThatKeepsLengths if sizes.channels > sizes.units => {
                Err(KernelError::Narrows { channels: sizes.channels, units: sizes.units })
            }
            OnKernel::MiddleTap | OnKernel::MiddleTapThatKeepsLengths => {
                let fans = Fans { fan_in: sizes.channels, fan_out: sizes.units };
                ensemble(Taps::Middle, sizes.channels, fans)
            }
        }
    }
}

/// What a scheme makes a kernel of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct KernelEnsemble {
    /// Matrices with a row for each of the taps.
    pub(crate) ensemble: Ensemble,
    /// Which taps they fill.
    pub(crate) taps: Taps,
}

/// Taps that a matrix fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taps {
    /// All taps of all channels, taps running fastest.
    All,
    /// The middle one of each channel; the others are 0.
    Middle,
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
    for (index, numbers) in matrix.chunks(sizes.units).enumerate() {
        let (start, step) = sizes.unit_steps(layout, row(index));
        for (weight, &number) in weights[start..].iter_mut().step_by(step).zip(numbers) {
            *weight = number;
        }
    }
}
