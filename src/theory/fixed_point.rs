//! Variances that a layer keeps.

use super::roots::{brackets, newton};
use super::{VarianceMap, Variances};
use crate::activation::GaussianMoments;

/// What becomes of a small deviation from a fixed point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stability {
    /// It shrinks layer by layer: the map's slope is between -1 and 1.
    Attracts,
    /// It stays, to first order: the slope is 1 (or -1).
    Neutral,
    /// It grows.
    Repels,
}

/// How far a slope may be from 1 to be 1.
const RESOLUTION: f64 = 1e-9;

impl Stability {
    /// Of a fixed point at which the map has this slope.
    pub fn of_slope(slope: f64) -> Self {
        match slope.abs() - 1.0 {
            excess if excess < -RESOLUTION => Self::Attracts,
            excess if excess <= RESOLUTION => Self::Neutral,
            _ => Self::Repels,
        }
    }

    /// As tables and JSON have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Attracts => "attracts",
            Self::Neutral => "neutral",
            Self::Repels => "repels",
        }
    }
}

/// A variance `q* = sigma_w² E[φ(√q* z)²] + sigma_b²`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FixedPoint {
    /// `q*`.
    pub variance: f64,
    /// Every variance from `q*` to here is one as well: `q*` itself, but where the map is a line of slope 1.
    pub up_to: f64,
    /// The map's slope there.
    pub slope: f64,
    /// `chi_1 = sigma_w² E[φ'(√q* z)²]` there.
    pub chi: f64,
}

impl FixedPoint {
    /// What becomes of a small deviation.
    pub fn stability(&self) -> Stability {
        Stability::of_slope(self.slope)
    }
}

/// Share of a variance by which its successor may differ and be the same.
const SAME: f64 = 1e-12;

/// Smallest variance that is told from 0.
const NEAREST: f64 = 1e-14;

impl VarianceMap {
    /// All fixed points with `q*` up to 1e4, and up to 1e8 where the map still bends towards one, in order. There may be
    /// none: a ReLU net of large weights and any bias grows forever.
    ///
    /// ```
    /// use initscope::activation::Activation;
    /// use initscope::theory::{Stability, VarianceMap, Variances};
    ///
    /// let gelu = VarianceMap::new(Activation::Gelu);
    /// let weights = 1.0 / gelu.moments(1.0).second;
    /// let points = gelu.fixed_points(Variances { weights, biases: 0.0 });
    /// // The gain that keeps a variance of 1 keeps it as a pencil on its tip: below, all goes to 0.
    /// assert!(points[0].variance == 0.0 && points[0].stability() == Stability::Attracts);
    /// assert!((points[1].variance - 1.0).abs() < 1e-9 && points[1].stability() == Stability::Repels);
    ///
    /// let relu = VarianceMap::new(Activation::Relu);
    /// let [all] = relu.fixed_points(Variances { weights: 2.0, biases: 0.0 })[..] else { panic!() };
    /// assert!((all.variance, all.up_to) == (0.0, f64::INFINITY) && all.stability() == Stability::Neutral);
    /// ```
    pub fn fixed_points(&self, variances: Variances) -> Vec<FixedPoint> {
        let excess = |(q, moments): &(f64, GaussianMoments)| (*q, variances.after(moments.second) - q);
        let mut known: Vec<_> = self.scan.iter().map(excess).collect();
        let kept = known.iter().take_while(|(q, excess)| excess.abs() <= SAME * q).count();
        let least = FixedPoint {
            variance: 0.0,
            up_to: 0.0,
            slope: variances.weights * self.smallest.second_slope,
            chi: variances.weights * self.smallest.slope_second,
        };
        let mut points = Vec::new();
        let first = variances.after(self.smallest.second);
        if kept > 0 {
            let up_to = if kept == known.len() { f64::INFINITY } else { known[kept - 1].0 };
            points.push(FixedPoint { up_to, ..least });
            known.drain(..kept);
        } else if first == 0.0 {
            points.push(least);
            // What leaves 0 slowly may settle before the scan begins.
            known.insert(0, (NEAREST, (least.slope - 1.0) * NEAREST));
        } else {
            known.insert(0, (0.0, first));
        }
        // Differences that rounding makes of none have no sign.
        known.retain(|(q, excess)| excess.abs() > SAME * q);
        self.go_on(variances, &mut known);
        let found = brackets(&known, |q| self.next(variances, q) - q);
        points.extend(found.into_iter().map(|ends| self.fixed_point(variances, ends)));
        points
    }

    /// The fixed point between two variances.
    fn fixed_point(&self, variances: Variances, ends: [(f64, f64); 2]) -> FixedPoint {
        let variance = newton(ends, self.guess(variances, ends), |q| {
            let moments = self.moments(q);
            [variances.after(moments.second) - q, variances.weights * moments.second_slope - 1.0]
        });
        let moments = self.moments(variance);
        FixedPoint {
            variance,
            up_to: variance,
            slope: variances.weights * moments.second_slope,
            chi: variances.weights * moments.slope_second,
        }
    }

    /// Where a cubic of the known excesses and slopes at both ends vanishes, the variance as a function of the
    /// excess; the middle where an end is not of the scan, or the cubic leads astray.
    fn guess(&self, variances: Variances, [low, high]: [(f64, f64); 2]) -> f64 {
        let inverse_slope = |at: f64| {
            let moments = self.known(at)?;
            Some((variances.weights * moments.second_slope - 1.0).recip())
        };
        let height = high.1 - low.1;
        let share = -low.1 / height;
        let rest = 1.0 - share;
        let cubic = inverse_slope(low.0).zip(inverse_slope(high.0)).map(|(at_low, at_high)| {
            low.0 * (1.0 + 2.0 * share) * rest * rest
                + high.0 * (1.0 + 2.0 * rest) * share * share
                + height * share * rest * (at_low * rest - at_high * share)
        });
        cubic.filter(|q| low.0 < *q && *q < high.0).unwrap_or(0.5 * (low.0 + high.0))
    }

    /// Looks farther, if the map bends towards a fixed point where the scan ends.
    fn go_on(&self, variances: Variances, known: &mut Vec<(f64, f64)>) {
        let Some(((last, moments), (at, excess))) = self.scan.last().zip(known.last().copied()) else {
            return;
        };
        let slope = variances.weights * moments.second_slope;
        if at == *last && Stability::of_slope(slope) != Stability::Neutral && excess * (slope - 1.0) < 0.0 {
            known.extend(self.far().iter().map(|(q, moments)| (*q, variances.after(moments.second) - q)));
        }
    }

    /// The fixed point to which the variance goes from `q`, of a map that rises; `None` if it grows forever.
    ///
    /// ```
    /// use initscope::activation::Activation;
    /// use initscope::theory::{VarianceMap, Variances};
    ///
    /// let gelu = VarianceMap::new(Activation::Gelu);
    /// let variances = Variances { weights: 2.5, biases: 0.0 };
    /// assert_eq!(gelu.settles(variances, 0.5).unwrap().variance, 0.0);
    /// assert_eq!(gelu.settles(variances, 5.0), None);
    /// ```
    pub fn settles(&self, variances: Variances, q: f64) -> Option<FixedPoint> {
        let points = self.fixed_points(variances);
        if let Some(kept) = points.iter().find(|point| point.variance < q && q <= point.up_to) {
            return Some(FixedPoint { variance: q, ..*kept });
        }
        if self.next(variances, q) >= q {
            points.into_iter().find(|point| point.variance >= q)
        } else {
            points.into_iter().rev().find(|point| point.up_to <= q)
        }
    }
}
