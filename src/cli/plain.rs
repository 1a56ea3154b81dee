//! Plain columns, for terminals and pipes alike.

use std::io::{self, Write};

use comfy_table::{Table, presets};

/// A table without rules.
pub(super) fn table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table
}

/// Prints it behind a margin, without blanks at the ends of lines.
pub(super) fn print(table: &Table, margin: &str, out: &mut impl Write) -> io::Result<()> {
    table.lines().try_for_each(|line| writeln!(out, "{margin}{}", line.trim_end()))
}
