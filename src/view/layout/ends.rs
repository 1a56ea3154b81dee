//! Names at the right ends of lines, moved apart where ends are close.

use super::wrap::wrap;
use crate::view::figure::{Area, Leader, LineStyle, Text, typeface};

/// Pixels per em.
pub(crate) const SIZE: i32 = 20;
/// From a base line to the next, and between two names.
const PITCH: i32 = 24;
const APART: i32 = 4;
/// From a panel to the marker before a name, and from there to the name.
const LEAD: i32 = 34;
const SPACE: i32 = 16;
/// Most pixels of a name.
const MOST: i32 = 290;

/// The end of a line.
#[derive(Clone, Debug)]
pub(crate) struct End {
    /// What it is called.
    pub name: String,
    /// Look of the line.
    pub style: LineStyle,
    /// Where it ends.
    pub at: (i32, i32),
    /// Whether that is as far as others go: to the end of another nothing leads.
    pub is_last: bool,
    /// How high it runs, to tell lines apart that end alike.
    pub runs: i32,
}

/// Pixels that names take to the right of a panel.
pub(crate) fn width<'n>(names: impl Iterator<Item = &'n str>) -> i32 {
    let widest = |name| lines(name).iter().map(|line| typeface::width(line, SIZE).ceil() as i32).max();
    LEAD + SPACE + names.filter_map(widest).max().unwrap_or(0)
}

/// Puts the names of `ends` beside `panel`, in the order and as near as can be to the height of the ends.
pub(crate) fn place(mut ends: Vec<End>, panel: Area, leaders: &mut Vec<Leader>, texts: &mut Vec<Text>) {
    const ALIKE: i32 = 12;
    ends.sort_by_key(|end| (end.at.1 / ALIKE, end.runs, end.at.1));
    let names: Vec<Vec<String>> = ends.iter().map(|end| lines(&end.name)).collect();
    let heights: Vec<i32> = names.iter().map(|lines| lines.len() as i32 * PITCH + APART).collect();
    let wished: Vec<i32> = ends.iter().zip(&heights).map(|(end, height)| end.at.1 - height / 2).collect();
    let tops = spread(&wished, &heights, (panel.top, panel.bottom()));
    for (((end, lines), height), top) in ends.into_iter().zip(names).zip(heights).zip(tops) {
        let to = (panel.right() + LEAD, top + height / 2);
        let first = to.1 - lines.len() as i32 * PITCH / 2 + PITCH / 2 + SIZE * 3 / 8;
        for (line, down) in lines.into_iter().zip((0..).step_by(PITCH as usize)) {
            texts.push(Text::new(line, (to.0 + SPACE, first + down), SIZE).inked(end.style.colour));
        }
        leaders.push(Leader { style: end.style, from: if end.is_last { end.at } else { to }, to });
    }
}

/// Tops of boxes in their order that do not overlap and lie within `room` if they fit.
fn spread(wished: &[i32], heights: &[i32], room: (i32, i32)) -> Vec<i32> {
    let mut tops = wished.to_vec();
    let mut free = room.0;
    for (top, height) in tops.iter_mut().zip(heights) {
        *top = (*top).max(free);
        free = *top + height;
    }
    let mut free = room.1;
    for (top, height) in tops.iter_mut().zip(heights).rev() {
        *top = (*top).min(free - height);
        free = *top;
    }
    tops
}

fn lines(name: &str) -> Vec<String> {
    wrap(name, |line| typeface::width(line, SIZE) <= f64::from(MOST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_the_order_of_their_ends_and_do_not_overlap() {
        let heights = [28; 5];
        let tops = spread(&[100, 101, 102, 390, 395], &heights, (90, 400));
        assert_eq!(tops, [100, 128, 156, 344, 372]);
        assert_eq!(spread(&[50, 200], &heights[..2], (90, 400)), [90, 200]);
    }
}
