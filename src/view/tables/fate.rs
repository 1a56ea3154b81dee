//! What becomes of a signal on its way through a network, in a few words.

use super::verdicts::Verdicts;
use crate::record::Verdict;
use crate::view::cells::Place;

/// A verdict, and where on the way it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phase {
    /// The verdict.
    pub verdict: Verdict,
    /// Where, such as ` from layer 3`; empty where that is all the way.
    pub place: String,
}

/// The verdicts of a way, told from the first fault on, and with what it ends in where that is another.
///
/// A few layers that fall just short of a threshold do not make a fault begin anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fate {
    /// One, or two where a fault becomes another.
    pub phases: Vec<Phase>,
    /// In how many trials the first begins there, as in `18 of 20`; `None` where there is but one.
    pub trials: Option<String>,
}

impl Fate {
    /// Of the layers of a network, or of steps, in the order in which the signal passes them; `down` is whether
    /// that is from the last to the first. `None` where nothing was judged.
    pub(crate) fn of(way: &[(usize, Verdicts)], place: Place, down: bool) -> Option<Self> {
        let judged: Vec<(usize, Verdict)> =
            way.iter().filter_map(|(layer, verdicts)| Some((*layer, verdicts.main()?))).collect();
        let fails = |(_, verdicts): &&(usize, Verdicts)| verdicts.main().is_some_and(is_fault);
        let (_, decisive) = way.iter().find(fails).or(way.last())?;
        let (phases, trials) = (phases(&judged, place.word(), down), decisive.share());
        (!judged.is_empty()).then_some(Self { phases, trials })
    }

    /// The verdict that it is about: the first fault's.
    pub(crate) fn verdict(&self) -> Verdict {
        self.phases.first().map_or(Verdict::Healthy, |phase| phase.verdict)
    }

    /// Its phases, each as `say` has it, and the number of trials.
    pub(crate) fn words(&self, say: impl Fn(&Phase) -> String) -> String {
        let phases: Vec<String> = self.phases.iter().map(say).collect();
        let comma = if self.phases.iter().all(|phase| phase.place.is_empty()) { "" } else { "," };
        let trials = self.trials.as_ref().map_or_else(String::new, |trials| format!("{comma} {trials}"));
        phases.join(", ") + &trials
    }
}

impl std::fmt::Display for Phase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.verdict.name(), self.place)
    }
}

fn is_fault(verdict: Verdict) -> bool {
    verdict != Verdict::Healthy
}

fn phases(way: &[(usize, Verdict)], word: &str, down: bool) -> Vec<Phase> {
    let Some(first) = way.iter().position(|(_, verdict)| is_fault(*verdict)) else {
        return vec![Phase { verdict: Verdict::Healthy, place: String::new() }];
    };
    let fault = way[first].1;
    let then = ending(way).filter(|then| way[*then].1 != fault);
    let phase = |start: usize, end: usize| Phase {
        verdict: way[start].1,
        place: extent(&way[..end], start, word, down),
    };
    let begins = phase(first, then.unwrap_or(way.len()));
    std::iter::once(begins).chain(then.map(|then| phase(then, way.len()))).collect()
}

/// Where the fault that a way ends in begins: from there on at least half of the layers have it.
fn ending(way: &[(usize, Verdict)]) -> Option<usize> {
    let (_, last) = way.last().filter(|(_, verdict)| is_fault(*verdict))?;
    let (mut count, mut begins) = (0, None);
    for (behind, (index, (_, verdict))) in way.iter().enumerate().rev().enumerate() {
        count += usize::from(verdict == last);
        if verdict == last && 2 * count > behind {
            begins = Some(index);
        }
    }
    begins
}

/// Where faults hold from `start` on: said with care where that is not all the rest of the way.
fn extent(way: &[(usize, Verdict)], start: usize, word: &str, down: bool) -> String {
    let rest = &way[start..];
    let count = rest.iter().filter(|(_, verdict)| is_fault(*verdict)).count();
    let first = rest[0].0;
    let onset = match first {
        0 => " at the input".to_owned(),
        first => format!(" from {word} {first}{}", if down { " down" } else { "" }),
    };
    if count == way.len() {
        String::new()
    } else if 10 * count >= 9 * rest.len() {
        onset
    } else if rest[..count].iter().all(|(_, verdict)| is_fault(*verdict)) {
        if count == 1 {
            format!(" in {word} {first}")
        } else {
            format!(" in {word}s {first} to {}", rest[count - 1].0)
        }
    } else if 2 * count >= rest.len() {
        format!(" mostly,{onset}")
    } else {
        format!(" in {count} of {} {word}s", way.len())
    }
}

#[cfg(test)]
mod tests {
    use Verdict::{Dying, Exploding, Healthy, InputBlind, NonFinite, Saturated, Vanishing};

    use super::*;

    fn told(verdicts: &[Verdict]) -> String {
        let way: Vec<(usize, Verdicts)> = verdicts
            .iter()
            .enumerate()
            .map(|(index, verdict)| (index + 1, Verdicts::from([*verdict])))
            .collect();
        Fate::of(&way, Place::Layer, false).unwrap().words(ToString::to_string)
    }

    #[test]
    fn the_first_fault_is_told_with_its_onset() {
        assert_eq!(told(&[Healthy; 3]), "healthy");
        assert_eq!(told(&[Saturated; 3]), "saturated");
        assert_eq!(told(&[Healthy, Healthy, InputBlind]), "input-blind from layer 3");
    }

    #[test]
    fn a_verdict_that_flips_does_not_begin_with_its_last_run() {
        let flipping = [InputBlind, Healthy].repeat(24);
        assert_eq!(told(&[&[Healthy; 2], &*flipping].concat()), "input-blind mostly, from layer 3");
        let mut once = [InputBlind; 48];
        once[20] = Healthy;
        assert_eq!(told(&[&[Healthy; 2], &once[..]].concat()), "input-blind from layer 3");
        let way = [&[Healthy, Vanishing][..], &[InputBlind, Vanishing].repeat(12), &[InputBlind; 3]].concat();
        assert_eq!(told(&way), "vanishing from layer 2, input-blind from layer 3");
    }

    #[test]
    fn a_fault_that_becomes_another_is_told_in_two_phases() {
        let way = [Healthy, Exploding, Exploding, Dying, NonFinite, NonFinite];
        assert_eq!(told(&way), "exploding from layer 2, non-finite from layer 5");
        assert_eq!(told(&[Exploding, Exploding, NonFinite]), "exploding, non-finite from layer 3");
        assert_eq!(
            told(&[Saturated, Healthy, Healthy, InputBlind]),
            "saturated in layer 1, input-blind from layer 4"
        );
    }

    #[test]
    fn a_fault_that_does_not_last_is_not_called_healthy() {
        assert_eq!(told(&[Saturated, Healthy, Healthy]), "saturated in layer 1");
        assert_eq!(told(&[Saturated, Saturated, Healthy, Healthy]), "saturated in layers 1 to 2");
        let way = [Healthy, Dying, Healthy, Dying, Healthy, Healthy];
        assert_eq!(told(&way), "dying in 2 of 6 layers");
    }

    #[test]
    fn a_gradient_is_told_on_its_way_down() {
        let down = |verdicts: &[Verdict]| {
            let layers = (0..verdicts.len()).rev();
            let way: Vec<(usize, Verdicts)> =
                layers.zip(verdicts).map(|(layer, verdict)| (layer, Verdicts::from([*verdict]))).collect();
            Fate::of(&way, Place::Step, true).unwrap().words(ToString::to_string)
        };
        assert_eq!(down(&[Healthy, Vanishing, Vanishing]), "vanishing from step 1 down");
        assert_eq!(down(&[Healthy, Healthy, Exploding]), "exploding at the input");
    }

    #[test]
    fn trials_are_counted_where_the_fault_begins() {
        let fate = |way: &[[Verdict; 3]]| {
            let way: Vec<(usize, Verdicts)> =
                (1..).zip(way.iter().map(|trials| Verdicts::from(*trials))).collect();
            Fate::of(&way, Place::Layer, false).map(|fate| fate.words(ToString::to_string))
        };
        assert_eq!(fate(&[[Healthy; 3], [Healthy, Healthy, Dying]]).unwrap(), "healthy 2 of 3");
        let way = [[Healthy; 3], [Healthy, Dying, Dying], [Dying; 3]];
        assert_eq!(fate(&way).unwrap(), "dying from layer 2, 2 of 3");
        assert_eq!(fate(&[]), None);
    }
}
