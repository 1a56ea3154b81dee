//! The functions that formulas are written with.

use std::ops::RangeInclusive;

use super::graph::{Graph, Id, place};
use super::machine::{Binary, Unary};
use super::slope::cosine;
use crate::activation::Activation;
use crate::spec::nearest;

/// A function by name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Function {
    /// A built-in activation with its default parameters.
    Activation(Activation),
    Unary(Unary),
    Cos,
    Tan,
    Min,
    Max,
    Clip,
}

/// Names of all that are no activations; of two for the same, the first is printed.
const NAMES: [(&str, Function); 16] = [
    ("abs", Function::Unary(Unary::Abs)),
    ("sign", Function::Unary(Unary::Sign)),
    ("min", Function::Min),
    ("max", Function::Max),
    ("clip", Function::Clip),
    ("sqrt", Function::Unary(Unary::Sqrt)),
    ("exp", Function::Unary(Unary::Exp)),
    ("expm1", Function::Unary(Unary::ExpM1)),
    ("ln", Function::Unary(Unary::Ln)),
    ("log", Function::Unary(Unary::Ln)),
    ("log1p", Function::Unary(Unary::Ln1p)),
    ("ln1p", Function::Unary(Unary::Ln1p)),
    ("cos", Function::Cos),
    ("tan", Function::Tan),
    ("erf", Function::Unary(Unary::Erf)),
    ("clamp", Function::Clip),
];

impl Function {
    /// That of a name, in small letters; else what is wrong with it.
    pub(super) fn find(name: &str) -> Result<Self, String> {
        if let Some((_, function)) = NAMES.iter().find(|(known, _)| *known == name) {
            return Ok(*function);
        }
        if let Ok(activation) = name.parse() {
            return Ok(Self::Activation(activation));
        }
        let activations = Activation::ALL.map(|activation| Self::Activation(activation).name());
        let names = NAMES.iter().map(|(name, _)| *name);
        let all: Vec<&str> = names.chain(activations.iter().map(String::as_str)).collect();
        let hint = match nearest(name, all.iter().copied()) {
            Some(nearest) => format!("; did you mean `{nearest}`?"),
            None => format!("; functions are {}", all.join(", ")),
        };
        Err(format!("`{name}` is neither `x`, `pi`, `e` nor a function{hint}"))
    }

    /// The name that is printed.
    pub(super) fn name(self) -> String {
        match self {
            Self::Activation(activation) => activation.name().replace('-', "_"),
            _ => NAMES.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| name).to_owned(),
        }
    }

    /// How many arguments it takes.
    pub(super) fn arguments(self) -> RangeInclusive<usize> {
        match self {
            Self::Min | Self::Max => 2..=usize::MAX,
            Self::Clip => 3..=3,
            Self::Activation(_) | Self::Unary(_) | Self::Cos | Self::Tan => 1..=1,
        }
    }

    /// Adds it to a graph, of as many arguments as it takes.
    pub(super) fn of(self, graph: &mut Graph, arguments: &[Id]) -> Id {
        let fold = |graph: &mut Graph, op| {
            let more = arguments[1..].iter();
            more.fold(arguments[0], |result, argument| graph.binary(op, [result, *argument]))
        };
        match self {
            Self::Activation(Activation::Linear) => arguments[0],
            Self::Activation(activation) => graph.value(place(activation), arguments[0]),
            Self::Unary(op) => graph.unary(op, arguments[0]),
            Self::Cos => cosine(graph, arguments[0]),
            Self::Tan => {
                let sine = graph.value(place(Activation::Sin), arguments[0]);
                let cosine = cosine(graph, arguments[0]);
                graph.binary(Binary::Divide, [sine, cosine])
            }
            Self::Min => fold(graph, Binary::Min),
            Self::Max => fold(graph, Binary::Max),
            Self::Clip => {
                let above = graph.binary(Binary::Max, [arguments[0], arguments[1]]);
                graph.binary(Binary::Min, [above, arguments[2]])
            }
        }
    }
}
