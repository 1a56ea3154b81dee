//! What a study looks at in its networks.

use crate::network::{Corner, Quantity, Spectra, Watch};
use crate::spec::nearest;
use crate::stats::Range;
use crate::study::StudyError;
use crate::study::axis::size;
use crate::study::document::node::{Node, Value};
use crate::study::document::reader::{Section, integer, list, number, text};

/// Reads `[histogram]`, `[stripes]`, `[jacobian]` and `[spectrum]`, of networks with so many layers at
/// most if no layer beyond may be named. Where statistics are enough and there are no histograms, stripes, which are
/// larger, are kept only if they are asked for.
pub(crate) fn watch(
    [mut histogram, mut stripes, mut jacobian, spectrum]: [Section; 4],
    most_layers: Option<usize>,
) -> Result<Watch, StudyError> {
    const MOST_BINS: u64 = 10_000;
    let bins = match histogram.take("bins") {
        None => 30,
        Some(node) => match integer(&node, "histogram.bins", 0)? {
            0 => 0,
            _ => size(&node, "histogram.bins", MOST_BINS)?,
        },
    };
    let mut ranges = match histogram.take("ranges") {
        None => vec![Range::Natural],
        Some(node) => ranges(node)?,
    };
    if bins == 0 {
        ranges.clear();
    }
    let asked = ["samples", "units", "layers"].into_iter().any(|key| stripes.has(key));
    let corner = Corner {
        samples: stripes.integer("samples", 0)?.unwrap_or(50) as usize,
        units: stripes.integer("units", 0)?.unwrap_or(100) as usize,
        layers: stripes.integer("layers", 0)?.unwrap_or(6) as usize,
    };
    let jacobians = match jacobian.take("inputs") {
        None => 0,
        Some(node) => integer(&node, "jacobian.inputs", 0)? as usize,
    };
    histogram.finish()?;
    stripes.finish()?;
    jacobian.finish()?;
    let any = corner.samples > 0 && corner.units > 0 && corner.layers > 0 && (bins > 0 || asked);
    let spectra = spectra(spectrum, jacobians, most_layers)?;
    Ok(Watch { bins, ranges, corner: any.then_some(corner), jacobians, spectra })
}

/// Which spectra to look at, and in which layers.
fn spectra(
    mut section: Section,
    jacobians: usize,
    most_layers: Option<usize>,
) -> Result<Spectra, StudyError> {
    const ALLOWED: &str = "weight, product, eigenvalue";
    let mut spectra = Spectra::default();
    for node in words(&mut section, "of", &format!("a list of {ALLOWED}"))? {
        let (word, origin) = text(node, "spectrum.of")?;
        match word.as_str() {
            "weight" => spectra.weights = true,
            "product" => spectra.products = true,
            "eigenvalue" => spectra.eigenvalues = true,
            "jacobian" => {
                let problem = "`spectrum.of` is `jacobian`; Jacobians are asked for by [jacobian] inputs = 1";
                return Err(StudyError::new(&origin, problem));
            }
            _ => {
                let hint = match nearest(&word, ALLOWED.split(", ")) {
                    Some(near) => format!("did you mean `{near}`? Allowed"),
                    None => "allowed".to_owned(),
                };
                let problem = format!("`spectrum.of` is `{word}`; {hint}: {ALLOWED}");
                return Err(StudyError::new(&origin, problem));
            }
        }
    }
    let origin = section.origin_of("layers");
    for node in words(&mut section, "layers", "a list of layers")? {
        let layer = integer(&node, "spectrum.layers", 1)? as usize;
        if let Some(most) = most_layers.filter(|most| layer > *most) {
            let problem = format!("`spectrum.layers` is {layer}; the deepest network has {most}");
            return Err(StudyError::new(&node.origin, problem));
        }
        spectra.layers.push(layer);
    }
    spectra.layers.sort_unstable();
    spectra.layers.dedup();
    section.finish()?;
    match origin {
        Some(origin) if jacobians == 0 && !spectra.any() => {
            let problem = "`spectrum.layers` says where, but nothing says what to look at; add `spectrum.of` or \
                           [jacobian] inputs";
            Err(StudyError::new(&origin, problem))
        }
        _ => Ok(spectra),
    }
}

/// The values of a list that is not empty, or a single one; none where there is no such key.
fn words(section: &mut Section, key: &'static str, wanted: &str) -> Result<Vec<Node>, StudyError> {
    let path = section.path(key);
    let Some(node) = section.take(key) else { return Ok(Vec::new()) };
    let origin = node.origin.clone();
    let nodes = list(node);
    if nodes.is_empty() {
        return Err(StudyError::new(&origin, format!("`{path}` is empty; it must be {wanted}")));
    }
    Ok(nodes)
}

/// What a study has to say for a quantity to be looked at, if it does not.
pub(crate) fn how_to_see(quantity: Quantity, watch: &Watch) -> Option<&'static str> {
    let Spectra { weights, products, eigenvalues, .. } = watch.spectra;
    let (seen, section) = match quantity {
        Quantity::JacobianSpectrum => (watch.jacobians > 0, "[jacobian] inputs = 1"),
        Quantity::WeightSpectrum => (weights, "[spectrum] of = \"weight\""),
        Quantity::ProductSpectrum => (products, "[spectrum] of = \"product\""),
        Quantity::Eigenvalue => (eigenvalues, "[spectrum] of = \"eigenvalue\""),
        _ => return None,
    };
    (!seen).then_some(section)
}

/// Ranges of the histograms.
fn ranges(node: Node) -> Result<Vec<Range>, StudyError> {
    let origin = node.origin.clone();
    let form =
        "`histogram.ranges` must be a list of \"natural\" and [low, high] with low < high and a finite width";
    let Value::List(nodes) = node.value else {
        return Err(StudyError::new(&origin, form));
    };
    let ranges: Vec<Range> = nodes
        .iter()
        .map(|node| match &node.value {
            Value::Text(text) if text == "natural" => Ok(Range::Natural),
            Value::List(ends) if ends.len() == 2 => {
                let end = |index: usize| number(&ends[index], "histogram.ranges");
                match (end(0), end(1)) {
                    (Ok(low), Ok(high)) if low < high && (high - low).is_finite() => {
                        Ok(Range::Fixed(low, high))
                    }
                    _ => Err(StudyError::new(&node.origin, form)),
                }
            }
            _ => Err(StudyError::new(&node.origin, form)),
        })
        .collect::<Result<_, _>>()?;
    if ranges.is_empty() { Err(StudyError::new(&origin, form)) } else { Ok(ranges) }
}
