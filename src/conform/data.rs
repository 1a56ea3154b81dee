//! What data-dependent schemes make of data.

use crate::number::three_digits;
use std::sync::atomic::AtomicBool;

use ndarray::{Array2, ArrayView2};

use super::finding::{Effect, Finding};
use super::report::Report;
use crate::init::{At, Init, InitError, Layer, Scheme, Sight};
use crate::kernel::{Real, product};
use crate::noise::{Role, Stream};

/// Draws a layer, lets its scheme look at `samples` Gaussian samples, and tests what the layer then
/// makes of them: the standard deviation over everything within `tolerance` of 1 for `lsuv`, each unit's
/// mean 0 and variance 1 for `data-normalised`. `rbm` must have learned: weights that are numbers, and others than
/// before; it sees uniform samples where it wants data in \[0, 1\]. Empty for schemes that do not look at data.
///
/// ```
/// use initscope::conform::on_data;
/// use initscope::init::{Init, Layer};
///
/// let lsuv: Init = "lsuv".parse().unwrap();
/// let report = on_data::<f64>(&lsuv, Layer::linear(30, 20), 500, 0).unwrap();
/// assert!(report.conforms());
/// ```
///
/// # Errors
///
/// If the scheme has no weights for such a layer.
pub fn on_data<T: Real>(init: &Init, layer: Layer, samples: usize, seed: u64) -> Result<Report, InitError> {
    let looks = matches!(init, Init::Lsuv(_) | Init::DataNormalised(_) | Init::RbmStack(_));
    let (fan_in, fan_out) = (layer.fans.fan_in, layer.fans.fan_out);
    let ensemble = init.ensemble(layer)?;
    if !looks || fan_in * fan_out * samples == 0 {
        return Ok(Report::new(Vec::new()));
    }
    let mut weights = vec![T::ZERO; fan_in * fan_out];
    ensemble.fill(&Stream::new(seed, 0, Role::Weight, layer.index as u64), &mut weights);
    let mut noise = vec![0.0f32; samples * fan_in];
    let inputs = Stream::new(seed, 0, Role::Input, 0);
    if init.wants_probabilities() {
        inputs.fill_uniform(&mut noise);
    } else {
        inputs.fill_normal(&mut noise);
    }
    let input: Vec<T> = noise.into_iter().map(T::from_f32).collect();
    let seen = init.batch().min(samples);
    let mut products = multiply(&input[..seen * fan_in], &weights, [seen, fan_in, fan_out]);
    let mut bias = vec![T::ZERO; fan_out];
    let before = weights.clone();
    init.adapt(
        layer,
        Sight {
            input: &input[..seen * fan_in],
            products: &mut products,
            weights: &mut weights,
            bias: &mut bias,
            below: &mut Vec::new(),
            is_readout: false,
            stream: Stream::new(seed, 0, Role::Gibbs, layer.index as u64),
            stop: &AtomicBool::new(false),
        },
    );
    if matches!(init, Init::RbmStack(_)) {
        return Ok(Report::new(vec![learned(&before, &weights)]));
    }

    // What it has seen, again, from the weights that it left.
    let wide = |numbers: &[T]| -> Vec<f64> { numbers.iter().map(|x| x.to_f64()).collect() };
    let (input, weights) = (wide(&input[..seen * fan_in]), wide(&weights));
    let after = Made { values: multiply(&input, &weights, [seen, fan_in, fan_out]), bias: wide(&bias) };
    let sizes = |numbers: &[f64]| -> Vec<f64> { numbers.iter().map(|x| x.abs()).collect() };
    let terms = multiply(&sizes(&input), &sizes(&weights), [seen, fan_in, fan_out]);
    // Every rounding of a sum of fan_in terms, of the weights and of the bias, at its worst.
    let largest = terms.into_iter().fold(0.0, f64::max);
    let rounding = (fan_in as f64 + 4.0) * T::EPSILON.to_f64() * largest;
    Ok(Report::new(after.findings(init, layer, rounding)))
}

/// Whether weights have moved, and are numbers.
fn learned<T: Real>(before: &[T], after: &[T]) -> Finding {
    let moved =
        before.iter().zip(after).filter(|(before, after)| after.is_finite() && before != after).count();
    let share = moved as f64 / before.len() as f64;
    let words = format!("after data {} of its weights have moved and are numbers", three_digits(share));
    let effect = Effect::percent("share", 1.0 - share);
    Finding::exact("moved by data", [share, 1.0], moved == before.len()).with(effect, words)
}

fn multiply<T: Real>(a: &[T], b: &[T], [m, k, n]: [usize; 3]) -> Vec<T> {
    let mut out = Array2::from_elem((m, n), T::ZERO);
    if let (Ok(a), Ok(b)) = (ArrayView2::from_shape((m, k), a), ArrayView2::from_shape((k, n), b)) {
        product(a, b, out.view_mut());
    }
    out.into_raw_vec_and_offset().0
}

/// Pre-activations, without and with their biases.
struct Made {
    values: Vec<f64>,
    bias: Vec<f64>,
}

impl Made {
    fn findings(mut self, init: &Init, layer: Layer, rounding: f64) -> Vec<Finding> {
        let units = self.bias.len();
        for row in self.values.chunks_mut(units) {
            row.iter_mut().zip(&self.bias).for_each(|(value, bias)| *value += bias);
        }
        match init {
            Init::Lsuv(lsuv) => {
                if lsuv.at == At::Activation {
                    layer.activation.apply(&mut self.values);
                }
                let [_, std] = moments(&self.values, 0, 1);
                let words = format!("after data its std is {} and should be 1", three_digits(std));
                let holds = (std - 1.0).abs() <= lsuv.tolerance + rounding;
                let effect = Effect::percent("off by", (std - 1.0).abs());
                vec![Finding::exact("std on data", [std, 1.0], holds).with(effect, words)]
            }
            _ => {
                let each = (0..units).map(|unit| moments(&self.values, unit, units));
                let worst = each.fold([0.0f64; 2], |[shift, off], [mean, std]| {
                    [shift.max(mean.abs()), off.max((std - 1.0).abs())]
                });
                let tests = [("unit means on data", "mean", 0.0), ("unit stds on data", "std", 1.0)];
                let finding = |((test, moment, expected), off): ((&'static str, &str, f64), f64)| {
                    let words = format!("after data a unit's {moment} is off by {}", three_digits(off));
                    let effect = Effect::percent("off by", off);
                    Finding::exact(test, [expected + off, expected], off <= rounding).with(effect, words)
                };
                tests.into_iter().zip(worst).map(finding).collect()
            }
        }
    }
}

/// Mean and standard deviation of every `step`-th value from `first` on.
fn moments(values: &[f64], first: usize, step: usize) -> [f64; 2] {
    let some = values.iter().skip(first).step_by(step);
    let n = some.len() as f64;
    let mean = some.clone().sum::<f64>() / n;
    [mean, (some.map(|value| (value - mean).powi(2)).sum::<f64>() / n).sqrt()]
}
