//! Legends: sample strokes under each other, each with its words.

use super::wrap;
use crate::view::draw::stroke;
use crate::view::figure::colour::GREY;
use crate::view::figure::{Area, LegendEntry, LineStyle, Stroke, Text, typeface};

/// Type sizes of names, least and most, and of notes.
const NAME: (i32, i32) = (20, 22);
const NOTE: i32 = 20;
/// Most pixels from one row to the next.
const PITCH: i32 = 52;
/// From a sample to its name.
const SPACE: i32 = 16;

/// One row of a legend.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Look of the line.
    pub style: LineStyle,
    /// What it is.
    pub name: String,
    /// What is to be known about it, in small type under the name; may be empty.
    pub note: String,
}

/// The look of lines that are no measurements.
pub(crate) const DASHED: LineStyle = LineStyle { colour: GREY, stroke: Stroke::Dashed };

/// Lays `rows` out in `area`; their words go to `texts`.
pub(crate) fn place(rows: Vec<Row>, area: Area, texts: &mut Vec<Text>) -> Vec<LegendEntry> {
    let count = i32::try_from(rows.len()).unwrap_or(i32::MAX).max(1);
    let pitch = (area.height / count).min(PITCH);
    let start = area.left + stroke::SAMPLE + SPACE;
    let room = area.right() - start;
    let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    let (size, names) = wrap::apart(&names, (NAME.0, (pitch / 2).clamp(NAME.0, NAME.1)), room);
    let place = |(number, (Row { style, note, .. }, name)): (i32, (Row, String))| {
        let middle = area.top + number * pitch + pitch / 2;
        // Beside the sample, alone or with its note under it.
        let base_line = if note.is_empty() { middle + size * 3 / 8 } else { middle - 2 };
        texts.push(Text::new(name, (start, base_line), size));
        if !note.is_empty() {
            let note = typeface::fit(note.trim_start(), NOTE, room);
            texts.push(Text::new(note, (start, base_line + NOTE + 4), NOTE).inked(GREY));
        }
        LegendEntry { style, at: (area.left, middle) }
    };
    (0..).zip(rows.into_iter().zip(names)).map(place).collect()
}
