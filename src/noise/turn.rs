//! Cosine and sine of a random word read as a fraction of a turn.

use std::f32::consts::FRAC_PI_2;

/// π/2 minus its nearest `f32`.
const FRAC_PI_2_TAIL: f32 = -4.371_139e-8;

/// (cos 2πt, sin 2πt) for t = word / 2³².
///
/// The nearest quarter turn is split off in integers, so no reduction error
/// enters and a quarter turn maps (c, s) to exactly (-s, c). The rest lies
/// within half a quarter turn, q in \[-½, ½\], where
/// sin(πq/2) = (π/2)q + q³S(q²) and cos(πq/2) = 1 + q²C(q²), with S of degree 2
/// and C of degree 3 fitted for the least maximal relative error (Lawson, 1961,
/// iteratively reweighted least squares): 3.8e-9 and 6.4e-11. Rounding leaves
/// both results within 2 ulp.
#[inline(always)]
pub(super) fn cos_sin_turn(word: u32) -> (f32, f32) {
    let quarter = word.wrapping_add(1 << 29) >> 30;
    let rest = word.wrapping_sub(quarter << 30) as i32;
    let q = rest as f32 * (1.0 / (1u32 << 30) as f32);
    let square = q * q;

    let mut s = -4.604_834e-3f32;
    s = s.mul_add(square, 7.968_141e-2);
    s = s.mul_add(square, -0.645_963_6);
    s = s.mul_add(square, FRAC_PI_2_TAIL);
    let sin = q.mul_add(FRAC_PI_2, q * s);

    let mut c = 9.037_665_4e-4f32;
    c = c.mul_add(square, -2.086_016_5e-2);
    c = c.mul_add(square, 0.253_669_23);
    c = c.mul_add(square, -1.233_700_5);
    let cos = c.mul_add(square, 1.0);

    let odd = quarter & 1 != 0;
    let (along, across) = if odd { (sin, cos) } else { (cos, sin) };
    let cos_sign = (quarter.wrapping_add(1) & 2) << 30;
    let sin_sign = (quarter & 2) << 30;
    (f32::from_bits(along.to_bits() ^ cos_sign), f32::from_bits(across.to_bits() ^ sin_sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Angles over the whole turn, with the neighbourhoods of all octants.
    fn angles() -> impl Iterator<Item = u32> {
        let edges = (0..8u32)
            .flat_map(|eighth| (0..2048).map(move |d| (eighth << 29).wrapping_add(d).wrapping_sub(1024)));
        edges.chain((0..1 << 20).map(|i: u32| i.wrapping_mul(2_654_435_761)))
    }

    fn ulps(got: f32, want: f64) -> f64 {
        let ulp = f64::from(f32::EPSILON) * want.abs().log2().floor().exp2();
        (f64::from(got) - want).abs() / ulp
    }

    /// The exact pair, from the same integer reduction carried out in `f64` so
    /// that the reference keeps its relative accuracy next to the zeros.
    fn exact(word: u32) -> (f64, f64) {
        let quarter = word.wrapping_add(1 << 29) >> 30;
        let rest = word.wrapping_sub(quarter << 30) as i32;
        let (s, c) = (f64::from(rest) * std::f64::consts::TAU / 4_294_967_296.0).sin_cos();
        [(c, s), (-s, c), (-c, -s), (s, -c)][quarter as usize]
    }

    #[test]
    fn cosine_and_sine_are_within_two_ulp_of_the_exact_ones() {
        let mut worst: f64 = 0.0;
        for word in angles() {
            let ((c, s), (want_c, want_s)) = (cos_sin_turn(word), exact(word));
            for (got, want) in [(c, want_c), (s, want_s)] {
                if want == 0.0 {
                    assert_eq!(got, 0.0);
                } else {
                    worst = worst.max(ulps(got, want));
                }
            }
        }
        assert!(worst < 2.0, "{worst} ulp");
    }

    #[test]
    fn a_quarter_turn_is_an_exact_rotation() {
        for word in angles() {
            let (c, s) = cos_sin_turn(word);
            let (turned_c, turned_s) = cos_sin_turn(word.wrapping_add(1 << 30));
            assert_eq!((turned_c, turned_s), (-s, c));
        }
    }

    #[test]
    fn the_axes_are_exact() {
        assert_eq!(cos_sin_turn(0), (1.0, 0.0));
        assert_eq!(cos_sin_turn(1 << 30), (0.0, 1.0));
        assert_eq!(cos_sin_turn(2 << 30), (-1.0, 0.0));
        assert_eq!(cos_sin_turn(3 << 30), (0.0, -1.0));
    }
}
