//! Closed sets of things that go by a name, each as one table.

/// Declares an enum of things that studies, records and tables call by name, in the order in which they are
/// listed; with `=> TYPE`, a column more of that type, which `row` reads.
macro_rules! named {
    (
        $(#[$about:meta])* $name:ident: $kind:literal => $row:ty {
            $($(#[$doc:meta])* $variant:ident = $word:literal => $entry:expr),+ $(,)?
        }
    ) => {
        crate::named::named! {
            $(#[$about])* $name: $kind { $($(#[$doc])* $variant = $word),+ }
        }

        impl $name {
            /// What the table says of it.
            const fn row(self) -> $row {
                match self {
                    $(Self::$variant => $entry),+
                }
            }
        }
    };
    ($(#[$about:meta])* $name:ident: $kind:literal { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$doc])* $variant),+
        }

        impl $name {
            /// All there are, in their order.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];

            /// Its name in studies, records and tables.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::named::UnknownName;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let found = Self::ALL.into_iter().find(|known| known.name() == text);
                found.ok_or_else(|| crate::named::UnknownName {
                    kind: $kind,
                    name: text.to_owned(),
                    allowed: &[$($word),+],
                })
            }
        }
    };
}

pub(crate) use named;

/// A name that nothing of its kind has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown {kind} `{name}`; allowed: {list}", list = allowed.join(", "))]
pub struct UnknownName {
    /// What it should have been the name of, such as `measure`.
    pub kind: &'static str,
    /// The name.
    pub name: String,
    /// All names there are.
    pub allowed: &'static [&'static str],
}

#[cfg(test)]
#[expect(unreachable_pub, reason = "what is declared is public")]
mod tests {
    named! {
        /// Two words.
        Word: "word" => u8 {
            /// The first.
            First = "first-word" => 1,
            /// The second.
            Second = "second" => 2,
        }
    }

    #[test]
    fn what_is_printed_reads_back_and_errors_name_what_is_allowed() {
        for word in Word::ALL {
            assert_eq!(word.to_string().parse(), Ok(word));
        }
        assert_eq!(Word::ALL.map(Word::row), [1, 2]);
        let error = "third".parse::<Word>().unwrap_err();
        assert_eq!(error.to_string(), "unknown word `third`; allowed: first-word, second");
    }
}
