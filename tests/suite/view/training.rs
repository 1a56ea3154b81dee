//! Figures and tables of training and of gradients.

use std::sync::atomic::AtomicBool;

use initscope::record::{Metric, Record, Site};
use initscope::view::{self, Choice, Colour, Figure, Format, LineStyle, Mark, Panel, Stroke};

use crate::view::fixture::{self, Plan};
use crate::view::records::{find, read_png};
use crate::view::trained::{SNAPSHOTS, backward, plan, trained};

fn figures(record: &Record) -> Vec<(String, Figure)> {
    view::figures(record).collect()
}

/// By x, with a gap where a value is missing.
type Points = Vec<(f64, Option<f64>)>;

/// The lines of a panel, back to front.
fn lines(panel: &Panel) -> Vec<(LineStyle, Points)> {
    let line = |mark: &Mark| match mark {
        Mark::Line { points, style } => Some((*style, points.clone())),
        _ => None,
    };
    panel.marks.iter().filter_map(line).collect()
}

fn says(figure: &Figure, words: &str) -> bool {
    figure.texts.iter().any(|text| text.content.contains(words))
}

#[test]
fn every_kind_is_planned_where_its_numbers_are() {
    let inits = plan().inits[..2].to_vec();
    let small = Plan { inits, trials: 1, ..plan() };
    let stems = |record: &Record| figures(record).into_iter().map(|(stem, _)| stem).collect::<Vec<_>>();
    let forward = stems(&fixture::record(&small));
    // Overlays stand beside each other.
    let place = forward.iter().position(|stem| stem.starts_with("depth")).unwrap();
    let (before, after) = forward.split_at(place);
    let overlay = vec!["overlay_gradient_relu".to_owned()];
    let gradients = vec!["gradients_relu".to_owned()];
    let forward = [before.to_vec(), overlay, after.to_vec()].concat();
    assert_eq!(stems(&backward(&small)), [forward.clone(), gradients.clone()].concat());
    let training = ["loss_relu", "updates_relu"];
    // The second of two diverges after the third snapshot.
    let times = ["time_activation_relu", "time_activation-gradient_relu"];
    // The overview, which is first, shows networks that learn too.
    let (overview, forward) = forward.split_at(1);
    let training = training.map(String::from).to_vec();
    let all = [overview.to_vec(), training, forward.to_vec(), gradients, times.map(String::from).to_vec()];
    assert_eq!(stems(&trained(&small, 2000)), all.concat());
}

#[test]
fn pictures_are_not_blank() {
    for record in [trained(&plan(), 120), backward(&plan())] {
        let dir = tempfile::tempdir().unwrap();
        let files =
            view::draw(&record, &Choice::All, dir.path(), &[Format::Png], &AtomicBool::new(false)).unwrap();
        for path in files {
            let (_, _, pixels) = read_png(&path);
            let coloured = |pixel: &&[u8; 3]| pixel.iter().max() != pixel.iter().min();
            assert!(pixels.iter().filter(coloured).count() > 2000, "{}", path.display());
        }
    }
}

#[test]
fn the_loss_is_smoothed_and_ends_where_training_diverged() {
    let record = trained(&Plan { trials: 1, ..plan() }, 600);
    let all = figures(&record);
    let figure = find(&all, "loss_relu");
    let drawn = lines(&figure.panels[0]);
    // Four initializations and guessing, on top.
    assert_eq!(drawn.len(), 5);
    let guess = (10f64).ln();
    assert!(drawn[4].1.iter().all(|(_, loss)| *loss == Some(guess)));
    assert_eq!(drawn[4].0.stroke, Stroke::Dashed);
    assert!(says(figure, "ln 10: guessing") && says(figure, "loss smoothed over 11 points"));
    assert!(says(figure, "× diverged at step 200"));
    let (_, last) = &drawn[3];
    assert!(last.iter().all(|(step, value)| value.is_some() == (*step < 200.0)));
    // As rough as its points it would be off by more than half of the noise.
    let rough: Vec<f64> = record.cells[0]
        .curves
        .iter()
        .filter(|point| point.metric == Metric::Loss)
        .filter_map(|point| point.value)
        .collect();
    let spread = |values: &[f64]| {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        values.iter().map(|value| (value - mean).powi(2)).sum::<f64>()
    };
    let smooth: Vec<f64> = drawn[0].1.iter().filter_map(|point| point.1).collect();
    assert_eq!(smooth.len(), rough.len());
    assert!(spread(&smooth) < spread(&rough) / 5.0);
    assert!(figure.panels[0].y.low == 0.0 && figure.panels[0].y.high > guess);
}

#[test]
fn few_losses_are_drawn_as_they_are() {
    let record = trained(&Plan { trials: 1, ..plan() }, 8);
    let all = figures(&record);
    let figure = find(&all, "loss_relu");
    assert!(!says(figure, "smoothed"));
    let first = record.cells[0].curves.iter().find(|point| point.metric == Metric::Loss).unwrap();
    assert_eq!(lines(&figure.panels[0])[0].1[0], (0.0, first.value));
}

#[test]
fn a_loss_that_goes_far_off_does_not_flatten_the_others() {
    let mut record = trained(&plan(), 100);
    for cell in record.cells.iter_mut().filter(|cell| cell.settings.init == "he-normal") {
        cell.curves.iter_mut().for_each(|point| point.value = point.value.map(|value| 1e6 * value));
    }
    let all = figures(&record);
    let figure = find(&all, "loss_relu");
    let top = figure.panels[0].y.high;
    let drawn = lines(&figure.panels[0]);
    let others = drawn.iter().filter(|(_, line)| line.iter().all(|(_, loss)| *loss < Some(1e4)));
    let most = others.flat_map(|(_, line)| line).filter_map(|point| point.1).fold(0.0, f64::max);
    assert!(top > most && top < 2.5 * 10f64.ln(), "{top}");
    assert!(says(figure, "He → ") && says(figure, "at iteration 100"));
}

#[test]
fn trials_are_a_median_in_a_band() {
    let record = trained(&plan(), 100);
    let all = figures(&record);
    for panel in &find(&all, "loss_relu").panels {
        let mut bands = 0;
        for mark in &panel.marks {
            let Mark::Band { points, colour } = mark else { continue };
            bands += 1;
            let inside = |line: &Points| {
                points.iter().all(|(step, low, high)| {
                    let value = line.iter().find(|(at, _)| at == step).and_then(|(_, value)| *value);
                    value.is_none_or(|value| *low <= value && value <= *high)
                })
            };
            let mut same = lines(panel).into_iter().filter(|(style, _)| style.colour == *colour);
            assert!(same.any(|(_, line)| inside(&line)));
        }
        assert!(bands > 1);
    }
    assert!(says(find(&all, "loss_relu"), "3 of 3 diverged, first: step 33"));
}

#[test]
fn a_cell_that_diverges_at_once_is_named_without_a_line() {
    let mut record = trained(&Plan { trials: 1, ..plan() }, 50);
    let cell = &mut record.cells[1];
    cell.diverged = Some(0);
    cell.curves.truncate(1);
    cell.curves[0].value = None;
    let all = figures(&record);
    let figure = find(&all, "loss_relu");
    assert!(says(figure, "× Xavier (1/sqrt n): diverged at step 0"));
    // Three others and guessing.
    assert_eq!(lines(&figure.panels[0]).len(), 4);
}

#[test]
fn what_networks_have_learned_stands_beside_the_loss() {
    let mut record = trained(&plan(), 400);
    let panels = |record: &Record| {
        let all = figures(record);
        let figure = find(&all, "loss_relu");
        let said = ["loss", "held-out accuracy", "training accuracy"]
            .map(|words| figure.texts.iter().any(|text| text.content == words));
        (figure.panels.len(), said)
    };
    assert_eq!(panels(&record), (2, [true, true, false]));
    for cell in &mut record.cells {
        cell.curves.retain(|point| point.metric != Metric::HeldOutAccuracy);
    }
    assert_eq!(panels(&record), (2, [true, false, true]));
    for cell in &mut record.cells {
        cell.curves.retain(|point| point.metric != Metric::TrainAccuracy);
    }
    assert_eq!(panels(&record), (1, [true, false, false]));
}

#[test]
fn updates_have_a_line_for_every_layer_and_one_at_a_thousandth() {
    let record = trained(&plan(), 400);
    let all = figures(&record);
    let figure = find(&all, "updates_relu");
    for name in ["std=0.01", "Xavier (1/sqrt n)", "He", "N(0, 1)"] {
        assert!(figure.texts.iter().any(|text| text.content == name), "{name}");
    }
    for panel in &figure.panels[..4] {
        let drawn = lines(panel);
        // The usual size of an update under five layers and the readout.
        assert_eq!(drawn.len(), 7);
        assert!(drawn[0].1.iter().all(|(_, size)| *size == Some(1e-3)));
        assert_eq!(panel.y.scale, view::Scale::Log);
        assert_eq!((panel.y.low, panel.y.high), (figure.panels[0].y.low, figure.panels[0].y.high));
        let mut colours: Vec<Colour> = drawn.iter().map(|(style, _)| style.colour).collect();
        colours.sort();
        colours.dedup();
        assert_eq!(colours.len(), 7);
    }
    assert!(says(figure, "N(0, 1): 3 of 3 diverged, first: step 133"));
}

#[test]
fn updates_of_many_layers_are_a_map_of_layers_and_steps() {
    let record = trained(&Plan { depth: 12, trials: 1, ..plan() }, 400);
    let all = figures(&record);
    let figure = find(&all, "updates_relu");
    let [Mark::Heat { columns, colours }] = figure.panels[0].marks.as_slice() else {
        panic!("updates of many layers are a grid");
    };
    assert_eq!(colours.len() / columns, 13);
}

#[test]
fn updates_without_a_number_have_no_panel_but_a_reason() {
    let mut record = trained(&Plan { trials: 1, ..plan() }, 400);
    for point in &mut record.cells[3].curves {
        point.value = point.value.filter(|_| point.metric != Metric::UpdateToWeight);
    }
    let all = figures(&record);
    let figure = find(&all, "updates_relu");
    // Three networks and the bar of layers.
    assert_eq!(figure.panels.len(), 4);
    assert!(says(figure, "N(0, 1): diverged at step 133"));
}

#[test]
fn courses_of_time_have_their_quantiles_at_true_steps() {
    let all = figures(&trained(&Plan { inits: plan().inits[..2].to_vec(), ..plan() }, 2000));
    for stem in ["time_activation_relu", "time_activation-gradient_relu"] {
        let figure = find(&all, stem);
        // A row for each of two networks, and five layers or the input and four of them.
        assert_eq!(figure.panels.len(), 2 * 5, "{stem}");
        for panel in &figure.panels {
            let bands: Vec<&Vec<(f64, f64, f64)>> = panel
                .marks
                .iter()
                .filter_map(|mark| match mark {
                    Mark::Band { points, .. } => Some(points),
                    _ => None,
                })
                .collect();
            let [outer, inner] = bands.as_slice() else { panic!("{stem}: two bands") };
            for (a, b) in outer.iter().zip(*inner) {
                assert!(a.0 == b.0 && a.1 <= b.1 && b.1 <= b.2 && b.2 <= a.2, "{stem}");
            }
        }
        let row = |row: usize| &figure.panels[5 * row..5 * row + 5];
        for panels in [row(0), row(1)] {
            let y = (panels[0].y.low, panels[0].y.high);
            assert!(panels.iter().all(|panel| (panel.y.low, panel.y.high) == y), "{stem}");
        }
    }
}

#[test]
fn saturation_is_that_of_bounded_activations() {
    let sigmoid = Plan { activations: vec!["sigmoid"], trials: 1, ..plan() };
    let mut record = trained(&sigmoid, 2000);
    for site in record.cells.iter_mut().flat_map(|cell| &mut cell.sites) {
        for found in &mut site.histograms {
            (found.histogram.low, found.histogram.high) = (0.0, 1.0);
        }
    }
    let all = figures(&record);
    let figure = find(&all, "saturation_sigmoid");
    let cell = record.cells.iter().find(|cell| cell.trial == 0).unwrap();
    let first = lines(&figure.panels[0]);
    let mean = |step: &u64| {
        let here = |site: &&Site| (site.layer, site.step) == (1, *step) && site.quantity == "activation";
        (*step, cell.sites.iter().find(here).and_then(|site| site.summary.mean))
    };
    let means: Vec<(u64, Option<f64>)> = SNAPSHOTS.iter().map(mean).collect();
    // Behind the dashed line at which 98 % lie below.
    let drawn: Vec<Option<f64>> = first[1].1.iter().map(|(_, value)| *value).collect();
    let known: Vec<Option<f64>> = means.iter().map(|(_, value)| *value).collect();
    assert_eq!(drawn, known[..drawn.len()]);
    assert!(!figures(&trained(&plan(), 2000)).iter().any(|(stem, _)| stem.starts_with("saturation")));
}

#[test]
fn of_many_layers_courses_of_time_show_five() {
    let record = trained(&Plan { depth: 49, trials: 1, inits: plan().inits[..1].to_vec(), ..plan() }, 2000);
    let all = figures(&record);
    let figure = find(&all, "time_activation_relu");
    assert_eq!(figure.panels.len(), 5);
    assert!(says(figure, "5 of 49 layers"));
}

#[test]
fn gradients_have_lines_against_depth() {
    let record = backward(&plan());
    let all = figures(&record);
    let depth = find(&all, "gradients_relu");
    for label in ["std of activation gradients", "std of weight gradients", "← flows this way"] {
        assert!(says(depth, label), "{label}");
    }
    assert_eq!(depth.panels.len(), 2);
    for (panel, first) in depth.panels.iter().zip([0.0, 1.0]) {
        assert_eq!(panel.y.scale, view::Scale::Log);
        for (_, points) in lines(panel) {
            assert_eq!(points.first().map(|point| point.0), Some(first));
            assert_eq!(points.last().map(|point| point.0), Some(5.0));
        }
    }
}

#[test]
fn figures_of_the_start_ignore_training_and_the_readout() {
    let plan = Plan { trials: 1, ..plan() };
    let before = figures(&fixture::record(&plan));
    let after = figures(&trained(&plan, 2000));
    assert!(before.len() > 8);
    for (stem, figure) in before {
        assert!(*find(&after, &stem) == figure, "{stem}");
    }
}

#[test]
fn the_table_has_losses_accuracies_and_how_training_ended() {
    let table = view::training(&trained(&plan(), 2000)).unwrap();
    assert_eq!((table.loss, table.accuracy), (Metric::TrainLoss, Some(Metric::HeldOutAccuracy)));
    assert_eq!(table.steps, [0, 500, 1000, 1500, 2000]);
    assert_eq!(table.rows.len(), 4);
    let [still, learning, _, lost] = table.rows.as_slice() else { panic!("four rows") };
    assert_eq!(still.labels, ["relu", "std=0.01"]);
    assert_eq!(still.sparkline, "▇▇▇▇▇▇▇▇");
    assert!(learning.sparkline.starts_with('▇') && learning.sparkline.ends_with('▁'));
    assert!(learning.accuracy.unwrap() > 0.9 && learning.losses[4].unwrap() < 0.2);
    assert_eq!((lost.diverged, lost.accuracy), (Some(666), None));
    assert_eq!(lost.losses.iter().filter(|loss| loss.is_some()).count(), 2);
    assert!(lost.sparkline.ends_with("     ") && !lost.sparkline.starts_with(' '));
    assert_eq!(view::training(&backward(&plan())), None);
}

#[test]
fn the_table_goes_into_a_document() {
    let record = trained(&plan(), 2000);
    let marked = "<!-- BEGIN training: classic -->\nold\n<!-- END training: classic -->\n";
    let text = view::splice(marked, &record).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[2],
        "| activation | init | training loss, step 0 | training loss, step 500 | training loss, step 1000 \
         | training loss, step 1500 | training loss, step 2000 | held-out accuracy |  |"
    );
    assert!(lines[4].starts_with("| relu | std=0.01 | 2.3") && lines[4].ends_with(" | 0.100 |  |"), "{text}");
    assert!(lines[7].ends_with(" | – | – | – | – | diverged at step 666 |"), "{text}");
    assert!(text.contains("Made by `initscope experiment classic`") && !text.contains("old"));
    let error = view::splice(marked, &backward(&plan())).unwrap_err();
    assert_eq!(error.to_string(), "`<!-- BEGIN training: classic -->`: no network of the study was trained");
}
