//! `initscope list`.

use std::io::{self, Write};

use comfy_table::{Table, presets};
use initscope::activation::Activation;
use initscope::init::{Kind, NAMES};
use initscope::study::{EMBEDDED, Plan, Study};

pub fn run(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "Studies (initscope experiment NAME)\n")?;
    let mut studies = table(["name", "cells", "question"]);
    for (name, text) in EMBEDDED {
        // Tests hold that every built-in study is valid.
        if let Ok(study) = Study::parse(name, text, &[], false) {
            let cells = Plan::new(&study).map_or(0, |plan| plan.cells.len());
            studies.add_row([name.to_owned(), cells.to_string(), study.title]);
        }
    }
    print(&studies, out)?;
    for (kind, title) in [(Kind::Constant, "constant"), (Kind::Distribution, "distribution")] {
        writeln!(out, "\nSchemes: {title} (--set init=NAME or NAME:key=value,key=value)\n")?;
        let mut schemes = table(["name", "keys and defaults"]);
        for (name, _, keys) in NAMES.iter().filter(|(_, of, _)| *of == kind) {
            schemes.add_row([*name, keys]);
        }
        print(&schemes, out)?;
    }
    writeln!(out, "\nActivations (--set activation=NAME)\n")?;
    let names: Vec<&str> = Activation::ALL.iter().map(Activation::name).collect();
    for line in names.chunks(6) {
        writeln!(out, "  {}", line.join(", "))?;
    }
    Ok(())
}

fn table<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(header);
    table
}

fn print(table: &Table, out: &mut impl Write) -> io::Result<()> {
    table.lines().try_for_each(|line| writeln!(out, " {}", line.trim_end()))
}
