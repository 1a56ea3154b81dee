//! Drawing weights on one thread: numbers a nanosecond for laws, milliseconds for a 1024 x 1024 matrix.
//! Beside it: `OPENBLAS_NUM_THREADS=1 python3 benches/peers/numpy_init.py`.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use initscope::init::{Init, Layer, Scheme};
use initscope::kernel::Real;
use initscope::noise::{Role, Stream};

const WIDTH: usize = 1024;

fn main() {
    divan::main();
}

fn fill<T: Real>(bencher: Bencher, init: &str) {
    let init: Init = init.parse().expect("a scheme of the catalogue");
    let mut weights = vec![T::ZERO; WIDTH * WIDTH];
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool of one thread");
    let mut trial = 0;
    bencher.counter(ItemsCount::new(WIDTH * WIDTH)).bench_local(|| {
        trial += 1;
        let stream = Stream::new(1, trial, Role::Weight, 1);
        alone.install(|| init.fill(Layer::linear(WIDTH, WIDTH), &stream, &mut weights));
        black_box(weights[0])
    });
}

const LAWS: [&str; 6] =
    ["normal", "uniform", "he-normal", "xavier-uniform", "he-truncated-normal", "sparse:sparsity=0.9"];

#[divan::bench(args = LAWS)]
fn single(bencher: Bencher, init: &str) {
    fill::<f32>(bencher, init);
}

#[divan::bench(args = LAWS)]
fn double(bencher: Bencher, init: &str) {
    fill::<f64>(bencher, init);
}

#[divan::bench(sample_count = 20)]
fn orthogonal_single(bencher: Bencher) {
    fill::<f32>(bencher, "orthogonal");
}

#[divan::bench(sample_count = 20)]
fn orthogonal_double(bencher: Bencher) {
    fill::<f64>(bencher, "orthogonal");
}
