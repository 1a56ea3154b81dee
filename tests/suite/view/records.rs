//! Records to be drawn, plain ones and awkward ones.

use std::fs;
use std::path::Path;

use initscope::compare::Pair;
use initscope::record::{AxisRecord, AxisValueRecord, Record, SiteHistogram};
use initscope::view::{self, Figure, Shape, Text};

use crate::view::fixture::{self, Plan};
use crate::view::{machines, outcomes, trained};

/// One record per awkward case.
pub(crate) fn cases() -> Vec<(&'static str, Record)> {
    let small = Plan::small;
    let awkward = vec![
        ("zeros", "zeros", 0.0),
        ("constant:value=100", "constant 100", 100.0),
        ("normal:std=1e-9", "N(0, 1e-9)", 1e-9),
        ("normal:std=1e300", "a label so long that it cannot fit beside any row or legend", 1e300),
    ];
    let many: Vec<_> = (0..30).map(|_| ("he", "He", 0.3)).collect();
    let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
    let label = |number: i32| (leak(format!("init-{number}")), leak(format!("Label {number}")), 0.3);
    let many_trained: Vec<_> = (0..20).map(label).collect();
    let relu = || Plan { activations: vec!["relu", "tanh"], inits: awkward.clone(), ..small() };
    let mut empty = fixture::record(&small());
    for cell in &mut empty.cells {
        for site in &mut cell.sites {
            site.histograms.clear();
            site.stripes = None;
            site.summary = Default::default();
        }
    }
    let mut broken = fixture::record(&small());
    for site in broken.cells.iter_mut().flat_map(|cell| &mut cell.sites) {
        for SiteHistogram { histogram, .. } in &mut site.histograms {
            (histogram.low, histogram.high) = (f64::MIN, f64::MAX);
        }
        if let Some(stripes) = &mut site.stripes {
            stripes.levels.pop();
        }
    }
    let mut bare = fixture::record(&small());
    bare.cells.clear();
    let mut all = vec![
        ("small", fixture::record(&small())),
        ("awkward", fixture::record(&relu())),
        ("fixed", fixture::record(&Plan { fixed: Some((-0.1, 0.3)), ..relu() })),
        ("deep", fixture::record(&Plan { depth: 50, width: 8, samples: 8, ..relu() })),
        ("shallow", fixture::record(&Plan { depth: 1, ..relu() })),
        ("one init", fixture::record(&Plan { inits: awkward[..1].to_vec(), ..small() })),
        ("trials", fixture::record(&Plan { trials: 3, ..relu() })),
        ("many", fixture::record(&Plan { inits: many, width: 4, samples: 8, ..small() })),
        ("empty", empty),
        ("broken", broken),
        ("bare", bare),
        ("one sample", fixture::record(&Plan { samples: 1, ..relu() })),
        ("extremes", extremes(&small())),
        ("swept", swept(&small(), &[0.01, 0.1, 1.0])),
        ("swept far", swept(&Plan { depth: 50, width: 8, samples: 8, ..relu() }, &scales(40))),
        ("swept linearly", swept(&Plan { depth: 1, trials: 3, ..relu() }, &[0.0, 0.273, 0.545, 0.818])),
        ("swept narrowly", swept(&small(), &linear(100_000.0, 1e-3, 20))),
        ("widths", widths()),
        ("trained", trained::trained(&trained::plan(), 300)),
        ("trained deep", trained::trained(&Plan { depth: 50, width: 6, trials: 1, ..trained::plan() }, 8)),
        (
            "trained many",
            trained::trained(&Plan { inits: many_trained, width: 4, samples: 8, ..small() }, 20),
        ),
        ("trained badly", trained::damaged()),
        ("backward", trained::backward(&trained::plan())),
    ];
    all.extend(outcomes::cases());
    all.extend(machines::cases());
    all
}

pub(crate) fn scales(count: i32) -> Vec<f64> {
    (0..count).map(|index| 10f64.powf(f64::from(index - count / 2) / 4.0)).collect()
}

pub(crate) fn linear(from: f64, step: f64, count: i32) -> Vec<f64> {
    (0..count).map(|index| from + step * f64::from(index)).collect()
}

/// Layers whose range leaves no numbers beside it or hardly any inside, or has no width.
pub(crate) fn extremes(plan: &Plan) -> Record {
    let mut record = fixture::record(plan);
    let ranges = [
        (0.0, f64::MAX),
        (12345678.0, 12345678.0 + 8e-9),
        (f64::MIN / 4.0, f64::MAX / 4.0),
        (3e20, 3e20),
        (-4.2e5, 4.2e5),
    ];
    for cell in &mut record.cells {
        let sites = cell.sites.iter_mut().filter(|site| site.quantity == "activation");
        for (site, (low, high)) in sites.zip(ranges) {
            (site.histograms[0].histogram.low, site.histograms[0].histogram.high) = (low, high);
        }
    }
    record
}

/// A study that sweeps the std of `init`.
pub(crate) fn swept(plan: &Plan, stds: &[f64]) -> Record {
    let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
    let init = |std: &f64| (leak(format!("normal:std={std}")), leak(format!("std {std}")), *std);
    let mut record = fixture::record(&Plan { inits: stds.iter().map(init).collect(), ..plan.clone() });
    for (value, std) in record.manifest.axes[1].values.iter_mut().zip(stds) {
        value.number = Some(*std);
    }
    record
}

/// A study that sweeps the width.
pub(crate) fn widths() -> Record {
    let mut record = fixture::record(&Plan { inits: vec![("he-normal", "He", 0.3)], ..Plan::small() });
    let mut values = Vec::new();
    record.cells.clear();
    for width in [4, 12, 31, 100] {
        let mut wide = fixture::record(&Plan {
            inits: vec![("he-normal", "He", 0.3)],
            width,
            samples: 4,
            ..Plan::small()
        });
        record.cells.append(&mut wide.cells);
        let number = Some(width as f64);
        values.push(AxisValueRecord { value: width.to_string(), label: width.to_string(), number });
    }
    record.manifest.axes.push(AxisRecord { name: "width".into(), values });
    record
}

/// Every figure of every case, and its cells in pairs; with its name.
pub(crate) fn all_figures() -> impl Iterator<Item = (String, Figure)> {
    let long = "study of a very long name with bias constant:value=12345678, precision f32, width 1000";
    let sides = [long.to_owned(), "S, seed 2".to_owned()];
    cases().into_iter().flat_map(move |(case, record)| {
        let cells: Vec<_> = record.cells.iter().collect();
        let pairs: Vec<Pair> =
            cells.windows(2).take(8).map(|two| Pair { a: vec![two[0]], b: vec![two[1]] }).collect();
        let paired = view::pair_figures(&record, &sides, &pairs);
        let named = view::figures(&record).chain(paired);
        named.map(|(stem, figure)| (format!("{case}: {stem}"), figure)).collect::<Vec<_>>()
    })
}

pub(crate) fn texts(figure: &Figure) -> Vec<Text> {
    let text = |shape| match shape {
        Shape::Text(text) if !text.content.is_empty() => Some(text),
        _ => None,
    };
    view::compose(figure).into_iter().filter_map(text).collect()
}

pub(crate) fn find<'a>(figures: &'a [(String, Figure)], stem: &str) -> &'a Figure {
    &figures.iter().find(|(name, _)| name == stem).unwrap().1
}

pub(crate) fn read_png(path: &Path) -> (i32, i32, Vec<[u8; 3]>) {
    let file = std::io::BufReader::new(fs::File::open(path).unwrap());
    let mut decoder = png::Decoder::new(file);
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    let pixels = bytes.as_chunks::<3>().0.to_vec();
    (info.width as i32, info.height as i32, pixels)
}
