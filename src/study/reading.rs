//! Reading a study.

use super::axis::{sizes, specs, switches};
use super::claims::claim::Claim;
use super::claims::read::{check, claims};
use super::document::mistakes::read_all;
use super::document::node::{Node, Value, read_document};
use super::document::overrides::{apply, apply_quick};
use super::document::reader::{Section, list};
use super::error::Kind;
use super::figures::figures;
use super::sections::counts::counts;
use super::sections::gibbs::gibbs;
use super::sections::input::kind;
use super::sections::training::{top, training};
use super::sections::watch::{how_to_see, watch};
use super::{Choice, Input, Override, Plan, Precision, Protocol, Study, StudyError, Subject, Widths};
use crate::activation::Activation;
use crate::init::{Bias, Drive};
use crate::named::UnknownName;
use crate::network::{Norm, Optimizer};
use crate::record::{Setting, Settings};

/// Layers that a network may have.
const MOST_LAYERS: u64 = 10_000;

/// Combinations of settings that claims are held against before any cell is computed.
const MOST_COMBINATIONS: usize = 100_000;

/// Units or samples that are not refused as such; memory is checked on the whole plan.
const MOST_NUMBERS: u64 = i64::MAX as u64;

impl Study {
    /// Reads a study, changed by its `[quick]` section if `quick`, then by `overrides`.
    ///
    /// # Errors
    ///
    /// On all that is wrong, up to ten mistakes: unknown or doubled keys, wrong types, bad values; where each is
    /// fine, on the first that does not go with others.
    ///
    /// A claim that speaks of none of the study's cells is an error of the study as written; under
    /// changes it is not judged.
    pub fn parse(name: &str, text: &str, overrides: &[Override], quick: bool) -> Result<Self, StudyError> {
        let studied = Self::read(name, text, overrides, quick)?;
        match Self::read(name, text, &[], false) {
            Ok(written) => written.check_claims()?,
            // Overrides may give what the study as written lacks.
            Err(_) if !overrides.is_empty() => return Ok(studied),
            Err(error) => return Err(error),
        }
        // What is wrong in `[quick]` is said whether or not it is used.
        Self::read(name, text, &[], true)?;
        Ok(studied)
    }

    /// The study with inputs of this width, if it does not say how wide they are: data do.
    pub fn with_input(mut self, width: usize) -> Self {
        if let Widths::Even { input: input @ None, .. } = &mut self.widths {
            *input = Some(width);
        }
        self
    }

    /// The input of the study as written, where it was changed to another.
    pub fn own_input(&self) -> Option<Input> {
        if !self.is_modified() {
            return None;
        }
        let written = Self::read(&self.name, &self.text, &[], self.quick).ok()?;
        Some(written.input).filter(|input| *input != self.input)
    }

    fn check_claims(&self) -> Result<(), StudyError> {
        if self.claims.is_empty() && self.figures.is_empty() {
            return Ok(());
        }
        let unseen = |claim: &Claim| match claim.subject {
            Subject::Site { quantity, .. } => how_to_see(quantity, &self.watch),
            Subject::Curve(_) => None,
        };
        for claim in &self.claims {
            if let (Subject::Site { quantity, .. }, Some(section)) = (claim.subject, unseen(claim)) {
                let problem = format!("`{quantity}` is not looked at; ask for it: {section}");
                return Err(StudyError::new(&claim.origin, problem));
            }
        }
        // A plan that is too large is refused as such, when it is asked for.
        let Ok(plan) = Plan::new(&self.clone().with_input(1)) else { return Ok(()) };
        // The settings of all are held at once for this: of many cells they are not. A claim that fits none is then
        // not judged.
        if plan.combinations().len() > MOST_COMBINATIONS {
            return Ok(());
        }
        let settings: Vec<Settings> = plan.combinations().map(|cell| cell.settings()).collect();
        let settings: Vec<&Settings> = settings.iter().collect();
        if let (Some(empty), Some(origin)) = (self.empty_figure(&settings), &self.figures_origin) {
            return Err(StudyError::new(
                origin,
                format!("`figures`: no cell is what `{}` is to be of", empty.kind),
            ));
        }
        self.claims.iter().try_for_each(|claim| check(claim, &settings))
    }

    fn read(name: &str, text: &str, overrides: &[Override], quick: bool) -> Result<Self, StudyError> {
        let mut document = read_document(text)?;
        if quick {
            apply_quick(&mut document)?;
        }
        apply(&mut document, overrides)?;
        read_all(document, |document| Self::read_from(document, name, text, overrides, quick))
    }

    fn read_from(
        document: Node,
        name: &str,
        text: &str,
        overrides: &[Override],
        quick: bool,
    ) -> Result<Self, StudyError> {
        let mut root = Section::new("", document)?;
        let title = root.text("title")?.unwrap_or_else(|| name.to_owned());
        let source = root.text("source")?.unwrap_or_default();
        let protocol = protocol(&mut root)?;
        let trials = root.integer("trials", 1)?.unwrap_or(1);
        let seed = root.integer("seed", 0)?.unwrap_or(0);
        let mut input = root.section("input")?;
        let mut network = root.section("network")?;
        let mut histogram = root.section("histogram")?;
        let stripes = root.section("stripes")?;
        let jacobian = root.section("jacobian")?;
        let spectrum = root.section("spectrum")?;
        let train = Own::of(Protocol::Train, &mut root)?;
        let backward = Own::of(Protocol::Backward, &mut root)?;
        let machines = Own::of(Protocol::Gibbs, &mut root)?;
        let mut axes = root.section("axes")?;
        let figures_origin = root.origin_of("figures");
        let figures = figures(root.take("figures"))?;
        root.take("quick");
        let claim = root.take("claim");
        // Before any section is read: that `axes.init` is missing is no help to who wrote `[axis]`.
        root.finish()?;
        let varied = varied(&axes);
        let origins = [&jacobian, &spectrum].map(|section| section.origin().clone());
        let kind = kind(&mut input)?;
        let widths = widths(&mut network, &mut axes, &kind)?;
        // A layer that a shorter network lacks is no mistake of who wrote the study.
        let most_layers = (!quick && overrides.is_empty()).then(|| widths.most_layers());
        let counts = counts(histogram.take("counts"))?;
        let watch = watch([histogram, stripes, jacobian, spectrum], most_layers)?;
        let written = Setting::ALL.map(|setting| (setting, axes.origin_of(setting.name())));
        let otherwise = axes.origin().clone();
        let origin = |wanted: Setting| {
            let found = written.iter().find(|(setting, _)| *setting == wanted);
            found.and_then(|(_, origin)| origin.clone()).unwrap_or_else(|| otherwise.clone())
        };
        let study = Self {
            name: name.to_owned(),
            text: text.to_owned(),
            counts,
            title,
            claims: claims(claim, &source, &watch)?,
            source,
            protocol,
            trials,
            seed,
            input: kind,
            widths,
            watch,
            activation: match protocol {
                // The hidden units of a machine are what they are.
                Protocol::Gibbs => optional(&mut axes, "activation", Activation::Sigmoid)?,
                _ => required(&mut axes, "activation")?,
            },
            init: required(&mut axes, "init")?,
            bias: optional(&mut axes, "bias", Bias::Own)?,
            norm: optional(&mut axes, "norm", Norm::None)?,
            residual: switches(&mut axes, "residual")?,
            tied: switches(&mut axes, "tied")?,
            drive: optional(&mut axes, "drive", Drive::NONE)?,
            precision: optional(&mut axes, "precision", Precision::F64)?,
            samples: either(&mut input, &mut axes, "samples", MOST_NUMBERS)?,
            optimizer: optimizers(&mut axes, protocol)?,
            training: train.under(protocol)?.map(training).transpose()?,
            top: backward.under(protocol)?.map(top).transpose()?.flatten(),
            gibbs: machines.under(protocol)?.map(gibbs).transpose()?,
            varied,
            figures,
            figures_origin,
            quick,
            overrides: overrides.iter().map(Override::to_string).collect(),
        };
        for section in [input, network, axes] {
            section.finish()?;
        }
        let checked = study
            .check_spectra(&origins[0], &origins[1])
            .and_then(|()| study.check_recurrence(&origin))
            .and_then(|()| study.check_machines(&origin));
        checked.map_err(|error| error.of(Kind::Whole))?;
        Ok(study)
    }
}

/// The table of a protocol's own keys.
struct Own {
    protocol: Protocol,
    is_written: bool,
    section: Section,
}

impl Own {
    fn of(protocol: Protocol, root: &mut Section) -> Result<Self, StudyError> {
        let is_written = root.has(protocol.name());
        Ok(Self { protocol, is_written, section: root.section(protocol.name())? })
    }

    /// The table, if the study's protocol is the one that it belongs to.
    fn under(self, protocol: Protocol) -> Result<Option<Section>, StudyError> {
        let Self { protocol: own, is_written, section } = self;
        if own != protocol && is_written {
            let problem = format!("[{own}] belongs to `protocol = \"{own}\"`; this one is `{protocol}`");
            return Err(StudyError::new(section.origin(), problem));
        }
        Ok((own == protocol).then_some(section))
    }
}

/// The settings that `[axes]` has.
fn varied(axes: &Section) -> Vec<Setting> {
    Setting::ALL.into_iter().filter(|setting| axes.has(setting.name())).collect()
}

fn protocol(root: &mut Section) -> Result<Protocol, StudyError> {
    match root.take("protocol") {
        None => Ok(Protocol::Forward),
        Some(node) => {
            let (text, origin) = super::document::reader::text(node, "protocol")?;
            text.parse().map_err(|error: UnknownName| StudyError::new(&origin, error.to_string()))
        }
    }
}

/// Optimizers belong to networks that learn.
fn optimizers(axes: &mut Section, protocol: Protocol) -> Result<Vec<Choice<Optimizer>>, StudyError> {
    if let Some(origin) = axes.origin_of("optimizer").filter(|_| protocol != Protocol::Train) {
        let problem = format!("`optimizer` belongs to `protocol = \"train\"`; this one is `{protocol}`");
        return Err(StudyError::new(&origin, problem));
    }
    optional(axes, "optimizer", Optimizer::default())
}

fn required<T>(axes: &mut Section, key: &'static str) -> Result<Vec<Choice<T>>, StudyError>
where
    T: std::str::FromStr<Err: ToString> + ToString,
{
    match axes.take(key) {
        Some(node) => specs(node, key),
        None => Err(axes.missing(key)),
    }
}

fn optional<T>(axes: &mut Section, key: &'static str, default: T) -> Result<Vec<Choice<T>>, StudyError>
where
    T: std::str::FromStr<Err: ToString> + ToString,
{
    match axes.take(key) {
        Some(node) => specs(node, key),
        None => Ok(vec![Choice::plain(default)]),
    }
}

/// A size given either in its own section or as an axis.
fn either(
    section: &mut Section,
    axes: &mut Section,
    key: &'static str,
    most: u64,
) -> Result<Vec<Choice<usize>>, StudyError> {
    let path = section.path(key);
    match (section.take(key), axes.take(key)) {
        (Some(_), Some(node)) => {
            Err(StudyError::new(&node.origin, format!("`{key}` is an axis and `{path}` at once; keep one")))
        }
        (Some(node), None) if matches!(node.value, Value::List(_) | Value::Table(_)) => Err(StudyError::new(
            &node.origin,
            format!("`{path}` has one value; to vary it, write `{key}` under [axes]"),
        )),
        (Some(node), None) => sizes(node, &path, most),
        (None, Some(node)) => sizes(node, key, most),
        (None, None) => Err(section.missing(key)),
    }
}

fn widths(network: &mut Section, axes: &mut Section, kind: &Input) -> Result<Widths, StudyError> {
    let Some(layers) = network.take("layers") else {
        let input = match network.take("input") {
            Some(node) => Some(super::document::reader::integer(&node, "network.input", 1)? as usize),
            // As wide as the data are.
            None if matches!(kind, Input::Data(_)) => None,
            None => {
                return Err(network.missing("input").hint("give `input`, `width` and `depth`, or `layers`"));
            }
        };
        let width = either(network, axes, "width", MOST_NUMBERS)?;
        let depth = either(network, axes, "depth", MOST_LAYERS)?;
        return Ok(Widths::Even { input, width, depth });
    };
    for key in ["input", "width", "depth"] {
        if let Some(node) = network.take(key).or_else(|| axes.take(key)) {
            let problem = format!("`network.layers` and `{key}` are given at once; keep one");
            return Err(StudyError::new(&node.origin, problem));
        }
    }
    let origin = layers.origin.clone();
    let layers: Vec<usize> = list(layers)
        .iter()
        .map(|node| Ok(super::document::reader::integer(node, "network.layers", 1)? as usize))
        .collect::<Result<_, StudyError>>()?;
    if layers.len() < 2 {
        return Err(StudyError::new(
            &origin,
            "`network.layers` must be the input width and at least one hidden width",
        ));
    }
    Ok(Widths::Layers(layers))
}
