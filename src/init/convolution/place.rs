//! Where a kernel's weights are.

use super::fill::Taps;
use super::shape::{Kernel, KernelLayout, Sizes};

impl Sizes {
    /// Where the weights of a row, one for each unit, start in memory, and how far apart they are.
    pub(crate) fn unit_steps(self, layout: KernelLayout, row: usize) -> (usize, usize) {
        let (channel, tap) = (row / self.taps, row % self.taps);
        match layout {
            KernelLayout::OutIn => (row, self.rows()),
            KernelLayout::InOut => ((tap * self.channels + channel) * self.units, 1),
        }
    }
}

impl Kernel {
    /// The row, among those of all taps of all channels, of a matrix's row.
    pub(crate) fn row(&self, taps: Taps, row: usize) -> usize {
        match taps {
            Taps::All => row,
            Taps::Middle => row * self.taps() + self.middle_tap(),
        }
    }

    /// Index of a weight, given by its row among those of all taps of all channels and its unit, in the
    /// kernel's own shape.
    pub(crate) fn index(&self, row: usize, unit: usize) -> Vec<usize> {
        let (channel, mut tap) = (row / self.taps(), row % self.taps());
        let mut spatial = vec![0; self.spatial.len()];
        for (place, &length) in spatial.iter_mut().zip(&self.spatial).rev() {
            *place = tap % length;
            tap /= length;
        }
        match self.layout {
            KernelLayout::OutIn => [&[unit, channel], spatial.as_slice()].concat(),
            KernelLayout::InOut => [spatial.as_slice(), &[channel, unit]].concat(),
        }
    }

    /// The numbers of a matrix whose rows are `taps`, row by row, of `numbers` in the kernel's order; none
    /// where the kernel is impossible.
    pub(crate) fn matrix<T: Copy>(&self, taps: Taps, numbers: &[T]) -> Vec<T> {
        let Ok(sizes) = self.sizes() else { return Vec::new() };
        let rows = match taps {
            Taps::All => sizes.rows(),
            Taps::Middle => sizes.channels,
        };
        let row = |row| {
            let (start, step) = sizes.unit_steps(self.layout, self.row(taps, row));
            numbers.iter().skip(start).step_by(step).take(sizes.units).copied()
        };
        (0..rows).flat_map(row).collect()
    }

    pub(crate) fn taps(&self) -> usize {
        self.spatial.iter().product()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matrices_and_indices_lead_to_the_same_weight() {
        // Each number is its own place in memory.
        for layout in [KernelLayout::OutIn, KernelLayout::InOut] {
            for shape in [&[4, 3][..], &[5, 2, 3], &[2, 3, 4, 5], &[2, 3, 2, 3, 4]] {
                let kernel = Kernel::of_shape(shape, layout).unwrap();
                assert_eq!(kernel.shape().unwrap(), shape);
                let places: Vec<usize> = (0..shape.iter().product()).collect();
                for taps in [Taps::All, Taps::Middle] {
                    let matrix = kernel.matrix(taps, &places);
                    for (place, &found) in matrix.iter().enumerate() {
                        let (row, unit) = (place / kernel.fan_out, place % kernel.fan_out);
                        let index = kernel.index(kernel.row(taps, row), unit);
                        let expected =
                            index.iter().zip(shape).fold(0, |place, (index, length)| place * length + index);
                        assert_eq!(found, expected, "{shape:?} {layout:?} {taps:?} {index:?}");
                    }
                    let rows = kernel.fan_in * if taps == Taps::All { kernel.taps() } else { 1 };
                    assert_eq!(matrix.len(), rows * kernel.fan_out);
                }
            }
        }
    }
}
