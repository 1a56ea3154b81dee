//! Random matrices: what a scheme comes to for one layer.

use super::fan::Fans;
use super::law::Law;
use super::mirrored::Mirrored;
use super::sparsity::Sparsity;
use super::{dirac, haar, hadamard};
use crate::init::Layer;
use crate::kernel::Real;
use crate::noise::Stream;

/// The matrices that a layer's weights are drawn from, with every parameter resolved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ensemble {
    /// Shape of the matrices: `[fan_in, fan_out]`.
    pub fans: Fans,
    /// What they are.
    pub structure: Structure,
}

/// Kinds of random matrices.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Structure {
    /// Every weight is drawn on its own.
    Independent(Law),
    /// `gain · Q`, with `Q` uniform (Haar) among matrices whose rows or columns, whichever are fewer,
    /// are orthonormal.
    Haar {
        /// Factor.
        gain: f64,
    },
    /// Unit i answers to input i alone.
    Diagonal {
        /// The weight on the diagonal.
        gain: f64,
    },
    /// Each group of units copies the first inputs.
    Dirac {
        /// Number of groups.
        groups: usize,
    },
    /// Entries ±1 / sqrt(size): the first rows and columns of a Hadamard matrix.
    Hadamard,
    /// Normal weights of which most are zero.
    Sparse(Sparsity),
    /// Every unit has a unit of opposite sign.
    Mirrored(Mirrored),
}

impl Ensemble {
    /// Independent draws from one law.
    pub fn of(layer: Layer, law: Law) -> Self {
        Self { fans: layer.fans, structure: Structure::Independent(law) }
    }

    /// Expected weight, over draws and places.
    pub fn mean(&self) -> f64 {
        self.moments().0
    }

    /// Standard deviation of the weights, over draws and places.
    pub fn std(&self) -> f64 {
        let (mean, second) = self.moments();
        match self.structure {
            Structure::Independent(law) => law.std(),
            _ => (second - mean * mean).max(0.0).sqrt(),
        }
    }

    /// The law of a weight, where all weights are independent draws from it.
    pub fn law(&self) -> Option<Law> {
        match self.structure {
            Structure::Independent(law) => Some(law),
            _ => None,
        }
    }

    /// Mean and mean square.
    fn moments(&self) -> (f64, f64) {
        let Fans { fan_in, fan_out } = self.fans;
        let count = (fan_in * fan_out).max(1) as f64;
        match self.structure {
            Structure::Independent(law) => (law.mean(), law.mean().powi(2) + law.std().powi(2)),
            Structure::Haar { gain } => (0.0, gain * gain / fan_in.max(fan_out) as f64),
            Structure::Diagonal { gain } => {
                let share = fan_in.min(fan_out) as f64 / count;
                (gain * share, gain * gain * share)
            }
            Structure::Dirac { groups } => {
                let share = dirac::ones(self.fans, groups) as f64 / count;
                (share, share)
            }
            Structure::Hadamard => hadamard::moments(self.fans),
            Structure::Sparse(sparsity) => {
                let share = sparsity.kept(self.fans) as f64 / count;
                (0.0, share * sparsity.std.powi(2))
            }
            Structure::Mirrored(mirrored) => (0.0, mirrored.second_moment(self.fans)),
        }
    }

    /// Fills `weights`, row-major `[fan_in, fan_out]`, from the noise of `stream`.
    ///
    /// # Panics
    ///
    /// If there are not as many weights as the fans say.
    pub fn fill<T: Real>(&self, stream: &Stream, weights: &mut [T]) {
        let Fans { fan_in, fan_out } = self.fans;
        // A bias is a row of independent draws: any number of them is fine.
        let whole = self.law().is_some() || weights.len() == fan_in * fan_out;
        assert!(whole, "a weight for each input of each unit");
        if weights.is_empty() {
            return;
        }
        match self.structure {
            Structure::Independent(law) => law.fill(stream, weights),
            Structure::Haar { gain } => haar::fill(self.fans, gain, stream, weights),
            Structure::Diagonal { gain } => {
                weights.fill(T::ZERO);
                weights.iter_mut().step_by(fan_out + 1).take(fan_in.min(fan_out)).for_each(|weight| {
                    *weight = T::from_f64(gain);
                });
            }
            Structure::Dirac { groups } => dirac::fill(self.fans, groups, weights),
            Structure::Hadamard => hadamard::fill(self.fans, weights),
            Structure::Sparse(sparsity) => sparsity.fill(self.fans, stream, weights),
            Structure::Mirrored(mirrored) => mirrored.fill(self.fans, stream, weights),
        }
    }
}
