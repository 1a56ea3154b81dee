//! The classes of samples.

use std::collections::HashMap;

use super::shown::shown;

/// Classes that a data set may have.
pub(super) const MOST: usize = 256;

/// What each sample is of: classes count from 0 and are those that occur.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Labels {
    /// The class of each sample.
    pub(super) of: Vec<u8>,
    /// The classes as they are written, in their order: by number if they are numbers, else by text.
    pub(super) names: Vec<String>,
}

impl Labels {
    /// Of whole numbers, which are renumbered from 0 if some are left out.
    ///
    /// # Errors
    ///
    /// If they are too many.
    pub(super) fn of_numbers(numbers: &[i64]) -> Result<Self, NoLabel> {
        let mut occurring: Vec<i64> = Vec::new();
        for number in numbers {
            if let Err(place) = occurring.binary_search(number) {
                occurring.insert(place, *number);
                if occurring.len() > MOST {
                    return Err(NoLabel::TooMany);
                }
            }
        }
        // Fewer than 256 places.
        let of = numbers.iter().map(|number| occurring.partition_point(|other| other < number) as u8);
        Ok(Self { of: of.collect(), names: occurring.iter().map(i64::to_string).collect() })
    }

    /// Whether each class is written as its number.
    fn as_written(&self) -> bool {
        self.names.iter().enumerate().all(|(class, name)| *name == class.to_string())
    }

    /// Which class is what, if their names do not say it.
    pub(super) fn note(&self) -> Option<String> {
        const SHOWN: usize = 30;
        let pair = |(class, name): (usize, &String)| format!("{}={class}", shown(name));
        let mut pairs: Vec<String> = self.names.iter().enumerate().take(SHOWN).map(pair).collect();
        if self.names.len() > SHOWN {
            pairs.push("...".to_owned());
        }
        let noun = if self.names.len() == 1 { "class" } else { "classes" };
        (!self.as_written()).then(|| format!("{} {noun}: {}", self.names.len(), pairs.join(", ")))
    }
}

/// Labels of a table, one by one.
#[derive(Default)]
pub(super) struct Labelling {
    /// The place of each text among those that were seen.
    seen: HashMap<String, u16>,
    texts: Vec<String>,
    of: Vec<u16>,
}

/// Why a text is no label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoLabel {
    /// Nothing is there.
    Empty,
    /// A number that is not whole.
    Fraction,
    /// A text among numbers.
    Text,
    /// A number among texts.
    Number,
    /// One more than there may be.
    TooMany,
}

impl Labelling {
    /// Takes the label of the next sample.
    pub(super) fn push(&mut self, text: &str) -> Result<(), NoLabel> {
        let number = text.parse::<f64>().ok();
        // 3.0 is 3, as programs write whole numbers out of columns of others.
        let whole = number.filter(|number| number.fract() == 0.0 && number.abs() < 1e15);
        let text = whole.map_or_else(|| text.to_owned(), |whole| (whole as i64).to_string());
        if let Some(place) = self.seen.get(&text) {
            self.of.push(*place);
            return Ok(());
        }
        let numbers = self.texts.first().map(|first| first.parse::<i64>().is_ok());
        match (number.is_some(), whole.is_some(), numbers) {
            _ if text.is_empty() => return Err(NoLabel::Empty),
            (true, false, _) => return Err(NoLabel::Fraction),
            (true, true, Some(false)) => return Err(NoLabel::Number),
            (false, _, Some(true)) => return Err(NoLabel::Text),
            _ if self.texts.len() == MOST => return Err(NoLabel::TooMany),
            _ => {}
        }
        // At most 256.
        let place = self.texts.len() as u16;
        self.seen.insert(text.clone(), place);
        self.texts.push(text);
        self.of.push(place);
        Ok(())
    }

    /// All of them, in the order of classes.
    pub(super) fn finish(self) -> Labels {
        let mut order: Vec<usize> = (0..self.texts.len()).collect();
        let key = |place: &usize| (self.texts[*place].parse::<i64>().unwrap_or(0), &self.texts[*place]);
        order.sort_by(|a, b| key(a).cmp(&key(b)));
        let mut classes = vec![0; order.len()];
        for (class, place) in order.iter().enumerate() {
            classes[*place] = class as u8;
        }
        let of = self.of.iter().map(|place| classes[usize::from(*place)]).collect();
        Labels { of, names: order.iter().map(|place| self.texts[*place].clone()).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(texts: &[&str]) -> Result<Labels, NoLabel> {
        let mut labelling = Labelling::default();
        texts.iter().try_for_each(|text| labelling.push(text)).map(|()| labelling.finish())
    }

    #[test]
    fn classes_are_those_that_occur_in_order() {
        let read = labels(&["10", "9", "-1", "9.0"]).unwrap();
        assert_eq!((read.of.as_slice(), read.names.join(" ")), (&[2, 1, 0, 1][..], "-1 9 10".to_owned()));
        assert_eq!(read.note().unwrap(), "3 classes: -1=0, 9=1, 10=2");
        assert_eq!(Labels::of_numbers(&[10, 9, -1, 9]).unwrap(), read);
        let read = labels(&["b", "a", "b"]).unwrap();
        assert_eq!(
            (read.of.as_slice(), read.note().unwrap()),
            (&[1, 0, 1][..], "2 classes: a=0, b=1".into())
        );
        assert_eq!(labels(&["1", "0"]).unwrap().note(), None);
    }

    #[test]
    fn what_is_no_label_is_told_apart() {
        for (texts, wrong) in [
            (&["a", ""][..], NoLabel::Empty),
            (&["1.5"], NoLabel::Fraction),
            (&["nan"], NoLabel::Fraction),
            (&["1", "?"], NoLabel::Text),
            (&["a", "1"], NoLabel::Number),
        ] {
            assert_eq!(labels(texts), Err(wrong), "{texts:?}");
        }
        let many: Vec<String> = (0..257).map(|class| class.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(labels(&many), Err(NoLabel::TooMany));
        assert_eq!(labels(&many[..256]).unwrap().names.len(), 256);
    }
}
