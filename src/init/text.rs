//! Spec strings of the schemes.

use std::fmt;
use std::str::FromStr;

use super::{Init, Listing};
use crate::spec::{Spec, SpecError, nearest};

impl FromStr for Init {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        let mut spec = Spec::parse("init", text)?;
        let name = canonical_name(spec.name());
        let Some(init) = Self::read(&name, &mut spec) else {
            return Err(unknown(&spec, &name));
        };
        let init = init?;
        spec.finish()?;
        Ok(init)
    }
}

impl Init {
    /// The schemes whose names begin with `word` and a hyphen, where `word` is no scheme's name itself: those
    /// of `he`, `glorot` or `keras`.
    ///
    /// ```
    /// use initscope::init::Init;
    ///
    /// let names: Vec<&str> = Init::family("Kaiming").iter().map(|listing| listing.name).collect();
    /// assert_eq!(names, ["he-normal", "he-uniform", "he-truncated-normal"]);
    /// assert!(Init::family("normal").is_empty() && Init::family("h").is_empty());
    /// ```
    pub fn family(word: &str) -> Vec<&'static Listing> {
        let word = word.trim().to_ascii_lowercase().replace('_', "-");
        let word = FAMILIES.iter().find(|(alias, ..)| *alias == word).map_or(word.as_str(), |known| known.1);
        if word.is_empty() || Self::catalogue().any(|listing| listing.name == word) {
            return Vec::new();
        }
        let of_family =
            |name: &str| name.strip_prefix(word).is_some_and(|rest| rest.starts_with('-') && rest.len() > 1);
        Self::catalogue().filter(|listing| of_family(listing.name)).collect()
    }
}

/// Names of families, the names that their schemes go by, and what those who name no distribution may mean.
const FAMILIES: [(&str, &str, &str); 5] = {
    const XAVIER: &str = "; the textbook's \"Xavier\", std = 1 / sqrt(n), is lecun-normal";
    const HE: &str = "; He's own, which textbooks have, std = sqrt(2 / n), is he-normal";
    const LECUN: &str = "; std = 1 / sqrt(n), which textbooks call Xavier, is lecun-normal";
    [
        ("xavier", "xavier", XAVIER),
        ("glorot", "xavier", XAVIER),
        ("he", "he", HE),
        ("kaiming", "he", HE),
        ("lecun", "lecun", LECUN),
    ]
};

/// The error for a name that is no scheme's: a family's, or one like it, is met with its members.
fn unknown(spec: &Spec, name: &str) -> SpecError {
    let names = || Init::catalogue().map(|listing| listing.name);
    let meant = if Init::family(name).len() > 1 {
        Some(name)
    } else {
        // A family before its members: what is like both is nearer to the shorter.
        nearest(name, FAMILIES.map(|(family, ..)| family).into_iter().chain(names()))
    };
    let members: Vec<&str> = meant.map_or_else(Vec::new, Init::family).iter().map(|one| one.name).collect();
    let Some(meant) = meant.filter(|_| members.len() > 1) else {
        return spec.unknown_name(names());
    };
    let remark = FAMILIES.iter().find(|(family, ..)| *family == meant).map_or("", |known| known.2);
    spec.error(format!("unknown name; `{meant}` is a family, of {}{remark}", members.join(", ")))
}

/// Aliases parse and never print: underscores, `glorot-*`, `kaiming-*`.
fn canonical_name(name: &str) -> String {
    let name = name.replace('_', "-");
    for (alias, canonical) in [("glorot-", "xavier-"), ("kaiming-", "he-")] {
        if let Some(rest) = name.strip_prefix(alias) {
            return format!("{canonical}{rest}");
        }
    }
    match name.as_str() {
        "data-normalized" | "krahenbuhl" => "data-normalised".to_owned(),
        "eye" => "identity".to_owned(),
        _ => name,
    }
}

impl fmt::Display for Init {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::init::*;

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
            "he-normal:gain=forward",
            "xavier-normal:gain=critical",
            "lecun-normal:gain=critical,sigma_b=0.2,mode=fan_avg",
            "orthogonal:gain=torch",
            "identity:gain=0.5",
            "dirac:groups=4",
            "sparse:sparsity=0.5,std=1,per=unit",
            "sparse:connections=15",
            "sparse:connections=3,std=0.1",
            "lsuv:tolerance=0.01,tries=3,at=activation,batch=100",
            "data-normalised:batch=64",
            "rbm:epochs=20,lr=0.05,k=3,batch=100,momentum=0,final=0.5,decay=0,chain=persistent,visible=gaussian,std=0.1",
            "rbm:reconstruct=sample",
        ] {
            assert_eq!(parse(text).to_string(), text);
        }
        for listing in Init::catalogue() {
            assert_eq!(parse(listing.name).to_string(), listing.name);
        }
    }

    #[test]
    fn the_keys_listed_for_a_scheme_are_those_it_takes() {
        for Listing { name, keys, .. } in Init::catalogue() {
            for key in keys.split(',').filter(|_| !keys.is_empty()) {
                let (key, default) = key.split_once('=').unwrap();
                let default = default.split('|').next().unwrap().replace("sqrt(2)", "1.4142135623730951");
                assert_eq!(parse(&format!("{name}:{key}={default}")).to_string(), *name);
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
                "he-normal:gain=foward",
                "init `he-normal:gain=foward`: `gain` is `foward`; it must be a number or one of forward, centred, backward, torch, critical",
            ),
            (
                "he-normal:sigma_b=0.1",
                "init `he-normal:sigma_b=0.1`: `sigma_b` is the biases' std for which a gain is critical; it goes with gain=critical",
            ),
            (
                "sparse:sparsity=1",
                "init `sparse:sparsity=1`: `sparsity` is 1; it must be at least 0 and below 1",
            ),
            (
                "sparse:sparsity=-0.1",
                "init `sparse:sparsity=-0.1`: `sparsity` is -0.1; it must be at least 0 and below 1",
            ),
            (
                "sparse:sparsity=0.5,connections=3",
                "init `sparse:sparsity=0.5,connections=3`: `connections` says how many weights each unit has; leave out `sparsity` and `per`",
            ),
            (
                "sparse:connections=0",
                "init `sparse:connections=0`: `connections` is `0`; it must be a whole number of at least 1",
            ),
            (
                "dirac:groups=1.5",
                "init `dirac:groups=1.5`: `groups` is `1.5`; it must be a whole number of at least 1",
            ),
            ("rbm:final=1", "init `rbm:final=1`: `final` is 1; it must be at least 0 and below 1"),
            ("rbm:epochs=0", "init `rbm:epochs=0`: `epochs` is `0`; it must be a whole number of at least 1"),
            ("rbm:k=0", "init `rbm:k=0`: `k` is `0`; it must be a whole number of at least 1"),
            (
                "rbm:batch=0.5",
                "init `rbm:batch=0.5`: `batch` is `0.5`; it must be a whole number of at least 1",
            ),
            ("rbm:lr=0", "init `rbm:lr=0`: `lr` is 0; it must be above 0"),
            ("rbm:lr=inf", "init `rbm:lr=inf`: `lr` is `inf`; it must be a finite number"),
            ("rbm:chain=pcd", "init `rbm:chain=pcd`: `chain` is `pcd`; it must be one of cd, persistent"),
            (
                "truncated-normal:low=2,high=1",
                "init `truncated-normal:low=2,high=1`: `low` is 2 and `high` is 1; `low` must be below `high`",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(text.parse::<Init>().unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn a_family_without_a_distribution_is_met_with_its_members_and_what_textbooks_mean() {
        let said = |text: &str| text.parse::<Init>().unwrap_err().to_string();
        assert_eq!(
            said("xavier"),
            "init `xavier`: unknown name; `xavier` is a family, of xavier-normal, xavier-uniform, xavier-truncated-normal; the textbook's \"Xavier\", std = 1 / sqrt(n), is lecun-normal"
        );
        for (text, meant) in [
            (
                "Glorot",
                "`glorot` is a family, of xavier-normal, xavier-uniform, xavier-truncated-normal; the textbook's \"Xavier\"",
            ),
            ("he", "`he` is a family, of he-normal, he-uniform, he-truncated-normal; He's own"),
            ("kaiming:gain=1", "`kaiming` is a family, of he-normal, he-uniform"),
            ("lecun", "`lecun` is a family, of lecun-normal, lecun-uniform"),
            ("keras", "`keras` is a family, of keras-dense, keras-he-normal"),
            ("xaviar", "`xavier` is a family, of xavier-normal"),
            ("kaimin", "`kaiming` is a family, of he-normal"),
            ("he-norml", "did you mean `he-normal`?"),
            ("xavier-nrmal", "did you mean `xavier-normal`?"),
            ("torch", "did you mean `torch-linear`?"),
        ] {
            let said = said(text);
            assert!(said.contains(meant), "{said}");
            assert!(!said.contains("did you mean `mxnet-xavier`"), "{said}");
        }
    }

    proptest! {
        #[test]
        fn parse_of_print_is_the_same_scheme(a in -1e30f64..1e30, b in 1e-30f64..1e30, which in 0usize..8, mode in 0usize..3, distribution in 0usize..3) {
            let (_, mode) = Mode::CHOICES[mode];
            let distribution = [Distribution::Normal, Distribution::Uniform, Distribution::TruncatedNormal][distribution];
            let gain = Gain::Number(b);
            let init = match which {
                0 => Init::Constant(Constant { value: a }),
                1 => Init::Uniform(Uniform { low: a, high: a + b.max(a.abs()) }),
                2 => Init::Normal(Normal { mean: a, std: b }),
                3 => Init::VarianceScaling(VarianceScaling { scale: b, mode, distribution }),
                4 => Init::Scaled(Scaled { family: Family::He, distribution, gain, mode }),
                5 => Init::Scaled(Scaled { family: Family::Xavier, distribution, gain, mode }),
                6 => Init::Sparse(Sparse { density: Density::Connections(1 + b as usize % 99), std: b }),
                _ => Init::Lsuv(Lsuv { tolerance: b, tries: 7, at: At::Activation, batch: Some(9) }),
            };
            prop_assert_eq!(parse(&init.to_string()), init);
        }
    }
}
