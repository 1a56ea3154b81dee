//! Plain columns, for terminals and pipes alike.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use comfy_table::{ContentArrangement, Table, presets};

use crate::record::Verdict;
use crate::view::wrap;

/// Columns of a page where the output is no terminal and `COLUMNS` is not set.
const PIPE_WIDTH: usize = 100;

/// Columns of a text at least, however far to the right it begins.
const LEAST: usize = 20;

/// Columns of the terminal; where the output goes elsewhere, what `COLUMNS` says.
pub(crate) fn width() -> usize {
    let terminal = console::Term::stdout().size_checked().map(|(_, columns)| usize::from(columns));
    let asked = || std::env::var("COLUMNS").ok()?.parse().ok();
    terminal.or_else(asked).filter(|columns| *columns > 0).unwrap_or(PIPE_WIDTH)
}

/// A table without rules behind a margin, whose texts are wrapped at the page's edge.
pub(crate) fn table() -> Table {
    table_of(width().saturating_sub(1))
}

/// As [`table`], of a page of `width` columns.
pub(crate) fn table_of(width: usize) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    table
}

/// Prints it behind a margin, without blanks at the ends of lines.
pub(crate) fn print(table: &Table, margin: &str, out: &mut impl Write) -> io::Result<()> {
    table.lines().try_for_each(|line| writeln!(out, "{margin}{}", painted(line.trim_end())))
}

/// Prints what a study asks and where that comes from.
pub(crate) fn heading(title: &str, source: &str, width: usize, out: &mut impl Write) -> io::Result<()> {
    paragraph("", title, width, out)?;
    if !source.is_empty() {
        paragraph("Source: ", source, width, out)?;
    }
    writeln!(out)
}

/// Prints `text` behind `first`, broken between words where the page of `width` columns ends, its later lines
/// below where it began.
pub(crate) fn paragraph(first: &str, text: &str, width: usize, out: &mut impl Write) -> io::Result<()> {
    let indent = console::measure_text_width(first);
    for (index, line) in fit(text, width.saturating_sub(indent).max(LEAST)).iter().enumerate() {
        let before = if index == 0 { painted(first) } else { " ".repeat(indent) };
        writeln!(out, "{before}{}", painted(line))?;
    }
    Ok(())
}

/// `text` in lines of so many columns at most.
pub(crate) fn fit(text: &str, width: usize) -> Vec<String> {
    wrap(text, |line| console::measure_text_width(line) <= width)
}

/// Letters that take no room, so that tables are laid out as if they were not there: a colour begins, by which
/// one, and ends.
const MARKS: [(char, AnsiColor); 3] =
    [('\u{2061}', AnsiColor::Cyan), ('\u{2062}', AnsiColor::Red), ('\u{2063}', AnsiColor::Magenta)];
const END: char = '\u{2064}';

/// A fault's word, to be printed in its colour: signals that get lost, that grow, that say nothing. What is
/// healthy has none, as a net may shrink its signal steadily and yet be called so.
pub(crate) fn marked(verdict: Verdict, word: &str) -> String {
    let (mark, _) = match verdict {
        Verdict::Healthy => return word.to_owned(),
        Verdict::Dead | Verdict::Dying | Verdict::Vanishing => MARKS[0],
        Verdict::NonFinite | Verdict::Exploding | Verdict::Saturated => MARKS[1],
        Verdict::Symmetric | Verdict::InputBlind => MARKS[2],
    };
    format!("{mark}{word}{END}")
}

/// `text` with escape codes for the marks in it.
fn painted(text: &str) -> String {
    let mut painted = String::with_capacity(text.len());
    for letter in text.chars() {
        match MARKS.iter().find(|(mark, _)| *mark == letter) {
            Some((_, colour)) => {
                painted += &Style::new().fg_color(Some((*colour).into())).render().to_string()
            }
            None if letter == END => painted += &anstyle::Reset.render().to_string(),
            None => painted.push(letter),
        }
    }
    painted
}
