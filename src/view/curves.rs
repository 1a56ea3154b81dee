//! The lines of depth figures: one set per initialization.

use crate::record::CellRecord;

use super::aspect::{ASPECTS, Subject};
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
    /// One line for each aspect of the subject.
    pub lines: [Vec<Point>; ASPECTS],
    /// Spread that mean-field theory expects.
    pub theory: Vec<Point>,
}

impl Curves<'_> {
    /// Why a line has gaps: one that is missing explains those that follow from it.
    pub fn gap(&self, subject: Subject) -> String {
        for &index in subject.explaining() {
            let gap = series::gap(&self.lines[index]);
            if !gap.is_empty() {
                let named = format!("({} ", subject.aspects()[index].short);
                return if index == subject.explaining()[0] { gap } else { gap.replacen('(', &named, 1) };
            }
        }
        String::new()
    }
}

/// The lines of every initialization among `cells`, in the order of their first cell.
pub fn of<'a>(cells: &[&'a CellRecord], naming: Naming<'a>, subject: Subject) -> Vec<Curves<'a>> {
    let mut inits: Vec<&str> = Vec::new();
    for cell in cells {
        if !inits.contains(&cell.settings.init.as_str()) {
            inits.push(&cell.settings.init);
        }
    }
    let series = |(index, init): (usize, &&'a str)| {
        let of_init = |cell: &&&'a CellRecord| cell.settings.init == **init;
        let trials: Vec<&'a CellRecord> = cells.iter().filter(of_init).copied().collect();
        let sites: Vec<_> = trials.iter().flat_map(|cell| subject.sites(cell)).collect();
        Curves {
            init: trials.first().map_or(*init, |cell| naming.init(cell)),
            // 7 colours and 6 markers have no common divisor: 42 different pairs.
            style: LineStyle {
                colour: CYCLE[index % CYCLE.len()],
                stroke: Stroke::Marked(Marker::CYCLE[index % Marker::CYCLE.len()]),
            },
            lines: subject.aspects().map(|aspect| {
                series::over_layers(&sites, aspect.number, |number| aspect.scale.shows(number))
            }),
            theory: series::over_layers(&sites, |site| site.theory_std, |number| number > 0.0),
        }
    };
    inits.iter().enumerate().map(series).collect()
}
