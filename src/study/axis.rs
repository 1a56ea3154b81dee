//! The values that a setting takes in a study.

use std::str::FromStr;

use super::StudyError;
use super::node::{Node, Value};
use super::reader::{Section, expected, integer, list, number, text};

/// One value of a setting, with the words a figure shows for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice<T> {
    /// The value.
    pub value: T,
    /// Display label.
    pub label: String,
}

/// Reads the values of an axis, each by `read`, which also says how the value prints.
fn choices<T: PartialEq>(
    node: Node,
    path: &str,
    read: impl Fn(Node) -> Result<(T, String), StudyError>,
) -> Result<Vec<Choice<T>>, StudyError> {
    let origin = node.origin.clone();
    let mut choices: Vec<Choice<T>> = Vec::new();
    for node in list(node).into_iter().map(|node| ranged(node, path)) {
        for (node, label) in node? {
            let origin = node.origin.clone();
            let (value, printed) = read(node)?;
            if choices.iter().any(|choice| choice.value == value) {
                return Err(StudyError::new(&origin, format!("`{path}` has the value {printed} twice")));
            }
            choices.push(Choice { value, label: label.unwrap_or(printed) });
        }
    }
    if choices.is_empty() {
        return Err(StudyError::new(&origin, format!("`{path}` is an empty list; it must have a value")));
    }
    Ok(choices)
}

/// Takes `{ value, label }`, `{ linspace }` and `{ logspace }` apart.
fn ranged(node: Node, path: &str) -> Result<Vec<(Node, Option<String>)>, StudyError> {
    if !matches!(node.value, Value::Table(_)) {
        return Ok(vec![(node, None)]);
    }
    let mut section = Section::new(path, node)?;
    let (value, label) = (section.take("value"), section.text("label")?);
    let (linear, logarithmic) = (section.take("linspace"), section.take("logspace"));
    let origin = section.origin().clone();
    section.finish()?;
    match (value, linear, logarithmic) {
        (Some(value), None, None) => Ok(vec![(value, label)]),
        (None, Some(points), None) => points_of(points, path, |x| x, |x| x),
        (None, None, Some(points)) => points_of(points, path, f64::ln, f64::exp),
        _ => {
            Err(StudyError::new(&origin, format!("`{path}` needs one of `value`, `linspace` and `logspace`")))
        }
    }
}

/// The points of `[first, last, count]`, evenly spaced after `to` and back by `from`.
fn points_of(
    node: Node,
    path: &str,
    to: impl Fn(f64) -> f64,
    from: impl Fn(f64) -> f64,
) -> Result<Vec<(Node, Option<String>)>, StudyError> {
    const MOST: u64 = 10_000;
    let origin = node.origin.clone();
    let form =
        || StudyError::new(&origin, format!("`{path}` must be [first, last, count] with 2 to {MOST} points"));
    let Value::List(parts) = &node.value else { return Err(form()) };
    let [first, last, count] = parts.as_slice() else { return Err(form()) };
    let (first, last) = (number(first, path)?, number(last, path)?);
    let count = integer(count, path, 2)?;
    let (start, end) = (to(first), to(last));
    if count > MOST || !start.is_finite() || !end.is_finite() {
        return Err(form());
    }
    let point = |index: u64| match index {
        // The ends as they were written, without a rounding of from(to(x)).
        0 => first,
        index if index == count - 1 => last,
        index => from(start + (end - start) * index as f64 / (count - 1) as f64),
    };
    // Sizes are the only numeric axes: points are rounded, and those that meet are one.
    let mut points: Vec<i64> = (0..count).map(|index| point(index).round() as i64).collect();
    points.dedup();
    let node = |point: i64| (Node { origin: origin.clone(), value: Value::Integer(point) }, None);
    Ok(points.into_iter().map(node).collect())
}

/// An axis of spec strings.
pub(super) fn specs<T>(node: Node, path: &str) -> Result<Vec<Choice<T>>, StudyError>
where
    T: FromStr<Err: ToString> + ToString + PartialEq,
{
    choices(node, path, |node| {
        let (text, origin) = text(node, path)?;
        let value: T = text.parse().map_err(|error: T::Err| StudyError::new(&origin, error.to_string()))?;
        let printed = value.to_string();
        Ok((value, printed))
    })
}

/// An axis of sizes: integers from 1 to `most`.
pub(super) fn sizes(node: Node, path: &str, most: u64) -> Result<Vec<Choice<usize>>, StudyError> {
    choices(node, path, |node| {
        let size = integer(&node, path, 1)?;
        if size > most {
            return Err(StudyError::new(
                &node.origin,
                format!("`{path}` is {size}; it must be at most {most}"),
            ));
        }
        let value = usize::try_from(size).map_err(|_| {
            StudyError::new(&node.origin, format!("`{path}` is {size}: too large for this machine"))
        })?;
        Ok((value, value.to_string()))
    })
}

/// A setting that has one value so far.
pub(super) fn only(node: Node, path: &str, allowed: &Value, words: &str) -> Result<(), StudyError> {
    for node in list(node) {
        if node.value != *allowed {
            let problem = match &node.value {
                Value::Text(text) => format!("`{path}` is `{text}`; allowed: {words}"),
                other => return Err(expected(&node.origin, path, words, other)),
            };
            return Err(StudyError::new(&node.origin, problem));
        }
    }
    Ok(())
}
