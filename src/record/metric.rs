//! What is recorded over training steps: the one table of it.

use serde::{Deserialize, Serialize};

use crate::named::named;

/// When a number is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Where the minibatch's loss is.
    Step,
    /// Where networks are judged.
    Judged,
    /// Where the units of each layer are compared.
    Compared,
    /// After every epoch of a restricted Boltzmann machine.
    Epoch,
    /// Once, when training ends.
    End,
}

/// The smallest and the largest number that a metric can be.
const REAL: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);
const POSITIVE: (f64, f64) = (0.0, f64::INFINITY);
const SHARE: (f64, f64) = (0.0, 1.0);
const COSINE: (f64, f64) = (-1.0, 1.0);
/// At least one thing is there to be told apart.
const COUNT: (f64, f64) = (1.0, f64::INFINITY);

/// What there is to know of a metric.
struct Row {
    occasion: Occasion,
    is_by_layer: bool,
    range: (f64, f64),
}

/// A number of the network as a whole.
const fn of_all(occasion: Occasion, range: (f64, f64)) -> Row {
    Row { occasion, is_by_layer: false, range }
}

/// A number that every layer has.
const fn by_layer(occasion: Occasion, range: (f64, f64)) -> Row {
    Row { occasion, is_by_layer: true, range }
}

named! {
    /// A number that is followed over training steps, named as in `curves.csv`, in the order in which they are
    /// recorded at a step.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    Metric: "metric" => Row {
        /// Mean loss of the minibatch that the network is about to learn from.
        Loss = "loss" => of_all(Occasion::Step, POSITIVE),
        /// Mean loss over training samples.
        TrainLoss = "train-loss" => of_all(Occasion::Judged, POSITIVE),
        /// Share of training samples whose class has the largest output.
        TrainAccuracy = "train-accuracy" => of_all(Occasion::Judged, SHARE),
        /// Mean loss over held-out samples.
        HeldOutLoss = "held-out-loss" => of_all(Occasion::Judged, POSITIVE),
        /// Share of held-out samples whose class has the largest output.
        HeldOutAccuracy = "held-out-accuracy" => of_all(Occasion::Judged, SHARE),
        /// Units of a layer that can be told apart, each with its weights and bias: those that differ by more than
        /// a hundredth of their length.
        DistinctUnits = "distinct-units" => by_layer(Occasion::Compared, COUNT),
        /// Mean cosine of the pairs of units of a layer; 1 where all point the same way.
        UnitCosine = "unit-cosine" => by_layer(Occasion::Compared, COSINE),
        /// Effective rank of a layer's weights: the number of directions that carry it.
        EffectiveRank = "effective-rank" => by_layer(Occasion::Compared, POSITIVE),
        /// Gradients of a layer's units that can be told apart.
        DistinctGradients = "distinct-gradients" => by_layer(Occasion::Compared, COUNT),
        /// Mean cosine of the pairs of gradients of a layer's units.
        GradientCosine = "gradient-cosine" => by_layer(Occasion::Compared, COSINE),
        /// Root mean square of how far a layer's weights are from those that were drawn.
        Drift = "drift" => by_layer(Occasion::Compared, POSITIVE),
        /// Root mean square of how far a layer's biases are from those that were drawn.
        BiasDrift = "bias-drift" => by_layer(Occasion::Compared, POSITIVE),
        /// `log10(std of the weight gradient / std of the weights)` of a layer.
        GradientToWeight = "gradient-to-weight" => by_layer(Occasion::Judged, REAL),
        /// `log10(std of the weights' update / std of the weights)` of a layer; about -3 where learning goes well.
        UpdateToWeight = "update-to-weight" => by_layer(Occasion::Judged, REAL),
        /// Mean square, over training samples and visible units, of what is lost on the way to the hidden
        /// probabilities of a restricted Boltzmann machine and back.
        ReconstructionError = "reconstruction-error" => by_layer(Occasion::Epoch, POSITIVE),
        /// The same over held-out samples.
        HeldOutReconstructionError = "held-out-reconstruction-error" => by_layer(Occasion::Epoch, POSITIVE),
        /// Mean square, over the same training samples and visible units, of what is lost where each sample is
        /// reconstructed as the mean of all training samples: the error of a machine that tells none apart.
        MeanError = "mean-error" => by_layer(Occasion::Epoch, POSITIVE),
        /// Mean free energy of training samples: the lower, the likelier a machine thinks them.
        FreeEnergy = "free-energy" => by_layer(Occasion::Epoch, REAL),
        /// Mean free energy of held-out samples.
        HeldOutFreeEnergy = "held-out-free-energy" => by_layer(Occasion::Epoch, REAL),
        /// Free energy of held-out samples less that of training samples; it grows as a machine learns these by
        /// heart (Hinton 2012, section 6).
        FreeEnergyGap = "free-energy-gap" => by_layer(Occasion::Epoch, REAL),
        /// Updates until the loss over training samples was first seen at the target or below; undefined
        /// where it never was.
        StepsToTarget = "steps-to-target" => of_all(Occasion::End, POSITIVE),
        /// Whether the target was reached: 1 or 0.
        Reached = "reached" => of_all(Occasion::End, SHARE),
        /// Updates until training ended, as planned or because the loss was not finite.
        Steps = "steps" => of_all(Occasion::End, POSITIVE),
    }
}

impl Metric {
    /// When the metric is recorded.
    pub fn occasion(self) -> Occasion {
        self.row().occasion
    }

    /// Whether every layer has its own.
    pub fn is_by_layer(self) -> bool {
        self.row().is_by_layer
    }

    /// What it is called in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Loss => "minibatch loss",
            Self::TrainLoss => "training loss",
            Self::TrainAccuracy => "training accuracy",
            Self::HeldOutLoss => "held-out loss",
            Self::HeldOutAccuracy => "held-out accuracy",
            Self::DistinctUnits => "units told apart",
            Self::UnitCosine => "mean cosine of units",
            Self::EffectiveRank => "effective rank of weights",
            Self::DistinctGradients => "gradients told apart",
            Self::GradientCosine => "mean cosine of gradients",
            Self::Drift => "rms distance of weights from the start",
            Self::BiasDrift => "rms distance of biases from the start",
            Self::GradientToWeight => "log10 of gradient / weight",
            Self::UpdateToWeight => "log10 of update / weight",
            Self::ReconstructionError => "reconstruction error",
            Self::HeldOutReconstructionError => "held-out reconstruction error",
            Self::MeanError => "error of the mean",
            Self::FreeEnergy => "free energy",
            Self::HeldOutFreeEnergy => "held-out free energy",
            Self::FreeEnergyGap => "free-energy gap",
            Self::StepsToTarget => "steps to the target",
            Self::Reached => "target reached",
            Self::Steps => "steps until training ended",
        }
    }

    /// The smallest and the largest number that the metric can be.
    pub fn range(self) -> (f64, f64) {
        self.row().range
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_records_write() {
        for metric in Metric::ALL {
            assert_eq!(serde_json::to_string(&metric).unwrap(), format!("\"{metric}\""));
            assert_eq!(metric.name().parse(), Ok(metric));
        }
    }
}
