//! What figures against depth show: of the signal, or of how it answers to the input.

use crate::record::{CellRecord, Site};

use crate::view::cells::sites;
use crate::view::figure::Axis;

use Scale::{Decades, DecadesOfShare, Share};

/// What a figure against depth is about.
#[derive(Debug)]
pub(crate) struct Subject {
    /// What its panels show; gaps of the first explain those of the others.
    pub aspects: &'static [Aspect],
    /// What follows the activation in the title, before what it is shown against.
    pub words: &'static str,
    /// How to read the panels.
    pub note: &'static str,
}

/// One number of a site, and the axis it is shown on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Aspect {
    /// Title of the panel.
    pub title: &'static str,
    /// The sites that a cell's line runs over, by layer.
    pub sites: fn(&CellRecord) -> Vec<&Site>,
    /// The number.
    pub number: fn(&Site) -> Option<f64>,
    /// What mean-field theory expects of it.
    pub theory: fn(&Site) -> Option<f64>,
    /// How it is shown.
    pub scale: Scale,
    /// How to read its panel.
    pub hint: Option<&'static str>,
}

/// How numbers are shown on an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scale {
    /// Evenly spaced, around what is shown and zero.
    Even,
    /// By decades, over what is shown.
    Decades,
    /// By decades, up to 1.
    DecadesOfShare,
    /// Evenly spaced from 0 to 1.
    Share,
}

/// The input and the activations.
fn signal(cell: &CellRecord) -> Vec<&Site> {
    let input = sites::first(cell, "input").into_iter().find(|site| site.layer == 0);
    input.into_iter().chain(sites::activations(cell)).collect()
}

fn gradients(cell: &CellRecord) -> Vec<&Site> {
    sites::first(cell, "activation-gradient")
}

fn of_weights(cell: &CellRecord) -> Vec<&Site> {
    sites::first(cell, "weight-gradient")
}

const fn aspect(
    title: &'static str,
    sites: fn(&CellRecord) -> Vec<&Site>,
    number: fn(&Site) -> Option<f64>,
    scale: Scale,
) -> Aspect {
    Aspect { title, sites, number, theory: |_| None, scale, hint: None }
}

/// Of gradients, which come from the last layer.
const fn backward(
    title: &'static str,
    sites: fn(&CellRecord) -> Vec<&Site>,
    number: fn(&Site) -> Option<f64>,
) -> Aspect {
    Aspect { hint: Some("← flows this way"), ..aspect(title, sites, number, Decades) }
}

fn std(site: &Site) -> Option<f64> {
    site.summary.std
}

fn rms(site: &Site) -> Option<f64> {
    site.summary.rms
}

/// Where it is not decided by rounding.
fn resolved_share(site: &Site) -> Option<f64> {
    site.summary.signal_share.filter(|_| !site.summary.below_resolution)
}

fn zeros(site: &Site) -> Option<f64> {
    site.summary.zero_fraction
}

fn others(site: &Site) -> Option<f64> {
    zeros(site).map(|zeros| 1.0 - zeros)
}

/// Spread and signal share of the activations.
pub(crate) const SIGNAL: Subject = Subject {
    aspects: &[
        Aspect { theory: |site| site.theory_std, ..aspect("std of activations", signal, std, Decades) },
        aspect("signal share", signal, resolved_share, DecadesOfShare),
    ],
    words: "std and signal share of activations",
    note: "signal share: variance over samples / variance over all, as far as rounding does not decide it",
};

/// Spread of the gradients with respect to outputs and weights; that of pre-activations is the outputs' times
/// the slope.
pub(crate) const GRADIENTS: Subject = Subject {
    aspects: &[
        backward("std of activation gradients", gradients, std),
        backward("std of weight gradients", of_weights, std),
    ],
    words: "std of gradients",
    note: "layer 0: the gradient with respect to the input",
};

/// Length of state and gradient where layers are steps of time, and what of the gradient is left.
pub(crate) const RECURRENCE: Subject = Subject {
    aspects: &[
        aspect("rms of the state", signal, rms, Decades),
        backward("rms of the gradient", gradients, rms),
        aspect("gradient share ≠ 0", gradients, others, Share),
    ],
    words: "size of state and gradient",
    note: "rms: root mean square; of the gradient: by the state; step 0: the first state, where the gradient from the last one ends",
};

impl Subject {
    /// Whether a cell has any of it.
    pub(crate) fn is_in(&self, cell: &CellRecord) -> bool {
        self.aspects.iter().any(|aspect| !(aspect.sites)(cell).is_empty())
    }

    /// Whether a cell has all of it.
    pub(crate) fn is_whole_in(&self, cell: &CellRecord) -> bool {
        self.aspects.iter().all(|aspect| !(aspect.sites)(cell).is_empty())
    }
}

impl Scale {
    /// Whether a number has a place.
    pub(crate) fn shows(self, number: f64) -> bool {
        match self {
            Self::Even | Self::Share => true,
            Self::Decades | Self::DecadesOfShare => number > 0.0,
        }
    }

    /// The axis over what of `extents` is shown within `range`.
    pub(crate) fn axis(
        self,
        extents: impl Iterator<Item = (f64, f64)>,
        range: (f64, f64),
        ticks: i32,
    ) -> Axis {
        let empty = (f64::INFINITY, f64::NEG_INFINITY);
        let (low, high) = extents.fold(empty, |all, one| (all.0.min(one.0), all.1.max(one.1)));
        match self {
            Self::Even => {
                let (low, high) = (low.min(0.0).max(range.0), high.max(0.0).min(range.1));
                let pad = (0.05 * (high - low)).max(0.01);
                Axis::up(low - pad, high + pad, 6, ticks)
            }
            Self::Decades => {
                let (low, high) = if low <= high { (low, high) } else { (1.0, 1.0) };
                let (low, high) = (low.clamp(range.0, range.1), high.clamp(range.0, range.1));
                let (low, high) = readable(low, high);
                // At least a decade, and a twentieth of the whole free on both sides.
                let pad = (high / low).powf(0.05).max((10.0 * low / high).sqrt());
                Axis::up_log(low / pad, high * pad, ticks)
            }
            Self::DecadesOfShare => {
                // Full share at the top; at the bottom the decade of the smallest.
                let low = low.clamp(f64::MIN_POSITIVE, 0.1);
                Axis::up_log(10_f64.powf(low.log10().floor()) / 1.2, 1.6, ticks)
            }
            Self::Share => Axis::up(-0.05, 1.05, 6, ticks),
        }
    }
}

/// What of numbers by decades is shown: all, unless they are so many that those which stay look level; then
/// those around 1.
fn readable(low: f64, high: f64) -> (f64, f64) {
    const DECADES: f64 = 40.0;
    const AROUND: (f64, f64) = (1e-20, 1e20);
    let near = (low.max(AROUND.0), high.min(AROUND.1));
    if high.log10() - low.log10() > DECADES && near.0 < near.1 { near } else { (low, high) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_of_decades_holds_all_numbers_that_it_can() {
        let axis = |low, high| Decades.axis([(low, high)].into_iter(), (f64::MIN_POSITIVE, f64::MAX), 20);
        for (low, high) in [(1e-29, 1e6), (1e-7, 1e7), (1e-60, 1e-50), (3.0, 3.0), (1e-300, 1e-290)] {
            let axis = axis(low, high);
            assert!(axis.low < low && axis.high > high, "{low} to {high}");
        }
        let cut = axis(1e-47, 1e53);
        assert!(cut.low > 1e-23 && cut.high < 1e23);
    }
}
