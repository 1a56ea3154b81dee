//! Which operation of a formula comes when, and in which block its result lies.

use std::collections::BTreeSet;

use super::graph::{Graph, Id, Node};
use super::machine::{Program, Step, Unary};
use crate::activation::Activation;

/// Where x lies.
const X: usize = 0;

/// The steps to `results`, which are the first blocks in the end, in their order.
pub(super) fn compile(graph: &Graph, results: &[Id]) -> Program {
    let mut compiler = Compiler::new(graph, results);
    for id in 0..graph.nodes().len() {
        if compiler.needed[id] && compiler.block[id].is_none() {
            compiler.emit(id);
        }
    }
    compiler.finish()
}

struct Compiler<'a> {
    graph: &'a Graph,
    results: &'a [Id],
    needed: Vec<bool>,
    /// The operation at which each is asked for the last time; none where it is never over.
    last: Vec<Option<Id>>,
    /// Where each lies.
    block: Vec<Option<usize>>,
    free: BTreeSet<usize>,
    program: Program,
}

impl<'a> Compiler<'a> {
    fn new(graph: &'a Graph, results: &'a [Id]) -> Self {
        let nodes = graph.nodes();
        let mut compiler = Self {
            graph,
            results,
            needed: vec![false; nodes.len()],
            last: vec![None; nodes.len()],
            block: vec![None; nodes.len()],
            free: BTreeSet::new(),
            program: Program { blocks: results.len().max(1), ..Program::default() },
        };
        results.iter().for_each(|id| compiler.needed[*id] = true);
        for id in (0..nodes.len()).rev() {
            if compiler.needed[id] {
                nodes[id].operands().iter().for_each(|operand| compiler.needed[*operand] = true);
            }
        }
        for (id, node) in nodes.iter().enumerate().filter(|(id, _)| compiler.needed[*id]).collect::<Vec<_>>()
        {
            let when = compiler.partner(id).map_or(id, |partner| partner.min(id));
            for operand in node.operands() {
                compiler.last[*operand] = compiler.last[*operand].max(Some(when));
            }
        }
        results.iter().for_each(|id| compiler.last[*id] = None);
        compiler
    }

    /// The slope that is wanted with a value, or the other way round: both are one step.
    fn partner(&self, id: Id) -> Option<Id> {
        let other = match self.graph.nodes()[id] {
            Node::Value(activation, of) => Node::Slope(activation, of),
            Node::Slope(activation, of) => Node::Value(activation, of),
            _ => return None,
        };
        self.graph.find(&other).filter(|other| self.needed[*other])
    }

    fn emit(&mut self, id: Id) {
        let node = self.graph.nodes()[id];
        let places: Vec<usize> = node.operands().iter().filter_map(|operand| self.block[*operand]).collect();
        let step = match node {
            Node::X => {
                self.block[id] = Some(X);
                return;
            }
            Node::Constant(bits) => {
                let block = self.new_block();
                self.program.constants.push((block, f64::from_bits(bits)));
                self.block[id] = Some(block);
                return;
            }
            Node::Unary(op, _) => {
                self.release(id);
                Step::Unary { op, to: self.place(id), from: places[0] }
            }
            Node::Binary(op, [a, b]) => {
                if a != b {
                    self.release(id);
                }
                Step::Binary { op, to: self.place(id), from: [places[0], places[1]] }
            }
            Node::MultiplyAdd(_) => {
                Step::MultiplyAdd { to: self.place(id), from: [places[0], places[1], places[2]] }
            }
            Node::Choose(_) => {
                Step::Choose { to: self.place(id), from: [places[0], places[1], places[2], places[3]] }
            }
            Node::Value(activation, _) | Node::Slope(activation, _) => {
                self.step_of(id, Activation::ALL[activation], places[0])
            }
        };
        self.program.steps.push(step);
        self.release(id);
    }

    /// The step that gives a value, a slope or both.
    fn step_of(&mut self, id: Id, of: Activation, from: usize) -> Step {
        let is_value = matches!(self.graph.nodes()[id], Node::Value(..));
        if let Some(partner) = self.partner(id) {
            self.release(id);
            let to = [self.place(id), self.place(partner)];
            let to = if is_value { to } else { [to[1], to[0]] };
            return Step::Point { of, to, from };
        }
        if is_value {
            self.release(id);
            return Step::Value { of, to: self.place(id), from };
        }
        Step::Slope { of, to: self.place(id), from }
    }

    /// Gives back the blocks of what is asked for by `id` for the last time.
    fn release(&mut self, id: Id) {
        for operand in self.graph.nodes()[id].operands() {
            let is_constant = matches!(self.graph.nodes()[*operand], Node::Constant(_));
            if self.last[*operand] == Some(id)
                && !is_constant
                && let Some(block) = self.block[*operand]
            {
                self.last[*operand] = None;
                self.free.insert(block);
            }
        }
    }

    /// A block for what `id` comes to: that of the result that it is, else a free one.
    fn place(&mut self, id: Id) -> usize {
        let result = self.results.iter().skip(1).position(|result| *result == id).map(|place| place + 1);
        let free = || self.free.pop_first();
        let block = result.or_else(free).unwrap_or_else(|| self.new_block());
        self.block[id] = Some(block);
        block
    }

    fn new_block(&mut self) -> usize {
        self.program.blocks += 1;
        self.program.blocks - 1
    }

    /// Copies results to where they are looked for; the first one last, as x may lie there.
    fn finish(mut self) -> Program {
        for (place, id) in self.results.iter().enumerate().rev() {
            match self.block[*id] {
                Some(from) if from != place => {
                    self.program.steps.push(Step::Unary { op: Unary::Copy, to: place, from });
                }
                _ => {}
            }
        }
        self.program
    }
}
