//! Text that Markdown shows as it is written.

/// The text of a cell of a table: no HTML, no link, no image, no code, no stress, no end of the cell.
pub(super) fn literal(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '<' => escaped.push_str("&lt;"),
            // Only there it would begin the name of another character.
            '&' if characters.peek().is_some_and(|next| next.is_ascii_alphanumeric() || *next == '#') => {
                escaped.push_str("&amp;");
            }
            '\\' | '|' | '[' | '`' | '*' => escaped.extend(['\\', character]),
            control if control.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Code on one line, in a fence that is longer than any in it.
pub(super) fn code(text: &str) -> String {
    let text = text.replace(char::is_control, " ");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let (fence, space) = ("`".repeat(longest + 1), if longest > 0 { " " } else { "" });
    format!("{fence}{space}{text}{space}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_would_take_for_more_than_text_is_escaped() {
        for (text, expected) in [
            ("Glorot & Bengio (2010), √n_in", "Glorot & Bengio (2010), √n_in"),
            ("<img src=x onerror=y>", "&lt;img src=x onerror=y>"),
            ("&lt;b> &#60;b>", "&amp;lt;b> &amp;#60;b>"),
            ("a|b \\| c", "a\\|b \\\\\\| c"),
            ("![x](y) `z`", "!\\[x](y) \\`z\\`"),
            ("x*sigmoid(1.702*x)", "x\\*sigmoid(1.702\\*x)"),
            ("two\nlines\u{1b}", "two lines "),
        ] {
            assert_eq!(literal(text), expected);
        }
    }

    #[test]
    fn no_fence_in_code_ends_it() {
        assert_eq!(code("a --set 'b=<i>'"), "`a --set 'b=<i>'`");
        assert_eq!(code("a`b``c\n`"), "``` a`b``c ` ```");
    }
}
