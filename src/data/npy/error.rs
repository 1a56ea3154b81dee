//! Files that are no arrays of numbers.

use std::io;
use std::path::PathBuf;

use crate::data::Unreadable;
use crate::data::shown::shown;

/// A file that could not be read as an array: which, and why.
#[derive(Debug, thiserror::Error)]
#[error("{path}", path = path.display())]
pub struct NpyFileError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong.
    #[source]
    pub error: NpyError,
}

/// Why bytes are no array of real numbers.
#[derive(Debug, thiserror::Error)]
pub enum NpyError {
    /// The file could not be read at all.
    #[error("{0}{hint}", hint = .1.as_ref().map_or_else(String::new, |hint| format!("; {hint}")))]
    Unreadable(io::Error, Option<String>),
    /// Packed with gzip, and damaged.
    #[error(transparent)]
    Packed(Unreadable),
    /// Nothing is there.
    #[error("the file is empty; write it with numpy.save(\"W.npy\", W)")]
    Nothing,
    /// More numbers than there is memory for.
    #[error("its numbers (shape {}) do not fit into the memory that is free", words(shape))]
    TooLarge {
        /// What the header says.
        shape: Vec<usize>,
    },
    /// Some other file.
    #[error("not a .npy file; write one with numpy.save(\"W.npy\", W)")]
    NotNpy,
    /// Several arrays in one file, where one is wanted.
    #[error(
        "an archive of arrays (.npz), where one is wanted; save it: numpy.save(\"W.npy\", numpy.load(\"FILE.npz\")[\"NAME\"])"
    )]
    Archive,
    /// An archive that cannot be unpacked.
    #[error("its zip archive cannot be unpacked ({problem}); save it again with numpy.savez")]
    Zip {
        /// What is wrong.
        problem: String,
    },
    /// An archive of other files.
    #[error("a zip archive with no array in it; numpy.savez(\"X.npz\", x=x) writes one with arrays")]
    NoArray,
    /// An archive of several arrays, none of which is named.
    #[error(
        "has {count} arrays, {list}; say which: npy:{path},array={first}",
        count = names.len(),
        list = listed(names),
        path = path.display(),
        first = names.first().map_or("NAME", String::as_str)
    )]
    WhichArray {
        /// The file.
        path: PathBuf,
        /// What the arrays are called.
        names: Vec<String>,
    },
    /// An archive without this array.
    #[error("has no array `{name}`; it has {list}", list = listed(names))]
    NoSuchArray {
        /// What was asked for.
        name: String,
        /// What the arrays are called.
        names: Vec<String>,
    },
    /// A name for the one array of a file.
    #[error("is one array, and `{key}` chooses among those of an archive (.npz); leave `{key}` out")]
    NoArchive {
        /// The key that was given.
        key: &'static str,
    },
    /// What `torch.save` writes.
    #[error(
        "a PyTorch file (.pt); save one tensor: numpy.save(\"W.npy\", tensor.detach().cpu().float().numpy())"
    )]
    Torch,
    /// A version that did not exist.
    #[error("version {major}.{minor} of the format is not known; 1.0 to 3.0 are: save it with numpy.save")]
    Version {
        /// Before the point.
        major: u8,
        /// Behind it.
        minor: u8,
    },
    /// The file ends before its header does.
    #[error("its header is cut short; save it again")]
    HeaderCut,
    /// Not a dictionary of type, order and shape.
    #[error("its header is not one that NumPy writes: {problem}; save it again with numpy.save")]
    Header {
        /// What is wrong.
        problem: String,
    },
    /// Other numbers than these.
    #[error(
        "its numbers are of type `{descr}`, {kind}; save float32 or float64: numpy.save(\"W.npy\", W.astype(\"float32\"))"
    )]
    Type {
        /// NumPy's code.
        descr: String,
        /// In words.
        kind: String,
    },
    /// Fewer or more bytes than the shape takes.
    #[error(
        "the header promises {promised} bytes of numbers (shape {shape}), and there are {found}: {what}; save it again",
        shape = words(shape),
        what = if found < promised { "the file is cut short" } else { "there is something behind them" }
    )]
    Size {
        /// Length of each axis.
        shape: Vec<usize>,
        /// Bytes that they take.
        promised: usize,
        /// Bytes that there are.
        found: usize,
    },
    /// Not two-dimensional.
    #[error(
        "shape {shape} has {axes} {noun}, and a weight matrix has 2; reshape it: numpy.save(\"W.npy\", W.reshape(rows, columns))",
        shape = words(shape),
        axes = shape.len(),
        noun = if shape.len() == 1 { "axis" } else { "axes" }
    )]
    Rank {
        /// Length of each axis.
        shape: Vec<usize>,
    },
    /// An axis of length 0.
    #[error("shape {shape} has no numbers", shape = words(shape))]
    Empty {
        /// Length of each axis.
        shape: Vec<usize>,
    },
}

/// Names of arrays, of many the first.
fn listed(names: &[String]) -> String {
    const SHOWN: usize = 20;
    let more = if names.len() > SHOWN { format!(" and {} more", names.len() - SHOWN) } else { String::new() };
    let first: Vec<String> = names.iter().take(SHOWN).map(|name| shown(name)).collect();
    format!("{}{more}", first.join(", "))
}

fn words(shape: &[usize]) -> String {
    /// NumPy's own limit.
    const MOST_AXES: usize = 64;
    let mut lengths: Vec<String> = shape.iter().take(MOST_AXES).map(usize::to_string).collect();
    if shape.len() > MOST_AXES {
        lengths.push("...".to_owned());
    }
    if lengths.is_empty() { "()".to_owned() } else { lengths.join(" x ") }
}
