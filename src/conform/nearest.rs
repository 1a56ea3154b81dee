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
    all.sort_by(|a, b| a.2.ln().abs().total_cmp(&b.2.ln().abs()));
    let fitting = all.into_iter().find(|(_, ensemble, factor)| {
        !matches!(check(&matrix.divided(*factor), ensemble).verdict(), Verdict::Differs(_))
    });
    fitting.map(|(name, _, factor)| (name, factor))
}

/// Tests a matrix against every scheme of the catalogue with its defaults, those that differ in name alone
/// together: nearest first, the catalogue's order among equals. Schemes without weights for the layer are
/// left out.
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
            None => {
                found.push((ensemble, Fit { names: vec![listing.name], report: check(matrix, &ensemble) }))
            }
        }
    }
    let mut fits: Vec<Fit> = found.into_iter().map(|(_, fit)| fit).collect();
    fits.sort_by(|a, b| a.report.remoteness().total_cmp(&b.report.remoteness()));
    fits
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
