//! Which cells of two records belong together.

use std::collections::{BTreeMap, BTreeSet};

use crate::record::{CellRecord, Record, Schedule, Setting, Settings};

/// Cells of two records that belong together, trials in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair<'a> {
    /// Trials in the first record.
    pub a: Vec<&'a CellRecord>,
    /// Trials in the second record.
    pub b: Vec<&'a CellRecord>,
}

/// A setting that has one value in each record, and not the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contrast {
    /// Setting.
    pub setting: &'static str,
    /// Its value in the first record.
    pub a: String,
    /// Its value in the second record.
    pub b: String,
}

/// How two records fit together.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairing<'a> {
    /// Cells in both, in the first record's order.
    pub pairs: Vec<Pair<'a>>,
    /// What the comparison is about: settings in which the records as such differ.
    pub contrasts: Vec<Contrast>,
    /// Cells that only the first record has, each once whatever its trials.
    pub only_a: Vec<&'a CellRecord>,
    /// Cells that only the second record has.
    pub only_b: Vec<&'a CellRecord>,
    /// What tells the cells of either record apart.
    pub varied: Vec<&'static str>,
    /// Whether both records drew the same noise: trials belong together one by one.
    pub same_noise: bool,
}

/// Everything that tells cells apart, trials aside: what is done to which input, settings, and how networks
/// learn.
fn traits() -> impl Iterator<Item = &'static str> {
    let settings = Setting::ALL.into_iter().filter(|setting| *setting != Setting::Optimizer);
    let settings = settings.map(Setting::name);
    let learning = ["gradient of", Setting::Optimizer.name(), "training"];
    ["protocol", "input", "input width"].into_iter().chain(settings).chain(learning)
}

fn value(settings: &Settings, name: &str) -> String {
    match name {
        "protocol" => settings.protocol.clone(),
        "input" => settings.input.clone(),
        "input width" => settings.layers.first().map(usize::to_string).unwrap_or_default(),
        "gradient of" => settings.top.clone().unwrap_or_default(),
        "training" => settings.training.as_ref().map(training).unwrap_or_default(),
        name => settings.get(name).unwrap_or_default(),
    }
}

/// How a network is trained, its optimizer aside.
fn training(schedule: &Schedule) -> String {
    let Schedule { loss, batch, sampling, steps, .. } = schedule;
    format!("{loss}, {steps} minibatches of {batch}, {sampling}")
}

/// The only value that a setting has in a record.
fn single(record: &Record, name: &str) -> Option<String> {
    let values: BTreeSet<String> = record.cells.iter().map(|cell| value(&cell.settings, name)).collect();
    if values.len() == 1 { values.into_iter().next() } else { None }
}

impl<'a> Pairing<'a> {
    /// Cells belong together where they agree in all settings but those in which the records as
    /// such differ.
    pub fn new(a: &'a Record, b: &'a Record) -> Self {
        let contrast = |setting: &'static str| {
            let (a, b) = (single(a, setting)?, single(b, setting)?);
            (a != b).then_some(Contrast { setting, a, b })
        };
        let contrasts: Vec<Contrast> = traits().filter_map(contrast).collect();
        let differs = |name: &str| contrasts.iter().any(|contrast| contrast.setting == name);
        let shared: Vec<&str> = traits().filter(|name| !differs(name)).collect();
        let key = |cell: &CellRecord| -> Vec<String> {
            shared.iter().map(|name| value(&cell.settings, name)).collect()
        };
        let mut of_b: BTreeMap<Vec<String>, Vec<&CellRecord>> = BTreeMap::new();
        for cell in &b.cells {
            of_b.entry(key(cell)).or_default().push(cell);
        }
        let (mut pairs, mut only_a) = (Vec::new(), Vec::new());
        for (key, a) in in_order(a, key) {
            match of_b.remove(&key) {
                Some(b) => pairs.push(Pair { a, b }),
                None => only_a.extend(a.first()),
            }
        }
        let left: BTreeSet<&Vec<String>> = of_b.keys().collect();
        let only_b = in_order(b, key)
            .into_iter()
            .filter(|(key, _)| left.contains(key))
            .filter_map(|(_, b)| b.first().copied());
        let only_b = only_b.collect();
        let same_noise = a.manifest.seed == b.manifest.seed;
        let many = |name: &&str| single(a, name).is_none() || single(b, name).is_none();
        let varied = traits().filter(many).collect();
        Self { pairs, contrasts, only_a, only_b, varied, same_noise }
    }

    /// A cell by what tells it apart from others.
    pub fn name(&self, cell: &CellRecord) -> String {
        let values: Vec<String> = self.varied.iter().map(|name| value(&cell.settings, name)).collect();
        if values.is_empty() {
            format!("{} {}", cell.settings.activation, cell.settings.init)
        } else {
            values.join(" ")
        }
    }

    /// What the two records are called: the settings in which they differ as such, else what
    /// `others` say of them.
    pub fn sides(&self, others: [String; 2]) -> [String; 2] {
        if self.contrasts.is_empty() {
            return others;
        }
        let side = |value: fn(&Contrast) -> &str| {
            let words =
                self.contrasts.iter().map(|contrast| format!("{} {}", contrast.setting, value(contrast)));
            words.collect::<Vec<_>>().join(", ")
        };
        [side(|contrast| &contrast.a), side(|contrast| &contrast.b)]
    }
}

/// The trials of each cell of a record, in its order.
fn in_order(
    record: &Record,
    key: impl Fn(&CellRecord) -> Vec<String>,
) -> Vec<(Vec<String>, Vec<&CellRecord>)> {
    let mut places: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let mut groups: Vec<(Vec<String>, Vec<&CellRecord>)> = Vec::new();
    for cell in &record.cells {
        let key = key(cell);
        let place = *places.entry(key.clone()).or_insert_with(|| {
            groups.push((key, Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(cell);
    }
    groups
}
