//! Which of its figures a record is drawn as.

use std::fmt;
use std::str::FromStr;

use super::kinds::KINDS;
use crate::record::FigureKind::{
    Course, Depth, Eigenvalues, Ends, Filters, Gradients, Loss, Map, OutcomeAccuracy, OutcomeLoss,
    OutcomeSteps, Overview, Pretraining, Recurrence, Sheet, SingularProduct, Spectrum, Symmetry, Walk,
};
use crate::record::{CellRecord, FigureKind, Headline, Record};

/// Which of its figures a record is drawn as: `headline`, `all`, `none`, or names of kinds with commas.
///
/// ```
/// use initscope::view::Choice;
///
/// assert_eq!("all".parse(), Ok(Choice::All));
/// assert_eq!("sheet, depth".parse::<Choice>().unwrap().to_string(), "sheet,depth");
/// assert!("sheets".parse::<Choice>().unwrap_err().to_string().starts_with("unknown figure `sheets`"));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Choice {
    /// Those that the study names, else what is looked at first under its protocol.
    #[default]
    Headline,
    /// Every kind, of all cells.
    All,
    /// None.
    None,
    /// These kinds, of all cells.
    Kinds(Vec<FigureKind>),
}

impl FromStr for Choice {
    type Err = <FigureKind as FromStr>::Err;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "headline" => Ok(Self::Headline),
            "all" => Ok(Self::All),
            "none" => Ok(Self::None),
            kinds => {
                kinds.split(',').map(|kind| kind.trim().parse()).collect::<Result<_, _>>().map(Self::Kinds)
            }
        }
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Headline => f.write_str("headline"),
            Self::All => f.write_str("all"),
            Self::None => f.write_str("none"),
            Self::Kinds(kinds) => {
                f.write_str(&kinds.iter().map(FigureKind::to_string).collect::<Vec<_>>().join(","))
            }
        }
    }
}

impl Choice {
    /// The figures that are wanted of a study.
    pub(super) fn of(&self, record: &Record) -> Vec<Headline> {
        let manifest = &record.manifest;
        let all = |kinds: &[FigureKind]| kinds.iter().copied().map(Headline::of).collect();
        match self {
            Self::Headline if manifest.figures.is_empty() => all(by_protocol(&manifest.protocol)),
            Self::Headline => manifest.figures.iter().map(|headline| fitting(headline, record)).collect(),
            Self::All => KINDS.iter().map(|kind| Headline::named(kind.stem)).collect(),
            Self::None => Vec::new(),
            Self::Kinds(kinds) => all(kinds),
        }
    }

    /// Most figures of one kind: of a study with thousands of cells the first are enough to look at.
    pub(super) fn most(&self) -> usize {
        const HEADLINE: usize = 6;
        if *self == Self::Headline { HEADLINE } else { usize::MAX }
    }
}

/// A headline of a study as written, for one that may have been changed: of a setting that was asked for anew,
/// or of which no value is there any more, all values are shown.
fn fitting(headline: &Headline, record: &Record) -> Headline {
    let mut fitting = headline.clone();
    fitting.cells.retain(|setting, values| {
        let asked = |written: &String| {
            written.split('=').next().is_some_and(|key| key.rsplit('.').next() == Some(setting))
        };
        let there =
            |cell: &CellRecord| cell.settings.get(setting).is_some_and(|value| values.contains(&value));
        !record.manifest.overrides.iter().any(asked) && record.cells.iter().any(there)
    });
    fitting
}

/// What is looked at first; kinds of which a record has nothing fall away.
fn by_protocol(protocol: &str) -> &'static [FigureKind] {
    match protocol {
        "backward" => &[Overview, Gradients, Depth, Map, Recurrence, Spectrum],
        "train" => &[OutcomeAccuracy, OutcomeLoss, OutcomeSteps, Ends, Course, Symmetry, Loss, Gradients],
        "gibbs" => &[Walk, Filters, Pretraining],
        _ => &[Overview, Sheet, Depth, Map, Recurrence, Spectrum, SingularProduct, Eigenvalues],
    }
}
