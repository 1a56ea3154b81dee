//! Which schemes a tensor fits.

use super::tensor::{Tensor, ignores_fans};
use super::{Report, Verdict, family};
use crate::init::{Ensemble, Init, Structure};

/// A law or scheme that a tensor fits.
#[derive(Clone, Debug)]
pub struct Fit {
    /// Specs that come to the same ensemble for its layer.
    pub names: Vec<String>,
    /// How simple it is.
    pub kind: FitKind,
    /// What the tests found.
    pub report: Report,
}

/// Kinds of laws, the simplest explanation first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FitKind {
    /// Every number is the same.
    Constant,
    /// LeCun's, Glorot's or He's scaling, or a library's default, in which nothing is free.
    Standard,
    /// A normal, uniform or truncated normal law with its parameters as found.
    Plain,
    /// Another scheme with its defaults.
    Other,
}

/// What a tensor fits, the simplest first: LeCun's, Glorot's and He's scalings and libraries' defaults, which
/// fit by their fans alone; the plain law, with parameters in the fewest digits; other schemes with their
/// defaults. Schemes without weights for the layer are left out, and so are those that a large matrix is far
/// from.
pub fn fits(tensor: &Tensor) -> Vec<Fit> {
    let mut found: Vec<(Ensemble, Fit)> = Vec::new();
    let plain = family::candidates(tensor.matrix());
    let plain = plain.iter().find_map(|init| fit(tensor, init, init.to_string(), FitKind::Plain));
    if let Some((_, fit)) = &plain
        && matches!(fit.names[0].parse(), Ok(Init::Constant(_)))
    {
        return vec![Fit { kind: FitKind::Constant, ..fit.clone() }];
    }
    for listing in Init::catalogue() {
        // Laws that do not look at the fans are found with any parameters.
        let Some(init) = listing.name.parse::<Init>().ok().filter(|init| !ignores_fans(init)) else {
            continue;
        };
        let Ok(ensemble) = tensor.ensemble(&init) else { continue };
        if let Some((_, fit)) = found.iter_mut().find(|(other, _)| alike(other, &ensemble)) {
            fit.names.push(listing.name.to_owned());
        } else if !far(tensor, &ensemble) {
            let standard = matches!(init, Init::Scaled(_) | Init::Convention(_) | Init::VarianceScaling(_));
            let kind = if standard { FitKind::Standard } else { FitKind::Other };
            found.extend(fit(tensor, &init, listing.name.to_owned(), kind));
        }
    }
    let mut fits: Vec<Fit> = found.into_iter().chain(plain).map(|(_, fit)| fit).collect();
    let order = |fit: &Fit| (fit.kind, fit.report.remoteness());
    fits.sort_by(|a, b| order(a).0.cmp(&order(b).0).then(order(a).1.total_cmp(&order(b).1)));
    fits
}

/// A scheme, if the tensor is not told from it, or by a few outliers alone.
fn fit(tensor: &Tensor, init: &Init, name: String, kind: FitKind) -> Option<(Ensemble, Fit)> {
    let (report, ensemble) = tensor.check_scaled(init, 1.0).ok()?;
    // What many weights leave is no bound of theirs.
    let inside = report.finding("beyond bounds").is_none_or(|finding| !finding.rejected);
    let fits = inside && report.only_outliers() || !matches!(report.verdict(), Verdict::Differs(_));
    fits.then(|| (ensemble, Fit { names: vec![name], kind, report }))
}

/// The scheme of structured matrices that a tensor would fit if it were scaled, and by how much it is larger:
/// the one whose scale is nearest.
pub fn scaled(tensor: &Tensor) -> Option<(&'static str, f64)> {
    let all = Init::catalogue().filter_map(|listing| {
        let init: Init = listing.name.parse().ok()?;
        let ensemble = tensor.ensemble(&init).ok().filter(|ensemble| ensemble.law().is_none())?;
        let factor = tensor.matrix().rms() / ensemble.std().hypot(ensemble.mean());
        factor.is_normal().then_some((listing.name, init, factor))
    });
    let mut all: Vec<_> = all.collect();
    // Equal but for rounding is equal: then the catalogue's order counts.
    let apart = |factor: f64| (factor.ln().abs() * 1e9).round();
    all.sort_by(|a, b| apart(a.2).total_cmp(&apart(b.2)));
    let fitting = all.into_iter().find(|(_, init, factor)| {
        let scaled = tensor.check_scaled(init, *factor);
        scaled.is_ok_and(|(report, _)| !matches!(report.verdict(), Verdict::Differs(_)))
    });
    fitting.map(|(name, _, factor)| (name, factor))
}

/// Whether the root mean square alone says that a tensor is something else: by a tenth, of weights so many
/// that this is ten standard errors of a normal law's, and of those that `sparse` keeps three. Where both
/// are 0 it says nothing.
fn far(tensor: &Tensor, ensemble: &Ensemble) -> bool {
    let matrix = tensor.matrix();
    let ratio = matrix.rms() / ensemble.std().hypot(ensemble.mean());
    // Of a middle tap's ensemble the other taps say nothing.
    matrix.fans() == ensemble.fans && matrix.weights().len() >= 5_000 && (ratio - 1.0).abs() > 0.1
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
