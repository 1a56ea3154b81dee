//! Laws scaled to the fans.

use std::fmt;

use crate::init::entry::{Entry, Kind, Listing};
use crate::init::matrix::truncated::StandardTruncated;
use crate::init::{Ensemble, Gain, InitError, Law, Layer, Mode};
use crate::spec::{Spec, SpecError, SpecWriter};

/// A law scaled to the fans: `std = gain / sqrt(fan)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scaled {
    /// Whose defaults.
    pub family: Family,
    /// Shape of the law.
    pub distribution: Distribution,
    /// Factor of the standard deviation.
    pub gain: Gain,
    /// Which fan.
    pub mode: Mode,
}

/// Families of `std = gain / sqrt(fan)`, which differ in their defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// LeCun et al. (1998), "Efficient BackProp", equation 16: gain 1, `fan_in`. The textbook's
    /// "Xavier, 1/sqrt(n)".
    Lecun,
    /// Glorot & Bengio (2010), equations 12 and 16: gain 1, `fan_avg`.
    Xavier,
    /// He et al. (2015), equation 10: gain sqrt 2, `fan_in`.
    He,
}

impl Family {
    /// The gain where none is given.
    pub(crate) fn default_gain(self) -> f64 {
        match self {
            Self::Lecun | Self::Xavier => 1.0,
            Self::He => std::f64::consts::SQRT_2,
        }
    }

    /// The fan where none is given.
    pub(crate) fn default_mode(self) -> Mode {
        match self {
            Self::Lecun | Self::He => Mode::FanIn,
            Self::Xavier => Mode::FanAvg,
        }
    }
}

/// Shape of a law that is scaled to the fans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Distribution {
    /// Normal.
    Normal,
    /// Uniform on `±std · sqrt 3`.
    Uniform,
    /// Normal cut at two sigmas, sigma enlarged so that the weights' own std is kept.
    TruncatedNormal,
}

impl Distribution {
    pub(crate) const CHOICES: [(&str, Self); 3] =
        [("truncated-normal", Self::TruncatedNormal), ("normal", Self::Normal), ("uniform", Self::Uniform)];

    /// The law of this shape with mean 0 and standard deviation `std`.
    pub(crate) fn law(self, std: f64) -> Law {
        match self {
            Self::Normal => Law::Normal { mean: 0.0, std },
            Self::Uniform => {
                let bound = std * 3f64.sqrt();
                Law::Uniform { low: -bound, high: bound }
            }
            Self::TruncatedNormal => {
                let cut = StandardTruncated::TWO_SIGMAS;
                Law::TruncatedNormal { mean: 0.0, sigma: std / StandardTruncated::TWO_SIGMAS_STD, cut }
            }
        }
    }
}

const LECUN: &str = "LeCun et al. 1998, equation 16";
const XAVIER: &str = "Glorot & Bengio 2010, equations 12 and 16";
const HE: &str = "He et al. 2015, equation 10";
const GAIN_1_AVG: &str =
    "gain=1|forward|centred|backward|torch|critical,sigma_b=0,mode=fan_avg|fan_in|fan_out";
const GAIN_1_IN: &str =
    "gain=1|forward|centred|backward|torch|critical,sigma_b=0,mode=fan_in|fan_out|fan_avg";
const GAIN_2_IN: &str =
    "gain=sqrt(2)|forward|centred|backward|torch|critical,sigma_b=0,mode=fan_in|fan_out|fan_avg";

const fn listing(
    name: &'static str,
    keys: &'static str,
    about: &'static str,
    source: &'static str,
) -> Listing {
    Listing { name, kind: Kind::Distribution, keys, about, source }
}

/// Names with the family and the shape they stand for.
const NAMES: [(Listing, Family, Distribution); 9] = {
    use Distribution::{Normal, TruncatedNormal, Uniform};
    use Family::{He, Lecun, Xavier};
    const NORMAL: &str = "normal, std = gain / sqrt(fan)";
    const UNIFORM: &str = "uniform on ±gain sqrt(3 / fan)";
    const TRUNCATED: &str = "normal cut at 2 sigmas, std = gain / sqrt(fan) after the cut";
    [
        (listing("xavier-normal", GAIN_1_AVG, NORMAL, XAVIER), Xavier, Normal),
        (listing("xavier-uniform", GAIN_1_AVG, UNIFORM, XAVIER), Xavier, Uniform),
        (listing("xavier-truncated-normal", GAIN_1_AVG, TRUNCATED, XAVIER), Xavier, TruncatedNormal),
        (listing("he-normal", GAIN_2_IN, NORMAL, HE), He, Normal),
        (listing("he-uniform", GAIN_2_IN, UNIFORM, HE), He, Uniform),
        (listing("he-truncated-normal", GAIN_2_IN, TRUNCATED, HE), He, TruncatedNormal),
        (listing("lecun-normal", GAIN_1_IN, NORMAL, LECUN), Lecun, Normal),
        (listing("lecun-uniform", GAIN_1_IN, UNIFORM, LECUN), Lecun, Uniform),
        (listing("lecun-truncated-normal", GAIN_1_IN, TRUNCATED, LECUN), Lecun, TruncatedNormal),
    ]
};

const LISTINGS: [Listing; 9] = {
    let mut listings = [NAMES[0].0; 9];
    let mut index = 0;
    while index < listings.len() {
        listings[index] = NAMES[index].0;
        index += 1;
    }
    listings
};

impl Entry for Scaled {
    const LISTINGS: &'static [Listing] = &LISTINGS;

    fn read(name: &'static str, spec: &mut Spec) -> Result<Self, SpecError> {
        let known = NAMES.iter().find(|(listing, ..)| listing.name == name);
        let &(_, family, distribution) = known.unwrap_or(&NAMES[0]);
        if spec.has("scale") {
            let hint = "`scale` multiplies the variance, in variance-scaling only; here `gain` multiplies the standard deviation";
            return Err(spec.error(hint));
        }
        Ok(Self {
            family,
            distribution,
            gain: Gain::read(spec, family.default_gain())?,
            mode: spec.choice("mode", family.default_mode(), &Mode::CHOICES)?,
        })
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { family, distribution, gain, mode } = *self;
        let known = NAMES.iter().find(|(_, of, shape)| (*of, *shape) == (family, distribution));
        SpecWriter::new(f, known.map_or("", |(listing, ..)| listing.name))
            .value("gain", gain, Gain::Number(family.default_gain()))
            .choice("mode", mode, family.default_mode(), &Mode::CHOICES)
            .finish()
    }

    fn ensemble(&self, layer: Layer) -> Result<Ensemble, InitError> {
        let gain = self.gain.resolve(layer.activation)?;
        Ok(Ensemble::of(layer, self.distribution.law(gain / self.mode.fan(layer.fans).sqrt())))
    }

    fn gain(&self) -> Option<Gain> {
        Some(self.gain)
    }
}
