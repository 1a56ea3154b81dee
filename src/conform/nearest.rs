//! Which schemes a matrix fits.

use super::{Matrix, Report, Verdict, check};
use crate::init::{Ensemble, Init, Layer, Structure};

/// A scheme of the catalogue beside a matrix.
#[derive(Clone, Debug)]
pub struct Fit {
    /// Names of the schemes that come to the same ensemble for the layer.
    pub names: Vec<&'static str>,
    /// What the tests found.
    pub report: Report,
}

/// The scheme that a matrix would fit if it were scaled, and by how much it is larger: of those whose mean
/// is 0, the one whose scale is nearest.
///
/// # Panics
///
/// If the matrix does not have the layer's shape.
pub fn scaled(matrix: &Matrix, layer: Layer) -> Option<(&'static str, f64)> {
    let all = Init::catalogue().filter_map(|listing| {
        let ensemble = listing.name.parse::<Init>().ok()?.ensemble(layer).ok()?;
        let factor = matrix.rms() / ensemble.std();
        // Means of symmetric laws are 0 but for the rounding of their integrals.
        let centred = ensemble.mean().abs() < 1e-9 * ensemble.std();
        (centred && factor.is_normal()).then_some((listing.name, ensemble, factor))
    });
    let mut all: Vec<_> = all.collect();
    // Equal but for rounding is equal: then the catalogue's order counts.
    let apart = |factor: f64| (factor.ln().abs() * 1e9).round();
    all.sort_by(|a, b| apart(a.2).total_cmp(&apart(b.2)));
    // Laws of one shape are one law at another scale.
    let mut shapes = Vec::new();
    let fitting = all.into_iter().find(|(_, ensemble, factor)| {
        if let Some(law) = ensemble.law() {
            let shape = (std::mem::discriminant(&law), (law.standardised_moment(4) * 1e9).round());
            if shapes.contains(&shape) {
                return false;
            }
            shapes.push(shape);
        }
        !matches!(check(&matrix.divided(*factor), ensemble).verdict(), Verdict::Differs(_))
    });
    fitting.map(|(name, _, factor)| (name, factor))
}

/// Tests a matrix against every scheme of the catalogue with its defaults, those that differ in name alone
/// together: nearest first, the catalogue's order among equals. Schemes without weights for the layer are
/// left out, and so are those that a large matrix is far from.
///
/// # Panics
///
/// If the matrix does not have the layer's shape.
pub fn fits(matrix: &Matrix, layer: Layer) -> Vec<Fit> {
    let mut found: Vec<(Ensemble, Fit)> = Vec::new();
    for listing in Init::catalogue() {
        let ensemble = listing.name.parse::<Init>().ok().and_then(|init| init.ensemble(layer).ok());
        let Some(ensemble) = ensemble else { continue };
        match found.iter_mut().find(|(other, _)| alike(other, &ensemble)) {
            Some((_, fit)) => fit.names.push(listing.name),
            None if far(matrix, &ensemble) => {}
            None => {
                found.push((ensemble, Fit { names: vec![listing.name], report: check(matrix, &ensemble) }))
            }
        }
    }
    let mut fits: Vec<Fit> = found.into_iter().map(|(_, fit)| fit).collect();
    fits.sort_by(|a, b| a.report.remoteness().total_cmp(&b.report.remoteness()));
    fits
}

/// Whether the root mean square alone says that a matrix is something else: by a tenth, of weights so many
/// that this is ten standard errors of a normal law's, and of those that `sparse` keeps three. Where both
/// are 0 it says nothing.
fn far(matrix: &Matrix, ensemble: &Ensemble) -> bool {
    let ratio = matrix.rms() / ensemble.std().hypot(ensemble.mean());
    matrix.weights().len() >= 5_000 && (ratio - 1.0).abs() > 0.1
}

/// Whether two ensembles are one but for the order in which their numbers were rounded: sqrt(2 / n) and
/// sqrt 2 / sqrt n.
fn alike(a: &Ensemble, b: &Ensemble) -> bool {
    let (Structure::Independent(a), Structure::Independent(b)) = (a.structure, b.structure) else {
        return a == b;
    };
    let near = |x: f64, y: f64| x == y || (x - y).abs() <= 8.0 * f64::EPSILON * a.std();
    std::mem::discriminant(&a) == std::mem::discriminant(&b)
        && near(a.mean(), b.mean())
        && near(a.std(), b.std())
        && near(a.bounds().0, b.bounds().0)
        && near(a.bounds().1, b.bounds().1)
}
