//! Figures drawn from simulated records, seen from outside.

mod fixture;

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use fixture::Plan;
use initscope::compare::Pair;
use initscope::record::{AxisRecord, AxisValueRecord, Record, SiteHistogram};
use initscope::view::{self, Colour, Figure, Format, Mark, Shape, Text};

/// One record per awkward case.
fn cases() -> Vec<(&'static str, Record)> {
    let small = Plan::small;
    let awkward = vec![
        ("zeros", "zeros", 0.0),
        ("constant:value=100", "constant 100", 100.0),
        ("normal:std=1e-9", "N(0, 1e-9)", 1e-9),
        ("normal:std=1e300", "a label so long that it cannot fit beside any row or legend", 1e300),
    ];
    let many: Vec<_> = (0..30).map(|_| ("he", "He", 0.3)).collect();
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
    vec![
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
    ]
}

fn scales(count: i32) -> Vec<f64> {
    (0..count).map(|index| 10f64.powf(f64::from(index - count / 2) / 4.0)).collect()
}

fn linear(from: f64, step: f64, count: i32) -> Vec<f64> {
    (0..count).map(|index| from + step * f64::from(index)).collect()
}

/// Layers whose range leaves no numbers beside it or hardly any inside, or has no width.
fn extremes(plan: &Plan) -> Record {
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
fn swept(plan: &Plan, stds: &[f64]) -> Record {
    let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
    let init = |std: &f64| (leak(format!("normal:std={std}")), leak(format!("std {std}")), *std);
    let mut record = fixture::record(&Plan { inits: stds.iter().map(init).collect(), ..plan.clone() });
    for (value, std) in record.manifest.axes[1].values.iter_mut().zip(stds) {
        value.number = Some(*std);
    }
    record
}

/// A study that sweeps the width.
fn widths() -> Record {
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
fn all_figures() -> impl Iterator<Item = (String, Figure)> {
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

fn texts(figure: &Figure) -> Vec<Text> {
    let text = |shape| match shape {
        Shape::Text(text) if !text.content.is_empty() => Some(text),
        _ => None,
    };
    view::compose(figure).into_iter().filter_map(text).collect()
}

fn find<'a>(figures: &'a [(String, Figure)], stem: &str) -> &'a Figure {
    &figures.iter().find(|(name, _)| name == stem).unwrap().1
}

#[test]
fn stems_are_safe_and_unique() {
    for (case, record) in cases() {
        let stems: Vec<String> = view::figures(&record).map(|(stem, _)| stem).collect();
        let unique: HashSet<&String> = stems.iter().collect();
        assert_eq!(unique.len(), stems.len(), "{case}");
        let safe = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '-' | '_' | '.');
        assert!(stems.iter().all(|stem| stem.chars().all(safe)), "{case}: {stems:?}");
    }
}

#[test]
fn every_kind_of_figure_is_planned_in_order() {
    let record = fixture::record(&Plan::small());
    let stems: Vec<String> = view::figures(&record).map(|(stem, _)| stem).collect();
    let expected = [
        "row_sigmoid_normal",
        "row_sigmoid_xavier",
        "sheet_sigmoid",
        "depth_sigmoid",
        "stripes_sigmoid_normal",
        "stripes_sigmoid_xavier",
    ];
    assert_eq!(stems, expected);
}

#[test]
fn other_axes_separate_figures_and_name_them() {
    let mut record = fixture::record(&Plan::small());
    let mut wide = fixture::record(&Plan { width: 30, ..Plan::small() });
    record.cells.append(&mut wide.cells);
    let value = |value: &str| AxisValueRecord { value: value.into(), label: value.into(), number: None };
    let values = vec![value("20"), value("30")];
    record.manifest.axes.push(AxisRecord { name: "width".into(), values });
    let figures: Vec<_> = view::figures(&record).collect();
    assert_eq!(figures.iter().filter(|(stem, _)| stem.starts_with("sheet")).count(), 2);
    let row = find(&figures, "row_sigmoid_xavier_width-30");
    assert!(row.texts.iter().any(|t| t.content == "sigmoid, Xavier (1/sqrt n), width 30"));
}

#[test]
fn texts_lie_inside_the_canvas_and_apart() {
    for (name, figure) in all_figures() {
        assert!(figure.width <= 2000 && figure.height <= 3200, "{name}");
        let texts = texts(&figure);
        let boxes: Vec<_> = texts.iter().map(|text| (&text.content, view::bounds(text))).collect();
        for (index, (words, area)) in boxes.iter().enumerate() {
            let inside = area.left >= 0
                && area.top >= 0
                && area.right() <= figure.width
                && area.bottom() <= figure.height;
            assert!(inside, "{name}: `{words}` at {area:?}");
            for (other, second) in &boxes[index + 1..] {
                let apart = area.right() <= second.left
                    || second.right() <= area.left
                    || area.bottom() <= second.top
                    || second.bottom() <= area.top;
                assert!(apart, "{name}: `{words}` meets `{other}`");
            }
        }
    }
}

#[test]
fn words_on_one_line_do_not_read_as_one() {
    for (name, figure) in all_figures() {
        let texts = texts(&figure);
        for (index, one) in texts.iter().enumerate() {
            let on_line = |other: &&Text| other.at.1 == one.at.1 && other.direction == one.direction;
            for other in texts[index + 1..].iter().filter(on_line) {
                let (a, b) = (view::bounds(one), view::bounds(other));
                let between = (a.left - b.right()).max(b.left - a.right());
                let least = one.size.min(other.size) / 2;
                assert!(between >= least, "{name}: `{}` and `{}`", one.content, other.content);
            }
        }
    }
}

#[test]
fn every_panel_with_bars_tells_its_scale() {
    for (name, figure) in all_figures() {
        for panel in &figure.panels {
            let drawn = panel.marks.iter().any(|mark| match mark {
                Mark::Bars { counts, .. } => counts.iter().any(|count| *count > 0),
                _ => false,
            });
            assert!(!drawn || panel.x.ticks.len() > 1, "{name}: {:?}", panel.x);
        }
    }
}

#[test]
fn every_figure_of_a_study_names_its_seed() {
    for (case, record) in cases() {
        let mut record = record;
        record.manifest.title = "A title that is far too long for the foot of any figure, ".repeat(4);
        for (stem, figure) in view::figures(&record) {
            let named = figure.texts.iter().any(|text| text.content.ends_with("seed 42"));
            assert!(named, "{case}: {stem}");
        }
    }
}

#[test]
fn data_at_the_limits_of_numbers_have_bars() {
    let record = extremes(&Plan::small());
    let figures: Vec<_> = view::figures(&record).collect();
    let row = find(&figures, "row_sigmoid_xavier");
    let edges: Vec<Vec<i32>> = view::compose(row)
        .into_iter()
        .filter_map(|shape| match shape {
            Shape::Columns { edges, .. } => Some(edges),
            _ => None,
        })
        .collect();
    // A range without a width has words in place of bars.
    assert_eq!(edges.len(), 4);
    assert!(row.texts.iter().any(|text| text.content == "100 % at 3e20"));
    let widths: Vec<i32> = edges.iter().map(|edges| edges[edges.len() - 1] - edges[0]).collect();
    assert!(edges.iter().flat_map(|edges| edges.windows(2)).all(|pair| pair[0] < pair[1]));
    assert!(widths.windows(2).all(|pair| (pair[0] - pair[1]).abs() <= 1), "{widths:?}");
}

#[test]
fn a_single_value_among_many_leaves_visible_ink() {
    let mut record = fixture::record(&Plan { inits: vec![("he", "He", 0.3)], ..Plan::small() });
    for site in record.cells.iter_mut().flat_map(|cell| &mut cell.sites) {
        let counts = &mut site.histograms[0].histogram.counts;
        counts.fill(0);
        (counts[2], counts[20]) = (1_000_000, 1);
    }
    let (_, figure) = view::figures(&record).next().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let files = view::draw(&record, dir.path(), &[Format::Png], &AtomicBool::new(false)).unwrap();
    let (width, _, pixels) = read_png(&files[0]);
    for panel in &figure.panels {
        let bar = panel.x.share(20.5 / 30.0).unwrap();
        let (column, bottom) = (panel.area.x(bar), panel.area.bottom());
        let ink = |row: &i32| pixels[(row * width + column) as usize] == [0x1f, 0x77, 0xb4];
        assert!((bottom - 10..bottom + 10).filter(ink).count() >= 2);
    }
}

#[test]
fn non_finite_values_are_grey_and_counted_in_stripes() {
    let mut record = fixture::record(&Plan::small());
    for site in record.cells.iter_mut().flat_map(|cell| &mut cell.sites) {
        site.summary.non_finite = site.summary.count / 2;
        site.summary.signal_share = None;
        if let Some(stripes) = &mut site.stripes {
            let half = stripes.levels.len() / 2;
            stripes.levels.replace_range(..half, &"-".repeat(half));
            (stripes.low, stripes.high) = (-0.0, -0.0);
        }
    }
    let figures: Vec<_> = view::figures(&record).collect();
    let figure = find(&figures, "stripes_sigmoid_xavier");
    let Mark::Heat { colours, .. } = &figure.panels[0].marks[0] else {
        panic!("stripes are a grid");
    };
    let (above, below) = colours.split_at(colours.len() / 2);
    assert!(above.iter().all(|colour| *colour == Colour(217, 217, 217)));
    assert!(below.iter().all(|colour| !above.contains(colour)));
    let said = |words: &str| figure.texts.iter().filter(|text| text.content.contains(words)).count();
    assert_eq!(said("50 % non-finite"), 5);
    assert_eq!(said("grey: non-finite"), 1);
    assert_eq!(said("input: undefined"), 5);
    assert_eq!(said("all others 0"), 5);
}

#[test]
fn of_one_sample_nothing_is_known_about_the_input() {
    let mut record = fixture::record(&Plan::small());
    let sites = |record: &mut Record| {
        for site in record.cells.iter_mut().flat_map(|cell| &mut cell.sites) {
            (site.summary.signal_share, site.summary.std) = (None, Some(0.0));
        }
    };
    sites(&mut record);
    let said = |record: &Record, words: &str| {
        let figures: Vec<_> = view::figures(record).collect();
        let texts = &find(&figures, "stripes_sigmoid_xavier").texts;
        texts.iter().filter(|text| text.content == words).count()
    };
    assert_eq!(said(&record, "input: nothing"), 5);
    record.cells.iter_mut().for_each(|cell| cell.settings.samples = 1);
    assert_eq!(said(&record, "input: undefined"), 5);
}

#[test]
fn labels_too_long_for_their_place_stay_different() {
    let inits = vec![
        ("a", "truncated-normal:mean=0.5,std=0.25,low=-1.5,high=2.5", 0.1),
        ("b", "truncated-normal:mean=0.5,std=0.25,low=-1.5,high=3.5", 0.2),
    ];
    let record = fixture::record(&Plan { inits, ..Plan::small() });
    for (stem, figure) in view::figures(&record).filter(|(stem, _)| !stem.starts_with("row")) {
        let named = |end: &str| figure.texts.iter().filter(|text| text.content.ends_with(end)).count();
        let other = if stem.starts_with("stripes") { 0 } else { 1 };
        assert_eq!(named("high=2.5") + named("high=3.5"), 1 + other, "{stem}");
    }
}

#[test]
fn bars_are_as_tall_as_their_counts() {
    let record = fixture::record(&Plan::small());
    let figures: Vec<_> = view::figures(&record).collect();
    let row = find(&figures, "row_sigmoid_xavier");
    assert_eq!(row.panels.len(), 5);
    let columns = view::compose(row).into_iter().filter_map(|shape| match shape {
        Shape::Columns { base, tops, edges, .. } => Some((base, tops, edges)),
        _ => None,
    });
    for ((base, tops, edges), panel) in columns.zip(&row.panels) {
        assert_eq!((panel.y.low, panel.y.high), (0.0, row.panels[0].y.high));
        let [Mark::Bars { counts, .. }] = panel.marks.as_slice() else {
            panic!("a row panel holds bars only");
        };
        assert_eq!(edges.len(), counts.len() + 1);
        assert!(edges.windows(2).all(|pair| pair[0] < pair[1]));
        for (top, count) in tops.iter().zip(counts) {
            let expected = f64::from(panel.area.height) * *count as f64 / panel.y.high;
            // A bar with anything in it has two rows.
            assert!((f64::from(base - top) - expected).abs() <= 2.0);
        }
    }
}

#[test]
fn only_the_first_panel_of_a_row_has_y_ticks_and_each_its_title() {
    let record = fixture::record(&Plan::small());
    let figures: Vec<_> = view::figures(&record).collect();
    let row = find(&figures, "row_sigmoid_xavier");
    assert!(!row.panels[0].y.ticks.is_empty());
    assert!(row.panels[1..].iter().all(|panel| panel.y.ticks.is_empty()));
    let titles: Vec<_> = row.panels.iter().filter_map(|panel| panel.title.as_deref()).collect();
    assert_eq!(titles, ["1-layer", "2-layer", "3-layer", "4-layer", "5-layer"]);
    assert!(row.panels.windows(2).all(|pair| pair[0].area.width == pair[1].area.width));
}

#[test]
fn a_layer_without_numbers_says_so() {
    let plan = Plan {
        activations: vec!["relu"],
        inits: vec![("big", "big", 1e300), ("he", "He", 0.3)],
        ..Plan::small()
    };
    let record = fixture::record(&plan);
    let figures: Vec<_> = view::figures(&record).collect();
    let says = |stem: &str, words: &str| {
        let texts = &find(&figures, stem).texts;
        texts.iter().any(|text| text.content.contains(words))
    };
    assert!(says("row_relu_big", "non-finite"));
    assert!(says("depth_relu", "(undefined)"));
}

#[test]
fn pixels_are_drawn() {
    let record = fixture::record(&Plan::small());
    let dir = tempfile::tempdir().unwrap();
    let files = view::draw(&record, dir.path(), &[Format::Png], &AtomicBool::new(false)).unwrap();
    for (path, (_, figure)) in files.iter().zip(view::figures(&record)) {
        let (width, height, pixels) = read_png(path);
        assert_eq!((width, height), (figure.width, figure.height));
        let ink = pixels.iter().filter(|pixel| **pixel != [255; 3]).count();
        assert!(ink > 5000, "{}", path.display());
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let blue = pixels.iter().filter(|pixel| **pixel == [0x1f, 0x77, 0xb4]).count();
        assert_eq!(blue > 5000, stem.starts_with("row") || stem.starts_with("sheet"), "{stem}");
    }
}

#[test]
fn svg_text_stays_text() {
    let record = fixture::record(&Plan::small());
    let dir = tempfile::tempdir().unwrap();
    let files = view::draw(&record, dir.path(), &[Format::Svg], &AtomicBool::new(false)).unwrap();
    let text = fs::read_to_string(&files[1]).unwrap();
    assert!(text.contains("Xavier (1/sqrt n)") && text.contains("3-layer"));
    assert!(text.contains("font-family=\"DejaVu Sans, Verdana, sans-serif\""));
    assert!(text.starts_with("<svg width=\"1000\" height=\"300\" viewBox=\"0 0 2000 600\""));
    for path in files {
        let text = fs::read_to_string(path).unwrap();
        assert_eq!(text.matches("<svg").count(), 1);
        assert!(text.ends_with("</svg>\n"));
        assert_eq!(text.matches("<text").count(), text.matches("</text>").count());
    }
}

#[test]
fn bytes_do_not_depend_on_threads() {
    let record = fixture::record(&Plan { trials: 2, ..Plan::small() });
    let formats = [Format::Png, Format::Svg];
    let run = |threads| {
        let dir = tempfile::tempdir().unwrap();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let files =
            pool.install(|| view::draw(&record, dir.path(), &formats, &AtomicBool::new(false))).unwrap();
        let read =
            |path: &std::path::PathBuf| (path.file_name().unwrap().to_owned(), fs::read(path).unwrap());
        files.iter().map(read).collect::<Vec<_>>()
    };
    assert!(run(1) == run(2));
}

#[test]
fn awkward_records_are_drawn() {
    for (case, record) in cases() {
        let dir = tempfile::tempdir().unwrap();
        let files = view::draw(&record, dir.path(), &[Format::Svg], &AtomicBool::new(false)).unwrap();
        assert_eq!(files.len(), view::plan(&record).len(), "{case}");
        assert!(files.iter().all(|path| path.is_file()), "{case}");
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "").unwrap();
    let error = view::draw(&fixture::record(&Plan::small()), &file, &[Format::Svg], &AtomicBool::new(false))
        .unwrap_err();
    assert!(error.to_string().contains("file"));
}

fn read_png(path: &Path) -> (i32, i32, Vec<[u8; 3]>) {
    let file = std::io::BufReader::new(fs::File::open(path).unwrap());
    let mut decoder = png::Decoder::new(file);
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    let pixels = bytes.as_chunks::<3>().0.to_vec();
    (info.width as i32, info.height as i32, pixels)
}

#[test]
fn a_line_that_leaves_the_axis_ends_on_its_edge() {
    let mut record = fixture::record(&Plan { depth: 6, ..Plan::small() });
    for cell in &mut record.cells {
        for site in cell.sites.iter_mut().filter(|site| site.quantity == "activation") {
            site.summary.std = Some(10f64.powi(3 * site.layer as i32));
        }
    }
    let (_, figure) = view::figures(&record).find(|(stem, _)| stem.starts_with("depth_")).unwrap();
    // Theory is drawn first, under the lines.
    let line = figure.panels[1].marks.iter().rev().find_map(|mark| match mark {
        view::Mark::Line { points, .. } => Some(points.clone()),
        _ => None,
    });
    let shown: Vec<(f64, f64)> = line
        .unwrap()
        .into_iter()
        .filter_map(|(layer, std)| Some((layer, std?)))
        .filter(|p| p.0 > 0.0)
        .collect();
    // 1e3, 1e6, then 1e9 on the edge at 1e6; nothing goes on along the edge.
    assert_eq!(shown, [(1.0, 1e3), (2.0, 1e6), (3.0, 1e6)]);
}
