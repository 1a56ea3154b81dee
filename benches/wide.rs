//! A wide, deep net stage by stage, beside its matrix products alone: `cargo bench --bench wide -- WIDTH DEPTH`.
//!
//! Prints, on one thread and on all, nanoseconds for a weight or a value of every stage, and which share of the
//! products' own rate the whole network reaches.

use std::hint::black_box;
use std::time::Instant;

use initscope::activation::Activation;
use initscope::data;
use initscope::init::{Fans, Init, Layer, Scheme};
use initscope::kernel::product;
use initscope::network::{Network, Noise, Quantity, Watch};
use initscope::noise::{Role, Stream};
use ndarray::{Array2, Axis};
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

const SAMPLES: usize = 1000;
const ROUNDS: usize = 5;

fn main() {
    let numbers: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let (width, depth) = (numbers.first().copied().unwrap_or(4096), numbers.get(1).copied().unwrap_or(20));
    println!(
        "{width} wide, {depth} deep, {SAMPLES} samples, f32, He, ReLU; medians of {ROUNDS} rounds in turn"
    );
    let all = rayon::current_num_threads();
    let mut threads = vec![1, all];
    threads.dedup();
    for threads in threads {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had");
        pool.install(|| profile(width, depth, threads));
    }
}

/// Times every stage.
fn profile(width: usize, depth: usize, threads: usize) {
    let init: Init = "he-normal".parse().expect("a scheme");
    let input = data::gaussian::<f32>(SAMPLES, width, 0, 0);
    let layer =
        Layer { index: 1, fans: Fans { fan_in: width, fan_out: width }, activation: Activation::Relu };
    let stream = Stream::new(0, 0, Role::Weight, 1);
    let mut weights = vec![0.0f32; width * width];
    let mut values = input.clone().into_raw_vec_and_offset().0;
    let network = Network::new(vec![width; depth + 1], Activation::Relu, init);
    let (watch, blind) = (Watch::default(), Watch { bins: 0, ..Watch::default() });
    let mut stages: [Vec<f64>; 6] = Default::default();
    for _ in 0..ROUNDS {
        let times = [
            seconds(|| init.fill(layer, &stream, &mut weights)),
            seconds(|| drop(black_box(blind.look((Quantity::Weight, 1), &mut weights, width, None)))),
            seconds(|| drop(black_box(watch.look((Quantity::Weight, 1), &mut weights, width, None)))),
            seconds(|| drop(black_box(watch.look((Quantity::PreActivation, 1), &mut values, width, None)))),
            seconds(|| products_alone(&input, depth)),
            seconds(|| network.forward(input.view(), Noise::default(), &watch, |seen| drop(black_box(seen)))),
        ];
        stages.iter_mut().zip(times).for_each(|(stage, time)| stage.push(time));
    }
    let [draw, moments, weights_seen, values_seen, products, whole] = stages.map(median);
    let (weights, values) = ((width * width) as f64, (SAMPLES * width) as f64);
    let rate = |seconds: f64| 2.0 * values * (width * depth) as f64 / seconds / 1e9;
    println!("\n{threads} threads");
    println!("draw a weight                     {:6.3} ns", draw / weights * 1e9);
    println!("moments of a weight               {:6.3} ns", moments / weights * 1e9);
    println!("moments and bin of a weight       {:6.3} ns", weights_seen / weights * 1e9);
    println!("all of a value, read from memory  {:6.3} ns", values_seen / values * 1e9);
    println!("a product                         {:6.1} ms", products / depth as f64 * 1e3);
    println!("a layer                           {:6.1} ms", whole / depth as f64 * 1e3);
    println!("products alone                    {:6.0} GFLOP/s", rate(products));
    println!("the whole network                 {:6.0} GFLOP/s", rate(whole));
    println!("ratio                             {:6.2}", products / whole);
}

fn seconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// `depth` products, their rows shared out evenly over the threads.
fn products_alone(input: &Array2<f32>, depth: usize) {
    let weights = Array2::from_elem((input.ncols(), input.ncols()), 0.01f32);
    let mut output = input.clone();
    let rows = input.nrows().div_ceil(rayon::current_num_threads());
    for _ in 0..depth {
        let tiles: Vec<_> = output.axis_chunks_iter_mut(Axis(0), rows).collect();
        tiles
            .into_par_iter()
            .zip(input.axis_chunks_iter(Axis(0), rows).collect::<Vec<_>>())
            .for_each(|(out, input)| product(input, weights.view(), out));
        black_box(&output);
    }
}
