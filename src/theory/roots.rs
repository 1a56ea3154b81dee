//! Where a function of one variable is 0.

/// Steps of a search at most: bisection alone takes a number's 53 binary digits.
const STEPS: usize = 100;

/// Share of a root below which it is not told from its neighbours.
const RESOLUTION: f64 = 4.0 * f64::EPSILON;

/// Share of a root by which Newton's method may move in its last step.
const CONVERGED: f64 = 1e-9;

/// Golden section: 1 - 1/φ.
const GOLDEN: f64 = 0.381_966_011_250_105_1;

/// The roots of `f` between the first and the last of `known` points `(x, f(x))`, in order.
pub(super) fn roots(known: &[(f64, f64)], f: impl Fn(f64) -> f64) -> Vec<f64> {
    brackets(known, &f).into_iter().map(|ends| root(ends, &f)).collect()
}

/// Pairs of points between which `f` has a root, in order: where its sign changes from one of `known` points to
/// the next, and where it does so and back between neighbours of a point nearest to 0. A root on a point is a
/// pair of the same.
pub(super) fn brackets(known: &[(f64, f64)], f: impl Fn(f64) -> f64) -> Vec<[(f64, f64); 2]> {
    let mut points = known.to_vec();
    for triple in known.windows(3) {
        let [below, middle, above] = triple else { continue };
        let sign = middle.1.signum();
        let [low, lowest, high] = [below, middle, above].map(|point| sign * point.1);
        if lowest > 0.0 && lowest <= low && lowest <= high {
            points.extend(beyond(sign, [below.0, middle.0, above.0], &f));
        }
    }
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let on = points.iter().filter(|point| point.1 == 0.0).map(|point| [*point; 2]);
    let between = points.windows(2).filter(|pair| pair[0].1 * pair[1].1 < 0.0).map(|pair| [pair[0], pair[1]]);
    let mut found: Vec<_> = on.chain(between).collect();
    found.sort_by(|a, b| a[0].0.total_cmp(&b[0].0));
    found
}

/// A root between two points on either side of 0 by Newton's method, which starts at `start` and goes by
/// bisection where it would leave the bracket; `f` gives the slope as well.
pub(super) fn newton([low, high]: [(f64, f64); 2], start: f64, f: impl Fn(f64) -> [f64; 2]) -> f64 {
    let (mut ends, mut at) = ([low.0, high.0], start);
    for _ in 0..STEPS {
        let [value, slope] = f(at);
        if value == 0.0 || ends[0] == ends[1] {
            return at;
        }
        ends[usize::from((value > 0.0) != (low.1 > 0.0))] = at;
        let next = at - value / slope;
        let inside = ends[0] <= next && next <= ends[1];
        let next = if inside { next } else { 0.5 * (ends[0] + ends[1]) };
        // The error is squared in each step.
        if inside && (next - at).abs() <= CONVERGED * next.abs() || next == at {
            return next;
        }
        at = next;
    }
    at
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
    if a.0 == b.0 {
        return a.0;
    }
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
        let by_newton = |ends| newton(ends, 4.65, |x| [f(x), 2.0 * x - 9.3]);
        let found: Vec<f64> = brackets(&known(f), f).into_iter().map(by_newton).collect();
        assert!(
            matches!(found[..], [a, b] if (a - 4.6).abs() < 1e-13 && (b - 4.7).abs() < 1e-13),
            "{found:?}"
        );
        assert!(roots(&known(|x| (x - 4.6) * (x - 4.7) + 0.01), |x| (x - 4.6) * (x - 4.7) + 0.01).is_empty());
    }
}
