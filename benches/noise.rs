//! Cost of one chunk of noise, against `rand_distr` on a scalar generator.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use initscope::noise::{CHUNK, Role, Stream};
use rand::SeedableRng;
use rand_distr::{Distribution, StandardNormal, StandardUniform};
use rand_xoshiro::Xoshiro256PlusPlus;

fn main() {
    divan::main();
}

fn per_chunk(bencher: Bencher, mut fill: impl FnMut(u64, &mut [f32])) {
    let mut out = vec![0.0; CHUNK];
    let mut chunk = 0;
    bencher.counter(ItemsCount::new(CHUNK)).bench_local(|| {
        chunk += 1;
        fill(black_box(chunk), &mut out);
        black_box(out[CHUNK - 1])
    });
}

fn stream() -> Stream {
    Stream::new(1, 0, Role::Weight, 0)
}

#[divan::bench]
fn normal(bencher: Bencher) {
    per_chunk(bencher, |chunk, out| stream().normal_chunk(chunk, out));
}

#[divan::bench]
fn normal_portable(bencher: Bencher) {
    per_chunk(bencher, |chunk, out| stream().normal_chunk_portable(chunk, out));
}

#[divan::bench]
fn uniform(bencher: Bencher) {
    per_chunk(bencher, |chunk, out| stream().uniform_chunk(chunk, out));
}

#[divan::bench]
fn uniform_portable(bencher: Bencher) {
    per_chunk(bencher, |chunk, out| stream().uniform_chunk_portable(chunk, out));
}

#[divan::bench]
fn rand_distr_normal(bencher: Bencher) {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    per_chunk(bencher, |_, out| out.fill_with(|| StandardNormal.sample(&mut rng)));
}

#[divan::bench]
fn rand_distr_uniform(bencher: Bencher) {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    per_chunk(bencher, |_, out| out.fill_with(|| StandardUniform.sample(&mut rng)));
}
