//! What figures show of the numbers.

use std::sync::atomic::AtomicBool;

use initscope::record::Record;
use initscope::view::{self, Choice, Colour, Format, Mark, Shape, Text};

use crate::view::fixture::{self, Plan};
use crate::view::records::{extremes, find, read_png};
use crate::view::trained;

#[test]
fn data_at_the_limits_of_numbers_have_bars_or_words() {
    let record = extremes(&Plan::small());
    let figures: Vec<_> = view::figures(&record).collect();
    let row = find(&figures, "row_sigmoid_xavier");
    assert_eq!(row.panels.len(), 5);
    for panel in &row.panels {
        let said = |text: &&Text| (panel.area.left..panel.area.right()).contains(&view::bounds(text).left);
        let inside = row
            .texts
            .iter()
            .filter(said)
            .any(|text| text.at.1 < panel.area.bottom() && text.at.1 > panel.area.top);
        assert!(!panel.marks.is_empty() || inside, "{:?}", panel.area);
    }
    for shape in view::compose(row) {
        if let Shape::Columns { edges, .. } = shape {
            assert!(edges.windows(2).all(|pair| pair[0] < pair[1]), "{edges:?}");
        }
    }
    // A range without a width has words in place of bars.
    assert!(row.texts.iter().any(|text| text.content == "100 % at 3·10²⁰"));
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
    let files =
        view::draw(&record, &Choice::All, dir.path(), &[Format::Png], &AtomicBool::new(false)).unwrap();
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
    let mut record = fixture::record(&Plan { inits: vec![("xavier", "Xavier", 0.1)], ..Plan::small() });
    for site in record.cells.iter_mut().flat_map(|cell| &mut cell.sites) {
        site.summary.non_finite = site.summary.count / 2;
        site.summary.signal_share = None;
        if let Some(stripes) = &mut site.stripes {
            let half = stripes.levels.len() / 2;
            stripes.levels.replace_range(..half, &"-".repeat(half));
        }
    }
    let figures: Vec<_> = view::figures(&record).collect();
    let figure = find(&figures, "stripes_sigmoid");
    let Mark::Heat { colours, .. } = &figure.panels[0].marks[0] else {
        panic!("stripes are a grid");
    };
    let (above, below) = colours.split_at(colours.len() / 2);
    assert!(above.iter().all(|colour| *colour == Colour(217, 217, 217)));
    assert!(below.iter().all(|colour| !above.contains(colour)));
    let said = |words: &str| figure.texts.iter().filter(|text| text.content.contains(words)).count();
    assert_eq!(said("50 % not finite"), 5);
    assert_eq!(said("grey: not finite"), 1);
}

#[test]
fn a_layer_that_answers_everything_alike_is_told_in_words() {
    let mut record = fixture::record(&Plan::small());
    for site in record.cells.iter_mut().flat_map(|cell| &mut cell.sites) {
        if let Some(stripes) = site.stripes.as_mut().filter(|_| site.layer > 1) {
            stripes.high = stripes.low;
            stripes.levels = "00".repeat(stripes.samples * stripes.units);
        }
    }
    let figures: Vec<_> = view::figures(&record).collect();
    let figure = find(&figures, "stripes_sigmoid");
    let told = figure.texts.iter().filter(|text| text.content.starts_with("all ")).count();
    let drawn = figure.panels.iter().filter(|panel| !panel.marks.is_empty()).count();
    // A picture and a colour bar for each of two networks.
    assert_eq!((told, drawn), (2 * 4, 2 * 2));
}

#[test]
fn stripes_of_a_study_stand_in_one_figure_a_row_for_each_network() {
    let figures: Vec<_> = view::figures(&fixture::record(&Plan { depth: 9, ..Plan::small() })).collect();
    let figure = find(&figures, "stripes_sigmoid");
    let said: Vec<&str> = figure.texts.iter().map(|text| text.content.as_str()).collect();
    for words in ["N(0, 1)", "Xavier (1/sqrt n)", "layer 1", "layer 3", "layer 5", "layer 7", "layer 9"] {
        assert!(said.contains(&words), "{words}: {said:?}");
    }
    assert!(said.iter().any(|words| words.contains("5 of 9 layers")));
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
        let texts = &find(&figures, "stripes_sigmoid").texts;
        texts.iter().filter(|text| text.content == words).count()
    };
    assert_eq!(said(&record, "moved by nothing"), 2 * 5);
    record.cells.iter_mut().for_each(|cell| cell.settings.samples = 1);
    assert_eq!(said(&record, "moved by nothing"), 0);
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
        let [Mark::Bars { heights, .. }] = panel.marks.as_slice() else {
            panic!("a row panel holds bars only");
        };
        assert_eq!(edges.len(), heights.len() + 1);
        assert!(edges.windows(2).all(|pair| pair[0] < pair[1]));
        for (top, height) in tops.iter().zip(heights) {
            let expected = f64::from(panel.area.height) * height / panel.y.high;
            // A bar with anything in it has two rows.
            assert!((f64::from(base - top) - expected).abs() <= 2.0);
        }
    }
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
    assert!(says("depth_relu", "× big: "));
}

#[test]
fn two_networks_of_different_spread_have_different_pictures() {
    let stds = [1e-9, 1e-6, 0.01, 0.1, 0.2, 0.3, 1.0, 100.0, 1e6, 1e30];
    let named = |std: &f64| -> (&'static str, &'static str, f64) {
        (Box::leak(format!("normal:std={std:e}").into_boxed_str()), "one name for all", *std)
    };
    for (activation, fixed) in
        [("relu", None), ("relu", Some((0.0, 1.0))), ("linear", None), ("tanh", None), ("sigmoid", None)]
    {
        let plan = Plan {
            activations: vec![activation],
            inits: stds.iter().map(named).collect(),
            fixed,
            ..Plan::small()
        };
        let record = fixture::record(&plan);
        // Beside each other, so that each stands on the axis of all.
        let sheets: Vec<view::Figure> = view::figures(&record)
            .filter(|(stem, _)| stem.starts_with("sheet_"))
            .map(|(_, figure)| figure)
            .collect();
        let mut rows: Vec<String> = Vec::new();
        for sheet in &sheets {
            let mut tops: Vec<i32> = sheet.panels.iter().map(|panel| panel.area.top).collect();
            tops.dedup();
            for top in tops {
                let inside = |y: i32| (top..top + sheet.panels[0].area.height).contains(&y);
                let panels: Vec<_> = sheet.panels.iter().filter(|panel| panel.area.top == top).collect();
                let marks: Vec<_> = panels.iter().map(|panel| &panel.marks).collect();
                let notes =
                    sheet.texts.iter().filter(|text| inside(text.at.1) && text.content != "one name for all");
                let notes: Vec<&String> = notes.map(|text| &text.content).collect();
                rows.push(format!("{marks:?} {notes:?}"));
            }
        }
        assert_eq!(rows.len(), stds.len(), "{activation}");
        for (index, row) in rows.iter().enumerate() {
            // Sigmoid of 100 and more is 0 or 1 to the last bit.
            let saturated = activation != "relu" && activation != "linear" && stds[index] > 1.0;
            assert!(saturated || !rows[..index].contains(row), "{activation}: std {}", stds[index]);
        }
    }
}

#[test]
fn zeros_of_relu_stand_apart_and_do_not_set_the_height() {
    let record = fixture::record(&Plan { activations: vec!["relu"], ..Plan::small() });
    let figures: Vec<_> = view::figures(&record).collect();
    let sheet = find(&figures, "sheet_relu");
    let said = sheet.texts.iter().filter(|text| text.content.ends_with("% are 0")).count();
    assert_eq!(said, 10);
    let shown = sheet.panels.iter().filter(|panel| !panel.x.ticks.is_empty() && panel.area.width > 100);
    for panel in shown {
        let [Mark::Bars { low, high, heights, .. }] = panel.marks.as_slice() else { continue };
        assert_eq!(*low, 0.0);
        assert!(heights.iter().sum::<f64>() < 0.6, "{high} {heights:?}");
    }
}

#[test]
fn the_panels_of_a_sheet_have_one_axis() {
    let inits = vec![("a", "a", 0.1), ("b", "b", 0.3), ("c", "c", 2.0)];
    let record = fixture::record(&Plan { activations: vec!["relu"], inits, ..Plan::small() });
    let figures: Vec<_> = view::figures(&record).collect();
    // Gauges are narrow.
    let panels = find(&figures, "sheet_relu").panels.iter().filter(|panel| panel.area.width > 100);
    let evenly = panels.filter(|panel| panel.x.scale == view::Scale::Linear);
    let ranges: Vec<(f64, f64)> = evenly.map(|panel| (panel.x.low, panel.x.high)).collect();
    assert_eq!(ranges.len(), 15);
    assert!(ranges.iter().all(|range| *range == ranges[0]), "{ranges:?}");
}

#[test]
fn a_limit_of_counts_ends_the_axis_and_shows_bins_as_they_are() {
    let plan = Plan { activations: vec!["relu"], fixed: Some((0.0, 1.0)), ..Plan::small() };
    let mut record = fixture::record(&plan);
    record.manifest.counts.insert("relu".to_owned(), 70);
    let figures: Vec<_> = view::figures(&record).collect();
    let row = find(&figures, "row_relu_xavier");
    assert_eq!(row.panels.len(), 5);
    for (panel, site) in row.panels.iter().zip(&record.cells[1].sites[1..]) {
        assert_eq!(panel.y.high, 70.0);
        let Mark::Bars { heights, .. } = &panel.marks[0] else { panic!("bars") };
        let counts = &site.histograms[0].histogram.counts;
        assert!(heights.iter().zip(counts).all(|(height, count)| (height - *count as f64).abs() < 1e-6));
    }
}

#[test]
fn gradients_of_all_layers_lie_on_one_axis() {
    let figures: Vec<_> = view::figures(&trained::backward(&trained::plan())).collect();
    let overlay =
        figures.iter().find(|(stem, _)| stem.starts_with("overlay_gradient")).map(|(_, figure)| figure);
    let panels = &overlay.unwrap().panels;
    assert!(panels.len() > 1);
    for panel in panels {
        assert_eq!((&panel.x.ticks, panel.y.high), (&panels[0].x.ticks, panels[0].y.high));
        let lines = panel.marks.iter().filter(|mark| matches!(mark, Mark::Line { .. })).count();
        assert!((2..=8).contains(&lines), "{lines}");
    }
}
