//! Figures as SVG.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use plotters_svg::SVGBackend;

use super::paint::{Surface, paint};
use super::scene::compose;
use super::shape::Shape;
use crate::view::error::ViewError;
use crate::view::figure::{Area, Colour, Figure, colour};

/// Canvas pixels per CSS pixel: figures are laid out at twice their nominal size.
const DENSITY: i32 = 2;

/// Draws `figure`; text stays text.
pub fn svg(figure: &Figure) -> Result<String, ViewError> {
    let size = (figure.width.unsigned_abs(), figure.height.unsigned_abs());
    let mut shapes = compose(figure);
    for shape in &mut shapes {
        if let Shape::Text(text) = shape {
            text.content = text.content.replace(|c| !is_xml(c), "\u{fffd}");
        }
    }
    let paper = Area { left: 0, top: 0, width: figure.width, height: figure.height };
    shapes.insert(0, Shape::Rectangle(paper, colour::WHITE));

    let mut drawn = String::new();
    let mut backend = SVGBackend::with_string(&mut drawn, size);
    paint(&mut backend, &shapes, Surface::Vectors)?;
    drop(backend);

    // plotters opens with the root element and the paper, one line each; the root element is
    // written anew for its nominal size, and cells lie on the paper, under everything else.
    let mut lines = drawn.splitn(3, '\n').skip(1);
    let (paper, rest) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let mut document = format!(
        "<svg width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\" xmlns=\"http://www.w3.org/2000/svg\">\n{paper}\n",
        figure.width / DENSITY,
        figure.height / DENSITY,
        figure.width,
        figure.height,
    );
    for shape in &shapes {
        if let Shape::Cells { area, columns, colours } = shape {
            push_cells(&mut document, *area, *columns, colours);
        }
    }
    document.push_str(rest);
    Ok(document)
}

/// Whether XML has the character (XML 1.0, section 2.2); no escape stands for another.
fn is_xml(character: char) -> bool {
    !matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// One path per colour, in units of cells: a run of equal cells is a stroke as wide as a row.
fn push_cells(document: &mut String, area: Area, columns: usize, colours: &[Colour]) {
    let rows = colours.len().checked_div(columns).unwrap_or(0);
    if rows == 0 {
        return;
    }
    let mut paths: BTreeMap<Colour, String> = BTreeMap::new();
    for (row, cells) in colours.chunks_exact(columns).enumerate() {
        let mut column = 0;
        for run in cells.chunk_by(|a, b| a == b) {
            // Writing to a string cannot fail.
            let _ = write!(paths.entry(run[0]).or_default(), "M{column} {row}h{}", run.len());
            column += run.len();
        }
    }
    let across = f64::from(area.width) / columns as f64;
    let down = f64::from(area.height) / rows as f64;
    let top = f64::from(area.top) + down / 2.0;
    let _ = writeln!(
        document,
        "<g transform=\"translate({} {top:.2}) scale({across:.4} {down:.4})\" \
         fill=\"none\" stroke-width=\"1\" shape-rendering=\"crispEdges\">",
        area.left,
    );
    for (Colour(r, g, b), path) in &paths {
        let _ = writeln!(document, "<path stroke=\"#{r:02X}{g:02X}{b:02X}\" d=\"{path}\"/>");
    }
    document.push_str("</g>\n");
}
