//! Normal weights with an exact number of zeros at random places of each line.

use super::entries;
use crate::conform::chance;
use crate::conform::expected::Expected;
use crate::conform::finding::{Effect, Finding};
use crate::conform::matrix::Matrix;
use crate::conform::outliers::Outliers;
use crate::init::{Fans, Law, Per, Sparsity};
use crate::number::three_digits;

/// Expected zeros and others at a place from which on their counts are nearly normal.
const FEW: f64 = 5.0;

/// Tests a sparse matrix whose `std` is not 0.
pub(crate) fn check(matrix: &Matrix, sparsity: &Sparsity) -> Vec<Finding> {
    let Fans { fan_in, fan_out } = matrix.fans();
    let lines = match sparsity.per {
        Per::Input => fan_in,
        Per::Unit => fan_out,
    };
    let length = Sparsity::length(sparsity.per, matrix.fans());
    let mut in_line = vec![0usize; lines];
    let mut at_place = vec![0usize; length];
    for ([row, column], weight) in matrix.places() {
        let (line, place) = match sparsity.per {
            Per::Input => (row, column),
            Per::Unit => (column, row),
        };
        if weight == 0.0 {
            in_line[line] += 1;
            at_place[place] += 1;
        }
    }
    let mut findings = vec![counts(&in_line, sparsity)];
    findings.extend(places(&at_place, lines, sparsity.zeros));
    let mut kept: Vec<f64> = matrix.weights().iter().copied().filter(|weight| *weight != 0.0).collect();
    kept.sort_unstable_by(f64::total_cmp);
    let law = Law::Normal { mean: 0.0, std: sparsity.std };
    let law = Expected::of(&law);
    let outliers = Outliers::of(matrix, &kept, &law);
    // Their zeros have been taken away.
    let entries = entries::check(matrix, &kept, &law, &outliers);
    findings.extend(entries.into_iter().filter(|finding| finding.test != "zeros"));
    findings
}

fn counts(in_line: &[usize], sparsity: &Sparsity) -> Finding {
    let wrong = in_line.iter().filter(|count| **count != sparsity.zeros).count();
    let per = match sparsity.per {
        Per::Input => "inputs",
        Per::Unit => "units",
    };
    let mean = in_line.iter().sum::<usize>() as f64 / in_line.len().max(1) as f64;
    let words = format!(
        "{wrong} of {} {per} do not have {} zeros: on average they have {}",
        in_line.len(),
        sparsity.zeros,
        three_digits(mean)
    );
    let share = wrong as f64 / in_line.len().max(1) as f64;
    Finding::exact("lines of other zeros", [wrong as f64, 0.0], wrong == 0)
        .with(Effect::percent("share", share), words)
}

/// Counts of zeros at each place of L lines, z of each line's l without replacement: the sum of
/// `(c - L z / l)²` over places, divided by `L p (1 - p)` with p = z / l, is l on average, and times `(l -
/// 1) / l` chi-square with `l - 1` degrees of freedom.
fn places(at_place: &[usize], lines: usize, zeros: usize) -> Option<Finding> {
    let (l, lines) = (at_place.len() as f64, lines as f64);
    let share = zeros as f64 / l;
    if at_place.len() < 2 || lines * share * (1.0 - share) < FEW {
        return None;
    }
    let mean = at_place.iter().sum::<usize>() as f64 / l;
    let squares = at_place.iter().map(|&count| (count as f64 - mean).powi(2)).sum::<f64>();
    let ratio = squares / (lines * share * (1.0 - share)) / l;
    let words = if ratio > 1.0 {
        "its zeros prefer some places".to_owned()
    } else {
        "its zeros are more evenly placed than chance".to_owned()
    };
    // The part of what zeros at the same places of every line would come to.
    let effect = Effect::percent("of fixed places", (ratio.sqrt() - 1.0).abs() / lines.sqrt());
    let p_value = chance::spread(ratio, 2.0 / (l - 1.0));
    Some(Finding::chance("places of zeros", [ratio, 1.0], p_value).with(effect, words))
}
