//! The data that a plan asks for, read and checked before any work.

use std::collections::BTreeSet;

use ndarray::{Array2, s};

use crate::activation::Activation;
use crate::data::{DataError, Dataset, Samples, Split};
use crate::init::{Fans, Layer};
use crate::kernel::Real;
use crate::network::{Examples, Material, Sampling, Watch, WatchedInput};
use crate::study::{Cell, Input, Plan, Study, Unfillable, Widths, fillable};

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
    #[error("{source_name} has samples of {found} numbers, and the network takes {given}: {advice}")]
    Width {
        /// Where samples come from.
        source_name: String,
        /// Numbers of a sample.
        found: usize,
        /// Inputs of the network.
        given: usize,
        /// What to do.
        advice: String,
    },
    /// Too few samples.
    #[error(
        "the study asks for {asked} samples, and {source_name} has {found}{use_of}: --set samples={found}"
    )]
    Samples {
        /// Where samples come from.
        source_name: String,
        /// Samples there are.
        found: usize,
        /// What they are for, if others are held out.
        use_of: &'static str,
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
        advice: String,
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
        advice: String,
    },
    /// Labels that tell nothing apart.
    #[error(
        "all {samples} samples of {source_name} to learn from are of class {class}, so there is nothing to learn: {advice}"
    )]
    OneClass {
        /// Where samples come from.
        source_name: String,
        /// The class, as the source writes it.
        class: String,
        /// How many samples there are to learn from.
        samples: usize,
        /// What to do.
        advice: String,
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
    /// Reads what a study asks for, and holds it against the plan.
    ///
    /// # Errors
    ///
    /// If the data cannot be read, or do not fit the networks of the plan.
    pub fn load(study: &Study, plan: &Plan) -> Result<Self, MaterialError> {
        let data = Self::read(study)?;
        data.check(study, plan)?;
        Ok(data)
    }

    /// Reads what a study asks for. Where nothing learns, nothing is held out.
    ///
    /// # Errors
    ///
    /// If the data cannot be read.
    pub fn read(study: &Study) -> Result<Self, DataError> {
        let split = match study.protocol.looks_at_drawn() {
            true => Split::Whole,
            false => Split::HeldOut { seed: study.seed },
        };
        match &study.input {
            Input::Gaussian => Ok(Self::default()),
            Input::Data(source) => Ok(Self { dataset: Some(Dataset::read(source, split)?) }),
        }
    }

    /// Feeds the content of the data, whatever their files are called.
    pub(super) fn digest(&self, digest: &mut sha2::Sha256) {
        use sha2::Digest;
        let Some(dataset) = &self.dataset else { return };
        digest.update(dataset.classes.join("\n"));
        for Samples { inputs, classes, .. } in [&dataset.train, &dataset.held_out] {
            digest.update(format!("|{:?}|", inputs.dim()));
            for row in inputs.rows() {
                let bytes: Vec<u8> = row.iter().flat_map(|value| value.to_le_bytes()).collect();
                digest.update(bytes);
            }
            digest.update(classes.as_deref().unwrap_or_default());
        }
    }

    /// Numbers of a sample, where they are not noise of any width.
    pub fn width(&self) -> Option<usize> {
        self.dataset.as_ref().map(Dataset::width)
    }

    /// What was made of the data that their owner may not expect.
    pub fn notes(&self) -> &[String] {
        self.dataset.as_ref().map_or(&[], |dataset| &dataset.notes)
    }

    /// Which classes networks with a loss do not see, or are not judged by.
    pub fn missing_classes(&self, plan: &Plan) -> Vec<String> {
        let Some(dataset) = &self.dataset else { return Vec::new() };
        let with_loss = plan.combinations().filter(Cell::has_readout);
        let samples: BTreeSet<usize> = with_loss.map(|cell| cell.samples).collect();
        let missing = |classes: Option<&[u8]>, whose: String| {
            let seen: BTreeSet<u8> = classes?.iter().copied().collect();
            let names = (0..=u8::MAX).zip(&dataset.classes).filter(|(class, _)| !seen.contains(class));
            let names: Vec<&str> = names.map(|(_, name)| name.as_str()).collect();
            let noun = if names.len() == 1 { "class" } else { "classes" };
            (!seen.is_empty() && !names.is_empty())
                .then(|| format!("no sample of {noun} {} is among {whose}", names.join(", ")))
        };
        let learned = samples.iter().filter_map(|samples| {
            missing(Some(self.first_classes(*samples)), format!("the {samples} to learn from"))
        });
        let mut notes: Vec<String> = learned.collect();
        let held_out = dataset.held_out.classes.as_deref().filter(|_| !samples.is_empty());
        notes.extend(missing(held_out, format!("the {} held out", dataset.held_out.inputs.nrows())));
        notes
    }

    /// Holds the data against the networks of a plan.
    ///
    /// # Errors
    ///
    /// If they do not fit.
    pub fn check(&self, study: &Study, plan: &Plan) -> Result<(), MaterialError> {
        plan.combinations().try_for_each(|cell| self.check_cell(study, &cell))
    }

    fn check_cell(&self, study: &Study, cell: &Cell) -> Result<(), MaterialError> {
        let source_name = cell.input.to_string();
        if cell.init.wants_probabilities() {
            self.check_probabilities(study, cell)?;
        }
        let Some(dataset) = &self.dataset else {
            let advice = format!("learn from data: --set input.kind=digits {}", as_wide(study, DIGITS));
            return if cell.has_readout() {
                Err(MaterialError::NoClasses { source_name, advice })
            } else {
                Ok(())
            };
        };
        let (found, given) = (dataset.width(), cell.layers[0]);
        if found != given {
            return Err(MaterialError::Width { source_name, found, given, advice: as_wide(study, found) });
        }
        let (found, asked) = (dataset.train.inputs.nrows(), cell.samples);
        if asked > found {
            let use_of = if dataset.held_out.inputs.nrows() > 0 { " to learn from" } else { "" };
            return Err(MaterialError::Samples { source_name, found, use_of, asked });
        }
        if cell.has_readout() {
            self.check_classes(dataset, cell)?;
        }
        let training = cell.training.as_ref().map(|plan| &plan.training);
        if let Some(training) = training.filter(|training| training.sampling == Sampling::Epochs)
            && training.batch > cell.samples
        {
            return Err(MaterialError::Batch { batch: training.batch, samples: cell.samples });
        }
        Ok(())
    }

    /// Refuses samples that no loss tells apart.
    fn check_classes(&self, dataset: &Dataset, cell: &Cell) -> Result<(), MaterialError> {
        let source_name = cell.input.to_string();
        let Some(all) = &dataset.train.classes else {
            let advice = match &cell.input {
                Input::Data(source) => source.how_to_label(),
                Input::Gaussian => String::new(),
            };
            return Err(MaterialError::NoClasses { source_name, advice });
        };
        let differ = |classes: &[u8]| classes.iter().any(|class| *class != classes[0]);
        let classes = &all[..cell.samples];
        if !differ(classes) {
            let class = dataset.classes[usize::from(classes[0])].clone();
            let advice = match (differ(all), dataset.class_count()) {
                (true, _) => format!("they come sorted by class; take all: --set samples={}", all.len()),
                (false, 2..) => "other classes are among those held out only; shuffle the samples".to_owned(),
                (false, _) => "take data with more classes".to_owned(),
            };
            return Err(MaterialError::OneClass { source_name, class, samples: cell.samples, advice });
        }
        if let Some(last) = cell.layers.last() {
            let fans = Fans { fan_in: *last, fan_out: dataset.class_count() };
            fillable(cell.init, Layer { index: cell.layers.len(), fans, activation: Activation::Linear })?;
        }
        Ok(())
    }

    /// Refuses data outside [0, 1].
    fn check_probabilities(&self, study: &Study, cell: &Cell) -> Result<(), MaterialError> {
        let wrong = |found, advice| {
            let (init, source_name) = (cell.init.to_string(), cell.input.to_string());
            Err(MaterialError::NoProbabilities { init, source_name, found, advice })
        };
        let gaussian = "take rbm:visible=gaussian,lr=0.001";
        let (Some(dataset), Input::Data(source)) = (&self.dataset, &cell.input) else {
            let digits = as_wide(study, DIGITS);
            let advice = format!("{gaussian}, or data in [0, 1]: --set input.kind=digits {digits}");
            return wrong("numbers of any size".to_owned(), advice);
        };
        let all = || dataset.train.inputs.iter().chain(&dataset.held_out.inputs).copied();
        let Some(value) = all().find(|value| !(0.0..=1.0).contains(value)) else { return Ok(()) };
        let (least, most) = all().fold((value, value), |(least, most), x| (least.min(x), most.max(x)));
        let unit = source.divided(f64::from(most)).filter(|_| least >= 0.0);
        let unit = unit.map(|source| format!("scale them to [0, 1], --set 'input.kind={source}', or "));
        let standard = source.standardised().map(|source| format!(" and --set 'input.kind={source}'"));
        let advice = format!(
            "{}{gaussian}{}, for numbers of variance 1",
            unit.unwrap_or_default(),
            standard.unwrap_or_default()
        );
        wrong(format!("the number {value}"), advice)
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
        self.dataset.as_ref().map(Dataset::class_count)
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
        let dataset = self.dataset.as_ref()?;
        let Dataset { train, held_out, .. } = dataset;
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
            outputs: dataset.class_count(),
            watched: WatchedInput::new(values, watch),
            watched_classes: seen_classes[..watched].to_vec(),
        })
    }
}

/// Pixels of a digit that the program carries.
const DIGITS: usize = 784;

/// How a study is given inputs of this width.
fn as_wide(study: &Study, width: usize) -> String {
    match &study.widths {
        Widths::Even { .. } => format!("--set network.input={width}"),
        Widths::Layers(layers) => {
            let hidden = layers[1..].iter().map(|width| format!(",{width}"));
            format!("--set 'network.layers=[{width}{}]'", hidden.collect::<String>())
        }
    }
}
