//! Welch's comparison of two means.

/// Bound on every |z|. Of the 4260 comparisons of both files, each standard normal where the
/// means agree, any passes it with probability 4260 · 3.8e-8 = 1.6e-4.
pub(crate) const BOUND: f64 = 5.5;

/// Trials behind each number of the files.
const THEIR_TRIALS: f64 = 200.0;

/// One statistic: what it is and how many standard errors lie between both means.
#[derive(Clone, Debug)]
pub(crate) struct Comparison {
    pub what: String,
    pub z: f64,
}

/// Compares the mean of our trials with the mean and standard deviation of theirs.
///
/// Numbers that do not vary at all are the same up to the seven digits of the file, or infinitely
/// far apart.
pub(crate) fn welch(what: String, ours: &[f64], mean: f64, sd: f64) -> Comparison {
    let m = ours.len() as f64;
    let our_mean = ours.iter().sum::<f64>() / m;
    let our_variance = ours.iter().map(|x| (x - our_mean).powi(2)).sum::<f64>() / (m - 1.0);
    let error = (our_variance / m + sd * sd / THEIR_TRIALS).sqrt();
    // Half a unit of the last of seven digits.
    let rounding = 5e-7 * mean.abs();
    let distance = ((our_mean - mean).abs() - rounding).max(0.0);
    Comparison { what, z: if distance == 0.0 { 0.0 } else { distance / error } }
}

/// All comparisons stay under the bound, and there are as many as there should be.
pub(crate) fn assert_agree(mut comparisons: Vec<Comparison>, count: usize) {
    comparisons.sort_by(|a, b| b.z.total_cmp(&a.z));
    let worst = &comparisons[..comparisons.len().min(5)];
    assert_eq!(comparisons.len(), count);
    let named = worst.iter().map(|Comparison { what, z }| format!("{what}: {z:.2}")).collect::<Vec<_>>();
    println!("{count} comparisons, worst: {}", named.join(", "));
    assert!(comparisons[0].z < BOUND, "worst |z| of {count}: {}", named.join(", "));
}

/// The comparisons fail clearly: a wrong scale shows in the first layer's pre-activations at once,
/// whose standard deviation varies by less than 1 % from trial to trial. A scale off by 6 % is 20
/// standard errors of ten trials away from it.
pub(crate) fn assert_fail(comparisons: &[Comparison]) {
    let worst = comparisons.iter().map(|comparison| comparison.z).fold(0.0, f64::max);
    let failing = comparisons.iter().filter(|comparison| comparison.z > BOUND).count();
    assert!(
        worst > 2.0 * BOUND && failing > 5,
        "{failing} of {} fail, the worst by {worst}",
        comparisons.len()
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn z_is_the_distance_in_standard_errors() {
        // Variance 2 of four numbers, 0.5 of their mean; 0.5 of the other mean's.
        let found = welch(String::new(), &[-1.0, -1.0, 1.0, 1.0].map(|x| x * 1.5f64.sqrt()), 3.0, 10.0);
        assert!((found.z - 3.0).abs() < 1e-5);
        assert_eq!(welch(String::new(), &[1.0; 3], 2.0, 0.0).z, f64::INFINITY);
    }
}
