//! The grammar of formulas, and how they print.
//!
//! ```text
//! sum     = product { ("+" | "-") product }
//! product = signed { ("*" | "/") signed }
//! signed  = "-" signed | power
//! power   = atom [ ("^" | "**") signed ]
//! atom    = number | "x" | "pi" | "e" | name "(" sum { "," sum } ")" | "(" sum ")"
//! ```

use super::function::Function;
use crate::number::Exact;

/// Signs, powers and brackets that may stand inside each other: what keeps the stack small.
const MOST_LEVELS: usize = 100;

/// What may stand where a number may.
const ATOM: &str = "a number, `x`, `pi`, `e`, a function or `(`";

/// An operation as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Term {
    X,
    Number(f64),
    Pi,
    E,
    Negative(usize),
    /// Two terms with a sign between them, one of `+-*/^`.
    Pair(char, [usize; 2]),
    Call(Function, Vec<usize>),
}

/// Terms, each behind those that it is made of; the last one is the whole.
pub(super) type Terms = Vec<Term>;

/// What is wrong with a formula, and behind how many bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    pub(super) at: usize,
    pub(super) problem: String,
}

/// Reads a formula.
pub(super) fn parse(text: &str) -> Result<Terms, Mistake> {
    let mut parser = Parser { text, at: 0, level: 0, terms: Terms::new() };
    parser.sum()?;
    match parser.peek() {
        None => Ok(parser.terms),
        Some(_) => Err(parser.unexpected("an operator or the end")),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    level: usize,
    terms: Terms,
}

impl Parser<'_> {
    /// The next character that is no space.
    fn peek(&mut self) -> Option<char> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.text[self.at..].chars().next()
    }

    fn take(&mut self, sign: char) -> bool {
        let is_next = self.peek() == Some(sign);
        self.at += if is_next { sign.len_utf8() } else { 0 };
        is_next
    }

    fn unexpected(&mut self, expected: &str) -> Mistake {
        let found = match self.peek() {
            None => "the end".to_owned(),
            Some(found) => format!("`{}`", found.escape_debug()),
        };
        Mistake { at: self.at, problem: format!("found {found}; expected {expected}") }
    }

    fn term(&mut self, term: Term) -> usize {
        self.terms.push(term);
        self.terms.len() - 1
    }

    fn sum(&mut self) -> Result<usize, Mistake> {
        self.chain(['+', '-'], Self::product)
    }

    fn product(&mut self) -> Result<usize, Mistake> {
        self.chain(['*', '/'], Self::signed)
    }

    /// Terms of one kind with signs between them, from left to right.
    fn chain(
        &mut self,
        signs: [char; 2],
        part: fn(&mut Self) -> Result<usize, Mistake>,
    ) -> Result<usize, Mistake> {
        let mut left = part(self)?;
        while let Some(sign) = signs.into_iter().find(|sign| self.take(*sign)) {
            let right = part(self)?;
            left = self.term(Term::Pair(sign, [left, right]));
        }
        Ok(left)
    }

    fn signed(&mut self) -> Result<usize, Mistake> {
        if self.level == MOST_LEVELS {
            let problem = format!("more than {MOST_LEVELS} signs, powers and brackets are inside each other");
            return Err(Mistake { at: self.at, problem });
        }
        self.level += 1;
        let term = if self.take('-') {
            let inner = self.signed()?;
            self.term(Term::Negative(inner))
        } else {
            self.power()?
        };
        self.level -= 1;
        Ok(term)
    }

    fn power(&mut self) -> Result<usize, Mistake> {
        let base = self.atom()?;
        let double = self.peek() == Some('*') && self.text[self.at..].starts_with("**");
        self.at += if double { 2 } else { 0 };
        if double || self.take('^') {
            let power = self.signed()?;
            return Ok(self.term(Term::Pair('^', [base, power])));
        }
        Ok(base)
    }

    fn atom(&mut self) -> Result<usize, Mistake> {
        match self.peek() {
            Some('(') => {
                self.take('(');
                let inner = self.sum()?;
                self.expect_closed("`)`")?;
                Ok(inner)
            }
            Some('0'..='9' | '.') => {
                let number = self.number()?;
                Ok(self.term(Term::Number(number)))
            }
            Some(letter) if letter.is_ascii_alphabetic() => self.name(),
            _ => Err(self.unexpected(ATOM)),
        }
    }

    fn expect_closed(&mut self, expected: &str) -> Result<(), Mistake> {
        if self.take(')') { Ok(()) } else { Err(self.unexpected(&format!("an operator or {expected}"))) }
    }

    fn number(&mut self) -> Result<f64, Mistake> {
        let rest = &self.text[self.at..];
        let digits = |from: &str| from.len() - from.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let mut length = digits(rest);
        if rest[length..].starts_with('.') {
            length += 1 + digits(&rest[length + 1..]);
        }
        // `2e` is 2 and e, which no operator joins.
        if let Some(exponent) = rest[length..].strip_prefix(['e', 'E']) {
            let sign = usize::from(exponent.starts_with(['+', '-']));
            let exponent = digits(&exponent[sign..]);
            length += if exponent > 0 { 1 + sign + exponent } else { 0 };
        }
        let mistake =
            |problem: &str| Mistake { at: self.at, problem: format!("`{}` is {problem}", &rest[..length]) };
        let number: f64 = rest[..length].parse().map_err(|_| mistake("no number"))?;
        if !number.is_finite() {
            return Err(mistake("beyond the range of numbers"));
        }
        self.at += length;
        Ok(number)
    }

    fn name(&mut self) -> Result<usize, Mistake> {
        let (begin, rest) = (self.at, &self.text[self.at..]);
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        let name = rest[..length].to_ascii_lowercase();
        self.at += length;
        let constant = match name.as_str() {
            "x" => Some(Term::X),
            "pi" => Some(Term::Pi),
            "e" => Some(Term::E),
            _ => None,
        };
        if let Some(constant) = constant {
            return Ok(self.term(constant));
        }
        let function = Function::find(&name).map_err(|allowed| Mistake { at: begin, problem: allowed })?;
        if !self.take('(') {
            return Err(self.unexpected(&format!("`(`, as {name} is a function")));
        }
        let mut arguments = vec![self.sum()?];
        while self.take(',') {
            arguments.push(self.sum()?);
        }
        self.expect_closed("`,` or `)`")?;
        let wanted = function.arguments();
        if !wanted.contains(&arguments.len()) {
            let least = wanted.start();
            let wanted = if wanted.end() > least { format!("{least} or more") } else { least.to_string() };
            let problem = format!("{name} takes {wanted} between its brackets, not {}", arguments.len());
            return Err(Mistake { at: begin, problem });
        }
        Ok(self.term(Term::Call(function, arguments)))
    }
}

/// The one form of a formula: without spaces, and with the brackets that it needs.
pub(super) fn print(terms: &Terms) -> String {
    // Each with how tightly it holds together.
    let mut printed: Vec<(String, u8)> = Vec::with_capacity(terms.len());
    for term in terms {
        let within = |index: &usize, least: u8| {
            let (text, strength) = &printed[*index];
            if *strength < least { format!("({text})") } else { text.clone() }
        };
        let next = match term {
            Term::X => ("x".to_owned(), 5),
            Term::Number(number) => (Exact(*number).to_string(), 5),
            Term::Pi => ("pi".to_owned(), 5),
            Term::E => ("e".to_owned(), 5),
            Term::Negative(inner) => (format!("-{}", within(inner, 3)), 3),
            Term::Pair(sign, [left, right]) => {
                let (strength, sides) = match sign {
                    '+' | '-' => (1, [1, 2]),
                    '*' | '/' => (2, [2, 3]),
                    _ => (4, [5, 3]),
                };
                (format!("{}{sign}{}", within(left, sides[0]), within(right, sides[1])), strength)
            }
            Term::Call(function, arguments) => {
                let arguments: Vec<String> = arguments.iter().map(|argument| within(argument, 0)).collect();
                (format!("{}({})", function.name(), arguments.join(",")), 5)
            }
        };
        printed.push(next);
    }
    printed.pop().map(|(text, _)| text).unwrap_or_default()
}
