//! Convolution kernels, against small loops over their indices.

mod middle;
mod refused;
mod taps;

use initscope::activation::Activation;
use initscope::init::{Init, Kernel, KernelError, KernelLayout};
use initscope::noise::{Role, Stream};

const LAYOUTS: [KernelLayout; 2] = [KernelLayout::OutIn, KernelLayout::InOut];

fn kernel(channels: (usize, usize), spatial: &[usize], groups: usize, layout: KernelLayout) -> Kernel {
    Kernel { fan_in: channels.0, fan_out: channels.1, spatial: spatial.to_vec(), groups, layout }
}

fn stream() -> Stream {
    Stream::new(9, 2, Role::Weight, 1)
}

fn filled(spec: &str, kernel: &Kernel) -> Result<Vec<f64>, KernelError> {
    let init: Init = spec.parse().unwrap_or_else(|error| panic!("{error}"));
    // What is not written to is seen.
    let mut weights = vec![f64::NAN; kernel.count()?];
    init.fill_kernel(kernel, Activation::Relu, &stream(), &mut weights)?;
    assert!(weights.iter().all(|weight| weight.is_finite()), "{spec} {kernel:?}");
    Ok(weights)
}

/// The weight of an output channel, input channel of its group and tap.
fn at(kernel: &Kernel, weights: &[f64], unit: usize, channel: usize, tap: &[usize]) -> f64 {
    let place = match kernel.layout {
        KernelLayout::OutIn => [&[unit, channel], tap].concat(),
        KernelLayout::InOut => [tap, &[channel, unit]].concat(),
    };
    let shape = kernel.shape().unwrap();
    assert_eq!(place.len(), shape.len());
    let index = place.iter().zip(&shape).fold(0, |index, (place, size)| {
        assert!(place < size, "{place} of {size}");
        index * size + place
    });
    weights[index]
}

/// Every tap, the last dimension running fastest.
fn taps(spatial: &[usize]) -> Vec<Vec<usize>> {
    spatial.iter().fold(vec![Vec::new()], |taps, &size| {
        taps.iter().flat_map(|tap| (0..size).map(move |place| [tap.as_slice(), &[place]].concat())).collect()
    })
}
