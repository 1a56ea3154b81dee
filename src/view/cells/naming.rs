//! What figures call a cell's settings.

use crate::record::{AxisRecord, CellRecord, Manifest};

/// The words of one study for cells that a figure shows together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Naming<'a> {
    manifest: &'a Manifest,
    /// Which axes vary among the cells, bit by bit in their order.
    varying: u32,
}

impl<'a> Naming<'a> {
    /// The words of `manifest` for all its cells.
    pub(crate) fn new(manifest: &'a Manifest) -> Self {
        Self { manifest, varying: mask(manifest, |axis| axis.values.len() > 1) }
    }

    /// The words for some of the cells: what these share does not tell them apart.
    pub(crate) fn among(self, cells: &[&CellRecord]) -> Self {
        Self { varying: mask(self.manifest, |axis| differs(axis, cells)), ..self }
    }

    /// All axes of the study.
    pub(crate) fn axes(self) -> &'a [AxisRecord] {
        &self.manifest.axes
    }

    /// Display label of the cell's activation.
    pub(crate) fn activation(self, cell: &'a CellRecord) -> &'a str {
        self.label("activation", &cell.settings.activation)
    }

    /// Display label of the cell's initialization.
    pub(crate) fn init(self, cell: &'a CellRecord) -> &'a str {
        self.label("init", &cell.settings.init)
    }

    /// The axes whose values are the lines and rows of figures: all that vary but the activation, and the
    /// activation where nothing else does.
    pub(crate) fn lines(self) -> Vec<&'a AxisRecord> {
        let (activation, others): (Vec<&AxisRecord>, Vec<&AxisRecord>) =
            self.varying().partition(|axis| axis.name == "activation");
        if others.is_empty() { activation } else { others }
    }

    /// The cell's values on the axes of [`lines`](Self::lines) in words.
    pub(crate) fn line(self, cell: &CellRecord) -> String {
        let words = |axis: &AxisRecord| Some(standalone(axis, &cell.settings.get(&axis.name)?));
        let words: Vec<String> = self.lines().into_iter().filter_map(words).collect();
        if words.is_empty() { self.label("init", &cell.settings.init).to_owned() } else { words.join(", ") }
    }

    /// The title of a figure of one cell: its activation and initialization followed by `words`, then its
    /// values of all other axes.
    pub(crate) fn of_cell(self, cell: &'a CellRecord, words: &str) -> String {
        self.heading(&format!("{}, {}{words}", self.activation(cell), self.init(cell)), cell)
    }

    /// The title of a figure of lines: `words`, with what `cells` share of activation and initialization
    /// before and of all other axes behind them.
    pub(crate) fn of_lines(self, cells: &[&'a CellRecord], words: &str) -> String {
        let Some(first) = cells.first() else { return String::new() };
        let lines = self.lines();
        let shared = |axis: &str| lines.iter().all(|line| line.name != axis);
        let words = match (
            shared("activation"),
            shared("init") && lines.iter().any(|axis| axis.name != "activation"),
        ) {
            (true, true) => format!("{}, {}{words}", self.activation(first), self.init(first)),
            (true, false) => self.activation(first).to_owned() + words,
            (false, _) => self.init(first).to_owned() + words,
        };
        let others = self.others(first).into_iter().filter(|(axis, _)| shared(axis));
        others.fold(words, |words, (axis, value)| format!("{words}, {}", self.standalone(axis, &value)))
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
        self.manifest.axes.iter().filter(|axis| differs(axis, cells)).collect()
    }

    fn varying(self) -> impl Iterator<Item = &'a AxisRecord> {
        let numbered = self.manifest.axes.iter().enumerate();
        numbered.filter(move |(index, _)| self.varying >> index & 1 == 1).map(|(_, axis)| axis)
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
                heading += &format!(", {}", self.standalone(axis, &value));
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
            heading += &format!(", {}", self.standalone(axis, &value));
        }
        heading
    }

    /// The count at which histograms of the cell end, where the study says so.
    pub(crate) fn most_count(self, cell: &CellRecord) -> Option<u64> {
        self.manifest.counts.get(&cell.settings.activation).copied()
    }

    /// Where the figure comes from, for its footer: source and seed.
    pub(crate) fn source(self) -> String {
        let Manifest { source, seed, .. } = self.manifest;
        if source.is_empty() { format!("seed {seed}") } else { format!("{source} · seed {seed}") }
    }

    /// A value of an axis in words that stand alone.
    pub(crate) fn standalone(self, axis: &str, value: &str) -> String {
        let axis = self.manifest.axes.iter().find(|candidate| candidate.name == axis);
        axis.map_or_else(|| value.to_owned(), |axis| standalone(axis, value))
    }

    fn label<'v>(self, axis: &str, value: &'v str) -> &'v str
    where
        'a: 'v,
    {
        let axis = self.manifest.axes.iter().find(|candidate| candidate.name == axis);
        axis.map_or(value, |axis| label(axis, value))
    }
}

/// The axes of which something is so, bit by bit; there are far fewer settings than bits.
fn mask(manifest: &Manifest, is_so: impl Fn(&AxisRecord) -> bool) -> u32 {
    let bits = manifest.axes.iter().enumerate().filter(|(_, axis)| is_so(axis)).map(|(index, _)| 1 << index);
    bits.fold(0, |all: u32, bit: u32| all | bit)
}

fn differs(axis: &AxisRecord, cells: &[&CellRecord]) -> bool {
    let mut values = cells.iter().map(|cell| cell.settings.get(&axis.name));
    let first = values.next();
    values.any(|value| Some(value) != first)
}

/// A value of `axis` in words that stand alone: the study's, else the field's.
pub(crate) fn standalone(axis: &AxisRecord, value: &str) -> String {
    let label = label(axis, value);
    if label != value {
        return label.to_owned();
    }
    let number = value.strip_prefix("constant:value=").unwrap_or(value);
    match (axis.name.as_str(), value) {
        ("bias", "zeros") => "bias 0".to_owned(),
        ("bias", _) => format!("bias {number}"),
        ("norm", "none") => "no norm".to_owned(),
        ("norm", _) => match value.split_once(':') {
            Some((norm, parameters)) => format!("{norm} norm ({parameters})"),
            None => format!("{value} norm"),
        },
        ("residual", _) => (if value == "true" { "residual" } else { "plain" }).to_owned(),
        ("tied", _) => (if value == "true" { "tied weights" } else { "untied weights" }).to_owned(),
        ("drive", "zeros") => "no drive".to_owned(),
        ("drive", _) => format!("drive {value}"),
        ("width" | "depth", _) => format!("{} {value}", axis.name),
        ("samples", _) => format!("{value} samples"),
        _ => value.to_owned(),
    }
}

/// Display label of a value of `axis`; the value itself where another value has the same label.
pub(crate) fn label<'v>(axis: &'v AxisRecord, value: &'v str) -> &'v str {
    let Some(found) = axis.values.iter().find(|known| known.value == value) else {
        return value;
    };
    let shared = axis.values.iter().any(|other| other.value != value && other.label == found.label);
    if shared { value } else { &found.label }
}
