//! Ten layers filled by a scheme.

use std::convert::Infallible;
use std::ops::ControlFlow;

use super::expected::{DEPTH, expected};
use crate::activation::Activation;
use crate::data;
use crate::init::{Fans, Init, InitError};
use crate::network::{Network, Noise, Quantity, Watch, WatchedInput, Workspace};
use crate::verdict::{Scale, Verdict};

/// Samples of the input, where it is not too wide.
const SAMPLES: usize = 1000;
/// Fewer say too little of a layer.
const LEAST_SAMPLES: usize = 100;
/// Numbers of the input at most: 32 megabytes.
const MOST_INPUT: usize = 4_000_000;
/// Weights at most: so many are drawn in a moment, QR decompositions included.
const MOST_WEIGHTS: usize = 16_000_000;
/// Multiplications at most, of all samples with all weights: of large nets fewer samples are seen.
const MOST_PRODUCTS: usize = 4_000_000_000;

/// A net of ten layers, `in -> out -> out -> ...`, before a standard normal input.
#[derive(Debug)]
pub(crate) struct Deep {
    fans: Fans,
    watch: Watch,
    input: WatchedInput<f64>,
}

/// A net that is not run.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub(crate) enum NotRun {
    /// It would take long or much memory.
    #[error("ten layers of {fan_in} and {fan_out} units are too large to be run here: at most {MOST_WEIGHTS} weights and {width} inputs", fan_in = .0.fan_in, fan_out = .0.fan_out, width = MOST_INPUT / LEAST_SAMPLES)]
    TooLarge(Fans),
    /// Its scheme learns from data in \[0, 1\], which normal numbers are not.
    #[error(
        "{0} learns from data in [0, 1], and the input here is noise: initscope experiment activations --set input.kind=digits --set network.input=784 --set init={0}"
    )]
    WantsData(Init),
}

/// What comes out of each layer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Course {
    /// Std of the last layer's activations that mean-field theory expects of wide layers, where it speaks
    /// of the scheme: where weights and biases are independent draws with mean 0.
    pub expected: Option<f64>,
    /// Std of each layer's activations as measured; `None` beyond the range of numbers.
    pub measured: Vec<Option<f64>>,
    /// Judgement of the last layer.
    pub verdict: Verdict,
}

impl Deep {
    /// Draws the input, of seed 0, for a scheme.
    ///
    /// # Errors
    ///
    /// If the net is too large to be run in a moment, or noise is nothing to its scheme.
    ///
    /// # Panics
    ///
    /// If a width is 0.
    pub(crate) fn new(init: &Init, fans: Fans) -> Result<Self, NotRun> {
        if init.wants_probabilities() {
            return Err(NotRun::WantsData(*init));
        }
        let Fans { fan_in, fan_out } = fans;
        let weights = (DEPTH - 1).checked_mul(fan_out).and_then(|n| n.checked_add(fan_in));
        let weights = weights.and_then(|n| n.checked_mul(fan_out));
        let weights = weights.filter(|weights| *weights <= MOST_WEIGHTS).ok_or(NotRun::TooLarge(fans))?;
        let samples = SAMPLES.min(MOST_INPUT / fan_in.max(1)).min(MOST_PRODUCTS / weights.max(1));
        if samples < LEAST_SAMPLES {
            return Err(NotRun::TooLarge(fans));
        }
        let watch = Watch::default();
        let input = WatchedInput::new(data::gaussian(samples, fan_in, 0, 0), &watch);
        Ok(Self { fans, watch, input })
    }

    /// Number of samples.
    pub(crate) fn samples(&self) -> usize {
        self.input.dim().0
    }

    /// What comes out of the layers under a scheme with the biases that it brings.
    ///
    /// # Errors
    ///
    /// If the scheme has no weights for one of the layers.
    pub(crate) fn course(&self, init: &Init, activation: Activation) -> Result<Course, InitError> {
        let expected = expected(init, self.fans, activation)?;
        let Fans { fan_in, fan_out } = self.fans;
        let mut widths = vec![fan_out; DEPTH + 1];
        widths[0] = fan_in;
        let network = Network { bias: init.own_bias(), ..Network::new(widths, activation, *init) };
        let mut last = self.input.seen().summary.clone();
        let scale = Scale::new(activation, last.std, init.sets_scale());
        let mut measured = Vec::with_capacity(DEPTH);
        let ControlFlow::Continue(()) = network.forward_from(
            &self.input,
            Noise::default(),
            &self.watch,
            &mut Workspace::default(),
            |seen| {
                if seen.quantity == Quantity::Activation {
                    measured.push(seen.summary.std);
                    last = seen.summary;
                }
                ControlFlow::<Infallible>::Continue(())
            },
        );
        let verdict = Verdict::of(&last, scale.of_activations(false), activation.range().is_some());
        Ok(Course { expected, measured, verdict })
    }
}
