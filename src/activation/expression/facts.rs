//! What is found of a formula by evaluating it.

use super::graph::{Graph, Id, Node};
use super::machine::{Binary, Program, Unary};
use super::program::compile;
use crate::activation::Activation;

/// Up to here points are looked at in steps of [`STEP`], beyond it at a ratio of [`RATIO`].
const NEAR: f64 = 64.0;
const STEP: f64 = 1.0 / 64.0;
const RATIO: f64 = 1.5;
/// The farthest point, and where the far ones begin: what still grows between the two has no bound.
const FARTHEST: f64 = 1e300;
const FAR: f64 = 1e15;

/// Kinks at most; a wave cut off has as many as one looks for.
const MOST_KINKS: usize = 4096;

/// Ends of pieces beside a pole, a root or a logarithm, each nearer by a factor than the one before, down to 1e-12: what
/// is smooth in each of them can be integrated. Of so many points at most.
const NEARER: f64 = std::f64::consts::FRAC_1_SQRT_2;
const PIECES: i32 = 80;
const MOST_POLES: usize = 50;

/// How far beside a kink the pieces are looked at, relative to its size.
const BESIDE: f64 = 1e-9;

/// What is known of a formula beside its values.
#[derive(Debug)]
pub(super) struct Facts {
    /// Where arguments of functions with a kink, a jump or a pole meet it, in rising order: exact where the argument is a
    /// line in x, else wherever it changes its sign between points that are looked at. Pieces are shorter and shorter
    /// towards poles, roots and logarithms.
    pub(super) kinks: Vec<f64>,
    /// The supremum of |slope|; infinite where there is none.
    pub(super) max_slope: f64,
    /// Infimum and supremum of the values, where both are finite and they differ.
    pub(super) range: Option<(f64, f64)>,
    /// Whether it is a line through 0 on either side.
    pub(super) is_scale_free: bool,
}

/// A point with the value and the slope there.
#[derive(Clone, Copy, Debug)]
struct Seen {
    x: f64,
    value: f64,
    slope: f64,
}

impl Facts {
    /// Those of the formula `value`, whose values and slopes `points` gives.
    pub(super) fn find(graph: &Graph, value: Id, points: &Program) -> Self {
        let Kinks { mut kinks, poles } = Kinks::find(graph, value);
        let mut xs = grid();
        for kink in &kinks {
            let beside = BESIDE * kink.abs().max(1.0);
            xs.extend([kink - beside, *kink, kink + beside]);
        }
        xs.sort_by(f64::total_cmp);
        let seen = look(points, &xs);
        let at = |x: f64| look(points, &[x])[0];
        let steepness = |seen: &Seen| seen.slope.abs();
        let max_slope = supremum(&seen, &at, steepness).unwrap_or(f64::INFINITY);
        let highest = supremum(&seen, &at, |seen| seen.value);
        let lowest = supremum(&seen, &at, |seen| -seen.value).map(|lowest| 0.0 - lowest);
        for pole in poles.iter().take(MOST_POLES) {
            let distances = (0..=PIECES).map(|piece| pole.abs().max(1.0) * NEARER.powi(piece));
            kinks.extend(distances.flat_map(|distance| [pole - distance, pole + distance]));
        }
        kinks.sort_by(f64::total_cmp);
        let range = lowest.zip(highest).filter(|(lowest, highest)| lowest < highest);
        Self { kinks, max_slope, range, is_scale_free: is_scale_free(points) }
    }
}

/// Points on the whole line, close where pre-activations are.
fn grid() -> Vec<f64> {
    let far = || std::iter::successors(Some(NEAR), |x| Some(x * RATIO)).take_while(|x| *x < FARTHEST);
    let steps = (NEAR / STEP) as i32;
    let near = (1 - steps..steps).map(|step| f64::from(step) * STEP);
    let below: Vec<f64> = far().map(|x| -x).collect();
    below.into_iter().rev().chain(near).chain(far()).collect()
}

fn look(points: &Program, xs: &[f64]) -> Vec<Seen> {
    let mut values = xs.to_vec();
    let mut slopes = vec![0.0; xs.len()];
    points.run(&mut values, Some(&mut slopes));
    let all = xs.iter().zip(values).zip(slopes);
    all.map(|((x, value), slope)| Seen { x: *x, value, slope }).collect()
}

/// The supremum of what `height` says, refined around the highest point; `None` where there is none, or no number.
fn supremum(seen: &[Seen], at: &impl Fn(f64) -> Seen, height: impl Fn(&Seen) -> f64) -> Option<f64> {
    let known = |place: &usize| !height(&seen[*place]).is_nan();
    let higher = |a: &usize, b: &usize| height(&seen[*a]).total_cmp(&height(&seen[*b])).then(b.cmp(a));
    let top = (0..seen.len()).filter(known).max_by(higher)?;
    let near = (0..seen.len()).filter(|place| seen[*place].x.abs() <= FAR).filter(known).max_by(higher)?;
    let [found, near] = [top, near].map(|place| height(&seen[place]));
    let grows = found - near > 1e-6 * near.abs().max(1e-6);
    if !found.is_finite() || grows {
        return None;
    }
    // Golden sections of the stretch between the neighbours.
    let section = (5f64.sqrt() - 1.0) / 2.0;
    let mut ends = [seen[top.saturating_sub(1)].x, seen[(top + 1).min(seen.len() - 1)].x];
    let (mut highest, mut halfway) = (found, found);
    let inner = |ends: [f64; 2], share: f64| ends[1] - share * (ends[1] - ends[0]);
    let mut pair = [section, 1.0 - section].map(|share| inner(ends, share));
    let mut heights = pair.map(|x| height(&at(x)));
    for round in 0..90 {
        highest = heights.into_iter().fold(highest, f64::max);
        if round == 45 {
            halfway = highest;
        }
        if heights[0] > heights[1] {
            ends[1] = pair[1];
            pair = [inner(ends, section), pair[0]];
            heights = [height(&at(pair[0])), heights[0]];
        } else {
            ends[0] = pair[0];
            pair = [pair[1], inner(ends, 1.0 - section)];
            heights = [heights[1], height(&at(pair[1]))];
        }
    }
    // A pole goes on growing the closer one looks.
    let is_pole = highest - halfway > 0.5 * halfway.abs();
    (highest.is_finite() && !is_pole).then(|| settled(highest))
}

/// The number of few digits that rounding errors led away from.
fn settled(found: f64) -> f64 {
    let round: f64 = format!("{found:.11e}").parse().unwrap_or(found);
    if (round - found).abs() <= 1e-14 * found.abs() { round } else { found }
}

/// Held against multiples of what it makes of 1 and -1, from 1e-30 to 1e30.
fn is_scale_free(points: &Program) -> bool {
    [1.0, -1.0].into_iter().all(|side| {
        let scales: Vec<f64> = (-99..=99).map(|power| side * 2.03f64.powi(power)).collect();
        let unit = look(points, &[side])[0].value;
        let line = |seen: Seen| {
            let expected = unit * seen.x.abs();
            (seen.value - expected).abs() <= 1e-12 * expected.abs()
        };
        unit.is_finite() && look(points, &scales).into_iter().all(line)
    })
}

/// Where a formula is not smooth.
struct Kinks {
    /// All such points, in rising order.
    kinks: Vec<f64>,
    /// Those where it need not be bounded, or is like a power of the distance.
    poles: Vec<f64>,
}

impl Kinks {
    fn find(graph: &Graph, value: Id) -> Self {
        // Differences are added to it.
        let mut graph = graph.clone();
        let [mut kinks, mut poles] = [const { Vec::new() }; 2];
        let mut needed = vec![false; value + 1];
        needed[value] = true;
        for id in (0..=value).rev() {
            if !needed[id] {
                continue;
            }
            let node = graph.nodes()[id];
            node.operands().iter().for_each(|operand| needed[*operand] = true);
            for (argument, level) in breaks(&mut graph, node) {
                let found = meetings(&graph, argument, level);
                if is_pole(node) {
                    poles.extend_from_slice(&found);
                }
                kinks.extend(found);
                // More are of no use, and would be looked for in vain.
                if kinks.len() > MOST_KINKS {
                    needed.fill(false);
                }
            }
        }
        kinks.sort_by(f64::total_cmp);
        kinks.dedup();
        kinks.truncate(MOST_KINKS);
        Self { kinks, poles }
    }
}

fn is_pole(node: Node) -> bool {
    matches!(node, Node::Unary(Unary::Sqrt | Unary::Ln | Unary::Ln1p, _) | Node::Binary(Binary::Divide, _))
}

/// Operations and the levels at which what `node` makes of them is not smooth.
fn breaks(graph: &mut Graph, node: Node) -> Vec<(Id, f64)> {
    match node {
        Node::Unary(Unary::Abs | Unary::Sign | Unary::Sqrt | Unary::Ln, of) => vec![(of, 0.0)],
        Node::Unary(Unary::Ln1p, of) => vec![(of, -1.0)],
        Node::Binary(Binary::Divide, [_, of]) => vec![(of, 0.0)],
        Node::Binary(Binary::Min | Binary::Max, of) => vec![(graph.binary(Binary::Subtract, of), 0.0)],
        Node::Value(activation, of) => {
            Activation::ALL[activation].kinks().iter().map(|kink| (of, *kink)).collect()
        }
        _ => Vec::new(),
    }
}

/// The points where an operation meets a level.
fn meetings(graph: &Graph, id: Id, level: f64) -> Vec<f64> {
    if let Some([slope, at_zero]) = line(graph, id) {
        // Adding zero turns -0 into 0.
        let point = (level - at_zero) / slope + 0.0;
        return if point.is_finite() { vec![point] } else { Vec::new() };
    }
    let mut found = Vec::new();
    let program = compile(graph, &[id]);
    let side = |x: f64| {
        let mut value = [x];
        program.run(&mut value, None);
        value[0].partial_cmp(&level)
    };
    let xs = grid();
    let mut values = xs.clone();
    program.run(&mut values, None);
    let sides: Vec<_> = values.iter().map(|value| value.partial_cmp(&level)).collect();
    for (pair, sides) in xs.windows(2).zip(sides.windows(2)) {
        if sides[0] == sides[1] || sides[0].is_none() || sides[1].is_none() || found.len() > MOST_KINKS {
            continue;
        }
        let [mut low, mut high] = [pair[0], pair[1]];
        // Down to neighbouring numbers.
        loop {
            let middle = low + (high - low) / 2.0;
            if middle <= low || middle >= high {
                break;
            }
            *(if side(middle) == sides[0] { &mut low } else { &mut high }) = middle;
        }
        found.push(if sides[0] == Some(std::cmp::Ordering::Equal) { low } else { high } + 0.0);
    }
    found
}

/// Slope and value at 0, where an operation is a line in x.
fn line(graph: &Graph, id: Id) -> Option<[f64; 2]> {
    let mut lines: Vec<Option<[f64; 2]>> = Vec::with_capacity(id + 1);
    for node in &graph.nodes()[..=id] {
        let of = |operand: Id| lines[operand];
        let next = match *node {
            Node::X => Some([1.0, 0.0]),
            Node::Constant(bits) => Some([0.0, f64::from_bits(bits)]),
            Node::Unary(Unary::Negate, of_one) => of(of_one).map(|[a, b]| [-a, -b]),
            Node::Binary(op, [first, second]) => {
                of(first).zip(of(second)).and_then(|([a, b], [c, d])| match op {
                    Binary::Add => Some([a + c, b + d]),
                    Binary::Subtract => Some([a - c, b - d]),
                    Binary::Multiply if c == 0.0 => Some([a * d, b * d]),
                    Binary::Multiply if a == 0.0 => Some([b * c, b * d]),
                    Binary::Divide if c == 0.0 => Some([a / d, b / d]),
                    _ => None,
                })
            }
            _ => None,
        };
        lines.push(next);
    }
    lines[id].filter(|[slope, _]| *slope != 0.0)
}
