//! Batch normalization when there is no batch, against the same arithmetic written plainly.

use ndarray::{Array1, Array2, ArrayView2, Axis, s};

use super::examples::{Batch, Examples};
use super::learner::Learner;
use crate::activation::Activation;
use crate::init::Init;
use crate::network::layer::parameters::Parameters;
use crate::network::{Loss, Network, Noise, Norm};

const EPS: f64 = 0.01;
const BATCH: usize = 5;

/// Weighted sums of `input`.
fn sums(parameters: &Parameters<f64>, input: &Array2<f64>) -> Array2<f64> {
    let units = parameters.bias.len();
    let weights = ArrayView2::from_shape((input.ncols(), units), &parameters.weights).unwrap();
    input.dot(&weights) + &Array1::from(parameters.bias.clone())
}

/// The outputs of a layer whose sums are normalised by these moments.
fn outputs(parameters: &Parameters<f64>, sums: &Array2<f64>, moments: &[Array1<f64>; 2]) -> Array2<f64> {
    let [mean, variance] = moments;
    let normalised = (sums - mean) / (variance + EPS).sqrt();
    let scaled = normalised * Array1::from(parameters.scale.clone());
    (scaled + Array1::from(parameters.shift.clone())).mapv(f64::tanh)
}

/// The mean cross-entropy of `inputs` by these moments, `None` for those of the inputs themselves; and the moments of
/// both hidden layers.
fn run(
    parameters: &[Parameters<f64>],
    inputs: Array2<f64>,
    classes: &[u8],
    moments: Option<&[[Array1<f64>; 2]; 2]>,
) -> (f64, [[Array1<f64>; 2]; 2]) {
    let mut signal = inputs;
    let seen = [0, 1].map(|layer| {
        let sums = sums(&parameters[layer], &signal);
        let own = [sums.mean_axis(Axis(0)).unwrap(), sums.var_axis(Axis(0), 0.0)];
        signal = outputs(&parameters[layer], &sums, moments.map_or(&own, |moments| &moments[layer]));
        own
    });
    let top = sums(&parameters[2], &signal);
    let one = |(row, class): (ndarray::ArrayView1<f64>, &u8)| {
        row.iter().map(|z| z.exp()).sum::<f64>().ln() - row[usize::from(*class)]
    };
    (top.rows().into_iter().zip(classes).map(one).sum::<f64>() / classes.len() as f64, seen)
}

#[test]
fn under_batch_norm_a_network_is_judged_by_moments_collected_over_batches() {
    let inputs = Array2::from_shape_fn((4 * BATCH, 6), |(i, j)| ((i * 31 + j * 17) % 23) as f32 / 11.0 - 1.0);
    let classes: Vec<u8> = (0..4 * BATCH).map(|i| (i * 5 % 3) as u8).collect();
    let examples = Examples::<f64>::new(inputs.view(), &classes);
    let init: Init = "normal:std=0.5".parse().unwrap();
    let network =
        Network { norm: Norm::Batch { eps: EPS }, ..Network::new([6, 4, 5], Activation::Tanh, init) };
    let mut learner = Learner::new(&network, Noise { seed: 3, trial: 0 }, 3, &examples);
    for (layer, parameters) in learner.parameters.iter_mut().enumerate() {
        parameters.scale.iter_mut().zip(0..).for_each(|(scale, unit)| *scale += 0.1 * f64::from(unit));
        parameters.shift.iter_mut().for_each(|shift| *shift += 0.3 * layer as f64 - 0.2);
    }
    let parameters = learner.parameters.clone();
    let taken = |from: usize| inputs.slice(s![from..from + BATCH, ..]).mapv(f64::from);
    let mut batch = Batch::of(&examples, learner.needs_dense());
    let mut collected: Option<[[Array1<f64>; 2]; 2]> = None;
    for number in 0..3 {
        let places = number * BATCH..(number + 1) * BATCH;
        batch.gather(places.clone(), true);
        let loss = learner.forward(&batch, Loss::CrossEntropy);
        let (plain, seen) = run(&parameters, taken(places.start), &classes[places], None);
        // Some hundred additions and as many functions: rounding of 1e-16 each.
        assert!((loss - plain).abs() < 1e-13, "{loss} {plain}");
        collected = Some(match collected {
            None => seen,
            Some(kept) => std::array::from_fn(|layer| {
                std::array::from_fn(|moment| 0.9 * &kept[layer][moment] + 0.1 * &seen[layer][moment])
            }),
        });
    }
    let judged = Examples::<f64>::new(inputs.slice(s![3 * BATCH.., ..]), &classes[3 * BATCH..]);
    let mut batch = Batch::of(&judged, learner.needs_dense());
    let score = learner.judge(&mut batch, BATCH, Loss::CrossEntropy);
    let plain = |moments| run(&parameters, taken(3 * BATCH), &classes[3 * BATCH..], moments).0;
    let expected = plain(collected.as_ref());
    assert!((score.loss - expected).abs() < 1e-13, "{} {expected}", score.loss);
    // Moments of the judged samples themselves would be something else.
    assert!((score.loss - plain(None)).abs() > 1e-3);
}
