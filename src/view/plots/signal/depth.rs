//! Figures against depth, one line per scheme.

use crate::record::{CellRecord, Site};

use super::aspect::{Aspect, Subject};
use super::series;
use super::series::Point;
use crate::view::cells::{Naming, Place};
use crate::view::figure::Figure;
use crate::view::plots::facets::{Column, Facets, Trials};
use crate::view::plots::multiples::{self, Drawn, Multiples, Plot, Row};
use crate::view::plots::training::progress;

/// All numbers that have a logarithm.
const ALL: (f64, f64) = (f64::MIN_POSITIVE, f64::MAX);

/// Draws `cells`; those of one line are trials.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>, subject: &Subject) -> Figure {
    let facets = Facets::of(naming);
    let columns = facets.columns(cells);
    let place = cells.first().map_or(Place::Layer, |first| Place::of(first));
    let row = |aspect: &'static Aspect| Row {
        label: aspect.title.to_owned(),
        hint: aspect.hint,
        plots: columns.iter().map(|column| plot(column, aspect, subject, place)).collect(),
        axis: Box::new(|plots: &[&Plot]| {
            aspect.scale.axis(plots.iter().flat_map(|plot| plot.ranges()), ALL, multiples::TICKS)
        }),
    };
    let rows: Vec<Row<'_>> = subject.aspects.iter().map(row).collect();
    let mut notes = vec![subject.note.to_owned()];
    if rows.iter().flat_map(|row| &row.plots).any(|plot| !plot.dashed.is_empty()) {
        notes.push("dashed: mean-field theory".to_owned());
    }
    let lines = columns.iter().map(|column| column.lines.len()).sum();
    let notes = [progress::with_trials(notes, cells, lines)];
    let title = naming.common(cells, &format!("{} against {}", subject.words, place.against()));
    let columns = columns.iter().map(|column| column.words.clone()).collect();
    Multiples { columns, rows, shared: facets.is_of_settings(), along: place.word() }.draw(
        &title,
        &notes,
        &naming.source(),
    )
}

fn plot(column: &Column<'_>, aspect: &Aspect, subject: &Subject, place: Place) -> Plot {
    let mut plot = Plot::default();
    for trials in &column.lines {
        let points = points(trials, aspect, aspect.number);
        let gap = |points: &[Point]| series::gap(points, place.word());
        let first = &subject.aspects[0];
        let is_explained =
            first.title != aspect.title && !gap(&self::points(trials, first, first.number)).is_empty();
        plot.lines.push(Drawn {
            name: trials.name.clone(),
            style: trials.style,
            line: series::line(&points),
            end: if is_explained { String::new() } else { gap(&points) },
        });
        let theory = self::points(trials, aspect, aspect.theory);
        let is_known = theory.iter().any(|point| point.median.is_some());
        plot.dashed.extend(is_known.then(|| (series::line(&theory), trials.style)));
    }
    plot
}

fn points(trials: &Trials<'_>, aspect: &Aspect, number: fn(&Site) -> Option<f64>) -> Vec<Point> {
    let sites: Vec<&Site> = trials.cells.iter().flat_map(|cell| (aspect.sites)(cell)).collect();
    series::over_layers(&sites, number, |number| aspect.scale.shows(number))
}
