//! What the owner of a table may have meant.

use super::columns::Columns;
use super::names::is_likely;
use super::row::{Row, number};
use crate::data::shown::shown;
use crate::data::source::mistaken;
use crate::data::{Delimiter, LabelColumn, Source, Table};

/// How a table is written that is read otherwise.
pub(super) fn source(table: &Table, change: impl FnOnce(&mut Table)) -> String {
    let mut table = table.clone();
    change(&mut table);
    format!("`{}`", Source::Csv(table))
}

/// How a table is written whose classes are in this column: by name if it can be written, else by number.
pub(super) fn labelled(table: &Table, columns: &Columns, place: usize) -> String {
    let with = |label| Table { label, ..table.clone() };
    let by_name = Source::Csv(with(LabelColumn::Named(columns.name(place))));
    let number = (place + 1).to_string();
    let readable = by_name.to_string().parse().is_ok_and(|read: Source| read == by_name);
    if readable {
        format!("`{by_name}`")
    } else {
        source(table, |table| table.label = LabelColumn::Named(number))
    }
}

/// What may be wrong with a path where no file is.
pub(super) fn of_path(table: &Table) -> Option<String> {
    if table.path.exists() { None } else { mistaken(&table.path.to_string_lossy(), &Table::KEYS) }
}

/// The character that seems to stand between columns, where the first line has one column.
pub(super) fn other_delimiter(table: &Table, first: &Row) -> Option<Delimiter> {
    let text = first.fields.get(0).filter(|_| first.fields.len() == 1)?;
    separator(&String::from_utf8_lossy(text), table.delimiter).filter(|meant| {
        // Several commas are no decimal ones.
        *meant != Delimiter::Comma || text.iter().filter(|byte| **byte == b',').count() > 1
    })
}

/// What a first line that is read so may have meant otherwise.
pub(super) fn of_first_line(table: &Table, columns: &Columns, first: &Row) -> Option<String> {
    let counted = first.fields.len() > 2
        && first.fields.iter().enumerate().all(|(place, field)| field == place.to_string().as_bytes());
    match (&columns.names, table.header, &table.label) {
        (None, None, _) if counted => Some(
            "its first line counts from 0, as pandas numbers columns without names, and is taken for a sample; header=yes if it is a header"
                .to_owned(),
        ),
        (None, None, LabelColumn::Usual) => Some(
            "its first line is numbers, so it is taken for a sample (header=no says so) and every column for an input; if one holds the classes: label=1 is the first, label=-1 the last"
                .to_owned(),
        ),
        (Some(_), Some(true), _) if first.numbers() == columns.count => Some(
            "header=yes takes its first line for names, and it is numbers; header=no if it is a sample".to_owned(),
        ),
        (Some(names), _, LabelColumn::Usual) if columns.label.is_none() => {
            let likely = names.iter().position(|name| is_likely(name))?;
            Some(format!(
                "its column `{}` is taken for an input; if it holds the classes, write {} (label=none says that it does not)",
                shown(&names[likely]),
                labelled(table, columns, likely)
            ))
        }
        _ => None,
    }
}

/// What a field that should be a number says about the table; of its `first` sample, what its columns are.
pub(super) fn of_text(table: &Table, columns: &Columns, row: &Row, place: usize, first: bool) -> String {
    let texts = row.texts();
    let text = texts[place].as_str();
    if text.is_empty() {
        return "; every sample needs one in every column".to_owned();
    }
    if is_decimal_comma(text) {
        let point = shown(&text.replace('.', "").replace(',', "."));
        return format!(
            "; numbers have a decimal point here, not a comma: write {point}, for all with pandas.read_csv(..., decimal=\",\") and to_csv"
        );
    }
    if let Some(meant) = separator(text, table.delimiter) {
        let advice = source(table, |table| table.delimiter = meant);
        return format!("; if columns are separated by `{}`, write {advice}", meant.name());
    }
    if !text.contains(char::is_alphabetic) || is_missing(text) {
        return "; every sample needs a number in every column".to_owned();
    }
    if !first {
        return String::new();
    }
    let header = match columns.names {
        None => {
            format!("; if this line is a header, write {}", source(table, |table| table.header = Some(true)))
        }
        Some(_) => String::new(),
    };
    if columns.label.is_some() {
        return format!("; every column but that of the labels holds numbers{header}");
    }
    let words =
        |place: &usize| number::<f32>(texts[*place].as_bytes()).is_none() && !texts[*place].is_empty();
    let with_text: Vec<usize> = (0..texts.len()).filter(words).collect();
    let others = match with_text.len() {
        0 | 1 => "",
        _ => ", and no other column may hold text",
    };
    match columns.likely(&with_text) {
        Some(place) => {
            let (name, advice) = (columns.name(place), labelled(table, columns, place));
            format!("; if column {} holds the classes, write {advice}{others}{header}", shown(&name))
        }
        None => header,
    }
}

/// `5,1` or `1.234,5`.
fn is_decimal_comma(text: &str) -> bool {
    let Some((whole, fraction)) = text.trim_start_matches(['+', '-']).split_once(',') else { return false };
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    digits(&whole.replace('.', "")) && digits(fraction)
}

/// How programs write that a number is not known.
fn is_missing(text: &str) -> bool {
    ["na", "n/a", "null", "none", "missing", "-"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// What separates the parts of a text, if it is not what was said to.
fn separator(text: &str, used: Delimiter) -> Option<Delimiter> {
    let all_numbers = |by: char| {
        let parts: Vec<&str> = text.split(by).collect();
        parts.len() > 1 && parts.iter().all(|part| number::<f32>(part.trim().as_bytes()).is_some())
    };
    Delimiter::ALL.into_iter().filter(|delimiter| *delimiter != used).find(|delimiter| match delimiter {
        Delimiter::Semicolon | Delimiter::Tab | Delimiter::Bar => text.contains(char::from(delimiter.byte())),
        Delimiter::Comma => text.contains(','),
        Delimiter::Space => all_numbers(' '),
    })
}
