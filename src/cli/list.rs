//! `initscope list`.

use std::io::{self, Write};

use crate::activation::Activation;
use crate::init::{Init, Kind};
use crate::study::{EMBEDDED, Plan, Study};
use comfy_table::Table;

use crate::cli::terminal::plain;

/// Most letters of keys in a line.
const LENGTH: usize = 80;

/// Columns of a table of two that hold nothing.
const GAPS: usize = 5;

pub(super) fn run(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "Studies (initscope experiment NAME)\n")?;
    let mut studies = table(["name", "cells", "question"]);
    for (name, text) in EMBEDDED {
        // Tests hold that every built-in study is valid.
        if let Ok(study) = Study::parse(name, text, &[], false) {
            let cells = Plan::new(&study).map_or(0, |plan| plan.len());
            studies.add_row([name.to_owned(), cells.to_string(), study.title]);
        }
    }
    plain::print(&studies, " ", out)?;
    // What the longest name and the gaps leave of a page.
    let longest = Init::catalogue().map(|listing| listing.name.len()).max().unwrap_or(0);
    let room = (plain::width().saturating_sub(longest + GAPS)).min(LENGTH);
    for kind in Kind::ALL {
        let heading = format!("{} (--set init=NAME or NAME:key=value,key=value)", kind.name());
        writeln!(out)?;
        plain::paragraph("Schemes: ", &heading, plain::width(), out)?;
        writeln!(out)?;
        let mut schemes = table(["name", "what it does; keys and defaults"]);
        for listing in Init::catalogue().filter(|listing| listing.kind == kind) {
            let text = format!("{}\n{}", listing.about, in_lines(listing.keys, room));
            schemes.add_row([listing.name, text.trim_end()]);
        }
        plain::print(&schemes, " ", out)?;
    }
    writeln!(out, "\nActivations (--set activation=NAME)\n")?;
    let names: Vec<&str> = Activation::ALL.iter().map(Activation::name).collect();
    for line in names.chunks(6) {
        writeln!(out, "  {}", line.join(", "))?;
    }
    writeln!(out, "  or a formula, such as\n  expr:x*sigmoid(1.702*x) or expr:max(0,x)^2")?;
    writeln!(out, "\nOther settings (--set KEY=VALUE)\n")?;
    let mut settings = table(["key", "values; keys and defaults"]);
    for (key, values) in SETTINGS {
        settings.add_row([key, values]);
    }
    plain::print(&settings, " ", out)
}

/// Keys in lines of so many letters, broken behind commas and bars.
fn in_lines(keys: &str, room: usize) -> String {
    let (mut lines, mut length) = (String::new(), 0);
    for key in keys.split_inclusive([',', '|']) {
        if length + key.len() > room && length > 0 {
            lines.push('\n');
            length = 0;
        }
        lines.push_str(key);
        length += key.len();
    }
    lines
}

/// Closed sets of words that studies choose from; a test holds each against what is read.
const SETTINGS: [(&str, &str); 9] = [
    (
        "protocol",
        "forward, backward (a gradient goes down), train (the networks learn), gibbs (Boltzmann machines learn)",
    ),
    (
        "input.kind",
        "gaussian, digits (5000 of MNIST's), idx:DIR, csv:FILE, npy:FILE\n\
         idx: set=NAME, of several data sets in a folder\n\
         csv: label=COLUMN (name, or number: 1 first, -1 last; none),delimiter=, ; tab | or space,header=yes or no\n\
         npy: array=NAME,label=NAME, of those in an archive (.npz)\n\
         csv, npy: scale=none, a number to divide by such as 255, or standard (each column mean 0, std 1)",
    ),
    ("norm", "none, batch, layer\neps=1e-5"),
    ("residual", "false, true"),
    ("tied", "false, true (all layers share the first one's weights: a recurrent network)"),
    ("drive", "zeros (nothing), or a law of what enters every layer, such as normal:std=0.1"),
    (
        "optimizer",
        "sgd, momentum, adam\nlr=0.01 (adam: 0.001),decay=0; momentum=0.9; beta1=0.9,beta2=0.999,eps=1e-8",
    ),
    ("train.loss", "cross-entropy, squared-error"),
    ("train.sampling", "with-replacement, epochs"),
];

fn table<const N: usize>(header: [&str; N]) -> Table {
    let mut table = plain::table();
    table.set_header(header);
    table
}

#[cfg(test)]
mod tests {
    use crate::data::Source;
    use crate::network::{Loss, Norm, Optimizer, Sampling};
    use crate::study::Protocol;

    use super::*;

    /// The words of a setting's first line, without what stands in brackets.
    fn words(key: &str) -> impl Iterator<Item = &'static str> {
        let (_, values) = SETTINGS.into_iter().find(|(known, _)| *known == key).unwrap();
        let first = values.lines().next().unwrap();
        first.split(", ").map(|word| word.split(" (").next().unwrap())
    }

    #[test]
    fn keys_are_broken_behind_commas_and_bars() {
        let keys = "a=12345678,".repeat(9);
        assert_eq!(in_lines(&keys, 80), format!("{}\n{}", "a=12345678,".repeat(7), "a=12345678,".repeat(2)));
        assert_eq!(in_lines("std=1,is=before|after", 16), "std=1,is=before|\nafter");
        assert_eq!(in_lines("std=1", 2), "std=1");
    }

    #[test]
    fn every_word_that_is_listed_can_be_read() {
        assert!(words("protocol").all(|word| word.parse::<Protocol>().is_ok()));
        // And all there are, which the error for another names.
        let known = "".parse::<Protocol>().unwrap_err().to_string();
        assert!(known.ends_with(&words("protocol").collect::<Vec<_>>().join(", ")), "{known}");
        assert!(words("norm").all(|word| word.parse::<Norm>().is_ok()));
        assert!(words("optimizer").all(|word| word.parse::<Optimizer>().is_ok()));
        assert!(words("train.loss").all(|word| word.parse::<Loss>().is_ok()));
        assert!(words("train.sampling").all(|word| word.parse::<Sampling>().is_ok()));
        assert!(words("input.kind").skip(1).all(|word| word.parse::<Source>().is_ok()));
        for written in [
            "csv:x,label=-1,delimiter=tab,header=no,scale=standard",
            "npy:x,array=x,label=y,scale=255",
            "idx:x,set=y",
        ] {
            assert!(written.parse::<Source>().is_ok());
        }
    }
}
