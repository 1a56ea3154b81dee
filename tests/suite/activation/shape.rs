//! Bounds of values and slopes.

use initscope::kernel::Real;

/// Steps of 1/512 out to ±32, and far points beyond.
fn grid() -> impl Iterator<Item = f64> {
    let far = [40.0, 100.0, 1e3, 1e6, 1e30].into_iter().flat_map(|x| [-x, x]);
    (-16384..=16384).map(|i| f64::from(i) / 512.0).chain(far)
}

fn values_stay_in_range<T: Real>() {
    for activation in super::all() {
        let Some((low, high)) = activation.range() else {
            continue;
        };
        let (low, high) = (T::from_f64(low), T::from_f64(high));
        let (mut lowest, mut highest) = (T::INFINITY, -T::INFINITY);
        let mut values: Vec<T> = grid().map(T::from_f64).collect();
        activation.apply(&mut values);
        for value in values {
            assert!(low <= value && value <= high, "{activation} takes the value {value}");
            lowest = if value < lowest { value } else { lowest };
            highest = if value > highest { value } else { highest };
        }
        let tolerance = T::from_f32(1e-6);
        assert!(lowest - low <= tolerance, "{activation} only falls to {lowest}");
        assert!(high - highest <= tolerance, "{activation} only rises to {highest}");
    }
}

#[test]
fn values_fill_their_range_and_no_more() {
    values_stay_in_range::<f32>();
    values_stay_in_range::<f64>();
}

#[test]
fn activations_without_a_range_leave_every_bound() {
    for activation in super::all() {
        let unbounded = activation.value(1e300_f64) > 1e299 || activation.value(-1e300_f64) > 1e299;
        assert_eq!(activation.range().is_none(), unbounded, "{activation}");
    }
}

/// Quadratic near its top, a slope misses its maximum on a grid of spacing h by less than
/// h^2/8 |f'''|, here 4.8e-7 |f'''|; hard-swish approaches its supremum 3/2 linearly at a kink.
#[test]
fn max_slope_is_the_supremum_of_the_slopes() {
    for activation in super::all() {
        let supremum = activation.max_slope();
        let mut xs: Vec<f64> = grid().chain([3.0 - 1e-9]).collect();
        let mut slopes = vec![0.0; xs.len()];
        activation.apply_with_slopes(&mut xs, &mut slopes);
        let found = slopes.iter().fold(0.0_f64, |top, slope| top.max(slope.abs()));
        assert!(found <= supremum * (1.0 + 4.0 * f64::EPSILON), "{activation} reaches {found}");
        assert!(found >= supremum * (1.0 - 1e-6), "{activation} only reaches {found}");
    }
}
