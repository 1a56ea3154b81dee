//! What figures against depth show: of the signal, or of how it answers to the input.

use crate::record::{CellRecord, Site};

use crate::view::cells::sites;
use crate::view::figure::axis::Axis;

/// Panels of a figure against depth.
pub(crate) const ASPECTS: usize = 3;

/// What a figure against depth is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Mean, spread and signal share of the activations.
    Signal,
    /// Singular values of the input-output Jacobian.
    Spectrum,
    /// Spread of the gradients with respect to outputs, pre-activations and weights.
    Gradients,
    /// Length of state and gradient where layers are steps of time, and what of the gradient is left.
    Recurrence,
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

/// Smaller than any gradient of fifty layers that still reaches the first.
const GRADIENTS_RANGE: (f64, f64) = (1e-24, 1e12);

const SIGNAL: [Aspect; ASPECTS] = [
    Aspect {
        title: "mean of activations",
        short: "mean",
        sites: signal,
        number: |site| site.summary.mean,
        scale: Scale::Even,
        range: (-3.0, 3.0),
    },
    Aspect {
        title: "std of activations",
        short: "std",
        sites: signal,
        number: |site| site.summary.std,
        scale: Scale::Decades,
        range: (1e-6, 1e6),
    },
    Aspect {
        title: "signal share",
        short: "share",
        sites: signal,
        number: |site| site.summary.signal_share,
        scale: Scale::DecadesOfShare,
        range: (1e-6, 1.0),
    },
];

const SPECTRUM: [Aspect; ASPECTS] = [
    Aspect {
        title: "largest singular value",
        short: "largest",
        sites: spectrum,
        number: |site| site.summary.max,
        scale: Scale::Decades,
        range: (1e-9, 1e9),
    },
    Aspect {
        title: "median",
        short: "median",
        sites: spectrum,
        number: |site| site.summary.median,
        scale: Scale::Decades,
        range: (1e-9, 1e9),
    },
    Aspect {
        title: "share that is 0: directions lost",
        short: "share lost",
        sites: spectrum,
        number: |site| site.summary.zero_fraction,
        scale: Scale::Share,
        range: (0.0, 1.0),
    },
];

const GRADIENTS: [Aspect; ASPECTS] = [
    Aspect {
        title: "std of activation gradients",
        short: "activations",
        sites: |cell| sites::first(cell, "activation-gradient"),
        number: |site| site.summary.std,
        scale: Scale::Decades,
        range: GRADIENTS_RANGE,
    },
    Aspect {
        title: "std of pre-activation gradients",
        short: "pre-activations",
        sites: |cell| sites::first(cell, "pre-activation-gradient"),
        number: |site| site.summary.std,
        scale: Scale::Decades,
        range: GRADIENTS_RANGE,
    },
    Aspect {
        title: "std of weight gradients",
        short: "weights",
        sites: |cell| sites::first(cell, "weight-gradient"),
        number: |site| site.summary.std,
        scale: Scale::Decades,
        range: GRADIENTS_RANGE,
    },
];

const RECURRENCE: [Aspect; ASPECTS] = [
    Aspect {
        title: "rms of the state",
        short: "state",
        sites: signal,
        number: |site| site.summary.rms,
        scale: Scale::Decades,
        range: GRADIENTS_RANGE,
    },
    Aspect {
        title: "rms of the gradient by the state",
        short: "gradient",
        sites: |cell| sites::first(cell, "activation-gradient"),
        number: |site| site.summary.rms,
        scale: Scale::Decades,
        range: GRADIENTS_RANGE,
    },
    Aspect {
        title: "share of gradients that are not 0",
        short: "alive",
        sites: |cell| sites::first(cell, "activation-gradient"),
        number: |site| site.summary.zero_fraction.map(|zero| 1.0 - zero),
        scale: Scale::Share,
        range: (0.0, 1.0),
    },
];

impl Subject {
    /// What its panels show, from left to right.
    pub(crate) fn aspects(self) -> [Aspect; ASPECTS] {
        match self {
            Self::Signal => SIGNAL,
            Self::Spectrum => SPECTRUM,
            Self::Gradients => GRADIENTS,
            Self::Recurrence => RECURRENCE,
        }
    }

    /// Whether a cell has any of it.
    pub(crate) fn is_in(self, cell: &CellRecord) -> bool {
        let has = |aspect: &Aspect| !(aspect.sites)(cell).is_empty();
        match self {
            Self::Recurrence => cell.settings.tied && self.aspects().iter().all(has),
            _ => self.aspects().iter().any(has),
        }
    }

    /// The aspect that mean-field theory has a line for.
    pub(crate) fn with_theory(self) -> Option<usize> {
        match self {
            Self::Signal => Some(1),
            Self::Spectrum | Self::Gradients | Self::Recurrence => None,
        }
    }

    /// Aspects whose gaps explain those of others, the first before the second.
    pub(crate) fn explaining(self) -> &'static [usize] {
        match self {
            Self::Signal => &[1, 2],
            Self::Spectrum => &[0, 1],
            Self::Gradients => &[0, 1, 2],
            Self::Recurrence => &[0, 1],
        }
    }

    /// What follows the activation in the title, before what it is shown against.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Signal => "signal",
            Self::Spectrum => "singular values of the input-output Jacobian",
            Self::Gradients => "gradients",
            Self::Recurrence => "state and gradient",
        }
    }

    /// How to read the panels.
    pub(crate) fn note(self) -> &'static str {
        match self {
            Self::Signal => "signal share: variance over samples / variance over all",
            Self::Spectrum => {
                "1: a direction of the input passes as long as it was; 0: under rounding of the largest"
            }
            Self::Gradients => "layer 0: the gradient with respect to the input",
            Self::Recurrence => {
                "rms: root mean square; step 0: the first state, where the gradient from the last one ends"
            }
        }
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
