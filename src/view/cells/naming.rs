//! What figures call a cell's settings.

use crate::record::{AxisRecord, CellRecord, Manifest};

/// The words of one study.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Naming<'a> {
    manifest: &'a Manifest,
}

impl<'a> Naming<'a> {
    /// The words of `manifest`.
    pub(crate) fn new(manifest: &'a Manifest) -> Self {
        Self { manifest }
    }

    /// Display label of the cell's activation.
    pub(crate) fn activation(self, cell: &'a CellRecord) -> &'a str {
        self.label("activation", &cell.settings.activation)
    }

    /// Display label of the cell's initialization.
    pub(crate) fn init(self, cell: &'a CellRecord) -> &'a str {
        self.label("init", &cell.settings.init)
    }

    /// The axis whose values are the lines and rows of figures: initializations, or where the study has one
    /// alone, the first other axis that it varies.
    pub(crate) fn lines(self) -> &'a str {
        let varied = |axis: &&AxisRecord| axis.values.len() > 1;
        let mut axes = self.manifest.axes.iter().filter(varied).map(|axis| axis.name.as_str());
        if axes.clone().any(|axis| axis == "init") {
            return "init";
        }
        axes.find(|axis| *axis != "activation").unwrap_or("init")
    }

    /// Display label of the cell's value on the axis of [`lines`](Self::lines).
    pub(crate) fn line(self, cell: &'a CellRecord) -> &'a str {
        let axis = self.manifest.axes.iter().find(|axis| axis.name == self.lines());
        let known = axis.zip(cell.settings.get(self.lines())).and_then(|(axis, value)| {
            axis.values.iter().find(|known| known.value == value).map(|known| label(axis, &known.value))
        });
        known.unwrap_or_else(|| self.init(cell))
    }

    /// The title of a figure of one cell: its activation and initialization followed by `words`, then its
    /// values of all other axes.
    pub(crate) fn of_cell(self, cell: &'a CellRecord, words: &str) -> String {
        self.heading(&format!("{}, {}{words}", self.activation(cell), self.init(cell)), cell)
    }

    /// The title of a figure of lines: what `cells` share followed by `words`, then their values of all other
    /// axes.
    pub(crate) fn of_lines(self, cells: &[&'a CellRecord], words: &str) -> String {
        let said =
            |first: &&'a CellRecord| self.heading_but(&(self.group(first) + words), first, self.lines());
        cells.first().map_or_else(String::new, said)
    }

    /// What the cells of a figure with these lines share: the activation, and the initialization unless
    /// lines are of it.
    fn group(self, cell: &'a CellRecord) -> String {
        let activation = self.activation(cell);
        if self.lines() == "init" {
            activation.to_owned()
        } else {
            format!("{activation}, {}", self.init(cell))
        }
    }

    /// Axes besides activation and initialization that have several values: name and the cell's
    /// value.
    pub(crate) fn others(self, cell: &CellRecord) -> Vec<(&'a str, String)> {
        let varied = |axis: &&AxisRecord| {
            axis.values.len() > 1 && !matches!(axis.name.as_str(), "activation" | "init")
        };
        self.manifest
            .axes
            .iter()
            .filter(varied)
            .filter_map(|axis| Some((axis.name.as_str(), cell.settings.get(&axis.name)?)))
            .collect()
    }

    /// Axes whose values differ among `cells`.
    pub(crate) fn varied(self, cells: &[&CellRecord]) -> Vec<&'a AxisRecord> {
        let differs = |axis: &&AxisRecord| {
            let mut values = cells.iter().map(|cell| cell.settings.get(&axis.name));
            let first = values.next();
            values.any(|value| Some(value) != first)
        };
        self.manifest.axes.iter().filter(differs).collect()
    }

    /// Activation and initialization of `cells`, where all have the same, followed by `words`.
    pub(crate) fn common(self, cells: &[&CellRecord], words: &str) -> String {
        let varied: Vec<&str> = self.varied(cells).iter().map(|axis| axis.name.as_str()).collect();
        let value = |axis: &str| Some(self.label(axis, &cells.first()?.settings.get(axis)?).to_owned());
        let shared = ["activation", "init"].into_iter().filter(|axis| !varied.contains(axis));
        let shared: Vec<String> = shared.filter_map(value).collect();
        if shared.is_empty() { words.to_owned() } else { format!("{}: {words}", shared.join(", ")) }
    }

    /// [`common`](Self::common) words followed by what else `cells` share of what the study varies, without
    /// the axis that the figure is about.
    pub(crate) fn shared(self, cells: &[&CellRecord], words: &str, but: &str) -> String {
        let mut heading = self.common(cells, words);
        let Some(first) = cells.first() else {
            return heading;
        };
        let varied: Vec<&str> = self.varied(cells).iter().map(|axis| axis.name.as_str()).collect();
        for (axis, value) in self.others(first) {
            if axis != but && !varied.contains(&axis) {
                heading += &format!(", {axis} {}", self.label(axis, &value));
            }
        }
        heading
    }

    /// `first` followed by the cell's values of all other axes.
    pub(crate) fn heading(self, first: &str, cell: &CellRecord) -> String {
        self.heading_but(first, cell, "")
    }

    /// [`heading`](Self::heading) without one axis: the one that the figure is about.
    pub(crate) fn heading_but(self, first: &str, cell: &CellRecord, but: &str) -> String {
        let mut heading = first.to_owned();
        for (axis, value) in self.others(cell).into_iter().filter(|(axis, _)| *axis != but) {
            heading += &format!(", {axis} {}", self.label(axis, &value));
        }
        heading
    }

    /// Where the figure comes from, for its footer: title, source and seed.
    pub(crate) fn source(self) -> Vec<String> {
        let Manifest { title, source, seed, .. } = self.manifest;
        let words = [title.clone(), source.clone(), format!("seed {seed}")];
        words.into_iter().filter(|words| !words.is_empty()).collect()
    }

    fn label<'v>(self, axis: &str, value: &'v str) -> &'v str
    where
        'a: 'v,
    {
        let axis = self.manifest.axes.iter().find(|candidate| candidate.name == axis);
        axis.map_or(value, |axis| label(axis, value))
    }
}

/// A value of `axis` in words that stand alone: behind the name of the axis where the study has no
/// words for it and it does not say what it is of.
pub(crate) fn standalone(axis: &AxisRecord, value: &str) -> String {
    let label = label(axis, value);
    let telling = matches!(axis.name.as_str(), "activation" | "init" | "optimizer");
    if telling || label != value { label.to_owned() } else { format!("{} {value}", axis.name) }
}

/// Display label of a value of `axis`; the value itself where another value has the same label.
pub(crate) fn label<'v>(axis: &'v AxisRecord, value: &'v str) -> &'v str {
    let Some(found) = axis.values.iter().find(|known| known.value == value) else {
        return value;
    };
    let shared = axis.values.iter().any(|other| other.value != value && other.label == found.label);
    if shared { value } else { &found.label }
}
