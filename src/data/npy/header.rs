//! The header of a `.npy` file.

use super::NpyError;
use super::element::Element;
use super::order::Order;
use super::signature::{MAGIC, other_file};
use crate::data::shown::shown;

/// Characters of a type that are shown.
const MOST_SHOWN: usize = 40;

/// What the header says.
pub(super) struct Header {
    pub(super) element: Element,
    pub(super) big_endian: bool,
    pub(super) order: Order,
    pub(super) shape: Vec<usize>,
}

impl Header {
    /// The header and the bytes behind it.
    pub(super) fn split(bytes: &[u8]) -> Result<(Self, &[u8]), NpyError> {
        let Some(rest) = bytes.strip_prefix(MAGIC) else { return Err(other_file(bytes)) };
        let [major, minor, rest @ ..] = rest else { return Err(NpyError::HeaderCut) };
        let (length, rest) = match (major, rest) {
            (1, [a, b, rest @ ..]) => (usize::from(u16::from_le_bytes([*a, *b])), rest),
            (2 | 3, [a, b, c, d, rest @ ..]) => (u32::from_le_bytes([*a, *b, *c, *d]) as usize, rest),
            (1..=3, _) => return Err(NpyError::HeaderCut),
            _ => return Err(NpyError::Version { major: *major, minor: *minor }),
        };
        let (text, data) = rest.split_at_checked(length).ok_or(NpyError::HeaderCut)?;
        let text = String::from_utf8_lossy(text);
        Ok((Self::read(&text)?, data))
    }

    /// Bytes of a number.
    pub(super) fn width(&self) -> usize {
        self.element.width()
    }

    fn read(text: &str) -> Result<Self, NpyError> {
        let fields = fields(text.trim()).ok_or_else(|| wrong("no dictionary is there"))?;
        let field = |name: &str| {
            let found = fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
            found.ok_or_else(|| wrong(&format!("`{name}` is missing")))
        };
        let order = match field("fortran_order")? {
            "False" => Order::C,
            "True" => Order::Fortran,
            other => return Err(wrong(&format!("`fortran_order` is `{}`", shown(other)))),
        };
        let written = field("shape")?;
        let shape = shape(written).ok_or_else(|| wrong(&format!("`shape` is `{}`", shown(written))))?;
        let descr = field("descr")?;
        let code = unquoted(descr);
        let known = code.and_then(|code| {
            let (order, name) = code.split_at_checked(1)?;
            let element = Element::of_code(name)?;
            // Numbers of one byte have no order.
            (matches!(order, "<" | ">") || order == "|" && element.width() == 1)
                .then_some((element, order == ">"))
        });
        let Some((element, big_endian)) = known else {
            return Err(NpyError::Type {
                descr: code.unwrap_or(descr).chars().take(MOST_SHOWN).collect(),
                kind: kind(code),
            });
        };
        Ok(Self { element, big_endian, order, shape })
    }
}

fn wrong(problem: &str) -> NpyError {
    NpyError::Header { problem: problem.to_owned() }
}

/// NumPy's type codes in words.
fn kind(descr: Option<&str>) -> String {
    let Some(code) = descr.map(|descr| descr.trim_start_matches(['<', '>', '|', '='])) else {
        return "records".to_owned();
    };
    match code.split_at_checked(1) {
        Some(("i" | "u", bytes)) => format!("integers of {bytes} bytes"),
        Some(("c", _)) => "complex numbers".to_owned(),
        Some(("O", _)) => "Python objects".to_owned(),
        Some(("f", bytes)) => format!("floating point numbers of {bytes} bytes"),
        Some(("S" | "U", _)) => "text".to_owned(),
        Some(("V", _)) => "raw bytes, as bfloat16 is saved".to_owned(),
        _ => "which is none of numbers here".to_owned(),
    }
}

fn unquoted(value: &str) -> Option<&str> {
    let quoted = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
    quoted('\'').or_else(|| quoted('"'))
}

/// The keys of a Python dictionary with their values as written. Values are text, words, or brackets
/// around them.
fn fields(text: &str) -> Option<Vec<(String, String)>> {
    let inside = text.strip_prefix('{')?.strip_suffix('}')?;
    let mut fields = Vec::new();
    for field in split(inside, ',').into_iter().filter(|field| !field.trim().is_empty()) {
        let parts = split(field, ':');
        let [key, value] = parts[..] else { return None };
        fields.push((unquoted(key.trim())?.to_owned(), value.trim().to_owned()));
    }
    Some(fields)
}

/// Splits where `at` is neither in quotes nor in brackets.
fn split(text: &str, at: char) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut quote) = (Vec::new(), 0, 0usize, None);
    for (place, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, _) if c == at && depth == 0 => {
                parts.push(&text[start..place]);
                start = place + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

fn shape(value: &str) -> Option<Vec<usize>> {
    let inside = value.strip_prefix('(')?.strip_suffix(')')?;
    let lengths = inside.split(',').map(str::trim).filter(|length| !length.is_empty());
    // Python 2 wrote an L behind long integers.
    lengths.map(|length| length.trim_end_matches('L').parse().ok()).collect()
}
