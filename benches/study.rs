//! The textbook's 21 cells on one thread: three activations, seven schemes, five layers of 100,
//! 1000 samples, all statistics; as in a run of the study, cells that differ in the activation alone
//! share the first layer's prefix. `benches/peers/numpy_study.py` is the same in NumPy.

use std::ops::ControlFlow;

use divan::{Bencher, black_box};
use initscope::activation::Activation;
use initscope::data;
use initscope::init::Init;
use initscope::kernel::Real;
use initscope::network::{Network, Noise, Watch, WatchedInput, Workspace};
use initscope::stats::Range;

fn main() {
    divan::main();
}

const SCHEMES: [&str; 7] = [
    "normal",
    "normal:std=0.01",
    "lecun-normal",
    "he-normal",
    "xavier-uniform",
    "he-uniform",
    "lecun-uniform",
];

fn cells<T: Real>(bencher: Bencher, ranges: &[Range]) {
    let watch = Watch { ranges: ranges.to_vec(), ..Watch::default() };
    let input = WatchedInput::new(data::gaussian::<T>(1000, 100, 0, 0), &watch);
    let schemes = SCHEMES.map(|scheme| scheme.parse::<Init>().unwrap());
    let mut workspace = Workspace::default();
    bencher.bench_local(|| {
        for init in schemes {
            let network = |activation| Network::new(vec![100; 6], activation, init);
            let prefix = network(Activation::Linear).open(&input, Noise::default(), &watch);
            for activation in [Activation::Sigmoid, Activation::Tanh, Activation::Relu] {
                let _ = network(activation).forward_after(
                    &prefix,
                    Noise::default(),
                    &watch,
                    &mut workspace,
                    |seen| {
                        black_box(seen);
                        ControlFlow::<()>::Continue(())
                    },
                );
            }
        }
    });
}

#[divan::bench(types = [f32, f64])]
fn one_histogram<T: Real>(bencher: Bencher) {
    cells::<T>(bencher, &[Range::Natural]);
}

#[divan::bench(types = [f32, f64])]
fn two_histograms<T: Real>(bencher: Bencher) {
    cells::<T>(bencher, &[Range::Natural, Range::Fixed(0.0, 1.0)]);
}
