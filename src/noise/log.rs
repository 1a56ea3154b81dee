//! Natural logarithm of a random word read as a number in (0, 1].

/// Words from here on stand for numbers of at least √½ (rounded to 2⁻⁸), where
/// the exponent reduction is the identity.
const NEAR_ONE: u32 = 0xb500_0000;

/// Bit pattern of the `f32` nearest to √½.
const SQRT_HALF: u32 = 0x3f35_04f3;

/// What multiplying by 2³² adds to the bit pattern of an `f32`.
const TWO_POW_32: u32 = 32 << 23;

const MANTISSA: u32 = 0x007f_ffff;

/// ln 2 as a 9-bit head, exact when multiplied by a small integer, and a tail.
const LN2_HEAD: f32 = 0.693_359_4;
const LN2_TAIL: f32 = -2.121_944_4e-4;

/// ln u for u = (word + 1) / 2³², from ln 2⁻³² = -22.18 up to 0, never positive.
///
/// u = m·2ᵏ with m in \[√½, √2), f = m - 1 and
/// ln u = k ln 2 + f - f²/2 + f³P(f), P of degree 8. For u near 1, f = u - 1 is
/// word + 1 read as a signed integer, over 2³²: no bit of the word is lost to
/// rounding u, and small radii are as fine as large ones. The result is within
/// 2.5 ulp, most of it from rounding u to `f32` just below √½.
///
/// Source: Moshier (1992), Cephes Mathematical Library 2.2, `logf.c`.
#[inline(always)]
pub(super) fn ln_unit(word: u32) -> f32 {
    let scaled = word.wrapping_add(1);
    let offset = (scaled as f32).to_bits().wrapping_sub(SQRT_HALF + TWO_POW_32);
    let mantissa = f32::from_bits((offset & MANTISSA) + SQRT_HALF);
    let (k, f) = if word >= NEAR_ONE {
        (0, scaled as i32 as f32 * (1.0 / 4_294_967_296.0))
    } else {
        (offset as i32 >> 23, mantissa - 1.0)
    };
    let k = k as f32;

    let mut p = 7.037_683_6e-2f32;
    p = p.mul_add(f, -0.115_146_1);
    p = p.mul_add(f, 0.116_769_984);
    p = p.mul_add(f, -0.124_201_41);
    p = p.mul_add(f, 0.142_493_23);
    p = p.mul_add(f, -0.166_680_57);
    p = p.mul_add(f, 0.200_007_14);
    p = p.mul_add(f, -0.249_999_94);
    p = p.mul_add(f, 0.333_333_3);

    let square = f * f;
    let tail = k.mul_add(LN2_TAIL, p * f * square);
    let correction = square.mul_add(-0.5, tail);
    k.mul_add(LN2_HEAD, f + correction)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(word: u32) -> f64 {
        ((f64::from(word) + 1.0) / 4_294_967_296.0).ln()
    }

    #[test]
    fn the_logarithm_is_within_two_and_a_half_ulp_of_the_exact_one() {
        // A stride odd and prime to 2³² visits all scales; the powers of two
        // and the switch points are visited with their neighbours.
        let around = (0..32).map(|b| 1u32 << b).chain([NEAR_ONE, 0xb504_f333, 0]);
        let edges = around.flat_map(|w| (0..2048).map(move |d| w.wrapping_add(d).wrapping_sub(1024)));
        let swept = (0..1 << 20).map(|i: u32| i.wrapping_mul(2_654_435_761));
        let mut worst: f64 = 0.0;
        for word in edges.chain(swept) {
            let (got, want) = (ln_unit(word), exact(word));
            if want == 0.0 {
                assert_eq!(got, 0.0);
                continue;
            }
            let ulp = f64::from(f32::EPSILON) * (want.abs().log2().floor()).exp2();
            worst = worst.max((f64::from(got) - want).abs() / ulp);
        }
        assert!(worst < 2.5, "{worst} ulp");
    }

    #[test]
    fn the_logarithm_is_never_positive() {
        for distance in 0..100_000 {
            assert!(ln_unit(u32::MAX - distance) <= 0.0);
        }
    }
}
