//! Integrals of smooth functions.

/// Nodes and weights of Gauss-Legendre quadrature on [-1, 1], exact for polynomials of degree nine.
pub(crate) const FIVE_NODES: [(f64, f64); 5] = [
    (0.0, 0.568_888_888_888_888_9),
    (0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
    (-0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
    (0.906_179_845_938_664, 0.236_926_885_056_189_08),
    (-0.906_179_845_938_664, 0.236_926_885_056_189_08),
];

/// Those of degree thirty-one: the fewest nodes where every integrand is smooth over a wide panel.
pub(crate) const SIXTEEN_NODES: [(f64, f64); 16] = [
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_5),
    (-0.095_012_509_837_637_44, 0.189_450_610_455_068_5),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_58),
    (-0.281_603_550_779_258_9, 0.182_603_415_044_923_58),
    (0.458_016_777_657_227_37, 0.169_156_519_395_002_54),
    (-0.458_016_777_657_227_37, 0.169_156_519_395_002_54),
    (0.617_876_244_402_643_8, 0.149_595_988_816_576_74),
    (-0.617_876_244_402_643_8, 0.149_595_988_816_576_74),
    (0.755_404_408_355_003, 0.124_628_971_255_533_88),
    (-0.755_404_408_355_003, 0.124_628_971_255_533_88),
    (0.865_631_202_387_831_8, 0.095_158_511_682_492_79),
    (-0.865_631_202_387_831_8, 0.095_158_511_682_492_79),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_894),
    (-0.944_575_023_073_232_6, 0.062_253_523_938_647_894),
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_096),
    (-0.989_400_934_991_649_9, 0.027_152_459_411_754_096),
];

/// Where to look, and with what weight, for an integral over `[low, high]` by a rule's nodes on each of so many
/// panels.
pub(crate) fn abscissae(
    rule: &[(f64, f64)],
    (low, high): (f64, f64),
    panels: usize,
) -> impl Iterator<Item = (f64, f64)> {
    let half = (high - low) / (2 * panels) as f64;
    (0..panels).flat_map(move |panel| {
        let centre = low + half * (2 * panel + 1) as f64;
        rule.iter().map(move |(node, weight)| (centre + half * node, half * weight))
    })
}

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
pub fn integrate<const N: usize>(ends: (f64, f64), panels: usize, f: impl Fn(f64) -> [f64; N]) -> [f64; N] {
    let mut total = [0.0; N];
    for (x, weight) in abscissae(&FIVE_NODES, ends, panels) {
        for (total, value) in total.iter_mut().zip(f(x)) {
            *total += weight * value;
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_nodes_are_exact_up_to_degree_thirty_one() {
        let power = |degree: i32| -> f64 {
            abscissae(&SIXTEEN_NODES, (0.0, 1.0), 1).map(|(x, weight)| weight * x.powi(degree)).sum()
        };
        for degree in 0..32 {
            assert!((power(degree) * f64::from(degree + 1) - 1.0).abs() < 1e-14, "{degree}");
        }
    }
}
