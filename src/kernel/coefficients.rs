//! What the elementary functions need to know about each precision: polynomials, split
//! constants and the two places where a bit pattern is built.
//!
//! The polynomials are Chebyshev fits computed with 60 digits and rounded once; their error,
//! relative to the function they stand for, is below 2^-53 for `f64` and 2^-24 for `f32`.

/// Constants and bit patterns of one precision. The module is private, which seals
/// [`Real`](super::Real).
pub trait Coefficients: Sized + 'static {
    /// 1.5 * 2^(p-1) + 2 * bias: adding it rounds to the nearest integer n and leaves
    /// n + 2 * bias in the low bits, ready to become two exponents.
    const EXPONENT_SHIFT: Self;
    /// 1.5 * 2^(p-1): adding it rounds to the nearest integer and leaves it in the low bits.
    const INTEGER_SHIFT: Self;
    /// Where exp has long become exactly 0, and where infinite.
    const EXP_DOMAIN: [Self; 2];
    /// A magnitude m with exp(-m) exactly 0.
    const SATURATION: Self;
    /// log2(e).
    const LOG2_E: Self;
    /// ln(2) as a sum of two numbers.
    const LN_2: [Self; 2];
    /// 2 / pi.
    const FRAC_2_PI: Self;
    /// pi / 2 as a sum of three numbers.
    const HALF_PI: [Self; 3];
    /// pi / 4 as a sum of two numbers.
    const QUARTER_PI: [Self; 2];
    /// (expm1(r) - r) / r^2 on |r| <= ln(2) / 2.
    const EXP: &'static [Self];
    /// (2 atanh(s) - 2s) / s^3 in s^2 on 0 <= s <= 1/3.
    const LOG: &'static [Self];
    /// (atan(z) - z) / z^3 in z^2 on |z| <= tan(pi/8).
    const ATAN: &'static [Self];
    /// (sin(r) - r) / r^3 in r^2 on |r| <= pi/4.
    const SIN: &'static [Self];
    /// (cos(r) - 1 + r^2/2) / r^4 in r^2 on |r| <= pi/4.
    const COS: &'static [Self];
    /// (a + k) exp(a^2/2) Q(a) in (a - k) / (a + k), with Q the upper tail of the standard
    /// normal distribution.
    const MILLS: &'static [Self];
    /// The k of [`Coefficients::MILLS`].
    const MILLS_CENTRE: Self;
    /// Where Q has long become exactly 0.
    const MILLS_DOMAIN: Self;

    /// `[2^i, 2^j, 2^-j]` with i + j = n and |i - j| <= 1, from n + [`EXPONENT_SHIFT`].
    ///
    /// Two factors reach exact zero, the subnormals and infinity, where one exponent field
    /// would have wrapped around.
    ///
    /// [`EXPONENT_SHIFT`]: Coefficients::EXPONENT_SHIFT
    fn powers_of_two(shifted: Self) -> [Self; 3];

    /// Whether n is odd, and the signs of sin and cos in quadrant n, from
    /// n + [`INTEGER_SHIFT`](Coefficients::INTEGER_SHIFT).
    fn quadrant(shifted: Self) -> (bool, [Self; 2]);

    /// (n, m) with `self` = 2^n m and m in \[√½, √2), for a normal number above 0.
    fn exponent_and_mantissa(self) -> (Self, Self);
}

macro_rules! bit_patterns {
    ($float:ident, $bits:ident, $bias:literal) => {
        #[inline(always)]
        fn powers_of_two(shifted: Self) -> [Self; 3] {
            const MANTISSA: u32 = $float::MANTISSA_DIGITS - 1;
            let bits = shifted.to_bits();
            let first = bits >> 1;
            let second = bits.wrapping_sub(first);
            let inverse = (2 * $bias as $bits).wrapping_sub(second);
            [first, second, inverse].map(|exponent| $float::from_bits(exponent << MANTISSA))
        }

        #[inline(always)]
        fn quadrant(shifted: Self) -> (bool, [Self; 2]) {
            const SIGN: u32 = $bits::BITS - 1;
            let bits = shifted.to_bits();
            let sign = |bits: $bits| $float::from_bits($float::to_bits(1.0) | ((bits >> 1) << SIGN));
            (bits & 1 == 1, [sign(bits), sign(bits.wrapping_add(1))])
        }

        #[inline(always)]
        fn exponent_and_mantissa(self) -> (Self, Self) {
            const MANTISSA: u32 = $float::MANTISSA_DIGITS - 1;
            const BELOW: $bits = (1 << MANTISSA) - 1;
            let root_half = $float::to_bits(std::$float::consts::FRAC_1_SQRT_2);
            // With the bias added the exponent is not negative, and no shift need keep a sign.
            let offset = self.to_bits().wrapping_sub(root_half).wrapping_add($bias << MANTISSA);
            let shifted = $float::from_bits(Self::INTEGER_SHIFT.to_bits().wrapping_add(offset >> MANTISSA));
            let exponent = shifted - (Self::INTEGER_SHIFT + $bias as $float);
            (exponent, $float::from_bits((offset & BELOW) + root_half))
        }
    };
}

impl Coefficients for f64 {
    const EXPONENT_SHIFT: Self = 6_755_399_441_055_744.0 + 2046.0;
    const INTEGER_SHIFT: Self = 6_755_399_441_055_744.0;
    const EXP_DOMAIN: [Self; 2] = [-746.0, 710.0];
    const SATURATION: Self = 760.0;
    const LOG2_E: Self = std::f64::consts::LOG2_E;
    const LN_2: [Self; 2] = [std::f64::consts::LN_2, 2.3190468138462996e-17];
    const FRAC_2_PI: Self = std::f64::consts::FRAC_2_PI;
    const HALF_PI: [Self; 3] = [std::f64::consts::FRAC_PI_2, 6.123233995736766e-17, -1.4973849048591698e-33];
    const QUARTER_PI: [Self; 2] = [std::f64::consts::FRAC_PI_4, 3.061616997868383e-17];
    const EXP: &'static [Self] = &[
        0.5,
        0.1666666666666667,
        0.04166666666666667,
        0.008333333333326136,
        0.0013888888888883748,
        0.00019841269874820627,
        2.4801587325547743e-5,
        2.7557255400206422e-6,
        2.75572736431103e-7,
        2.5105217004720745e-8,
        2.0914686968086876e-9,
    ];
    const LOG: &'static [Self] = &[
        0.6666666666666666,
        0.39999999999999525,
        0.285714285716001,
        0.2222222219823677,
        0.18181819897962714,
        0.1538454396486055,
        0.13335178631449257,
        0.11734279061303197,
        0.10845178394880015,
        0.07492143795550767,
        0.1563057780092285,
    ];
    const ATAN: &'static [Self] = &[
        -0.3333333333333333,
        0.19999999999995516,
        -0.14285714284665682,
        0.11111111015187018,
        -0.0909090457530649,
        0.07692183125376892,
        -0.06664510525508936,
        0.05858140904866328,
        -0.050854078345894844,
        0.03923044778479309,
        -0.019175404711104935,
    ];
    const SIN: &'static [Self] = &[
        -0.16666666666666666,
        0.008333333333330946,
        -0.0001984126983675497,
        2.755731610068312e-6,
        -2.5051131455447428e-8,
        1.591810123167728e-10,
    ];
    const COS: &'static [Self] = &[
        0.041666666666666664,
        -0.0013888888888887395,
        2.4801587298763433e-5,
        -2.7557317270560385e-7,
        2.087614602470193e-9,
        -1.1382614869434128e-11,
    ];
    const MILLS: &'static [Self] = &[
        0.769193049750063,
        -0.6653825028900567,
        0.49530561596997386,
        -0.31353315667129955,
        0.16502036617051113,
        -0.06911863870640436,
        0.020795066797416595,
        -0.0029933767701593532,
        -0.0007978693739469138,
        0.0005448990707733159,
        -5.937586780212169e-5,
        -4.976288868029808e-5,
        1.6681694446690882e-5,
        3.981274923141603e-6,
        -2.770264894685992e-6,
        -3.376318795644607e-7,
        4.343124300104718e-7,
        4.385236079192329e-8,
        -6.65400740125251e-8,
        -1.0623937439932971e-8,
        7.573702456952603e-9,
        2.2061860857956886e-9,
    ];
    const MILLS_CENTRE: Self = 5.0;
    const MILLS_DOMAIN: Self = 40.0;

    bit_patterns!(f64, u64, 1023);
}

impl Coefficients for f32 {
    const EXPONENT_SHIFT: Self = 12_582_912.0 + 254.0;
    const INTEGER_SHIFT: Self = 12_582_912.0;
    const EXP_DOMAIN: [Self; 2] = [-105.0, 89.0];
    const SATURATION: Self = 110.0;
    const LOG2_E: Self = std::f32::consts::LOG2_E;
    const LN_2: [Self; 2] = [std::f32::consts::LN_2, -1.9046542e-9];
    const FRAC_2_PI: Self = std::f32::consts::FRAC_2_PI;
    const HALF_PI: [Self; 3] = [std::f32::consts::FRAC_PI_2, -4.371139e-8, -1.7151245e-15];
    const QUARTER_PI: [Self; 2] = [std::f32::consts::FRAC_PI_4, -2.1855694e-8];
    const EXP: &'static [Self] = &[0.5, 0.16666576, 0.041666556, 0.008363179, 0.0013926184];
    const LOG: &'static [Self] = &[0.6666667, 0.39999706, 0.28592357, 0.21706575, 0.2322433];
    const ATAN: &'static [Self] = &[-0.3333333, 0.1999954, -0.1426395, 0.10743669, -0.064517185];
    const SIN: &'static [Self] = &[-0.16666664, 0.008332748, -0.00019587841];
    const COS: &'static [Self] = &[0.041666664, -0.0013888302, 2.4547891e-5];
    const MILLS: &'static [Self] = &[
        0.75528514,
        -0.6078967,
        0.38713735,
        -0.18652128,
        0.06039753,
        -0.007545268,
        -0.0034893174,
        0.0016452193,
        0.0001710546,
        -0.00023179868,
        -5.155659e-5,
    ];
    const MILLS_CENTRE: Self = 4.0;
    const MILLS_DOMAIN: Self = 15.0;

    bit_patterns!(f32, u32, 127);
}
