//! Spec strings.

use initscope::activation::Activation;

/// Counts the variants; the match fails to compile when one is missing.
macro_rules! count_variants {
    ($($variant:ident),+ $(,)?) => {{
        fn name(activation: Activation) -> &'static str {
            match activation {
                $(Activation::$variant { .. } => stringify!($variant)),+
            }
        }
        let _ = name;
        [$(stringify!($variant)),+].len()
    }};
}

#[test]
fn all_holds_every_activation_that_has_a_name_once() {
    let count = count_variants!(
        Linear,
        Sigmoid,
        Tanh,
        Relu,
        LeakyRelu,
        Prelu,
        Elu,
        Selu,
        Celu,
        Gelu,
        GeluTanh,
        QuickGelu,
        Silu,
        HardSwish,
        Mish,
        Softplus,
        Softsign,
        HardTanh,
        HardSigmoid,
        Relu6,
        Arctan,
        LecunTanh,
        Sin,
        Expression,
    );
    let mut names = Activation::ALL.map(|activation| activation.name()).to_vec();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Activation::ALL.len());
    // All but formulas.
    assert_eq!(Activation::ALL.len(), count - 1);
}

#[test]
fn printing_and_reading_round_trips() {
    for activation in super::all() {
        let text = activation.to_string();
        assert_eq!(text.parse::<Activation>(), Ok(activation), "{text}");
    }
    for activation in Activation::ALL {
        assert_eq!(activation.to_string(), activation.name());
    }
}

#[test]
fn every_spelling_is_read_and_printed_in_one_way() {
    let cases = [
        ("identity", "linear"),
        ("logistic", "sigmoid"),
        ("swish", "silu"),
        ("leaky_relu", "leaky-relu"),
        ("leaky_relu:slope=0.2", "leaky-relu:slope=0.2"),
        ("leaky-relu:slope=0.01", "leaky-relu"),
        ("prelu:slope=-1", "prelu:slope=-1"),
        ("prelu:slope=0.25", "prelu"),
        ("elu:alpha=1.0", "elu"),
        ("celu:alpha=2", "celu:alpha=2"),
        ("gelu_tanh", "gelu-tanh"),
        ("quick_gelu", "quick-gelu"),
        ("hard_swish", "hard-swish"),
        ("hardswish", "hard-swish"),
        ("hard_tanh", "hard-tanh"),
        ("hardtanh", "hard-tanh"),
        ("hard_sigmoid", "hard-sigmoid"),
        ("hardsigmoid", "hard-sigmoid"),
        ("lecun_tanh", "lecun-tanh"),
        ("atan", "arctan"),
        ("ReLU", "relu"),
    ];
    for (text, printed) in cases {
        assert_eq!(text.parse::<Activation>().unwrap().to_string(), printed, "{text}");
    }
}

#[test]
fn errors_name_the_problem_and_the_way_out() {
    let message = |text: &str| text.parse::<Activation>().unwrap_err().to_string();
    let unknown = message("sigmoyd");
    assert!(
        unknown.starts_with("activation `sigmoyd`: unknown name; did you mean `sigmoid`? Allowed: linear, "),
        "{unknown}"
    );
    let cases = [
        ("elu:alpha=-1", "activation `elu:alpha=-1`: `alpha` is -1; it must be above 0"),
        ("celu:alpha=0", "activation `celu:alpha=0`: `alpha` is 0; it must be above 0"),
        (
            "leaky-relu:slope=-0.1",
            "activation `leaky-relu:slope=-0.1`: `slope` is -0.1; it must be at least 0",
        ),
        ("prelu:slope=inf", "activation `prelu:slope=inf`: `slope` is `inf`; it must be a finite number"),
        ("elu:slope=1", "activation `elu:slope=1`: unknown key `slope`; allowed: alpha"),
        ("tanh:alpha=1", "activation `tanh:alpha=1`: unknown key `alpha`; `tanh` takes none"),
    ];
    for (text, expected) in cases {
        assert_eq!(message(text), expected);
    }
}
