//! The values that a setting takes in a study.

use crate::number::nearest;
use std::collections::HashSet;
use std::str::FromStr;

use super::StudyError;
use super::document::node::{Node, Value};
use super::document::origin::Origin;
use super::document::reader::{Section, expected, integer, list, number, text};

/// Points that `linspace` and `logspace` may have.
const MOST_POINTS: u64 = 10_000;

/// One value of a setting, with the words a figure shows for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice<T> {
    /// The value.
    pub value: T,
    /// Display label.
    pub label: String,
    /// Where the value lies on a scale, if the study spaces values along one.
    pub number: Option<f64>,
}

impl<T: ToString> Choice<T> {
    /// A value that goes by its own name.
    pub(super) fn plain(value: T) -> Self {
        Self { label: value.to_string(), value, number: None }
    }
}

/// A value as written, with what the study says about it.
struct Item {
    node: Node,
    label: Option<String>,
    number: Option<f64>,
}

/// Reads the values of an axis, each by `read`, which also says how the value prints.
fn choices<T>(
    node: Node,
    path: &str,
    read: impl Fn(Node) -> Result<(T, String), StudyError>,
) -> Result<Vec<Choice<T>>, StudyError> {
    let origin = node.origin.clone();
    let mut choices: Vec<Choice<T>> = Vec::new();
    // What prints alike is the same.
    let mut seen = HashSet::new();
    for items in list(node).into_iter().map(|node| items(node, path)) {
        for Item { node, label, number } in items? {
            let origin = node.origin.clone();
            let (value, printed) = read(node)?;
            if !seen.insert(printed.clone()) {
                return Err(twice(&origin, path, &printed));
            }
            choices.push(Choice { value, label: label.unwrap_or(printed), number });
        }
    }
    if choices.is_empty() {
        return Err(empty(&origin, path));
    }
    Ok(choices)
}

/// Takes `{ value, label }`, `{ linspace }`, `{ logspace }` and `{ value, vary, logspace }` apart.
fn items(node: Node, path: &str) -> Result<Vec<Item>, StudyError> {
    if !matches!(node.value, Value::Table(_)) {
        return Ok(vec![Item { node, label: None, number: None }]);
    }
    let mut section = Section::new(path, node)?;
    let (value, label, vary) = (section.take("value"), section.text("label")?, section.text("vary")?);
    let (linear, logarithmic) = (section.take("linspace"), section.take("logspace"));
    let origin = section.origin().clone();
    section.finish()?;
    let points = match (linear, logarithmic) {
        (Some(points), None) => Some(linear_points(&points, path)?),
        (None, Some(points)) => Some(logarithmic_points(&points, path)?),
        (None, None) => None,
        (Some(_), Some(_)) => {
            return Err(StudyError::new(
                &origin,
                format!("`{path}` has `linspace` and `logspace` at once; keep one"),
            ));
        }
    };
    if points.is_some() && label.is_some() {
        let problem =
            format!("`{path}` has one `label` for many values; leave it out: each goes by its number");
        return Err(StudyError::new(&origin, problem));
    }
    match (value, vary, points) {
        (Some(node), None, None) => Ok(vec![Item { node, label, number: None }]),
        (None, None, Some(points)) => Ok(sizes_at(points, &origin)),
        (Some(node), Some(key), Some(points)) => sweep(node, path, &key, &points),
        _ => Err(StudyError::new(
            &origin,
            format!(
                "`{path}` needs `value`, or `linspace` or `logspace`, or `value` with `vary` and one of these"
            ),
        )),
    }
}

/// The evenly spaced points of `{ linspace = [first, last, count] }`.
fn linear_points(node: &Node, path: &str) -> Result<Vec<f64>, StudyError> {
    let form = || form(node, path, "linspace", "finite ends");
    let (first, last, count) = first_last_count(node).ok_or_else(form)?;
    if !(last - first).is_finite() {
        return Err(form());
    }
    Ok(points(first, last, count, |index, steps| first + (last - first) * index / steps))
}

/// The points of `{ logspace = [first, last, count] }`, whose logarithms are evenly spaced.
fn logarithmic_points(node: &Node, path: &str) -> Result<Vec<f64>, StudyError> {
    let form = || form(node, path, "logspace", "positive, finite ends");
    let (first, last, count) = first_last_count(node).ok_or_else(form)?;
    if first <= 0.0 || last <= 0.0 {
        return Err(form());
    }
    let (start, end) = (first.ln(), last.ln());
    Ok(points(first, last, count, |index, steps| (start + (end - start) * index / steps).exp()))
}

fn form(node: &Node, path: &str, key: &str, ends: &str) -> StudyError {
    let problem = format!(
        "`{path}.{key}` must be [first, last, count] with {ends} and a count from 2 to {MOST_POINTS}"
    );
    StudyError::new(&node.origin, problem)
}

/// Two finite numbers and a count that an axis can have.
fn first_last_count(node: &Node) -> Option<(f64, f64, u64)> {
    let Value::List(parts) = &node.value else { return None };
    let [first, last, count] = parts.as_slice() else { return None };
    let (first, last) = (number(first, "").ok()?, number(last, "").ok()?);
    let count = integer(count, "", 2).ok()?;
    (count <= MOST_POINTS).then_some((first, last, count))
}

/// `count` points, of which `between` gives those after some of all steps from the first to the last.
fn points(first: f64, last: f64, count: u64, between: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    let point = |index: u64| match index {
        // The ends as they were written, without a rounding of exp(ln(x)).
        0 => first,
        index if index == count - 1 => last,
        index => between(index as f64, (count - 1) as f64),
    };
    (0..count).map(point).collect()
}

/// Sizes are whole: points are rounded, and those that meet are one.
fn sizes_at(points: Vec<f64>, origin: &Origin) -> Vec<Item> {
    let mut sizes: Vec<i64> = points.into_iter().map(|point| point.round() as i64).collect();
    sizes.dedup();
    let item = |size: i64| Item {
        node: Node { origin: origin.clone(), value: Value::Integer(size) },
        label: None,
        number: Some(size as f64),
    };
    sizes.into_iter().map(item).collect()
}

/// A spec string once for each value of one of its keys, rounded to four digits so that it can be
/// read and typed.
fn sweep(node: Node, path: &str, key: &str, points: &[f64]) -> Result<Vec<Item>, StudyError> {
    let (spec, origin) = text(node, path)?;
    let joint = if spec.contains(':') { ',' } else { ':' };
    let item = |point: &f64| {
        let value: f64 = nearest(*point, 4);
        Item {
            node: Node { origin: origin.clone(), value: Value::Text(format!("{spec}{joint}{key}={value}")) },
            label: Some(format!("{key} {value}")),
            number: Some(value),
        }
    };
    Ok(points.iter().map(item).collect())
}

/// An axis of spec strings.
pub(super) fn specs<T>(node: Node, path: &str) -> Result<Vec<Choice<T>>, StudyError>
where
    T: FromStr<Err: ToString> + ToString,
{
    choices(node, path, |node| {
        let (text, origin) = text(node, path)?;
        let value: T = text.parse().map_err(|error: T::Err| StudyError::new(&origin, error.to_string()))?;
        let printed = value.to_string();
        Ok((value, printed))
    })
}

/// An axis of true and false; false where it is not written.
pub(super) fn switches(axes: &mut Section, path: &'static str) -> Result<Vec<Choice<bool>>, StudyError> {
    let Some(node) = axes.take(path) else { return Ok(vec![Choice::plain(false)]) };
    choices(node, path, |node| match node.value {
        Value::Boolean(value) => Ok((value, value.to_string())),
        other => Err(expected(&node.origin, path, "true or false", &other)),
    })
}

/// An axis of sizes: integers from 1 to `most`.
pub(super) fn sizes(node: Node, path: &str, most: u64) -> Result<Vec<Choice<usize>>, StudyError> {
    choices(node, path, |node| {
        let value = size(&node, path, most)?;
        Ok((value, value.to_string()))
    })
}

/// An integer from 1 to `most`.
pub(super) fn size(node: &Node, path: &str, most: u64) -> Result<usize, StudyError> {
    let size = integer(node, path, 1)?;
    if size > most {
        return Err(StudyError::new(&node.origin, format!("`{path}` is {size}; it must be at most {most}")));
    }
    usize::try_from(size)
        .map_err(|_| StudyError::new(&node.origin, format!("`{path}` is {size}: too large for this machine")))
}

fn empty(origin: &Origin, path: &str) -> StudyError {
    StudyError::new(origin, format!("`{path}` is an empty list; it must have a value"))
}

fn twice(origin: &Origin, path: &str, value: &str) -> StudyError {
    StudyError::new(origin, format!("`{path}` has the value {value} twice"))
}
