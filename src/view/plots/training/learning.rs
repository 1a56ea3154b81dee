//! Numbers over training, those of held-out samples dashed beside those of training samples: losses and
//! accuracies, or how restricted Boltzmann machines learn (Hinton 2012, section 6).

use crate::record::{CellRecord, Metric};

use super::heights;
use super::heights::Heights;
use super::{lines, progress};
use crate::view::cells::Naming;
use crate::view::figure::colour::GREY;
use crate::view::figure::{Figure, LineStyle, Stroke};
use crate::view::layout::{Row, chart};
use crate::view::plots::line::Line;

/// What a figure is about.
#[derive(Debug)]
pub(crate) struct Subject {
    /// Panels from left to right: title and metrics, the second dashed where there is the first.
    panels: &'static [(&'static str, &'static [Metric])],
    /// What is counted along the x axis.
    steps: &'static str,
    /// What dashes mean.
    dashed: &'static str,
    /// What the first panel's numbers are held against, as a grey line.
    against: Option<(Metric, &'static str)>,
}

/// Losses and accuracies.
pub(crate) const NETWORKS: Subject = Subject {
    panels: &[
        ("loss", &[Metric::TrainLoss, Metric::HeldOutLoss]),
        ("training accuracy", &[Metric::TrainAccuracy]),
        ("held-out accuracy", &[Metric::HeldOutAccuracy]),
    ],
    steps: "iterations",
    dashed: "held-out loss",
    against: None,
};

/// The error of reconstructions, and the free energy of samples that machines have not learned from against
/// that of those they have.
pub(crate) const MACHINES: Subject = Subject {
    panels: &[
        (
            "mean squared error of reconstructions",
            &[Metric::ReconstructionError, Metric::HeldOutReconstructionError],
        ),
        ("free-energy gap: held-out − training", &[Metric::FreeEnergyGap]),
    ],
    steps: "epochs",
    dashed: "held-out samples",
    against: Some((Metric::MeanError, "the mean of the data")),
};

/// The look of what numbers are held against.
const AGAINST: LineStyle = LineStyle { colour: GREY, stroke: Stroke::Plain };

impl Subject {
    /// Whether a figure has anything to show of `cell`.
    pub(crate) fn is_in(&self, cell: &CellRecord) -> bool {
        self.panels.iter().any(|(_, metrics)| metrics.iter().any(|metric| progress::has(cell, *metric)))
    }
}

/// Draws `cells`; cells of equal initialization are trials of one line.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>) -> Figure {
    let undefined = |trials: &[&CellRecord]| {
        let mut metrics = NETWORKS.panels.iter().flat_map(|(_, metrics)| *metrics);
        let none = metrics.all(|metric| progress::line_of(trials, *metric, None).extents.is_empty());
        if none { "(undefined)".to_owned() } else { String::new() }
    };
    let title = naming.of_lines(cells, ": loss and accuracy over training");
    let notes = progress::schedule(cells, naming).into_iter().collect();
    draw(cells, naming, &NETWORKS, None, undefined, (&title, notes))
}

/// Draws `cells`, of machines those of `layer`, under a title and with notes at the foot; `gap` says why a
/// line ends before the others.
pub(crate) fn draw(
    cells: &[&CellRecord],
    naming: Naming<'_>,
    subject: &Subject,
    layer: Option<usize>,
    gap: impl Fn(&[&CellRecord]) -> String,
    (title, mut notes): (&str, Vec<String>),
) -> Figure {
    let all = lines::of(cells, naming);
    let seen = |metric: &Metric| cells.iter().any(|cell| progress::has(cell, *metric));
    let panels = subject.panels.iter();
    let panels: Vec<_> = panels.filter(|(_, metrics)| metrics.iter().any(seen)).collect();
    let both = panels.iter().any(|(_, metrics)| metrics.len() > 1 && metrics.iter().all(seen));
    let mut rows = lines::legend(&all, gap);
    rows.extend(both.then(|| Row::dashed(subject.dashed)));
    let against = subject.against.filter(|(metric, _)| seen(metric));
    let name = |(_, name): (Metric, &str)| Row { style: AGAINST, name: name.to_owned(), note: String::new() };
    rows.extend(against.map(name));

    let mut page = chart::page(chart::WIDTH, panels.len(), rows.len());
    for (index, ((title, metrics), area)) in panels.iter().zip(page.areas()).enumerate() {
        let mut drawn: Vec<(Line, LineStyle)> = Vec::new();
        for trials in &all {
            let second = if both { Stroke::Dashed } else { trials.style.stroke };
            let styles = [trials.style, LineStyle { stroke: second, ..trials.style }];
            let line = |metric: &Metric| progress::line_of(&trials.cells, *metric, layer);
            drawn.extend(metrics.iter().map(line).zip(styles));
        }
        if let Some((metric, _)) = against.filter(|_| index == 0) {
            drawn.push((progress::line_of(cells, metric, layer), AGAINST));
        }
        let heights = Heights::new(&drawn, metrics[0], heights::RANGE.1, chart::TICKS);
        notes.extend(heights.clipped(drawn.iter().map(|(line, _)| line), title));
        let last = progress::last_step(cells, metrics);
        let x = progress::steps(last, subject.steps, page.room(area, 10));
        page.figure.panels.push(lines::panel(area, x, heights, &drawn).titled(*title));
    }
    page.add_legend(rows, chart::LEGEND);
    page.finish(title, &progress::with_trials(notes, cells, all.len()), &naming.source())
}
