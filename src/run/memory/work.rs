//! How much arithmetic a cell is, in products and sums of floating-point numbers.

use std::fmt;
use std::ops::Range;

use crate::init::{Fans, Layer, Structure};
use crate::network::Watch;
use crate::run::Data;
use crate::study::{Cell, Plan, Study};

/// What statistics, an activation and its slope take for each value, and noise for each weight.
const VALUE: f64 = 30.0;

/// Factors of cubes in the time of dense decompositions: QR, singular values, eigenvalues (Golub & Van Loan,
/// sections 5.2, 8.6 and 7.5).
const FACTORS: f64 = 4.0;
const SINGULAR: f64 = 21.0;
const EIGEN: f64 = 25.0;

/// Operations that a thread is taken to do in a second.
const RATE: f64 = 20e9;

/// How much arithmetic a plan is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Work {
    operations: f64,
    threads: usize,
}

impl Work {
    /// Of all cells of a plan, on as many threads as there are.
    pub fn of(study: &Study, plan: &Plan, data: &Data) -> Self {
        let outputs = data.classes().unwrap_or(0);
        let of = |places: Range<usize>| -> f64 {
            places.map(|place| of_cell(&plan.cell(place), &study.watch, outputs)).sum()
        };
        let operations = plan.in_chunks(of).iter().sum();
        // A network that learns has seldom work for many.
        let most = if study.training.is_some() { plan.len() } else { usize::MAX };
        Self { operations, threads: rayon::current_num_threads().min(most) }
    }

    fn seconds(self) -> f64 {
        self.operations / (RATE * self.threads.max(1) as f64)
    }
}

impl fmt::Display for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, gigaflops) = (self.seconds(), RATE / 1e9);
        let threads =
            if self.threads == 1 { "1 thread".to_owned() } else { format!("{} threads", self.threads) };
        write!(f, "{:.1e} FLOP, {} on {threads} of {gigaflops} GFLOP/s", self.operations, words(seconds))
    }
}

/// A time, to two digits.
fn words(seconds: f64) -> String {
    match seconds {
        ..1.0 => "under a second".to_owned(),
        ..120.0 => format!("about {seconds:.0} s"),
        ..7200.0 => format!("about {:.0} min", seconds / 60.0),
        _ => format!("about {:.0} h", seconds / 3600.0),
    }
}

fn of_cell(cell: &Cell, watch: &Watch, outputs: usize) -> f64 {
    let fans = || cell.layers.windows(2).map(|fans| (fans[0] as f64, fans[1] as f64));
    let top = if cell.has_readout() { (cell.layers[cell.layers.len() - 1] * outputs) as f64 } else { 0.0 };
    let weights = fans().map(|(fan_in, fan_out)| fan_in * fan_out).sum::<f64>() + top;
    let units: f64 = cell.layers.iter().map(|width| *width as f64).sum();
    let pass = |samples: f64| samples * (2.0 * weights + VALUE * units);
    // Down again, once for the gradients of activations and once for those of weights.
    let both = |samples: f64| 3.0 * pass(samples);
    let samples = cell.samples as f64;
    let run = match (&cell.training, &cell.gibbs, cell.machine()) {
        (Some(plan), ..) => {
            let training = &plan.training;
            let judged = training.steps.checked_div(training.evaluate).map_or(0, |times| times + 1) as f64;
            let learnt = training.steps as f64 * (both(training.batch as f64) + VALUE * weights);
            // With those held out, a fifth of all.
            learnt
                + judged * pass(1.25 * samples)
                + training.snapshots.len() as f64 * both(plan.watched as f64)
        }
        (None, Some(_), Some(rule)) => {
            // To the hidden units, and there and back for each step of the chain; then both phases' products.
            let products = 3.0 + 2.0 * rule.k as f64;
            rule.epochs as f64 * samples * (2.0 * products * weights + VALUE * units)
        }
        _ if cell.protocol.has_gradients() => both(samples),
        _ => pass(samples),
    };
    run + VALUE * weights + factors(cell) + spectra(cell, watch)
}

/// Of the decompositions that orthogonal weights are drawn by.
fn factors(cell: &Cell) -> f64 {
    let of_layer = |(index, fans): (usize, &[usize])| {
        let fans = Fans { fan_in: fans[0], fan_out: fans[1] };
        let layer = Layer { index, fans, activation: cell.activation };
        let is_factored = matches!(
            cell.init.ensemble(layer).map(|ensemble| ensemble.structure),
            Ok(Structure::Haar { .. } | Structure::Mirrored(_))
        );
        if is_factored { FACTORS * cubic(fans.fan_in as f64, fans.fan_out as f64) } else { 0.0 }
    };
    (1..).zip(cell.layers.windows(2)).map(of_layer).sum()
}

/// Of spectra, at each layer where they are looked at, and of the products that they are of.
fn spectra(cell: &Cell, watch: &Watch) -> f64 {
    let (input, depth) = (cell.layers[0] as f64, cell.layers.len() - 1);
    let spectra = &watch.spectra;
    let followed = watch.jacobians.min(cell.samples) as f64 + f64::from(u8::from(spectra.products));
    if followed == 0.0 && !spectra.any() {
        return 0.0;
    }
    let of_layer = |(layer, fans): (usize, &[usize])| {
        let (fan_in, fan_out) = (fans[0] as f64, fans[1] as f64);
        let seen = |share: f64| if spectra.covers(layer, depth) { share } else { 0.0 };
        let own = if spectra.weights { SINGULAR * cubic(fan_in, fan_out) } else { 0.0 };
        let eigen = if spectra.eigenvalues { EIGEN * cubic(fan_in, fan_out) } else { 0.0 };
        let product = 2.0 * input * fan_in * fan_out;
        followed * (product + seen(SINGULAR * cubic(input, fan_out))) + seen(own + eigen)
    };
    (1..).zip(cell.layers.windows(2)).map(of_layer).sum()
}

/// `m n min(m, n)`, which what is done to an `m` by `n` matrix grows with.
fn cubic(rows: f64, columns: f64) -> f64 {
    rows * columns * rows.min(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(text: &str) -> Work {
        let text = format!("[axes]\nactivation = \"relu\"\ninit = \"zeros\"\n{text}");
        let study = Study::parse("worked", &text, &[], false).unwrap();
        let plan = Plan::new(&study).unwrap();
        Work { threads: 2, ..Work::of(&study, &plan, &Data::default()) }
    }

    #[test]
    fn a_forward_pass_is_two_operations_for_each_weight_and_sample() {
        let found = work("[input]\nsamples = 10000\n[network]\ninput = 1000\nwidth = 1000\ndepth = 10\n");
        let products = 2.0 * 10_000.0 * 10.0 * 1e6;
        assert!((1.0..1.1).contains(&(found.operations / products)), "{found:?}");
        assert_eq!(found.to_string(), "2.0e11 FLOP, about 5 s on 2 threads of 20 GFLOP/s");
    }

    #[test]
    fn times_are_said_in_units_that_fit() {
        for (seconds, said) in
            [(0.2, "under a second"), (90.0, "about 90 s"), (600.0, "about 10 min"), (1e5, "about 28 h")]
        {
            assert_eq!(words(seconds), said);
        }
    }
}
