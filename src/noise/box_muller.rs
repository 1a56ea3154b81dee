//! Standard normal numbers from random words.

use super::lanes::BLOCK;
use super::log::ln_unit;
use super::turn::cos_sin_turn;

const PAIRS: usize = BLOCK / 2;

/// Turns a block of words into as many standard normal numbers.
///
/// z = √(-2 ln u)·cos 2πt and z' = √(-2 ln u)·sin 2πt, with u in (0, 1] from the
/// first half of the words and t in \[0, 1) from the second; cosines fill the
/// first half of `out`, sines the second. The smallest u is 2⁻³², so
/// |z| ≤ √(64 ln 2) = 6.66, a bound the exact law passes with probability
/// 3e-11 per number.
///
/// Source: Box and Muller (1958), Annals of Mathematical Statistics 29(2),
/// equation (1). Two passes, because the constants of both halves together do
/// not fit the vector registers.
#[inline(always)]
pub(super) fn box_muller(words: &[u32; BLOCK], out: &mut [f32; BLOCK]) {
    let (radius_words, angle_words) = words.split_at(PAIRS);
    let mut radii = [0.0f32; PAIRS];
    for (radius, &word) in radii.iter_mut().zip(radius_words) {
        *radius = (-2.0 * ln_unit(word)).sqrt();
    }
    let (cosines, sines) = out.split_at_mut(PAIRS);
    let pairs = cosines.iter_mut().zip(sines);
    for ((z, partner), (radius, &word)) in pairs.zip(radii.iter().zip(angle_words)) {
        let (cos, sin) = cos_sin_turn(word);
        *z = radius * cos;
        *partner = radius * sin;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXTREMES: [u32; 12] = [
        0,
        1,
        0x1fff_ffff,
        0x2000_0000,
        0x3fff_ffff,
        0x4000_0000,
        0x7fff_ffff,
        0x8000_0000,
        0xb4ff_ffff,
        0xb500_0000,
        0xffff_fffe,
        u32::MAX,
    ];

    fn pair(radius_word: u32, angle_word: u32) -> (f32, f32) {
        let mut words = [radius_word; BLOCK];
        words[PAIRS..].fill(angle_word);
        let mut out = [0.0; BLOCK];
        box_muller(&words, &mut out);
        (out[0], out[PAIRS])
    }

    #[test]
    fn extreme_words_give_finite_numbers() {
        for radius_word in EXTREMES {
            for angle_word in EXTREMES {
                let (z, partner) = pair(radius_word, angle_word);
                assert!(z.is_finite() && partner.is_finite());
            }
        }
    }

    #[test]
    fn the_word_zero_gives_the_largest_radius() {
        let bound = (64.0 * std::f64::consts::LN_2).sqrt();
        let (z, partner) = pair(0, 0);
        assert!((f64::from(z) - bound).abs() < 1e-6 && partner == 0.0);
        for quarter in 0..4 {
            let (z, partner) = pair(0, quarter << 30);
            assert_eq!(z.abs().max(partner.abs()), pair(0, 0).0);
        }
    }

    #[test]
    fn the_largest_word_gives_the_origin() {
        for angle_word in EXTREMES {
            assert_eq!(pair(u32::MAX, angle_word), (0.0, 0.0));
        }
    }

    #[test]
    fn the_radius_keeps_all_bits_of_the_word_next_to_the_origin() {
        for distance in [1u32, 2, 3, 100, 12_345] {
            let exact = (-2.0 * (-f64::from(distance) / 4_294_967_296.0).ln_1p()).sqrt();
            let (z, _) = pair(u32::MAX - distance, 0);
            assert!((f64::from(z) / exact - 1.0).abs() < 2.0 * f64::from(f32::EPSILON));
        }
    }
}
