//! Where a function of one variable is 0.

/// Steps of a search at most: bisection alone takes a number's 53 binary digits.
const STEPS: usize = 100;

/// Share of a root below which it is not told from its neighbours.
const RESOLUTION: f64 = 4.0 * f64::EPSILON;

/// Golden section: 1 - 1/φ.
const GOLDEN: f64 = 0.381_966_011_250_105_1;

/// The roots of `f` between the first and the last of `known` points `(x, f(x))`, in order: where its sign
/// changes from one to the next, and where it does so and back between neighbours of a point nearest to 0.
pub(super) fn roots(known: &[(f64, f64)], f: impl Fn(f64) -> f64) -> Vec<f64> {
    let mut points = known.to_vec();
    for triple in known.windows(3) {
        let [below, middle, above] = triple else { continue };
        let sign = middle.1.signum();
        let [low, lowest, high] = [below, middle, above].map(|point| sign * point.1);
        if lowest > 0.0
            && lowest <= low
            && lowest <= high
            && let Some(point) = beyond(sign, [below.0, middle.0, above.0], &f)
        {
            points.push(point);
        }
    }
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut found: Vec<f64> = points.iter().filter(|point| point.1 == 0.0).map(|point| point.0).collect();
    let changes = points.windows(2).filter(|pair| pair[0].1 * pair[1].1 < 0.0);
    found.extend(changes.map(|pair| root([pair[0], pair[1]], &f)));
    found.sort_by(f64::total_cmp);
    found
}

/// A point on the other side of 0 near a minimum of `sign · f`, by golden section between `ends`; `None` if it
/// stays on its side.
fn beyond(
    sign: f64,
    [mut low, mut middle, mut high]: [f64; 3],
    f: impl Fn(f64) -> f64,
) -> Option<(f64, f64)> {
    let mut least = sign * f(middle);
    while high - low > 1e-6 * high {
        let at = if high - middle > middle - low {
            middle + GOLDEN * (high - middle)
        } else {
            middle - GOLDEN * (middle - low)
        };
        let value = sign * f(at);
        if value <= 0.0 {
            return Some((at, sign * value));
        }
        if value < least {
            if at > middle {
                low = middle
            } else {
                high = middle
            }
            (middle, least) = (at, value);
        } else if at > middle {
            high = at;
        } else {
            low = at;
        }
    }
    None
}

/// A root between two points on either side of 0: inverse quadratic interpolation where the function bends
/// little enough for it, bisection elsewhere (Chandrupatla 1997).
fn root([low, high]: [(f64, f64); 2], f: impl Fn(f64) -> f64) -> f64 {
    // The latest point, the latest one on the other side, and the one before.
    let (mut a, mut b) = (high, low);
    let mut share = 0.5;
    for _ in 0..STEPS {
        let at = a.0 + share * (b.0 - a.0);
        let latest = (at, f(at));
        let c = if (latest.1 > 0.0) == (a.1 > 0.0) { a } else { std::mem::replace(&mut b, a) };
        a = latest;
        let nearest = if a.1.abs() < b.1.abs() { a } else { b };
        let least = RESOLUTION * nearest.0.abs() / (b.0 - a.0).abs();
        if nearest.1 == 0.0 || least > 0.5 {
            return nearest.0;
        }
        let place = (a.0 - b.0) / (c.0 - b.0);
        let height = (a.1 - b.1) / (c.1 - b.1);
        share = if height * height < place && (1.0 - height) * (1.0 - height) < 1.0 - place {
            a.1 / (b.1 - a.1) * c.1 / (b.1 - c.1)
                + (c.0 - a.0) / (b.0 - a.0) * a.1 / (c.1 - a.1) * b.1 / (c.1 - b.1)
        } else {
            0.5
        };
        share = share.clamp(least, 1.0 - least);
    }
    a.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(f: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
        (0..=20).map(|x| (f64::from(x), f(f64::from(x)))).collect()
    }

    #[test]
    fn every_change_of_sign_is_found_to_rounding() {
        let f = |x: f64| x.sin();
        let found = roots(&known(f), f);
        // 0, π, ... 6π.
        assert_eq!(found.len(), 7);
        for (index, root) in found.iter().enumerate() {
            assert!((root - index as f64 * std::f64::consts::PI).abs() < 1e-13, "{found:?}");
        }
    }

    #[test]
    fn two_roots_between_neighbours_are_found() {
        let f = |x: f64| (x - 4.6) * (x - 4.7);
        assert!(known(f).iter().all(|point| point.1 > 0.0));
        let found = roots(&known(f), f);
        assert!(
            matches!(found[..], [a, b] if (a - 4.6).abs() < 1e-13 && (b - 4.7).abs() < 1e-13),
            "{found:?}"
        );
        assert!(roots(&known(|x| (x - 4.6) * (x - 4.7) + 0.01), |x| (x - 4.6) * (x - 4.7) + 0.01).is_empty());
    }
}
