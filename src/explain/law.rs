//! Random matrices in words.

use crate::init::{Ensemble, Fans, Law, Mirrored, Per, Sparsity, Structure};
use crate::number::rounded;

/// Where weights can lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Bounds {
    /// Between two numbers, or at one.
    Within(f64, f64),
    /// Anywhere.
    None,
}

/// Where the weights of an ensemble can lie.
pub(crate) fn bounds(ensemble: &Ensemble) -> Bounds {
    match ensemble.structure {
        Structure::Independent(law) => match law {
            Law::Constant(value) => Bounds::Within(value, value),
            Law::Uniform { low, high } => Bounds::Within(low, high),
            Law::Normal { mean, std: 0.0 } => Bounds::Within(mean, mean),
            Law::Normal { .. } => Bounds::None,
            Law::TruncatedNormal { mean, sigma, cut } => {
                Bounds::Within(mean + sigma * cut.low(), mean + sigma * cut.high())
            }
        },
        // An entry of an orthonormal vector is 1 at most.
        Structure::Haar { gain } | Structure::Mirrored(Mirrored { gain, .. }) => Bounds::Within(-gain, gain),
        Structure::Diagonal { gain } => Bounds::Within(gain.min(0.0), gain.max(0.0)),
        Structure::Dirac { .. } => Bounds::Within(0.0, 1.0),
        Structure::Hadamard => {
            let size = hadamard_size(ensemble.fans.fan_out);
            Bounds::Within(-size, size)
        }
        Structure::Sparse(_) => Bounds::None,
    }
}

/// The matrices of an ensemble in words, with numbers.
pub(crate) fn law_in_words(ensemble: &Ensemble) -> String {
    let Fans { fan_in, fan_out } = ensemble.fans;
    match ensemble.structure {
        Structure::Independent(law) => independent(law, mean(ensemble)),
        Structure::Haar { gain } => {
            let factor = if gain == 1.0 { "" } else { ", but for the factor" };
            let lines = if fan_in < fan_out { "rows" } else { "columns" };
            let lines = if fan_in == fan_out { "rows and columns" } else { lines };
            let lengths =
                if fan_in > fan_out { String::new() } else { format!(": it keeps lengths{factor}") };
            format!("{}, whose {lines} are orthonormal{lengths}", times(gain, "a Haar matrix"))
        }
        Structure::Diagonal { gain } => {
            let copied = fan_in.min(fan_out);
            let rest = match fan_in.abs_diff(fan_out) {
                0 => String::new(),
                more if fan_out > fan_in => format!("; the other {more} units are 0"),
                more => format!("; the other {more} inputs are not seen"),
            };
            format!("unit i is {}, for the first {copied} of them{rest}", times(gain, "input i"))
        }
        Structure::Dirac { groups } => {
            let copied = (fan_out / groups).min(fan_in);
            let of = if groups == 1 { String::new() } else { format!(" of each of {groups} groups") };
            format!("the first {copied} units{of} copy the first {copied} inputs; every other weight is 0")
        }
        Structure::Hadamard => {
            let order = fan_out.next_power_of_two();
            let size = rounded(hadamard_size(fan_out));
            format!(
                "{fan_in} rows and {fan_out} columns of the Hadamard matrix of order {order}: {size} or -{size}"
            )
        }
        Structure::Sparse(Sparsity { per, zeros, std }) => {
            let length = Sparsity::length(per, ensemble.fans);
            let line = match per {
                Per::Input => "that leave an input",
                Per::Unit => "that reach a unit",
            };
            format!(
                "of the {length} weights {line}, {zeros} are 0, the others normal with std {}",
                rounded(std)
            )
        }
        Structure::Mirrored(mirrored) => {
            let Fans { fan_in, fan_out } = mirrored.block(ensemble.fans);
            let form = if mirrored.first { "[A, -A]" } else { "[[A, -A], [-A, A]]" };
            format!("{form}, A of {fan_in} x {fan_out} being {}", times(mirrored.gain, "a Haar matrix"))
        }
    }
}

/// The kind of matrices in a few words, with what their standard deviation does not tell.
pub(crate) fn shape_in_words(ensemble: &Ensemble) -> String {
    match ensemble.structure {
        Structure::Independent(Law::Constant(value)) => format!("every weight {}", rounded(value)),
        Structure::Independent(Law::Uniform { low, high }) => {
            format!("uniform, {} to {}", rounded(low), rounded(high))
        }
        Structure::Independent(Law::Normal { mean: 0.0, .. }) => "normal".to_owned(),
        Structure::Independent(Law::Normal { mean, .. }) => format!("normal, mean {}", rounded(mean)),
        Structure::Independent(Law::TruncatedNormal { cut, .. }) => {
            format!("normal, cut at {} and {} sigmas", rounded(cut.low()), rounded(cut.high()))
        }
        Structure::Haar { .. } => "orthogonal".to_owned(),
        Structure::Diagonal { .. } => "diagonal".to_owned(),
        Structure::Dirac { .. } => "copies of inputs".to_owned(),
        Structure::Hadamard => "Hadamard".to_owned(),
        Structure::Sparse(Sparsity { per, zeros, .. }) => {
            let line = match per {
                Per::Input => "each input's",
                Per::Unit => "each unit's",
            };
            format!("normal, {zeros} of {line} {} weights 0", Sparsity::length(per, ensemble.fans))
        }
        Structure::Mirrored(_) => "mirrored orthogonal".to_owned(),
    }
}

fn independent(law: Law, mean: f64) -> String {
    let (mean, std) = (rounded(mean), rounded(law.std()));
    match law {
        Law::Constant(value) => format!("every weight is {}", rounded(value)),
        Law::Uniform { low, high } => {
            format!("uniform from {} to {}, mean {mean}, std {std}", rounded(low), rounded(high))
        }
        Law::Normal { .. } => format!("normal, mean {mean}, std {std}"),
        Law::TruncatedNormal { mean: middle, sigma, cut } => {
            let around = if middle == 0.0 { String::new() } else { format!(" around {}", rounded(middle)) };
            format!(
                "normal with sigma {}{around}, cut at {} and {} sigmas: mean {mean}, std {std}",
                rounded(sigma),
                rounded(cut.low()),
                rounded(cut.high())
            )
        }
    }
}

/// Expected weight; 0 for a law around 0, of whose mean quadrature may leave a rounding.
pub(crate) fn mean(ensemble: &Ensemble) -> f64 {
    const ROUNDINGS: f64 = 1e-12;
    let mean = ensemble.mean();
    if mean.abs() <= ROUNDINGS * ensemble.std() { 0.0 } else { mean }
}

/// `gain` times something, which is the thing itself for gain 1.
fn times(gain: f64, what: &str) -> String {
    if gain == 1.0 { what.to_owned() } else { format!("{} times {what}", rounded(gain)) }
}

/// Absolute value of every entry of a Hadamard ensemble.
fn hadamard_size(fan_out: usize) -> f64 {
    1.0 / (fan_out.next_power_of_two() as f64).sqrt()
}
