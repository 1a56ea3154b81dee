//! How training ended: records of many cells, their tables, ends and courses.

use std::collections::HashSet;

use initscope::record::{CellRecord, Metric, Record};
use initscope::view::{self, Area, Colour, Direction, Figure, Mark, Stroke};

use crate::view::outcomes::{GREY, along, cases, cells, figures, of, pairing, says, tables, times};
use crate::view::records::find;

#[test]
fn every_cell_of_a_table_has_its_number() {
    for (case, record) in cases() {
        for (stem, figure) in of(&figures(&record), "outcome") {
            for (area, colour, words) in tables(figure).iter().flat_map(|panel| self::cells(figure, panel)) {
                let missing = case == "paired with holes" && colour == GREY;
                assert!(words.len() == 1 || missing && words.is_empty(), "{case}: {stem}: {words:?}");
                for text in figure.texts.iter().filter(|text| words.contains(&text.content)) {
                    let bounds = view::bounds(text);
                    if bounds.left >= area.left && bounds.top >= area.top && bounds.top < area.bottom() {
                        let fits = bounds.left >= area.right() || bounds.right() <= area.right();
                        assert!(fits, "{case}: {stem}: {words:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_diverged_cell_and_one_that_never_reached_its_target_are_grey_and_say_so() {
    let record = pairing(2, 6, &["1"], 1);
    let all = figures(&record);
    let steps = find(&all, "outcome_steps-to-target");
    // Six rows and two columns: the longer axis runs down.
    let found: Vec<(Colour, String)> = self::cells(steps, &tables(steps)[0])
        .into_iter()
        .map(|(_, colour, words)| (colour, words.concat()))
        .collect();
    // In plan order the cell of activation 1 and init 1 is number 7.
    assert_eq!(found[0], (GREY, "diverged".into()));
    assert_eq!(found[3], (GREY, "diverged".into()));
    assert_eq!(found[10], (GREY, "never".into()));
    assert!(found[2].0 != GREY && found[2].1 == "11");
    let loss = find(&all, "outcome_train-loss");
    let found = self::cells(loss, &tables(loss)[0]);
    assert_eq!(found.iter().filter(|(_, colour, _)| *colour == GREY).count(), 2);
}

#[test]
fn a_number_stands_for_more_than_half_of_the_trials() {
    let mut record = pairing(2, 2, &["1"], 3);
    for (index, cell) in record.cells.iter_mut().enumerate() {
        let (place, trial) = (index / 3, index % 3);
        cell.diverged = (trial < place).then_some(1);
        for point in cell.curves.iter_mut().filter(|point| point.metric == Metric::StepsToTarget) {
            point.value = (trial >= place).then_some(10.0 * (trial + 1) as f64);
        }
    }
    let all = figures(&record);
    let words = |stem: &str| -> Vec<String> {
        let figure = find(&all, stem);
        self::cells(figure, &tables(figure)[0]).into_iter().map(|(_, _, words)| words.concat()).collect()
    };
    // Of three waits 10, 20 and 30, and of two and one in vain, the middle one.
    assert_eq!(words("outcome_steps-to-target"), ["20", "30", "diverged", "diverged"]);
    let loss = words("outcome_train-loss");
    assert!(loss[..2].iter().all(|loss| loss.parse::<f64>().is_ok()), "{loss:?}");
    assert_eq!(loss[2..], ["diverged", "diverged"]);
    assert!(says(find(&all, "outcome_train-loss"), "median of 3 trials"));
}

#[test]
fn words_that_do_not_fit_are_marks_that_the_footer_explains() {
    let all = figures(&pairing(9, 5, &["1", "2", "4", "8"], 1));
    let accuracy = find(&all, "outcome_held-out-accuracy");
    assert!(says(accuracy, "×: diverged") && !accuracy.texts.iter().any(|text| text.content == "diverged"));
}

#[test]
fn the_longest_axes_are_rows_and_columns_and_the_others_titles() {
    let all = figures(&pairing(9, 5, &["1", "2", "4", "8"], 1));
    let kinds: Vec<&str> = of(&all, "outcome").map(|(stem, _)| stem.as_str()).collect();
    let accuracy = "outcome_held-out-accuracy";
    assert_eq!(kinds, ["outcome_train-loss", "outcome_train-loss_2", accuracy, "outcome_steps-to-target"]);
    // The numbers of the loss are so long that no slide has room for more than two tables of them.
    assert!(
        ["outcome_train-loss", "outcome_train-loss_2"].iter().all(|stem| tables(find(&all, stem)).len() == 2)
    );
    let figure = find(&all, accuracy);
    assert_eq!(tables(figure).len(), 4);
    let [Mark::Heat { columns, colours }] = tables(figure)[0].marks.as_slice() else { panic!("a grid") };
    assert_eq!((*columns, colours.len()), (5, 45));
    assert!(["depth 1", "depth 2", "depth 4", "depth 8"].iter().all(|title| says(figure, title)));
    assert!(
        says(figure, "Accuracy on held-out samples in % after 200 steps") && says(figure, "lighter: better")
    );
    // One axis alone makes no table.
    assert_eq!(of(&figures(&pairing(1, 5, &["1"], 1)), "outcome").count(), 0);
}

#[test]
fn the_best_of_every_row_is_boxed() {
    let all = figures(&pairing(9, 5, &["1"], 1));
    let figure = find(&all, "outcome_held-out-accuracy");
    let table = &tables(figure)[0];
    let cells = self::cells(figure, table);
    for row in cells.chunks(5) {
        let number = |words: &[String]| words.first().and_then(|words| words.parse::<f64>().ok());
        let best = row.iter().filter_map(|(_, _, words)| number(words)).fold(0.0, f64::max);
        // None is better than the others where all are.
        let alike = row.iter().all(|(_, _, words)| number(words) == Some(best));
        for (area, _, words) in row {
            let inside = |badge: &&view::Badge| {
                let Area { left, top, .. } = badge.area;
                area.left <= left && left < area.right() && area.top <= top && top < area.bottom()
            };
            let sides = figure.badges.iter().filter(inside).count();
            let boxed = number(words) == Some(best) && !alike;
            assert_eq!(sides, if boxed { 4 } else { 0 }, "{words:?}");
        }
    }
    assert!(says(figure, "boxed: best of a row"));
}

#[test]
fn a_metric_that_no_cell_has_makes_no_figure() {
    let mut record = along(1, 16, 1);
    for cell in &mut record.cells {
        cell.curves.retain(|point| !matches!(point.metric, Metric::StepsToTarget | Metric::TrainAccuracy));
    }
    let all = figures(&record);
    let stems: Vec<&str> =
        all.iter().map(|(stem, _)| stem.as_str()).filter(|stem| !stem.starts_with("map")).collect();
    assert_eq!(stems, ["outcome_train-loss", "outcome_held-out-accuracy", "ends_init"]);
    assert_eq!(find(&all, "ends_init").panels.len(), 2);
}

#[test]
fn a_sweep_has_its_columns_numbered_and_its_lines_in_rising_order() {
    let all = figures(&along(1, 16, 1));
    let figure = find(&all, "outcome_train-loss");
    let [Mark::Heat { columns, colours }] = tables(figure)[0].marks.as_slice() else { panic!("a grid") };
    assert_eq!((*columns, colours.len()), (16, 32));
    assert!(says(figure, "init std") && figure.texts.iter().any(|text| text.content == "0.01"));
    let ends = find(&all, "ends_init");
    assert_eq!(ends.panels.len(), 4);
    for panel in &ends.panels {
        assert_eq!(panel.x.scale, view::Scale::Log);
        assert!(panel.x.ticks.len() > 1);
        let lines = panel.marks.iter().filter_map(|mark| match mark {
            Mark::Line { points, style } => Some((points, style)),
            _ => None,
        });
        // Each a line and its markers.
        assert_eq!(lines.clone().count(), 4);
        assert!(lines.into_iter().all(|(points, _)| points.windows(2).all(|pair| pair[0].0 <= pair[1].0)));
    }
    assert!(says(ends, "(of 16: ") && says(ends, "never: the target was not reached"));
}

#[test]
fn ends_are_gaps_where_training_diverged() {
    let record = along(1, 16, 1);
    let all = figures(&record);
    let panel = &find(&all, "ends_init").panels[0];
    let Some(Mark::Line { points, .. }) = panel.marks.first() else { panic!("a line") };
    // Cells alternate between two lines.
    let diverged: Vec<bool> = record.cells.iter().step_by(2).map(|cell| cell.diverged.is_some()).collect();
    assert_eq!(points.iter().map(|(_, value)| value.is_none()).collect::<Vec<_>>(), diverged);
}

#[test]
fn courses_share_their_axes_and_have_a_panel_for_every_swept_value() {
    let all = figures(&along(1, 16, 3));
    for stem in ["course_train-accuracy"] {
        let figure = find(&all, stem);
        assert_eq!(figure.panels.len(), 16, "{stem}");
        let first = &figure.panels[0];
        for (index, panel) in figure.panels.iter().enumerate() {
            assert_eq!((panel.y.low, panel.y.high), (first.y.low, first.y.high), "{stem}");
            assert_eq!(panel.x.label_size > 0, index >= 12, "{stem}");
            assert_eq!(panel.y.label_size > 0, index % 4 == 0, "{stem}");
        }
        assert!(figure.texts.iter().any(|text| text.content == "std 0.01"), "{stem}");
        assert!(says(figure, "diverged: step 20"), "{stem}");
        let strokes: Vec<Stroke> = figure.legend.iter().map(|entry| entry.style.stroke).collect();
        assert_eq!(strokes, [Stroke::Plain, Stroke::Dashed], "{stem}");
    }
}

#[test]
fn many_lines_and_many_values_take_several_figures() {
    let all = figures(&along(8, 44, 1));
    let lines: usize = of(&all, "ends").map(|(_, figure)| figure.legend.len()).sum();
    assert_eq!((of(&all, "ends").count(), lines), (2, 16));
    let panels: HashSet<usize> = of(&all, "course").map(|(_, figure)| figure.panels.len()).collect();
    assert!(panels.iter().all(|panels| *panels <= 16));
    assert_eq!(of(&all, "course_train-accuracy").count(), 9);
    let sideways = |(_, figure): &(String, Figure)| {
        let bottom = figure.panels[0].area.bottom();
        let inside = |text: &view::Text| view::bounds(text).bottom() <= bottom;
        figure
            .texts
            .iter()
            .any(|text| text.direction == Direction::Up && text.content.starts_with("0.") && inside(text))
    };
    assert!(of(&all, "outcome_train").all(sideways));
}

#[test]
fn where_two_activations_have_too_many_lines_each_has_its_own_figures() {
    let residual = |cell: &mut CellRecord, value: &str| cell.settings.residual = value == "true";
    let all = figures(&times(along(2, 16, 1), "residual", &["false", "true"], residual));
    for stem in ["ends_init", "course_train-accuracy"] {
        for activation in ["activation-0", "activation-1"] {
            assert_eq!(find(&all, &format!("{stem}_{activation}")).legend.len(), 4);
        }
    }
}

#[test]
fn lines_are_named_by_what_they_do_not_share() {
    let all = figures(&along(8, 16, 1));
    let figure = find(&all, "course_train-accuracy");
    // Three of eight activations, each with and without normalization: equal colours, unlike strokes.
    let styles: Vec<_> = figure.legend.iter().map(|entry| entry.style).collect();
    let looks: HashSet<_> =
        styles.iter().map(|style| (style.colour, style.stroke == Stroke::Dashed)).collect();
    let colours: HashSet<Colour> = styles.iter().map(|style| style.colour).collect();
    assert_eq!((styles.len(), looks.len(), colours.len()), (6, 6, 3));
    assert!(says(figure, "activation-0, batch norm"));
    let alone = figures(&along(1, 16, 1));
    let figure = find(&alone, "course_train-accuracy");
    assert!(says(figure, "activation-0: training accuracy along init std"));
    assert!(figure.texts.iter().any(|text| text.content == "batch norm"));
}

#[test]
fn cells_of_a_sweep_have_a_map_and_no_figures_of_their_own() {
    let all = figures(&along(1, 16, 1));
    let kinds: HashSet<&str> = all.iter().filter_map(|(stem, _)| stem.split('_').next()).collect();
    assert_eq!(kinds, HashSet::from(["outcome", "ends", "course", "map"]));
}

#[test]
fn of_many_trained_networks_none_has_a_figure_of_its_own() {
    let kinds = |record: &Record| -> HashSet<String> {
        figures(record).iter().filter_map(|(stem, _)| Some(stem.split('_').next()?.to_owned())).collect()
    };
    let (few, many) = (kinds(&pairing(6, 8, &["1"], 2)), kinds(&pairing(7, 7, &["1"], 2)));
    assert!(few.contains("row") && !many.contains("row"));
    for kind in ["outcome", "loss", "sheet", "depth", "stripes"] {
        assert!(few.contains(kind) && many.contains(kind), "{kind}");
    }
}
