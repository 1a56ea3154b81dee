//! File formats of figures.

use std::fmt;
use std::str::FromStr;

/// A file format that figures are drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Pixels, for a README or a slide.
    Png,
    /// Vectors, for print.
    Svg,
}

impl Format {
    /// File name extension.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}

/// A word that names no figure format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("figure format `{0}`: unknown; allowed: png, svg")]
pub struct UnknownFormat(String);

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        match text.trim().to_ascii_lowercase().as_str() {
            "png" => Ok(Self::Png),
            "svg" => Ok(Self::Svg),
            _ => Err(UnknownFormat(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_read_what_they_print() {
        for format in [Format::Png, Format::Svg] {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
        assert!("gif".parse::<Format>().is_err());
    }
}
