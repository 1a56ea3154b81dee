//! What is said of a row of histograms: where the signal first fails over all trials, and the number that
//! tells.

use crate::number;
use crate::record::{Site, Verdict};
use crate::view::cells::{Place, sites};
use crate::view::tables::fate::Fate;
use crate::view::tables::results::dead_share;
use crate::view::tables::verdicts::Verdicts;

/// What is said of a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Judgement {
    /// The first fault, where it holds, in how many trials; or how the spread changes.
    pub words: String,
    /// The verdict.
    pub verdict: Verdict,
    /// How the spread changes, where nothing fails yet: no verdict should calm who sees it.
    pub drift: Option<Drift>,
    /// The number behind it.
    pub number: Option<String>,
}

impl Judgement {
    /// In a word.
    pub(crate) fn short(&self) -> String {
        self.drift.map_or_else(|| self.verdict.name().to_owned(), Drift::short)
    }

    /// What becomes of the signal in most `trials`: each has its sites by layer. Numbers are of the first,
    /// which is shown.
    pub(crate) fn of(trials: &[Vec<&Site>], place: Place) -> Option<Self> {
        let first = trials.first()?;
        let verdicts = |site: &&Site| (site.layer, Verdicts::of(sites::of_layer(trials, site.layer)));
        let way: Vec<(usize, Verdicts)> = first.iter().map(verdicts).collect();
        let drift = Drift::of(first);
        let mut fate = Fate::of(&way, place, false)?;
        let verdict = fate.verdict();
        if verdict == Verdict::Healthy {
            return sound(first, &way.last()?.1, drift, place);
        }
        fate.phases.truncate(1);
        let onset = way.iter().position(|(_, verdicts)| verdicts.main() == Some(verdict))?;
        let number = decisive(verdict, first[onset], drift, place);
        Some(Self { words: fate.words(ToString::to_string), verdict, drift: None, number })
    }
}

/// Of a signal that nowhere fails.
fn sound(sites: &[&Site], last: &Verdicts, drift: Option<Drift>, place: Place) -> Option<Judgement> {
    let verdict = last.main()?;
    let dead = sites.iter().filter_map(|site| Some((site.layer, dead_share(site)?)));
    let most = dead.reduce(|most, dead| if dead.1 > most.1 { dead } else { most });
    let most =
        most.map(|(layer, share)| format!("{} {layer}: {} dead", place.word(), number::percent(share)));
    let share = last.share().map_or_else(String::new, |share| format!(" {share}"));
    let words = drift.map_or_else(|| verdict.name().to_owned() + &share, |drift| drift.words(place));
    Some(Judgement { words, verdict, drift, number: most.or_else(|| ends(sites)) })
}

/// The number that decided, or that tells more of it.
fn decisive(verdict: Verdict, site: &Site, drift: Option<Drift>, place: Place) -> Option<String> {
    let summary = &site.summary;
    let std = || summary.std.map(|std| format!("std {}", number::short(std)));
    match verdict {
        Verdict::NonFinite => Some(format!(
            "{} not finite",
            number::percent(summary.non_finite as f64 / summary.count.max(1) as f64)
        )),
        Verdict::Dead => summary.zero_fraction.map(|share| format!("{} are 0", number::percent(share))),
        Verdict::Dying => {
            summary.dead_unit_fraction.map(|share| format!("{} of units dead", number::percent(share)))
        }
        Verdict::Saturated => {
            summary.saturated_fraction.map(|share| format!("{} of values", number::percent(share)))
        }
        Verdict::InputBlind => {
            summary.signal_share.map(|share| format!("signal share {}", number::short(share)))
        }
        Verdict::Symmetric | Verdict::Vanishing | Verdict::Exploding => {
            drift.map(|drift| drift.words(place)).or_else(std)
        }
        Verdict::Healthy => None,
    }
}

/// The spread in the first and in the last layer.
fn ends(sites: &[&Site]) -> Option<String> {
    let [first, last] = [sites.first()?, sites.last()?].map(|site| site.summary.std.map(number::short));
    let (first, last) = (first?, last?);
    Some(if first == last { format!("std {first}") } else { format!("std {first} to {last}") })
}

/// A spread that shrinks or grows with every layer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Drift {
    /// From one layer to the next.
    factor: f64,
}

impl Drift {
    /// Of `sites` by layer; none where the spread stays within a factor of two, goes up and
    /// down, or changes so slowly that no factor can be read off.
    pub(crate) fn of(sites: &[&Site]) -> Option<Self> {
        const TOTAL: f64 = 2.0;
        const LEAST: f64 = 1.02;
        const STEADY: f64 = 0.75;
        let stds = sites.iter().map(|site| site.summary.std.filter(|std| *std > 0.0));
        let logs: Vec<f64> = stds.map(|std| std.map(f64::ln)).collect::<Option<_>>()?;
        let total = logs.last()? - logs.first()?;
        let steps = logs.windows(2).filter(|pair| (pair[1] - pair[0]) * total > 0.0).count();
        let count = (logs.len() - 1) as f64;
        let factor = (total / count).exp();
        let is_one = total.abs() > TOTAL.ln() && steps as f64 >= STEADY * count;
        (is_one && (total.abs() / count) > LEAST.ln()).then_some(Self { factor })
    }

    /// As `std ÷1.75 a layer`.
    pub(crate) fn words(self, place: Place) -> String {
        format!("std {} a {}", self.short(), place.word())
    }

    /// As `÷1.75`.
    pub(crate) fn short(self) -> String {
        let (sign, factor) = if self.factor < 1.0 { ('÷', 1.0 / self.factor) } else { ('×', self.factor) };
        format!("{sign}{}", number::short(factor))
    }
}

#[cfg(test)]
mod tests {
    use Verdict::{Dying, Exploding, Healthy, InputBlind, Saturated, Symmetric, Vanishing};

    use super::*;
    use crate::stats::Summary;

    /// Layers from 1 with these verdicts, the std of each `factor` times that of the one before.
    fn sites(verdicts: &[Verdict], factor: f64) -> Vec<Site> {
        let site = |(layer, verdict): (usize, &Verdict)| Site {
            quantity: String::new(),
            layer,
            step: 0,
            summary: Summary {
                std: Some(factor.powi(layer as i32)),
                signal_share: Some(10_f64.powi(-(layer as i32))),
                saturated_fraction: Some(0.4),
                ..Summary::default()
            },
            theory_mean: None,
            theory_std: None,
            verdict: Some(*verdict),
            histograms: Vec::new(),
            stripes: None,
            eigenvalues: Vec::new(),
        };
        (1..).zip(verdicts).map(site).collect()
    }

    fn judged(trials: &[&[Verdict]], factor: f64) -> Judgement {
        let trials: Vec<Vec<Site>> = trials.iter().map(|verdicts| sites(verdicts, factor)).collect();
        let trials: Vec<Vec<&Site>> = trials.iter().map(|sites| sites.iter().collect()).collect();
        Judgement::of(&trials, Place::Layer).unwrap()
    }

    fn words(verdicts: &[Verdict]) -> String {
        judged(&[verdicts], 1.0).words
    }

    #[test]
    fn the_first_fault_is_named_with_its_onset() {
        assert_eq!(words(&[Healthy, InputBlind, InputBlind]), "input-blind from layer 2");
        assert_eq!(words(&[Healthy, Exploding, Dying, Dying]), "exploding from layer 2");
        assert_eq!(words(&[Saturated; 3]), "saturated");
        assert_eq!(words(&[Healthy; 3]), "healthy");
    }

    #[test]
    fn a_verdict_that_flips_does_not_begin_with_its_last_run() {
        let flipping: Vec<Verdict> =
            (0..48).map(|layer| if layer % 2 == 0 { InputBlind } else { Healthy }).collect();
        assert_eq!(words(&[&[Healthy; 2], &*flipping].concat()), "input-blind mostly, from layer 3");
        let mut once = flipping.clone();
        once.fill(InputBlind);
        once[20] = Healthy;
        assert_eq!(words(&[&[Healthy; 2], &*once].concat()), "input-blind from layer 3");
        assert_eq!(words(&[Saturated, Healthy, Healthy]), "saturated in layer 1");
        assert_eq!(words(&[Saturated, Saturated, Saturated, Healthy]), "saturated in layers 1 to 3");
        assert_eq!(words(&[Healthy, Dying, Healthy, Dying, Healthy, Healthy]), "dying in 2 of 6 layers");
    }

    #[test]
    fn the_number_that_decided_is_said() {
        let number = |verdicts: &[Verdict], factor| judged(&[verdicts], factor).number.unwrap();
        assert_eq!(number(&[Healthy, Healthy, InputBlind], 1.0), "signal share 0.001");
        assert_eq!(number(&[Saturated; 3], 1.0), "40 % of values");
        assert_eq!(number(&[Healthy, Vanishing, Vanishing], 0.1), "std ÷10 a layer");
        // Equal units that explode.
        assert_eq!(number(&[Symmetric; 3], 100.0), "std ×100 a layer");
        assert_eq!(number(&[Healthy; 3], 0.9), "std 0.9 to 0.729");
    }

    #[test]
    fn a_spread_that_shrinks_steadily_is_not_called_healthy() {
        let judgement = judged(&[&[Healthy; 5]], 1.0 / 1.75);
        assert_eq!((judgement.words.as_str(), judgement.drift.is_some()), ("std ÷1.75 a layer", true));
        assert_eq!(judged(&[&[Exploding; 5]], 9.0).drift, None);
    }

    #[test]
    fn trials_are_counted_where_the_fault_begins() {
        let of = |trials: &[&[Verdict]]| judged(trials, 1.0).words;
        assert_eq!(of(&[&[Healthy; 2], &[Healthy; 2], &[Healthy, Dying]]), "healthy 2 of 3");
        // The first trial is shown, and the others say otherwise.
        let most = [Healthy, Dying, Dying];
        assert_eq!(of(&[&[Healthy; 3], &most, &most]), "dying from layer 2, 2 of 3");
    }
}
