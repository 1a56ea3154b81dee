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
    /// log2 of the slots of one value: bins, then below, then above. Where no value can lie
    /// outside, the slot below takes values at the closed end.
    slot_bits: u32,
    /// Counts of single values by slot.
    singles: Vec<u64>,
    /// Two tables, used in turn, of counts of pairs by `first | second << slot_bits`; empty where
    /// bins are many.
    pairs: Vec<u32>,
    /// Slots, or pairs of slots, of the values being counted.
    slots: Vec<u16>,
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
        let (low, high, bins) = (self.low, self.high, self.bins);
        for block in values.chunks(BLOCK) {
            if let Some(bounds) = Bounds::<T>::new(low, high, bins) {
                self.push_block(block, bounds);
                continue;
            }
            // A range wider than the precision, or bins narrower: rare enough for a copy, by a power
            // of two that brings the range near 1.
            let unit = 2f64.powi(low.abs().max(high.abs()).log2().floor().clamp(-1000.0, 1000.0) as i32);
            let widened: Vec<f64> = block.iter().map(|x| x.to_f64() / unit).collect();
            if let Some(bounds) = Bounds::new(low / unit, high / unit, bins) {
                self.push_block(&widened, bounds);
            }
        }
    }

    fn push_block<T: Real>(&mut self, block: &[T], bounds: Bounds<T>) {
        if self.all_inside && bounds.keep_inside() {
            self.push_within::<T, true>(block, bounds);
        } else {
            self.push_within::<T, false>(block, bounds);
        }
    }

    fn push_within<T: Real, const INSIDE: bool>(&mut self, block: &[T], bounds: Bounds<T>) {
        // Which values make a pair does not matter: the first half goes with the second.
        let half = if self.pairs.is_empty() { 0 } else { block.len() / 2 };
        let (first, rest) = block.split_at(half);
        let (second, single) = rest.split_at(half);
        let row = T::from_f64(self.singles.len() as f64);
        self.slots.resize(half + single.len(), 0);
        let (pair_slots, single_slots) = self.slots.split_at_mut(half);
        vectorize(
            #[inline(always)]
            || {
                for (slot, (&a, &b)) in pair_slots.iter_mut().zip(first.iter().zip(second)) {
                    let pair = bounds.slot::<INSIDE>(b).mul_add(row, bounds.slot::<INSIDE>(a));
                    *slot = pair.whole_to_index() as u16;
                }
                for (slot, &x) in single_slots.iter_mut().zip(single) {
                    *slot = bounds.slot::<INSIDE>(x).whole_to_index() as u16;
                }
            },
        );
        if half > 0 {
            count_pairs(&mut self.pairs, pair_slots);
        }
        for slot in single_slots {
            self.singles[usize::from(*slot)] += 1;
        }
    }

    /// The counts, beside the number of `non_finite` values that were not pushed.
    pub fn histogram(&self, non_finite: u64) -> Histogram {
        Self::merged(&[self], non_finite)
    }

    /// The counts of bins over the same range, together.
    pub(crate) fn merged(parts: &[&Self], non_finite: u64) -> Histogram {
        let Self { bins, low, high, all_inside, .. } = *parts[0];
        let mut slots = vec![0; parts[0].singles.len()];
        for part in parts {
            part.add_to(&mut slots);
        }
        let [mut below, above] = [slots[bins], slots[bins + 1]];
        slots.truncate(bins);
        if all_inside {
            slots[bins - 1] += std::mem::take(&mut below);
        }
        Histogram { low, high, counts: slots, below, above, non_finite }
    }

    /// Adds the counts of single values, those in pairs included.
    fn add_to(&self, slots: &mut [u64]) {
        for (slot, count) in slots.iter_mut().zip(&self.singles) {
            *slot += count;
        }
        let size = slots.len();
        // Sums along the rows of the tables are counts of second values, those along columns of
        // first ones; none exceeds the number of values pushed.
        let mut firsts = [0_u32; 1 << PAIRED_BITS];
        let (even, odd) = self.pairs.split_at(self.pairs.len() / 2);
        let rows = even.chunks_exact(size).zip(odd.chunks_exact(size));
        vectorize(
            #[inline(always)]
            || {
                for (second, (even, odd)) in rows.clone().enumerate() {
                    let mut sum = 0;
                    for ((first, even), odd) in firsts.iter_mut().zip(even).zip(odd) {
                        *first += even + odd;
                        sum += even + odd;
                    }
                    slots[second] += u64::from(sum);
                }
            },
        );
        for (slot, count) in slots.iter_mut().zip(firsts) {
            *slot += u64::from(count);
        }
    }
}

/// A range in the values' precision.
#[derive(Clone, Copy)]
struct Bounds<T> {
    low: T,
    high: T,
    scale: T,
    /// Number of bins, and of the last one.
    bins: T,
    last: T,
}

impl<T: Real> Bounds<T> {
    /// `None` where the range, or the number of bins in a unit of it, leaves the precision.
    fn new(low: f64, high: f64, bins: usize) -> Option<Self> {
        let scale = bins as f64 / (high - low);
        let [width, low, high, scale, bins] = [high - low, low, high, scale, bins as f64].map(T::from_f64);
        let whole = [width, low, high, scale].iter().all(|x| x.is_finite()) && scale > T::ZERO;
        whole.then_some(Self { low, high, scale, bins, last: bins - T::ONE })
    }

    /// Whether values of the range stay in its bins, or at their end, in this precision: not so
    /// where the range is a few roundings wide.
    fn keep_inside(&self) -> bool {
        (self.high - self.low) * self.scale < self.bins + T::ONE
    }

    /// The slot of a finite value, which lies in the range if `INSIDE`; a whole number.
    #[inline(always)]
    fn slot<const INSIDE: bool>(&self, x: T) -> T {
        let position = (x - self.low) * self.scale;
        if INSIDE {
            return position.floor();
        }
        let position = if position > T::ZERO { position } else { T::ZERO };
        let position = if position < self.last { position } else { self.last };
        let bin = position.floor();
        let bin = if x < self.low { self.bins } else { bin };
        if x > self.high { self.bins + T::ONE } else { bin }
    }
}

fn count_pairs(tables: &mut [u32], slots: &[u16]) {
    let (even, odd) = tables.split_at_mut(tables.len() / 2);
    // The mask shows the compiler that no index can leave the tables.
    let mask = even.len() - 1;
    let odd = &mut odd[..=mask];
    let (twos, rest) = slots.as_chunks::<2>();
    for [a, b] in twos {
        even[usize::from(*a) & mask] += 1;
        odd[usize::from(*b) & mask] += 1;
    }
    for slot in rest {
        even[usize::from(*slot) & mask] += 1;
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
    fn ranges_wider_than_the_precision_are_counted_as_in_double() {
        let values = [-2.5e38f32, -1.5e38, -1e37, 1e37, 1.5e38, 2.5e38];
        let wide = |low: f64, high: f64| {
            let mut bins = Bins::new(6, low, high);
            bins.push(&values);
            bins.histogram(0).counts
        };
        assert_eq!(wide(-1e39, 1e39), [0, 0, 3, 3, 0, 0]);
        assert_eq!(wide(-3e38, 3e38), [1; 6]);
    }

    #[test]
    fn subnormal_ranges_are_counted() {
        let unit = 5e-324;
        assert_eq!(histogram(4, 0.0, 4e-320, &[0.0, 100.0 * unit, 3.5e-320, 1e300]).counts, [2, 0, 0, 1]);
    }

    #[test]
    fn values_too_small_for_their_precision_still_spread() {
        let high = 2e-40f32;
        let mut bins = Bins::new(2, 0.0, f64::from(high));
        bins.push(&[0.0f32, 0.9e-40, 1.1e-40, high]);
        assert_eq!(bins.histogram(0).counts, [2, 2]);
    }
}
