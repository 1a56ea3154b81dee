//! The kernel of two inputs as a power series of their correlation.

use crate::activation::{Activation, GaussianGrid};
use crate::kernel::vectorize;

/// Hermite coefficients `a_k = E[φ(√q z) h_k(z)]` of an activation, `h_k` the orthonormal Hermite polynomials:
/// for pre-activations of variance `q` and correlation `c`, `E[φ φ] = Σ a_k² c^k` (Mehler 1866; Daniely,
/// Frostig & Singer 2016, section 4).
///
/// No coefficient of the series is negative, so the correlation map bends upwards. Few terms are enough for
/// smooth activations; kinks leave `a_k²` of about `k^-2.5`, and then [`TwoInputs`](super::TwoInputs) is better where
/// `c` is near 1.
///
/// ```
/// use initscope::activation::Activation;
/// use initscope::theory::HermiteSeries;
///
/// // E[sin(u) sin(v)] = e^-q sinh(q c).
/// let series = HermiteSeries::new(Activation::Sin, 2.0, 64);
/// assert!((series.kernel(0.5) - (-2.0f64).exp() * 1f64.sinh()).abs() < 1e-13);
/// ```
#[derive(Clone, Debug)]
pub struct HermiteSeries {
    coefficients: Vec<f64>,
    /// Nodes, with the activation's value times the mass at each.
    z: Vec<f64>,
    masses: Vec<f64>,
    /// The two latest polynomials at the nodes.
    latest: [Vec<f64>; 2],
    /// `E[φ²]`, the sum of all squares.
    second: f64,
}

impl HermiteSeries {
    /// So many terms, of an activation of pre-activations of variance `q`.
    pub fn new(activation: Activation, q: f64, terms: usize) -> Self {
        let sigma = q.sqrt();
        let grid = GaussianGrid::of(activation, sigma);
        let mut values = grid.scaled(sigma);
        activation.apply(&mut values);
        let masses: Vec<f64> = grid.masses().zip(&values).map(|(mass, value)| mass * value).collect();
        let second = masses.iter().zip(&values).map(|(mass, value)| mass * value).sum();
        // Nodes of no mass fill the last lanes.
        let filled = values.len().next_multiple_of(LANES);
        let (mut z, mut masses) = (grid.z.clone(), masses);
        z.resize(filled, 0.0);
        masses.resize(filled, 0.0);
        let latest = [vec![0.0; filled], vec![1.0; filled]];
        let mut series = Self { coefficients: Vec::new(), z, masses, latest, second };
        series.extend(terms);
        series
    }

    /// Takes more terms, up to this many.
    pub(super) fn extend(&mut self, terms: usize) {
        let Self { coefficients, z, masses, latest: [below, latest], .. } = self;
        for k in coefficients.len()..terms {
            // h_(k+1) = (z h_k - √k h_(k-1)) / √(k+1).
            let (root, scale) = ((k as f64).sqrt(), ((k + 1) as f64).sqrt().recip());
            let sum = vectorize(
                #[inline(always)]
                || step(z, masses, below, latest, [root * scale, scale]),
            );
            coefficients.push(sum);
            std::mem::swap(below, latest);
        }
    }

    /// `a_k`, from that of `k = 0` on, which is `E[φ]`.
    pub fn coefficients(&self) -> &[f64] {
        &self.coefficients
    }

    /// `Σ a_k² c^k`, which is `E[φ φ]` but for the terms left out.
    pub fn kernel(&self, correlation: f64) -> f64 {
        self.coefficients.iter().rev().fold(0.0, |sum, a| sum * correlation + a * a)
    }

    /// Its derivative by `c`, which is `q E[φ' φ']`.
    pub fn slope(&self, correlation: f64) -> f64 {
        let terms = self.coefficients.iter().enumerate().skip(1).rev();
        terms.fold(0.0, |sum, (k, a)| sum * correlation + k as f64 * a * a)
    }

    /// What the terms left out add at most, for a correlation from 0 to 1.
    pub fn rest(&self, correlation: f64) -> f64 {
        let known: f64 = self.coefficients.iter().map(|a| a * a).sum();
        let terms = i32::try_from(self.coefficients.len()).unwrap_or(i32::MAX);
        let rest = self.second - known;
        // Less than that is rounding of the sums.
        if rest > ROUNDING * self.second { rest * correlation.powi(terms) } else { 0.0 }
    }
}

/// Share of a sum of squares that rounding leaves.
const ROUNDING: f64 = 1e-14;

/// Independent sums, so that none waits for its last addition.
const LANES: usize = 16;

/// Puts `h_(k+1)` in the place of `h_(k-1)`, and adds up `Σ mass h_k`.
#[inline(always)]
fn step(z: &[f64], masses: &[f64], below: &mut [f64], latest: &[f64], [root, scale]: [f64; 2]) -> f64 {
    let mut sums = [0.0; LANES];
    let groups = below.as_chunks_mut::<LANES>().0.iter_mut().zip(latest.as_chunks::<LANES>().0);
    let nodes = z.as_chunks::<LANES>().0.iter().zip(masses.as_chunks::<LANES>().0);
    for ((below, latest), (z, masses)) in groups.zip(nodes) {
        for lane in 0..LANES {
            sums[lane] = masses[lane].mul_add(latest[lane], sums[lane]);
            below[lane] = (scale * z[lane]).mul_add(latest[lane], -root * below[lane]);
        }
    }
    sums.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activation::GaussianMoments;

    #[test]
    fn coefficients_of_relu_are_those_of_the_arc_cosine_kernel() {
        // Daniely, Frostig & Singer (2016), section 8: 1/√(2π), 1/2, 1/√(4π), 0, -1/√(48π).
        let pi = std::f64::consts::PI;
        let expected =
            [(2.0 * pi).sqrt().recip(), 0.5, (4.0 * pi).sqrt().recip(), 0.0, -(48.0 * pi).sqrt().recip()];
        let series = HermiteSeries::new(Activation::Relu, 1.0, 5);
        for (found, expected) in series.coefficients().iter().zip(expected) {
            assert!((found - expected).abs() < 1e-14, "{found} {expected}");
        }
    }

    #[test]
    fn squares_add_up_to_the_second_moment() {
        for activation in [Activation::Tanh, Activation::Gelu, Activation::Softplus, Activation::Mish] {
            let series = HermiteSeries::new(activation, 1.0, 128);
            let second = GaussianMoments::new(activation, 1.0).second;
            assert!((series.kernel(1.0) - second).abs() < 1e-10, "{activation}");
            assert!(series.rest(1.0) < 1e-10);
        }
        // A kink leaves a tail.
        assert!(HermiteSeries::new(Activation::Relu, 1.0, 128).rest(1.0) > 1e-6);
    }
}
