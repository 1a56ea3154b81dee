//! What libraries do under a name of their own.

use std::fmt;

use crate::init::entry::{Entry, Kind, Listing};
use crate::init::{Distribution, Ensemble, Fans, InitError, Law, Layer, Mode};
use crate::spec::{Spec, SpecError};

/// The default initialization of a library, with its biases where they are not zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convention {
    /// `torch.nn.Linear`: `kaiming_uniform_(a = sqrt 5)`, which is `U(±1 / sqrt(fan_in))`, std
    /// `1 / sqrt(3 fan_in)`; biases alike.
    TorchLinear,
    /// `keras.layers.Dense`: Glorot uniform.
    KerasDense,
    /// `keras.initializers.HeNormal`: normal cut at two sigmas, sigma enlarged so that the weights'
    /// std is `sqrt(2 / fan_in)`.
    KerasHeNormal,
    /// `mxnet.init.Xavier`: `U(±sqrt(3 / fan_avg))`, which is Glorot uniform.
    MxnetXavier,
    /// `candle_nn::linear`: normal with std `sqrt(2 / fan_in)`, sqrt 6 times PyTorch's; biases
    /// `U(±1 / sqrt(fan_in))`.
    CandleLinear,
    /// Four times Glorot uniform, for sigmoid.
    SigmoidGlorot4x,
}

const fn listing(name: &'static str, about: &'static str, source: &'static str) -> Listing {
    Listing { name, kind: Kind::Distribution, keys: "", about, source }
}

impl Convention {
    const ALL: [Self; 6] = [
        Self::TorchLinear,
        Self::KerasDense,
        Self::KerasHeNormal,
        Self::MxnetXavier,
        Self::CandleLinear,
        Self::SigmoidGlorot4x,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::TorchLinear => "torch-linear",
            Self::KerasDense => "keras-dense",
            Self::KerasHeNormal => "keras-he-normal",
            Self::MxnetXavier => "mxnet-xavier",
            Self::CandleLinear => "candle-linear",
            Self::SigmoidGlorot4x => "sigmoid-glorot-4x",
        }
    }

    /// The biases of its layers, where they are not zeros.
    pub(crate) fn biases(self) -> Option<Self> {
        matches!(self, Self::TorchLinear | Self::CandleLinear).then_some(Self::TorchLinear)
    }

    fn law(self, fans: Fans) -> Law {
        let glorot = (1.0 / Mode::FanAvg.fan(fans)).sqrt();
        let fan_in = fans.fan_in as f64;
        match self {
            Self::TorchLinear => {
                let bound = 1.0 / fan_in.sqrt();
                Law::Uniform { low: -bound, high: bound }
            }
            Self::KerasDense | Self::MxnetXavier => Distribution::Uniform.law(glorot),
            Self::KerasHeNormal => Distribution::TruncatedNormal.law((2.0 / fan_in).sqrt()),
            Self::CandleLinear => Distribution::Normal.law((2.0 / fan_in).sqrt()),
            Self::SigmoidGlorot4x => Distribution::Uniform.law(4.0 * glorot),
        }
    }
}

impl Entry for Convention {
    const LISTINGS: &'static [Listing] = &[
        listing("torch-linear", "torch.nn.Linear: uniform on ±1 / sqrt(fan_in), biases alike", "PyTorch 2"),
        listing("keras-dense", "keras.layers.Dense: Glorot uniform, biases 0", "Keras 3"),
        listing(
            "keras-he-normal",
            "keras HeNormal: cut at 2 sigmas, std sqrt(2 / fan_in) after the cut",
            "Keras 3",
        ),
        listing("mxnet-xavier", "mxnet.init.Xavier: uniform on ±sqrt(3 / fan_avg)", "MXNet 1"),
        listing(
            "candle-linear",
            "candle_nn::linear: normal, std sqrt(2 / fan_in); biases ±1 / sqrt(fan_in)",
            "candle 0.9",
        ),
        listing(
            "sigmoid-glorot-4x",
            "uniform on ±4 sqrt(3 / fan_avg), for sigmoid",
            "Theano deep learning tutorial, multilayer perceptron",
        ),
    ];

    fn read(name: &'static str, _: &mut Spec) -> Result<Self, SpecError> {
        let named = Self::ALL.into_iter().find(|convention| convention.name() == name);
        Ok(named.unwrap_or(Self::TorchLinear))
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }

    fn ensemble(&self, layer: Layer) -> Result<Ensemble, InitError> {
        Ok(Ensemble::of(layer, self.law(layer.fans)))
    }
}
