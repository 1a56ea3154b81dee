//! What is said of a row of histograms: the fate of the signal, or of the gradient, over all trials.

use crate::number::percent;
use crate::record::{Site, Verdict};
use crate::view::cells::{Place, Quantity, sites};
use crate::view::tables::results::dead_share;
use crate::view::tables::verdicts::Verdicts;

/// What is said of a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Judgement {
    /// The verdict, since which layer, in how many trials.
    pub words: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Which layer has most dead units, where any has one.
    pub dead: Option<String>,
}

impl Judgement {
    /// What becomes of the signal, or of the gradient on its way down, in most `trials`: each has its
    /// sites by layer. Dead units are those of the first, which is shown.
    pub(crate) fn of(trials: &[Vec<&Site>], quantity: Quantity, place: Place) -> Option<Self> {
        let first = trials.first()?;
        let at = |site: &&Site| (site.layer, Verdicts::of(sites::of_layer(trials, site.layer)));
        let mut way: Vec<(usize, Verdicts)> = first.iter().map(at).collect();
        let down = quantity == Quantity::Gradient;
        if down {
            way.reverse();
        }
        let (_, last) = way.last()?;
        let verdict = last.main()?;
        let same = way.iter().rev().take_while(|(_, verdicts)| verdicts.main() == Some(verdict));
        let since = same.last().map_or(1, |(layer, _)| *layer);
        let place = place.word();
        let since = match since {
            _ if way.first().is_some_and(|(first, _)| *first == since) => String::new(),
            0 => " at the input".to_owned(),
            _ if down => format!(" from {place} {since} down"),
            _ => format!(" from {place} {since}"),
        };
        let comma = if since.is_empty() { "" } else { "," };
        let share = last.share().map_or_else(String::new, |share| format!("{comma} {share}"));
        let dead = first.iter().filter_map(|site| Some((site.layer, dead_share(site)?)));
        let most = dead.reduce(|most, dead| if dead.1 > most.1 { dead } else { most });
        // Of dead layers the verdict says it.
        let most = most.filter(|_| verdict != Verdict::Dead);
        Some(Self {
            words: format!("{}{since}{share}", verdict.name()),
            verdict,
            dead: most.map(|(layer, share)| format!("{place} {layer}: {} dead", percent(share))),
        })
    }
}

#[cfg(test)]
mod tests {
    use Verdict::{Dying, Exploding, Healthy, Vanishing};

    use super::*;
    use crate::stats::Summary;

    fn sites(verdicts: &[Verdict]) -> Vec<Site> {
        let site = |(layer, verdict): (usize, &Verdict)| Site {
            quantity: String::new(),
            layer,
            step: 0,
            summary: Summary { dead_unit_fraction: Some(0.125 * layer as f64), ..Summary::default() },
            theory_mean: None,
            theory_std: None,
            verdict: Some(*verdict),
            histograms: Vec::new(),
            stripes: None,
            eigenvalues: Vec::new(),
        };
        verdicts.iter().enumerate().map(site).collect()
    }

    fn judged(quantity: Quantity, trials: &[&[Verdict]]) -> Judgement {
        let trials: Vec<Vec<Site>> = trials.iter().map(|verdicts| sites(verdicts)).collect();
        let trials: Vec<Vec<&Site>> = trials.iter().map(|sites| sites.iter().collect()).collect();
        Judgement::of(&trials, quantity, Place::Layer).unwrap()
    }

    #[test]
    fn a_signal_is_judged_on_its_way_up_and_a_gradient_on_its_way_down() {
        let up = judged(Quantity::Activation, &[&[Healthy, Vanishing, Vanishing]]);
        assert_eq!(up.words, "vanishing from layer 1");
        let down = |verdicts: &[Verdict]| judged(Quantity::Gradient, &[verdicts]).words;
        assert_eq!(down(&[Vanishing, Vanishing, Healthy]), "vanishing from layer 1 down");
        assert_eq!(down(&[Exploding, Healthy, Healthy]), "exploding at the input");
        assert_eq!(down(&[Healthy, Healthy]), "healthy");
    }

    #[test]
    fn trials_are_counted_where_the_signal_ends() {
        let of = |trials: &[&[Verdict]]| judged(Quantity::Activation, trials).words;
        assert_eq!(of(&[&[Healthy; 2], &[Healthy; 2], &[Healthy, Dying]]), "healthy 2 of 3");
        // The first trial is shown, and the others say otherwise.
        let most = [Healthy, Dying, Dying];
        assert_eq!(of(&[&[Healthy; 3], &most, &most]), "dying from layer 1, 2 of 3");
    }

    #[test]
    fn the_layer_with_most_dead_units_is_named() {
        let judgement = judged(Quantity::Activation, &[&[Healthy; 3]]);
        assert_eq!(judgement.dead.as_deref(), Some("layer 2: 25 % dead"));
        assert_eq!(judged(Quantity::Activation, &[&[Healthy]]).dead, None);
    }
}
