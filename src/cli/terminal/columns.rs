//! A table of one line a network, fitted to the page.

use std::io::{self, Write};

use comfy_table::{CellAlignment, ContentArrangement, Table};

use super::plain;
use crate::view::{Name, pages};

/// Lines of a group at most until its titles are said again.
const REPEAT: usize = 30;

/// Least width of a column of words, which are wrapped.
const LEAST: usize = 16;

/// Room between columns.
const GAP: usize = 2;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Bars,
    Numbers,
    /// Words, which are wrapped.
    Words,
}

/// A column beside the names.
pub(crate) struct Column {
    pub title: String,
    pub kind: Kind,
    /// Which go first where the page has no room for all: those of the highest rank. Of rank 0 none goes, and
    /// of [`EXTRA`] all go before any words are wrapped.
    pub rank: usize,
    /// What its title says, for below the table; empty where that is plain.
    pub meaning: String,
}

impl Column {
    /// One whose title says it all.
    pub(crate) fn new(kind: Kind, rank: usize, title: &str) -> Self {
        Self { title: title.to_owned(), kind, rank, meaning: String::new() }
    }

    /// With what its title says.
    pub(crate) fn meaning(self, meaning: impl Into<String>) -> Self {
        Self { meaning: meaning.into(), ..self }
    }
}

/// Rank of a column that is nice to have.
pub(crate) const EXTRA: usize = 4;

/// A network.
pub(crate) struct Row {
    pub name: Name,
    /// One for each column.
    pub cells: Vec<String>,
}

/// Prints `rows` in their groups, each under its name and the titles, and says which columns had no room; returns
/// which had.
pub(crate) fn print(
    columns: &[Column],
    rows: &[Row],
    width: usize,
    out: &mut impl Write,
) -> io::Result<Vec<usize>> {
    let said = |column: &usize| rows.iter().any(|row| !row.cells[*column].is_empty());
    let mut kept: Vec<usize> = (0..columns.len()).filter(said).collect();
    let mut left_out: Vec<&str> = Vec::new();
    let whole = |kept: &[usize]| -> usize {
        names(rows) + kept.iter().map(|column| GAP + natural(columns, rows, *column)).sum::<usize>()
    };
    let least = |kept: &[usize]| -> usize {
        let columns =
            kept.iter().map(|column| GAP + natural(columns, rows, *column).min(limit(columns, *column)));
        names(rows).min(LEAST) + columns.sum::<usize>()
    };
    while let Some(at) = (0..kept.len()).max_by_key(|at| columns[kept[*at]].rank) {
        let rank = columns[kept[at]].rank;
        let needed = if rank == EXTRA { whole(&kept) } else { least(&kept) };
        if rank == 0 || needed <= width {
            break;
        }
        left_out.push(&columns[kept.remove(at)].title);
    }
    // Words get what the others leave, names first.
    let mut spare = width.saturating_sub(least(&kept));
    let mut grown = |natural: usize, least: usize| {
        let more = natural.saturating_sub(least).min(spare);
        spare -= more;
        natural.min(least) + more
    };
    let mut widths = vec![grown(names(rows), LEAST)];
    widths.extend(kept.iter().map(|column| grown(natural(columns, rows, *column), limit(columns, *column))));
    plain::print(&laid_out(columns, rows, &kept, &widths), "", out)?;
    if !left_out.is_empty() {
        plain::paragraph(&format!("No room in {width} columns for: "), &left_out.join(", "), width, out)?;
    }
    Ok(kept)
}

/// Width of the longest name or group.
fn names(rows: &[Row]) -> usize {
    let widths = rows
        .iter()
        .flat_map(|row| [row.name.line.as_str(), &row.name.group])
        .map(console::measure_text_width);
    widths.max().unwrap_or(0) + 1
}

/// Width at which nothing of a column is wrapped.
fn natural(columns: &[Column], rows: &[Row], column: usize) -> usize {
    let cells = rows.iter().map(|row| row.cells[column].as_str());
    let widths = cells.chain([columns[column].title.as_str()]).map(console::measure_text_width);
    widths.max().unwrap_or(0)
}

/// Width that a column needs at least.
fn limit(columns: &[Column], column: usize) -> usize {
    if columns[column].kind == Kind::Words { LEAST } else { usize::MAX }
}

fn laid_out(columns: &[Column], rows: &[Row], kept: &[usize], widths: &[usize]) -> Table {
    let mut table = plain::table();
    table.set_content_arrangement(ContentArrangement::Disabled);
    let mut groups: Vec<&str> = rows.iter().map(|row| row.name.group.as_str()).collect();
    let mut known = std::collections::HashSet::new();
    groups.retain(|group| known.insert(*group));
    for (index, group) in groups.into_iter().enumerate() {
        let rows: Vec<&Row> = rows.iter().filter(|row| row.name.group == group).collect();
        for (page, rows) in pages(&rows, REPEAT).enumerate() {
            if index + page > 0 {
                table.add_row([""]);
            }
            let titles = kept.iter().map(|column| columns[*column].title.as_str());
            table.add_row(
                std::iter::once(group).chain(titles).zip(widths).map(|(title, width)| lines(title, *width)),
            );
            for row in rows {
                let name = lines(&row.name.line, widths[0].saturating_sub(1)).replace('\n', "\n ");
                let cells = kept.iter().zip(&widths[1..]);
                let cells = cells.map(|(column, width)| lines(&row.cells[*column], *width));
                table.add_row(std::iter::once(format!(" {name}")).chain(cells));
            }
        }
    }
    for (place, column) in table.column_iter_mut().enumerate() {
        // Of the gap, what comes behind the last column is not printed.
        column.set_padding((0, GAP as u16));
        if place > 0 && columns[kept[place - 1]].kind == Kind::Numbers {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// `text` in lines that fit, the later ones set in; bars and numbers as they are, with the blanks in them.
fn lines(text: &str, width: usize) -> String {
    match console::measure_text_width(text) <= width {
        true => text.to_owned(),
        false => plain::fit(text, width.saturating_sub(1).max(1)).join("\n "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(width: usize) -> String {
        let column = |title: &str, kind, rank| Column::new(kind, rank, title);
        let columns = [
            column("std", Kind::Numbers, 0),
            column("signal", Kind::Numbers, 2),
            column("factor", Kind::Numbers, 1),
            column("verdict", Kind::Words, 0),
        ];
        let row = |group: &str, name: &str| Row {
            name: Name { group: group.to_owned(), line: name.to_owned() },
            cells: ["0.5", "12 %", "×1.01", "exploding from layer 12, non-finite from layer 39"]
                .map(str::to_owned)
                .to_vec(),
        };
        let mut rows: Vec<Row> =
            (0..40).map(|index| row("ReLU", &format!("network number {index}"))).collect();
        rows.push(row("tanh", "another"));
        let mut out = Vec::new();
        print(&columns, &rows, width, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn titles_are_said_again_for_every_group_and_in_long_ones() {
        let text = printed(120);
        let titles: Vec<usize> =
            text.lines().enumerate().filter(|(_, line)| line.contains("verdict")).map(|(at, _)| at).collect();
        assert_eq!(titles, [0, 22, 44], "{text}");
        assert!(text.lines().nth(44).unwrap().starts_with("tanh "), "{text}");
        assert_eq!(text.lines().nth(1).unwrap().trim_end(), text.lines().nth(1).unwrap());
    }

    #[test]
    fn a_narrow_page_has_all_that_is_of_rank_0_and_says_what_is_left_out() {
        for width in [200, 100, 80, 60, 50, 40] {
            let text = printed(width);
            let longest = text.lines().map(console::measure_text_width).max().unwrap();
            assert!(longest <= width.max(42), "{longest} of {width}:\n{text}");
            assert!(text.contains("non-finite"), "{text}");
            assert_eq!(text.contains("12 %"), !text.contains("for: signal"), "{text}");
        }
        assert!(printed(44).ends_with("for: signal, factor\n"), "{}", printed(44));
    }
}
