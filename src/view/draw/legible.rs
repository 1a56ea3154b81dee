//! Whether a figure can be read: where its words stand, and how large they are on a slide.

use super::scene::compose;
use super::shape::Shape;
use crate::view::figure::{Figure, Text, typeface};

/// A slide of 16:9 in points.
const SLIDE: (f64, f64) = (960.0, 540.0);
/// Least type size on a slide, in points.
const LEAST: f64 = 9.0;

/// What keeps `figure` from being read: words that leave the canvas, meet others, or are too small where the
/// figure fills a slide. Empty where nothing does.
pub fn hindrances(figure: &Figure) -> Vec<String> {
    let text = |shape| match shape {
        Shape::Text(text) if !text.content.is_empty() => Some(text),
        _ => None,
    };
    let texts: Vec<Text> = compose(figure).into_iter().filter_map(text).collect();
    let areas: Vec<_> = texts.iter().map(typeface::bounds).collect();
    let scale = (SLIDE.0 / f64::from(figure.width)).min(SLIDE.1 / f64::from(figure.height));
    let mut found = Vec::new();
    for (index, (text, area)) in texts.iter().zip(&areas).enumerate() {
        let words = &text.content;
        if area.left < 0 || area.top < 0 || area.right() > figure.width || area.bottom() > figure.height {
            found.push(format!("`{words}` leaves the canvas"));
        }
        let points = scale * f64::from(text.size);
        if points < LEAST {
            found.push(format!("`{words}` has {points:.1} pt on a slide"));
        }
        let meets = |other: &usize| {
            let other = &areas[*other];
            area.left < other.right()
                && other.left < area.right()
                && area.top < other.bottom()
                && other.top < area.bottom()
        };
        let met = (index + 1..texts.len()).filter(meets);
        found.extend(met.map(|other| format!("`{words}` meets `{}`", texts[other].content)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_found() {
        let mut figure = Figure::new(1920, 1080);
        let mut say = |words: &str, at, size| figure.texts.push(Text::new(words, at, size));
        say("fine", (100, 100), 20);
        say("small", (100, 200), 17);
        say("outside", (1900, 300), 20);
        say("one", (100, 400), 20);
        say("two", (110, 405), 20);
        let found = hindrances(&figure);
        let expected = ["`small` has 8.5 pt on a slide", "`outside` leaves the canvas", "`one` meets `two`"];
        assert_eq!(found, expected);
    }
}
