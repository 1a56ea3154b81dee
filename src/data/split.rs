//! Which samples are learned from, and which are held out.

use ndarray::{Axis, concatenate};
use rand::RngExt;

use super::rows::{Rows, TooLarge};
use super::{Dataset, Samples};
use crate::noise::{Role, Stream};

/// Which samples are held out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// None, and all stay in the order of the source: nothing learns.
    Whole,
    /// Those that the source itself sets apart, or else a fifth.
    HeldOut {
        /// Seed of the order in which samples are dealt.
        seed: u64,
    },
}

impl Dataset {
    /// Deals samples into those to train on and those held out.
    pub(super) fn cut(mut rows: Rows, split: Split) -> Result<Self, TooLarge> {
        let order = match split {
            Split::Whole => (0..rows.count()).collect(),
            Split::HeldOut { seed } => shuffled(rows.count(), seed),
        };
        let kept = match split {
            Split::Whole => order.len(),
            Split::HeldOut { .. } => kept(order.len()),
        };
        let (train, held_out) = order.split_at(kept);
        let ([train, held_out], note) = rows.parts([train, held_out])?;
        let mut notes = std::mem::take(&mut rows.notes);
        if held_out.inputs.nrows() > 0 {
            let (held_out, all) = (held_out.inputs.nrows(), order.len());
            let are = if held_out == 1 { "is" } else { "are" };
            notes.push(format!("{held_out} of its {all} samples {are} held out, drawn by the seed"));
        }
        notes.extend(note.or_else(|| rows.pixels()));
        notes.extend(rows.labels.as_ref().and_then(|labels| labels.note()));
        let classes = rows.labels.map(|labels| labels.names).unwrap_or_default();
        Ok(Self { train, held_out, classes, notes })
    }

    /// Two parts that the source sets apart; where nothing learns, one behind the other.
    pub(super) fn of_parts(train: Samples, held_out: Samples, classes: Vec<String>, split: Split) -> Self {
        let notes = Vec::new();
        match split {
            Split::HeldOut { .. } => Self { train, held_out, classes, notes },
            Split::Whole => {
                let inputs = concatenate![Axis(0), train.inputs, held_out.inputs];
                let none =
                    Samples::new(inputs.ncols(), Vec::new(), train.classes.as_ref().map(|_| Vec::new()));
                let both = train.classes.zip(held_out.classes);
                let train =
                    Samples { inputs, classes: both.map(|(train, held_out)| [train, held_out].concat()) };
                Self { train, held_out: none, classes, notes }
            }
        }
    }
}

/// How many of so many samples are trained on.
pub(super) fn kept(count: usize) -> usize {
    count - if count < 2 { 0 } else { (count / 5).max(1) }
}

/// Fisher and Yates's shuffle, addressed by the seed alone.
fn shuffled(count: usize, seed: u64) -> Vec<usize> {
    let mut rng = Stream::new(seed, 0, Role::Split, 0).rng(0);
    let mut order: Vec<usize> = (0..count).collect();
    for place in 0..count {
        order.swap(place, rng.random_range(place..count));
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Numbers;
    use crate::data::labels::Labels;

    fn rows(samples: usize) -> Rows {
        let numbers = Numbers::Single((0..samples * 3).map(|value| value as f32).collect());
        let classes: Vec<i64> = (0..samples).map(|row| (row * 3 / samples) as i64).collect();
        let labels = Some(Labels::of_numbers(&classes).unwrap());
        Rows { width: 3, numbers, labels, scale: None, notes: Vec::new() }
    }

    fn cut(samples: usize, split: Split) -> Dataset {
        Dataset::cut(rows(samples), split).unwrap_or_else(|_| panic!("finite"))
    }

    fn first_column(samples: &Samples) -> Vec<usize> {
        samples.inputs.column(0).iter().map(|value| *value as usize / 3).collect()
    }

    #[test]
    fn a_fifth_is_held_out_and_one_sample_at_least_of_two() {
        let expected =
            [(1, (1, 0)), (2, (1, 1)), (4, (3, 1)), (9, (8, 1)), (10, (8, 2)), (5000, (4000, 1000))];
        for (samples, parts) in expected {
            let set = cut(samples, Split::HeldOut { seed: 0 });
            assert_eq!((set.train.inputs.nrows(), set.held_out.inputs.nrows()), parts);
            let mut all = [first_column(&set.train), first_column(&set.held_out)].concat();
            all.sort_unstable();
            assert!(all.into_iter().eq(0..samples), "each is in one part");
        }
    }

    #[test]
    fn the_order_depends_on_the_seed_alone_and_samples_keep_their_classes() {
        let set = |seed| cut(30, Split::HeldOut { seed });
        assert_eq!(set(7), set(7));
        assert_ne!(set(7), set(8));
        // Pinned: another order is another split of everyone's files.
        assert_eq!(first_column(&set(0).held_out), PINNED);
        for part in [set(3).train, set(3).held_out] {
            let classes: Vec<u8> = first_column(&part).iter().map(|row| (row / 10) as u8).collect();
            assert_eq!(part.classes, Some(classes));
        }
    }

    const PINNED: [usize; 6] = [23, 21, 20, 11, 13, 7];

    #[test]
    fn where_nothing_learns_nothing_is_held_out_or_moved() {
        let set = cut(30, Split::Whole);
        assert!(first_column(&set.train).into_iter().eq(0..30));
        assert_eq!(set.held_out.inputs.dim(), (0, 3));
        assert_eq!(set.held_out.classes, Some(vec![]));
        let (train, held_out) = (cut(10, Split::Whole).train, cut(20, Split::Whole).train);
        let joined = Dataset::of_parts(train.clone(), held_out.clone(), vec![], Split::Whole);
        let order: Vec<usize> = (0..10).chain(0..20).collect();
        assert_eq!(first_column(&joined.train), order);
        assert_eq!(joined.train.classes.unwrap().len(), 30);
        assert_eq!(joined.held_out.inputs.dim(), (0, 3));
        let apart = Dataset::of_parts(train, held_out.clone(), vec![], Split::HeldOut { seed: 1 });
        assert_eq!(apart.held_out, held_out);
    }
}
