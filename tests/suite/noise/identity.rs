//! The numbers at an address depend on the address alone.

use crate::noise::weights;
use initscope::noise::{CHUNK, Role, Stream};
use rand::Rng;

fn bits(numbers: &[f32]) -> Vec<u32> {
    numbers.iter().map(|x| x.to_bits()).collect()
}

#[test]
fn the_vector_path_gives_the_bits_of_the_portable_path() {
    let (mut vector, mut portable) = (vec![0.0; CHUNK], vec![0.0; CHUNK]);
    for chunk in 0..64 {
        weights(6).normal_chunk(chunk, &mut vector);
        weights(6).normal_chunk_portable(chunk, &mut portable);
        assert_eq!(bits(&vector), bits(&portable));
        weights(6).uniform_chunk(chunk, &mut vector);
        weights(6).uniform_chunk_portable(chunk, &mut portable);
        assert_eq!(bits(&vector), bits(&portable));
    }
}

#[test]
fn a_partial_chunk_is_the_prefix_of_the_full_one() {
    let (mut normal, mut uniform) = (vec![0.0; CHUNK], vec![0.0; CHUNK]);
    weights(6).normal_chunk(3, &mut normal);
    weights(6).uniform_chunk(3, &mut uniform);
    for length in [0, 1, 15, 16, 17, 255, 256, 257, 511, 512, 513, 1000, 4095, 4096] {
        let mut part = vec![0.0; length];
        weights(6).normal_chunk(3, &mut part);
        assert_eq!(bits(&part), bits(&normal[..length]));
        weights(6).uniform_chunk(3, &mut part);
        assert_eq!(bits(&part), bits(&uniform[..length]));
    }
}

#[test]
fn chunks_drawn_backwards_are_those_drawn_forwards() {
    let mut forwards = vec![0.0; 3 * CHUNK + 100];
    weights(6).fill_normal(&mut forwards);
    let mut backwards = vec![0.0; forwards.len()];
    for (chunk, out) in backwards.chunks_mut(CHUNK).enumerate().rev() {
        weights(6).normal_chunk(chunk as u64, out);
    }
    assert_eq!(bits(&forwards), bits(&backwards));
}

#[test]
fn every_field_of_the_address_changes_the_noise() {
    let streams = [
        Stream::new(0, 0, Role::Input, 0),
        Stream::new(1, 0, Role::Input, 0),
        Stream::new(0, 1, Role::Input, 0),
        Stream::new(0, 0, Role::Weight, 0),
        Stream::new(0, 0, Role::Bias, 0),
        Stream::new(0, 0, Role::Gibbs, 0),
        Stream::new(0, 0, Role::Input, 1),
    ];
    let mut seen = std::collections::HashSet::new();
    for stream in streams {
        for chunk in 0..2 {
            let mut numbers = [0.0; 8];
            stream.normal_chunk(chunk, &mut numbers);
            assert!(seen.insert(bits(&numbers)));
            stream.uniform_chunk(chunk, &mut numbers);
            assert!(seen.insert(bits(&numbers)));
            let mut rng = stream.rng(chunk);
            assert!(seen.insert((0..8).map(|_| rng.next_u32()).collect()));
        }
    }
}

#[test]
#[should_panic(expected = "a chunk holds 4096 numbers, not 4097")]
fn more_than_a_chunk_is_refused() {
    weights(6).normal_chunk(0, &mut vec![0.0; CHUNK + 1]);
}
