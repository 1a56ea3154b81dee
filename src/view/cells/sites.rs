//! Which sites of a cell a figure shows.

use crate::record::{CellRecord, Site};

/// Most panels side by side, and how many of more layers where no even step leads from the first to the last.
const MOST: usize = 10;
const UNEVEN: usize = 8;

/// What the layers of a network are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// One after another, each with weights of its own.
    Layer,
    /// Steps of time: all share their weights.
    Step,
}

impl Place {
    /// Those of a cell's network.
    pub(crate) fn of(cell: &CellRecord) -> Self {
        if cell.settings.tied { Self::Step } else { Self::Layer }
    }

    /// One of them in a word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Layer => "layer",
            Self::Step => "step",
        }
    }

    /// What numbers along them are shown against.
    pub(crate) fn against(self) -> &'static str {
        match self {
            Self::Layer => "depth",
            Self::Step => "time",
        }
    }

    /// Title of the panel of one of them.
    pub(crate) fn title(self, number: usize) -> String {
        match self {
            Self::Layer => format!("layer {number}"),
            Self::Step => format!("step {number}"),
        }
    }
}

/// The sites of `quantity` at every step, without those of a readout: it has no activation, and
/// nothing of it is comparable to a hidden layer's.
pub(crate) fn hidden<'a>(cell: &'a CellRecord, quantity: &'a str) -> impl Iterator<Item = &'a Site> {
    let depth = cell.settings.readout.map_or(usize::MAX, |_| cell.settings.depth());
    cell.sites.iter().filter(move |site| site.quantity == quantity && site.layer <= depth)
}

/// The sites of `quantity` in a cell's network as it was first seen, by layer.
pub(crate) fn first<'a>(cell: &'a CellRecord, quantity: &'a str) -> Vec<&'a Site> {
    let step = hidden(cell, quantity).map(|site| site.step).min();
    let mut sites: Vec<&Site> = hidden(cell, quantity).filter(|site| Some(site.step) == step).collect();
    sites.sort_by_key(|site| site.layer);
    sites
}

/// The site of a layer in each of several trials, whose sites are by layer; none of one that lacks it.
pub(crate) fn of_layer<'a>(trials: &[Vec<&'a Site>], layer: usize) -> impl Iterator<Item = &'a Site> {
    let place = move |sites: &Vec<&'a Site>| sites.binary_search_by_key(&layer, |site| site.layer).ok();
    trials.iter().filter_map(move |sites| sites.get(place(sites)?).copied())
}

/// The activations of a cell's network as it was first seen, by layer.
pub(crate) fn activations(cell: &CellRecord) -> Vec<&Site> {
    first(cell, "activation")
}

/// A few of `items` from the first to the last, by even steps where a number of panels allows it.
pub(crate) fn spread<T: Copy>(items: &[T]) -> Vec<T> {
    if items.len() <= MOST { items.to_vec() } else { by_steps(items, 5..=MOST, UNEVEN) }
}

/// At most so many of `items`, as [`spread`].
pub(crate) fn thinned<T: Copy>(items: &[T], most: usize) -> Vec<T> {
    if items.len() <= most { items.to_vec() } else { by_steps(items, 3..=most, most) }
}

/// As many of `items` as even steps allow, else about `uneven`.
fn by_steps<T: Copy>(items: &[T], panels: std::ops::RangeInclusive<usize>, uneven: usize) -> Vec<T> {
    let steps = items.len() - 1;
    let even = panels.rev().find(|panels| steps.is_multiple_of(panels - 1));
    let panels = even.unwrap_or(uneven);
    let pick = |panel: usize| {
        let at = panel as f64 * steps as f64 / (panels - 1) as f64;
        items.get(at.round() as usize).copied()
    };
    (0..panels).filter_map(pick).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_layers_are_thinned_evenly_with_both_ends() {
        let layers: Vec<usize> = (1..=50).collect();
        assert_eq!(spread(&layers), [1, 8, 15, 22, 29, 36, 43, 50]);
        assert_eq!(spread(&layers[..5]), [1, 2, 3, 4, 5]);
        assert_eq!(spread(&layers[..13]), [1, 3, 5, 7, 9, 11, 13]);
        assert_eq!(spread(&layers[..12]), [1, 3, 4, 6, 7, 9, 10, 12]);
        assert_eq!(thinned(&layers[..10], 5), [1, 4, 7, 10]);
        assert_eq!(thinned(&layers[..6], 5), [1, 2, 4, 5, 6]);
    }
}
