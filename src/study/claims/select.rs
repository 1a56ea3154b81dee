//! Which cells and layers of a study a claim speaks of.

use std::collections::HashSet;
use std::fmt;

use crate::record::{Setting, Settings};

/// Settings that a cell must have: one of the values of each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selector {
    /// Settings and the values allowed, as canonical strings.
    pub values: Vec<(Setting, Vec<String>)>,
}

impl Selector {
    /// Whether a cell has what is wanted.
    pub(crate) fn selects(&self, cell: &Settings) -> bool {
        self.values
            .iter()
            .all(|(setting, allowed)| setting.of(cell).is_some_and(|value| allowed.contains(&value)))
    }

    /// A value wanted that no cell has.
    pub(crate) fn absent_from(&self, cells: &[&Settings]) -> Option<(Setting, &str)> {
        self.values.iter().find_map(|(setting, values)| {
            let present: HashSet<String> = cells.iter().filter_map(|cell| setting.of(cell)).collect();
            let absent = values.iter().find(|value| !present.contains(*value))?;
            Some((*setting, absent.as_str()))
        })
    }

    /// Whether the selector says anything about a setting.
    pub(crate) fn names(&self, setting: Setting) -> bool {
        self.values.iter().any(|(named, _)| *named == setting)
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (setting, values)) in self.values.iter().enumerate() {
            let comma = if index > 0 { ", " } else { "" };
            write!(f, "{comma}{} {}", setting.name(), values.join(" or "))?;
        }
        Ok(())
    }
}

/// A layer or a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The first.
    First,
    /// The last.
    Last,
    /// Every one.
    All,
    /// That of this number.
    At(u64),
}

impl Place {
    /// Which of `present`, in rising order, are meant.
    pub(crate) fn among(self, present: &[u64]) -> Vec<u64> {
        match self {
            Self::First => present.first().copied().into_iter().collect(),
            Self::Last => present.last().copied().into_iter().collect(),
            Self::All => present.to_vec(),
            Self::At(number) => present.iter().copied().filter(|other| *other == number).collect(),
        }
    }
}
