//! What is recorded over training steps.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A number that is followed over training steps, named as in `curves.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Metric {
    /// Mean loss of the minibatch that the network is about to learn from.
    Loss,
    /// Mean loss over training samples.
    TrainLoss,
    /// Share of training samples whose class has the largest output.
    TrainAccuracy,
    /// Mean loss over held-out samples.
    HeldOutLoss,
    /// Share of held-out samples whose class has the largest output.
    HeldOutAccuracy,
    /// `log10(std of the weight gradient / std of the weights)` of a layer.
    GradientToWeight,
    /// `log10(std of the weights' update / std of the weights)` of a layer; about -3 where learning goes well.
    UpdateToWeight,
    /// Units of a layer that can be told apart, each with its weights and bias: those that differ by more than
    /// a hundredth of their length.
    DistinctUnits,
    /// Mean cosine of the pairs of units of a layer; 1 where all point the same way.
    UnitCosine,
    /// Effective rank of a layer's weights: the number of directions that carry it.
    EffectiveRank,
    /// Gradients of a layer's units that can be told apart.
    DistinctGradients,
    /// Mean cosine of the pairs of gradients of a layer's units.
    GradientCosine,
    /// Root mean square of how far a layer's weights are from those that were drawn.
    Drift,
    /// Root mean square of how far a layer's biases are from those that were drawn.
    BiasDrift,
    /// Updates until the loss over training samples was first seen at the target or below; undefined
    /// where it never was.
    StepsToTarget,
    /// Whether the target was reached: 1 or 0.
    Reached,
    /// Mean square, over training samples and visible units, of what is lost on the way to the hidden
    /// probabilities of a restricted Boltzmann machine and back.
    ReconstructionError,
    /// The same over held-out samples.
    HeldOutReconstructionError,
    /// Mean free energy of training samples: the lower, the likelier a machine thinks them.
    FreeEnergy,
    /// Mean free energy of held-out samples.
    HeldOutFreeEnergy,
    /// Free energy of held-out samples less that of training samples; it grows as a machine learns these by
    /// heart (Hinton 2012, section 6).
    FreeEnergyGap,
    /// Updates until training ended, as planned or because the loss was not finite.
    Steps,
}

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

impl Metric {
    /// Every metric, in the order in which they are recorded at a step.
    pub const ALL: [Self; 22] = [
        Self::Loss,
        Self::TrainLoss,
        Self::TrainAccuracy,
        Self::HeldOutLoss,
        Self::HeldOutAccuracy,
        Self::DistinctUnits,
        Self::UnitCosine,
        Self::EffectiveRank,
        Self::DistinctGradients,
        Self::GradientCosine,
        Self::Drift,
        Self::BiasDrift,
        Self::GradientToWeight,
        Self::UpdateToWeight,
        Self::ReconstructionError,
        Self::HeldOutReconstructionError,
        Self::FreeEnergy,
        Self::HeldOutFreeEnergy,
        Self::FreeEnergyGap,
        Self::StepsToTarget,
        Self::Reached,
        Self::Steps,
    ];

    /// Name in records and studies.
    pub fn name(self) -> &'static str {
        match self {
            Self::Loss => "loss",
            Self::TrainLoss => "train-loss",
            Self::TrainAccuracy => "train-accuracy",
            Self::HeldOutLoss => "held-out-loss",
            Self::HeldOutAccuracy => "held-out-accuracy",
            Self::GradientToWeight => "gradient-to-weight",
            Self::UpdateToWeight => "update-to-weight",
            Self::DistinctUnits => "distinct-units",
            Self::UnitCosine => "unit-cosine",
            Self::EffectiveRank => "effective-rank",
            Self::DistinctGradients => "distinct-gradients",
            Self::GradientCosine => "gradient-cosine",
            Self::Drift => "drift",
            Self::BiasDrift => "bias-drift",
            Self::ReconstructionError => "reconstruction-error",
            Self::HeldOutReconstructionError => "held-out-reconstruction-error",
            Self::FreeEnergy => "free-energy",
            Self::HeldOutFreeEnergy => "held-out-free-energy",
            Self::FreeEnergyGap => "free-energy-gap",
            Self::StepsToTarget => "steps-to-target",
            Self::Reached => "reached",
            Self::Steps => "steps",
        }
    }

    /// When the metric is recorded.
    pub fn occasion(self) -> Occasion {
        match self {
            Self::Loss => Occasion::Step,
            Self::TrainLoss | Self::TrainAccuracy | Self::HeldOutLoss | Self::HeldOutAccuracy => {
                Occasion::Judged
            }
            Self::GradientToWeight | Self::UpdateToWeight => Occasion::Judged,
            Self::DistinctUnits | Self::UnitCosine | Self::EffectiveRank => Occasion::Compared,
            Self::DistinctGradients | Self::GradientCosine => Occasion::Compared,
            Self::Drift | Self::BiasDrift => Occasion::Compared,
            Self::ReconstructionError | Self::HeldOutReconstructionError => Occasion::Epoch,
            Self::FreeEnergy | Self::HeldOutFreeEnergy | Self::FreeEnergyGap => Occasion::Epoch,
            Self::StepsToTarget | Self::Reached | Self::Steps => Occasion::End,
        }
    }

    /// Whether every layer has its own.
    pub fn is_by_layer(self) -> bool {
        matches!(self, Self::GradientToWeight | Self::UpdateToWeight)
            || matches!(self.occasion(), Occasion::Compared | Occasion::Epoch)
    }

    /// The smallest and the largest number that the metric can be.
    pub fn range(self) -> (f64, f64) {
        match self {
            Self::Loss | Self::TrainLoss | Self::HeldOutLoss => (0.0, f64::INFINITY),
            Self::EffectiveRank | Self::Drift | Self::BiasDrift => (0.0, f64::INFINITY),
            Self::Steps | Self::StepsToTarget => (0.0, f64::INFINITY),
            Self::DistinctUnits | Self::DistinctGradients => (1.0, f64::INFINITY),
            Self::TrainAccuracy | Self::HeldOutAccuracy | Self::Reached => (0.0, 1.0),
            Self::UnitCosine | Self::GradientCosine => (-1.0, 1.0),
            Self::ReconstructionError | Self::HeldOutReconstructionError => (0.0, f64::INFINITY),
            Self::GradientToWeight | Self::UpdateToWeight => (f64::NEG_INFINITY, f64::INFINITY),
            Self::FreeEnergy | Self::HeldOutFreeEnergy | Self::FreeEnergyGap => {
                (f64::NEG_INFINITY, f64::INFINITY)
            }
        }
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that no metric has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown metric `{0}`; allowed: {known}", known = Metric::ALL.map(Metric::name).join(", "))]
pub struct UnknownMetric(String);

impl FromStr for Metric {
    type Err = UnknownMetric;

    fn from_str(text: &str) -> Result<Self, UnknownMetric> {
        let found = Self::ALL.into_iter().find(|metric| metric.name() == text);
        found.ok_or_else(|| UnknownMetric(text.to_owned()))
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
