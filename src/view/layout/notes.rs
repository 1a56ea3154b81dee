//! Notes inside a panel, near what they are about and where they cover least of its lines.

use super::wrap::wrap;
use crate::view::figure::{Area, Colour, Text, typeface};

/// Pixels per em, and from a base line to the next.
const SIZE: i32 = 20;
const PITCH: i32 = 24;
/// From the sides of the panel.
const PAD: i32 = 10;
/// Pixels of a cell of what is covered, and between places that are tried.
const CELL: i32 = 8;
const STEP: usize = 12;
/// Pixels that a note rather lies away than cover a cell of a line.
const COVERED: i32 = 120;

/// Words for a panel.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    /// The words.
    pub words: String,
    /// Their ink.
    pub ink: Colour,
    /// What they are about.
    pub at: (i32, i32),
}

/// What covers a cell of a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cover {
    Nothing,
    Line,
    Words,
}

struct Ground {
    panel: Area,
    columns: i32,
    cells: Vec<Cover>,
}

impl Ground {
    fn new(panel: Area) -> Self {
        let (columns, rows) = (panel.width / CELL + 1, panel.height / CELL + 1);
        Self { panel, columns, cells: vec![Cover::Nothing; usize::try_from(columns * rows).unwrap_or(0)] }
    }

    /// The cells that an area inside the panel touches.
    fn under(&self, area: Area) -> impl Iterator<Item = usize> + use<> {
        let (left, top) = (area.left - self.panel.left, area.top - self.panel.top);
        let columns = self.columns;
        let rows = top / CELL..=(top + area.height) / CELL;
        rows.flat_map(move |row| (left / CELL..=(left + area.width) / CELL).map(move |column| (row, column)))
            .filter_map(move |(row, column)| usize::try_from(row * columns + column).ok())
    }

    fn cover(&mut self, area: Area, with: Cover) {
        for cell in self.under(area) {
            if let Some(cell) = self.cells.get_mut(cell) {
                *cell = with;
            }
        }
    }

    /// How bad a place for words about `at` is; `None` where there are others.
    fn cost(&self, area: Area, at: (i32, i32)) -> Option<i32> {
        let mut cost = 0;
        for cell in self.under(area) {
            match self.cells.get(cell) {
                Some(Cover::Words) => return None,
                Some(Cover::Line) => cost += COVERED,
                _ => {}
            }
        }
        let away = |at: i32, low: i32, high: i32| (low - at).max(at - high).max(0);
        Some(cost + away(at.0, area.left, area.right()) + away(at.1, area.top, area.bottom()))
    }
}

/// The texts of `notes`, away from the `spots` that lines run through; none of a note without room.
pub(crate) fn place(notes: &[Note], panel: Area, spots: impl Iterator<Item = (i32, i32)>) -> Vec<Text> {
    let mut ground = Ground::new(panel);
    for (left, top) in spots {
        let inside =
            (panel.left..=panel.right()).contains(&left) && (panel.top..=panel.bottom()).contains(&top);
        if inside {
            ground.cover(Area { left, top, width: 0, height: 0 }, Cover::Line);
        }
    }
    let mut texts = Vec::new();
    for Note { words, ink, at } in notes {
        let room = panel.width - 2 * PAD;
        let lines = wrap(words, |line| typeface::width(line, SIZE) <= f64::from(room));
        let width = lines.iter().map(|line| typeface::width(line, SIZE).ceil() as i32).max().unwrap_or(0);
        let height = lines.len() as i32 * PITCH;
        let lefts = panel.left + PAD..=panel.right() - PAD - width;
        let tops = || (panel.top + PAD..=panel.bottom() - PAD - height).step_by(STEP);
        let places =
            lefts.step_by(STEP).flat_map(|left| tops().map(move |top| Area { left, top, width, height }));
        let best =
            places.filter_map(|place| Some((ground.cost(place, *at)?, place))).min_by_key(|(cost, _)| *cost);
        let Some((_, place)) = best else { continue };
        // The letters of others need some air.
        ground.cover(place, Cover::Words);
        let base_lines = (place.top + SIZE - 2..).step_by(PITCH as usize);
        texts.extend(
            lines
                .into_iter()
                .zip(base_lines)
                .map(|(line, base_line)| Text::new(line, (place.left, base_line), SIZE).inked(*ink)),
        );
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::figure::colour::GREY;

    const PANEL: Area = Area { left: 40, top: 50, width: 400, height: 300 };

    fn note(at: (i32, i32)) -> Note {
        Note { words: "10 at layer 5".to_owned(), ink: GREY, at }
    }

    #[test]
    fn a_note_stands_where_no_line_is_as_near_as_it_can() {
        let level = || (40..440).map(|x| (x, 200));
        let texts = place(&[note((200, 200))], PANEL, level());
        let bounds = typeface::bounds(&texts[0]);
        assert!(bounds.bottom() < 200 || bounds.top > 200, "{bounds:?}");
        assert!((bounds.top - 200).abs() < 60 && bounds.left <= 200 && bounds.right() >= 200, "{bounds:?}");
    }

    #[test]
    fn notes_do_not_cover_each_other_and_stay_inside() {
        let texts = place(&vec![note((440, 50)); 40], PANEL, std::iter::empty());
        assert!((10..40).contains(&texts.len()), "{}", texts.len());
        let boxes: Vec<Area> = texts.iter().map(typeface::bounds).collect();
        for (index, one) in boxes.iter().enumerate() {
            assert!(one.left >= 40 && one.right() <= 440 && one.top >= 50 && one.bottom() <= 350);
            for other in &boxes[..index] {
                let apart = one.right() <= other.left
                    || other.right() <= one.left
                    || one.bottom() <= other.top
                    || other.bottom() <= one.top;
                assert!(apart, "{one:?} {other:?}");
            }
        }
    }
}
