//! The vector loops against the single-number functions.

use initscope::activation::Activation;
use initscope::kernel::Real;

/// Ordinary, tiny, huge and exceptional numbers, in an order that mixes them.
fn signal<T: Real>(length: usize) -> Vec<T> {
    let special = [
        0.0,
        -0.0,
        1.0,
        -3.0,
        6.0,
        1e-300,
        -1e-30,
        1e30,
        -1e300,
        700.0,
        -740.0,
        -100.0,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
    ];
    (0..length)
        .map(|i| match i % 3 {
            0 => special[(i / 3) % special.len()],
            1 => 3.0 * (0.7 * i as f64).sin(),
            _ => 40.0 * (0.3 * i as f64).cos(),
        })
        .map(T::from_f64)
        .collect()
}

fn bits<T: Real>(numbers: &[T]) -> Vec<u64> {
    // The sign and payload of a NaN carry no meaning and are not promised.
    let bits = |x: &T| {
        if x.is_nan() { f64::NAN.to_bits() } else { x.to_f64().to_bits() }
    };
    numbers.iter().map(bits).collect()
}

fn slices_repeat_single_numbers<T: Real>() {
    for activation in super::all().into_iter().chain(super::expression::formulas()) {
        for length in 0..=70 {
            let signal = signal::<T>(length);
            let single_values: Vec<T> = signal.iter().map(|&x| activation.value(x)).collect();
            let single_slopes: Vec<T> = signal.iter().map(|&x| activation.slope(x)).collect();

            let mut values = signal.clone();
            activation.apply(&mut values);
            assert_eq!(bits(&values), bits(&single_values), "{activation}, {length} values");

            let mut values = signal.clone();
            let mut slopes = vec![T::ZERO; length];
            activation.apply_with_slopes(&mut values, &mut slopes);
            assert_eq!(bits(&values), bits(&single_values), "{activation}, {length} values");
            assert_eq!(bits(&slopes), bits(&single_slopes), "{activation}, {length} slopes");
        }
    }
}

#[test]
fn f32_slices_of_any_length_hold_the_bits_of_single_numbers() {
    slices_repeat_single_numbers::<f32>();
}

#[test]
fn f64_slices_of_any_length_hold_the_bits_of_single_numbers() {
    slices_repeat_single_numbers::<f64>();
}

#[test]
#[should_panic(expected = "one slope per pre-activation")]
fn slices_of_different_lengths_are_refused() {
    Activation::Relu.apply_with_slopes(&mut [1.0_f64, 2.0], &mut [0.0]);
}
