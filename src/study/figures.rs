//! Reading `figures`: the figures that a study is to be known by.

use std::collections::BTreeMap;

use super::claims::read::selector;
use super::document::node::{Node, Value};
use super::document::reader::{Section, list, text};
use super::{Study, StudyError};
use crate::named::UnknownName;
use crate::record::{FigureKind, Headline, Settings};

impl Study {
    /// A figure that none of the study's cells belongs into.
    pub(super) fn empty_figure(&self, cells: &[&Settings]) -> Option<&Headline> {
        self.figures.iter().find(|figure| !cells.iter().any(|cell| figure.shows(cell)))
    }
}

/// Names of kinds, or `{ kind = "stripes", cells = { activation = "sigmoid" } }`; nothing where the study
/// leaves the choice to its protocol.
pub(super) fn figures(node: Option<Node>) -> Result<Vec<Headline>, StudyError> {
    node.map_or_else(Vec::new, list).into_iter().map(headline).collect()
}

fn headline(node: Node) -> Result<Headline, StudyError> {
    let (kind, cells) = match &node.value {
        Value::Table(_) => {
            let mut section = Section::new("figures", node)?;
            let Some(kind) = section.take("kind") else { return Err(section.missing("kind")) };
            let cells = selector(section.section("cells")?)?;
            section.finish()?;
            (kind, cells.values)
        }
        _ => (node, Vec::new()),
    };
    let (name, origin) = text(kind, "figures")?;
    let kind: FigureKind =
        name.parse().map_err(|error: UnknownName| StudyError::new(&origin, error.to_string()))?;
    let cells: BTreeMap<String, Vec<String>> =
        cells.into_iter().map(|(setting, values)| (setting.name().to_owned(), values)).collect();
    Ok(Headline { cells, ..Headline::of(kind) })
}
