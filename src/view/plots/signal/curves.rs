//! The lines of depth figures: one set per initialization.

use crate::record::{CellRecord, Site};

use super::aspect::{ASPECTS, Aspect, Subject};
use super::series;
use super::series::Point;
use crate::view::cells::{Naming, group};
use crate::view::figure::colour::CYCLE;
use crate::view::figure::{LineStyle, Marker, Stroke};

/// The lines of one initialization.
#[derive(Debug)]
pub(crate) struct Curves {
    /// Display label.
    pub init: String,
    /// Look of the measured lines.
    pub style: LineStyle,
    /// One line for each aspect of the subject.
    pub lines: [Vec<Point>; ASPECTS],
    /// Spread that mean-field theory expects.
    pub theory: Vec<Point>,
}

impl Curves {
    /// Why a line has gaps: one that is missing explains those that follow from it.
    pub(crate) fn gap(&self, subject: &Subject) -> String {
        for &index in subject.explaining {
            let gap = series::gap(&self.lines[index]);
            if !gap.is_empty() {
                let named = format!("({} ", subject.aspects[index].short);
                return if index == subject.explaining[0] { gap } else { gap.replacen('(', &named, 1) };
            }
        }
        String::new()
    }
}

/// The look of the line number `index`: 7 colours and 6 markers have no common divisor, which makes
/// 42 different pairs.
pub(crate) fn style(index: usize, markers: [Marker; 6]) -> LineStyle {
    LineStyle { colour: CYCLE[index % CYCLE.len()], stroke: Stroke::Marked(markers[index % markers.len()]) }
}

/// The lines of every initialization among `cells`, in the order of their first cell.
pub(crate) fn of<'a>(cells: &[&'a CellRecord], naming: Naming<'a>, subject: &Subject) -> Vec<Curves> {
    let series = |(index, trials): (usize, Vec<&'a CellRecord>)| {
        let sites =
            |aspect: &Aspect| -> Vec<&Site> { trials.iter().flat_map(|cell| (aspect.sites)(cell)).collect() };
        let theory = subject.with_theory.map(|index| sites(&subject.aspects[index]));
        Curves {
            init: naming.line(trials[0]),
            style: style(index, Marker::CYCLE),
            lines: subject.aspects.each_ref().map(|aspect| {
                series::over_layers(&sites(aspect), aspect.number, |number| aspect.scale.shows(number))
            }),
            theory: series::over_layers(
                &theory.unwrap_or_default(),
                |site| site.theory_std,
                |number| number > 0.0,
            ),
        }
    };
    group::lines(cells, naming).into_iter().enumerate().map(series).collect()
}
