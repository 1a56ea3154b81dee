//! The derivative of a formula.

use super::graph::{Graph, Id, Node, place};
use super::machine::{Binary, Unary};
use crate::activation::Activation;

/// Adds the derivative of `value` to the graph: that of every operation by the chain rule, those of constants left out.
pub(super) fn derivative(graph: &mut Graph, value: Id) -> Id {
    // Of every operation so far; none where it is 0 throughout.
    let mut slopes: Vec<Option<Id>> = Vec::with_capacity(value + 1);
    for id in 0..=value {
        let node = graph.nodes()[id];
        let of = |operand: Id| slopes[operand];
        let slope = match node {
            Node::X => Some(graph.constant(1.0)),
            Node::Constant(_) => None,
            Node::Unary(op, u) => of(u).and_then(|inner| unary(graph, op, [id, u], inner)),
            Node::Value(activation, u) => of(u).map(|inner| {
                let outer = graph.slope(activation, u);
                graph.binary(Binary::Multiply, [outer, inner])
            }),
            Node::Slope(activation, u) => of(u).map(|inner| {
                // The one slope that a formula can ask for is the sine's.
                let sine = graph.value(activation, u);
                let outer = graph.unary(Unary::Negate, sine);
                graph.binary(Binary::Multiply, [outer, inner])
            }),
            Node::Binary(op, of_both) => binary(graph, op, id, of_both, of_both.map(of)),
            Node::MultiplyAdd(_) | Node::Choose(_) => None,
        };
        slopes.push(slope);
    }
    slopes[value].unwrap_or_else(|| graph.constant(0.0))
}

/// The derivative of a function `v` of `u`, whose own is `inner`.
fn unary(graph: &mut Graph, op: Unary, [v, u]: [Id; 2], inner: Id) -> Option<Id> {
    let outer = match op {
        Unary::Copy => return Some(inner),
        Unary::Negate => return Some(graph.unary(Unary::Negate, inner)),
        Unary::Sign => return None,
        Unary::Sqrt => {
            let twice = double(graph, v);
            return Some(graph.binary(Binary::Divide, [inner, twice]));
        }
        Unary::Ln => return Some(graph.binary(Binary::Divide, [inner, u])),
        Unary::Ln1p => {
            let one = graph.constant(1.0);
            let sum = graph.binary(Binary::Add, [u, one]);
            return Some(graph.binary(Binary::Divide, [inner, sum]));
        }
        Unary::Square => {
            let product = graph.binary(Binary::Multiply, [u, inner]);
            return Some(double(graph, product));
        }
        Unary::Abs => graph.unary(Unary::Sign, u),
        Unary::Exp => v,
        Unary::ExpM1 => graph.unary(Unary::Exp, u),
        Unary::Erf => {
            let square = graph.unary(Unary::Square, u);
            let exponent = graph.unary(Unary::Negate, square);
            let (bell, height) = (graph.unary(Unary::Exp, exponent), std::f64::consts::FRAC_2_SQRT_PI);
            let height = graph.constant(height);
            graph.binary(Binary::Multiply, [bell, height])
        }
    };
    Some(graph.binary(Binary::Multiply, [outer, inner]))
}

fn double(graph: &mut Graph, of: Id) -> Id {
    let two = graph.constant(2.0);
    graph.binary(Binary::Multiply, [of, two])
}

/// The derivative of `op` of `a` and `b`, from theirs.
fn binary(graph: &mut Graph, op: Binary, id: Id, [a, b]: [Id; 2], slopes: [Option<Id>; 2]) -> Option<Id> {
    let slope = match (op, slopes) {
        (_, [None, None]) => return None,
        (Binary::Add | Binary::Subtract, [Some(slope), None]) | (Binary::Add, [None, Some(slope)]) => slope,
        (Binary::Subtract, [None, Some(slope)]) => graph.unary(Unary::Negate, slope),
        (Binary::Add | Binary::Subtract, [Some(first), Some(second)]) => graph.binary(op, [first, second]),
        (Binary::Multiply, [Some(slope), None]) => graph.binary(Binary::Multiply, [slope, b]),
        (Binary::Multiply, [None, Some(slope)]) => graph.binary(Binary::Multiply, [slope, a]),
        (Binary::Multiply, [Some(first), Some(second)]) => {
            let rest = graph.binary(Binary::Multiply, [first, b]);
            graph.multiply_add([a, second, rest])
        }
        (Binary::Divide, [Some(slope), None]) => graph.binary(Binary::Divide, [slope, b]),
        (Binary::Divide, [slope, Some(second)]) => {
            // (a' - (a / b) b') / b.
            let taken = graph.binary(Binary::Multiply, [id, second]);
            let numerator = match slope {
                Some(first) => graph.binary(Binary::Subtract, [first, taken]),
                None => graph.unary(Unary::Negate, taken),
            };
            graph.binary(Binary::Divide, [numerator, b])
        }
        (Binary::Min | Binary::Max, slopes) => {
            let [first, second] = slopes.map(|slope| slope.unwrap_or_else(|| graph.constant(0.0)));
            // The smaller of two is the larger one of their order.
            let order = if op == Binary::Max { [a, b] } else { [b, a] };
            graph.choose([order[0], order[1], first, second])
        }
    };
    Some(slope)
}

/// cos, as the slope of sin.
pub(super) fn cosine(graph: &mut Graph, of: Id) -> Id {
    graph.slope(place(Activation::Sin), of)
}
