//! Small multiples of lines: what is shown from row to row, what is compared from column to column, and the
//! names of lines at their ends.
//!
//! What a line that is not seen to its end comes to, or why it ends, is said inside its panel. A row all of whose lines lie within the height of a marker is said in a line of text.

use super::line;
use super::line::Line;
use crate::number;
use crate::view::draw::clip::{self, Share};
use crate::view::figure::colour::GREY;
use crate::view::figure::{Anchor, Area, Axis, Figure, LineStyle, Mark, Panel, Stroke, Text, typeface};
use crate::view::layout::ends::End;
use crate::view::layout::legend::DASHED;
use crate::view::layout::notes::Note;
use crate::view::layout::wrap::wrap;
use crate::view::layout::{Margins, Page, Width, ends, notes};

/// Pixels across the page, and those of the panels of one, two and more rows: 16:9 with two.
const WIDTH: i32 = 2000;
const HEIGHTS: [i32; 3] = [700, 390, 236];
/// Pixels per em of tick labels.
pub(crate) const TICKS: i32 = 22;
const TITLE: i32 = 26;
/// Ticks and the words of a y axis to the left of a panel: of all panels, and of the first of a row.
const BEFORE: (i32, i32) = (110, 160);
/// From a panel to the label of its row: beyond the widest of ticks.
const LABEL: i32 = 104;
/// Between panels without ticks of their own, and between rows.
const BETWEEN: (i32, i32) = (44, 62);
const TOP: i32 = 76;
const BOTTOM: i32 = 140;
/// Least pixels of a panel that has names of its own at its right.
const LEAST: i32 = 420;
/// Pixels that a row of lines may lie within to say nothing: about those of a marker.
const FLAT: i32 = 18;

/// One line.
#[derive(Clone, Debug)]
pub(crate) struct Drawn {
    /// What it is called.
    pub name: String,
    /// Its look.
    pub style: LineStyle,
    /// Its numbers.
    pub line: Line,
    /// Why it ends before others or has no number; empty where that is said elsewhere.
    pub end: String,
}

/// What a panel shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plot {
    /// Named lines.
    pub lines: Vec<Drawn>,
    /// Dashed lines beside them: what theory expects, or held-out samples.
    pub dashed: Vec<(Line, LineStyle)>,
    /// A height that others are held against, and its name.
    pub level: Option<(f64, String)>,
}

/// The y axis for some panels of a row.
pub(crate) type AxisOf<'r> = Box<dyn Fn(&[&Plot]) -> Axis + 'r>;

/// What all panels of a row show.
pub(crate) struct Row<'r> {
    /// What and in what unit.
    pub label: String,
    /// How to read it, in a few words inside the first panel.
    pub hint: Option<&'static str>,
    /// One for each column.
    pub plots: Vec<Plot>,
    /// The y axis for some of its panels.
    pub axis: AxisOf<'r>,
}

/// A figure of small multiples.
pub(crate) struct Multiples<'r> {
    /// What is said over each column.
    pub columns: Vec<String>,
    /// From top to bottom; of a single column from left to right.
    pub rows: Vec<Row<'r>>,
    /// Whether columns are compared on one y axis.
    pub shared: bool,
    /// What lines run along.
    pub along: &'static str,
}

impl Plot {
    /// All its lines.
    pub(crate) fn all_lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().map(|drawn| &drawn.line).chain(self.dashed.iter().map(|(line, _)| line))
    }

    /// Smallest and largest numbers of them.
    pub(crate) fn ranges(&self) -> impl Iterator<Item = (f64, f64)> {
        self.all_lines().flat_map(Line::ranges)
    }

    fn places(&self) -> impl Iterator<Item = f64> {
        self.lines.iter().flat_map(|drawn| &drawn.line.medians).map(|(at, _)| *at)
    }

    fn marks(&self, x: &Axis) -> Vec<Mark> {
        let lines: Vec<(Line, LineStyle)> =
            self.lines.iter().map(|drawn| (drawn.line.clone(), drawn.style)).collect();
        let mut marks = line::marks(&lines);
        let dashed = |style: LineStyle| LineStyle { stroke: Stroke::Dashed, ..style };
        marks.extend(self.dashed.iter().filter_map(|(line, style)| line.median(dashed(*style))));
        // On top: a line that stays at it would hide it.
        marks.extend(self.level.iter().map(|(level, _)| Mark::Line {
            points: vec![(x.low, Some(*level)), (x.high, Some(*level))],
            style: DASHED,
        }));
        marks
    }
}

impl Row<'_> {
    /// The y axis of every panel.
    fn axes(&self, shared: bool) -> Vec<Axis> {
        let all: Vec<&Plot> = self.plots.iter().collect();
        if shared {
            return vec![(self.axis)(&all); all.len()];
        }
        all.iter().map(|plot| (self.axis)(&[plot])).collect()
    }

    /// What there is to say of a row whose lines all look level, or that has none.
    fn flat(&self, shared: bool, height: i32, along: &str) -> Option<String> {
        let of = |(plot, axis): (&Plot, Axis)| -> Option<bool> {
            let shares: Option<Vec<f64>> =
                plot.ranges().flat_map(|(low, high)| [low, high]).map(|value| axis.share(value)).collect();
            let (low, high) = line::extent(&shares?).unwrap_or((0.0, 0.0));
            Some((high - low) * f64::from(height) < f64::from(FLAT))
        };
        let is_flat = self.plots.iter().zip(self.axes(shared)).all(|each| of(each) == Some(true));
        let numbers: Vec<f64> =
            self.plots.iter().flat_map(Plot::ranges).flat_map(|(low, high)| [low, high]).collect();
        let (low, high) =
            line::extent(&numbers).map(|(low, high)| (number::short(low), number::short(high)))?;
        let range = if low == high { low } else { format!("{low} to {high}") };
        is_flat.then(|| format!("{}: {range} at every {along}", self.label))
    }

    fn across(&self, along: &str, page: &Page, area: Area) -> Axis {
        let places: Vec<f64> = self.plots.iter().flat_map(Plot::places).collect();
        let (low, high) = line::extent(&places).unwrap_or((0.0, 1.0));
        let pad = (0.03 * (high - low)).max(0.2);
        let mut axis =
            Axis::whole(low - pad, high + pad, page.room(area, if area.width > 500 { 10 } else { 5 }));
        axis.label = Some(along.to_owned());
        axis
    }
}

impl Multiples<'_> {
    /// The figure under a title, with notes at the foot.
    pub(crate) fn draw(mut self, title: &str, notes: &[String], source: &str) -> Figure {
        let height = |rows: usize| HEIGHTS[rows.clamp(1, HEIGHTS.len()) - 1];
        let one = self.columns.len() <= 1;
        let tall = height(if one { 1 } else { self.rows.len() });
        let mut level: Vec<Option<String>> =
            self.rows.iter().map(|row| row.flat(self.shared, tall, self.along)).collect();
        if level.iter().all(Option::is_some) {
            // A figure is not all text.
            level.iter_mut().take(1).for_each(|first| *first = None);
        }
        let mut said = level.iter();
        self.rows.retain(|_| said.next().is_some_and(Option::is_none));
        let said: Vec<String> = level.into_iter().flatten().collect();

        let cells = if one { (self.rows.len(), 1) } else { (self.columns.len(), self.rows.len()) };
        let names = self.rows.iter().flat_map(|row| &row.plots).flat_map(|plot| {
            plot.lines
                .iter()
                .map(|drawn| drawn.name.as_str())
                .chain(plot.level.iter().map(|(_, name)| name.as_str()))
        });
        let beside = ends::width(names);
        let count = cells.0 as i32;
        let each = (WIDTH - BEFORE.1 - count * beside - (count - 1) * BEFORE.0) / count >= LEAST;
        let gap = match (each, self.shared && !one) {
            (true, _) => beside + BEFORE.0,
            (false, true) => BETWEEN.0,
            (false, false) => BEFORE.0,
        };
        let wide = (WIDTH - BEFORE.1 - beside - (count - 1) * gap) / count;
        let titles: Vec<String> =
            if one { self.rows.iter().map(|row| row.label.clone()).collect() } else { self.columns.clone() };
        let titles: Vec<Vec<String>> = titles.iter().map(|title| heading(title, wide)).collect();
        let over = said.len() + titles.iter().map(Vec::len).max().unwrap_or(0);
        let margins = Margins {
            left: BEFORE.1,
            top: TOP + over as i32 * (TITLE + 8),
            right: beside + 8,
            bottom: BOTTOM,
            gap: (gap, BETWEEN.1),
            ticks: TICKS,
        };
        let mut page = Page::new(margins, Width::Page(WIDTH), height(cells.1), cells);
        for (index, words) in said.into_iter().enumerate() {
            let at = (WIDTH / 2, TOP + 8 + index as i32 * (TITLE + 8));
            page.figure.texts.push(Text::new(words, at, ends::SIZE).anchored(Anchor::Middle).inked(GREY));
        }

        let areas = page.areas();
        let mut areas = areas.into_iter().zip(0..);
        for (number, row) in self.rows.iter().enumerate() {
            let axes = row.axes(self.shared);
            for (plot, y) in row.plots.iter().zip(axes) {
                let Some((area, index)) = areas.next() else { break };
                let column = index % cells.0;
                let mut x = row.across(self.along, &page, area);
                x.label = x.label.filter(|_| one || number + 1 == self.rows.len());
                if !one && column == 0 {
                    upwards(&row.label, area, &mut page.figure.texts);
                }
                let y = if self.shared && !one && column > 0 && !each { y.silent() } else { y };
                if number == 0 || one {
                    head(titles.get(column).map_or(&[], Vec::as_slice), area, &mut page.figure.texts);
                }
                let hint = row.hint.filter(|_| column == 0 || one);
                let last = column + 1 == cells.0;
                name_lines(plot, (hint, each || last), self.along, (&x, &y), area, &mut page.figure);
                let marks = plot.marks(&x);
                page.figure.panels.push(Panel { area, title: None, x, y, marks });
            }
        }
        page.finish(title, &notes.join("; "), source)
    }
}

/// What is said over a panel of so many pixels, in lines.
pub(crate) fn heading(words: &str, width: i32) -> Vec<String> {
    wrap(words, |line| typeface::width(line, TITLE) <= f64::from(width))
}

/// Puts lines over a panel.
pub(crate) fn head(lines: &[String], panel: Area, texts: &mut Vec<Text>) {
    for (line, up) in lines.iter().rev().zip((14..).step_by(TITLE as usize + 6)) {
        let at = (panel.centre(), panel.top - up);
        texts.push(Text::new(line, at, TITLE).anchored(Anchor::Middle));
    }
}

/// Puts the label of a row along its first panel.
fn upwards(label: &str, panel: Area, texts: &mut Vec<Text>) {
    let lines = wrap(label, |line| typeface::width(line, TICKS) <= f64::from(panel.height));
    for (line, left) in lines.into_iter().rev().zip((LABEL..).step_by(TICKS as usize + 6)) {
        let at = (panel.left - left, panel.top + panel.height / 2);
        texts.push(Text::new(line, at, TICKS).anchored(Anchor::Middle).upwards());
    }
}

/// Names the lines that are seen in a panel beside it, if there is room, and says inside of it what is to be
/// known of those that are not seen to their ends.
fn name_lines(
    plot: &Plot,
    (hint, beside): (Option<&str>, bool),
    along: &str,
    (x, y): (&Axis, &Axis),
    area: Area,
    figure: &mut Figure,
) {
    let spot = |(across, up): Share| (area.x(across), area.y(up));
    let last = plot.places().fold(f64::NEG_INFINITY, f64::max);
    let mut notes: Vec<Note> = Vec::new();
    let mut ends: Vec<End> = Vec::new();
    let mut spots: Vec<(i32, i32)> = Vec::new();
    for Drawn { name, style, line, end } in &plot.lines {
        let mut note = |words: String, at| notes.push(Note { words, ink: style.colour, at });
        let shares = line.medians.iter().map(|(at, value)| Some((x.share(*at)?, y.share((*value)?)?)));
        let stretches = clip::stretches(&shares.collect::<Vec<_>>());
        let mut seen = line.medians.iter().filter_map(|(at, value)| Some((*at, (*value)?)));
        let goes_to =
            |(at, value): (f64, f64)| format!("→ {} at {along} {}", number::short(value), number::short(at));
        let corners = stretches.iter().flat_map(|stretch| &stretch.corners).map(|(corner, _)| spot(*corner));
        let exit = stretches.last().and_then(|stretch| stretch.exit);
        let reaches = exit.is_none() && line.last().is_some_and(|(at, value)| value.is_some() && at >= last);
        let ended = line.last().is_none_or(|(_, value)| value.is_none());
        let (first, stop) = match (corners.clone().next(), corners.clone().next_back()) {
            (Some(first), Some(stop)) if reaches || corners.clone().count() > 1 => (first, stop),
            (first, _) => {
                // A mark or nothing: a name beside the panel would lead nowhere.
                let at = first.unwrap_or((area.left, area.top));
                match seen.next_back().filter(|_| !ended) {
                    Some(beyond) if first.is_none() => note(format!("{name} {}", goes_to(beyond)), at),
                    _ if !end.is_empty() => note(format!("× {name}: {end}"), at),
                    _ => {}
                }
                continue;
            }
        };
        let entry = stretches.first().and_then(|stretch| stretch.entry);
        if let Some(from) = seen.next().filter(|_| entry.is_some()) {
            note(goes_to(from), first);
        }
        match line.last() {
            Some((at, Some(value))) if exit.is_some() => note(goes_to((at, value)), stop),
            _ if (ended || !reaches) && !end.is_empty() => note(format!("× {end}"), stop),
            _ => {}
        }
        let heights: Vec<i32> = corners.clone().map(|(_, y)| y).collect();
        let runs = heights[heights.len() / 2];
        ends.push(End { name: name.clone(), style: *style, at: stop, is_last: reaches, runs });
        for stretch in &stretches {
            let corners: Vec<(i32, i32)> = stretch.corners.iter().map(|(corner, _)| spot(*corner)).collect();
            spots.extend(
                corners.windows(2).flat_map(|pair| walk(pair[0], pair[1])).chain(corners.last().copied()),
            );
        }
    }
    if let Some((level, name)) = &plot.level
        && let Some(up) = y.share(*level).filter(|up| (0.0..=1.0).contains(up))
    {
        let at = spot((1.0, up));
        ends.push(End { name: name.clone(), style: DASHED, at, is_last: true, runs: at.1 });
        spots.extend(walk(spot((0.0, up)), at));
    }
    if beside {
        ends::place(ends, area, &mut figure.leaders, &mut figure.texts);
    }
    let hint =
        hint.map(|hint| Note { words: hint.to_owned(), ink: GREY, at: (area.centre(), area.bottom()) });
    notes.extend(hint);
    figure.texts.extend(notes::place(&notes, area, spots.into_iter()));
}

/// Places on the way, close enough for none to jump over a word.
fn walk(from: (i32, i32), to: (i32, i32)) -> impl Iterator<Item = (i32, i32)> {
    const APART: i32 = 6;
    let steps = ((to.0 - from.0).abs().max((to.1 - from.1).abs()) / APART).max(1);
    (0..=steps)
        .map(move |step| (from.0 + (to.0 - from.0) * step / steps, from.1 + (to.1 - from.1) * step / steps))
}
