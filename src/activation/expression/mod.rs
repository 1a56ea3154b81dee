//! Activations that are written as formulas: `x*sigmoid(1.702*x)`.
//!
//! Read `syntax` and `function` (from text to terms), `graph` and `slope` (operations, each of them once, and their
//! derivative), `program` and `machine` (steps over blocks); what is found of a formula by looking at it is in `facts`.

mod facts;
mod function;
mod graph;
mod machine;
mod program;
mod slope;
mod syntax;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::curve::Formula;
use crate::kernel::Real;
use facts::Facts;
use graph::{Graph, Id};
use machine::{Binary, Program, Unary};
use program::compile;
use slope::derivative;
use syntax::{Mistake, Term, Terms};

/// Bytes that a formula may have, as it prints.
const MOST_BYTES: usize = 900;

/// A formula of `x`, such as `max(0,x)^2`, with its exact derivative.
///
/// It may be made of numbers, `x`, `pi`, `e`, `+ - * / ^`, brackets, the functions `abs`, `sign`, `min`, `max`,
/// `clip(x,low,high)`, `sqrt`, `exp`, `expm1`, `ln` (or `log`), `log1p`, `sin`, `cos`, `tan`, `erf`, and of every built-in
/// activation by name, with `_` for `-`: `sigmoid(x)`, `hard_tanh(x)`. Powers bind tighter than signs, `-x^2` is `-(x^2)`,
/// and go from right to left; whole ones are multiplications, others are `e^(b ln a)`, NaN where `a` is negative.
///
/// It is computed as written, but for functions of `1 + e^u` that could overflow, and may be NaN or infinite at places.
/// Where the derivative has a jump it is that of the flatter piece, as of built-in activations: 0 for `max(0,x)` at 0;
/// for `abs(x)` it is 0 there.
///
/// Formulas that print alike are the same. Each is kept for as long as the program runs.
///
/// ```
/// use initscope::activation::Activation;
///
/// let squared: Activation = "expr: max(0, x)**2".parse().unwrap();
/// assert_eq!(squared.to_string(), "expr:max(0,x)^2");
/// assert_eq!((squared.value(3.0), squared.slope(3.0)), (9.0, 6.0));
/// let error = "expr:max(0,x".parse::<Activation>().unwrap_err();
/// assert!(error.to_string().ends_with("character 13: found the end; expected an operator or `,` or `)`"));
/// ```
#[derive(Clone, Copy)]
pub struct Expression(&'static Compiled);

/// All that is known of a formula.
struct Compiled {
    text: String,
    graph: Graph,
    value: Id,
    values: Program,
    points: Program,
    slopes: Program,
    facts: OnceLock<Facts>,
}

impl Expression {
    /// Reads a formula; else what is wrong, with `before` so many characters of the text around it.
    pub(super) fn read(text: &str, before: usize) -> Result<Self, String> {
        let terms = syntax::parse(text).map_err(|Mistake { at, problem }| {
            format!("character {}: {problem}", before + text[..at].chars().count() + 1)
        })?;
        let printed = syntax::print(&terms);
        if printed.len() > MOST_BYTES {
            return Err(format!("the formula is longer than the {MOST_BYTES} bytes that it may have"));
        }
        Ok(Self(kept(printed, &terms)))
    }

    /// The formula.
    pub fn text(self) -> &'static str {
        &self.0.text
    }

    /// Where the value or the slope has a jump or an end, in rising order.
    pub(super) fn kinks(self) -> &'static [f64] {
        &self.facts().kinks
    }

    /// The supremum of |slope|, or infinity.
    pub(super) fn max_slope(self) -> f64 {
        self.facts().max_slope
    }

    /// Infimum and supremum of the values where both are finite.
    pub(super) fn range(self) -> Option<(f64, f64)> {
        self.facts().range
    }

    /// Whether `f(c x) = c f(x)` for every `c` above 0.
    pub(super) fn is_scale_free(self) -> bool {
        self.facts().is_scale_free
    }

    fn facts(self) -> &'static Facts {
        let Compiled { graph, value, points, facts, .. } = self.0;
        facts.get_or_init(|| Facts::find(graph, *value, points))
    }
}

/// The formula of this text, made when it is first asked for.
fn kept(text: String, terms: &Terms) -> &'static Compiled {
    static ALL: OnceLock<Mutex<HashMap<&'static str, &'static Compiled>>> = OnceLock::new();
    let mut all = ALL.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = all.get(text.as_str()) {
        return known;
    }
    let compiled: &'static Compiled = Box::leak(Box::new(Compiled::new(text, terms)));
    all.insert(&compiled.text, compiled);
    compiled
}

impl Compiled {
    fn new(text: String, terms: &Terms) -> Self {
        let mut graph = Graph::default();
        let value = build(&mut graph, terms);
        let slope = derivative(&mut graph, value);
        let [values, points, slopes] =
            [&[value][..], &[value, slope], &[slope]].map(|results| compile(&graph, results));
        Self { text, graph, value, values, points, slopes, facts: OnceLock::new() }
    }
}

/// Adds a formula to a graph.
fn build(graph: &mut Graph, terms: &Terms) -> Id {
    let mut built: Vec<Id> = Vec::with_capacity(terms.len());
    for term in terms {
        let id = match term {
            Term::X => graph.x(),
            Term::Number(number) => graph.constant(*number),
            Term::Pi => graph.constant(std::f64::consts::PI),
            Term::E => graph.constant(std::f64::consts::E),
            Term::Negative(inner) => graph.unary(Unary::Negate, built[*inner]),
            Term::Pair(sign, of) => {
                let [a, b] = of.map(|index| built[index]);
                match sign {
                    '+' => graph.binary(Binary::Add, [a, b]),
                    '-' => graph.binary(Binary::Subtract, [a, b]),
                    '*' => graph.binary(Binary::Multiply, [a, b]),
                    '/' => graph.binary(Binary::Divide, [a, b]),
                    _ => graph.power(a, b),
                }
            }
            Term::Call(function, arguments) => {
                let arguments: Vec<Id> = arguments.iter().map(|index| built[*index]).collect();
                function.of(graph, &arguments)
            }
        };
        built.push(id);
    }
    built.pop().unwrap_or_else(|| graph.x())
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Expression {}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expression").field(&self.text()).finish()
    }
}

/// Prints the formula.
impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl<T: Real> Formula<T> for Expression {
    fn values(self, xs: &mut [T]) {
        self.0.values.run(xs, None);
    }

    fn points(self, xs: &mut [T], slopes: &mut [T]) {
        self.0.points.run(xs, Some(slopes));
    }

    fn slopes(self, xs: &mut [T]) {
        self.0.slopes.run(xs, None);
    }
}
