//! Counting values into equal bins, fast.

use super::Histogram;
use crate::kernel::{Real, vectorize};

/// Values are indexed in flat passes of this many.
const BLOCK: usize = 1024;

/// A value's slot takes at most this many bits for values to be counted in pairs.
const PAIRED_BITS: u32 = 6;

/// A histogram being filled with finite values.
///
/// Bin of `x`: `⌊(x - low) · bins / (high - low)⌋` in the values' own precision, the last bin
/// closed on the right. Two values are counted with one increment of a table of pairs, of which
/// two take turns: incrementing the same counter again and again would wait on memory, and half
/// of a ReLU layer falls into one bin.
///
/// ```
/// use initscope::stats::Bins;
///
/// let mut bins = Bins::new(4, 0.0, 1.0);
/// bins.push(&[0.0, 0.3, 0.5, 1.0, 1.5]);
/// let histogram = bins.histogram(0);
/// assert_eq!(histogram.counts, [1, 1, 1, 1]);
/// assert_eq!(histogram.above, 1);
/// ```
#[derive(Clone, Debug)]
pub struct Bins {
    bins: usize,
    low: f64,
    high: f64,
    /// Whether no value can lie outside, known beforehand.
    all_inside: bool,
    /// log2 of the slots of one value: bins, then below, then above.
    slot_bits: u32,
    /// Counts of single values by slot.
    singles: Vec<u64>,
    /// Two tables, used in turn, of counts of pairs by `first | second << slot_bits`; empty where
    /// bins are many.
    pairs: Vec<u32>,
    /// Slots, or pairs of slots, of the values being counted.
    slots: Vec<u32>,
}

impl Bins {
    /// Empty bins over `[low, high]`; where `low == high`, over `low ± 0.5` as NumPy does.
    ///
    /// # Panics
    ///
    /// If there are no bins or more than 65,000, or the range is reversed or not finite.
    pub fn new(bins: usize, low: f64, high: f64) -> Self {
        let mut empty = Self {
            bins: 0,
            low,
            high,
            all_inside: false,
            slot_bits: 0,
            singles: Vec::new(),
            pairs: Vec::new(),
            slots: Vec::new(),
        };
        empty.reset(bins, (low, high), (f64::NEG_INFINITY, f64::INFINITY));
        empty
    }

    /// Empties the bins and gives them a new range, keeping the memory. All values to come lie
    /// in `data`.
    pub(crate) fn reset(&mut self, bins: usize, (low, high): (f64, f64), data: (f64, f64)) {
        assert!((1..=65_000).contains(&bins), "bins must be between 1 and 65000");
        assert!(low <= high && (high - low).is_finite(), "a range must be finite and ordered");
        (self.low, self.high) = if low == high { (low - 0.5, high + 0.5) } else { (low, high) };
        self.all_inside = self.low <= data.0 && data.1 <= self.high;
        self.bins = bins;
        self.slot_bits = (bins + 2).next_power_of_two().trailing_zeros();
        let pair_table = if self.slot_bits <= PAIRED_BITS { 2 << (2 * self.slot_bits) } else { 0 };
        self.singles.clear();
        self.singles.resize(1 << self.slot_bits, 0);
        self.pairs.clear();
        self.pairs.resize(pair_table, 0);
    }

    /// Counts finite values, fewer than 2^32 in all.
    pub fn push<T: Real>(&mut self, values: &[T]) {
        let scale = self.bins as f64 / (self.high - self.low);
        for block in values.chunks(BLOCK) {
            if !T::from_f64(scale).is_finite() {
                // Bins narrower than 1/T::MAX: rare enough for a copy.
                let widened: Vec<f64> = block.iter().map(|x| x.to_f64()).collect();
                self.push_block::<f64, false>(&widened, scale);
            } else if self.all_inside {
                self.push_block::<T, true>(block, scale);
            } else {
                self.push_block::<T, false>(block, scale);
            }
        }
    }

    fn push_block<T: Real, const INSIDE: bool>(&mut self, block: &[T], scale: f64) {
        let range = Bounds {
            low: T::from_f64(self.low),
            high: T::from_f64(self.high),
            scale: T::from_f64(scale),
            bins: self.bins as u32,
            end: T::from_f64(self.bins as f64),
        };
        // Which values make a pair does not matter: the first half goes with the second.
        let half = if self.pairs.is_empty() { 0 } else { block.len() / 2 };
        let (first, rest) = block.split_at(half);
        let (second, single) = rest.split_at(half);
        let slot_bits = self.slot_bits;
        self.slots.resize(half + single.len(), 0);
        let (pair_slots, single_slots) = self.slots.split_at_mut(half);
        vectorize(
            #[inline(always)]
            || {
                for (slot, (&a, &b)) in pair_slots.iter_mut().zip(first.iter().zip(second)) {
                    *slot = range.slot::<INSIDE>(a) | range.slot::<INSIDE>(b) << slot_bits;
                }
                for (slot, &x) in single_slots.iter_mut().zip(single) {
                    *slot = range.slot::<INSIDE>(x);
                }
            },
        );
        if half > 0 {
            count_pairs(&mut self.pairs, pair_slots);
        }
        for slot in single_slots {
            self.singles[*slot as usize] += 1;
        }
    }

    /// Adds the counts of other bins over the same range.
    pub(crate) fn merge(&mut self, other: &Self) {
        for slot in 0..other.singles.len() {
            self.singles[slot] += other.singles[slot];
        }
        let slots = self.singles.len();
        // Rows of the tables are values' partners: sums along rows and columns give the values.
        for row in other.pairs.chunks_exact(slots.max(1)).enumerate() {
            let (index, counts) = row;
            self.singles[index % slots] += counts.iter().map(|&count| u64::from(count)).sum::<u64>();
            for (single, &count) in self.singles.iter_mut().zip(counts) {
                *single += u64::from(count);
            }
        }
    }

    /// The counts, beside the number of `non_finite` values that were not pushed.
    pub fn histogram(&self, non_finite: u64) -> Histogram {
        let mut total = Self { singles: vec![0; self.singles.len()], pairs: Vec::new(), ..self.clone() };
        total.merge(self);
        Histogram {
            low: self.low,
            high: self.high,
            counts: total.singles[..self.bins].to_vec(),
            below: total.singles[self.bins],
            above: total.singles[self.bins + 1],
            non_finite,
        }
    }
}

/// A range in the values' precision.
#[derive(Clone, Copy)]
struct Bounds<T> {
    low: T,
    high: T,
    scale: T,
    bins: u32,
    end: T,
}

impl<T: Real> Bounds<T> {
    /// The slot of a finite value, which lies in the range if `INSIDE`.
    #[inline(always)]
    fn slot<const INSIDE: bool>(&self, x: T) -> u32 {
        let position = (x - self.low) * self.scale;
        if INSIDE {
            return position.floor_index().min(self.bins - 1);
        }
        let position = if position > T::ZERO { position } else { T::ZERO };
        let position = if position < self.end { position } else { self.end };
        let bin = position.floor_index().min(self.bins - 1);
        let bin = if x < self.low { self.bins } else { bin };
        if x > self.high { self.bins + 1 } else { bin }
    }
}

fn count_pairs(tables: &mut [u32], slots: &[u32]) {
    let (even, odd) = tables.split_at_mut(tables.len() / 2);
    // The mask shows the compiler that no index can leave the tables.
    let mask = even.len() - 1;
    let odd = &mut odd[..=mask];
    let (twos, rest) = slots.as_chunks::<2>();
    for [a, b] in twos {
        even[*a as usize & mask] += 1;
        odd[*b as usize & mask] += 1;
    }
    for slot in rest {
        even[*slot as usize & mask] += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(bins: usize, low: f64, high: f64, values: &[f64]) -> Histogram {
        let mut filled = Bins::new(bins, low, high);
        filled.push(values);
        filled.histogram(0)
    }

    fn mixed(count: usize) -> Vec<f64> {
        (0..count).map(|i| ((i * 7919) % 1013) as f64 / 700.0 - 0.2).collect()
    }

    #[test]
    fn every_value_is_counted_once_where_a_naive_loop_puts_it() {
        for count in [0, 1, 2, 1023, 1024, 1025, 5000] {
            for bins in [1, 2, 30, 31, 62, 63, 500] {
                let values = mixed(count);
                let found = histogram(bins, 0.0, 1.0, &values);
                let mut expected = vec![0; bins];
                for x in values.iter().filter(|x| (0.0..=1.0).contains(*x)) {
                    expected[((x * bins as f64) as usize).min(bins - 1)] += 1;
                }
                assert_eq!(found.counts, expected);
                assert_eq!(found.below, values.iter().filter(|x| **x < 0.0).count() as u64);
                assert_eq!(found.above, values.iter().filter(|x| **x > 1.0).count() as u64);
                assert_eq!(found.total(), count as u64);
            }
        }
    }

    #[test]
    fn both_ends_of_the_range_are_inside() {
        assert_eq!(histogram(3, -1.0, 1.0, &[-1.0, 1.0]).counts, [1, 0, 1]);
    }

    #[test]
    fn an_empty_range_is_widened_around_its_value() {
        let constant = histogram(2, 5.0, 5.0, &[5.0; 10]);
        assert_eq!((constant.low, constant.high), (4.5, 5.5));
        assert_eq!(constant.counts, [0, 10]);
    }

    #[test]
    fn values_too_small_for_their_precision_still_spread() {
        let high = 2e-40f32;
        let mut bins = Bins::new(2, 0.0, f64::from(high));
        bins.push(&[0.0f32, 0.9e-40, 1.1e-40, high]);
        assert_eq!(bins.histogram(0).counts, [2, 2]);
    }
}
