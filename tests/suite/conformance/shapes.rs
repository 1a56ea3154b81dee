//! Matrices of every shape and size.

use initscope::init::{Fans, Init, Scheme};
use initscope::noise::{CHUNK, Role, Stream};

use crate::conformance::{init, layer_of, specs, weights};

const NONE: Fans = Fans { fan_in: 0, fan_out: 5 };

#[test]
fn empty_and_thin_matrices_are_filled() {
    for spec in specs() {
        let init = init(spec);
        if init.ensemble(layer_of(NONE)).is_ok() {
            assert!(weights::<f64>(&init, NONE).is_empty());
        }
        for fans in
            [Fans { fan_in: 1, fan_out: 1 }, Fans { fan_in: 1, fan_out: 77 }, Fans { fan_in: 77, fan_out: 1 }]
        {
            if init.ensemble(layer_of(fans)).is_err() {
                continue;
            }
            let weights: Vec<f64> = weights(&init, fans);
            assert!(weights.len() == fans.fan_in * fans.fan_out && weights.iter().all(|x| x.is_finite()));
        }
    }
}

/// The first `count` numbers of a scheme that does not look at fans.
fn run(init: &Init, count: usize) -> Vec<f64> {
    let mut weights = vec![f64::NAN; count];
    init.fill(
        layer_of(Fans { fan_in: count, fan_out: 1 }),
        &Stream::new(5, 6, Role::Weight, 7),
        &mut weights,
    );
    weights
}

/// Lengths around the ends of a chunk and of what one thread fills.
const LENGTHS: [usize; 9] = [1, 2, 511, 513, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 17, (1 << 18) - 1];

#[test]
fn a_larger_matrix_starts_with_the_numbers_of_a_smaller_one() {
    for spec in ["normal", "uniform", "truncated-normal", "truncated-normal:low=3,high=9", "constant"] {
        let init = init(spec);
        let longest = run(&init, (1 << 18) + 4099);
        assert!(longest.iter().all(|x| x.is_finite()));
        for length in LENGTHS {
            assert!(run(&init, length) == longest[..length], "{spec} {length}");
        }
    }
}

#[test]
fn numbers_lie_row_by_row_whatever_the_width() {
    let init = init("normal");
    let wide: Vec<f64> = weights(&init, Fans { fan_in: 3, fan_out: 200 });
    let tall: Vec<f64> = weights(&init, Fans { fan_in: 200, fan_out: 3 });
    assert_eq!(wide, tall);
}
