//! Where words stand.

use initscope::view::{self, Mark, Text};

use crate::view::fixture::{self, Plan};
use crate::view::records::{all_figures, cases, find, texts};

#[test]
fn words_are_large_enough_for_a_slide_and_stand_inside_the_canvas_and_apart() {
    let of = |(name, figure): (String, view::Figure)| {
        view::hindrances(&figure).into_iter().map(move |hindrance| format!("{name}: {hindrance}"))
    };
    let found: Vec<String> = all_figures().flat_map(of).collect();
    assert!(found.is_empty(), "{found:#?}");
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
                Mark::Bars { heights, .. } => heights.iter().any(|height| *height > 0.0),
                _ => false,
            });
            // A gauge of zeros and a picture of a law have words.
            let is_small = panel.area.width < 100;
            assert!(!drawn || is_small || panel.x.ticks.len() > 1, "{name}: {:?}", panel.x);
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
fn labels_too_long_for_their_place_stay_different() {
    let inits = vec![
        ("a", "truncated-normal:mean=0.5,std=0.25,low=-1.5,high=2.5", 0.1),
        ("b", "truncated-normal:mean=0.5,std=0.25,low=-1.5,high=3.5", 0.2),
    ];
    let record = fixture::record(&Plan { inits, ..Plan::small() });
    for (stem, figure) in view::figures(&record).filter(|(stem, _)| !stem.starts_with("row")) {
        let texts = texts(&figure);
        let named = |end: &str| texts.iter().filter(|text| text.content.ends_with(end)).count();
        let other = match stem.split('_').next() {
            // Each of two panels names its lines.
            Some("depth") => 3,
            _ => 1,
        };
        assert_eq!(named("high=2.5") + named("high=3.5"), 1 + other, "{stem}");
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
    assert_eq!(titles, ["layer 1", "layer 2", "layer 3", "layer 4", "layer 5"]);
    assert!(row.panels.windows(2).all(|pair| pair[0].area.width == pair[1].area.width));
}
