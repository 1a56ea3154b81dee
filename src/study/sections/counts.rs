//! How high histograms are drawn, where a study prints a book's.

use std::collections::BTreeMap;

use crate::activation::Activation;
use crate::study::StudyError;
use crate::study::document::node::{Node, Value};
use crate::study::document::reader::{expected, integer};

/// Reads `histogram.counts`: activations, each with the count at which its y axes end.
pub(crate) fn counts(node: Option<Node>) -> Result<BTreeMap<String, u64>, StudyError> {
    const PATH: &str = "histogram.counts";
    let Some(Node { origin, value }) = node else { return Ok(BTreeMap::new()) };
    let Value::Table(table) = value else {
        return Err(expected(&origin, PATH, "a table, as { relu = 7000 }", &value));
    };
    let limit = |(name, node): (String, Node)| {
        let activation: Activation = name
            .parse()
            .map_err(|problem| StudyError::new(&node.origin, format!("`{PATH}.{name}`: {problem}")))?;
        Ok((activation.to_string(), integer(&node, &format!("{PATH}.{name}"), 1)?))
    };
    table.into_iter().map(limit).collect()
}

#[cfg(test)]
mod tests {
    use crate::study::Study;

    fn study(counts: &str) -> Result<Study, crate::study::StudyError> {
        let text = format!(
            "title = \"t\"\nsource = \"s\"\nprotocol = \"forward\"\n[input]\nkind = \"gaussian\"\nsamples = 9\n\
             [network]\ninput = 3\nwidth = 3\ndepth = 1\n[histogram]\n{counts}\n[axes]\nactivation = \"relu\"\n\
             init = \"normal\"\n"
        );
        Study::parse("t", &text, &[], false)
    }

    #[test]
    fn counts_are_limits_by_activation() {
        assert_eq!(study("counts = { relu = 7000 }").unwrap().counts["relu"], 7000);
        assert!(study("bins = 9").unwrap().counts.is_empty());
        for (wrong, said) in [
            ("counts = 7000", "`histogram.counts`"),
            ("counts = { relu = 0 }", "`histogram.counts.relu`"),
            ("counts = { rleu = 7000 }", "relu"),
        ] {
            let error = study(wrong).unwrap_err().to_string();
            assert!(error.contains(said), "{wrong}: {error}");
        }
    }
}
