//! Mean-field theory beside a sampled network: `cargo run --release --example theory_against_sample`.

use initscope::activation::Activation;
use initscope::data;
use initscope::init::{Fans, Init, Layer};
use initscope::network::{Network, Noise, Quantity, Watch};
use initscope::theory::mean_field;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (width, depth) = (500, 8);
    let x = data::gaussian::<f64>(1000, width, 0, 0);
    for (activation, init) in [
        (Activation::Relu, "he-normal"),
        (Activation::Relu, "lecun-normal"),
        (Activation::Tanh, "lecun-normal"),
    ] {
        let init: Init = init.parse()?;
        let fans = Fans { fan_in: width, fan_out: width };
        let ensemble = init.ensemble(Layer { index: 1, fans, activation })?;
        let sigma_w = ensemble.std() * (width as f64).sqrt();
        let theory = mean_field(activation, 1.0, sigma_w, 0.0, depth);
        let network = Network::new(vec![width; depth + 1], activation, init);
        println!("{activation}, {init}: std of the activations");
        println!("  layer  theory  sample");
        for seen in network.observe(x.view(), Noise::default(), &Watch::default()) {
            if seen.quantity == Quantity::Activation {
                let sample = seen.summary.std.unwrap_or(f64::NAN);
                println!("  {:>5}  {:.4}  {sample:.4}", seen.layer, theory[seen.layer - 1].std);
            }
        }
    }
    Ok(())
}
