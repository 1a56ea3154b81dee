//! Records of networks that learned, and the tables and texts of their figures.

use initscope::record::{AxisRecord, AxisValueRecord, CellRecord, CurvePoint, Metric, Record, Schedule};
use initscope::view::{self, Area, Colour, Figure, Mark, Panel};

use crate::view::fixture::{self, Plan};
use crate::view::records::{scales, swept};

/// A cell of a table without a number.
pub(crate) const GREY: Colour = Colour(217, 217, 217);
pub(crate) const STEPS: u64 = 200;

pub(crate) fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

pub(crate) fn tiny() -> Plan {
    Plan { width: 3, samples: 2, depth: 1, ..Plan::small() }
}

/// What becomes of the cell number `index`: every seventh diverges, every fifth of the others never reaches
/// its target.
pub(crate) fn train(cell: &mut CellRecord, index: usize) {
    cell.settings.readout = Some(10);
    cell.settings.training = Some(Schedule {
        loss: "cross-entropy".into(),
        optimizer: "sgd:lr=0.01".into(),
        batch: 100,
        sampling: "epochs".into(),
        steps: STEPS,
        record: 1,
        evaluate: 50,
        symmetry: 0,
        target: None,
        snapshots: vec![],
        watched: 2,
    });
    cell.diverged = index.is_multiple_of(7).then_some(20);
    let pace = (1 + index % 9) as f64 / 150.0;
    for step in [0, 50, 100, 150, STEPS] {
        let loss = 2.3 * (-pace * step as f64).exp();
        let share = 1.0 - 0.9 * loss / 2.3;
        let numbers = [
            (Metric::TrainLoss, loss),
            (Metric::TrainAccuracy, share),
            (Metric::HeldOutAccuracy, 0.9 * share),
        ];
        for (metric, value) in numbers.into_iter().filter(|_| cell.diverged.is_none_or(|end| step < end)) {
            cell.curves.push(CurvePoint { step, metric, layer: None, value: Some(value) });
        }
    }
    let reached = (cell.diverged.is_none() && !index.is_multiple_of(5)).then_some((10 + index % 190) as f64);
    cell.curves.push(CurvePoint { step: STEPS, metric: Metric::StepsToTarget, layer: None, value: reached });
}

/// `record` once for each of `values` of another axis.
pub(crate) fn times(
    mut record: Record,
    axis: &str,
    values: &[&str],
    set: impl Fn(&mut CellRecord, &str),
) -> Record {
    let cells = std::mem::take(&mut record.cells);
    for cell in cells {
        for value in values {
            let mut cell = cell.clone();
            set(&mut cell, value);
            record.cells.push(cell);
        }
    }
    let value =
        |value: &&str| AxisValueRecord { value: (*value).into(), label: (*value).into(), number: None };
    record.manifest.axes.push(AxisRecord { name: axis.into(), values: values.iter().map(value).collect() });
    record
}

pub(crate) fn learned(mut record: Record) -> Record {
    record.manifest.protocol = "train".into();
    record.cells.iter_mut().enumerate().for_each(|(index, cell)| train(cell, index));
    record
}

/// So many activations with so many initializations at `depths`, trained.
pub(crate) fn pairing(rows: usize, columns: usize, depths: &[&str], trials: u64) -> Record {
    let activations: Vec<_> = (0..rows).map(|row| leak(format!("leaky-relu:slope=0.{row}1"))).collect();
    let init = |column| (leak(format!("init-{column}")), leak(format!("normal:std=0.{column}1")), 0.3);
    let plan = Plan { activations, inits: (0..columns).map(init).collect(), trials, ..tiny() };
    let deep = |cell: &mut CellRecord, depth: &str| {
        cell.settings.layers = vec![3; depth.parse::<usize>().unwrap() + 1];
    };
    learned(times(fixture::record(&plan), "depth", depths, deep))
}

/// Networks with and without normalization, trained along a sweep of so many scales.
pub(crate) fn along(activations: usize, count: i32, trials: u64) -> Record {
    let activations = (0..activations).map(|row| leak(format!("activation-{row}"))).collect();
    let plan = Plan { activations, trials, ..tiny() };
    let norm = |cell: &mut CellRecord, norm: &str| cell.settings.norm = norm.into();
    learned(times(swept(&plan, &scales(count)), "norm", &["batch", "none"], norm))
}

/// Records that have tables, ends or courses.
pub(crate) fn cases() -> Vec<(&'static str, Record)> {
    let mut holes = pairing(4, 3, &["1"], 2);
    let mut index = 0;
    holes.cells.retain(|_| {
        index += 1;
        index % 3 > 0
    });
    let mut in_vain = along(3, 44, 1);
    let reached = |point: &&mut CurvePoint| point.metric == Metric::StepsToTarget;
    let waits = in_vain.cells.iter_mut().flat_map(|cell| &mut cell.curves).filter(reached);
    waits.enumerate().for_each(|(index, point)| point.value = (index == 1).then_some(7.0));
    vec![
        ("paired", pairing(9, 5, &["1", "2", "4", "8"], 1)),
        ("two by two", pairing(2, 2, &["1"], 3)),
        ("paired widely", pairing(7, 30, &["1", "2", "3", "4", "5", "6"], 1)),
        ("paired at length", pairing(60, 2, &["1", "2"], 1)),
        ("paired with holes", holes),
        ("trained along", along(1, 16, 3)),
        ("trained along far", along(8, 44, 1)),
        ("trained in vain", in_vain),
    ]
}

pub(crate) fn figures(record: &Record) -> Vec<(String, Figure)> {
    view::figures(record).collect()
}

pub(crate) fn of<'a>(
    all: &'a [(String, Figure)],
    kind: &'a str,
) -> impl Iterator<Item = &'a (String, Figure)> {
    all.iter().filter(move |(stem, _)| stem.starts_with(kind))
}

pub(crate) fn says(figure: &Figure, words: &str) -> bool {
    figure.texts.iter().any(|text| text.content.contains(words))
}

/// The tables of a figure, without its colour bar.
pub(crate) fn tables(figure: &Figure) -> &[Panel] {
    figure.panels.split_last().unwrap().1
}

/// Every cell of a table: its place, colour and words.
pub(crate) fn cells(figure: &Figure, panel: &Panel) -> Vec<(Area, Colour, Vec<String>)> {
    let [Mark::Heat { columns, colours }] = panel.marks.as_slice() else { panic!("a table is a grid") };
    let rows = colours.len() / columns;
    let place = |(index, colour): (usize, &Colour)| {
        let (x, y) = (index % columns, index / columns);
        let edge = |column: usize| panel.area.x(column as f64 / *columns as f64);
        let side = |row: usize| panel.area.y(1.0 - row as f64 / rows as f64);
        let area =
            Area { left: edge(x), top: side(y), width: edge(x + 1) - edge(x), height: side(y + 1) - side(y) };
        let inside = |text: &&view::Text| {
            let bounds = view::bounds(text);
            let (x, y) = (bounds.centre(), bounds.top + bounds.height / 2);
            area.left <= x && x < area.right() && area.top <= y && y < area.bottom()
        };
        let words = figure.texts.iter().filter(inside).map(|text| text.content.clone()).collect();
        (area, *colour, words)
    };
    colours.iter().enumerate().map(place).collect()
}
