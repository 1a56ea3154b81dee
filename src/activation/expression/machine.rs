//! A formula as steps over blocks of numbers.
//!
//! Every step works through a block before the next begins, so that each is one vectorised loop; blocks are short
//! enough for all of them to stay in the first-level cache.

use crate::activation::Activation;
use crate::kernel::elementary::{exp, exp_m1, ln, ln_1p};
use crate::kernel::gaussian::erf;
use crate::kernel::{Real, vectorize};

/// Numbers of a block.
const BLOCK: usize = 512;

/// A function of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Unary {
    Copy,
    Negate,
    Square,
    Abs,
    Sign,
    Sqrt,
    Exp,
    ExpM1,
    Ln,
    Ln1p,
    Erf,
}

/// A function of two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Min,
    Max,
}

/// One operation; numbers say which block is written and which are read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// `to` may be what is read.
    Unary { op: Unary, to: usize, from: usize },
    /// `to` may be one of what is read, if these are two.
    Binary { op: Binary, to: usize, from: [usize; 2] },
    /// `a b + c`, rounded once, into another block.
    MultiplyAdd { to: usize, from: [usize; 3] },
    /// See [`chosen`]; into another block.
    Choose { to: usize, from: [usize; 4] },
    /// A built-in activation; `to` may be what is read.
    Value { of: Activation, to: usize, from: usize },
    /// The slope of one, into another block.
    Slope { of: Activation, to: usize, from: usize },
    /// Both; either may be what is read.
    Point { of: Activation, to: [usize; 2], from: usize },
}

/// Steps that turn x, the block 0, into results, which are the first blocks in the end.
#[derive(Debug, Default)]
pub(super) struct Program {
    pub(super) steps: Vec<Step>,
    /// What is written into blocks beforehand.
    pub(super) constants: Vec<(usize, f64)>,
    /// All blocks.
    pub(super) blocks: usize,
}

impl Program {
    /// Runs over `xs`, which becomes the first result, and stores the second one, if there is any.
    pub(super) fn run<T: Real>(&self, xs: &mut [T], second: Option<&mut [T]>) {
        let size = BLOCK.min(xs.len()).max(1);
        let mut scratch = vec![T::ZERO; (self.blocks - 1) * size];
        let mut blocks: Vec<&mut [T]> = Vec::with_capacity(self.blocks);
        blocks.push(&mut []);
        blocks.extend(scratch.chunks_exact_mut(size));
        for (block, constant) in &self.constants {
            blocks[*block].fill(T::from_f64(*constant));
        }
        let mut second = second.map(|second| second.chunks_mut(size));
        for block in xs.chunks_mut(size) {
            if block.len() < size {
                for kept in &mut blocks[1..] {
                    *kept = &mut std::mem::take(kept)[..block.len()];
                }
            }
            blocks[0] = block;
            if let Some(block) = second.as_mut().and_then(Iterator::next) {
                blocks[1] = block;
            }
            self.run_block(&mut blocks);
        }
    }

    fn run_block<T: Real>(&self, blocks: &mut [&mut [T]]) {
        vectorize(
            #[inline(always)]
            || {
                for step in &self.steps {
                    step.run(blocks);
                }
            },
        );
    }
}

impl Step {
    #[inline(always)]
    fn run<T: Real>(self, blocks: &mut [&mut [T]]) {
        match self {
            Self::Unary { op, to, from } => {
                let out = take(blocks, to);
                copy(out, blocks[from]);
                unary(op, out);
                blocks[to] = out;
            }
            Self::Binary { op, to, from } => {
                let out = take(blocks, to);
                binary(op, out, from.map(|place| (place != to).then_some(&*blocks[place])));
                blocks[to] = out;
            }
            Self::MultiplyAdd { to, from } => {
                let out = take(blocks, to);
                let [a, b, c] = from.map(|place| &blocks[place][..out.len()]);
                for (i, out) in out.iter_mut().enumerate() {
                    *out = a[i].mul_add(b[i], c[i]);
                }
                blocks[to] = out;
            }
            Self::Choose { to, from } => {
                let out = take(blocks, to);
                let [p, q, u, v] = from.map(|place| &blocks[place][..out.len()]);
                for (i, out) in out.iter_mut().enumerate() {
                    *out = chosen([p[i], q[i], u[i], v[i]]);
                }
                blocks[to] = out;
            }
            Self::Value { of, to, from } => {
                let out = take(blocks, to);
                copy(out, blocks[from]);
                of.apply(out);
                blocks[to] = out;
            }
            Self::Slope { of, to, from } => {
                let out = take(blocks, to);
                out.fill(T::ONE);
                of.back(blocks[from], out);
                blocks[to] = out;
            }
            Self::Point { of, to: [value, slope], from } => {
                let values = take(blocks, value);
                copy(values, blocks[from]);
                of.apply_with_slopes(values, blocks[slope]);
                blocks[value] = values;
            }
        }
    }
}

/// Takes out the block that is written, so that the others can be read.
#[inline(always)]
fn take<'a, T>(blocks: &mut [&'a mut [T]], place: usize) -> &'a mut [T] {
    std::mem::take(&mut blocks[place])
}

/// Copies a block, unless it is the one that was taken out.
#[inline(always)]
fn copy<T: Real>(out: &mut [T], from: &[T]) {
    if from.len() == out.len() {
        out.copy_from_slice(from);
    }
}

/// Replaces every number by what `op` makes of it.
#[inline(always)]
pub(super) fn unary<T: Real>(op: Unary, xs: &mut [T]) {
    match op {
        Unary::Copy => {}
        Unary::Negate => each(xs, |x| -x),
        Unary::Square => each(xs, |x| x * x),
        Unary::Abs => each(xs, T::abs),
        Unary::Sign => each(xs, |x| {
            let nothing = if x.is_nan() { x } else { T::ZERO };
            if x.abs() > T::ZERO { T::ONE.copysign(x) } else { nothing }
        }),
        Unary::Sqrt => each(xs, T::sqrt),
        Unary::Exp => each(xs, exp),
        Unary::ExpM1 => each(xs, exp_m1),
        Unary::Ln => each(xs, ln),
        Unary::Ln1p => each(xs, ln_1p),
        Unary::Erf => each(xs, erf),
    }
}

/// Writes what `op` makes of two blocks, of which one may be the block that is written.
#[inline(always)]
pub(super) fn binary<T: Real>(op: Binary, out: &mut [T], from: [Option<&[T]>; 2]) {
    match op {
        Binary::Add => pairs(out, from, |a, b| a + b),
        Binary::Subtract => pairs(out, from, |a, b| a - b),
        Binary::Multiply => pairs(out, from, |a, b| a * b),
        Binary::Divide => pairs(out, from, |a, b| a / b),
        Binary::Min => pairs(out, from, |a, b| {
            let least = if a < b { a } else { b };
            if a.is_nan() { a } else { least }
        }),
        Binary::Max => pairs(out, from, |a, b| {
            let most = if a > b { a } else { b };
            if a.is_nan() { a } else { most }
        }),
    }
}

#[inline(always)]
fn each<T: Real>(xs: &mut [T], f: impl Fn(T) -> T) {
    for x in xs {
        *x = f(*x);
    }
}

#[inline(always)]
fn pairs<T: Real>(out: &mut [T], from: [Option<&[T]>; 2], f: impl Fn(T, T) -> T) {
    match from {
        [Some(a), Some(b)] => {
            for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
                *out = f(*a, *b);
            }
        }
        [Some(a), None] => {
            for (out, a) in out.iter_mut().zip(a) {
                *out = f(*a, *out);
            }
        }
        [None, Some(b)] => {
            for (out, b) in out.iter_mut().zip(b) {
                *out = f(*out, *b);
            }
        }
        [None, None] => each(out, |x| f(x, x)),
    }
}

/// Of a larger and a smaller of two, the slope that goes with the larger: `u` where `p > q`, `v` where `q > p`, and the
/// flatter one where they are equal.
#[inline(always)]
pub(super) fn chosen<T: Real>([p, q, u, v]: [T; 4]) -> T {
    let flatter = if v.abs() < u.abs() { v } else { u };
    let second = if q > p { v } else { flatter };
    let slope = if p > q { u } else { second };
    let sum = p + q;
    // Opposite infinities are no numbers together, and yet in order.
    if sum.is_nan() & !((p < q) | (q < p)) { sum } else { slope }
}
