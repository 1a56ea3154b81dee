//! Shapes onto any of plotters' backends.

use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};

use super::shape::Shape;
use crate::view::error::ViewError;
use crate::view::figure::typeface::Lettering;
use crate::view::figure::{Area, Colour};

/// What a backend turns shapes into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Surface {
    /// Pixels: columns and cells are rectangles on whole pixels.
    Pixels,
    /// Vectors: columns are one outline, so that no seams show when scaled; cells are left out,
    /// plotters has no compact form for them.
    Vectors,
}

/// Opacity of bands.
const VEIL: f64 = 0.18;

struct Ink {
    colour: Colour,
    opacity: f64,
    width: u32,
}

impl Ink {
    fn opaque(colour: Colour) -> Self {
        Self { colour, opacity: 1.0, width: 1 }
    }
}

impl BackendStyle for Ink {
    fn color(&self) -> BackendColor {
        let Colour(r, g, b) = self.colour;
        BackendColor { alpha: self.opacity, rgb: (r, g, b) }
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// Draws `shapes` in order.
pub(crate) fn paint<B: DrawingBackend>(
    backend: &mut B,
    shapes: &[Shape],
    surface: Surface,
) -> Result<(), ViewError> {
    for shape in shapes {
        paint_one(backend, shape, surface).map_err(|error| ViewError::Draw(error.to_string()))?;
    }
    backend.present().map_err(|error| ViewError::Draw(error.to_string()))
}

fn paint_one<B: DrawingBackend>(
    backend: &mut B,
    shape: &Shape,
    surface: Surface,
) -> Result<(), DrawingErrorKind<B::ErrorType>> {
    match shape {
        Shape::Rectangle(area, colour) => {
            let (from, to) = corners(*area);
            backend.draw_rect(from, to, &Ink::opaque(*colour), true)
        }
        Shape::Columns { base, edges, tops, colour } => {
            let ink = Ink::opaque(*colour);
            match surface {
                Surface::Vectors => backend.fill_polygon(outline(*base, edges, tops), &ink),
                Surface::Pixels => edges.windows(2).zip(tops).try_for_each(|(sides, top)| {
                    backend.draw_rect((sides[0], *top), (sides[1], *base), &ink, true)
                }),
            }
        }
        Shape::Stroke { points, width, colour } => {
            let ink = Ink { colour: *colour, opacity: 1.0, width: *width };
            backend.draw_path(points.iter().copied(), &ink)
        }
        Shape::Polygon(points, colour) => backend.fill_polygon(points.iter().copied(), &Ink::opaque(*colour)),
        Shape::Veil(points, colour) => {
            let ink = Ink { colour: *colour, opacity: VEIL, width: 1 };
            backend.fill_polygon(points.iter().copied(), &ink)
        }
        Shape::Disc(centre, radius, colour) => {
            backend.draw_circle(*centre, *radius, &Ink::opaque(*colour), true)
        }
        Shape::Cells { area, columns, colours } => match surface {
            Surface::Vectors => Ok(()),
            Surface::Pixels => cells(*area, *columns, colours).try_for_each(|(cell, colour)| {
                let (from, to) = corners(cell);
                backend.draw_rect(from, to, &Ink::opaque(colour), true)
            }),
        },
        Shape::Text(text) => {
            let lettering = Lettering(text);
            backend.draw_text(&text.content, &lettering, lettering.corner())
        }
    }
}

fn corners(area: Area) -> (BackendCoord, BackendCoord) {
    ((area.left, area.top), (area.right(), area.bottom()))
}

/// The stairs over all columns, closed along the base.
fn outline(base: i32, edges: &[i32], tops: &[i32]) -> Vec<BackendCoord> {
    let first = edges.first().map(|&left| (left, base));
    let last = edges.last().map(|&right| (right, base));
    let stairs = edges.windows(2).zip(tops).flat_map(|(sides, &top)| [(sides[0], top), (sides[1], top)]);
    first.into_iter().chain(stairs).chain(last).collect()
}

/// Every cell on edges rounded to whole pixels.
fn cells(area: Area, columns: usize, colours: &[Colour]) -> impl Iterator<Item = (Area, Colour)> {
    let rows = colours.len().checked_div(columns).unwrap_or(0);
    let x = move |column: usize| area.x(column as f64 / columns as f64);
    let y = move |row: usize| area.y(1.0 - row as f64 / rows as f64);
    colours.iter().take(rows * columns).enumerate().map(move |(index, &colour)| {
        let (row, column) = (index / columns, index % columns);
        let (left, top) = (x(column), y(row));
        let cell = Area { left, top, width: x(column + 1) - left, height: y(row + 1) - top };
        (cell, colour)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_cover_their_area_without_gap_or_overlap() {
        let area = Area { left: 10, top: 20, width: 100, height: 50 };
        let colours = vec![Colour(0, 0, 0); 7 * 3];
        let covered: i32 = cells(area, 7, &colours).map(|(cell, _)| cell.width * cell.height).sum();
        assert_eq!(covered, 100 * 50);
        assert_eq!(cells(area, 0, &[]).count(), 0);
    }

    #[test]
    fn the_outline_of_columns_is_closed_on_the_base() {
        let corners = outline(9, &[0, 2, 4], &[5, 3]);
        assert_eq!(corners, [(0, 9), (0, 5), (2, 5), (2, 3), (4, 3), (4, 9)]);
    }
}
