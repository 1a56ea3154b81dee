//! Reading `figures`: the figures that a study is to be known by.

use std::collections::BTreeMap;

use super::claims::read::selector;
use super::document::node::{Node, Value};
use super::document::reader::{Section, at_most, text};
use super::{Study, StudyError};
use crate::named::UnknownName;
use crate::record::{FigureKind, Headline, Settings};

/// Headlines that a study may have.
const MOST: usize = 100;

impl Study {
    /// A figure that none of the study's cells belongs into.
    pub(super) fn empty_figure(&self, cells: &[&Settings]) -> Option<&Headline> {
        self.figures.iter().find(|figure| !cells.iter().any(|cell| figure.shows(cell)))
    }
}

/// Names of kinds, or `{ kind = "stripes", cells = { activation = "sigmoid" } }`; nothing where the study
/// leaves the choice to its protocol.
pub(super) fn figures(node: Option<Node>) -> Result<Vec<Headline>, StudyError> {
    at_most(MOST, node, "figures")?.into_iter().map(headline).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_kinds_or_kinds_of_some_cells() {
        let study = |figures: &str| {
            let text = format!(
                "{figures}\n[input]\nsamples = 5\n[network]\ninput = 4\nwidth = 4\ndepth = 1\n\
                 [axes]\nactivation = [\"relu\", \"tanh\"]\ninit = \"he-normal\"\n"
            );
            Study::parse("own", &text, &[], false)
        };
        let named =
            study(r#"figures = ["sheet", { kind = "depth", cells = { activation = "relu" } }]"#).unwrap();
        assert_eq!(named.figures[0], Headline::of(FigureKind::Sheet));
        assert_eq!(named.figures[1].cells["activation"], ["relu"]);
        for (figures, problem) in [
            (r#"figures = "sheets""#, "unknown figure `sheets`; allowed: overview, "),
            (r#"figures = [{ cells = { init = "he-normal" } }]"#, "`figures.kind` is missing"),
            (
                r#"figures = [{ kind = "sheet", cells = { init = "zeros" } }]"#,
                "no cell is what `sheet` is to be of",
            ),
            (r#"figures = [{ kind = "sheet", cells = { inti = "zeros" } }]"#, "inti"),
        ] {
            let message = study(figures).unwrap_err().to_string();
            assert!(message.contains("line 1") && message.contains(problem), "{message}");
        }
    }
}
