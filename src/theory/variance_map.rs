//! The variance of pre-activations from layer to layer.

use std::iter;
use std::sync::OnceLock;

use crate::activation::{Activation, GaussianMoments};

/// Variances of the parameters of wide layers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Variances {
    /// `sigma_w²`: that of the weights times `fan_in`; of weights with `std = gain / sqrt(fan_in)`, `gain²`.
    pub weights: f64,
    /// `sigma_b²`: that of the biases.
    pub biases: f64,
}

/// The map `q' = sigma_w² E[φ(√q z)²] + sigma_b²` of an activation, for whatever variances of the parameters
/// (Poole et al. 2016, equation 3).
///
/// The activation's integrals over the range of `q` are taken once, so ask one map for all points of a diagram.
///
/// ```
/// use initscope::activation::Activation;
/// use initscope::theory::{VarianceMap, Variances};
///
/// let map = VarianceMap::new(Activation::Tanh);
/// let variances = Variances { weights: 1.3 * 1.3, biases: 0.3 * 0.3 };
/// // Poole et al. (2016), figure 1: with sigma_w = 1.3 and sigma_b = 0.3 the variance settles.
/// let [point] = map.fixed_points(variances)[..] else { panic!() };
/// assert!((point.variance - 0.607).abs() < 5e-4);
/// assert!((map.next(variances, point.variance) - point.variance).abs() < 1e-12);
/// ```
#[derive(Clone, Debug)]
pub struct VarianceMap {
    pub(super) activation: Activation,
    /// Variances in order, and the moments there.
    pub(super) scan: Vec<(f64, GaussianMoments)>,
    /// Moments for a variance of 0.
    pub(super) smallest: GaussianMoments,
    /// As `scan`, beyond it: wide integrals, for maps that have not settled there.
    far: OnceLock<Vec<(f64, GaussianMoments)>>,
}

/// Powers of ten between which fixed points are looked for, and from which on steps may be long: the
/// activation's kinks and bends lie below.
const DECADES: [i32; 3] = [-8, 2, 4];

/// Powers of ten to look at if need be, beyond the last one of the scan.
const FARTHEST: i32 = 8;

/// Steps of the scan within a power of ten, before and after.
const STEPS: [i32; 2] = [4, 2];

impl VarianceMap {
    /// Of an activation.
    pub fn new(activation: Activation) -> Self {
        let [first, middle, last] = DECADES;
        let decades = |[from, to]: [i32; 2], steps: i32| {
            (from * steps..to * steps).map(move |step| 10f64.powf(f64::from(step) / f64::from(steps)))
        };
        let variances = decades([first, middle], STEPS[0])
            .chain(decades([middle, last], STEPS[1]))
            .chain(iter::once(10f64.powi(last)));
        let moments = |q| GaussianMoments::new(activation, q);
        Self {
            activation,
            scan: variances.map(|q| (q, moments(q))).collect(),
            smallest: moments(0.0),
            far: OnceLock::new(),
        }
    }

    /// The activation's.
    pub fn activation(&self) -> Activation {
        self.activation
    }

    /// Moments for pre-activations of variance `q`.
    pub fn moments(&self, q: f64) -> GaussianMoments {
        self.known(q).unwrap_or_else(|| GaussianMoments::new(self.activation, q))
    }

    /// Moments that were integrated before.
    pub(super) fn known(&self, q: f64) -> Option<GaussianMoments> {
        let index = self.scan.binary_search_by(|(known, _)| known.total_cmp(&q)).ok()?;
        Some(self.scan[index].1)
    }

    /// Variances beyond the scan, and the moments there.
    pub(super) fn far(&self) -> &[(f64, GaussianMoments)] {
        self.far.get_or_init(|| {
            let [.., last] = DECADES;
            let variances = (last + 1..=FARTHEST).map(|power| 10f64.powi(power));
            variances.map(|q| (q, GaussianMoments::new(self.activation, q))).collect()
        })
    }

    /// Variance of the next layer's pre-activations.
    pub fn next(&self, variances: Variances, q: f64) -> f64 {
        variances.after(self.moments(q).second)
    }

    /// The map's slope `dq'/dq = sigma_w² (E[φ'²] + E[φ'' φ])`: the factor by which a small change of the
    /// variance grows in a layer.
    pub fn slope(&self, variances: Variances, q: f64) -> f64 {
        variances.weights * self.moments(q).second_slope
    }

    /// Variances of the pre-activations from a layer with variance `q` on, its own first.
    ///
    /// ```
    /// use initscope::activation::Activation;
    /// use initscope::theory::{VarianceMap, Variances};
    ///
    /// let relu = VarianceMap::new(Activation::Relu);
    /// let halves: Vec<f64> = relu.course(Variances { weights: 1.0, biases: 0.0 }, 8.0).take(4).collect();
    /// assert!(halves.iter().zip([8.0, 4.0, 2.0, 1.0]).all(|(found, q)| (found - q).abs() < 1e-12));
    /// ```
    pub fn course(&self, variances: Variances, q: f64) -> impl Iterator<Item = f64> {
        iter::successors(Some(q), move |q| Some(self.next(variances, *q)))
    }

    /// The gain that keeps activations of mean square 1: `√q` where `E[φ(√q z)²] = 1`; `None` where no
    /// variance leads to that. Of several the smallest.
    ///
    /// It is another number than [`GainRule::Forward`](crate::init::GainRule::Forward), by which
    /// *pre-activations* keep a variance of 1; both are met under the name of a gain.
    ///
    /// ```
    /// use initscope::activation::Activation;
    /// use initscope::init::GainRule;
    /// use initscope::theory::VarianceMap;
    ///
    /// let unit_output = VarianceMap::new(Activation::Gelu).unit_output_gain().unwrap();
    /// assert!((unit_output - 1.4680).abs() < 5e-5);
    /// assert!((GainRule::Forward.gain(Activation::Gelu).unwrap() - 1.5335).abs() < 5e-5);
    /// assert_eq!(VarianceMap::new(Activation::Sigmoid).unit_output_gain(), None);
    /// ```
    pub fn unit_output_gain(&self) -> Option<f64> {
        let excess = |moments: &GaussianMoments| moments.second - 1.0;
        let known: Vec<_> = self.scan.iter().map(|(q, moments)| (*q, excess(moments))).collect();
        let found = super::roots::roots(&known, |q| excess(&self.moments(q)));
        found.first().map(|q| q.sqrt())
    }
}

impl Variances {
    /// Variance of pre-activations of inputs of this mean square.
    pub(super) fn after(self, second: f64) -> f64 {
        // 0 times infinity is no number, and weights of 0 let nothing through.
        if self.weights == 0.0 { self.biases } else { self.weights * second + self.biases }
    }
}
