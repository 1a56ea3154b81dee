//! Files under test.

use std::error::Error;
use std::path::{Path, PathBuf};

use crate::conform::{Tensor, TensorError, ignores_fans};
use crate::data::{Npy, NpyError, Numbers};
use crate::init::{Bias, Fans, Init, KernelError};

use super::layout::Reading;
use crate::cli::arguments::Conform;

/// A file, how it is read, and what it should be.
#[derive(Debug)]
pub(super) struct File {
    pub path: PathBuf,
    array: Npy,
    pub part: Part,
    pub init: Init,
    pub tensor: Tensor,
}

/// What a file holds.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// Weights that lie like this.
    Weights(Reading),
    /// Biases of so many inputs' units, as was said or seen from the weights of this file.
    Biases(Option<(usize, Option<PathBuf>)>),
}

impl File {
    /// Reads all files; biases are told the inputs of the weights nearest to them, before or else behind,
    /// with as many units.
    pub(super) fn read_all(options: &Conform) -> Result<Vec<Self>, Box<dyn Error>> {
        let paths = options.files.iter().chain(&options.tensors);
        let arrays = paths.map(|path| Ok((path, read(path)?))).collect::<Result<Vec<_>, Box<dyn Error>>>()?;
        let mut files: Vec<Self> = Vec::new();
        for (path, array) in arrays {
            let said = |error: String| format!("{}: {error}", path.display());
            let file = if array.shape.len() == 1 {
                let part = Part::Biases(options.fan_in.map(|fan_in| (fan_in, None)));
                let init = of_biases(&options.scheme, options.bias);
                Self { path: path.clone(), tensor: tensor(&array, &part, options)?, part, init, array }
            } else {
                let part = Part::Weights(Reading::of(&array.shape, options.layout).map_err(said)?);
                let tensor = tensor(&array, &part, options).map_err(|error| said(error.to_string()))?;
                Self { path: path.clone(), tensor, part, init: options.scheme, array }
            };
            files.push(file);
        }
        for place in 0..files.len() {
            if let Part::Biases(None) = files[place].part {
                let units = files[place].array.shape[0];
                let (before, behind) = files.split_at(place);
                let mut nearest = before.iter().rev().chain(behind);
                let beside = nearest.find_map(|file| {
                    let weights = matches!(file.part, Part::Weights(_));
                    let inputs = file.tensor.fans().map(|Fans { fan_in, .. }| fan_in);
                    let of_units = file.tensor.matrix().fans().fan_out == units;
                    (weights && of_units).then_some((inputs?, Some(file.path.clone())))
                });
                let part = Part::Biases(beside);
                files[place].tensor = tensor(&files[place].array, &part, options)?;
                files[place].part = part;
            }
        }
        Ok(files)
    }

    /// The same file read the other way round; none of what lies the same both ways, or is no weights then.
    pub(super) fn otherwise(&self, options: &Conform) -> Option<(Reading, Tensor)> {
        let Part::Weights(reading) = &self.part else { return None };
        let same = matches!(self.array.shape[..], [rows, columns] if rows == columns);
        let other = reading.other();
        let tensor = tensor(&self.array, &Part::Weights(other), options).ok().filter(|_| !same)?;
        Some((other, tensor))
    }

    /// Name, shape, how it is read, fans.
    pub(super) fn words(&self) -> String {
        format!("{}: {}, {}", self.path.display(), self.shape(), self.reading())
    }

    pub(super) fn shape(&self) -> String {
        let lengths: Vec<String> = self.array.shape.iter().map(usize::to_string).collect();
        lengths.join(" x ")
    }

    fn reading(&self) -> String {
        match &self.part {
            Part::Weights(reading) => format!("read as {}{}", reading.words(), self.fans(": ")),
            Part::Biases(None) => "read as biases".to_owned(),
            Part::Biases(Some((fan_in, None))) => format!("read as biases of units with {fan_in} inputs"),
            Part::Biases(Some((fan_in, Some(weights)))) => {
                format!("read as biases of the units of {}, with {fan_in} inputs", weights.display())
            }
        }
    }

    /// Fans of weights, behind a mark.
    fn fans(&self, mark: &str) -> String {
        let words = |Fans { fan_in, fan_out }| format!("{mark}fan_in {fan_in}, fan_out {fan_out}");
        self.tensor.fans().map_or_else(String::new, words)
    }

    /// The failure of a scheme that has no such weights.
    pub(super) fn refusal(&self, error: &TensorError) -> String {
        let (path, init) = (self.path.display(), &self.init);
        match error {
            TensorError::FanIn(_) => format!("{path}: {error}; give --fan-in, or the weights beside them"),
            TensorError::Matrices(_) => format!("{path}: {error}; say what they are: --bias zeros"),
            TensorError::Kernel(_) => format!("{init} has no weights of the shape of {path}: {error}"),
        }
    }
}

fn read(path: &Path) -> Result<Npy, Box<dyn Error>> {
    let array = Npy::read(path)?;
    if array.shape.contains(&0) {
        let error = NpyError::Empty { shape: array.shape };
        return Err(format!("{}: {error}", path.display()).into());
    }
    if array.shape.is_empty() {
        let error = KernelError::Axes(0);
        return Err(format!("{}: a single number: {error}, biases 1", path.display()).into());
    }
    Ok(array)
}

fn tensor(array: &Npy, part: &Part, options: &Conform) -> Result<Tensor, TensorError> {
    let made = match (part, &array.numbers) {
        (Part::Weights(reading), Numbers::Single(numbers)) => {
            Tensor::weights(&array.shape, reading.layout, numbers)?
        }
        (Part::Weights(reading), Numbers::Double(numbers)) => {
            Tensor::weights(&array.shape, reading.layout, numbers)?
        }
        (Part::Biases(fan_in), numbers) => {
            let fan_in = fan_in.as_ref().map(|(fan_in, _)| *fan_in);
            match numbers {
                Numbers::Single(numbers) => Tensor::biases(numbers, fan_in),
                Numbers::Double(numbers) => Tensor::biases(numbers, fan_in),
            }
        }
    };
    Ok(made.before(options.activation, options.layer))
}

/// What biases should be: a scheme of layers is of their weights and brings its own, one that looks at no
/// fans may be meant for them.
fn of_biases(scheme: &Init, asked: Option<Bias>) -> Init {
    match asked {
        Some(bias) => bias.beside(scheme),
        None if ignores_fans(scheme) => *scheme,
        None => scheme.own_bias(),
    }
}
