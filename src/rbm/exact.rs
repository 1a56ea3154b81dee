//! Machines of 6 by 4 units, all of whose states can be counted.

use std::ops::ControlFlow;

use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::{Chains, ContrastiveDivergence, Rbm, Reconstruct, Visible};
use crate::noise::{Role, Stream};

const INPUTS: usize = 6;
const HIDDEN: usize = 4;

/// All rows of zeros and ones.
fn states(units: usize) -> Vec<Vec<f64>> {
    (0..1 << units).map(|bits: u32| (0..units).map(|unit| f64::from(bits >> unit & 1)).collect()).collect()
}

fn stream(trial: u64) -> Stream {
    Stream::new(41, trial, Role::Gibbs, 1)
}

/// A machine with normal weights and biases.
fn machine(kind: Visible, scale: f32, trial: u64) -> Rbm<f64> {
    let mut noise = vec![0.0f32; INPUTS * HIDDEN + INPUTS + HIDDEN];
    Stream::new(17, trial, Role::Weight, 1).fill_normal(&mut noise);
    let mut numbers = noise.iter().map(|z| f64::from(scale * z));
    let mut rbm = Rbm::new(kind, INPUTS, HIDDEN, numbers.by_ref().take(INPUTS * HIDDEN).collect());
    rbm.visible_bias = numbers.by_ref().take(INPUTS).collect();
    rbm.hidden_bias = numbers.collect();
    rbm
}

fn energy(rbm: &Rbm<f64>, v: &[f64], h: &[f64]) -> f64 {
    let of_visible: f64 = match rbm.kind {
        Visible::Bernoulli => -v.iter().zip(&rbm.visible_bias).map(|(v, a)| v * a).sum::<f64>(),
        Visible::Gaussian => v.iter().zip(&rbm.visible_bias).map(|(v, a)| (v - a).powi(2) / 2.0).sum(),
    };
    let mut energy = of_visible - h.iter().zip(&rbm.hidden_bias).map(|(h, b)| h * b).sum::<f64>();
    for (i, v) in v.iter().enumerate() {
        for (j, h) in h.iter().enumerate() {
            energy -= v * rbm.weights[i * HIDDEN + j] * h;
        }
    }
    energy
}

/// The law of visible states of a Bernoulli machine, in their order.
fn law(rbm: &Rbm<f64>) -> Vec<f64> {
    let unnormalised: Vec<f64> =
        rbm.free_energies(&states(INPUTS).concat()).iter().map(|energy| (-energy).exp()).collect();
    let sum: f64 = unnormalised.iter().sum();
    unnormalised.iter().map(|p| p / sum).collect()
}

/// Mean log-likelihood of `data`.
fn log_likelihood(rbm: &Rbm<f64>, data: &[f64]) -> f64 {
    let sum: f64 = rbm.free_energies(&states(INPUTS).concat()).iter().map(|energy| (-energy).exp()).sum();
    let energies = rbm.free_energies(data);
    -energies.iter().sum::<f64>() / energies.len() as f64 - sum.ln()
}

/// Means of vᵀ p(h | v), v and p(h | v) over visible states that have these probabilities.
fn expected(rbm: &Rbm<f64>, law: &[f64]) -> Vec<f64> {
    let mut means = vec![0.0; INPUTS * HIDDEN + INPUTS + HIDDEN];
    let mut hidden = [0.0; HIDDEN];
    for (v, p) in states(INPUTS).iter().zip(law) {
        rbm.hidden(v, &mut hidden);
        let products = v.iter().flat_map(|v| hidden.iter().map(move |h| v * h));
        let terms = products.chain(v.iter().copied()).chain(hidden);
        means.iter_mut().zip(terms.collect::<Vec<_>>()).for_each(|(mean, term)| *mean += p * term);
    }
    means
}

fn difference(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

/// The law of visible states after a sweep of the chain from this one: by counting all hidden states between.
fn swept(rbm: &Rbm<f64>, law: &[f64]) -> Vec<f64> {
    let visible_states = states(INPUTS);
    let mut after = vec![0.0; law.len()];
    let chance = |state: &[f64], means: &[f64]| -> f64 {
        state.iter().zip(means).map(|(s, p)| if *s == 1.0 { *p } else { 1.0 - p }).product()
    };
    let (mut hidden, mut visible) = ([0.0; HIDDEN], [0.0; INPUTS]);
    for h in states(HIDDEN) {
        rbm.visible(&h, &mut visible);
        let reached: f64 = visible_states
            .iter()
            .zip(law)
            .map(|(v, p)| {
                rbm.hidden(v, &mut hidden);
                p * chance(&h, &hidden)
            })
            .sum();
        for (v, after) in visible_states.iter().zip(&mut after) {
            *after += reached * chance(v, &visible);
        }
    }
    after
}

/// Rows drawn from a law of visible states.
fn drawn(law: &[f64], rows: usize, trial: u64) -> Vec<f64> {
    let mut uniform = vec![0.0f32; rows];
    Stream::new(23, trial, Role::Input, 0).fill_uniform(&mut uniform);
    let all = states(INPUTS);
    let row = |u: f64| {
        let mut sum = 0.0;
        let found = law.iter().position(|p| {
            sum += p;
            u < sum
        });
        all[found.unwrap_or(law.len() - 1)].clone()
    };
    uniform.into_iter().flat_map(|u| row(f64::from(u))).collect()
}

/// What one step of contrastive divergence adds to weights and biases.
fn estimate(rbm: &Rbm<f64>, data: &[f64], k: usize, trial: u64) -> Vec<f64> {
    let rule = ContrastiveDivergence {
        epochs: 1,
        lr: 1.0,
        k,
        batch: usize::MAX,
        momentum: 0.0,
        decay: 0.0,
        reconstruct: Reconstruct::Samples,
        ..Default::default()
    };
    let mut moved = rbm.clone();
    let _ = moved.learn(data, &rule, stream(trial), |_, _| ControlFlow::<()>::Continue(()));
    let all = |rbm: &Rbm<f64>| [&rbm.weights[..], &rbm.visible_bias, &rbm.hidden_bias].concat();
    difference(&all(&moved), &all(rbm))
}

/// The largest distance of the mean of independent estimates from `expected`, in standard errors of it.
fn largest_z(estimates: &[Vec<f64>], expected: &[f64]) -> f64 {
    let count = estimates.len() as f64;
    let z = |place: usize| {
        let values = || estimates.iter().map(|estimate| estimate[place]);
        let mean = values().sum::<f64>() / count;
        let variance = values().map(|x| (x - mean).powi(2)).sum::<f64>() / (count - 1.0);
        ((mean - expected[place]) / (variance / count).sqrt()).abs()
    };
    (0..expected.len()).map(z).fold(0.0, f64::max)
}

/// The largest of 34 means of 400 estimates passes 5.8 standard errors with probability 34 · 2 · Φ(-5.8) = 2e-7, and
/// with Student's law of 399 degrees of freedom 5e-7.
const LARGEST_Z: f64 = 5.8;
const ESTIMATES: u64 = 400;
const ROWS: usize = 64;

#[test]
fn free_energy_is_minus_the_log_of_the_sum_over_hidden_states() {
    for kind in [Visible::Bernoulli, Visible::Gaussian] {
        let rbm = machine(kind, 1.5, 0);
        let rows = match kind {
            Visible::Bernoulli => states(INPUTS),
            Visible::Gaussian => {
                states(INPUTS).iter().map(|v| v.iter().map(|v| 1.7 * v - 0.6).collect()).collect()
            }
        };
        let energies = rbm.free_energies(&rows.concat());
        for (v, found) in rows.iter().zip(energies) {
            let sum: f64 = states(HIDDEN).iter().map(|h| (-energy(&rbm, v, h)).exp()).sum();
            // Some fifty roundings of numbers up to 50.
            assert!((found + sum.ln()).abs() < 1e-12, "{kind:?} {v:?}: {found} {}", -sum.ln());
        }
    }
}

#[test]
fn free_energy_does_not_overflow() {
    let rbm = Rbm::new(Visible::Bernoulli, 1, 2, vec![1e30, -1e30]);
    assert_eq!(rbm.free_energies(&[1.0, 0.0]), [-1e30, -2.0 * 2f64.ln()]);
}

// The fourth-order formula is off by h^4 / 30 of a fifth derivative of some tens, 1e-12 at most, and by
// rounding: 1e-14 of the sums, over h.
#[test]
fn the_gradient_of_the_log_likelihood_is_that_of_finite_differences() {
    const H: f64 = 1e-3;
    let rbm = machine(Visible::Bernoulli, 0.7, 1);
    let data = drawn(&vec![1.0 / 64.0; 64], 9, 0);
    let count = |state: &Vec<f64>| data.chunks(INPUTS).filter(|row| row == state).count() as f64 / 9.0;
    let of_data: Vec<f64> = states(INPUTS).iter().map(count).collect();
    let gradient = difference(&expected(&rbm, &of_data), &expected(&rbm, &law(&rbm)));
    for (place, slope) in gradient.iter().enumerate() {
        let moved = |by: f64| {
            let mut rbm = rbm.clone();
            let Rbm { weights, visible_bias, hidden_bias, .. } = &mut rbm;
            *weights.iter_mut().chain(visible_bias).chain(hidden_bias).nth(place).unwrap() += by;
            log_likelihood(&rbm, &data)
        };
        let [near, far] = [1.0, 2.0].map(|steps| moved(steps * H) - moved(-steps * H));
        let found = (8.0 * near - far) / (12.0 * H);
        assert!((found - slope).abs() < 1e-10, "{place}: {found} {slope}");
    }
}

#[test]
fn contrastive_divergence_stands_still_on_data_of_its_own_law() {
    let rbm = machine(Visible::Bernoulli, 0.7, 2);
    let law = law(&rbm);
    let zero = vec![0.0; INPUTS * HIDDEN + INPUTS + HIDDEN];
    let estimates = |law: &[f64]| -> Vec<Vec<f64>> {
        (0..ESTIMATES).map(|trial| estimate(&rbm, &drawn(law, ROWS, trial), 1, trial)).collect()
    };
    let z = largest_z(&estimates(&law), &zero);
    assert!(z < LARGEST_Z, "{z}");
    let other = self::law(&machine(Visible::Bernoulli, 0.7, 3));
    assert!(largest_z(&estimates(&other), &zero) > 2.0 * LARGEST_Z);
}

#[test]
fn contrastive_divergence_has_the_mean_that_counting_gives_and_comes_to_the_gradient() {
    let rbm = machine(Visible::Bernoulli, 0.7, 4);
    let of_data = law(&machine(Visible::Bernoulli, 1.0, 5));
    let positive = expected(&rbm, &of_data);
    let gradient = difference(&positive, &expected(&rbm, &law(&rbm)));
    let estimates = |k: usize| -> Vec<Vec<f64>> {
        (0..ESTIMATES)
            .map(|trial| estimate(&rbm, &drawn(&of_data, ROWS, trial), k, trial + 1000 * k as u64))
            .collect()
    };
    let mut chain = of_data.clone();
    for k in 1..=50 {
        chain = swept(&rbm, &chain);
        if [1, 3].contains(&k) {
            let mean = difference(&positive, &expected(&rbm, &chain));
            let found = estimates(k);
            let z = largest_z(&found, &mean);
            assert!(z < LARGEST_Z, "k = {k}: {z}");
            // Short chains do not give the gradient.
            assert!(k > 1 || largest_z(&found, &gradient) > 2.0 * LARGEST_Z);
        }
    }
    // By now the chain has forgotten the data but for a millionth, a thousandth of the standard errors.
    let mean = difference(&positive, &expected(&rbm, &chain));
    assert!(difference(&mean, &gradient).iter().all(|bias| bias.abs() < 1e-6));
    let z = largest_z(&estimates(50), &gradient);
    assert!(z < LARGEST_Z, "{z}");
}

/// Pearson's statistic of counts against a law, over its bound that one law in a million passes.
fn chi_square(counts: &[u64], law: &[f64]) -> f64 {
    let total = counts.iter().sum::<u64>() as f64;
    let terms = counts.iter().zip(law).map(|(count, p)| {
        let expected = total * p;
        // Pearson's approximation wants five of each at least.
        assert!(expected >= 5.0, "{expected}");
        (*count as f64 - expected).powi(2) / expected
    });
    let bound = ChiSquared::new(law.len() as f64 - 1.0).unwrap().inverse_cdf(1.0 - 1e-6);
    terms.sum::<f64>() / bound
}

fn counts(rows: &[f64], units: usize) -> Vec<u64> {
    let mut counts = vec![0; 1 << units];
    for row in rows.chunks(units) {
        let place: usize = row.iter().enumerate().map(|(unit, x)| (*x as usize) << unit).sum();
        counts[place] += 1;
    }
    counts
}

const CHAINS: usize = 40_000;

#[test]
fn chains_end_in_the_law_of_the_machine() {
    let rbm = machine(Visible::Bernoulli, 0.5, 6);
    let law = law(&rbm);
    // Far from the law: every chain starts with all units off.
    let start = vec![0.0; CHAINS * INPUTS];
    let ended = |rbm: &Rbm<f64>, sweeps: usize| {
        let mut chains = Chains::new(&start, stream(7));
        chains.run(rbm, sweeps);
        chi_square(&counts(chains.visible(), INPUTS), &law)
    };
    let mut exact = vec![0.0; 64];
    exact[0] = 1.0;
    (0..30).for_each(|_| exact = swept(&rbm, &exact));
    // Nothing is left of the start.
    assert!(difference(&exact, &law).iter().all(|p| p.abs() < 1e-9));
    let statistic = ended(&rbm, 30);
    assert!(statistic < 1.0, "{statistic}");
    assert!(ended(&rbm, 1) > 1.0, "one sweep is too few");
    let mut other = rbm.clone();
    other.weights.iter_mut().for_each(|w| *w *= 1.15);
    assert!(ended(&other, 30) > 1.0, "weights larger by 15 % are noticed");
    // A chain that hands on hidden probabilities in the place of states has another law.
    let mut visible = start.clone();
    let mut means = vec![0.0; CHAINS * HIDDEN];
    let mut draws = super::draws::Draws::new(stream(8));
    for _ in 0..30 {
        rbm.hidden(&visible, &mut means);
        rbm.sample_visible(&means, &mut draws, &mut visible);
    }
    assert!(chi_square(&counts(&visible, INPUTS), &law) > 1.0, "probabilities for states are noticed");
}

// The hidden units of a Gaussian machine: exp(b·h + a·Wh + ½|Wh|²), what is left of exp(-E) after the integral over v.
#[test]
fn chains_of_gaussian_units_end_in_the_law_of_the_machine() {
    let rbm = machine(Visible::Gaussian, 0.4, 9);
    let terms = states(HIDDEN).into_iter().map(|h| {
        let mut means = [0.0; INPUTS];
        rbm.visible(&h, &mut means);
        let squares = |xs: &[f64]| xs.iter().map(|x| x * x).sum::<f64>();
        let bias: f64 = h.iter().zip(&rbm.hidden_bias).map(|(h, b)| h * b).sum();
        // |a + Wh|² - |a|² = 2 a·Wh + |Wh|².
        (bias + (squares(&means) - squares(&rbm.visible_bias)) / 2.0).exp()
    });
    let terms: Vec<f64> = terms.collect();
    let law: Vec<f64> = terms.iter().map(|term| term / terms.iter().sum::<f64>()).collect();
    let ended = |rbm: &Rbm<f64>, sweeps: usize| {
        let mut chains = Chains::new(&vec![2.0; CHAINS * INPUTS], stream(10));
        chains.run(rbm, sweeps);
        chi_square(&counts(chains.hidden(), HIDDEN), &law)
    };
    let statistic = ended(&rbm, 60);
    assert!(statistic < 1.0, "{statistic}");
    assert!(ended(&rbm, 1) > 1.0, "one sweep is too few");
    let mut other = rbm.clone();
    other.weights.iter_mut().for_each(|w| *w *= 1.15);
    assert!(ended(&other, 60) > 1.0, "weights larger by 15 % are noticed");
}

#[test]
fn learning_raises_the_likelihood() {
    // Three patterns out of 64: no machine gives them more than a third each.
    let patterns =
        [[1.0, 1.0, 0.0, 0.0, 1.0, 0.0], [0.0, 1.0, 1.0, 0.0, 0.0, 1.0], [0.0, 0.0, 0.0, 1.0, 1.0, 1.0]];
    let data = patterns.concat().repeat(20);
    for chain in [super::Chain::Data, super::Chain::Persistent] {
        let mut rbm = machine(Visible::Bernoulli, 0.01, 11);
        // Persistent chains must keep up with the machine: small steps.
        let rule = ContrastiveDivergence {
            epochs: 400,
            lr: 0.02,
            final_momentum: 0.5,
            chain,
            decay: 0.0,
            ..Default::default()
        };
        let mut course = Vec::new();
        let _ = rbm.learn(&data, &rule, stream(12), |epoch, rbm| {
            course.push(log_likelihood(rbm, &data));
            assert_eq!(course.len(), epoch + 1);
            ControlFlow::<()>::Continue(())
        });
        // Half of the way from chance to what is possible, at least.
        let (chance, best) = ((1.0f64 / 64.0).ln(), (1.0f64 / 3.0).ln());
        assert!((course[0] - chance).abs() < 0.1);
        assert!(
            course[rule.epochs] > 0.5 * (chance + best) && course[rule.epochs] <= best,
            "{chain:?} {}",
            course[rule.epochs]
        );
    }
}
