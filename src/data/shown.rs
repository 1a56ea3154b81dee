//! Text of files in messages.

/// As much as a line of text takes, with what no terminal should be sent made visible.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 40;
    let start: String = text.chars().take(MOST).collect();
    let dots = if start.len() < text.len() { "..." } else { "" };
    format!("{}{dots}", start.escape_debug())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_between_characters_and_sends_nothing_to_a_terminal() {
        assert_eq!(shown("petal width"), "petal width");
        assert_eq!(shown("\x1b[2J\t"), "\\u{1b}[2J\\t");
        assert_eq!(shown(&"ü".repeat(40)), "ü".repeat(40));
        assert_eq!(shown(&"ü".repeat(41)), "ü".repeat(40) + "...");
    }
}
