//! A formula as operations of which none is there twice.

use std::collections::HashMap;

use super::machine::{Binary, Unary, binary, chosen, unary};
use crate::activation::Activation;

/// An operation, by its place in the graph.
pub(super) type Id = usize;

/// One operation on earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Node {
    X,
    /// The bits of a number.
    Constant(u64),
    Unary(Unary, Id),
    Binary(Binary, [Id; 2]),
    /// See [`Step`](super::machine::Step).
    MultiplyAdd([Id; 3]),
    Choose([Id; 4]),
    /// A built-in activation, by its place among all.
    Value(usize, Id),
    /// Its slope.
    Slope(usize, Id),
}

impl Node {
    /// What it is made of.
    pub(super) fn operands(&self) -> &[Id] {
        match self {
            Self::X | Self::Constant(_) => &[],
            Self::Unary(_, of) | Self::Value(_, of) | Self::Slope(_, of) => std::slice::from_ref(of),
            Self::Binary(_, of) => of,
            Self::MultiplyAdd(of) => of,
            Self::Choose(of) => of,
        }
    }
}

/// Operations, each behind those that it is made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    nodes: Vec<Node>,
    known: HashMap<Node, Id>,
}

/// The place of a built-in activation.
pub(super) fn place(activation: Activation) -> usize {
    Activation::ALL.iter().position(|known| *known == activation).unwrap_or_default()
}

impl Graph {
    /// All operations.
    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// An operation, where it is there.
    pub(super) fn find(&self, node: &Node) -> Option<Id> {
        self.known.get(node).copied()
    }

    fn add(&mut self, node: Node) -> Id {
        let Self { nodes, known } = self;
        *known.entry(node).or_insert_with(|| {
            nodes.push(node);
            nodes.len() - 1
        })
    }

    pub(super) fn x(&mut self) -> Id {
        self.add(Node::X)
    }

    pub(super) fn constant(&mut self, value: f64) -> Id {
        self.add(Node::Constant(value.to_bits()))
    }

    /// The number, where it is one.
    pub(super) fn number(&self, id: Id) -> Option<f64> {
        match self.nodes[id] {
            Node::Constant(bits) => Some(f64::from_bits(bits)),
            _ => None,
        }
    }

    fn numbers<const N: usize>(&self, of: [Id; N]) -> Option<[f64; N]> {
        let mut numbers = [0.0; N];
        for (number, id) in numbers.iter_mut().zip(of) {
            *number = self.number(id)?;
        }
        Some(numbers)
    }

    /// A function of one operation; sums of 1 and an exponential are brought to functions that neither overflow nor
    /// cancel.
    pub(super) fn unary(&mut self, op: Unary, of: Id) -> Id {
        if let Some(number) = self.number(of) {
            let mut number = [number];
            unary(op, &mut number);
            return self.constant(number[0]);
        }
        match (op, self.nodes[of]) {
            (Unary::Copy, _) => of,
            (Unary::Negate, Node::Unary(Unary::Negate, inner)) => inner,
            (Unary::Ln1p, Node::Unary(Unary::Exp, inner)) => self.value(place(Activation::Softplus), inner),
            (Unary::Ln, Node::Binary(Binary::Add, [inner, one])) if self.number(one) == Some(1.0) => {
                self.unary(Unary::Ln1p, inner)
            }
            _ => self.add(Node::Unary(op, of)),
        }
    }

    /// A built-in activation of an operation.
    pub(super) fn value(&mut self, activation: usize, of: Id) -> Id {
        match self.number(of) {
            Some(number) => self.constant(Activation::ALL[activation].value(number)),
            None => self.add(Node::Value(activation, of)),
        }
    }

    /// Its slope.
    pub(super) fn slope(&mut self, activation: usize, of: Id) -> Id {
        match self.number(of) {
            Some(number) => self.constant(Activation::ALL[activation].slope(number)),
            None => self.add(Node::Slope(activation, of)),
        }
    }

    /// A function of two operations, by what is equal to it and costs less.
    pub(super) fn binary(&mut self, op: Binary, [mut a, mut b]: [Id; 2]) -> Id {
        if let Some(numbers) = self.numbers([a, b]) {
            let mut result = [numbers[0]];
            binary(op, &mut result, [None, Some(&numbers[1..])]);
            return self.constant(result[0]);
        }
        // Constants come second, so that what differs by order alone is one.
        let in_order = match op {
            Binary::Add | Binary::Multiply => (self.number(a).is_some(), a) <= (self.number(b).is_some(), b),
            Binary::Min | Binary::Max => self.number(a).is_none(),
            Binary::Subtract | Binary::Divide => true,
        };
        if !in_order {
            (a, b) = (b, a);
        }
        match (op, self.number(b)) {
            (Binary::Add | Binary::Subtract, Some(0.0)) | (Binary::Multiply | Binary::Divide, Some(1.0)) => a,
            (Binary::Multiply | Binary::Divide, Some(-1.0)) => self.unary(Unary::Negate, a),
            (Binary::Add, Some(-1.0)) | (Binary::Subtract, Some(1.0))
                if matches!(self.nodes[a], Node::Unary(Unary::Exp, _)) =>
            {
                self.unary(Unary::ExpM1, self.nodes[a].operands()[0])
            }
            (Binary::Divide, Some(number)) if is_power_of_two(number) => {
                let reciprocal = self.constant(number.recip());
                self.binary(Binary::Multiply, [a, reciprocal])
            }
            (Binary::Max, Some(0.0)) => self.value(place(Activation::Relu), a),
            (Binary::Min, Some(level)) => match (self.nodes[a], level) {
                (Node::Value(relu, inner), 6.0) if relu == place(Activation::Relu) => {
                    self.value(place(Activation::Relu6), inner)
                }
                (Node::Binary(Binary::Max, [inner, low]), 1.0) if self.number(low) == Some(-1.0) => {
                    self.value(place(Activation::HardTanh), inner)
                }
                _ => self.add(Node::Binary(op, [a, b])),
            },
            (Binary::Multiply, None) if a == b => self.unary(Unary::Square, a),
            (Binary::Multiply, None) => {
                let relu = place(Activation::Relu);
                match (self.nodes[a], self.nodes[b]) {
                    // Its slope is 1 wherever it is not 0.
                    (Node::Value(value, u), Node::Slope(slope, v))
                        if value == relu && slope == relu && u == v =>
                    {
                        a
                    }
                    _ => self.add(Node::Binary(op, [a, b])),
                }
            }
            (Binary::Divide, None) => match self.logistic_of(b) {
                Some(gate) => self.binary(Binary::Multiply, [a, gate]),
                None => self.add(Node::Binary(op, [a, b])),
            },
            _ => self.add(Node::Binary(op, [a, b])),
        }
    }

    /// 1 / (1 + e^w), for the operation 1 + e^w.
    fn logistic_of(&mut self, sum: Id) -> Option<Id> {
        let Node::Binary(Binary::Add, [exp, one]) = self.nodes[sum] else { return None };
        let Node::Unary(Unary::Exp, w) = self.nodes[exp] else { return None };
        let negative = (self.number(one) == Some(1.0)).then(|| self.unary(Unary::Negate, w))?;
        Some(self.value(place(Activation::Sigmoid), negative))
    }

    /// `a b + c`.
    pub(super) fn multiply_add(&mut self, [a, b, c]: [Id; 3]) -> Id {
        let plain =
            [a, b].iter().any(|factor| self.number(*factor).is_some_and(|number| number.abs() == 1.0));
        if plain || self.number(c) == Some(0.0) || self.numbers([a, b]).is_some() {
            let product = self.binary(Binary::Multiply, [a, b]);
            return self.binary(Binary::Add, [product, c]);
        }
        self.add(Node::MultiplyAdd([a, b, c]))
    }

    /// The slope of the larger of two, from both and their slopes.
    pub(super) fn choose(&mut self, of: [Id; 4]) -> Id {
        match self.numbers(of) {
            Some(numbers) => self.constant(chosen(numbers)),
            None => self.add(Node::Choose(of)),
        }
    }

    /// a to the power b: a whole one by multiplication, others as e^(b ln a).
    pub(super) fn power(&mut self, a: Id, b: Id) -> Id {
        match self.number(b) {
            Some(0.5) => self.unary(Unary::Sqrt, a),
            Some(power) if power.fract() == 0.0 && power.abs() <= f64::from(u32::MAX) => {
                let raised = self.whole_power(a, power.abs() as u32);
                let one = self.constant(1.0);
                if power < 0.0 { self.binary(Binary::Divide, [one, raised]) } else { raised }
            }
            _ => {
                let logarithm = match self.number(a) {
                    Some(std::f64::consts::E) => self.constant(1.0),
                    _ => self.unary(Unary::Ln, a),
                };
                let exponent = self.binary(Binary::Multiply, [logarithm, b]);
                self.unary(Unary::Exp, exponent)
            }
        }
    }

    fn whole_power(&mut self, a: Id, power: u32) -> Id {
        let (mut result, mut square) = (self.constant(1.0), a);
        for bit in 0..u32::BITS - power.leading_zeros() {
            if bit > 0 {
                square = self.binary(Binary::Multiply, [square, square]);
            }
            if power >> bit & 1 == 1 {
                result = self.binary(Binary::Multiply, [result, square]);
            }
        }
        result
    }
}

/// Whether dividing by the number is multiplying by its reciprocal, in both precisions.
fn is_power_of_two(number: f64) -> bool {
    number.to_bits() << 12 == 0 && (1e-30..1e30).contains(&number.abs())
}
