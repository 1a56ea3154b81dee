//! The number that a claim asks for, in words.

use super::claim::{Claim, Form, Subject};
use super::select::Place;
use crate::network::Quantity;
use crate::record::{Metric, Occasion};
use crate::stats::Measure;

impl Claim {
    /// What is measured: "std of activations, layer 5".
    ///
    /// `time` is what training or learning goes by, "step" or "epoch"; `None` where there is neither.
    pub fn number_words(&self, time: Option<&str>) -> String {
        let subject = self.subject.words();
        let at = |layer: &Place| self.layer_words(*layer);
        let mut parts = match &self.form {
            Form::Value { layer } => vec![Some(subject), at(layer)],
            Form::Layers { of, to, per_layer } => {
                let ratio = if *per_layer { "ratio per layer" } else { "ratio" };
                vec![Some(format!("{ratio} of {subject}")), Some(between(*of, *to))]
            }
            Form::Cells { of, to, layer } => {
                vec![Some(format!("ratio of {subject}")), Some(format!("{of} to {to}")), at(layer)]
            }
            Form::Order { layer, .. } => vec![Some(format!("smallest gap in {subject}")), at(layer)],
        };
        parts.push(time.and_then(|time| self.time_words(time)));
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Where it is looked at, unless all layers have one number together.
    fn layer_words(&self, layer: Place) -> Option<String> {
        let has_layers = match self.subject {
            Subject::Site { quantity, .. } => quantity != Quantity::Input,
            Subject::Curve(metric) => metric.is_by_layer(),
        };
        has_layers.then(|| match layer {
            Place::All => "all layers".to_owned(),
            Place::At(number) => format!("layer {number}"),
            end => format!("{} layer", ordinal(end)),
        })
    }

    /// When it is looked at, unless it is known once.
    fn time_words(&self, time: &str) -> Option<String> {
        if matches!(self.subject, Subject::Curve(metric) if metric.occasion() == Occasion::End) {
            return None;
        }
        Some(match self.step {
            Place::All => format!("every {time}"),
            Place::At(number) => format!("{time} {number}"),
            end => format!("{} {time}", ordinal(end)),
        })
    }
}

impl Subject {
    fn words(self) -> String {
        match self {
            Self::Curve(metric) => Metric::words(metric).to_owned(),
            // Of nothing else.
            Self::Site { quantity: Quantity::Activation, measure } if measure.is_of_outputs() => {
                measure.words().to_owned()
            }
            Self::Site { quantity, measure } => format!("{} of {}", measure.words(), quantity.words()),
        }
    }
}

impl Measure {
    /// Whether one takes it to be of a layer's outputs, where nothing is said.
    fn is_of_outputs(self) -> bool {
        matches!(
            self,
            Self::ZeroFraction | Self::SaturatedFraction | Self::DeadUnitFraction | Self::SignalShare
        )
    }
}

/// From one layer to another.
fn between(of: Place, to: Place) -> String {
    match (of, to) {
        (Place::At(of), Place::At(to)) => format!("layer {of} to layer {to}"),
        (Place::At(of), to) => format!("layer {of} to {} layer", ordinal(to)),
        (of, Place::At(to)) => format!("{} layer to layer {to}", ordinal(of)),
        (of, to) => format!("{} to {} layer", ordinal(of), ordinal(to)),
    }
}

fn ordinal(place: Place) -> String {
    match place {
        Place::First => "first".to_owned(),
        Place::Last => "last".to_owned(),
        Place::All => "every".to_owned(),
        Place::At(number) => number.to_string(),
    }
}
