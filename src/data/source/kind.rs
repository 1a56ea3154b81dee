//! The kinds of sources.

use super::{ArrayFile, Folder, LabelColumn, Table};
use crate::data::{Divisor, Scale};

/// Where a [`Dataset`](crate::data::Dataset) comes from: `digits`, `idx:DIR`, `csv:FILE` or `npy:FILE`, with keys
/// behind the path where they are needed.
///
/// | source | keys |
/// |---|---|
/// | `idx:DIR` | `set=NAME`, what the names of the files start with |
/// | `csv:FILE` | `label=COLUMN` (name; or number: 1 is the first, -1 the last; or `none`), `delimiter=` (`,` `;` `tab` `|` `space`), `header=yes` or `no`, `scale=` |
/// | `npy:FILE` | `array=NAME` and `label=NAME` of an archive (`.npz`), `scale=` |
///
/// [`Scale`] says what `scale` does. The path ends where the first known key begins; commas and equals signs
/// before it belong to the path. A path that holds `,label=` or another known key itself is written in quotes,
/// a quote inside it twice: `csv:"a,label=b.csv",label=x`.
///
/// ```
/// use initscope::data::{Delimiter, LabelColumn, Source, Table};
///
/// let source: Source = "csv:a,b.csv,label=species,delimiter=semicolon".parse().unwrap();
/// let label = LabelColumn::Named("species".into());
/// assert_eq!(source, Source::Csv(Table { label, delimiter: Delimiter::Semicolon, ..Table::new("a,b.csv") }));
/// assert_eq!(source.to_string(), "csv:a,b.csv,label=species,delimiter=;");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// 5000 of MNIST's handwritten digits, which the program carries.
    Digits,
    /// A folder with the files of MNIST, Fashion-MNIST or others of the IDX format.
    Idx(Folder),
    /// A table of numbers, one sample a row.
    Csv(Table),
    /// A NumPy array whose first axis counts samples.
    Npy(ArrayFile),
}

impl Source {
    /// How each source is written.
    pub const FORMS: [&'static str; 4] = ["digits", "idx:DIR", "csv:FILE", "npy:FILE"];

    /// How the source is written with its classes, if it has some.
    pub(crate) fn how_to_label(&self) -> String {
        match self {
            Self::Csv(table) => {
                let label = LabelColumn::Named("-1".to_owned());
                let last = Self::Csv(Table { label, ..table.clone() });
                format!("say which column holds them, by name or number; if the last one does: --set 'input.kind={last}'")
            }
            Self::Npy(file) if file.array.is_some() => {
                let label = Some("NAME".to_owned());
                let named = Self::Npy(ArrayFile { label, ..file.clone() });
                format!("say which array of the archive holds them: --set 'input.kind={named}'")
            }
            _ => "put samples and classes into one archive, numpy.savez(\"x.npz\", x=x, y=y): --set 'input.kind=npy:x.npz,array=x,label=y'".to_owned(),
        }
    }

    /// How the source is written with its numbers divided by one more.
    pub(crate) fn divided(&self, divisor: f64) -> Option<Self> {
        let before = match self {
            Self::Csv(Table { scale, .. }) | Self::Npy(ArrayFile { scale, .. }) => {
                scale.unwrap_or(Scale::None)
            }
            Self::Digits | Self::Idx(_) => return None,
        };
        let divisor = match before {
            Scale::None => Divisor::new(divisor)?,
            Scale::Divided(before) => Divisor::new(before.get() * divisor)?,
            Scale::Standard => return None,
        };
        self.scaled(Scale::Divided(divisor))
    }

    /// How the source is written with its columns at mean 0 and standard deviation 1, if it is not.
    pub(crate) fn standardised(&self) -> Option<Self> {
        self.scaled(Scale::Standard).filter(|scaled| scaled != self)
    }

    fn scaled(&self, scale: Scale) -> Option<Self> {
        let scale = Some(scale);
        match self {
            Self::Csv(table) => Some(Self::Csv(Table { scale, ..table.clone() })),
            Self::Npy(file) => Some(Self::Npy(ArrayFile { scale, ..file.clone() })),
            Self::Digits | Self::Idx(_) => None,
        }
    }
}
