//! What figures show of the numbers.

use std::sync::atomic::AtomicBool;

use initscope::record::Record;
use initscope::view::{self, Choice, Colour, Format, Mark, Shape};

use crate::fixture::{self, Plan};
use crate::records::{extremes, find, read_png};

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
    assert!(row.texts.iter().any(|text| text.content == "100 % at 3·10²⁰"));
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
