//! Weights and biases as they come in files.

use super::finding::{Effect, Finding};
use super::matrix::Matrix;
use super::{Report, check};
use crate::activation::Activation;
use crate::init::{Ensemble, Fans, Init, Kernel, KernelEnsemble, KernelError, KernelLayout, Layer, Taps};
use crate::kernel::Real;

/// An array of any rank with what schemes ask of its layer: a dense layer's weights, a kernel, or biases.
///
/// ```
/// use initscope::conform::Tensor;
/// use initscope::init::{Init, KernelLayout};
///
/// // Eight numbers of 0 conform to zeros, whatever their shape.
/// let kernel = Tensor::weights(&[2, 2, 1, 2], KernelLayout::InOut, &[0.0f32; 8]).unwrap();
/// assert_eq!((kernel.fans().unwrap().fan_in, kernel.fans().unwrap().fan_out), (4, 8));
/// let zeros: Init = "zeros".parse().unwrap();
/// assert!(kernel.check(&zeros).unwrap().conforms());
/// ```
#[derive(Clone, Debug)]
pub struct Tensor {
    part: Part,
    matrix: Matrix,
    index: usize,
    activation: Activation,
}

#[derive(Clone, Debug)]
enum Part {
    Weights {
        kernel: Kernel,
        /// The middle taps, where there are others.
        middle: Option<Matrix>,
    },
    Biases {
        /// Inputs of the units, where they are known.
        fan_in: Option<usize>,
    },
}

/// Why a scheme cannot be compared with a tensor.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TensorError {
    /// The scheme has no weights of such a shape, or the shape is none of weights.
    #[error(transparent)]
    Kernel(#[from] KernelError),
    /// Biases whose law depends on their units' inputs.
    #[error(
        "biases of `{0}` depend on the number of inputs of their units, which their own shape does not tell"
    )]
    FanIn(String),
    /// A scheme that fills matrices.
    #[error("biases are a row of independent numbers, and `{0}` fills matrices")]
    Matrices(String),
}

impl Tensor {
    /// Weights of a dense layer (two axes) or a kernel (three to five), in C order.
    ///
    /// # Errors
    ///
    /// If weights have no such shape.
    ///
    /// # Panics
    ///
    /// If there are not as many numbers as the shape says.
    pub fn weights<T: Real>(
        shape: &[usize],
        layout: KernelLayout,
        numbers: &[T],
    ) -> Result<Self, TensorError> {
        let kernel = Kernel::of_shape(shape, layout)?;
        assert_eq!(Ok(numbers.len()), kernel.count(), "as many numbers as the shape says");
        let matrix = Matrix::of_kernel(&kernel, Taps::All, numbers);
        let middle = (kernel.taps() > 1).then(|| Matrix::of_kernel(&kernel, Taps::Middle, numbers));
        Ok(Self { part: Part::Weights { kernel, middle }, matrix, index: 1, activation: Activation::Linear })
    }

    /// Biases, and how many inputs their units have, where that is known.
    pub fn biases<T: Real>(numbers: &[T], fan_in: Option<usize>) -> Self {
        let matrix = Matrix::row(numbers);
        Self { part: Part::Biases { fan_in }, matrix, index: 1, activation: Activation::Linear }
    }

    /// The same in another place of a network, before another activation; as made, it is in the first layer,
    /// with nothing after it.
    pub fn before(self, activation: Activation, index: usize) -> Self {
        Self { activation, index, ..self }
    }

    /// Fans by which schemes scale; none where biases do not tell their units' inputs.
    pub fn fans(&self) -> Option<Fans> {
        match &self.part {
            Part::Weights { kernel, .. } => kernel.fans().ok(),
            Part::Biases { fan_in } => {
                fan_in.map(|fan_in| Fans { fan_in, fan_out: self.matrix.fans().fan_out })
            }
        }
    }

    /// Taps of a kernel; 1 of what is none.
    pub fn taps(&self) -> usize {
        match &self.part {
            Part::Weights { kernel, .. } => kernel.taps(),
            Part::Biases { .. } => 1,
        }
    }

    /// The numbers, a row for each tap of each channel, a column for each unit.
    pub fn matrix(&self) -> &Matrix {
        &self.matrix
    }

    /// Whether it is biases.
    pub fn is_biases(&self) -> bool {
        matches!(self.part, Part::Biases { .. })
    }

    /// The matrices that a scheme makes of such a tensor.
    ///
    /// # Errors
    ///
    /// If it makes none.
    pub fn ensemble(&self, init: &Init) -> Result<Ensemble, TensorError> {
        self.placed(init).map(|placed| placed.ensemble)
    }

    /// The ensemble, as if the layer had other fans.
    pub(super) fn ensemble_of_fans(&self, init: &Init, fans: Fans) -> Option<Ensemble> {
        init.ensemble(Layer { index: self.index, fans, activation: self.activation }).ok()
    }

    fn placed(&self, init: &Init) -> Result<KernelEnsemble, TensorError> {
        match &self.part {
            Part::Weights { kernel, .. } => Ok(init.kernel_ensemble(kernel, self.activation, self.index)?),
            Part::Biases { .. } => {
                let known = self.fans();
                let fans = known.or_else(|| ignores_fans(init).then(|| self.matrix.fans()));
                let fans = fans.ok_or_else(|| TensorError::FanIn(init.to_string()))?;
                let layer = Layer { index: self.index, fans, activation: self.activation };
                let structure = init.ensemble(layer).map_err(KernelError::from)?.structure;
                let ensemble = Ensemble { fans: self.matrix.fans(), structure };
                if ensemble.law().is_none() {
                    return Err(TensorError::Matrices(init.to_string()));
                }
                Ok(KernelEnsemble { ensemble, taps: Taps::All })
            }
        }
    }

    /// Tests whether the tensor is of a scheme.
    ///
    /// # Errors
    ///
    /// If the scheme has no such weights.
    pub fn check(&self, init: &Init) -> Result<Report, TensorError> {
        Ok(self.check_scaled(init, 1.0)?.0)
    }

    /// Tests the tensor, divided by `factor`, with what it was tested against.
    pub(super) fn check_scaled(&self, init: &Init, factor: f64) -> Result<(Report, Ensemble), TensorError> {
        let KernelEnsemble { ensemble, taps } = self.placed(init)?;
        let test = |matrix: &Matrix| match factor {
            1.0 => check(matrix, &ensemble),
            factor => check(&matrix.divided(factor), &ensemble),
        };
        let report = match (&self.part, taps) {
            (Part::Weights { middle: Some(middle), .. }, Taps::Middle) => {
                let mut findings = vec![self.other_taps(middle)];
                findings.extend(test(middle).findings);
                Report::new(findings)
            }
            _ => test(&self.matrix),
        };
        Ok((report, ensemble))
    }

    /// Whether all taps but the middle one are 0.
    fn other_taps(&self, middle: &Matrix) -> Finding {
        let filled = |matrix: &Matrix| matrix.weights().iter().filter(|weight| **weight != 0.0).count();
        let wrong = filled(&self.matrix) - filled(middle);
        let share = wrong as f64 / self.matrix.weights().len() as f64;
        let words = format!("{wrong} weights of other taps than the middle one are not 0");
        Finding::exact("other taps", [wrong as f64, 0.0], wrong == 0)
            .with(Effect::percent("share", share), words)
    }
}

/// Whether a scheme draws the same numbers for every layer.
///
/// ```
/// use initscope::conform::ignores_fans;
///
/// let ignores = |name: &str| ignores_fans(&name.parse().unwrap());
/// assert!(ignores("normal:std=0.02") && ignores("zeros") && !ignores("he-normal"));
/// ```
pub fn ignores_fans(init: &Init) -> bool {
    let law = |fan_in, fan_out| init.ensemble(Layer::linear(fan_in, fan_out)).ok()?.law();
    // No formula of fans has these two in common.
    law(2, 3).is_some() && law(2, 3) == law(7, 5)
}
