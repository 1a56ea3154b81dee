//! Weights in single precision.

use initscope::init::{Ensemble, Fans, Structure};

use crate::conformance::{cases, ensemble, init, weights};

/// Whether weights come out of a QR decomposition, which rounds at every step.
fn decomposed(ensemble: &Ensemble) -> bool {
    matches!(ensemble.structure, Structure::Haar { .. } | Structure::Mirrored(_))
}

#[test]
fn single_precision_weights_are_the_double_precision_ones_rounded() {
    let mut compared = 0;
    for (spec, init, fans) in cases().filter(|(_, init, fans)| !decomposed(&ensemble(init, *fans))) {
        let (single, double): (Vec<f32>, Vec<f64>) = (weights(&init, fans), weights(&init, fans));
        assert!(single.iter().zip(&double).all(|(&single, &double)| single == double as f32), "{spec}");
        compared += 1;
    }
    assert!(compared > 150, "{compared}");
}

/// Largest difference of the single and the double precision matrix.
fn apart(spec: &str, fans: Fans) -> f64 {
    let (single, double): (Vec<f32>, Vec<f64>) = (weights(&init(spec), fans), weights(&init(spec), fans));
    single
        .iter()
        .zip(&double)
        .map(|(&single, &double)| (f64::from(single) - double).abs())
        .fold(0.0, f64::max)
}

#[test]
fn single_precision_factors_are_within_rounding_times_condition_of_the_double_precision_ones() {
    // The noise is the same single precision numbers, so A is the same. Computed QR is the exact QR of A + E
    // with |E| about epsilon |A| per reflection, of mean 0: sqrt(thin) times epsilon in all (Higham 2002,
    // theorem 19.4, with the roundings adding up as a root, Higham & Mary 2019). Q's Frobenius norm moves by
    // sqrt 2 times the condition number times that (Sun 1991, theorem 1.1), and one entry by no more. A tall
    // Gaussian matrix has a condition number near (1 + r) / (1 - r), r = sqrt(thin / tall) (Edelman 1988).
    for (fan_in, fan_out) in [(300usize, 100usize), (40, 500), (200, 2), (1, 30), (77, 60)] {
        let fans = Fans { fan_in, fan_out };
        let (tall, thin) = (fan_in.max(fan_out) as f64, fan_in.min(fan_out) as f64);
        let r = (thin / tall).sqrt();
        let condition = (1.0 + r) / (1.0 - r);
        let bound = std::f64::consts::SQRT_2 * condition * thin.sqrt() * f64::from(f32::EPSILON);
        let found = apart("orthogonal", fans);
        assert!(found <= bound, "{fans:?}: {found} {bound}");
        // Another trial's matrix, as a control, is nowhere near.
        assert!(bound < 0.01 / tall.sqrt(), "{bound}");
    }
}
