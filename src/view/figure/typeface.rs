//! The one typeface of all figures: measuring and glyphs.
//!
//! plotters' own text puts every glyph on a whole pixel and drops its side bearing, which sets
//! words unevenly; here glyphs keep their fractional positions.

use std::convert::Infallible;
use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, Glyph, PxScale, ScaleFont, point};
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendTextStyle, FontFamily, FontTransform};

use crate::view::figure::area::Area;
use crate::view::figure::colour::{Colour, coverage};
use crate::view::figure::text::{Anchor, Direction, Text};

static FACE: LazyLock<Option<FontRef<'static>>> =
    LazyLock::new(|| FontRef::try_from_slice(include_bytes!("../../../assets/DejaVuSans-subset.ttf")).ok());

/// What an SVG asks its viewer for; Verdana has nearly the same widths.
const FAMILY: &str = "DejaVu Sans, Verdana, sans-serif";

/// Base line of a text below its top, in em; what plotters' SVG backend assumes.
const ASCENT: f64 = 0.76;
/// Room for descenders, in em.
const DESCENT: f64 = 0.24;

/// Width of `text` in pixels at `size` pixels per em.
pub(crate) fn width(text: &str, size: i32) -> f64 {
    let Some(face) = FACE.as_ref() else {
        return 0.0;
    };
    let face = face.as_scaled(scale(face, size));
    let advance = |letter| f64::from(face.h_advance(face.glyph_id(letter)));
    text.chars().map(advance).sum()
}

/// The largest of the sizes from `least` to `most` at which all of `texts` fit into `room` pixels; the least
/// where none does.
pub(crate) fn largest(texts: &[&str], (least, most): (i32, i32), room: i32) -> i32 {
    let fits = |size: &i32| texts.iter().all(|text| width(text, *size) <= f64::from(room));
    (least..=most).rev().find(fits).unwrap_or(least)
}

/// `text`, cut with an ellipsis where it is wider than `room` pixels.
pub(crate) fn fit(text: &str, size: i32, room: i32) -> String {
    fit_around(text, size, room, 0.0)
}

/// As [`fit`], with `tail` of what is kept behind the ellipsis.
pub(crate) fn fit_around(text: &str, size: i32, room: i32, tail: f64) -> String {
    let room = f64::from(room);
    if width(text, size) <= room {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let cut = |kept: usize| {
        let behind = (kept as f64 * tail) as usize;
        let head: String = letters[..kept - behind].iter().collect();
        let tail: String = letters[letters.len() - behind..].iter().collect();
        format!("{}…{}", head.trim_end(), tail.trim_start())
    };
    (1..letters.len()).rev().map(cut).find(|cut| width(cut, size) <= room).unwrap_or_default()
}

/// Pixels that `text` may cover.
pub fn bounds(text: &Text) -> Area {
    let em = f64::from(text.size);
    let length = width(&text.content, text.size).ceil() as i32;
    let (ascent, height) = ((em * ASCENT) as i32, (em * (ASCENT + DESCENT)).ceil() as i32);
    let before = match text.anchor {
        Anchor::Start => 0,
        Anchor::Middle => length / 2,
        Anchor::End => length,
    };
    let (x, y) = text.at;
    match text.direction {
        Direction::Across => Area { left: x - before, top: y - ascent, width: length, height },
        Direction::Up => Area { left: x - ascent, top: y + before - length, width: height, height: length },
    }
}

/// ab_glyph scales by line height, figures by em.
fn scale(face: &FontRef<'_>, size: i32) -> PxScale {
    let units = face.units_per_em().unwrap_or(1000.0);
    PxScale::from(size as f32 * face.height_unscaled() / units)
}

/// A text as plotters' backends take it.
pub(crate) struct Lettering<'a>(pub &'a Text);

impl Lettering<'_> {
    /// Where the backend has to put the text's top so that its base line comes right.
    pub(crate) fn corner(&self) -> BackendCoord {
        let (x, y) = self.0.at;
        let ascent = self.ascent();
        match self.0.direction {
            Direction::Across => (x, y - ascent),
            Direction::Up => (x - ascent, y),
        }
    }

    fn ascent(&self) -> i32 {
        (f64::from(self.0.size) * ASCENT).round() as i32
    }
}

impl BackendTextStyle for Lettering<'_> {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        let Colour(r, g, b) = self.0.colour;
        BackendColor { alpha: 1.0, rgb: (r, g, b) }
    }

    fn size(&self) -> f64 {
        // The SVG backend divides by this number.
        f64::from(self.0.size) * 1.24
    }

    fn transform(&self) -> FontTransform {
        match self.0.direction {
            Direction::Across => FontTransform::None,
            Direction::Up => FontTransform::Rotate270,
        }
    }

    fn anchor(&self) -> Pos {
        let horizontal = match self.0.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        Pos::new(horizontal, VPos::Top)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(FAMILY)
    }

    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Infallible> {
        let length = width(text, self.0.size).round() as i32;
        Ok(((0, 0), (length, self.0.size)))
    }

    fn draw<E, DrawFunc: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        text: &str,
        (left, top): BackendCoord,
        mut draw: DrawFunc,
    ) -> Result<Result<(), E>, Infallible> {
        let Some(face) = FACE.as_ref() else {
            return Ok(Ok(()));
        };
        let scale = scale(face, self.0.size);
        let scaled = face.as_scaled(scale);
        let ink = self.color();
        let base_line = (top + self.ascent()) as f32;
        let mut pen = left as f32;
        let mut outcome = Ok(());
        for letter in text.chars() {
            let id = face.glyph_id(letter);
            let glyph: Glyph = id.with_scale_and_position(scale, point(pen, base_line));
            pen += scaled.h_advance(id);
            let Some(outline) = face.outline_glyph(glyph) else {
                continue;
            };
            let corner = outline.px_bounds().min;
            outline.draw(|x, y, share| {
                let coverage = coverage(f64::from(share));
                if outcome.is_ok() && coverage > 0.0 {
                    let (x, y) = (corner.x as i32 + x as i32, corner.y as i32 + y as i32);
                    outcome = draw(x, y, ink.mix(coverage));
                }
            });
        }
        Ok(outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_face_measures_like_dejavu_sans() {
        // Digits of DejaVu Sans are 1303 of 2048 units wide.
        assert!((width("5000", 2048) - 4.0 * 1303.0).abs() < 1.0);
        assert_eq!(width("", 20), 0.0);
    }

    #[test]
    fn long_texts_are_cut_to_the_room_they_have() {
        let cut = fit("a rather long label", 20, 100);
        assert!(cut.ends_with('…') && width(&cut, 20) <= 100.0);
        assert_eq!(fit("short", 20, 100), "short");
        assert_eq!(fit("short", 20, 0), "");
    }
}
