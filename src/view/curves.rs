//! The lines of depth figures: one set per initialization.

use crate::record::CellRecord;

use super::colour::CYCLE;
use super::figure::{LineStyle, Marker, Stroke};
use super::naming::Naming;
use super::series::{self, Point};

/// The lines of one initialization.
#[derive(Debug)]
pub struct Curves<'a> {
    /// Display label.
    pub init: &'a str,
    /// Look of the measured lines.
    pub style: LineStyle,
    /// Mean of the activations.
    pub mean: Vec<Point>,
    /// Spread of the activations.
    pub std: Vec<Point>,
    /// Share of the variance that the input causes.
    pub share: Vec<Point>,
    /// Spread that mean-field theory expects.
    pub theory: Vec<Point>,
}

impl Curves<'_> {
    /// Why a line has gaps: a missing spread explains a missing share.
    pub fn gap(&self) -> String {
        match series::gap(&self.std) {
            none if none.is_empty() => match series::gap(&self.share) {
                none if none.is_empty() => none,
                gap => gap.replacen('(', "(share ", 1),
            },
            gap => gap,
        }
    }
}

/// What a log axis can show.
fn positive(number: f64) -> bool {
    number > 0.0
}

/// The lines of every initialization among `cells`, in the order of their first cell.
pub fn of<'a>(cells: &[&'a CellRecord], naming: Naming<'a>) -> Vec<Curves<'a>> {
    let mut inits: Vec<&str> = Vec::new();
    for cell in cells {
        if !inits.contains(&cell.settings.init.as_str()) {
            inits.push(&cell.settings.init);
        }
    }
    let series = |(index, init): (usize, &&'a str)| {
        let of_init = |cell: &&&'a CellRecord| cell.settings.init == **init;
        let trials: Vec<&'a CellRecord> = cells.iter().filter(of_init).copied().collect();
        Curves {
            init: trials.first().map_or(*init, |cell| naming.init(cell)),
            // 7 colours and 6 markers have no common divisor: 42 different pairs.
            style: LineStyle {
                colour: CYCLE[index % CYCLE.len()],
                stroke: Stroke::Marked(Marker::CYCLE[index % Marker::CYCLE.len()]),
            },
            mean: series::over_layers(&trials, |site| site.summary.mean, |_| true),
            std: series::over_layers(&trials, |site| site.summary.std, positive),
            share: series::over_layers(&trials, |site| site.summary.signal_share, positive),
            theory: series::over_layers(&trials, |site| site.theory_std, positive),
        }
    };
    inits.iter().enumerate().map(series).collect()
}
