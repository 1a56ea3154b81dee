//! Maps of a number from layer to layer, each with the way that the layers go: up to the map, across to the
//! diagonal, up again.

use crate::view::cells::group::pages;
use crate::view::figure::colour::{CYCLE, GREY};
use crate::view::figure::{Anchor, Axis, Figure, LineStyle, Mark, Panel, Stroke, Text};
use crate::view::layout::legend::DASHED;
use crate::view::layout::{MARGIN, Margins, Page, Width, page, wrap};
use crate::view::plan::planned::{Plan, Planned};

/// A map and some ways along it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cobweb {
    /// What it is of.
    pub name: String,
    /// What is to be known of it, in a few words.
    pub words: String,
    /// The number in a layer, and in the next.
    pub map: Vec<(f64, f64)>,
    /// Courses of the number from layer to layer.
    pub courses: Vec<Vec<f64>>,
    /// A number that layers keep.
    pub fixed: f64,
}

/// What all panels of a figure have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Cobwebs {
    /// Over the figure.
    pub title: String,
    /// Names of the number, in a layer and in the next.
    pub axes: [String; 2],
    /// How to read it.
    pub note: String,
    /// One panel each.
    pub maps: Vec<Cobweb>,
}

/// Most panels of one figure; bounds the canvas.
const MOST: usize = 12;
const COLUMNS: usize = 4;
const SIDE: i32 = 380;
const MARGINS: Margins =
    Margins { left: 120, top: 150, right: MARGIN, bottom: 130, gap: (64, 124), ticks: 20 };
/// Pixels per em of titles, least and most, and of what stands under them.
const TITLE: (i32, i32) = (20, 26);
const NOTE: i32 = 20;
/// Radius of the ring around a fixed point, as a share of the axis.
const RING: f64 = 0.025;

/// The figures, in pages.
pub(crate) fn plan(cobwebs: &Cobwebs) -> Vec<Planned<'_>> {
    let mut plan = Plan::default();
    for maps in pages(&cobwebs.maps, MOST) {
        plan.add(&[&cobwebs.title], &[], || figure(cobwebs, maps));
    }
    plan.figures
}

fn figure(cobwebs: &Cobwebs, maps: &[Cobweb]) -> Figure {
    let (columns, rows) = page::grid(maps.len(), COLUMNS);
    let mut page = Page::new(MARGINS, Width::Column(SIDE, 1100), SIDE, (columns, rows));
    let reach = maps.iter().flat_map(|map| &map.map).map(|(at, _)| *at).fold(0.0, f64::max);
    let names: Vec<&str> = maps.iter().map(|map| map.name.as_str()).collect();
    let (size, names) = wrap::apart(&names, TITLE, SIDE);
    for (index, (map, area)) in maps.iter().zip(page.areas()).enumerate() {
        let over = |words: &str, up: i32, size: i32| {
            Text::new(words, (area.centre(), area.top - up), size).anchored(Anchor::Middle)
        };
        page.figure.texts.push(over(&names[index], 40, size));
        page.figure.texts.push(over(&map.words, 14, NOTE).inked(GREY));
        let axis = |name: &str| {
            let mut axis = Axis::up(0.0, reach, 5, MARGINS.ticks);
            axis.label = Some(name.to_owned());
            axis
        };
        let [x, y] = [&cobwebs.axes[0], &cobwebs.axes[1]].map(|name| axis(name));
        let y = if page.is_first(area) { y } else { y.silent() };
        let x = Axis { label: x.label.filter(|_| index + columns >= maps.len()), ..x };
        page.figure.panels.push(Panel { area, title: None, x, y, marks: marks(map, reach) });
    }
    page.finish(&cobwebs.title, &cobwebs.note, "")
}

fn marks(map: &Cobweb, reach: f64) -> Vec<Mark> {
    let line = |points: Vec<(f64, f64)>, style| Mark::Line {
        points: points.into_iter().map(|(x, y)| (x, Some(y))).collect(),
        style,
    };
    let plain = |colour| LineStyle { colour, stroke: Stroke::Plain };
    let mut marks = vec![line(vec![(0.0, 0.0), (reach, reach)], DASHED)];
    for course in &map.courses {
        // From the axis, then between the map and the diagonal.
        let start = course.first().map(|first| (*first, 0.0));
        let steps = course.windows(2).flat_map(|pair| [(pair[0], pair[1]), (pair[1], pair[1])]);
        marks.push(line(start.into_iter().chain(steps).collect(), plain(CYCLE[1])));
    }
    marks.push(line(map.map.clone(), plain(CYCLE[0])));
    marks.push(Mark::Ring { centre: (map.fixed, map.fixed), radius: RING * reach, colour: CYCLE[4] });
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn courses_go_up_to_the_map_and_across_to_the_diagonal() {
        let halved = Cobweb {
            name: "half".to_owned(),
            words: String::new(),
            map: vec![(0.0, 0.0), (4.0, 2.0)],
            courses: vec![vec![4.0, 2.0, 1.0], Vec::new()],
            fixed: 0.0,
        };
        let marks = marks(&halved, 4.0);
        let lines: Vec<_> = marks
            .iter()
            .filter_map(|mark| if let Mark::Line { points, .. } = mark { Some(points.clone()) } else { None })
            .collect();
        let course = [(4.0, 0.0), (4.0, 2.0), (2.0, 2.0), (2.0, 1.0), (1.0, 1.0)];
        assert_eq!(lines[1], course.map(|(x, y)| (x, Some(y))));
        assert!(lines[2].is_empty());
    }

    #[test]
    fn many_maps_take_several_pages_and_one_takes_one() {
        let map = Cobweb {
            name: "a name so long that it does not fit over a panel of its own".to_owned(),
            words: "repels, slope 1.2".to_owned(),
            map: vec![(0.0, 0.1), (1.0, f64::NAN), (2.0, 1e300)],
            courses: vec![vec![0.4, f64::INFINITY]],
            fixed: 1.0,
        };
        for (count, pages) in [(1, 1), (12, 1), (50, 5)] {
            let cobwebs = Cobwebs {
                title: "Maps".to_owned(),
                axes: ["q".to_owned(), "next".to_owned()],
                note: String::new(),
                maps: vec![map.clone(); count],
            };
            let figures: Vec<Figure> = plan(&cobwebs).iter().map(Planned::figure).collect();
            assert_eq!(figures.len(), pages);
            assert_eq!(figures.iter().map(|figure| figure.panels.len()).sum::<usize>(), count);
        }
    }
}
