//! The bands of a study's claims: what 99.9 % of seeds hold.
//!
//! `cargo run --release --example calibrate -- activations` runs the cells that the claims of a study
//! speak of under 1000 seeds and prints, for each claim, its band, the seeds that hold it, and the
//! band it needs: half of the 0.1 % lies below, half above. A thousand seeds do not reach that far,
//! so beyond its outermost twentieth each tail is taken as exponential (Pickands 1975, the
//! generalised Pareto law with shape 0; tails of bounded or normal numbers are shorter, so the band
//! is on the safe side). `calibrate STUDY 200 --quick` takes 200 seeds and the quick version.

use std::collections::BTreeSet;

use initscope::judge::extent;
use initscope::record::Settings;
use initscope::run::{Data, run_cell};
use initscope::study::{Cell, Claim, Plan, Spot, Study, Term, load};
use rayon::prelude::*;

/// Seeds that may fall outside of a band.
const OUTSIDE: f64 = 1e-3;

/// Share of the seeds that a tail is fitted to.
const TAIL: f64 = 0.05;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let name = arguments.first().ok_or("give a study, such as activations")?;
    let seeds: u64 = arguments.get(1).map_or(Ok(1000), |seeds| seeds.parse())?;
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let study = load(name, &[], quick)?;
    let plan = Plan::new(&study)?;
    let data = Data::load(&study, &plan)?;
    let cells = needed(&study, &plan);
    let extents: Vec<Vec<Option<(f64, f64)>>> = (0..seeds)
        .into_par_iter()
        .map(|seed| {
            let records: Vec<_> =
                cells.iter().map(|cell| run_cell(cell, seed, &study.watch, &data)).collect();
            study.claims.iter().map(|claim| extent(claim, &records)).collect()
        })
        .collect();
    println!("{seeds} seeds; claim: band now, seeds that hold it; band needed, median");
    for (index, claim) in study.claims.iter().enumerate() {
        let seen: Vec<(f64, f64)> = extents.iter().filter_map(|seed| seed[index]).collect();
        println!("{}\n    {}", claim.text, report(claim, &seen, seeds));
    }
    Ok(())
}

/// The cells that some claim speaks of.
fn needed(study: &Study, plan: &Plan) -> Vec<Cell> {
    let settings: Vec<Settings> = plan.cells().map(|cell| cell.settings()).collect();
    let settings: Vec<&Settings> = settings.iter().collect();
    let terms = study.claims.iter().flat_map(|claim| claim.terms(&settings));
    let spots = terms.flat_map(|term| -> Vec<Spot> {
        match term {
            Term::Value(spot) => vec![spot],
            Term::Ratio { of, to, .. } => vec![of, to],
            Term::Order(ranks) => ranks.concat(),
        }
    });
    let places: BTreeSet<usize> = spots.map(|spot| spot.cell).collect();
    places.into_iter().map(|place| plan.cell(place)).collect()
}

fn report(claim: &Claim, seen: &[(f64, f64)], seeds: u64) -> String {
    let inside = |(low, high): &&(f64, f64)| [*low, *high].iter().all(|end| claim.within.holds(Some(*end)));
    let holding = seen.iter().filter(inside).count();
    let lows: Vec<f64> = seen.iter().map(|(low, _)| -low).collect();
    let highs: Vec<f64> = seen.iter().map(|(_, high)| *high).collect();
    let (low, high) = (-quantile(&lows), quantile(&highs));
    format!(
        "[{}, {}] {holding}/{seeds}; [{}, {}], {} to {}",
        show(claim.within.low),
        show(claim.within.high),
        show(low),
        show(high),
        show(-middle(&lows)),
        show(middle(&highs))
    )
}

/// Four significant digits.
fn show(value: f64) -> String {
    format!("{value:.3e}").parse().map_or_else(|_| value.to_string(), |rounded: f64| rounded.to_string())
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values
}

fn middle(values: &[f64]) -> f64 {
    sorted(values).get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The number that a share [`OUTSIDE`]/2 of seeds exceeds.
fn quantile(values: &[f64]) -> f64 {
    let values = sorted(values);
    let from = ((1.0 - TAIL) * values.len() as f64) as usize;
    let Some((&threshold, tail)) = values.get(from..).and_then(<[f64]>::split_first) else {
        return f64::NAN;
    };
    let excess = tail.iter().map(|value| value - threshold).sum::<f64>() / tail.len().max(1) as f64;
    threshold + excess * (TAIL / (OUTSIDE / 2.0)).ln()
}
