//! Reading `[[claim]]`.

use std::collections::{BTreeSet, HashSet};

use super::claim::{Band, Claim, Expected, Form, Subject};
use super::select::{Place, Selector};
use crate::named::UnknownName;
use crate::network::{Quantity, Watch};
use crate::record::{Metric, Setting, Settings};
use crate::spec::nearest;
use crate::stats::Measure;
use crate::study::StudyError;
use crate::study::axes::canonical;
use crate::study::document::node::{Node, Value};
use crate::study::document::reader::{Section, at_most, expected, integer, list, text};

/// Claims that a study may make: each is held against every cell.
const MOST_CLAIMS: usize = 1000;

/// Reads the claims of a study that watches so much, whose `source` is theirs unless they name their own.
pub(crate) fn claims(node: Option<Node>, source: &str, watch: &Watch) -> Result<Vec<Claim>, StudyError> {
    let mut seen = HashSet::new();
    let mut claims = Vec::new();
    for node in at_most(MOST_CLAIMS, node, "claims")? {
        let claim = claim(node, source, watch)?;
        if !seen.insert(claim.text.clone()) {
            let problem = format!("the claim \"{}\" is made twice; say in the text what differs", claim.text);
            return Err(StudyError::new(&claim.origin, problem));
        }
        claims.push(claim);
    }
    Ok(claims)
}

fn claim(node: Node, source: &str, watch: &Watch) -> Result<Claim, StudyError> {
    let mut section = Section::new("claim", node)?;
    let origin = section.origin().clone();
    let Some(text) = section.text("text")?.filter(|text| !text.trim().is_empty()) else {
        return Err(section.missing("text"));
    };
    let cells = selector(section.section("cells")?)?;
    let subject = subject(&mut section)?;
    let step = place(&mut section, "step")?.unwrap_or(Place::Last);
    let form = form(&mut section)?;
    let within = section.take("within");
    let within = match (&form, within) {
        (Form::Order { .. }, None) => Band::POSITIVE,
        (Form::Order { .. }, Some(node)) => {
            return Err(StudyError::new(
                &node.origin,
                "`claim.order` says what must hold; leave `within` out",
            ));
        }
        (_, None) => return Err(section.missing("within")),
        (_, Some(node)) => band(&node, form.range(subject), subject)?,
    };
    let expected = match section.take("expected") {
        None => Expected::Holds,
        Some(node) => expectation(node)?,
    };
    let is_spectral = matches!(subject, Subject::Site { quantity, .. } if quantity.is_spectral());
    let claim = Claim {
        topic: section.text("topic")?.unwrap_or_default(),
        source: section.text("source")?.unwrap_or_else(|| source.to_owned()),
        headline: headline(&mut section)?,
        text,
        cells,
        subject,
        step,
        form,
        within,
        expected,
        looked_at: if is_spectral { watch.spectra.layers.clone() } else { Vec::new() },
        origin,
    };
    section.finish()?;
    Ok(claim)
}

/// A statistic of a quantity, or a metric.
fn subject(section: &mut Section) -> Result<Subject, StudyError> {
    let origin = section.origin().clone();
    let (quantity_origin, measure_origin) = (section.origin_of("quantity"), section.origin_of("measure"));
    let quantity = parsed::<Quantity>(section, "quantity")?;
    let Some((word, measure_origin)) = section.text("measure")?.zip(measure_origin) else {
        return Err(section.missing("measure"));
    };
    if let Ok(metric) = word.parse::<Metric>() {
        return match quantity_origin {
            Some(origin) => Err(StudyError::new(
                &origin,
                format!("`{metric}` is followed over training and has no `quantity`; leave it out"),
            )),
            None => Ok(Subject::Curve(metric)),
        };
    }
    let metrics = || Metric::ALL.map(Metric::name).join(", ");
    let measure = word.parse::<Measure>().map_err(|error: UnknownName| {
        StudyError::new(&measure_origin, format!("{error}; in training also {}", metrics()))
    })?;
    let quantity = quantity.unwrap_or(Quantity::Activation);
    if !measure.is_of(quantity.kind()) {
        let allowed = Measure::ALL.into_iter().filter(|measure| measure.is_of(quantity.kind()));
        let allowed = allowed.map(Measure::name).collect::<Vec<_>>().join(", ");
        let problem = format!("`{measure}` is not measured of `{quantity}`; allowed: {allowed}");
        return Err(StudyError::new(&origin, problem));
    }
    Ok(Subject::Site { quantity, measure })
}

/// A word that is one of a closed set.
fn parsed<T: std::str::FromStr<Err: ToString>>(
    section: &mut Section,
    key: &'static str,
) -> Result<Option<T>, StudyError> {
    let path = section.path(key);
    let Some(node) = section.take(key) else { return Ok(None) };
    let (text, origin) = text(node, &path)?;
    text.parse().map(Some).map_err(|error: T::Err| StudyError::new(&origin, error.to_string()))
}

/// `ratio`, `order` or neither, and the layer they are about.
fn form(section: &mut Section) -> Result<Form, StudyError> {
    let layer_origin = section.origin_of("layer");
    let layer = place(section, "layer")?;
    let (ratio, order) = (section.take("ratio"), section.take("order"));
    match (ratio, order) {
        (Some(_), Some(order)) => {
            Err(StudyError::new(&order.origin, "`claim.ratio` and `claim.order` are given at once; keep one"))
        }
        (Some(ratio), None) => match (ratio_form(ratio, layer)?, layer_origin) {
            (Form::Layers { .. }, Some(origin)) => {
                Err(StudyError::new(&origin, "`claim.ratio` names its layers; leave `layer` out"))
            }
            (form, _) => Ok(form),
        },
        (None, Some(order)) => {
            let origin = order.origin.clone();
            let groups = list(order)
                .into_iter()
                .map(|node| selector(Section::new("claim.order", node)?))
                .collect::<Result<Vec<_>, _>>()?;
            let different: HashSet<String> = groups.iter().map(Selector::to_string).collect();
            if groups.len() < 2 || different.len() < groups.len() {
                return Err(StudyError::new(
                    &origin,
                    "`claim.order` must be a list of at least two different groups of cells",
                ));
            }
            Ok(Form::Order { groups, layer: layer.unwrap_or(Place::Last) })
        }
        (None, None) => Ok(Form::Value { layer: layer.unwrap_or(Place::Last) }),
    }
}

/// A ratio of layers, `{ of = "last", to = "first" }`, or of cells, `{ of = { .. }, to = { .. } }`.
fn ratio_form(node: Node, layer: Option<Place>) -> Result<Form, StudyError> {
    let mut section = Section::new("claim.ratio", node)?;
    let Some(of) = section.take("of") else { return Err(section.missing("of")) };
    let Some(to) = section.take("to") else { return Err(section.missing("to")) };
    let form = match (&of.value, &to.value) {
        (Value::Table(_), Value::Table(_)) => {
            let origin = to.origin.clone();
            let of = selector(Section::new("claim.ratio.of", of)?)?;
            let to = selector(Section::new("claim.ratio.to", to)?)?;
            if of == to {
                return Err(StudyError::new(
                    section.origin(),
                    "`claim.ratio` compares cells with themselves",
                ));
            }
            let unnamed = of.values.iter().any(|(setting, _)| !to.names(*setting));
            if unnamed || to.values.iter().any(|(_, values)| values.len() > 1) {
                let problem = "`claim.ratio.to` must name one value of each setting that `of` names";
                return Err(StudyError::new(&origin, problem));
            }
            Form::Cells { of, to, layer: layer.unwrap_or(Place::Last) }
        }
        _ => {
            let (of, to) = (one_place(&of, "claim.ratio.of")?, one_place(&to, "claim.ratio.to")?);
            if of == to {
                return Err(StudyError::new(section.origin(), "`claim.ratio` compares a layer with itself"));
            }
            Form::Layers { of, to, per_layer: per_layer(&mut section)? }
        }
    };
    section.finish()?;
    Ok(form)
}

fn per_layer(section: &mut Section) -> Result<bool, StudyError> {
    let Some(node) = section.take("per") else { return Ok(false) };
    let (word, origin) = text(node, "claim.ratio.per")?;
    match word.as_str() {
        "layer" => Ok(true),
        _ => Err(StudyError::new(&origin, format!("`claim.ratio.per` is `{word}`; allowed: layer"))),
    }
}

/// A layer or a step by number or word.
fn place(section: &mut Section, key: &'static str) -> Result<Option<Place>, StudyError> {
    let path = section.path(key);
    section.take(key).map(|node| read_place(&node, &path)).transpose()
}

fn read_place(node: &Node, path: &str) -> Result<Place, StudyError> {
    match &node.value {
        Value::Text(word) => match word.as_str() {
            "first" => Ok(Place::First),
            "last" => Ok(Place::Last),
            "all" => Ok(Place::All),
            _ => Err(StudyError::new(
                &node.origin,
                format!("`{path}` is `{word}`; allowed: a number, first, last, all"),
            )),
        },
        Value::Integer(_) => Ok(Place::At(integer(node, path, 0)?)),
        other => Err(expected(&node.origin, path, "a number, \"first\", \"last\" or \"all\"", other)),
    }
}

fn one_place(node: &Node, path: &str) -> Result<Place, StudyError> {
    match read_place(node, path)? {
        Place::All => Err(StudyError::new(
            &node.origin,
            format!("`{path}` is `all`; it must be one layer: a number, first or last"),
        )),
        place => Ok(place),
    }
}

/// `{ activation = "sigmoid", init = ["normal", "he-normal"] }`.
pub(crate) fn selector(mut section: Section) -> Result<Selector, StudyError> {
    let mut selector = Selector::default();
    for setting in Setting::ALL {
        let path = section.path(setting.name());
        if let Some(node) = section.take(setting.name()) {
            let values: Vec<String> = list(node)
                .into_iter()
                .map(|node| canonical(setting, node, &path))
                .collect::<Result<_, _>>()?;
            selector.values.push((setting, values));
        }
    }
    section.finish()?;
    Ok(selector)
}

/// `[low, high]`, where either may be infinite, but not all numbers that the measure can be.
fn band(node: &Node, (least, most): (f64, f64), subject: Subject) -> Result<Band, StudyError> {
    let form = || StudyError::new(&node.origin, "`claim.within` must be [low, high] with low <= high");
    let Value::List(ends) = &node.value else { return Err(form()) };
    let [low, high] = ends.as_slice() else { return Err(form()) };
    let end = |node: &Node| match node.value {
        Value::Integer(integer) => Ok(integer as f64),
        Value::Float(float) if !float.is_nan() => Ok(float),
        _ => Err(form()),
    };
    let (low, high) = (end(low)?, end(high)?);
    if low > high || low == f64::INFINITY || high == f64::NEG_INFINITY {
        return Err(form());
    }
    let of = format!("what is made of `{subject}` is always between {least} and {most}");
    if low <= least && high >= most {
        return Err(StudyError::new(&node.origin, format!("`claim.within` cannot fail: {of}")));
    }
    if high < least || low > most {
        return Err(StudyError::new(&node.origin, format!("`claim.within` cannot hold: {of}")));
    }
    Ok(Band::closed(low, high))
}

fn headline(section: &mut Section) -> Result<bool, StudyError> {
    match section.take("headline") {
        None => Ok(false),
        Some(Node { value: Value::Boolean(headline), .. }) => Ok(headline),
        Some(node) => Err(expected(&node.origin, "claim.headline", "true or false", &node.value)),
    }
}

fn expectation(node: Node) -> Result<Expected, StudyError> {
    let (word, origin) = text(node, "claim.expected")?;
    match word.as_str() {
        "holds" => Ok(Expected::Holds),
        "refuted" => Ok(Expected::Refuted),
        _ => Err(StudyError::new(&origin, format!("`claim.expected` is `{word}`; allowed: holds, refuted"))),
    }
}

/// Refuses a claim that names what no cell of the study has, so that it would never be judged.
pub(crate) fn check(claim: &Claim, cells: &[&Settings]) -> Result<(), StudyError> {
    let own = std::iter::once(&claim.cells);
    let absent = own.chain(claim.form.selectors()).find_map(|selector| selector.absent_from(cells));
    let reason = match absent {
        Some((setting, value)) => {
            let present: BTreeSet<String> = cells.iter().filter_map(|cell| setting.of(cell)).collect();
            let hint = nearest(value, present.iter().map(String::as_str))
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            format!("no cell has {} `{value}`{hint}", setting.name())
        }
        None if claim.terms(cells).is_empty() => {
            "no cell has all that it names at the layers that it names".to_owned()
        }
        None => return Ok(()),
    };
    Err(StudyError::new(&claim.origin, format!("the claim \"{}\" speaks of nothing: {reason}", claim.text)))
}
