//! Schemes that answer to data.

use initscope::activation::Activation;
use initscope::conform::on_data;
use initscope::init::{Fans, Init, Kind, Layer};
use initscope::kernel::Real;
use initscope::network::{Network, Noise, Quantity, Watch};

use crate::conformance::init;

const DATA: [&str; 10] = [
    "lsuv",
    "lsuv:tolerance=0.001",
    "lsuv:at=activation,tolerance=0.01",
    "lsuv:batch=100",
    "data-normalised",
    "data-normalised:batch=64",
    "rbm",
    "rbm:batch=7,epochs=6,decay=0",
    "rbm:chain=persistent,k=2,lr=0.01",
    "rbm:visible=gaussian,lr=0.001,reconstruct=sample",
];

fn holds<T: Real>(spec: &str, activation: Activation, fans: Fans) -> bool {
    let layer = Layer { index: 1, fans, activation };
    let report = on_data::<T>(&init(spec), layer, 300, 5).unwrap();
    assert!(!report.findings.is_empty(), "{spec} is not tested");
    report.conforms()
}

#[test]
fn layers_are_normalised_on_what_they_saw() {
    for spec in DATA {
        for fans in
            [Fans { fan_in: 40, fan_out: 30 }, Fans { fan_in: 1, fan_out: 9 }, Fans { fan_in: 9, fan_out: 1 }]
        {
            assert!(
                holds::<f64>(spec, Activation::Relu, fans) && holds::<f32>(spec, Activation::Relu, fans),
                "{spec} {fans:?}"
            );
        }
    }
}

#[test]
fn every_scheme_that_looks_at_data_is_among_them_and_no_other() {
    for listing in Init::catalogue() {
        let report = on_data::<f64>(&init(listing.name), Layer::linear(4, 4), 50, 0).unwrap();
        assert_eq!(listing.kind == Kind::Data, !report.findings.is_empty(), "{}", listing.name);
        assert_eq!(listing.kind == Kind::Data, DATA.contains(&listing.name), "{}", listing.name);
    }
}

#[test]
fn a_machine_that_has_left_the_range_of_numbers_is_noticed() {
    let fans = Fans { fan_in: 9, fan_out: 5 };
    // Gaussian units with a learning rate for Bernoulli ones, and a thousand times that.
    assert!(!holds::<f32>("rbm:visible=gaussian,lr=100", Activation::Relu, fans));
}

#[test]
fn a_try_less_than_it_takes_is_noticed() {
    // GELU of a wider input is wider by another factor: one division brings it near 1 only.
    let after = |tries| {
        let spec = format!("lsuv:at=activation,tolerance=0.001,tries={tries}");
        holds::<f64>(&spec, Activation::Gelu, Fans { fan_in: 40, fan_out: 30 })
    };
    assert!(after(10) && !after(1));
    // tanh's outputs cannot have so large a std, however wide its input.
    assert!(!holds::<f64>(
        "lsuv:at=activation,tolerance=0.01",
        Activation::Tanh,
        Fans { fan_in: 40, fan_out: 30 }
    ));
}

/// Stds of the pre-activations, layer by layer, of a net of 50 wide layers.
fn stds(spec: &str) -> Vec<f64> {
    let network = Network::new(vec![50; 6], Activation::Relu, init(spec));
    let input = initscope::data::gaussian::<f64>(400, 50, 9, 0);
    let seen = network.observe(input.view(), Noise { seed: 9, trial: 0 }, &Watch::default());
    let before = seen.into_iter().filter(|site| site.quantity == Quantity::PreActivation);
    before.map(|site| site.summary.std.unwrap()).collect()
}

#[test]
fn a_deep_net_is_normalised_layer_by_layer() {
    for (spec, tolerance) in [("lsuv", 0.1), ("lsuv:tolerance=0.01", 0.01), ("data-normalised", 1e-9)] {
        let stds = stds(spec);
        assert!(stds.iter().all(|std| (std - 1.0).abs() <= tolerance), "{spec}: {stds:?}");
    }
    // The start alone is not: ReLU halves an orthogonal layer's mean square.
    assert!(stds("orthogonal").iter().skip(1).all(|std| (std - 1.0).abs() > 0.1));
}
