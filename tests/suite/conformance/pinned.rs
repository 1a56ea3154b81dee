//! First weights of every scheme, pinned.

use initscope::init::{Fans, Init, Scheme};
use initscope::noise::{Role, Stream};

use crate::conformance::{init, layer_of};

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

/// Of seed 42, trial 3, layer 2, with two inputs and four units, before tanh.
const WIDENING_PINS: [(&str, [f64; 4]); 17] = [
    ("random-walk", [-1.178575363, 0.504186797, -1.110036257, -1.052626874]),
    ("sparse", [0.0, 0.005553066, 0.0, 0.0]),
    ("torch-linear", [0.121909591, -0.327869775, 0.205315675, -0.148268820]),
    ("keras-dense", [0.172406197, -0.463677883, 0.290360212, -0.209683776]),
    ("keras-he-normal", [-1.076588257, 1.348800469, -0.803842430, 0.759308147]),
    ("mxnet-xavier", [0.172406197, -0.463677883, 0.290360212, -0.209683776]),
    ("candle-linear", [-1.298071861, 0.555306613, -1.222583532, -1.159353375]),
    ("sigmoid-glorot-4x", [0.689624786, -1.854711533, 1.161440849, -0.838735104]),
    ("identity", [1.0, 0.0, 0.0, 0.0]),
    ("dirac", [1.0, 0.0, 0.0, 0.0]),
    ("orthogonal", [-0.590510712, 0.252616603, -0.556170034, -0.527405768]),
    ("delta-orthogonal", [-0.590510712, 0.252616603, -0.556170034, -0.527405768]),
    ("looks-linear", [-0.919403818, 0.393314912, 0.919403818, -0.393314912]),
    ("zero-hadamard", [0.5, 0.5, 0.5, 0.5]),
    ("lsuv", [-0.590510712, 0.252616603, -0.556170034, -0.527405768]),
    ("data-normalised", [-0.917875416, 0.392661072, -0.864497106, -0.819786634]),
    ("rbm", [-0.012980719, 0.005553066, -0.012225835, -0.011593534]),
];

/// Schemes without chance.
const FIXED: [&str; 6] = ["zeros", "ones", "constant", "identity", "dirac", "zero-hadamard"];

fn differ<const N: usize>(name: &str, fans: Fans, trial: u64, pins: [f64; N]) -> bool {
    let mut weights = vec![0.0f64; fans.fan_in * fans.fan_out];
    init(name).fill(layer_of(fans), &Stream::new(42, trial, Role::Weight, 2), &mut weights);
    // Literals have nine digits behind the point; factors of orthogonal matrices a few roundings.
    weights.iter().zip(pins).any(|(found, pin)| (found - pin).abs() > 1e-8)
}

#[test]
fn the_first_weights_of_every_scheme_are_those_of_every_release() {
    let pinned = PINS.map(|(name, _)| name).into_iter().chain(WIDENING_PINS.map(|(name, _)| name));
    let names: Vec<&str> = Init::catalogue().map(|listing| listing.name).collect();
    assert_eq!(pinned.collect::<Vec<_>>(), names);
    for (name, pins) in PINS {
        let fans = Fans { fan_in: 3, fan_out: 2 };
        assert!(!differ(name, fans, 3, pins), "{name}");
        assert!(FIXED.contains(&name) || differ(name, fans, 4, pins), "{name} in another trial");
    }
    for (name, pins) in WIDENING_PINS {
        let fans = Fans { fan_in: 2, fan_out: 4 };
        assert!(!differ(name, fans, 3, pins), "{name}");
        assert!(FIXED.contains(&name) || differ(name, fans, 4, pins), "{name} in another trial");
    }
}
