//! Lists whose words lack their quotes, as a shell leaves them or a user types them.

use toml::de::DeValue;

/// `[a, b]` as TOML with its words in quotes; `None` where that does not make it a list.
pub(crate) fn quoted(list: &str) -> Option<String> {
    let inside = list.strip_prefix('[')?.strip_suffix(']')?;
    if inside.contains(['[', '{']) {
        return None;
    }
    // Each with whether it is a word: what is added to one leaves it one.
    let mut items: Vec<(String, bool)> = Vec::new();
    for part in parts(inside).map(str::trim).filter(|part| !part.is_empty()) {
        match items.last_mut() {
            // `std=1` in `normal:mean=0,std=1` is no word of its own.
            Some((spec, true)) if is_pair(part) => {
                spec.push(',');
                spec.push_str(part);
            }
            _ => items.push((part.to_owned(), is_word(part))),
        }
    }
    let items = items.into_iter().map(|(item, word)| if word { format!("\"{item}\"") } else { item });
    let list = format!("[{}]", items.collect::<Vec<_>>().join(", "));
    DeValue::parse(&list).is_ok().then_some(list)
}

/// What stands between commas, but for those within brackets of a formula.
fn parts(inside: &str) -> impl Iterator<Item = &str> {
    let mut open = 0_i32;
    inside.split(move |letter: char| {
        open += match letter {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        letter == ',' && open <= 0
    })
}

/// Whether the item is no TOML, so that quotes are what it lacks.
fn is_word(item: &str) -> bool {
    DeValue::parse(item).is_err()
}

/// Whether the part is `key=value` without a name before it.
fn is_pair(part: &str) -> bool {
    part.contains('=') && !part.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_get_quotes_and_keep_their_keys() {
        for (typed, meant) in [
            ("[normal,he-normal]", r#"["normal", "he-normal"]"#),
            ("[ normal , \"ones\" ]", r#"["normal", "ones"]"#),
            ("[normal:mean=0,std=2,zeros]", r#"["normal:mean=0,std=2", "zeros"]"#),
            ("[5, many]", r#"[5, "many"]"#),
            ("[expr:max(0,x)^2,relu]", r#"["expr:max(0,x)^2", "relu"]"#),
        ] {
            assert_eq!(quoted(typed).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn what_quotes_do_not_mend_stays_as_it_is() {
        for typed in ["[normal", "{value=normal}", "[[normal], ones]", "[\"a, b]", "normal"] {
            assert_eq!(quoted(typed), None, "{typed}");
        }
    }
}
