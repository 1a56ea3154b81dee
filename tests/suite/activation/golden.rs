//! Agreement with networks computed by an independent implementation.

use initscope::activation::Activation;
use initscope::kernel::Real;
use serde_json::Value;

/// One unit of one layer for one sample.
struct Unit {
    x: f64,
    value: f64,
    /// The quotient of the two gradients, where there is one.
    slope: Option<f64>,
}

struct Network {
    activation: Activation,
    max_slope: f64,
    units: Vec<Unit>,
}

fn matrix(layer: &Value, key: &str) -> Vec<f64> {
    let rows = layer[key].as_array().unwrap();
    rows.iter().flat_map(|row| row.as_array().unwrap()).map(|number| number.as_f64().unwrap()).collect()
}

fn networks() -> Vec<Network> {
    let file: Value = serde_json::from_str(include_str!("../../data/golden_exact.json")).unwrap();
    let networks = file["networks"].as_array().unwrap();
    networks
        .iter()
        .map(|network| Network {
            activation: network["activation"].as_str().unwrap().parse().unwrap(),
            max_slope: network["max_slope"].as_f64().unwrap(),
            units: network["layers"].as_array().unwrap().iter().flat_map(units).collect(),
        })
        .collect()
}

fn units(layer: &Value) -> Vec<Unit> {
    let [xs, values, above, below] =
        ["pre_activation", "activation", "activation_gradient", "pre_activation_gradient"]
            .map(|key| matrix(layer, key));
    (0..xs.len())
        .map(|i| Unit { x: xs[i], value: values[i], slope: (above[i] != 0.0).then(|| below[i] / above[i]) })
        .collect()
}

/// Relative to the expected number, or to `floor` where that is larger.
///
/// In `f64` only gelu and gelu-tanh need the floor: the left tails in the file are those of
/// 1 + erf and 1 + tanh, which cancel to -0 near -9.4. In `f32` the pre-activation itself is
/// rounded, and so are the terms that cancel next to a sign change of a slope.
fn agree(got: f64, expected: f64, tolerance: f64, floor: f64) -> bool {
    (got - expected).abs() <= tolerance * expected.abs().max(floor)
}

fn every_unit_agrees<T: Real>(tolerance: f64, floor: f64) {
    let networks = networks();
    assert_eq!(networks.len(), 25);
    for Network { activation, units, .. } in networks {
        assert_eq!(units.len(), 72);
        for Unit { x, value, slope } in units {
            let got = activation.value(T::from_f64(x)).to_f64();
            assert!(agree(got, value, tolerance, floor), "{activation}({x}): {got} and {value}");
            let Some(slope) = slope else { continue };
            let got = activation.slope(T::from_f64(x)).to_f64();
            assert!(agree(got, slope, tolerance, floor), "{activation}'({x}): {got} and {slope}");
        }
    }
}

#[test]
fn f64_agrees_to_1e_12() {
    every_unit_agrees::<f64>(1e-12, 1e-3);
}

#[test]
fn f32_agrees_to_1e_5() {
    every_unit_agrees::<f32>(1e-5, 1e-2);
}

#[test]
fn max_slope_is_what_a_grid_search_nearly_found() {
    for Network { activation, max_slope, .. } in networks() {
        let ours = activation.max_slope();
        assert!(ours >= max_slope * (1.0 - 1e-12), "{activation}: {ours} and {max_slope}");
        assert!(ours <= max_slope * (1.0 + 1e-4), "{activation}: {ours} and {max_slope}");
    }
}
