//! Numbers and judgements in the words a figure shows.

use crate::record::{Metric, Verdict};

use crate::view::figure::Colour;

/// What a metric is called.
pub(crate) fn metric(metric: Metric) -> &'static str {
    metric.words()
}

/// The colour of a verdict's badge: Okabe and Ito's, with the word always beside it.
pub(crate) fn badge(verdict: Verdict) -> Colour {
    match verdict {
        Verdict::NonFinite => Colour(240, 228, 66),
        Verdict::Dead => Colour(0, 0, 0),
        Verdict::Symmetric => Colour(153, 153, 153),
        Verdict::Dying => Colour(0, 114, 178),
        Verdict::Vanishing => Colour(230, 159, 0),
        Verdict::Exploding => Colour(213, 94, 0),
        Verdict::InputBlind => Colour(86, 180, 233),
        Verdict::Saturated => Colour(204, 121, 167),
        Verdict::Healthy => Colour(0, 158, 115),
    }
}
