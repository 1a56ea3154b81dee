//! Layer-sequential unit variance.

use std::fmt;

use crate::init::entry::{Entry, Kind, Listing};
use crate::init::{Ensemble, InitError, Layer, Sight, Structure};
use crate::kernel::Real;
use crate::spec::{Spec, SpecError, SpecWriter};

/// LSUV: orthonormal weights, then, layer after layer, divided by the standard deviation of what the
/// layer makes of data until that is 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lsuv {
    /// Done when the standard deviation is as near as this to 1.
    pub tolerance: f64,
    /// Divisions at most.
    pub tries: usize,
    /// Where the standard deviation is taken.
    pub at: At,
    /// Samples looked at; all if there are fewer, or if it is not given.
    pub batch: Option<usize>,
}

/// Where a data-dependent scheme looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// Before the activation function, as the paper.
    PreActivation,
    /// Behind it.
    Activation,
}

const AT: [(&str, At); 2] = [("pre-activation", At::PreActivation), ("activation", At::Activation)];
const TOLERANCE: f64 = 0.1;
const TRIES: usize = 10;

impl Entry for Lsuv {
    const LISTINGS: &'static [Listing] = &[Listing {
        name: "lsuv",
        kind: Kind::Data,
        keys: "tolerance=0.1,tries=10,at=pre-activation|activation,batch=all",
        about: "orthogonal, then divided by the std of what each layer makes of the data",
        source: "Mishkin & Matas 2016, algorithm 1",
    }];

    fn read(_: &'static str, spec: &mut Spec) -> Result<Self, SpecError> {
        let tolerance = spec.scale("tolerance", TOLERANCE)?;
        let tries = spec.count("tries", TRIES)?;
        let at = spec.choice("at", At::PreActivation, &AT)?;
        Ok(Self { tolerance, tries, at, batch: spec.count_or_all("batch")? })
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        SpecWriter::new(f, "lsuv")
            .number("tolerance", self.tolerance, TOLERANCE)
            .value("tries", self.tries, TRIES)
            .choice("at", self.at, At::PreActivation, &AT)
            .count_or_all("batch", self.batch)
            .finish()
    }

    fn ensemble(&self, Layer { fans, .. }: Layer) -> Result<Ensemble, InitError> {
        Ok(Ensemble { fans, structure: Structure::Haar { gain: 1.0 } })
    }

    fn asks_for_activation(&self) -> bool {
        self.at == At::Activation
    }

    fn batch(&self) -> usize {
        self.batch.unwrap_or(usize::MAX)
    }

    fn sets_scale(&self) -> bool {
        true
    }

    fn adapt<T: Real>(&self, layer: Layer, Sight { products, weights, bias, .. }: Sight<'_, T>) {
        // Products are linear in the weights: divided together, they need not be computed again.
        let mut factor = 1.0;
        let mut row = vec![T::ZERO; bias.len()];
        for _ in 0..self.tries {
            let std = self.std(layer, products, bias, factor, &mut row);
            // Nothing to divide by where nothing passes, or where numbers have left their range.
            if (std - 1.0).abs() <= self.tolerance || std <= 0.0 || !std.is_finite() {
                break;
            }
            factor /= std;
        }
        for weight in weights {
            *weight = T::from_f64(weight.to_f64() * factor);
        }
    }
}

impl Lsuv {
    /// Standard deviation over samples and units, with the weights times `factor`.
    fn std<T: Real>(&self, layer: Layer, products: &[T], bias: &[T], factor: f64, row: &mut [T]) -> f64 {
        let mut pooled = Pooled::default();
        for products in products.chunks(bias.len()) {
            for ((value, &product), &b) in row.iter_mut().zip(products).zip(bias) {
                *value = T::from_f64(product.to_f64() * factor) + b;
            }
            if self.at == At::Activation {
                layer.activation.apply(row);
            }
            pooled.push(row);
        }
        pooled.std()
    }
}

/// Moments of many rows, each row's merged with those before (Chan, Golub & LeVeque 1979).
#[derive(Default)]
struct Pooled {
    count: f64,
    mean: f64,
    squares: f64,
}

impl Pooled {
    fn push<T: Real>(&mut self, row: &[T]) {
        let count = row.len() as f64;
        let mean = row.iter().map(|x| x.to_f64()).sum::<f64>() / count;
        let squares = row.iter().map(|x| (x.to_f64() - mean).powi(2)).sum::<f64>();
        let total = self.count + count;
        let apart = mean - self.mean;
        self.squares += squares + apart * apart * self.count * count / total;
        self.mean += apart * count / total;
        self.count = total;
    }

    fn std(&self) -> f64 {
        (self.squares / self.count).sqrt()
    }
}
