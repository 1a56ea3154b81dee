//! What a finished cell is kept under.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use crate::record::FORMAT;
use crate::run::Data;
use crate::study::{Plan, Study};

/// A SHA-256 over all that a cell's record depends on: the format of records, the version of the program, the
/// instruction set, the seed, the data themselves, what is looked at, and the cell's settings and trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key([u8; 32]);

impl Key {
    /// Hexadecimal digits of a key.
    pub(crate) const DIGITS: usize = 64;
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Some text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NoKey;

impl FromStr for Key {
    type Err = NoKey;

    fn from_str(text: &str) -> Result<Self, NoKey> {
        let digits = text.as_bytes();
        if digits.len() != Self::DIGITS || !text.is_ascii() {
            return Err(NoKey);
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| NoKey)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| NoKey)?;
        }
        Ok(Self(bytes))
    }
}

/// The keys of all cells of a plan, in its order.
#[derive(Clone, Debug)]
pub(crate) struct Keys {
    /// One for each cell.
    pub each: Vec<Key>,
    /// Of all of them: two plans with this in common have the same cells.
    pub all: Key,
}

impl Keys {
    /// The keys of the cells of `plan`, computed with an instruction set.
    pub(crate) fn of(study: &Study, plan: &Plan, data: &Data, instruction_set: &str) -> Self {
        let mut common = Sha256::new();
        let version = env!("CARGO_PKG_VERSION");
        // What is looked at prints everything that it is.
        common.update(format!("{FORMAT}|{version}|{instruction_set}|{}|{:?}|", study.seed, study.watch));
        data.digest(&mut common);
        let each: Vec<Key> = plan.digests(&common).into_iter().map(Key).collect();
        let all = each.iter().fold(Sha256::new(), |all, key| all.chain_update(key.0));
        Self { each, all: Key(all.finalize().into()) }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::study::Override;

    fn keys(changes: &[(&str, &str)]) -> Keys {
        keys_with(changes, "any")
    }

    fn keys_with(changes: &[(&str, &str)], instruction_set: &str) -> Keys {
        let text = "[input]\nsamples = 4\n[network]\ninput = 3\nwidth = 3\ndepth = 2\n[axes]\n\
                    activation = \"tanh\"\ninit = [\"zeros\", \"he-normal\"]\n";
        let overrides: Vec<Override> =
            changes.iter().map(|(key, value)| format!("{key}={value}").parse().unwrap()).collect();
        let study = Study::parse("small", text, &overrides, false).unwrap();
        let plan = Plan::new(&study).unwrap();
        let data = Data::load(&study, &plan).unwrap();
        Keys::of(&study, &plan, &data, instruction_set)
    }

    #[test]
    fn whatever_changes_a_record_changes_its_key() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("data.csv");
        let kind = format!("\"csv:{}\"", file.display());
        let of_file = |content: &str| {
            std::fs::write(&file, content).unwrap();
            keys(&[("input.kind", &kind)])
        };
        let all = [
            keys(&[]),
            keys_with(&[], "another"),
            keys(&[("seed", "1")]),
            keys(&[("histogram.bins", "31")]),
            keys(&[("histogram.bins", "0")]),
            keys(&[("histogram.ranges", "[[0, 1]]")]),
            keys(&[("jacobian.inputs", "2")]),
            keys(&[("spectrum.of", "[\"weight\"]")]),
            keys(&[("stripes.units", "2")]),
            keys(&[("network.width", "4")]),
            of_file("1,2,3\n4,5,6\n7,8,9\n1,0,1\n"),
            of_file("1,2,3\n4,5,6\n7,8,9\n1,0,2\n"),
        ];
        let different: HashSet<Key> = all.iter().map(|keys| keys.all).collect();
        assert_eq!(different.len(), all.len());
        let cells: HashSet<Key> = all.iter().flat_map(|keys| keys.each.clone()).collect();
        assert_eq!(cells.len(), 2 * all.len());
        assert_eq!(keys(&[]).each, all[0].each);
        // What is only said about cells changes none of them.
        assert_eq!(keys(&[("title", "\"another\"")]).each, all[0].each);
    }

    #[test]
    fn keys_read_as_they_print() {
        let key = keys(&[]).all;
        assert_eq!(key.to_string().parse(), Ok(key));
        for wrong in ["", "00", &"g".repeat(64), &"é".repeat(32)] {
            assert_eq!(wrong.parse::<Key>(), Err(NoKey));
        }
    }
}
