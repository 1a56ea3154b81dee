//! Nanoseconds per element of every activation on slices that stay in the first-level cache.

use divan::Bencher;
use divan::counter::ItemsCount;
use initscope::activation::Activation;
use initscope::kernel::Real;

const LENGTH: usize = 1024;

fn main() {
    divan::main();
}

fn signal<T: Real>() -> Vec<T> {
    (0..LENGTH).map(|i| T::from_f64(4.0 * (0.37 * i as f64).sin())).collect()
}

#[divan::bench(types = [f32, f64], args = Activation::ALL)]
fn values<T: Real>(bencher: Bencher, activation: Activation) {
    let signal = signal::<T>();
    let mut xs = signal.clone();
    bencher.counter(ItemsCount::new(LENGTH)).bench_local(|| {
        xs.copy_from_slice(&signal);
        activation.apply(divan::black_box(&mut xs));
    });
}

#[divan::bench(types = [f32, f64], args = Activation::ALL)]
fn values_and_slopes<T: Real>(bencher: Bencher, activation: Activation) {
    let signal = signal::<T>();
    let mut xs = signal.clone();
    let mut slopes = signal.clone();
    bencher.counter(ItemsCount::new(LENGTH)).bench_local(|| {
        xs.copy_from_slice(&signal);
        activation.apply_with_slopes(divan::black_box(&mut xs), divan::black_box(&mut slopes));
    });
}

/// Formulas, each behind the built-in activation that it is, or is nearest to.
const WRITTEN: [&str; 10] = [
    "quick-gelu",
    "expr:x*sigmoid(1.702*x)",
    "silu",
    "expr:x/(1+exp(-x))",
    "tanh",
    "expr:2*sigmoid(2*x)-1",
    "softplus",
    "expr:max(0,x)+log1p(exp(-abs(x)))",
    "relu",
    "expr:max(0,x)^2",
];

#[divan::bench(types = [f32, f64], args = WRITTEN)]
fn written_values<T: Real>(bencher: Bencher, name: &str) {
    values::<T>(bencher, name.parse().unwrap());
}

#[divan::bench(types = [f32, f64], args = WRITTEN)]
fn written_values_and_slopes<T: Real>(bencher: Bencher, name: &str) {
    values_and_slopes::<T>(bencher, name.parse().unwrap());
}

/// The copy that every other benchmark contains.
#[divan::bench(types = [f32, f64])]
fn copy<T: Real>(bencher: Bencher) {
    let signal = signal::<T>();
    let mut xs = signal.clone();
    bencher.counter(ItemsCount::new(LENGTH)).bench_local(|| {
        divan::black_box(&mut xs).copy_from_slice(&signal);
    });
}

/// The standard library, one number at a time, for comparison.
#[divan::bench]
fn standard_library_tanh(bencher: Bencher) {
    let signal = signal::<f64>();
    let mut xs = signal.clone();
    bencher.counter(ItemsCount::new(LENGTH)).bench_local(|| {
        xs.copy_from_slice(&signal);
        for x in divan::black_box(&mut xs) {
            *x = x.tanh();
        }
    });
}
