//! Known mistakes, by the factor that they leave in the standard deviation.

use super::chance;
use super::expected::{Expected, Moments};
use super::outliers::Outliers;
use super::structures::entries::distance;
use super::tensor::Tensor;
use crate::init::{Distribution, Fans, Init, Law, StandardTruncated, Structure};
use crate::number::three_digits;

/// A factor is said if the numbers would be so far from it by chance with this probability.
const SURE: f64 = 0.01;

/// Relative errors of an orthogonal matrix's gain, which no chance is in: single precision's, many times.
const GAIN: f64 = 1e-4;

/// A mistake, and what it leaves.
struct Mistake {
    /// Measured standard deviation over the scheme's.
    factor: f64,
    /// Shape of the numbers' law; the scheme's own where none is named.
    shape: Option<Distribution>,
    /// What happened: a clause about the numbers.
    words: String,
}

fn mistake(factor: f64, shape: Option<Distribution>, words: impl Into<String>) -> Mistake {
    Mistake { factor, shape, words: words.into() }
}

/// The known mistakes that would make a tensor which should be of the scheme `init` what it is: those whose
/// factor is within the sampling error of the measured one and whose law has the numbers' shape, nearest
/// first. None where the standard deviation is right.
///
/// | factor of the std | mistake |
/// |---|---|
/// | 0.8796, 1 / 0.8796 | a normal law cut at two sigmas, whose std was not corrected for the cut, or was |
/// | sqrt(fan / other fan) | scaled by the other fan, by one instead of their mean, without a kernel's taps |
/// | 1 / sqrt(3 fan_in) | PyTorch's default |
/// | 1 / sqrt 2, sqrt 2; 3/5, 5/3 | ReLU's or tanh's gain forgotten, or applied |
/// | 1 / sqrt 3, sqrt 3 | std taken for a uniform law's bound, or the bound for the std |
/// | std, 1 / sqrt(std) | variance taken for the std, or the std for the variance |
///
/// ```
/// use initscope::conform::{Tensor, causes};
/// use initscope::init::{Init, KernelLayout, Layer, Scheme};
/// use initscope::noise::{Role, Stream};
///
/// let [he, lecun] = ["he-normal", "lecun-normal"].map(|name| name.parse::<Init>().unwrap());
/// let mut weights = vec![0.0f32; 300 * 200];
/// lecun.fill(Layer::linear(300, 200), &Stream::new(0, 0, Role::Weight, 1), &mut weights);
/// let tensor = Tensor::weights(&[300, 200], KernelLayout::InOut, &weights).unwrap();
/// assert_eq!(causes(&tensor, &he), ["a gain of sqrt(2), ReLU's, is left out"]);
/// ```
pub fn causes(tensor: &Tensor, init: &Init) -> Vec<String> {
    let Ok(ensemble) = tensor.ensemble(init) else { return Vec::new() };
    match ensemble.structure {
        Structure::Independent(law) if law.std() > 0.0 => of_law(tensor, init, &law),
        Structure::Haar { gain } if gain != 0.0 => {
            let fans = tensor.matrix().fans();
            let measured = tensor.matrix().rms() * (fans.fan_in.max(fans.fan_out) as f64).sqrt() / gain.abs();
            let known = gains().into_iter().filter(|known| (measured / known.factor - 1.0).abs() < GAIN);
            known.map(|known| known.words).collect()
        }
        _ => Vec::new(),
    }
}

fn of_law(tensor: &Tensor, init: &Init, law: &Law) -> Vec<String> {
    let matrix = tensor.matrix();
    if matrix.weights().iter().any(|weight| !weight.is_finite()) {
        return Vec::new();
    }
    let expected = Expected::of(law);
    let outliers = Outliers::of(matrix, matrix.sorted(), &expected);
    let rest = outliers.rest(matrix.sorted());
    let n = rest.len() as f64;
    if n < 2.0 {
        return Vec::new();
    }
    let ratio = Moments::of(rest).std / expected.std;
    // Probability that numbers of a law leave this std, times that of this shape being theirs.
    let likely = |factor: f64, law: &Law| {
        let variance = law.standardised_moment(4) / n - (n - 3.0) / (n * (n - 1.0));
        let apart = || distance(rest, |x| law.cumulative(x), |x| matrix.rounding(x));
        let p_value = chance::spread((ratio / factor).powi(2), variance);
        (p_value >= SURE && chance::distance(rest.len(), apart()) >= SURE).then_some(p_value)
    };
    if chance::spread(ratio * ratio, (law.standardised_moment(4) - 1.0) / n) >= SURE {
        return Vec::new();
    }
    let mistakes = shapes(law).into_iter().chain(fans(tensor, init, expected.std));
    let mistakes = mistakes.chain(torch(tensor, expected.std)).chain(gains()).chain(bounds());
    let all = mistakes.chain(squares(expected.std)).filter(|known| known.factor.is_normal());
    let mut found: Vec<(f64, String)> = all
        .filter_map(|Mistake { factor, shape, words }| {
            let std = expected.std * factor;
            let theirs =
                shape.map_or_else(|| widened(law, factor), |shape| shifted(shape.law(std), law.mean()));
            Some((likely(factor, &theirs)?, words))
        })
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().map(|(_, words)| words).collect()
}

/// A law with all distances from its mean multiplied.
fn widened(law: &Law, factor: f64) -> Law {
    let around = |x: f64| law.mean() + (x - law.mean()) * factor;
    match *law {
        Law::Constant(value) => Law::Constant(value),
        Law::Uniform { low, high } => Law::Uniform { low: around(low), high: around(high) },
        Law::Normal { mean, std } => Law::Normal { mean, std: std * factor },
        Law::TruncatedNormal { mean, sigma, cut } => {
            Law::TruncatedNormal { mean: around(mean), sigma: sigma * factor, cut }
        }
    }
}

/// A law around 0 around another mean.
fn shifted(law: Law, by: f64) -> Law {
    match law {
        Law::Constant(value) => Law::Constant(value + by),
        Law::Uniform { low, high } => Law::Uniform { low: low + by, high: high + by },
        Law::Normal { mean, std } => Law::Normal { mean: mean + by, std },
        Law::TruncatedNormal { mean, sigma, cut } => Law::TruncatedNormal { mean: mean + by, sigma, cut },
    }
}

/// A cut that was forgotten, or allowed for where it was not to be.
fn shapes(law: &Law) -> [Mistake; 2] {
    let left = StandardTruncated::TWO_SIGMAS_STD;
    let cut = Some(Distribution::TruncatedNormal);
    let what = "a normal law was cut at two sigmas, which leaves 0.8796 of its std";
    // Of a law that says its std before the cut, that is no mistake.
    let before =
        matches!(law, Law::TruncatedNormal { sigma, .. } if (law.std() / sigma - left).abs() < 1e-12);
    let after = if before { 1.0 / left } else { f64::NAN };
    [
        mistake(left, cut, format!("{what}, and sigma was not enlarged by 1 / 0.8796 to make up for it")),
        mistake(after, cut, format!("{what}, and sigma was enlarged by 1 / 0.8796 to make up for it")),
    ]
}

/// Fans that are not the scheme's.
fn fans(tensor: &Tensor, init: &Init, std: f64) -> Vec<Mistake> {
    let Some(fans) = tensor.fans() else { return Vec::new() };
    let Fans { fan_in, fan_out } = fans;
    let taps = tensor.taps();
    let of = |fan_in, fan_out| Fans { fan_in, fan_out };
    let one_tap = of(fan_in / taps, fan_out / taps);
    let receptive = format!("the receptive field of {taps} taps is left out of");
    let mut known = vec![
        (of(fan_out, fan_in), format!("fan_in ({fan_in}) and fan_out ({fan_out}) are swapped")),
        (
            of(fan_in, fan_in),
            format!("it is scaled by fan_in ({fan_in}) alone, not by the mean of both fans"),
        ),
        (of(fan_out, fan_out), format!("it is scaled by fan_out ({fan_out}) alone")),
    ];
    if taps > 1 {
        known.extend([
            (one_tap, format!("{receptive} the fans")),
            (of(fan_in, one_tap.fan_out), format!("{receptive} fan_out")),
            (of(one_tap.fan_in, fan_out), format!("{receptive} fan_in")),
        ]);
    }
    let factor = |fans| tensor.ensemble_of_fans(init, fans).map_or(f64::NAN, |other| other.std() / std);
    let average = (fan_in + fan_out) as f64 / 2.0;
    let mut mistakes: Vec<Mistake> = Vec::new();
    for (fans, words) in known {
        let factor = factor(fans);
        // The first words are the best; fans that the scheme does not look at change nothing.
        let said = mistakes.iter().any(|known| (known.factor / factor - 1.0).abs() < 1e-9);
        if factor.is_normal() && (factor - 1.0).abs() > 1e-9 && !said {
            mistakes.push(mistake(factor, None, words));
        }
    }
    // A mean of two fans is no whole number; a scheme that divides by one of them has it by twice the size.
    let doubled = of(fan_in + fan_out, fan_in + fan_out);
    let mean = factor(doubled) * 2f64.sqrt();
    if !mistakes.is_empty() && (mean - 1.0).abs() > 1e-9 {
        let words = format!("it is scaled by the mean of both fans ({}), not by one", three_digits(average));
        mistakes.push(mistake(mean, None, words));
    }
    mistakes
}

/// PyTorch's default for its layers, taken for the scheme.
fn torch(tensor: &Tensor, std: f64) -> Option<Mistake> {
    let fan_in = tensor.fans()?.fan_in as f64;
    let words = "it is PyTorch's default, kaiming_uniform_(a=sqrt(5)), which is not He's law but uniform on ±1 / sqrt(fan_in), std 1 / sqrt(3 fan_in)";
    Some(mistake(1.0 / (3.0 * fan_in).sqrt() / std, Some(Distribution::Uniform), words))
}

/// Gains for the activation that follows.
fn gains() -> [Mistake; 4] {
    let relu = 2f64.sqrt();
    let tanh = 5.0 / 3.0;
    [
        mistake(relu.recip(), None, "a gain of sqrt(2), ReLU's, is left out"),
        mistake(relu, None, "a gain of sqrt(2), ReLU's, is in it that the scheme does not have"),
        mistake(1.0 / tanh, None, "a gain of 5/3, PyTorch's for tanh, is left out"),
        mistake(tanh, None, "a gain of 5/3, PyTorch's for tanh, is in it that the scheme does not have"),
    ]
}

/// A uniform law's bound is sqrt 3 times its standard deviation.
fn bounds() -> [Mistake; 2] {
    let root = 3f64.sqrt();
    let uniform = Some(Distribution::Uniform);
    [
        mistake(
            root.recip(),
            uniform,
            "the std was taken for the bound of the uniform law, sqrt(3) times the std",
        ),
        mistake(root, None, "the bound of a uniform law, sqrt(3) times the std, was taken for the std"),
    ]
}

/// Variance and standard deviation.
fn squares(std: f64) -> [Mistake; 2] {
    [
        mistake(std, None, format!("the variance, {}, was taken for the std", three_digits(std * std))),
        mistake(
            std.sqrt().recip(),
            None,
            format!("the std, {}, was taken for the variance", three_digits(std)),
        ),
    ]
}
