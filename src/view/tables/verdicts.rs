//! The verdicts of all trials of a layer.

use crate::record::{Site, Verdict};

/// How many trials of a layer got which verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Verdicts {
    /// The most frequent first; of equally many the gravest.
    counts: Vec<(Verdict, usize)>,
}

impl<I: IntoIterator<Item = Verdict>> From<I> for Verdicts {
    fn from(trials: I) -> Self {
        let mut counts: Vec<(Verdict, usize)> = Vec::new();
        for verdict in trials {
            match counts.iter_mut().find(|(counted, _)| *counted == verdict) {
                Some((_, count)) => *count += 1,
                None => counts.push((verdict, 1)),
            }
        }
        counts.sort_by_key(|(verdict, count)| (std::cmp::Reverse(*count), *verdict));
        Self { counts }
    }
}

impl Verdicts {
    /// Counts the verdicts of a layer, one site for each trial.
    pub(crate) fn of<'a>(trials: impl IntoIterator<Item = &'a Site>) -> Self {
        Self::from(trials.into_iter().filter_map(|site| site.verdict))
    }

    /// The most frequent verdict; `None` where none was given.
    pub(crate) fn main(&self) -> Option<Verdict> {
        self.counts.first().map(|(verdict, _)| *verdict)
    }

    /// The share of the most frequent, as in `18 of 20`; `None` where there is but one trial.
    pub(crate) fn share(&self) -> Option<String> {
        let trials: usize = self.counts.iter().map(|(_, count)| count).sum();
        let (_, count) = self.counts.first().filter(|_| trials > 1)?;
        Some(format!("{count} of {trials}"))
    }

    /// `healthy` of one trial; `healthy 18 of 20` and then `vanishing 2` of more.
    pub(crate) fn words(&self) -> Vec<String> {
        let Some(main) = self.main() else { return Vec::new() };
        let Some(share) = self.share() else { return vec![main.name().to_owned()] };
        let others = self.counts.iter().skip(1).map(|(verdict, count)| format!("{} {count}", verdict.name()));
        std::iter::once(format!("{} {share}", main.name())).chain(others).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    fn words(verdicts: &[Verdict]) -> Vec<String> {
        Verdicts::from(verdicts.iter().copied()).words()
    }

    #[test]
    fn all_trials_are_counted_the_most_frequent_first() {
        use Verdict::{Dying, Exploding, Healthy};
        assert_eq!(words(&[Healthy]), ["healthy"]);
        assert_eq!(words(&[Healthy; 3]), ["healthy 3 of 3"]);
        assert_eq!(
            words(&[Dying, Healthy, Healthy, Exploding]),
            ["healthy 2 of 4", "dying 1", "exploding 1"]
        );
        // Of equally many the gravest.
        assert_eq!(words(&[Healthy, Dying]), ["dying 1 of 2", "healthy 1"]);
        assert!(words(&[]).is_empty());
    }
}
