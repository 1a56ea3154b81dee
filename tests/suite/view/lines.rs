//! Lines: every one is drawn where its numbers are, in the look of its scheme, and is named.

use std::collections::{HashMap, HashSet};

use initscope::record::{AxisRecord, AxisValueRecord, Record};
use initscope::view::{self, Figure, LineStyle, Mark, Panel, Shape, Stroke};

use crate::view::fixture::{self, Plan};
use crate::view::records::{all_figures, find};

/// The shapes of a panel that shows one mark alone.
fn shapes(figure: &Figure, panel: &Panel, mark: &Mark) -> Vec<Shape> {
    let alone = |marks| {
        let panel = Panel { marks, ..panel.clone() };
        view::compose(&Figure {
            panels: vec![panel],
            texts: vec![],
            legend: vec![],
            leaders: vec![],
            badges: vec![],
            ..figure.clone()
        })
    };
    let without = alone(vec![]).len();
    let mut with = alone(vec![mark.clone()]);
    with.truncate(with.len() - without);
    with
}

/// Where a marker stands: none of the strokes of a line, nor the arrow of one that goes on.
fn middle(shape: &Shape) -> Option<(i32, i32)> {
    match shape {
        Shape::Disc(at, ..) => Some(*at),
        Shape::Stroke { points, width: 5, .. } => {
            Some(((points[0].0 + points[1].0) / 2, (points[0].1 + points[1].1) / 2))
        }
        _ => None,
    }
}

#[test]
fn no_marker_stands_where_its_value_is_not() {
    let mut markers = 0;
    for (name, figure) in all_figures() {
        for panel in &figure.panels {
            for mark in &panel.marks {
                let Mark::Line { points, style: LineStyle { stroke: Stroke::Marked(_), .. } } = mark else {
                    continue;
                };
                let place = |(at, value): &(f64, Option<f64>)| {
                    let (across, up) = (panel.x.share(*at)?, panel.y.share((*value)?)?);
                    Some((panel.area.x(across), panel.area.y(up)))
                };
                let places: HashSet<(i32, i32)> = points.iter().filter_map(place).collect();
                for at in shapes(&figure, panel, mark).iter().filter_map(middle) {
                    assert!(places.contains(&at), "{name}: a marker at {at:?}");
                    markers += 1;
                }
            }
        }
    }
    assert!(markers > 1000, "{markers}");
}

/// Five networks that multiply the std of the signal by a power of ten in every layer.
fn steady(decades: &[i32]) -> Record {
    let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
    let init = |power: &i32| (leak(format!("normal:std={power}")), leak(format!("by {power}")), 0.1);
    let inits = decades.iter().map(init).collect();
    let mut record = fixture::record(&Plan { depth: 10, inits, ..Plan::small() });
    for (cell, power) in record.cells.iter_mut().zip(decades) {
        for site in cell.sites.iter_mut().filter(|site| site.quantity == "activation") {
            site.summary.std = Some(10f64.powi(power * site.layer as i32));
        }
    }
    record
}

#[test]
fn a_line_that_leaves_the_axis_ends_where_it_crosses_the_edge_and_says_what_it_comes_to() {
    let figures: Vec<_> = view::figures(&steady(&[7, 0, -7])).collect();
    let figure = find(&figures, "depth_sigmoid");
    let panel = &figure.panels[0];
    let says = |words: &str| figure.texts.iter().any(|text| text.content.contains(words));
    assert!(says("→ 10⁷⁰ at layer 10") && says("→ 10⁻⁷⁰ at layer 10"));
    let drawn = panel.marks.iter().find(|mark| matches!(mark, Mark::Line { .. })).unwrap();
    let stroke = shapes(figure, panel, drawn).into_iter().find_map(|shape| match shape {
        Shape::Stroke { points, .. } => Some(points),
        _ => None,
    });
    let stroke = stroke.unwrap();
    // Straight on an axis of decades, up to the edge itself.
    assert_eq!(stroke.last().unwrap().1, panel.area.top);
    let slope = |pair: &[(i32, i32)]| f64::from(pair[1].1 - pair[0].1) / f64::from(pair[1].0 - pair[0].0);
    let (first, last) = (slope(&stroke[1..3]), slope(&stroke[stroke.len() - 2..]));
    assert!((first - last).abs() < 0.1 * first.abs(), "{first} {last}");
}

#[test]
fn all_numbers_are_shown_as_long_as_their_axis_can_be_read() {
    let figures: Vec<_> = view::figures(&steady(&[1, 0, -2])).collect();
    let figure = find(&figures, "depth_sigmoid");
    assert!(figure.panels[0].y.low < 1e-20 && figure.panels[0].y.high > 1e10);
    assert!(!figure.texts.iter().any(|text| text.content.contains('→')));
}

#[test]
fn panels_whose_lines_are_level_are_a_line_of_text() {
    let mut record = steady(&[1, 0, -1]);
    for site in record.cells.iter_mut().flat_map(|cell| &mut cell.sites) {
        site.summary.signal_share = Some(0.99);
    }
    let figures: Vec<_> = view::figures(&record).collect();
    let figure = find(&figures, "depth_sigmoid");
    assert_eq!(figure.panels.len(), 1);
    assert!(figure.texts.iter().any(|text| text.content == "signal share: 0.99 at every layer"));
}

/// The study with a bias of three kinds and `count` initializations.
fn biased(count: usize) -> Record {
    let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
    let mut inits = vec![("he-normal", "He", 0.3), ("normal", "std 1", 1.0)];
    inits.extend((2..count).map(|index| (leak(format!("init-{index}")), leak(format!("Init {index}")), 0.1)));
    let plan = Plan { activations: vec!["relu", "tanh"], inits, width: 4, samples: 8, ..Plan::small() };
    let mut record = fixture::record(&plan);
    let cells = std::mem::take(&mut record.cells);
    let values = ["zeros", "constant:value=0.01", "normal:std=0.22"];
    for cell in cells {
        record.cells.extend(values.map(|bias| {
            let mut cell = cell.clone();
            cell.settings.bias = bias.to_owned();
            cell
        }));
    }
    let value = |value: &str| AxisValueRecord { value: value.into(), label: value.into(), number: None };
    record.manifest.axes.push(AxisRecord { name: "bias".into(), values: values.map(value).to_vec() });
    record
}

#[test]
fn settings_stand_side_by_side_on_one_axis() {
    let figures: Vec<_> = view::figures(&biased(4)).collect();
    let stems: Vec<&str> =
        figures.iter().map(|(stem, _)| &**stem).filter(|stem| stem.starts_with("depth")).collect();
    assert_eq!(stems, ["depth_relu", "depth_tanh"]);
    let figure = find(&figures, "depth_relu");
    for title in ["bias 0", "bias 0.01"] {
        assert!(figure.texts.iter().any(|text| text.content == title), "{title}");
    }
    assert_eq!(figure.panels.len() % 3, 0);
    let ends = |panel: &Panel| (panel.y.low, panel.y.high);
    assert!(figure.panels[..3].iter().all(|panel| ends(panel) == ends(&figure.panels[0])));
}

#[test]
fn a_scheme_has_one_look_on_every_page_and_no_panel_more_lines_than_can_be_told_apart() {
    let figures: Vec<_> = view::figures(&biased(20)).collect();
    let mut looks: HashMap<String, LineStyle> = HashMap::new();
    let mut pages = 0;
    for (_, figure) in figures.iter().filter(|(stem, _)| stem.starts_with("depth_")) {
        pages += 1;
        let is_named =
            |mark: &&Mark| matches!(mark, Mark::Line { style, .. } if style.stroke != Stroke::Dashed);
        let lines = |panel: &Panel| panel.marks.iter().filter(is_named).count();
        assert!(figure.panels.iter().all(|panel| lines(panel) <= 8));
        for leader in &figure.leaders {
            let beside = |text: &&view::Text| {
                text.colour == leader.style.colour
                    && text.at.0 > leader.to.0
                    && text.at.0 - leader.to.0 < 40
                    && (text.at.1 - leader.to.1).abs() < 16
            };
            let name = figure.texts.iter().find(beside).unwrap().content.clone();
            assert_eq!(*looks.entry(name).or_insert(leader.style), leader.style);
        }
    }
    assert_eq!(pages, 2 * 3);
    assert!(looks.len() > 10, "{}", looks.len());
}
