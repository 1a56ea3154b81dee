//! Constant weights make all units of a layer one.

use initscope::network::Quantity;

use crate::physics::Case;

fn equal(activation: &str, init: &str, bias: &str) -> Vec<bool> {
    let case = Case { bias, ..Case::even(40, 3, 50, activation, init) };
    case.layers::<f64>(Quantity::Activation, 0).iter().map(|summary| summary.units_equal).collect()
}

#[test]
fn constant_weights_make_all_units_equal_and_random_ones_do_not() {
    for activation in ["sigmoid", "tanh", "relu", "gelu", "linear"] {
        for constant in ["zeros", "ones", "constant", "constant:value=-0.01"] {
            assert_eq!(equal(activation, constant, "zeros"), [true; 3], "{activation} {constant}");
        }
        for random in ["normal", "xavier-uniform", "he-truncated-normal"] {
            assert_eq!(equal(activation, random, "zeros"), [false; 3], "{activation} {random}");
        }
    }
}

#[test]
fn biases_of_their_own_tell_units_of_constant_weights_apart() {
    assert_eq!(equal("sigmoid", "constant:value=0.01", "normal"), [false; 3]);
    assert_eq!(equal("sigmoid", "constant:value=0.01", "ones"), [true; 3]);
}

#[test]
fn zero_weights_answer_every_sample_alike() {
    for summary in Case::even(40, 3, 50, "sigmoid", "zeros").layers::<f64>(Quantity::Activation, 0) {
        assert_eq!((summary.mean, summary.std, summary.signal_share), (Some(0.5), Some(0.0), None));
        assert_eq!(summary.mean_cosine.map(|cosine| (cosine * 1e12).round()), Some(1e12));
    }
    for summary in Case::even(40, 3, 50, "relu", "zeros").layers::<f64>(Quantity::Activation, 0) {
        assert_eq!((summary.zero_fraction, summary.dead_unit_fraction), (Some(1.0), Some(1.0)));
        assert_eq!((summary.zero_vectors, summary.mean_cosine), (Some(50), None));
    }
}
