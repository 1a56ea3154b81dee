//! What the fields of a record can be: read once, nothing behind has to ask again.

use super::{
    AxisRecord, CellRecord, CurvePoint, Epochs, Judgement, Manifest, RangeKind, Schedule, Settings, Site,
    SiteHistogram, is_folder_name,
};
use crate::stats::Summary;

/// A field that is no field of a record, and why.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) field: String,
    pub(super) problem: String,
}

type Checked = Result<(), Fault>;

/// Layers, units, samples, steps: beyond these nothing was ever run.
const MOST_LAYERS: usize = 10_000;
const MOST_UNITS: usize = 1 << 48;
const MOST_STEPS: u64 = 1 << 48;
/// Bins of a histogram.
const MOST_BINS: usize = 10_000;
/// Decades of `f64` lie closer to 0 than this.
const MOST_DECADES: f64 = 400.0;
/// Rounding that shares and cosines may leave their range by.
const ROUNDING: f64 = 1e-5;

fn that(is_right: bool, field: impl Into<String>, problem: impl FnOnce() -> String) -> Checked {
    if is_right { Ok(()) } else { Err(Fault { field: field.into(), problem: problem() }) }
}

/// A text that terminals and figures can show.
fn shown(field: &str, text: &str) -> Checked {
    that(!text.contains(char::is_control), field, || "holds a control character".to_owned())
}

fn range<T: PartialOrd + std::fmt::Display>(field: &str, number: T, least: T, most: T) -> Checked {
    let problem = format!("is {number}, not from {least} to {most}");
    that(least <= number && number <= most, field, || problem)
}

fn maybe<T: PartialOrd + std::fmt::Display>(field: &str, number: Option<T>, least: T, most: T) -> Checked {
    number.map_or(Ok(()), |number| range(field, number, least, most))
}

/// All of a list, by their places.
fn each<T>(field: &str, items: &[T], check: impl Fn(&T) -> Checked) -> Checked {
    items.iter().enumerate().try_for_each(|(place, item)| within(&format!("{field}[{place}]"), check(item)))
}

/// What lies in a field.
fn within(field: &str, checked: Checked) -> Checked {
    checked.map_err(|fault| {
        let inside = if fault.field.is_empty() { String::new() } else { format!(".{}", fault.field) };
        Fault { field: format!("{field}{inside}"), ..fault }
    })
}

/// Steps or epochs at which anything was looked at.
fn moments(field: &str, moments: &[u64], last: u64) -> Checked {
    each(field, moments, |moment| range("", *moment, 0, last))
}

impl Manifest {
    pub(super) fn check(&self) -> Checked {
        let name = || format!("is {:?}, which is no name of a folder", self.study);
        that(is_folder_name(&self.study), "study", name)?;
        for (field, text) in [
            ("version", &self.version),
            ("instruction_set", &self.instruction_set),
            ("title", &self.title),
            ("source", &self.source),
            ("protocol", &self.protocol),
        ] {
            shown(field, text)?;
        }
        each("overrides", &self.overrides, |change| shown("", change))?;
        each("axes", &self.axes, AxisRecord::check)?;
        each("claims", &self.claims, Judgement::check)?;
        range("trials", self.trials, 1, u64::MAX)?;
        let product = self.axes.iter().map(|axis| axis.values.len() as u128).product::<u128>();
        let planned = product.saturating_mul(self.trials.into());
        that(planned == self.cells as u128, "cells", || {
            format!("is {}, and the axes and trials make {planned}", self.cells)
        })?;
        each("figures", &self.figures, |figure| {
            shown("kind", &figure.kind)?;
            figure.cells.iter().try_for_each(|(setting, values)| {
                shown("cells", setting)?;
                each(&format!("cells.{setting}"), values, |value| shown("", value))
            })
        })
    }
}

impl AxisRecord {
    fn check(&self) -> Checked {
        shown("name", &self.name)?;
        each("values", &self.values, |value| {
            shown("value", &value.value)?;
            shown("label", &value.label)
        })
    }
}

impl Judgement {
    fn check(&self) -> Checked {
        for (field, text) in [("claim", &self.claim), ("topic", &self.topic), ("source", &self.source)] {
            shown(field, text)?;
        }
        self.calibrated_for.as_ref().map_or(Ok(()), |input| shown("calibrated_for", input))?;
        range("trials_holding", self.trials_holding, 0, self.trials)?;
        maybe("low", self.low, f64::NEG_INFINITY, self.high.unwrap_or(f64::INFINITY))
    }
}

impl CellRecord {
    pub(super) fn check(&self, trials: u64) -> Checked {
        let is_name = self.cell.len() == 12 && self.cell.bytes().all(|digit| digit.is_ascii_hexdigit());
        that(is_name, "cell", || "is no name of 12 hex digits".to_owned())?;
        within("settings", self.settings.check())?;
        let ahead = || format!("is {}, and there are {trials}", self.trial);
        that(self.trial < trials, "trial", ahead)?;
        // A readout lies on top of the hidden layers.
        let last = (self.settings.depth() + 1, self.settings.last_step());
        each("sites", &self.sites, |site| site.check(last))?;
        each("curves", &self.curves, |point| point.check(last))?;
        maybe("diverged", self.diverged, 0, last.1)
    }
}

impl Settings {
    fn check(&self) -> Checked {
        for (field, text) in [
            ("protocol", &self.protocol),
            ("input", &self.input),
            ("activation", &self.activation),
            ("init", &self.init),
            ("bias", &self.bias),
            ("norm", &self.norm),
            ("precision", &self.precision),
        ] {
            shown(field, text)?;
        }
        for (field, text) in [("drive", &self.drive), ("top", &self.top)] {
            text.as_ref().map_or(Ok(()), |text| shown(field, text))?;
        }
        range("layers", self.depth(), 1, MOST_LAYERS)?;
        each("layers", &self.layers, |width| range("", *width, 1, MOST_UNITS))?;
        range("samples", self.samples, 1, MOST_UNITS)?;
        maybe("readout", self.readout, 0, MOST_UNITS)?;
        self.training.as_ref().map_or(Ok(()), |schedule| within("training", schedule.check()))?;
        self.gibbs.as_ref().map_or(Ok(()), |epochs| within("gibbs", epochs.check()))
    }

    /// Steps or epochs that anything can be of.
    fn last_step(&self) -> u64 {
        let (steps, epochs) =
            (self.training.as_ref().map(|it| it.steps), self.gibbs.as_ref().map(|it| it.epochs));
        steps.or(epochs).unwrap_or(0)
    }
}

impl Schedule {
    fn check(&self) -> Checked {
        for (field, text) in
            [("loss", &self.loss), ("optimizer", &self.optimizer), ("sampling", &self.sampling)]
        {
            shown(field, text)?;
        }
        range("steps", self.steps, 1, MOST_STEPS)?;
        range("batch", self.batch, 1, MOST_UNITS)?;
        range("watched", self.watched, 1, MOST_UNITS)?;
        range("record", self.record, 1, MOST_STEPS)?;
        moments("snapshots", &self.snapshots, self.steps)
    }
}

impl Epochs {
    fn check(&self) -> Checked {
        range("epochs", self.epochs, 0, MOST_STEPS)?;
        range("watched", self.watched, 1, MOST_UNITS)?;
        moments("snapshots", &self.snapshots, self.epochs)
    }
}

impl Site {
    fn check(&self, (layers, steps): (usize, u64)) -> Checked {
        shown("quantity", &self.quantity)?;
        range("layer", self.layer, 0, layers)?;
        range("step", self.step, 0, steps)?;
        within("summary", self.summary.check())?;
        maybe("theory_std", self.theory_std, 0.0, f64::MAX)?;
        each("histograms", &self.histograms, |histogram| histogram.check(self.summary.count))?;
        let Some(stripes) = &self.stripes else { return Ok(()) };
        let wrong = || "are no grey levels of as many samples and units as they say".to_owned();
        that(stripes.decode().is_some_and(|levels| !levels.is_empty()), "stripes.levels", wrong)?;
        range("stripes.low", stripes.low, f64::MIN, stripes.high)
    }
}

impl Summary {
    fn check(&self) -> Checked {
        range("non_finite", self.non_finite, 0, self.count)?;
        for (field, share) in [
            ("zero_fraction", self.zero_fraction),
            ("saturated_fraction", self.saturated_fraction),
            ("dead_unit_fraction", self.dead_unit_fraction),
            ("signal_share", self.signal_share),
        ] {
            maybe(field, share, -ROUNDING, 1.0 + ROUNDING)?;
        }
        for (field, spread) in [
            ("std", self.std),
            ("unit_mean_std", self.unit_mean_std),
            ("within_unit_std", self.within_unit_std),
            ("rms", self.rms),
        ] {
            maybe(field, spread, 0.0, f64::MAX)?;
        }
        maybe("mean_cosine", self.mean_cosine, -1.0 - ROUNDING, 1.0 + ROUNDING)?;
        maybe("zero_vectors", self.zero_vectors, 0, self.count)?;
        maybe("min", self.min, f64::MIN, self.max.unwrap_or(f64::MAX))
    }
}

impl SiteHistogram {
    /// Of a site of so many values.
    fn check(&self, values: u64) -> Checked {
        let Self { range: kind, histogram } = self;
        let edges = || format!("and `high` are {} and {}", histogram.low, histogram.high);
        let width = histogram.high - histogram.low;
        let most = if *kind == RangeKind::Decades { MOST_DECADES } else { f64::MAX };
        let are_edges =
            width >= 0.0 && width.is_finite() && histogram.low.abs().max(histogram.high.abs()) <= most;
        that(are_edges, "low", edges)?;
        range("counts", histogram.counts.len(), 1, MOST_BINS)?;
        let counted = || format!("are of {} values, and the site has {values}", histogram.total());
        // Of values for whose range there are no numbers there are no bins either.
        that([0, values].contains(&histogram.total()), "counts", counted)
    }
}

impl CurvePoint {
    fn check(&self, (layers, steps): (usize, u64)) -> Checked {
        range("step", self.step, 0, steps)?;
        maybe("layer", self.layer, 1, layers)?;
        let is_placed = self.layer.is_some() == self.metric.is_by_layer();
        that(is_placed, "layer", || format!("does not go with the metric `{}`", self.metric))?;
        let (least, most) = self.metric.range();
        maybe("value", self.value, least - ROUNDING, most + ROUNDING)
    }
}
