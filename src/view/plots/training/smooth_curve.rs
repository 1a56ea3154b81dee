//! The smoothing that "Deep Learning from Scratch" gives its curves: a Kaiser window of 11 points.

/// Points of the window.
pub(crate) const WINDOW: usize = 11;
/// How fast the window falls off.
const BETA: f64 = 2.0;

/// `values` smoothed as by the book's `smooth_curve`; as they are where they are fewer than the
/// window.
///
/// The book's padding is kept: the first value is mirrored once, the last value twice.
pub(crate) fn smooth(values: &[f64]) -> Vec<f64> {
    let count = values.len();
    if count < WINDOW {
        return values.to_vec();
    }
    let weights = window();
    let total: f64 = weights.iter().sum();
    let reach = WINDOW / 2;
    let padded = |place: usize| {
        if place < reach {
            values[reach - place]
        } else if place < reach + count {
            values[place - reach]
        } else {
            values[2 * count + reach - 1 - place]
        }
    };
    let mean = |first: usize| {
        let terms =
            weights.iter().enumerate().map(|(offset, weight)| weight / total * padded(first + offset));
        terms.sum()
    };
    (0..count).map(mean).collect()
}

fn window() -> [f64; WINDOW] {
    let half = (WINDOW - 1) as f64 / 2.0;
    std::array::from_fn(|place| {
        let away = (place as f64 - half) / half;
        bessel(BETA * (1.0 - away * away).sqrt()) / bessel(BETA)
    })
}

/// The modified Bessel function of the first kind and order 0, for arguments of a few units: its
/// power series, whose terms there fall under rounding long before the last.
fn bessel(x: f64) -> f64 {
    const TERMS: i32 = 32;
    let quarter = x * x / 4.0;
    let step = |(term, sum): (f64, f64), k: i32| {
        let term = term * quarter / f64::from(k * k);
        (term, sum + term)
    };
    (1..TERMS).fold((1.0, 1.0), step).1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_close(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        for (a, b) in found.iter().zip(expected) {
            // A dozen operations on numbers of a few units.
            assert!((a - b).abs() < 1e-14 * 16.0, "{a} is not {b}");
        }
    }

    #[test]
    fn the_window_is_numpys() {
        let half = [
            0.4386762798370488,
            0.6113943543616491,
            0.7676749968275236,
            0.8921614338542881,
            0.9723298008693713,
            1.0,
        ];
        let window = window();
        assert_close(&window[..6], &half);
        assert!(window.iter().zip(window.iter().rev()).all(|(a, b)| a == b));
    }

    #[test]
    fn curves_are_smoothed_as_by_the_book_to_both_ends() {
        let rough: Vec<f64> =
            (0..16).map(|i| f64::from(i * 7 % 13) * 0.25 + 2.0 / f64::from(1 + i)).collect();
        // The book's `smooth_curve` of the same numbers, under NumPy.
        let smoothed = [
            1.9354262628257901,
            1.8676001346864588,
            1.9367217364963754,
            1.8717237544286063,
            1.9459958573541924,
            1.8867546994062925,
            1.9523067441372908,
            1.944456471816398,
            1.9249072924404853,
            1.8843615247844707,
            1.8229917664973108,
            1.6545917850492657,
            1.6009411928686221,
            1.3967227046377022,
            1.3217835760694776,
            1.2818856143721427,
        ];
        assert_close(&smooth(&rough), &smoothed);
    }

    #[test]
    fn short_curves_stay_as_they_are() {
        assert_eq!(smooth(&[3.0; 10]), [3.0; 10]);
        assert!(smooth(&[]).is_empty());
        assert_close(&smooth(&[3.0; 11]), &[3.0; 11]);
    }
}
