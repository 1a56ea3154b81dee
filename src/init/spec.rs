//! Spec strings of the schemes.

use std::fmt;
use std::str::FromStr;

use super::{Bounds, Distribution, Family, Init, Mode, StdIs, TruncatedNormal, Truncation};
use crate::spec::{Spec, SpecError, SpecWriter};

/// Families of schemes, as lists print them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Every weight is the same number.
    Constant,
    /// Weights are independent draws from one law.
    Distribution,
}

/// Every scheme by its canonical name, with its family and the keys it takes and their defaults.
pub const NAMES: [(&str, Kind, &str); 16] = [
    ("zeros", Kind::Constant, ""),
    ("ones", Kind::Constant, ""),
    ("constant", Kind::Constant, "value=0.5"),
    ("uniform", Kind::Distribution, "low=-1,high=1"),
    ("normal", Kind::Distribution, "mean=0,std=1"),
    (
        "truncated-normal",
        Kind::Distribution,
        "mean=0,std=1,low=-2,high=2,bounds=sigma|absolute,std_is=before|after",
    ),
    (
        "variance-scaling",
        Kind::Distribution,
        "scale=1,mode=fan_in|fan_out|fan_avg,distribution=truncated-normal|normal|uniform",
    ),
    ("xavier-normal", Kind::Distribution, "gain=1,mode=fan_avg"),
    ("xavier-uniform", Kind::Distribution, "gain=1,mode=fan_avg"),
    ("xavier-truncated-normal", Kind::Distribution, "gain=1,mode=fan_avg"),
    ("he-normal", Kind::Distribution, "gain=sqrt(2),mode=fan_in"),
    ("he-uniform", Kind::Distribution, "gain=sqrt(2),mode=fan_in"),
    ("he-truncated-normal", Kind::Distribution, "gain=sqrt(2),mode=fan_in"),
    ("lecun-normal", Kind::Distribution, "gain=1,mode=fan_in"),
    ("lecun-uniform", Kind::Distribution, "gain=1,mode=fan_in"),
    ("lecun-truncated-normal", Kind::Distribution, "gain=1,mode=fan_in"),
];

const FAMILIES: [(&str, Family); 3] =
    [("lecun", Family::Lecun), ("xavier", Family::Xavier), ("he", Family::He)];
const DISTRIBUTIONS: [(&str, Distribution); 3] = [
    ("truncated-normal", Distribution::TruncatedNormal),
    ("normal", Distribution::Normal),
    ("uniform", Distribution::Uniform),
];
const BOUNDS: [(&str, Bounds); 2] = [("sigma", Bounds::Sigma), ("absolute", Bounds::Absolute)];
const STD_IS: [(&str, StdIs); 2] = [("before", StdIs::Before), ("after", StdIs::After)];

fn word<T: PartialEq>(choices: &[(&'static str, T)], value: &T) -> &'static str {
    choices.iter().find(|(_, choice)| choice == value).map_or("", |(word, _)| word)
}

impl FromStr for Init {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        let mut spec = Spec::parse("init", text)?;
        let name = canonical_name(spec.name());
        let init = match name.as_str() {
            "zeros" => Self::Constant { value: 0.0 },
            "ones" => Self::Constant { value: 1.0 },
            "constant" => Self::Constant { value: spec.number("value", 0.5)? },
            "uniform" => uniform(&mut spec)?,
            "normal" => Self::Normal { mean: spec.number("mean", 0.0)?, std: spec.scale("std", 1.0)? },
            "truncated-normal" => truncated(&mut spec)?,
            "variance-scaling" => variance_scaling(&mut spec)?,
            _ => scaled(&name, &mut spec)?,
        };
        spec.finish()?;
        Ok(init)
    }
}

/// Aliases parse and never print: underscores, `glorot-*`, `kaiming-*`.
fn canonical_name(name: &str) -> String {
    let name = name.replace('_', "-");
    for (alias, canonical) in [("glorot-", "xavier-"), ("kaiming-", "he-")] {
        if let Some(rest) = name.strip_prefix(alias) {
            return format!("{canonical}{rest}");
        }
    }
    name
}

fn uniform(spec: &mut Spec) -> Result<Init, SpecError> {
    let (low, high) = (spec.number("low", -1.0)?, spec.number("high", 1.0)?);
    if low < high && (high - low).is_finite() {
        Ok(Init::Uniform { low, high })
    } else if low < high {
        Err(spec.error("`high` - `low` is beyond the range of numbers"))
    } else {
        Err(spec.error(format!("`low` is {low} and `high` is {high}; `low` must be below `high`")))
    }
}

fn truncated(spec: &mut Spec) -> Result<Init, SpecError> {
    let default = Truncation::default();
    let asked = Truncation {
        mean: spec.number("mean", default.mean)?,
        std: spec.scale("std", default.std)?,
        low: spec.number("low", default.low)?,
        high: spec.number("high", default.high)?,
        bounds: spec.choice("bounds", default.bounds, &BOUNDS)?,
        std_is: spec.choice("std_is", default.std_is, &STD_IS)?,
    };
    TruncatedNormal::new(asked).map(Init::TruncatedNormal).map_err(|error| spec.error(error.to_string()))
}

fn variance_scaling(spec: &mut Spec) -> Result<Init, SpecError> {
    Ok(Init::VarianceScaling {
        scale: spec.scale("scale", 1.0)?,
        mode: spec.choice("mode", Mode::FanIn, &Mode::CHOICES)?,
        distribution: spec.choice("distribution", Distribution::TruncatedNormal, &DISTRIBUTIONS)?,
    })
}

fn scaled(name: &str, spec: &mut Spec) -> Result<Init, SpecError> {
    let known = name.split_once('-').and_then(|(family, distribution)| {
        let (_, family) = FAMILIES.iter().find(|(word, _)| *word == family)?;
        let (_, distribution) = DISTRIBUTIONS.iter().find(|(word, _)| *word == distribution)?;
        Some((*family, *distribution))
    });
    let Some((family, distribution)) = known else {
        return Err(spec.unknown_name(NAMES.iter().map(|(name, ..)| *name)));
    };
    if spec.has("scale") {
        let hint = "`scale` multiplies the variance, in variance-scaling only; here `gain` multiplies the standard deviation";
        return Err(spec.error(hint));
    }
    Ok(Init::Scaled {
        family,
        distribution,
        gain: spec.scale("gain", family.default_gain())?,
        mode: spec.choice("mode", family.default_mode(), &Mode::CHOICES)?,
    })
}

impl fmt::Display for Init {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Constant { value: 0.0 } => f.write_str("zeros"),
            Self::Constant { value: 1.0 } => f.write_str("ones"),
            Self::Constant { value } => SpecWriter::new(f, "constant").number("value", value, 0.5).finish(),
            Self::Uniform { low, high } => {
                SpecWriter::new(f, "uniform").number("low", low, -1.0).number("high", high, 1.0).finish()
            }
            Self::Normal { mean, std } => {
                SpecWriter::new(f, "normal").number("mean", mean, 0.0).number("std", std, 1.0).finish()
            }
            Self::TruncatedNormal(truncated) => write_truncated(f, truncated.asked()),
            Self::VarianceScaling { scale, mode, distribution } => {
                let mut writer = SpecWriter::new(f, "variance-scaling").number("scale", scale, 1.0);
                if mode != Mode::FanIn {
                    writer = writer.word("mode", word(&Mode::CHOICES, &mode));
                }
                if distribution != Distribution::TruncatedNormal {
                    writer = writer.word("distribution", word(&DISTRIBUTIONS, &distribution));
                }
                writer.finish()
            }
            Self::Scaled { family, distribution, gain, mode } => {
                let name = format!("{}-{}", word(&FAMILIES, &family), word(&DISTRIBUTIONS, &distribution));
                let mut writer = SpecWriter::new(f, &name).number("gain", gain, family.default_gain());
                if mode != family.default_mode() {
                    writer = writer.word("mode", word(&Mode::CHOICES, &mode));
                }
                writer.finish()
            }
        }
    }
}

fn write_truncated(f: &mut fmt::Formatter<'_>, asked: &Truncation) -> fmt::Result {
    let default = Truncation::default();
    let mut writer = SpecWriter::new(f, "truncated-normal")
        .number("mean", asked.mean, default.mean)
        .number("std", asked.std, default.std)
        .number("low", asked.low, default.low)
        .number("high", asked.high, default.high);
    if asked.bounds != default.bounds {
        writer = writer.word("bounds", word(&BOUNDS, &asked.bounds));
    }
    if asked.std_is != default.std_is {
        writer = writer.word("std_is", word(&STD_IS, &asked.std_is));
    }
    writer.finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> Init {
        text.parse().unwrap()
    }

    #[test]
    fn canonical_forms_print_as_they_are_read() {
        for text in [
            "constant",
            "constant:value=100",
            "normal:std=0.01",
            "uniform:low=0,high=2",
            "truncated-normal:std=0.1,low=0,high=3,std_is=after",
            "truncated-normal:bounds=absolute",
            "variance-scaling:scale=2,mode=fan_out,distribution=uniform",
            "he-normal:gain=1",
            "xavier-uniform:mode=fan_in",
            "he-truncated-normal",
        ] {
            assert_eq!(parse(text).to_string(), text);
        }
        for (name, ..) in NAMES {
            assert_eq!(parse(name).to_string(), name);
        }
    }

    #[test]
    fn the_keys_listed_for_a_scheme_are_those_it_takes() {
        for (name, _, keys) in NAMES {
            for key in keys.split(',').filter(|_| !keys.is_empty()) {
                let (key, default) = key.split_once('=').unwrap();
                let default = default.split('|').next().unwrap().replace("sqrt(2)", "1.4142135623730951");
                assert_eq!(parse(&format!("{name}:{key}={default}")).to_string(), name);
            }
        }
    }

    #[test]
    fn aliases_parse_and_never_print() {
        for (alias, canonical) in [
            ("glorot_uniform", "xavier-uniform"),
            ("kaiming-normal", "he-normal"),
            ("He-Normal", "he-normal"),
            ("constant:value=0", "zeros"),
            ("constant:value=1", "ones"),
            ("normal:mean=0,std=1", "normal"),
            ("normal:mean=-0", "normal"),
            ("normal:std=0.5,mean=2", "normal:mean=2,std=0.5"),
        ] {
            assert_eq!(parse(alias).to_string(), canonical);
        }
    }

    #[test]
    fn bad_schemes_are_refused_with_what_is_allowed() {
        let cases = [
            ("normal:std=-1", "init `normal:std=-1`: `std` is -1; it must be at least 0"),
            ("he-normal:gain=nan", "init `he-normal:gain=nan`: `gain` is `nan`; it must be a finite number"),
            (
                "uniform:low=1,high=1",
                "init `uniform:low=1,high=1`: `low` is 1 and `high` is 1; `low` must be below `high`",
            ),
            (
                "xavier-normal:mode=in",
                "init `xavier-normal:mode=in`: `mode` is `in`; it must be one of fan_in, fan_out, fan_avg",
            ),
            (
                "he-normal:scale=2",
                "init `he-normal:scale=2`: `scale` multiplies the variance, in variance-scaling only; here `gain` multiplies the standard deviation",
            ),
            (
                "truncated-normal:low=2,high=1",
                "init `truncated-normal:low=2,high=1`: `low` is 2 and `high` is 1; `low` must be below `high`",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(text.parse::<Init>().unwrap_err().to_string(), expected);
        }
        let unknown = "xavier".parse::<Init>().unwrap_err().to_string();
        assert!(unknown.starts_with("init `xavier`: unknown name"), "{unknown}");
        assert!(unknown.contains("xavier-normal, xavier-uniform"), "{unknown}");
    }

    proptest! {
        #[test]
        fn parse_of_print_is_the_same_scheme(a in -1e30f64..1e30, b in 1e-30f64..1e30, which in 0usize..6, mode in 0usize..3, distribution in 0usize..3) {
            let (_, mode) = Mode::CHOICES[mode];
            let (_, distribution) = DISTRIBUTIONS[distribution];
            let init = match which {
                0 => Init::Constant { value: a },
                1 => Init::Uniform { low: a, high: a + b.max(a.abs()) },
                2 => Init::Normal { mean: a, std: b },
                3 => Init::VarianceScaling { scale: b, mode, distribution },
                4 => Init::Scaled { family: Family::He, distribution, gain: b, mode },
                _ => Init::Scaled { family: Family::Xavier, distribution, gain: b, mode },
            };
            prop_assert_eq!(parse(&init.to_string()), init);
        }
    }
}
