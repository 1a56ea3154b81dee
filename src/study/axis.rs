//! The values that a setting takes in a study.

use std::str::FromStr;

use super::StudyError;
use super::node::{Node, Origin, Value};
use super::reader::{Section, expected, integer, list, number, text};

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
fn choices<T: PartialEq>(
    node: Node,
    path: &str,
    read: impl Fn(Node) -> Result<(T, String), StudyError>,
) -> Result<Vec<Choice<T>>, StudyError> {
    let origin = node.origin.clone();
    let mut choices: Vec<Choice<T>> = Vec::new();
    for items in list(node).into_iter().map(|node| items(node, path)) {
        for Item { node, label, number } in items? {
            let origin = node.origin.clone();
            let (value, printed) = read(node)?;
            if choices.iter().any(|choice| choice.value == value) {
                return Err(StudyError::new(&origin, format!("`{path}` has the value {printed} twice")));
            }
            choices.push(Choice { value, label: label.unwrap_or(printed), number });
        }
    }
    if choices.is_empty() {
        return Err(StudyError::new(&origin, format!("`{path}` is an empty list; it must have a value")));
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
        (Some(points), None) => Some(points_of(points, path, |x| x, |x| x)?),
        (None, Some(points)) => Some(points_of(points, path, f64::ln, f64::exp)?),
        (None, None) => None,
        (Some(_), Some(_)) => {
            return Err(StudyError::new(
                &origin,
                format!("`{path}` has `linspace` and `logspace` at once; keep one"),
            ));
        }
    };
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

/// The points of `[first, last, count]`, evenly spaced after `to` and back by `from`.
fn points_of(
    node: Node,
    path: &str,
    to: impl Fn(f64) -> f64,
    from: impl Fn(f64) -> f64,
) -> Result<Vec<f64>, StudyError> {
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
    Ok((0..count).map(point).collect())
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
        let value: f64 = format!("{point:.3e}").parse().unwrap_or(*point);
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
