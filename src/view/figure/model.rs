//! A figure as plain data: everything it shows and where, before any drawing.

use super::area::Area;
use super::axis::{Axis, Scale};
use super::colour::Colour;
use super::text::Text;

/// The shape of a line's points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// Round.
    Circle,
    /// Upright square.
    Square,
    /// Triangle on its base.
    Triangle,
    /// Square on its corner.
    Diamond,
    /// Triangle on its tip.
    TriangleDown,
    /// Two crossing strokes.
    Cross,
}

impl Marker {
    /// All markers in the order lines take them: the circle, square and diamond of "Deep Learning from Scratch"
    /// first.
    pub(crate) const CYCLE: [Self; 6] =
        [Self::Circle, Self::Square, Self::Diamond, Self::Triangle, Self::TriangleDown, Self::Cross];
}

/// What a line is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// A plain line.
    Plain,
    /// Dashes.
    Dashed,
    /// A line with its points marked.
    Marked(Marker),
}

/// How a line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineStyle {
    /// Ink.
    pub colour: Colour,
    /// What it is made of.
    pub stroke: Stroke,
}

/// Something drawn inside a panel, in the panel's data coordinates.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// Bars side by side over `[low, high]`, standing on zero.
    Bars {
        /// Left edge of the first bar.
        low: f64,
        /// Right edge of the last bar.
        high: f64,
        /// Heights.
        heights: Vec<f64>,
        /// Ink.
        colour: Colour,
    },
    /// Points joined by strokes; a gap where a value is missing.
    Line {
        /// Points by x.
        points: Vec<(f64, Option<f64>)>,
        /// Look.
        style: LineStyle,
    },
    /// The area between two curves.
    Band {
        /// x, lower and upper value.
        points: Vec<(f64, f64, f64)>,
        /// Ink, drawn pale.
        colour: Colour,
    },
    /// Dots at points by x and y.
    Dots {
        /// Where.
        points: Vec<(f64, f64)>,
        /// Ink.
        colour: Colour,
    },
    /// A circle on white paper.
    Ring {
        /// Its middle.
        centre: (f64, f64),
        /// How far it reaches along x.
        radius: f64,
        /// Ink.
        colour: Colour,
    },
    /// A grid of coloured cells that fills the panel, row by row from the top.
    Heat {
        /// Cells across.
        columns: usize,
        /// Colour of each cell.
        colours: Vec<Colour>,
    },
}

/// A box with axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Inside of the box.
    pub area: Area,
    /// Words over the box.
    pub title: Option<String>,
    /// Horizontal axis.
    pub x: Axis,
    /// Vertical axis.
    pub y: Axis,
    /// What the box shows, back to front.
    pub marks: Vec<Mark>,
}

impl Panel {
    /// The same panel with words over it.
    pub(crate) fn titled(self, title: impl Into<String>) -> Self {
        Self { title: Some(title.into()), ..self }
    }

    /// Coloured cells, row by row from the top, in a box without ticks.
    pub(crate) fn heat(area: Area, columns: usize, colours: Vec<Colour>) -> Self {
        let axis = Axis::bare(0.0, 1.0, Scale::Linear);
        Self { area, title: None, x: axis.clone(), y: axis, marks: vec![Mark::Heat { columns, colours }] }
    }
}

/// One row of a legend.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendEntry {
    /// Look of the line.
    pub style: LineStyle,
    /// Left end and middle of the sample stroke.
    pub at: (i32, i32),
}

/// What joins the end of a line to its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Leader {
    /// Look of the line.
    pub style: LineStyle,
    /// Where the line ends.
    pub from: (i32, i32),
    /// Where its name begins.
    pub to: (i32, i32),
}

/// A filled square that stands beside a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Badge {
    /// Where.
    pub area: Area,
    /// Ink.
    pub colour: Colour,
}

/// A whole picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Pixels across.
    pub width: i32,
    /// Pixels down.
    pub height: i32,
    /// Boxes with axes.
    pub panels: Vec<Panel>,
    /// Sample strokes of the legend; its words are among the texts.
    pub legend: Vec<LegendEntry>,
    /// What joins lines to names at their ends.
    pub leaders: Vec<Leader>,
    /// Coloured squares.
    pub badges: Vec<Badge>,
    /// Every text that belongs to no axis: titles, labels, notes, footer.
    pub texts: Vec<Text>,
}

impl Figure {
    /// A picture of nothing.
    pub(crate) fn new(width: i32, height: i32) -> Self {
        Self {
            width,
            height,
            panels: Vec::new(),
            legend: Vec::new(),
            leaders: Vec::new(),
            badges: Vec::new(),
            texts: Vec::new(),
        }
    }

    /// Moves everything down by `pixels`, which the figure grows by.
    pub(crate) fn lower(&mut self, pixels: i32) {
        self.height += pixels;
        let areas = self.panels.iter_mut().map(|panel| &mut panel.area);
        areas.chain(self.badges.iter_mut().map(|badge| &mut badge.area)).for_each(|area| area.top += pixels);
        let places = self.legend.iter_mut().map(|entry| &mut entry.at);
        let ends = self.leaders.iter_mut().flat_map(|leader| [&mut leader.from, &mut leader.to]);
        places
            .chain(ends)
            .chain(self.texts.iter_mut().map(|text| &mut text.at))
            .for_each(|(_, y)| *y += pixels);
    }
}
