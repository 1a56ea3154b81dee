//! `initscope list`.

use std::io::{self, Write};

use comfy_table::{Table, presets};
use initscope::activation::Activation;
use initscope::init::{Init, Kind};
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
    for kind in Kind::ALL {
        writeln!(out, "\nSchemes: {} (--set init=NAME or NAME:key=value,key=value)\n", kind.name())?;
        let mut schemes = table(["name", "what it does; keys and defaults"]);
        for listing in Init::catalogue().filter(|listing| listing.kind == kind) {
            schemes.add_row([listing.name, format!("{}\n{}", listing.about, listing.keys).trim_end()]);
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
