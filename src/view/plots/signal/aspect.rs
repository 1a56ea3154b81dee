//! What figures against depth show: of the signal, or of how it answers to the input.

use crate::record::{CellRecord, Site};

use crate::view::cells::sites;
use crate::view::figure::Axis;

use Scale::{Decades, DecadesOfShare, Even, Share};

/// Panels of a figure against depth.
pub(crate) const ASPECTS: usize = 3;

/// What a figure against depth is about.
#[derive(Debug)]
pub(crate) struct Subject {
    /// What its panels show, from left to right.
    pub aspects: [Aspect; ASPECTS],
    /// The aspect that mean-field theory has a line for.
    pub with_theory: Option<usize>,
    /// Aspects whose gaps explain those of others, the first before the second.
    pub explaining: &'static [usize],
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
    /// In a word.
    pub short: &'static str,
    /// The sites that a cell's line runs over, by layer.
    pub sites: fn(&CellRecord) -> Vec<&Site>,
    /// The number.
    pub number: fn(&Site) -> Option<f64>,
    /// How it is shown.
    pub scale: Scale,
    /// No more than this is shown; what lies beyond sits on the edge.
    pub range: (f64, f64),
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

fn spectrum(cell: &CellRecord) -> Vec<&Site> {
    sites::first(cell, "jacobian-spectrum")
}

fn gradients(cell: &CellRecord) -> Vec<&Site> {
    sites::first(cell, "activation-gradient")
}

fn before_activation(cell: &CellRecord) -> Vec<&Site> {
    sites::first(cell, "pre-activation-gradient")
}

fn of_weights(cell: &CellRecord) -> Vec<&Site> {
    sites::first(cell, "weight-gradient")
}

const fn aspect(
    title: &'static str,
    short: &'static str,
    sites: fn(&CellRecord) -> Vec<&Site>,
    number: fn(&Site) -> Option<f64>,
    scale: Scale,
    range: (f64, f64),
) -> Aspect {
    Aspect { title, short, sites, number, scale, range }
}

fn std(site: &Site) -> Option<f64> {
    site.summary.std
}

fn rms(site: &Site) -> Option<f64> {
    site.summary.rms
}

fn zeros(site: &Site) -> Option<f64> {
    site.summary.zero_fraction
}

fn others(site: &Site) -> Option<f64> {
    zeros(site).map(|zeros| 1.0 - zeros)
}

/// Smaller than any gradient of fifty layers that still reaches the first.
const FAR: (f64, f64) = (1e-24, 1e12);
const SHARES: (f64, f64) = (0.0, 1.0);

/// Mean, spread and signal share of the activations.
pub(crate) const SIGNAL: Subject = Subject {
    aspects: [
        aspect("mean of activations", "mean", signal, |site| site.summary.mean, Even, (-3.0, 3.0)),
        aspect("std of activations", "std", signal, std, Decades, (1e-6, 1e6)),
        aspect(
            "signal share",
            "share",
            signal,
            |site| site.summary.signal_share,
            DecadesOfShare,
            (1e-6, 1.0),
        ),
    ],
    with_theory: Some(1),
    explaining: &[1, 2],
    words: "signal",
    note: "signal share: variance over samples / variance over all",
};

/// Singular values of the input-output Jacobian.
pub(crate) const SPECTRUM: Subject = Subject {
    aspects: [
        aspect("largest singular value", "largest", spectrum, |site| site.summary.max, Decades, (1e-9, 1e9)),
        aspect("median", "median", spectrum, |site| site.summary.median, Decades, (1e-9, 1e9)),
        aspect("share that is 0: directions lost", "share lost", spectrum, zeros, Share, SHARES),
    ],
    with_theory: None,
    explaining: &[0, 1],
    words: "singular values of the input-output Jacobian",
    note: "1: a direction of the input passes as long as it was; 0: under rounding of the largest",
};

/// Spread of the gradients with respect to outputs, pre-activations and weights.
pub(crate) const GRADIENTS: Subject = Subject {
    aspects: [
        aspect("std of activation gradients", "activations", gradients, std, Decades, FAR),
        aspect("std of pre-activation gradients", "pre-activations", before_activation, std, Decades, FAR),
        aspect("std of weight gradients", "weights", of_weights, std, Decades, FAR),
    ],
    with_theory: None,
    explaining: &[0, 1, 2],
    words: "gradients",
    note: "layer 0: the gradient with respect to the input",
};

/// Length of state and gradient where layers are steps of time, and what of the gradient is left.
pub(crate) const RECURRENCE: Subject = Subject {
    aspects: [
        aspect("rms of the state", "state", signal, rms, Decades, FAR),
        aspect("rms of the gradient by the state", "gradient", gradients, rms, Decades, FAR),
        aspect("share of gradients that are not 0", "alive", gradients, others, Share, SHARES),
    ],
    with_theory: None,
    explaining: &[0, 1],
    words: "state and gradient",
    note: "rms: root mean square; step 0: the first state, where the gradient from the last one ends",
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
                // At least a decade, and a twentieth of the whole free on both sides.
                let pad = (high / low).powf(0.05).max((10.0 * low / high).sqrt());
                Axis::up_log(low / pad, high * pad, ticks)
            }
            Self::DecadesOfShare => {
                // Full share at the top; at the bottom the decade of the smallest, within bounds.
                let low = low.min(1e-2).max(range.0);
                Axis::up_log(10_f64.powf(low.log10().floor()) / 1.2, 1.6, ticks)
            }
            Self::Share => Axis::up(-0.05, 1.05, 6, ticks),
        }
    }
}
