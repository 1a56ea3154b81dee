//! Activations that are written as formulas.

use initscope::activation::{Activation, GaussianMoments};
use initscope::init::GainRule;
use initscope::kernel::Real;
use proptest::prelude::*;

/// Built-in activations, and formulas for them.
const WRITTEN: [(&str, &str); 35] = [
    ("linear", "x"),
    ("sigmoid", "sigmoid(x)"),
    ("sigmoid", "1/(1+exp(-x))"),
    ("sigmoid", "(1+tanh(x/2))/2"),
    ("tanh", "tanh(x)"),
    ("tanh", "(exp(x)-exp(-x))/(exp(x)+exp(-x))"),
    ("tanh", "2*sigmoid(2*x)-1"),
    ("relu", "max(0,x)"),
    ("relu", "(x+abs(x))/2"),
    ("leaky-relu", "max(0.01*x,x)"),
    ("prelu:slope=-1.5", "max(0,x)-1.5*min(x,0)"),
    ("elu", "max(0,x)+min(0,exp(x)-1)"),
    ("elu:alpha=0.3", "max(0,x)+0.3*expm1(min(x,0))"),
    ("selu", "1.0507009873554805*(max(0,x)+1.6732632423543772*expm1(min(0,x)))"),
    ("celu:alpha=3", "max(0,x)+min(0,3*(exp(x/3)-1))"),
    ("gelu", "gelu(x)"),
    ("gelu", "x/2*(1+erf(x/sqrt(2)))"),
    ("gelu-tanh", "0.5*x*(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))"),
    ("quick-gelu", "x*sigmoid(1.702*x)"),
    ("silu", "x*sigmoid(x)"),
    ("silu", "x/(1+exp(-x))"),
    ("silu", "swish(x)"),
    ("hard-swish", "x*clip(x+3,0,6)/6"),
    ("mish", "x*tanh(softplus(x))"),
    ("mish", "x*tanh(ln(1+exp(x)))"),
    ("softplus", "log(1 + e^x)"),
    ("softplus", "log1p(exp(x))"),
    ("softsign", "x/(1+abs(x))"),
    ("hard-tanh", "clip(x,-1,1)"),
    ("hard-sigmoid", "clip(x/6+0.5,0,1)"),
    ("relu6", "min(max(0,x),6)"),
    ("arctan", "atan(x)"),
    ("lecun-tanh", "1.7159*tanh(2*x/3)"),
    ("sin", "cos(x-pi/2)"),
    ("sin", "sin(x)"),
];

/// Formulas that no built-in activation is.
const OTHERS: [&str; 20] = [
    "max(0,x)^2",
    "x^2*exp(-x^2)",
    "sin(x)^3-x^5/1000",
    "1/(x^2+1)^2",
    "(x-1)/(x^2+0.5)",
    "abs(x)^1.5",
    "ln(1+x^2)",
    "2^x*(x+9)^-2",
    "max(sin(x),x/3,-0.5)",
    "min(x,x^2,1)-x/7",
    "erf(x)*cos(3*x)",
    "sqrt(1+x^2)-sqrt(abs(x))",
    "x^x",
    "sign(x)*log1p(abs(x))",
    "tanh(x)*sigmoid(x)+mish(x)*hard_swish(x)",
    "3",
    "-x",
    "exp(expm1(-abs(x)))",
    "tan(x/9)/(2+pi*x^2)",
    "x^0.5",
];

fn formula(text: &str) -> Activation {
    let read = format!("expr:{text}").parse();
    read.unwrap_or_else(|error| panic!("{error}"))
}

/// All of them.
pub(crate) fn formulas() -> impl Iterator<Item = Activation> {
    WRITTEN.into_iter().map(|(_, text)| text).chain(OTHERS).map(formula)
}

/// Sizes up to 30 in steps that meet no kink.
fn points() -> impl Iterator<Item = f64> {
    (-3000..3000).map(|i| 0.01 * f64::from(i) + 0.0037)
}

/// A formula has at most ten operations, each rounded once from numbers that are at most 1 + |x| when the result depends
/// on them (an exponential that is larger is divided by one as large); a function of an argument u is moved by |u f'(u)|
/// for each rounding of u, at most 1 + |x|^2 for the cosine of x and 1 + |x| for all others. A slope is made of up to
/// twice as many, and x times the slope of a gate counts |x| times. The built-in activation itself is a few roundings off.
fn formulas_are_what_they_say<T: Real>() {
    let epsilon = T::EPSILON.to_f64();
    for (name, text) in WRITTEN {
        let (known, written): (Activation, Activation) = (name.parse().unwrap(), formula(text));
        for x in points() {
            let x = T::from_f64(x);
            let size = 1.0 + x.abs().to_f64();
            for (got, expected, roundings) in
                [(written.value(x), known.value(x), 12.0), (written.slope(x), known.slope(x), 24.0 * size)]
            {
                let (got, expected) = (got.to_f64(), expected.to_f64());
                let tolerance = roundings * epsilon * size;
                assert!((got - expected).abs() <= tolerance, "{text} at {x}: {got}, not {expected}");
            }
        }
    }
}

#[test]
fn formulas_of_built_in_activations_are_those_in_f32() {
    formulas_are_what_they_say::<f32>();
}

#[test]
fn formulas_of_built_in_activations_are_those_in_f64() {
    formulas_are_what_they_say::<f64>();
}

#[test]
fn what_is_known_of_built_in_activations_is_found_of_their_formulas() {
    for (name, text) in WRITTEN {
        let (known, written): (Activation, Activation) = (name.parse().unwrap(), formula(text));
        assert_eq!(written.is_scale_free(), known.is_scale_free(), "{text}");
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs().max(1.0);
        assert!(close(written.max_slope(), known.max_slope()), "{text}: {}", written.max_slope());
        match (written.range(), known.range()) {
            (None, None) => {}
            (Some(found), Some(range)) => {
                assert!(close(found.0, range.0) && close(found.1, range.1), "{text}: {found:?}");
            }
            ranges => panic!("{text}: {ranges:?}"),
        }
        for q in [0.3, 1.0, 20.0] {
            let [found, expected] = [written, known].map(|activation| GaussianMoments::new(activation, q));
            for (found, expected) in [
                (found.mean, expected.mean),
                (found.second, expected.second),
                (found.slope_second, expected.slope_second),
            ] {
                assert!(
                    (found - expected).abs() < 1e-11 * expected.abs().max(1.0),
                    "{text}: {found} {expected}"
                );
            }
        }
    }
}

#[test]
fn what_is_no_line_is_integrated_between_its_kinks() {
    // E[max(0, z^2 - 1)] = 2 phi(1); E[sign(z^3 - 8)] = 1 - 2 Phi(2).
    let mean = |text: &str| GaussianMoments::new(formula(text), 1.0).mean;
    assert!((mean("max(0,x^2-1)") - 0.483_941_449_038_286_7).abs() < 1e-13);
    // E|z|^(1/2) = 2^(1/4) Gamma(3/4) / sqrt(pi), E[ln|z|] = -(gamma + ln 2) / 2.
    assert!((mean("sqrt(abs(x))") - 0.822_178_958_662_458_8).abs() < 1e-10);
    assert!((mean("ln(abs(x))") + 0.635_181_422_730_739_1).abs() < 1e-10);
    assert!((mean("sign(x^3-8)") + 0.954_499_736_103_641_6).abs() < 1e-13);
}

#[test]
fn what_has_no_bound_has_none() {
    for text in ["x^2", "exp(x)", "sqrt(abs(x))", "1/x", "x*ln(x^2)", "1/(x-1.2345)", "max(0,x)^2"] {
        assert_eq!(formula(text).max_slope(), f64::INFINITY, "{text}");
    }
    for text in ["x^2", "exp(x)", "ln(1+abs(x))", "1/x", "x*sin(x)", "-x", "1/(x-1.2345)", "3", "ln(-1-x^2)"]
    {
        assert_eq!(formula(text).range(), None, "{text}");
    }
    // e^-1/2 at 1, and 1/4 at 1/2.
    assert_eq!(formula("sqrt(1-x^2)").range(), Some((0.0, 1.0)));
    let (low, high) = formula("x*exp(-x^2/2)").range().unwrap();
    assert!((high - (-0.5f64).exp()).abs() < 1e-15 && low == -high, "{low} {high}");
    assert!((formula("x*(1-x)*(1+sign(x*(1-x)))").range().unwrap().1 - 0.5).abs() < 1e-15);
    assert_eq!(formula("tanh(40*x)").max_slope(), 40.0);
}

/// The five-point formula misses the slope by h^4 |f'''''| / 30 and 3 delta / 2h, where delta bounds the error of f: a
/// dozen roundings of its terms. Fifth derivatives here are below 1e5 but next to 0 and to kinks, which are left out; the
/// terms are below 1e3.
#[test]
fn every_slope_is_the_limit_of_difference_quotients() {
    const STEP: f64 = 1e-3;
    let tolerance = STEP.powi(4) * 1e5 / 30.0 + 1.5 * 12.0 * f64::EPSILON * 1e3 / STEP;
    for text in OTHERS {
        let written = formula(text);
        for i in -40..=40 {
            let x = 0.1 * f64::from(i) + 0.0517;
            if x.abs() < 0.1 {
                continue;
            }
            let value = |steps: f64| written.value(x + steps * STEP);
            let quotient = (8.0 * (value(1.0) - value(-1.0)) - (value(2.0) - value(-2.0))) / (12.0 * STEP);
            let slope = written.slope(x);
            let both_undefined = quotient.is_nan() && slope.is_nan();
            let close = (quotient - slope).abs() <= tolerance * slope.abs().max(1.0);
            assert!(close || both_undefined, "{text} at {x}: {slope}, differences give {quotient}");
        }
    }
}

#[test]
fn at_a_kink_the_slope_is_that_of_the_flatter_piece() {
    let cases = [
        ("max(0,x)", 0.0, 0.0),
        ("max(x,0)", 0.0, 0.0),
        ("max(0.2*x,x)", 0.0, 0.2),
        ("min(0,x)", 0.0, 0.0),
        ("clip(x,-1,1)", -1.0, 0.0),
        ("clip(x,-1,1)", 1.0, 0.0),
        ("max(x,x^2)", 1.0, 1.0),
        ("abs(x)", 0.0, 0.0),
        ("sign(x)", 0.0, 0.0),
    ];
    for (text, x, slope) in cases {
        assert_eq!(formula(text).slope(x), slope, "{text} at {x}");
        assert_eq!(formula(text).slope(x as f32), slope as f32, "{text} at {x}");
    }
}

#[test]
fn a_gain_is_that_of_the_built_in_activation_or_an_error_that_says_why_not() {
    let gain = |text: &str| GainRule::Forward.gain(formula(text));
    assert!((gain("max(0,x)").unwrap() - 2f64.sqrt()).abs() < 1e-12);
    for text in ["ln(x)", "0*x", "1/x", "exp(x^2)"] {
        let error = gain(text).unwrap_err().to_string();
        assert!(error.starts_with(&format!("`gain=forward` has no number for `expr:{text}`: ")), "{error}");
    }
    assert!(GainRule::Torch.gain(formula("tanh(x)")).is_err());
}

#[test]
fn formulas_print_in_one_way() {
    let cases = [
        (" EXPR : x ", "expr:x"),
        ("expr:((x))", "expr:x"),
        ("expr:max( 0 , x )**2", "expr:max(0,x)^2"),
        ("expr:-x^2", "expr:-x^2"),
        ("expr:(-x)^2", "expr:(-x)^2"),
        ("expr:-(x*x)", "expr:-(x*x)"),
        ("expr:(-x)*x", "expr:-x*x"),
        ("expr:x-(x-x)-(x)", "expr:x-(x-x)-x"),
        ("expr:x^(2^3)", "expr:x^2^3"),
        ("expr:(x^2)^3", "expr:(x^2)^3"),
        ("expr:x/(2*x)", "expr:x/(2*x)"),
        ("expr:2^-x", "expr:2^-x"),
        ("expr:log(x)+Swish(x)+hard_tanh(x)", "expr:ln(x)+silu(x)+hard_tanh(x)"),
        ("expr:1.50E-3*x+10000000*.5", "expr:0.0015*x+1e7*0.5"),
        ("expr:2*e*pi", "expr:2*e*pi"),
    ];
    for (text, printed) in cases {
        let read: Activation = text.parse().unwrap();
        assert_eq!(read.to_string(), printed, "{text}");
        assert_eq!(printed.parse(), Ok(read));
        assert_eq!(read.title(), printed["expr:".len()..]);
    }
    assert_ne!(formula("x+1"), formula("1+x"));
    assert_eq!(formula(&("x*".repeat(40) + "x")).title(), "x*".repeat(30) + "…");
}

#[test]
fn errors_say_where_and_what_was_expected() {
    let allowed = "a number, `x`, `pi`, `e`, a function or `(`";
    let nested = format!("{}x{}", "(".repeat(200), ")".repeat(200));
    let long = "9e6*".repeat(200) + "x";
    let cases = [
        ("", format!("character 6: found the end; expected {allowed}")),
        ("x+", format!("character 8: found the end; expected {allowed}")),
        ("x*)", format!("character 8: found `)`; expected {allowed}")),
        ("π", format!("character 6: found `π`; expected {allowed}")),
        ("2x", "character 7: found `x`; expected an operator or the end".to_owned()),
        ("(x", "character 8: found the end; expected an operator or `)`".to_owned()),
        ("max(0,x", "character 13: found the end; expected an operator or `,` or `)`".to_owned()),
        ("max(x)", "character 6: max takes 2 or more between its brackets, not 1".to_owned()),
        ("tanh(x,1)", "character 6: tanh takes 1 between its brackets, not 2".to_owned()),
        ("1+sin x", "character 12: found `x`; expected `(`, as sin is a function".to_owned()),
        (
            "x*sigmiod(x)",
            "character 8: `sigmiod` is neither `x`, `pi`, `e` nor a function; did you mean `sigmoid`?"
                .to_owned(),
        ),
        ("1e999", "character 6: `1e999` is beyond the range of numbers".to_owned()),
        (".", "character 6: `.` is no number".to_owned()),
        (&nested, "character 106: more than 100 signs, powers and brackets are inside each other".to_owned()),
        (&long, "the formula is longer than the 900 bytes that it may have".to_owned()),
    ];
    for (text, problem) in cases {
        let error = format!("expr:{text}").parse::<Activation>().unwrap_err().to_string();
        assert_eq!(error, format!("activation `expr:{text}`: {problem}"));
    }
    assert!("expr".parse::<Activation>().unwrap_err().to_string().ends_with(allowed));
}

/// Text of a formula, with spaces and brackets that it need not have.
fn any_formula() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        (0.0..1e3f64).prop_map(|number| number.to_string()),
        any::<u32>().prop_map(|number| format!("{number}e-7")),
    ];
    let leaf = prop_oneof![3 => Just("x".to_owned()), 1 => Just("pi".to_owned()), 1 => Just("e".to_owned()), 2 => number];
    leaf.prop_recursive(6, 40, 3, |inner| {
        let sign = prop::sample::select(vec!["+", "-", " * ", "/", "^", "**"]);
        let function =
            prop::sample::select(vec!["exp", "ln", "abs", "tanh", "Gelu", "hard_tanh", "sqrt", "cos", "erf"]);
        prop_oneof![
            4 => (inner.clone(), sign, inner.clone()).prop_map(|(a, sign, b)| format!("{a}{sign}{b}")),
            2 => inner.clone().prop_map(|a| format!("( {a})")),
            1 => inner.clone().prop_map(|a| format!("-{a}")),
            2 => (function, inner.clone()).prop_map(|(name, a)| format!("{name}({a} )")),
            1 => (inner.clone(), inner).prop_map(|(a, b)| format!("max({a},{b})-min({b}, {a})")),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_printed_reads_back_as_the_same(text in any_formula()) {
        let Ok(read) = format!("expr:{text}").parse::<Activation>() else { return Ok(()) };
        prop_assert_eq!(read.to_string().parse(), Ok(read));
        // Bits of values alone, of values with slopes, and of both one at a time.
        let signal: Vec<f64> = (0..300).map(|i| 5.0 * (0.37 * f64::from(i)).sin()).collect();
        let (mut values, mut both) = (signal.clone(), signal.clone());
        let mut slopes = vec![0.0; signal.len()];
        read.apply(&mut values);
        read.apply_with_slopes(&mut both, &mut slopes);
        for (i, x) in signal.iter().enumerate() {
            for (all, one) in [(values[i], read.value(*x)), (both[i], read.value(*x)), (slopes[i], read.slope(*x))] {
                prop_assert!(all.to_bits() == one.to_bits() || (all.is_nan() && one.is_nan()), "{} at {}", read, x);
            }
        }
    }
}
