//! Texts over several lines, and texts cut so that they can still be told apart.

use crate::view::figure::typeface;

/// `text` in lines that fit, broken after a space, a comma or a colon where it can be.
pub(crate) fn wrap(text: &str, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in text.split_inclusive([' ', ',', ':']) {
        if !line.is_empty() && !fits((line.clone() + piece).trim_end()) {
            lines.push(std::mem::take(&mut line));
        }
        for letter in piece.chars() {
            line.push(letter);
            // A piece that is too long for a line of its own.
            if !fits(line.trim_end()) && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, letter.to_string()));
            }
        }
    }
    lines.push(line);
    lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// `labels` in the largest of `sizes`, the least and the most, at which all fit into `room` pixels,
/// else in the least, cut at the end, in the middle or at the start: the first way that leaves
/// different labels different.
pub(crate) fn apart(labels: &[&str], sizes: (i32, i32), room: i32) -> (i32, Vec<String>) {
    let size = typeface::largest(labels, sizes, room);
    let mut shown: Vec<String> = labels.iter().map(|label| typeface::fit(label, size, room)).collect();
    for tail in [0.5, 1.0] {
        if stay_apart(labels, &shown) {
            break;
        }
        shown = labels.iter().map(|label| typeface::fit_around(label, size, room, tail)).collect();
    }
    (size, shown)
}

/// Whether labels that differ are shown differently.
fn stay_apart(labels: &[&str], shown: &[String]) -> bool {
    let pairs: std::collections::HashSet<(&str, &str)> =
        shown.iter().map(String::as_str).zip(labels.iter().copied()).collect();
    let looks: std::collections::HashSet<&String> = shown.iter().collect();
    pairs.len() == looks.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_settings_and_lose_nothing() {
        let wrapped = |text, width| wrap(text, |line| line.chars().count() <= width);
        let text = "sigmoid, truncated-normal:mean=0.5,std=0.25, zeros";
        assert_eq!(wrapped(text, 30), ["sigmoid, truncated-normal:", "mean=0.5,std=0.25, zeros"]);
        assert_eq!(wrapped("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrapped("short", 30), ["short"]);
        assert!(wrapped("", 30).is_empty());
        assert_eq!(wrapped("ab", 0), ["a", "b"]);
    }

    #[test]
    fn cut_labels_are_told_apart() {
        let labels = [
            "truncated-normal:mean=0.5,std=0.25,low=-1.5,high=2.5",
            "truncated-normal:mean=0.5,std=0.25,low=-1.5,high=3.5",
        ];
        let (size, shown) = apart(&labels, (15, 22), 250);
        assert_eq!(size, 15);
        assert!(shown[0].ends_with("high=2.5") && shown[1].ends_with("high=3.5"), "{shown:?}");
        assert!(shown.iter().all(|label| typeface::width(label, size) <= 250.0));
        let (size, shown) = apart(&["he-normal", "zeros"], (15, 22), 250);
        assert_eq!((size, shown.join(" ").as_str()), (22, "he-normal zeros"));
    }
}
