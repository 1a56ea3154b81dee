//! Free energies.

use super::tiles::{matrix, product_tiles};
use super::{Rbm, Visible};
use crate::kernel::Real;
use crate::kernel::elementary::{at_least, exp, ln_1p_unit};

impl<T: Real> Rbm<T> {
    /// The free energy F(v) = -ln sum over h of exp(-E(v, h)) of every row: -a·v - sum of ln(1 + e^x) over the hidden
    /// units with x = b + v W, or ½|v - a|² in the place of -a·v for Gaussian units (Hinton 2012, section 16.1).
    ///
    /// The probability of v is exp(-F(v)) / Z, so differences of free energies are ratios of probabilities. Large
    /// sums do not overflow.
    ///
    /// # Panics
    ///
    /// If `v` are not whole rows.
    pub fn free_energies(&self, v: &[T]) -> Vec<f64> {
        let (inputs, hidden) = (self.inputs(), self.units());
        assert!(v.len().is_multiple_of(inputs), "samples come in whole rows");
        let mut sums = vec![T::ZERO; v.len() / inputs * hidden];
        product_tiles(matrix(v, inputs), matrix(&self.weights, hidden), &mut sums, |_| ());
        let rows = v.chunks_exact(inputs).zip(sums.chunks_exact(hidden));
        rows.map(|(row, sums)| self.visible_energy(row) - self.softplus_sum(sums)).collect()
    }

    /// The part of the energy that does not know the hidden units.
    fn visible_energy(&self, row: &[T]) -> f64 {
        let pairs = row.iter().zip(&self.visible_bias).map(|(v, a)| (v.to_f64(), a.to_f64()));
        match self.kind {
            Visible::Bernoulli => -pairs.map(|(v, a)| v * a).sum::<f64>(),
            Visible::Gaussian => 0.5 * pairs.map(|(v, a)| (v - a).powi(2)).sum::<f64>(),
        }
    }

    fn softplus_sum(&self, sums: &[T]) -> f64 {
        let sums = sums.iter().zip(&self.hidden_bias).map(|(x, b)| x.to_f64() + b.to_f64());
        sums.map(|x| at_least(0.0, x) + ln_1p_unit(exp(-x.abs()))).sum()
    }
}
