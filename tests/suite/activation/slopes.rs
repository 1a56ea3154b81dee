//! Slopes against differences of the values.

use initscope::activation::Activation;

const STEP: f64 = 1e-3;

/// The literal cases in `edges` cover the kinks themselves.
fn away_from_kinks(activation: Activation, x: f64) -> bool {
    super::kinks(activation).iter().all(|kink| (x - kink).abs() > 4.0 * STEP)
}

/// The five-point formula (8 (f(x+h) - f(x-h)) - (f(x+2h) - f(x-2h))) / 12h misses the slope by
/// h^4 |f'''''| / 30 plus 3 delta / 2h, where delta bounds the error of f at x ± h and x ± 2h. No
/// fifth derivative exceeds the 120 of softsign (arctan 24, tanh 16), and with |f| below 12 and
/// two epsilons each from rounding f and x, delta is below 48 epsilons.
#[test]
fn every_slope_is_the_limit_of_difference_quotients() {
    let truncation = STEP.powi(4) * 120.0 / 30.0;
    let rounding = 1.5 * 48.0 * f64::EPSILON / STEP;
    for activation in super::all() {
        let value = |x: f64| activation.value(x);
        for i in -797..=797 {
            let x = 0.01 * f64::from(i) + 0.0017;
            // Softsign is three times differentiable only on either side of 0.
            let bent = activation == Activation::Softsign && x.abs() < 4.0 * STEP;
            if bent || !away_from_kinks(activation, x) {
                continue;
            }
            let near = value(x + STEP) - value(x - STEP);
            let far = value(x + 2.0 * STEP) - value(x - 2.0 * STEP);
            let quotient = (8.0 * near - far) / (12.0 * STEP);
            let slope = activation.slope(x);
            assert!(
                (quotient - slope).abs() <= truncation + rounding,
                "{activation}'({x}): {slope}, differences give {quotient}"
            );
        }
    }
}
