//! Integrals of smooth functions.

/// Nodes and weights of Gauss-Legendre quadrature on [-1, 1].
const NODES: [(f64, f64); 5] = [
    (0.0, 0.568_888_888_888_888_9),
    (0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
    (-0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
    (0.906_179_845_938_664, 0.236_926_885_056_189_08),
    (-0.906_179_845_938_664, 0.236_926_885_056_189_08),
];

/// Integrals of several functions at once over `[low, high]`: Gauss-Legendre with five nodes on
/// each of `panels`, exact for polynomials of degree nine between their ends.
///
/// ```
/// use initscope::kernel::integrate;
///
/// let [area, moment] = integrate((0.0, 1.0), 4, |x| [x.exp(), x * x.exp()]);
/// assert!((area - (1f64.exp() - 1.0)).abs() < 1e-14);
/// assert!((moment - 1.0).abs() < 1e-14);
/// ```
pub fn integrate<const N: usize>(
    (low, high): (f64, f64),
    panels: usize,
    f: impl Fn(f64) -> [f64; N],
) -> [f64; N] {
    let half = (high - low) / (2 * panels) as f64;
    let mut total = [0.0; N];
    for panel in 0..panels {
        let centre = low + half * (2 * panel + 1) as f64;
        for (node, weight) in NODES {
            for (total, value) in total.iter_mut().zip(f(centre + half * node)) {
                *total += half * weight * value;
            }
        }
    }
    total
}
