//! Convolution kernels.

use super::error::KernelError;
use crate::init::Fans;

/// Shape of a convolution kernel, or of a dense layer's weights where it has no spatial dimensions.
///
/// ```
/// use initscope::activation::Activation;
/// use initscope::init::{Init, Kernel, KernelLayout};
/// use initscope::noise::{Role, Stream};
///
/// // 16 channels to 32 over 3 by 3 taps: torch's Conv2d(16, 32, 3).weight.
/// let kernel = Kernel {
///     fan_in: 16,
///     fan_out: 32,
///     spatial: vec![3, 3],
///     groups: 1,
///     layout: KernelLayout::OutIn,
/// };
/// assert_eq!(kernel.shape().unwrap(), [32, 16, 3, 3]);
/// assert_eq!(kernel.fans().unwrap().fan_in, 144);
///
/// let he: Init = "he-normal".parse().unwrap();
/// let mut weights = vec![0.0f32; kernel.count().unwrap()];
/// let noise = Stream::new(0, 0, Role::Weight, 1);
/// he.fill_kernel(&kernel, Activation::Relu, &noise, &mut weights).unwrap();
/// let second = weights.iter().map(|w| w * w).sum::<f32>() / weights.len() as f32;
/// // 4608 weights: the standard error of a normal law's variance is 2.1 % of it.
/// assert!((second / (2.0 / 144.0) - 1.0).abs() < 0.1);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Kernel {
    /// Input channels, of all groups together. The fan that scaled schemes divide by is not this but
    /// channels of a group times taps: see [`fans`](Self::fans).
    pub fan_in: usize,
    /// Output channels, of all groups together.
    pub fan_out: usize,
    /// Taps along each spatial dimension: one to three of them, or none for a dense layer.
    pub spatial: Vec<usize>,
    /// Groups of a grouped convolution, which divide both channels; 1 if they are not grouped.
    pub groups: usize,
    /// Order of the weights in memory.
    pub layout: KernelLayout,
}

/// Order of a kernel's dimensions, the last running fastest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KernelLayout {
    /// `[out, in / groups, k...]`: PyTorch, candle, tch.
    OutIn,
    /// `[k..., in / groups, out]`: Keras, JAX; a dense layer's is this project's own.
    InOut,
}

/// Spatial dimensions at most.
const MOST_DIMENSIONS: usize = 3;

/// A kernel whose numbers hold together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    /// Input channels of a group.
    pub(crate) channels: usize,
    /// Product of the spatial dimensions.
    pub(crate) taps: usize,
    /// Output channels.
    pub(crate) units: usize,
}

impl Sizes {
    /// Weights of an output channel, which no overflow spoils: all weights were counted.
    pub(crate) fn rows(self) -> usize {
        self.channels * self.taps
    }
}

impl Kernel {
    /// The kernel, or dense layer, whose weights have the shape `shape`. Groups cannot be seen from a
    /// shape; they are taken for 1, which is right for the fans: those are computed from the shape.
    ///
    /// ```
    /// use initscope::init::{Kernel, KernelLayout};
    ///
    /// let keras = Kernel::of_shape(&[3, 3, 64, 128], KernelLayout::InOut).unwrap();
    /// let fans = keras.fans().unwrap();
    /// assert_eq!((fans.fan_in, fans.fan_out), (576, 1152));
    /// ```
    ///
    /// # Errors
    ///
    /// If there are fewer than two axes or more than five, or one is empty.
    pub fn of_shape(shape: &[usize], layout: KernelLayout) -> Result<Self, KernelError> {
        let (fan_in, fan_out, spatial) = match (layout, shape) {
            (KernelLayout::OutIn, [fan_out, fan_in, spatial @ ..])
            | (KernelLayout::InOut, [spatial @ .., fan_in, fan_out]) => (*fan_in, *fan_out, spatial.to_vec()),
            _ => return Err(KernelError::Axes(shape.len())),
        };
        let kernel = Self { fan_in, fan_out, spatial, groups: 1, layout };
        kernel.sizes()?;
        Ok(kernel)
    }

    /// The fans by which schemes scale, as `torch.nn.init` computes them from the weights' shape:
    /// `fan_in` is input channels / groups x taps, the connections that each unit sums. `fan_out` is
    /// output channels x taps; it is *not* divided by the groups, although a channel of a group reaches
    /// the units of that group only (pytorch/pytorch#23854). Keras and JAX do the same.
    ///
    /// # Errors
    ///
    /// If the kernel is [impossible](KernelError).
    pub fn fans(&self) -> Result<Fans, KernelError> {
        let sizes = self.sizes()?;
        Ok(Fans { fan_in: sizes.rows(), fan_out: sizes.units * sizes.taps })
    }

    /// Dimensions of the weights, in the order of the layout.
    ///
    /// # Errors
    ///
    /// If the kernel is [impossible](KernelError).
    pub fn shape(&self) -> Result<Vec<usize>, KernelError> {
        let Sizes { channels, units, .. } = self.sizes()?;
        Ok(match self.layout {
            KernelLayout::OutIn => [&[units, channels], self.spatial.as_slice()].concat(),
            KernelLayout::InOut => [self.spatial.as_slice(), &[channels, units]].concat(),
        })
    }

    /// Number of weights.
    ///
    /// # Errors
    ///
    /// If the kernel is [impossible](KernelError).
    pub fn count(&self) -> Result<usize, KernelError> {
        self.sizes().map(|sizes| sizes.rows() * sizes.units)
    }

    /// Place of the middle tap among all taps: `k / 2` rounded down along each dimension.
    ///
    /// Of an even number of taps two are in the middle, and libraries differ: this is the later one, as
    /// in `torch.nn.init.dirac_` and in ZerO's algorithm 2; JAX's `delta_orthogonal` takes the earlier,
    /// `(k - 1) / 2`. One rule serves all schemes here, so that they pass their input on through the
    /// same tap, whatever the padding.
    pub fn middle_tap(&self) -> usize {
        self.spatial.iter().fold(0, |place, &taps| place.saturating_mul(taps).saturating_add(taps / 2))
    }

    pub(crate) fn sizes(&self) -> Result<Sizes, KernelError> {
        let Self { fan_in, fan_out, ref spatial, groups, .. } = *self;
        if spatial.len() > MOST_DIMENSIONS {
            return Err(KernelError::Dimensions(spatial.len()));
        }
        for (side, channels) in [("fan_in", fan_in), ("fan_out", fan_out)] {
            if channels == 0 {
                return Err(KernelError::Empty(side));
            }
            if groups == 0 || !channels.is_multiple_of(groups) {
                return Err(KernelError::Groups { groups, side, channels });
            }
        }
        if let Some(dimension) = spatial.iter().position(|&taps| taps == 0) {
            return Err(KernelError::NoTaps { dimension });
        }
        let channels = fan_in / groups;
        let product = |product: usize, &size: &usize| product.checked_mul(size);
        let taps = spatial.iter().try_fold(1, product).ok_or(KernelError::TooLarge)?;
        [channels, fan_out].iter().try_fold(taps, product).ok_or(KernelError::TooLarge)?;
        Ok(Sizes { channels, taps, units: fan_out })
    }
}
