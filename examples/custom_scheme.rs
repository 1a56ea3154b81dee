//! A scheme of your own, watched like the built-in ones:
//! `cargo run --release --example custom_scheme`.

use initscope::activation::Activation;
use initscope::data;
use initscope::init::{Init, Layer, Scheme};
use initscope::kernel::Real;
use initscope::network::{Network, Noise, Quantity, Watch};
use initscope::noise::Stream;
use initscope::view::sparkline;

/// `normal`, then every unit's weights shifted to mean 0 and scaled to length `gain`.
struct UnitLength {
    gain: f64,
}

impl Scheme for UnitLength {
    fn fill<T: Real>(&self, layer: Layer, stream: &Stream, weights: &mut [T]) {
        Init::normal(1.0).fill(layer, stream, weights);
        let fans = layer.fans;
        for unit in 0..fans.fan_out {
            let column = || (0..fans.fan_in).map(|input| input * fans.fan_out + unit);
            let mean = column().map(|index| weights[index].to_f64()).sum::<f64>() / fans.fan_in as f64;
            let square: f64 = column().map(|index| (weights[index].to_f64() - mean).powi(2)).sum();
            for index in column() {
                weights[index] = T::from_f64(self.gain * (weights[index].to_f64() - mean) / square.sqrt());
            }
        }
    }
}

fn main() {
    let x = data::gaussian::<f64>(1000, 100, 0, 0);
    // Weights that sum to zero do not pass on the mean, so ReLU's gain is not He's sqrt 2 but
    // 1 / std(relu(z)) = 1 / sqrt(1/2 - 1/2π).
    let gain = (0.5 - 0.5 / std::f64::consts::PI).sqrt().recip();
    let network = Network::new(vec![100; 6], Activation::Relu, UnitLength { gain });
    for seen in network.observe(x.view(), Noise::default(), &Watch::default()) {
        if seen.quantity == Quantity::Activation {
            let std = seen.summary.std.unwrap_or(f64::NAN);
            println!("layer {}: std {std:.3}  {}", seen.layer, sparkline(&seen.histograms[0].counts));
        }
    }
}
