//! Numbers as a file has them.

/// Numbers in the precision of their file.
#[derive(Clone, Debug, PartialEq)]
pub enum Numbers {
    /// Those that `f32` holds exactly: `float32`, `float16`, truth values and integers of up to 16 bits.
    Single(Vec<f32>),
    /// `float64`, and integers of 32 and 64 bits; of those beyond 2^53 the last digits are rounded.
    Double(Vec<f64>),
}

impl Numbers {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Single(numbers) => numbers.len(),
            Self::Double(numbers) => numbers.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number at a place.
    ///
    /// # Panics
    ///
    /// If there is none.
    pub fn get(&self, place: usize) -> f64 {
        match self {
            Self::Single(numbers) => f64::from(numbers[place]),
            Self::Double(numbers) => numbers[place],
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = f64> {
        (0..self.len()).map(|place| self.get(place))
    }
}
