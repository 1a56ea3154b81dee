//! First weights of every scheme, pinned.

use initscope::init::{Fans, NAMES, Scheme};
use initscope::noise::{Role, Stream};

use crate::init;

/// Of seed 42, trial 3, layer 2, with three inputs and two units.
const PINS: [(&str, [f64; 3]); 16] = [
    ("zeros", [0.0, 0.0, 0.0]),
    ("ones", [1.0, 1.0, 1.0]),
    ("constant", [0.5, 0.5, 0.5]),
    ("uniform", [0.172406197, -0.463677883, 0.290360212]),
    ("normal", [-1.29807186, 0.555306613, -1.22258353]),
    ("truncated-normal", [-0.946994657, 1.18643950, -0.707080428]),
    ("variance-scaling", [-0.621568520, 0.778730314, -0.464098643]),
    ("xavier-normal", [-0.820972730, 0.351206740, -0.773229718]),
    ("xavier-uniform", [0.188861526, -0.507933672, 0.318073676]),
    ("xavier-truncated-normal", [-0.680894199, 0.853056318, -0.508394591]),
    ("he-normal", [-1.05987124, 0.453405951, -0.998235274]),
    ("he-uniform", [0.243819181, -0.655739551, 0.410631350]),
    ("he-truncated-normal", [-0.879030631, 1.10129097, -0.656334595]),
    ("lecun-normal", [-0.749442139, 0.320606423, -0.705858931]),
    ("lecun-uniform", [0.172406197, -0.463677883, 0.290360212]),
    ("lecun-truncated-normal", [-0.621568520, 0.778730314, -0.464098643]),
];

fn differ(init_name: &str, trial: u64, pins: [f64; 3]) -> bool {
    let mut weights = [0.0f64; 6];
    let fans = Fans { fan_in: 3, fan_out: 2 };
    init(init_name).fill(fans, &Stream::new(42, trial, Role::Weight, 2), &mut weights);
    // Literals have eight digits and more.
    weights.iter().zip(pins).any(|(found, pin)| (found - pin).abs() > 1e-7 * pin.abs())
}

#[test]
fn the_first_weights_of_every_scheme_are_those_of_every_release() {
    assert_eq!(PINS.map(|(name, _)| name), NAMES.map(|(name, ..)| name));
    for (name, pins) in PINS {
        assert!(!differ(name, 3, pins), "{name}");
        let constant = ["zeros", "ones", "constant"].contains(&name);
        assert!(constant || differ(name, 4, pins), "{name} in another trial");
    }
}
