//! Where in JSON text a value stands: fields by their path, such as `sites[3].layer`.

use std::fmt::Write;

/// What a value lies in.
#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// The path of what stands before a byte; of an object or list that ends there its own.
pub(super) fn field_before(text: &str, at: usize) -> String {
    let mut steps = Vec::new();
    walk(&text[..floor(text, at)], &mut steps, |_, _| false);
    path(&steps)
}

/// The line, from 1, on which the value of this path begins; the first if there is none.
pub(super) fn line_of(text: &str, field: &str) -> usize {
    let mut found = 0;
    walk(text, &mut Vec::new(), |steps, at| {
        let here = path(steps) == field;
        found = if here { at } else { found };
        here
    });
    text[..found].matches('\n').count() + 1
}

fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn path(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps {
        let dot = if path.is_empty() { "" } else { "." };
        // Writing to a string cannot fail.
        let _ = match step {
            Step::Key(key) => write!(path, "{dot}{key}"),
            Step::Index(index) => write!(path, "[{index}]"),
        };
    }
    path
}

/// Goes through JSON, wrong or cut as it may be, and says where each value begins, until it is enough.
fn walk<'a>(text: &'a str, steps: &mut Vec<Step<'a>>, mut begins: impl FnMut(&[Step<'a>], usize) -> bool) {
    let bytes = text.as_bytes();
    let (mut at, mut key) = (0, false);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'}' | b']' => drop(steps.pop()),
            b',' => match steps.last_mut() {
                Some(Step::Index(index)) => *index += 1,
                _ => key = true,
            },
            b':' | b' ' | b'\n' | b'\r' | b'\t' => {}
            b'"' if key => {
                let end = end_of_text(bytes, at);
                if let Some(Step::Key(known)) = steps.last_mut() {
                    *known = text.get(at + 1..end).unwrap_or_default();
                }
                (at, key) = (end, false);
            }
            _ if begins(steps, at) => return,
            b'{' => {
                steps.push(Step::Key(""));
                key = true;
            }
            b'[' => steps.push(Step::Index(0)),
            b'"' => at = end_of_text(bytes, at),
            _ => {
                let rest = bytes[at..].iter().skip(1);
                at += rest.take_while(|byte| !b",}] \n\r\t".contains(byte)).count();
            }
        }
        at += 1;
    }
}

/// The closing quote of a text that begins at a place.
fn end_of_text(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at).filter(|byte| **byte != b'"') {
        at += if *byte == b'\\' { 2 } else { 1 };
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n  \"a\": 1,\n  \"b\": [{\"c\": \"x\\\"},\"}, [],\n [2, 3]],\n  \"d\": {\"e\": null, \"f\": true}\n}";

    #[test]
    fn values_are_found_by_their_paths_and_paths_by_their_places() {
        for (field, line) in
            [("a", 2), ("b", 3), ("b[0].c", 3), ("b[1]", 3), ("b[2][1]", 4), ("d", 5), ("d.f", 5), ("z", 1)]
        {
            assert_eq!(line_of(TEXT, field), line, "{field}");
        }
        let ends = [
            ("\"a\": 1", "a"),
            ("\"x\\\"},\"", "b[0].c"),
            ("\"x\\\"},\"}", "b[0]"),
            ("[2, 3", "b[2][1]"),
            ("true", "d.f"),
            ("true}", "d"),
        ];
        for (end, field) in ends {
            let at = TEXT.find(end).unwrap() + end.len();
            assert_eq!(field_before(TEXT, at), field, "{end}");
        }
    }

    #[test]
    fn whatever_is_cut_or_no_json_has_places_too() {
        for text in ["", "{", "[[[", "\"", "{\"a", "}}]],,::", "{\"ü\": \"ä", "\\", "{\"a\":[1,"] {
            for at in 0..text.len() + 3 {
                field_before(text, at);
            }
            line_of(text, "a[1]");
        }
    }
}
