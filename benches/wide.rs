//! A wide, deep net beside its matrix products alone: 4096 wide, 20 deep, 1000 samples, f32, on
//! all threads. Prints both rates and their ratio; `cargo bench --bench wide -- WIDTH DEPTH`.

use std::hint::black_box;
use std::time::Instant;

use initscope::activation::Activation;
use initscope::data;
use initscope::init::Init;
use initscope::kernel::product;
use initscope::network::{Network, Noise, Watch};
use ndarray::{Array2, Axis};
use rayon::prelude::*;

const SAMPLES: usize = 1000;

fn main() {
    let numbers: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let (width, depth) = (numbers.first().copied().unwrap_or(4096), numbers.get(1).copied().unwrap_or(20));
    let operations = 2.0 * (SAMPLES * width * width * depth) as f64;
    let rate = |seconds: f64| operations / seconds / 1e9;
    let input = data::gaussian::<f32>(SAMPLES, width, 0, 0);
    let network =
        Network::new(vec![width; depth + 1], Activation::Relu, "he-normal".parse::<Init>().unwrap());
    // In turn, so that a machine that drifts does so for both.
    let (mut best_alone, mut best_whole) = (f64::MAX, f64::MAX);
    for _ in 0..3 {
        best_alone = best_alone.min(products_alone(&input, depth));
        let start = Instant::now();
        network.forward(input.view(), Noise::default(), &Watch::default(), |seen| {
            black_box(seen);
        });
        best_whole = best_whole.min(start.elapsed().as_secs_f64());
    }
    println!("{width} wide, {depth} deep, {SAMPLES} samples, f32, {} threads", rayon::current_num_threads());
    println!("products alone      {:.0} GFLOP/s", rate(best_alone));
    println!("the whole network   {:.0} GFLOP/s", rate(best_whole));
    println!("ratio               {:.2}", best_alone / best_whole);
}

/// Seconds for `depth` products, their rows shared out evenly over the threads.
fn products_alone(input: &Array2<f32>, depth: usize) -> f64 {
    let weights = Array2::from_elem((input.ncols(), input.ncols()), 0.01f32);
    let mut output = input.clone();
    let rows = input.nrows().div_ceil(rayon::current_num_threads());
    let start = Instant::now();
    for _ in 0..depth {
        let tiles: Vec<_> = output.axis_chunks_iter_mut(Axis(0), rows).collect();
        tiles
            .into_par_iter()
            .zip(input.axis_chunks_iter(Axis(0), rows).collect::<Vec<_>>())
            .for_each(|(out, input)| product(input, weights.view(), out));
        black_box(&output);
    }
    start.elapsed().as_secs_f64()
}
