//! Samples of a file before they are split.

use super::labels::Labels;
use super::scale::Columns;
use super::{Numbers, Samples, Scale};

/// Samples in the order of their file, unscaled; every number is finite.
pub(super) struct Rows {
    pub(super) width: usize,
    pub(super) numbers: Numbers,
    pub(super) labels: Option<Labels>,
    /// What is done to the numbers; `None` if nobody said that it is nothing.
    pub(super) scale: Option<Scale>,
    /// What was made of the file that its owner may not expect.
    pub(super) notes: Vec<String>,
}

/// A number that single precision has no room for, and where it stands.
#[derive(Debug)]
pub(super) struct TooLarge {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) value: f64,
}

impl Rows {
    pub(super) fn count(&self) -> usize {
        self.numbers.len() / self.width
    }

    /// Some of them, and others, scaled by what the first are like.
    pub(super) fn parts(&self, parts: [&[usize]; 2]) -> Result<([Samples; 2], Option<String>), TooLarge> {
        let number = |row: usize, column: usize| self.numbers.get(row * self.width + column);
        let (scaled, note): (Box<dyn Fn(usize, usize) -> f64>, _) = match self.scale.unwrap_or(Scale::None) {
            scale @ Scale::Divided(divisor) => {
                let divisor = divisor.get();
                (
                    Box::new(move |row, column| number(row, column) / divisor),
                    Some(format!("numbers are divided by {divisor} (scale={scale})")),
                )
            }
            Scale::None => (Box::new(number), None),
            Scale::Standard => {
                let columns = Columns::of(self.width, parts[0], number);
                let constant = match columns.constant() {
                    0 => String::new(),
                    1 => "; 1 column has one value only and becomes 0".to_owned(),
                    some => format!("; {some} columns have one value only and become 0"),
                };
                let of = if parts[1].is_empty() { "of all samples" } else { "of those to learn from" };
                let note = format!("each column is brought to mean 0 and std 1 (ddof 0) {of}{constant}");
                (Box::new(move |row, column| columns.standard(column, number(row, column))), Some(note))
            }
        };
        let part = |rows: &[usize]| {
            let mut values = Vec::with_capacity(rows.len() * self.width);
            for &row in rows {
                if let (Numbers::Single(numbers), Scale::None) =
                    (&self.numbers, self.scale.unwrap_or(Scale::None))
                {
                    values.extend_from_slice(&numbers[row * self.width..][..self.width]);
                    continue;
                }
                for column in 0..self.width {
                    let value = scaled(row, column) as f32;
                    if !value.is_finite() {
                        return Err(TooLarge { row, column, value: number(row, column) });
                    }
                    values.push(value);
                }
            }
            let classes = self.labels.as_ref();
            let classes = classes.map(|labels| rows.iter().map(|row| labels.of[*row]).collect());
            Ok(Samples::new(self.width, values, classes))
        };
        Ok(([part(parts[0])?, part(parts[1])?], note))
    }

    /// What pixels look like that were not scaled.
    pub(super) fn pixels(&self) -> Option<String> {
        let whole = |number: f64| number.fract() == 0.0 && (0.0..=255.0).contains(&number);
        let looks = self.scale.is_none()
            && self.width > 1
            && self.numbers.iter().all(whole)
            && self.numbers.iter().any(|number| number > 100.0)
            && self.numbers.iter().any(|number| number == 0.0);
        looks.then(|| {
            "the numbers are whole and from 0 to 255, as pixels are; scale=255 brings them to [0, 1]"
                .to_owned()
        })
    }
}
