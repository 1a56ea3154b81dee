//! Whether a matrix follows the ensemble that a scheme comes to for a layer.
//!
//! Read `matrix` and `tensor` (what is tested), `structures` (the tests), `finding` and `report` (what they found), then
//! `nearest`, `family` and `cause` (what it is instead, and why).
//!
//! Every structure has tests of its own, each valid for one matrix: exact where there is no chance in it,
//! otherwise with the probability of what was found. They are rejected together, so that of a thousand
//! matrices that do follow their ensemble all tests pass 999 (Holm 1979); [`judge`] does the same for all
//! layers of a net. A large matrix is told from any law, so the [`Verdict`] asks for the size of the
//! difference as well.
//!
//! ```
//! use initscope::conform::{Matrix, Verdict, check};
//! use initscope::init::{Init, Layer, Scheme};
//! use initscope::noise::{Role, Stream};
//!
//! let layer = Layer::linear(300, 200);
//! let [he, lecun] = ["he-normal", "lecun-normal"].map(|name| name.parse::<Init>().unwrap());
//! let mut weights = vec![0.0f32; 300 * 200];
//! he.fill(layer, &Stream::new(0, 0, Role::Weight, 1), &mut weights);
//!
//! let matrix = Matrix::new(layer.fans, &weights);
//! assert_eq!(check(&matrix, &he.ensemble(layer).unwrap()).verdict(), Verdict::Conforms);
//! let Verdict::Differs(how) = check(&matrix, &lecun.ensemble(layer).unwrap()).verdict() else { panic!() };
//! assert_eq!(how, ["its std is 1.41 times too large"]);
//! ```

mod cause;
mod chance;
mod data;
mod expected;
mod family;
mod finding;
mod matrix;
mod nearest;
mod outliers;
mod report;
mod structures;
mod tensor;

pub use cause::causes;
pub use data::on_data;
pub use finding::{Effect, Finding, Outcome};
pub use matrix::Matrix;
pub use nearest::{Fit, FitKind, fits, scaled};
pub use report::{Report, Verdict, judge};
pub use structures::entries::distance;
pub use tensor::{Tensor, TensorError, ignores_fans};

use crate::init::{Ensemble, Law, Structure};
use expected::Expected;
use outliers::Outliers;
use structures::{dependence, entries, fixed, haar, mirrored, sparse};

/// Chance of rejecting a matrix that follows its ensemble: so small that of nets of fifty right layers,
/// tested one by one, one in twenty has a layer rejected; [tested together](judge), one in a thousand.
pub const ALPHA: f64 = 1e-3;

/// Tests whether a matrix follows an ensemble.
///
/// | structure | tests |
/// |---|---|
/// | independent | outliers (the largest of n draws) and bounds; of all other weights the distribution function (Kolmogorov-Smirnov), mean, standard deviation, reach, zeros; correlation of neighbours, spread of the lines' lengths, angles between lines |
/// | Haar | gain, orthonormal lines, sum of the diagonal, law of the entries of uniform directions |
/// | diagonal, Dirac, Hadamard | every entry |
/// | sparse | zeros of every line, their places; the rest as independent |
/// | mirrored | the mirror images; the block as Haar |
///
/// Numbers that are not finite are a finding, and then the only one.
///
/// # Panics
///
/// If the matrix does not have the ensemble's shape.
pub fn check(matrix: &Matrix, ensemble: &Ensemble) -> Report {
    assert_eq!(matrix.fans(), ensemble.fans, "a matrix of the ensemble's shape");
    let broken = matrix.weights().iter().filter(|weight| !weight.is_finite()).count();
    if broken > 0 {
        let words = format!("{broken} of its weights are NaN or infinite");
        let effect = Effect::percent("share", f64::NAN);
        let finding = Finding::exact("not finite", [broken as f64, 0.0], false);
        return Report::new(vec![finding.with(effect, words)]);
    }
    Report::new(match ensemble.structure {
        Structure::Independent(law) => independent(matrix, &law),
        Structure::Haar { gain: 0.0 } => entries::constant(matrix, 0.0),
        Structure::Haar { gain } => haar::check(matrix, gain),
        Structure::Diagonal { gain } => fixed::check(matrix, fixed::diagonal(gain)),
        Structure::Dirac { groups } => fixed::check(matrix, fixed::dirac(ensemble.fans.fan_out, groups)),
        Structure::Hadamard => fixed::check(matrix, fixed::hadamard(ensemble.fans.fan_out)),
        Structure::Sparse(sparsity) if sparsity.std == 0.0 => entries::constant(matrix, 0.0),
        Structure::Sparse(sparsity) => sparse::check(matrix, &sparsity),
        Structure::Mirrored(mirrored) if mirrored.gain == 0.0 => entries::constant(matrix, 0.0),
        Structure::Mirrored(mirrored) => mirrored::check(matrix, &mirrored),
    })
}

fn independent(matrix: &Matrix, law: &Law) -> Vec<Finding> {
    if law.std() == 0.0 {
        return entries::constant(matrix, law.mean());
    }
    let expected = Expected::of(law);
    let outliers = Outliers::of(matrix, matrix.sorted(), &expected);
    let mut findings = entries::check(matrix, matrix.sorted(), &expected, &outliers);
    findings.extend(dependence::check(matrix, law, &outliers));
    findings
}
