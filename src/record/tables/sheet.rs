//! Text in CSV files, which spreadsheets open.

use std::borrow::Cow;

use serde::Serializer;

/// The text; behind an apostrophe, the spreadsheets' own mark of text, where they would take it for a formula and
/// carry it out. No number and no canonical spec string begins so.
pub(crate) fn literal(text: &str) -> Cow<'_, str> {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

/// Writes [`literal`] text.
pub(crate) fn serialize<S: Serializer>(text: &&str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&literal(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text_and_all_else_stays() {
        for text in ["=HYPERLINK(\"http://x\")", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1"] {
            assert_eq!(literal(text), format!("'{text}"));
        }
        for text in ["", "normal:std=-1", "he-normal", "0.5", "a = b", "'=1"] {
            assert_eq!(literal(text), text);
        }
    }
}
