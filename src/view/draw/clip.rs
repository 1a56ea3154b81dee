//! What of lines and bands lies inside their panel: they end on its edge where they cross it, as a number that
//! is moved onto the edge would be read as data.

/// A place in shares of a panel's width and height.
pub(crate) type Share = (f64, f64);

/// What a rounding error may put outside, such as a share above 1.
const SLACK: f64 = 1e-9;

/// The edge through which a line comes from its first numbers or goes to its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    /// The upper one.
    Top,
    /// The lower one.
    Bottom,
}

/// A part of a line that lies inside.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Stretch {
    /// Its corners, and whether each is a point of the line rather than a crossing of the edge.
    pub corners: Vec<(Share, bool)>,
    /// Where the line comes in, if it began outside.
    pub entry: Option<Edge>,
    /// Where the line goes out, if it ends outside.
    pub exit: Option<Edge>,
}

/// What of a line through `points`, broken where one is missing, lies inside.
pub(crate) fn stretches(points: &[Option<Share>]) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = Vec::new();
    for run in points.split(Option::is_none) {
        let run: Vec<Share> = run.iter().flatten().copied().map(snapped).collect();
        let mut stretch = Stretch::default();
        for (index, &to) in run.iter().enumerate() {
            if let Some(from) = index.checked_sub(1).map(|before| run[before])
                && let Some((enters, leaves)) = inside(from, to)
            {
                if enters > 0.0 {
                    stretch.entry = edge(from);
                    stretch.corners.push((between(from, to, enters), false));
                }
                if leaves < 1.0 {
                    stretch.corners.push((between(from, to, leaves), false));
                    stretch.exit = edge(to);
                    all.push(std::mem::take(&mut stretch));
                }
            }
            if holds(to) {
                stretch.corners.push((to, true));
            }
        }
        all.extend((!stretch.corners.is_empty()).then_some(stretch));
    }
    let count = all.len();
    for (index, stretch) in all.iter_mut().enumerate() {
        stretch.entry = stretch.entry.filter(|_| index == 0);
        stretch.exit = stretch.exit.filter(|_| index + 1 == count);
    }
    all
}

/// What of a polygon lies between the lower and the upper edge.
pub(crate) fn polygon(corners: Vec<Share>) -> Vec<Share> {
    let above = cut(&corners, 0.0, |up| up >= 0.0);
    cut(&above, 1.0, |up| up <= 1.0)
}

fn cut(corners: &[Share], edge: f64, is_kept: impl Fn(f64) -> bool) -> Vec<Share> {
    let mut kept = Vec::with_capacity(corners.len());
    let before = corners.last().into_iter().chain(corners);
    for (&from, &to) in before.zip(corners) {
        if is_kept(from.1) != is_kept(to.1) {
            let (across, _) = between(from, to, (edge - from.1) / (to.1 - from.1));
            kept.push((across, edge));
        }
        if is_kept(to.1) {
            kept.push(to);
        }
    }
    kept
}

/// Whether a place lies inside.
pub(crate) fn holds((across, up): Share) -> bool {
    (0.0..=1.0).contains(&across) && (0.0..=1.0).contains(&up)
}

fn snapped((across, up): Share) -> Share {
    let snap =
        |share: f64| if (-SLACK..=1.0 + SLACK).contains(&share) { share.clamp(0.0, 1.0) } else { share };
    (snap(across), snap(up))
}

fn edge((_, up): Share) -> Option<Edge> {
    match up {
        up if up > 1.0 => Some(Edge::Top),
        up if up < 0.0 => Some(Edge::Bottom),
        _ => None,
    }
}

fn between(from: Share, to: Share, way: f64) -> Share {
    (from.0 + (to.0 - from.0) * way, from.1 + (to.1 - from.1) * way)
}

/// The shares of the way between which it lies inside (Liang & Barsky 1984).
fn inside(from: Share, to: Share) -> Option<(f64, f64)> {
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    for (start, step) in [(from.0, to.0 - from.0), (from.1, to.1 - from.1)] {
        for (room, way) in [(start, -step), (1.0 - start, step)] {
            if way == 0.0 {
                if room < 0.0 {
                    return None;
                }
            } else if way < 0.0 {
                enters = enters.max(room / way);
            } else {
                leaves = leaves.min(room / way);
            }
        }
    }
    (enters <= leaves).then_some((enters, leaves))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_where_it_crosses_the_edge() {
        let found = stretches(&[Some((0.0, 0.5)), Some((0.2, 0.75)), Some((0.4, 1.25)), Some((0.6, 9.0))]);
        let corners = vec![((0.0, 0.5), true), ((0.2, 0.75), true), ((0.30000000000000004, 1.0), false)];
        assert_eq!(found, [Stretch { corners, entry: None, exit: Some(Edge::Top) }]);
        let back = stretches(&[Some((0.0, -1.0)), Some((1.0, 1.0))]);
        assert_eq!((back[0].entry, back[0].exit), (Some(Edge::Bottom), None));
    }

    #[test]
    fn a_line_that_comes_back_has_two_stretches_and_neither_entry_nor_exit() {
        let found = stretches(&[Some((0.0, 0.5)), Some((0.5, -0.5)), Some((1.0, 0.5))]);
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|stretch| stretch.entry.or(stretch.exit).is_none()));
        assert_eq!(found[1].corners, [((0.75, 0.0), false), ((1.0, 0.5), true)]);
    }

    #[test]
    fn what_is_outside_throughout_leaves_nothing() {
        assert_eq!(stretches(&[Some((0.0, 2.0)), Some((1.0, 3.0)), None, Some((1.0, -1.0))]), []);
        assert_eq!(stretches(&[Some((0.5, 1.0 + 1e-12))])[0].corners, [((0.5, 1.0), true)]);
    }

    #[test]
    fn bands_are_cut_along_the_edges() {
        let band = vec![(0.0, 0.5), (1.0, 0.5), (1.0, 1.5), (0.0, 0.5)];
        assert!(polygon(band.clone()).contains(&(0.5, 1.0)));
        assert!(polygon(band).into_iter().all(holds));
    }
}
