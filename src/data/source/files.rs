//! Files and folders with samples, and how they are to be read.

use std::path::PathBuf;

use crate::data::Scale;

/// A folder with images and labels of the IDX format, as `idx:DIR[,set=NAME]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Folder {
    /// The folder, or one above it.
    pub path: PathBuf,
    /// What the names of the files start with, where the folder has several data sets: `emnist-letters`.
    pub set: Option<String>,
}

/// A table, as `csv:FILE[,label=COLUMN][,delimiter=CHARACTER][,header=yes|no][,scale=SCALE]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Table {
    /// The file.
    pub path: PathBuf,
    /// Which column holds the classes.
    pub label: LabelColumn,
    /// What stands between columns.
    pub delimiter: Delimiter,
    /// Whether the first line holds names; told by the line itself if not given.
    pub header: Option<bool>,
    /// What is done to the numbers; nothing if not given.
    pub scale: Option<Scale>,
}

/// The column of a table that holds the classes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum LabelColumn {
    /// The one that the header calls `label` or `class`, if there is one.
    #[default]
    Usual,
    /// None: every column is an input.
    None,
    /// The one that the header calls so, or else the one of this number: 1 is the first, -1 the last.
    Named(String),
}

/// What stands between the columns of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Delimiter {
    /// `,`
    #[default]
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
    /// `|`
    Bar,
    /// One space.
    Space,
}

/// An array, as `npy:FILE[,array=NAME][,label=NAME][,scale=SCALE]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ArrayFile {
    /// The file, `.npy` or `.npz`.
    pub path: PathBuf,
    /// Which array of an archive; the only one if not given.
    pub array: Option<String>,
    /// Which array of an archive holds the classes.
    pub label: Option<String>,
    /// What is done to the numbers; bytes are divided by 255 if not given, others are as they are.
    pub scale: Option<Scale>,
}

impl Folder {
    pub(super) const KEYS: [&'static str; 1] = ["set"];

    /// A folder with one data set.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), set: None }
    }
}

impl Table {
    pub(in crate::data) const KEYS: [&'static str; 4] = ["label", "delimiter", "header", "scale"];

    /// A table of comma-separated numbers.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            label: LabelColumn::Usual,
            delimiter: Delimiter::Comma,
            header: None,
            scale: None,
        }
    }
}

impl ArrayFile {
    pub(in crate::data) const KEYS: [&'static str; 3] = ["array", "label", "scale"];

    /// A file of one array.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), array: None, label: None, scale: None }
    }
}

impl Delimiter {
    /// How each is written, the canonical way first.
    pub(super) const WORDS: [(&'static str, Self); 11] = [
        (",", Self::Comma),
        (";", Self::Semicolon),
        ("tab", Self::Tab),
        ("|", Self::Bar),
        ("space", Self::Space),
        ("comma", Self::Comma),
        ("semicolon", Self::Semicolon),
        ("\\t", Self::Tab),
        ("\t", Self::Tab),
        ("bar", Self::Bar),
        ("pipe", Self::Bar),
    ];

    /// Every one.
    pub const ALL: [Self; 5] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Bar, Self::Space];

    /// How it is written in a source.
    pub fn name(self) -> &'static str {
        match self {
            Self::Comma => ",",
            Self::Semicolon => ";",
            Self::Tab => "tab",
            Self::Bar => "|",
            Self::Space => "space",
        }
    }

    /// The character.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Bar => b'|',
            Self::Space => b' ',
        }
    }
}
