//! Records of training and of gradients, simulated by formulas that look like the real thing.

use initscope::record::{CurvePoint, Metric, RangeKind, Record, Schedule, Site, SiteHistogram};
use initscope::stats::{Histogram, Summary};
use rand::SeedableRng;
use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::view::fixture::{self, Plan};

/// Steps at which layers are looked at.
pub(crate) const SNAPSHOTS: [u64; 5] = [0, 10, 100, 1000, 2000];

/// Four initializations, as in the book's figure.
pub(crate) fn plan() -> Plan {
    let inits = vec![
        ("normal:std=0.01", "std=0.01", 0.01),
        ("lecun-normal", "Xavier (1/sqrt n)", 0.22),
        ("he-normal", "He", 0.32),
        ("normal", "N(0, 1)", 1.0),
    ];
    Plan { activations: vec!["relu"], inits, trials: 3, ..Plan::small() }
}

/// A study of `plan`, trained for so many steps: the first initialization does not learn, the last
/// diverges at a third of the way.
pub(crate) fn trained(plan: &Plan, steps: u64) -> Record {
    let mut record = fixture::record(plan);
    record.manifest.protocol = "train".into();
    let inits: Vec<&str> = plan.inits.iter().map(|(init, ..)| *init).collect();
    for cell in &mut record.cells {
        let place = inits.iter().position(|init| *init == cell.settings.init).unwrap();
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(100 * place as u64 + cell.trial);
        let mut noise = move || -> f64 { StandardNormal.sample(&mut rng) };
        cell.settings.readout = Some(10);
        cell.settings.training = Some(Schedule {
            loss: "cross-entropy".into(),
            optimizer: "sgd:lr=0.01".into(),
            batch: 128,
            sampling: "with-replacement".into(),
            steps,
            record: 1,
            evaluate: (steps / 20).max(1),
            symmetry: 0,
            target: None,
            snapshots: SNAPSHOTS.to_vec(),
            watched: plan.samples,
        });
        let end = (place > 0 && place + 1 == inits.len()).then_some(steps / 3 + 7 * cell.trial);
        cell.diverged = end;
        let pace = place as f64 * (1.0 + 0.2 * cell.trial as f64) / (0.12 * steps as f64 + 1.0);
        let loss = |step: u64| match end {
            Some(end) => 2.3 + 3.0 * (step as f64 / end as f64).powi(6),
            None => 2.2 * (-pace * step as f64).exp().max(0.02) + 0.1,
        };
        for step in 0..=end.unwrap_or(steps) {
            let mut add = |metric, layer, value: f64| {
                let value = Some(value).filter(|_| end != Some(step));
                cell.curves.push(CurvePoint { step, metric, layer, value });
            };
            let rough = loss(step) * (1.0 + 0.12 * noise());
            add(Metric::Loss, None, rough);
            if step % (steps / 20).max(1) == 0 || step == steps {
                let share = |loss: f64| (1.0 - loss / 2.4).clamp(0.1, 1.0);
                add(Metric::TrainLoss, None, loss(step));
                add(Metric::TrainAccuracy, None, share(loss(step)));
                add(Metric::HeldOutLoss, None, 1.1 * loss(step) + 0.02);
                add(Metric::HeldOutAccuracy, None, share(1.1 * loss(step)));
                for layer in (1..=plan.depth + 1).filter(|_| step > 0) {
                    let ratio = -3.0 + 0.5 * place as f64 - 0.2 * layer as f64 - step as f64 / steps as f64;
                    add(Metric::GradientToWeight, Some(layer), ratio + 2.0 + 0.05 * noise());
                    add(Metric::UpdateToWeight, Some(layer), ratio + 0.05 * noise());
                }
            }
        }
        let started: Vec<Site> =
            cell.sites.iter().filter(|site| site.quantity == "activation").cloned().collect();
        for (age, step) in (0..).zip(SNAPSHOTS).skip(1).filter(|(_, step)| *step <= end.unwrap_or(steps)) {
            for site in &started {
                let histogram = bell(1.0 + f64::from(age), 0.1 * f64::from(age));
                let histograms = vec![SiteHistogram { range: RangeKind::Natural, histogram }];
                cell.sites.push(Site { step, histograms, ..site.clone() });
            }
        }
        let steps: Vec<u64> = SNAPSHOTS.into_iter().filter(|step| *step <= end.unwrap_or(steps)).collect();
        for (age, step) in (0..).zip(steps) {
            gradients(&mut cell.sites, (plan.depth, place), 0.3f64.powi(age), step, true);
        }
    }
    record
}

/// A study of `plan` whose gradients were seen.
pub(crate) fn backward(plan: &Plan) -> Record {
    let mut record = fixture::record(plan);
    record.manifest.protocol = "backward".into();
    for (index, cell) in record.cells.iter_mut().enumerate() {
        gradients(&mut cell.sites, (plan.depth, index), 1.0, 0, false);
    }
    record
}

/// Records of training in which anything may be missing, undefined or beyond all bounds.
pub(crate) fn damaged() -> Record {
    let mut record = trained(&Plan { trials: 2, ..plan() }, 1000);
    let far = |step, layer, value| CurvePoint { step, metric: Metric::UpdateToWeight, layer, value };
    for (index, cell) in record.cells.iter_mut().enumerate() {
        match index {
            0 => cell.curves.clear(),
            1 => cell.sites.clear(),
            2 => cell.settings.training = None,
            3 => cell.curves.iter_mut().for_each(|point| point.value = None),
            4 => cell.diverged = Some(0),
            5 => cell.curves.iter_mut().for_each(|point| point.value = point.value.map(|_| 1e308)),
            6 => {
                cell.settings.readout = Some(0);
                cell.curves.push(far(u64::MAX, Some(usize::MAX), Some(f64::NAN)));
                cell.curves.extend([far(3, Some(0), Some(1.0)), far(3, None, Some(f64::INFINITY))]);
            }
            _ => {}
        }
        for site in cell.sites.iter_mut().filter(|site| site.step == 10 || site.layer == 2) {
            site.summary = Summary::default();
            site.histograms.truncate(site.layer % 2);
            for SiteHistogram { histogram, .. } in &mut site.histograms {
                (histogram.low, histogram.high) = (f64::MIN, f64::MAX);
            }
        }
    }
    record
}

/// Gradients that change by a factor from layer to layer that grows with `place`.
fn gradients(sites: &mut Vec<Site>, (depth, place): (usize, usize), scale: f64, step: u64, readout: bool) {
    let last = depth + usize::from(readout);
    let ranges = [("activation-gradient", 0..=depth), ("pre-activation-gradient", 1..=last)];
    for (quantity, layers) in ranges.into_iter().chain([("weight-gradient", 1..=last)]) {
        for layer in layers {
            let std = 1e-3 * scale * (0.4 + 0.3 * place as f64).powi(depth as i32 - layer as i32);
            let histogram = bell(std, 0.0);
            let summary = Summary {
                count: histogram.total(),
                mean: Some(0.0),
                std: Some(std),
                min: Some(histogram.low),
                max: Some(histogram.high),
                ..Summary::default()
            };
            sites.push(Site {
                quantity: quantity.into(),
                layer,
                step,
                summary,
                theory_mean: None,
                theory_std: None,
                verdict: None,
                histograms: vec![SiteHistogram { range: RangeKind::Natural, histogram }],
                stripes: None,
                eigenvalues: Vec::new(),
            });
        }
    }
}

/// A hundred thousand values around `mean`, over four stds to each side.
fn bell(std: f64, mean: f64) -> Histogram {
    let middle = |bin: u32| (f64::from(bin) + 0.5) / 30.0 * 8.0 - 4.0;
    let counts = (0..30).map(|bin| (1e5 * 0.1064 * (-middle(bin).powi(2) / 2.0).exp()) as u64).collect();
    let (low, high) = (mean - 4.0 * std, mean + 4.0 * std);
    Histogram { low, high, counts, below: 0, above: 0, non_finite: 0 }
}
