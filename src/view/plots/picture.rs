//! Rows of numbers as little pictures.

use crate::record::Stripes;
use crate::view::figure::colour::MISSING;
use crate::view::figure::{Area, Colour, Panel};

/// Rows of numbers that a record keeps.
pub(crate) struct Rows {
    columns: usize,
    numbers: Vec<Option<f64>>,
}

impl Rows {
    /// The numbers of `stripes`; `None` where the record is damaged or empty.
    pub(crate) fn of(stripes: Option<&Stripes>) -> Option<Self> {
        let stripes = stripes?;
        let levels = stripes.decode().filter(|levels| !levels.is_empty())?;
        let number = |level: u8| {
            let share = f64::from(level) / 255.0;
            stripes.low * (1.0 - share) + stripes.high * share
        };
        let numbers = levels.into_iter().zip(stripes.finite());
        let numbers = numbers.map(|(level, finite)| finite.then(|| number(level))).collect();
        Some(Self { columns: stripes.units, numbers })
    }

    /// Numbers in a row.
    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    /// Row by row.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &[Option<f64>]> {
        self.numbers.chunks(self.columns)
    }

    /// Smallest and largest number.
    pub(crate) fn extent(&self) -> Option<(f64, f64)> {
        let finite = || self.numbers.iter().flatten().copied();
        finite().reduce(f64::min).zip(finite().reduce(f64::max))
    }
}

/// The side of a square picture of so many numbers, or the longer one of what is nearest to it.
pub(crate) fn side(count: usize) -> usize {
    count.isqrt() + usize::from(count.isqrt().pow(2) < count)
}

/// `numbers` as a picture in `area`, row by row as it is read.
pub(crate) fn panel(numbers: &[Option<f64>], area: Area, colour: impl Fn(f64) -> Colour) -> Panel {
    let columns = side(numbers.len());
    let rows = numbers.len().div_ceil(columns);
    let colours = numbers.iter().map(|number| number.map_or(MISSING, &colour));
    let blank = std::iter::repeat_n(MISSING, rows * columns - numbers.len());
    Panel::heat(area, columns, colours.chain(blank).collect())
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::view::figure::model::Mark;

    #[test]
    fn rows_are_read_as_they_were_kept() {
        let stripes = Stripes::encode(array![[0.0, 1.0], [0.25, f64::NAN]].view());
        let rows = Rows::of(stripes.as_ref()).unwrap();
        let rows: Vec<&[Option<f64>]> = rows.iter().collect();
        assert_eq!(rows[0], [Some(0.0), Some(1.0)]);
        // One of 255 steps.
        assert!((rows[1][0].unwrap() - 0.25).abs() < 0.5 / 255.0 && rows[1][1].is_none());
        assert!(Rows::of(None).is_none());
    }

    #[test]
    fn pictures_are_squares_or_nearly() {
        assert_eq!([1, 4, 5, 100, 784, 785].map(side), [1, 2, 3, 10, 28, 29]);
        let area = Area { left: 0, top: 0, width: 9, height: 9 };
        let panel = panel(&[Some(0.0); 5], area, |_| Colour(1, 2, 3));
        let Mark::Heat { columns, colours } = &panel.marks[0] else { panic!("no heat") };
        assert_eq!((*columns, colours.len(), colours[5]), (3, 6, MISSING));
    }
}
