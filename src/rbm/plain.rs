//! Learning against the same arithmetic written plainly, in other precision and on other threads.

use std::ops::ControlFlow;

use rand::RngExt;

use super::{Chain, ContrastiveDivergence, Rbm, Reconstruct, Visible};
use crate::kernel::Real;
use crate::noise::{Role, Stream};

const INPUTS: usize = 7;
const HIDDEN: usize = 5;
const SAMPLES: usize = 11;

fn stream() -> Stream {
    Stream::new(5, 2, Role::Gibbs, 3)
}

fn numbers(count: usize, scale: f64) -> impl Iterator<Item = f64> {
    (0..count).map(move |i| scale * (((i * 7919 + 13) % 1009) as f64 / 504.5 - 1.0))
}

/// A plain machine: everything by single numbers.
struct Plain {
    kind: Visible,
    weights: [[f64; HIDDEN]; INPUTS],
    visible_bias: [f64; INPUTS],
    hidden_bias: [f64; HIDDEN],
    chunk: u64,
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

impl Plain {
    fn hidden(&self, v: &[f64; INPUTS]) -> [f64; HIDDEN] {
        std::array::from_fn(|j| {
            sigmoid(self.hidden_bias[j] + (0..INPUTS).map(|i| v[i] * self.weights[i][j]).sum::<f64>())
        })
    }

    fn visible(&self, h: &[f64; HIDDEN]) -> [f64; INPUTS] {
        std::array::from_fn(|i| {
            let sum = self.visible_bias[i] + (0..HIDDEN).map(|j| h[j] * self.weights[i][j]).sum::<f64>();
            if self.kind == Visible::Bernoulli { sigmoid(sum) } else { sum }
        })
    }

    /// States of some rows, whose noise lies row by row in the next chunk.
    fn drawn<const N: usize>(&mut self, rows: Vec<[f64; N]>) -> Vec<[f64; N]> {
        let mut noise = vec![0.0f32; rows.len() * N];
        stream().uniform_chunk(self.chunk, &mut noise);
        self.chunk += 1;
        let state = |row: [f64; N], noise: &[f32]| {
            std::array::from_fn(|unit| f64::from(u8::from(f64::from(noise[unit]) < row[unit])))
        };
        rows.into_iter().zip(noise.chunks(N)).map(|(row, noise)| state(row, noise)).collect()
    }

    fn drawn_visible(&mut self, rows: Vec<[f64; INPUTS]>) -> Vec<[f64; INPUTS]> {
        if self.kind == Visible::Bernoulli {
            return self.drawn(rows);
        }
        let mut noise = vec![0.0f32; rows.len() * INPUTS];
        stream().normal_chunk(self.chunk, &mut noise);
        self.chunk += 1;
        let state =
            |row: [f64; INPUTS], z: &[f32]| std::array::from_fn(|unit| row[unit] + f64::from(z[unit]));
        rows.into_iter().zip(noise.chunks(INPUTS)).map(|(row, z)| state(row, z)).collect()
    }

    fn learn(&mut self, data: &[f64], rule: &ContrastiveDivergence) {
        let batch = rule.batch.min(SAMPLES);
        let mut velocity = ([[0.0; HIDDEN]; INPUTS], [0.0; INPUTS], [0.0; HIDDEN]);
        let mut kept: Option<Vec<[f64; HIDDEN]>> = None;
        for epoch in 1..=rule.epochs {
            let momentum = if epoch <= 5 { rule.momentum } else { rule.final_momentum };
            let mut order: Vec<usize> = (0..SAMPLES).collect();
            let mut rng = stream().rng(epoch as u64);
            for place in 0..SAMPLES {
                order.swap(place, rng.random_range(place..SAMPLES));
            }
            for places in order.chunks_exact(batch) {
                let rows: Vec<[f64; INPUTS]> =
                    places.iter().map(|sample| std::array::from_fn(|i| data[sample * INPUTS + i])).collect();
                let positive: Vec<[f64; HIDDEN]> = rows.iter().map(|v| self.hidden(v)).collect();
                let mut states = match kept.take() {
                    Some(states) if rule.chain == Chain::Persistent => states,
                    _ => self.drawn(positive.clone()),
                };
                let (mut ends, mut negative) = (Vec::new(), Vec::new());
                for sweep in 1..=rule.k {
                    let is_end = sweep == rule.k && rule.chain == Chain::Data;
                    ends = states.iter().map(|h| self.visible(h)).collect();
                    if !is_end || rule.reconstruct == Reconstruct::Samples {
                        ends = self.drawn_visible(ends);
                    }
                    negative = ends.iter().map(|v| self.hidden(v)).collect();
                    if !is_end {
                        states = self.drawn(negative.clone());
                    }
                }
                kept = Some(states);
                let mean = |term: &dyn Fn(usize) -> f64| (0..batch).map(term).sum::<f64>() / batch as f64;
                for i in 0..INPUTS {
                    for j in 0..HIDDEN {
                        let gradient = mean(&|s| rows[s][i] * positive[s][j] - ends[s][i] * negative[s][j]);
                        let decayed = gradient - rule.decay * self.weights[i][j];
                        velocity.0[i][j] = momentum * velocity.0[i][j] + rule.lr * decayed;
                        self.weights[i][j] += velocity.0[i][j];
                    }
                    velocity.1[i] = momentum * velocity.1[i] + rule.lr * mean(&|s| rows[s][i] - ends[s][i]);
                    self.visible_bias[i] += velocity.1[i];
                }
                for j in 0..HIDDEN {
                    velocity.2[j] =
                        momentum * velocity.2[j] + rule.lr * mean(&|s| positive[s][j] - negative[s][j]);
                    self.hidden_bias[j] += velocity.2[j];
                }
            }
        }
    }
}

/// Values of the machine after learning, and those of the plain one.
fn both(kind: Visible, rule: &ContrastiveDivergence, zeros: f64) -> (Vec<f64>, Vec<f64>) {
    let above = |x: f64| if x + 0.5 < zeros { 0.0 } else { x + 0.5 };
    let data: Vec<f64> = numbers(SAMPLES * INPUTS, 0.5).map(above).collect();
    let weights: Vec<f64> = numbers(INPUTS * HIDDEN, 0.8).collect();
    let mut rbm = Rbm::new(kind, INPUTS, HIDDEN, weights.clone());
    rbm.set_visible_bias(&data);
    let mut plain = Plain {
        kind,
        weights: std::array::from_fn(|i| std::array::from_fn(|j| weights[i * HIDDEN + j])),
        visible_bias: std::array::from_fn(|i| {
            let sum: f64 = data.chunks(INPUTS).map(|row| row[i]).sum();
            match kind {
                Visible::Bernoulli => {
                    let p = (sum + 1.0) / (SAMPLES as f64 + 2.0);
                    (p / (1.0 - p)).ln()
                }
                Visible::Gaussian => sum / SAMPLES as f64,
            }
        }),
        hidden_bias: [0.0; HIDDEN],
        chunk: 0,
    };
    plain.learn(&data, rule);
    let _ = rbm.learn(&data, rule, stream(), |_, _| ControlFlow::<()>::Continue(()));
    let found = [&rbm.weights[..], &rbm.visible_bias, &rbm.hidden_bias].concat();
    let expected = [&plain.weights.concat()[..], &plain.visible_bias, &plain.hidden_bias].concat();
    (found, expected)
}

fn rules() -> Vec<ContrastiveDivergence> {
    // Seven epochs: both momenta. Three samples a minibatch: two of eleven are left out.
    let plain = ContrastiveDivergence { epochs: 7, batch: 3, decay: 0.01, ..Default::default() };
    vec![
        plain,
        ContrastiveDivergence { k: 2, reconstruct: Reconstruct::Samples, ..plain },
        ContrastiveDivergence { chain: Chain::Persistent, ..plain },
        ContrastiveDivergence { chain: Chain::Persistent, k: 3, batch: 100, ..plain },
    ]
}

// Some 30 updates of numbers up to 10, of sums of tens of terms each: rounding of 1e-16 grows to 1e-13 at most.
#[test]
fn learning_is_the_plain_arithmetic() {
    for kind in [Visible::Bernoulli, Visible::Gaussian] {
        for rule in rules() {
            // Without zeros and with four fifths of them, which are left out of products.
            for zeros in [0.0, 0.8] {
                let (found, expected) = both(kind, &rule, zeros);
                for (place, (a, b)) in found.iter().zip(&expected).enumerate() {
                    assert!((a - b).abs() < 1e-12, "{kind:?} {rule:?}: {place} {a} {b}");
                }
                // One more thing done otherwise would be seen.
                let (other, _) = both(kind, &ContrastiveDivergence { decay: 0.0101, ..rule }, zeros);
                assert!(other.iter().zip(&expected).any(|(a, b)| (a - b).abs() > 1e-6));
            }
        }
    }
}

/// Learns from samples that are mostly zeros, on some threads; the bits of all parameters.
fn learned<T: Real>(threads: usize, [samples, inputs, hidden]: [usize; 3], batch: usize) -> Vec<f64> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let value = |x: f64| T::from_f64(if x < 0.6 { 0.0 } else { x });
    let data: Vec<T> = numbers(samples * inputs, 1.0).map(value).collect();
    let weights = numbers(inputs * hidden, 0.1).map(|x| T::from_f64(f64::from(x as f32))).collect();
    let mut rbm = Rbm::new(Visible::Bernoulli, inputs, hidden, weights);
    let rule = ContrastiveDivergence { epochs: 3, batch, ..Default::default() };
    pool.install(|| {
        rbm.set_visible_bias(&data);
        let _ = rbm.learn(&data, &rule, stream(), |_, _| ControlFlow::<()>::Continue(()));
    });
    let Rbm { weights, visible_bias, hidden_bias, .. } = rbm;
    weights.into_iter().chain(visible_bias).chain(hidden_bias).map(T::to_f64).collect()
}

#[test]
fn the_bits_do_not_depend_on_threads() {
    for (sizes, batch) in [([30, 20, 10], 7), ([600, 300, 200], 600)] {
        assert_eq!(learned::<f64>(1, sizes, batch), learned::<f64>(2, sizes, batch));
        assert_eq!(learned::<f32>(1, sizes, batch), learned::<f32>(2, sizes, batch));
    }
}

// Twelve minibatches of numbers about 1 in single precision: each adds rounding of 6e-8 for tens of terms. That a state
// is another in 3000 draws has a chance of 3000 · 1e-7.
#[test]
fn single_precision_is_double_precision_rounded() {
    let (single, double) = (learned::<f32>(1, [30, 20, 10], 7), learned::<f64>(1, [30, 20, 10], 7));
    let distance = single.iter().zip(&double).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    assert!(distance > 0.0 && distance < 12.0 * 30.0 * f64::from(f32::EPSILON), "{distance}");
}
