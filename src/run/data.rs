//! The data that a plan asks for, read and checked before any work.

use ndarray::{Array2, s};

use crate::activation::Activation;
use crate::data::{DataError, Dataset, Samples};
use crate::init::{Fans, Layer};
use crate::kernel::Real;
use crate::network::{Examples, Material, Sampling, Watch, WatchedInput};
use crate::study::{Cell, Input, Plan, Study, Unfillable, fillable};

/// Samples from somewhere; nothing where all input is noise.
#[derive(Clone, Debug, Default)]
pub struct Data {
    dataset: Option<Dataset>,
}

/// Data that a plan cannot be carried out on.
#[derive(Debug, thiserror::Error)]
pub enum MaterialError {
    /// They cannot be read.
    #[error(transparent)]
    Read(#[from] DataError),
    /// Another number of inputs.
    #[error(
        "{source_name} has samples of {found} numbers, and the network takes {given}: --set network.input={found}, or {found} as the first of network.layers"
    )]
    Width {
        /// Where samples come from.
        source_name: String,
        /// Numbers of a sample.
        found: usize,
        /// Inputs of the network.
        given: usize,
    },
    /// Too few samples.
    #[error(
        "the study asks for {asked} samples, and {source_name} has {found} to learn from: --set samples={found}"
    )]
    Samples {
        /// Where samples come from.
        source_name: String,
        /// Samples there are.
        found: usize,
        /// Samples asked for.
        asked: usize,
    },
    /// Data that a scheme cannot learn.
    #[error("{init} takes data for probabilities, and {source_name} has {found}: {advice}")]
    NoProbabilities {
        /// Scheme.
        init: String,
        /// Where samples come from.
        source_name: String,
        /// What is wrong with them.
        found: String,
        /// What to do.
        advice: &'static str,
    },
    /// A scheme that cannot fill the linear layer on top.
    #[error(transparent)]
    Unfillable(#[from] Box<Unfillable>),
    /// Nothing to learn.
    #[error("{source_name} has no classes, which a loss needs: {advice}")]
    NoClasses {
        /// Where samples come from.
        source_name: String,
        /// What to do.
        advice: &'static str,
    },
    /// An epoch without a whole minibatch.
    #[error(
        "a minibatch has {batch} samples, and there are {samples} in an epoch: --set train.batch={samples}"
    )]
    Batch {
        /// Samples of a minibatch.
        batch: usize,
        /// Samples of an epoch.
        samples: usize,
    },
}

impl Data {
    /// Reads what a study asks for.
    ///
    /// # Errors
    ///
    /// If the data cannot be read, or do not fit the networks of the plan.
    pub fn load(study: &Study, plan: &Plan) -> Result<Self, MaterialError> {
        let data = match &study.input {
            Input::Gaussian => Self::default(),
            Input::Data(source) => Self { dataset: Some(Dataset::read(source)?) },
        };
        plan.cells.iter().filter(|cell| cell.trial == 0).try_for_each(|cell| data.check(cell))?;
        Ok(data)
    }

    fn check(&self, cell: &Cell) -> Result<(), MaterialError> {
        let source_name = cell.input.to_string();
        if cell.init.wants_probabilities() {
            self.check_probabilities(cell)?;
        }
        let Some(dataset) = &self.dataset else {
            let advice = "learn from data: --set input.kind=digits --set network.input=784";
            return if cell.has_readout() {
                Err(MaterialError::NoClasses { source_name, advice })
            } else {
                Ok(())
            };
        };
        let (found, given) = (dataset.width(), cell.layers[0]);
        if found != given {
            return Err(MaterialError::Width { source_name, found, given });
        }
        let (found, asked) = (dataset.train.inputs.nrows(), cell.samples);
        if asked > found {
            return Err(MaterialError::Samples { source_name, found, asked });
        }
        if cell.has_readout() && dataset.train.classes.is_none() {
            let advice = "take idx:DIR, or csv:FILE with a column called `label`";
            return Err(MaterialError::NoClasses { source_name, advice });
        }
        if let (true, Some(last)) = (cell.has_readout(), cell.layers.last()) {
            let fans = Fans { fan_in: *last, fan_out: dataset.class_count };
            fillable(cell.init, Layer { index: cell.layers.len(), fans, activation: Activation::Linear })?;
        }
        let training = cell.training.as_ref().map(|plan| &plan.training);
        if let Some(training) = training.filter(|training| training.sampling == Sampling::Epochs)
            && training.batch > cell.samples
        {
            return Err(MaterialError::Batch { batch: training.batch, samples: cell.samples });
        }
        Ok(())
    }

    /// Refuses data outside [0, 1].
    fn check_probabilities(&self, cell: &Cell) -> Result<(), MaterialError> {
        let wrong = |found, advice| {
            Err(MaterialError::NoProbabilities {
                init: cell.init.to_string(),
                source_name: cell.input.to_string(),
                found,
                advice,
            })
        };
        let Some(dataset) = &self.dataset else {
            let advice = "take rbm:visible=gaussian,lr=0.001, or data in [0, 1]: --set input.kind=digits --set network.input=784";
            return wrong("numbers of any size".to_owned(), advice);
        };
        let mut all = dataset.train.inputs.iter().chain(&dataset.held_out.inputs);
        match all.find(|value| !(0.0..=1.0).contains(*value)) {
            None => Ok(()),
            Some(value) => wrong(
                format!("the number {value}"),
                "scale them to [0, 1], or to variance 1 and take rbm:visible=gaussian,lr=0.001",
            ),
        }
    }

    /// Numbers that are held while cells run.
    pub(super) fn bytes(&self) -> f64 {
        let numbers = |samples: &Samples| samples.inputs.len() * size_of::<f32>();
        self.dataset
            .as_ref()
            .map_or(0.0, |dataset| (numbers(&dataset.train) + numbers(&dataset.held_out)) as f64)
    }

    /// Number of classes, if there are any.
    pub(super) fn classes(&self) -> Option<usize> {
        self.dataset.as_ref().map(|dataset| dataset.class_count)
    }

    /// The first samples to learn from.
    pub(super) fn first<T: Real>(&self, samples: usize) -> Option<Array2<T>> {
        let Dataset { train, .. } = self.dataset.as_ref()?;
        Some(train.inputs.slice(s![..samples, ..]).map(|x| T::from_f32(*x)))
    }

    /// The samples held out, if there are any.
    pub(super) fn held_out<T: Real>(&self) -> Option<Array2<T>> {
        let Dataset { held_out, .. } = self.dataset.as_ref()?;
        (held_out.inputs.nrows() > 0).then(|| held_out.inputs.map(|x| T::from_f32(*x)))
    }

    /// Their classes; empty if they have none.
    pub(super) fn first_classes(&self, samples: usize) -> &[u8] {
        let classes = self.dataset.as_ref().and_then(|dataset| dataset.train.classes.as_deref());
        classes.map_or(&[][..], |classes| &classes[..samples])
    }

    /// What networks learn from, if the data have classes.
    pub(super) fn material<T: Real>(
        &self,
        samples: usize,
        watched: usize,
        watch: &Watch,
    ) -> Option<Material<T>> {
        let Dataset { train, held_out, class_count } = self.dataset.as_ref()?;
        let classes = train.classes.as_deref()?;
        let held_out_classes = held_out.classes.as_deref().unwrap_or_default();
        let (seen, seen_classes) = if held_out_classes.is_empty() {
            (&train.inputs, classes)
        } else {
            (&held_out.inputs, held_out_classes)
        };
        let watched = watched.min(seen_classes.len());
        let values = seen.slice(s![..watched, ..]).map(|x| T::from_f32(*x));
        Some(Material {
            train: Examples::new(train.inputs.slice(s![..samples, ..]), &classes[..samples]),
            held_out: Examples::new(
                held_out.inputs.slice(s![..held_out_classes.len(), ..]),
                held_out_classes,
            ),
            outputs: *class_count,
            watched: WatchedInput::new(values, watch),
            watched_classes: seen_classes[..watched].to_vec(),
        })
    }
}
