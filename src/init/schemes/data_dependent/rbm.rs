//! Pre-training by restricted Boltzmann machines.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::atomic::Ordering;

use crate::init::entry::{Entry, Kind, Listing};
use crate::init::{Ensemble, Fans, InitError, Law, Layer, Sight};
use crate::kernel::Real;
use crate::rbm;
use crate::rbm::{Chain, ContrastiveDivergence, Moment, Reconstruct, Visible};
use crate::spec::{Spec, SpecError, SpecWriter};

/// Greedy layer-wise pre-training: each layer is the hidden layer of a restricted Boltzmann machine that has learned
/// its input by contrastive divergence, the first layer's the data, every other's the hidden probabilities
/// σ(v W + b) of the machine below (Hinton, Osindero & Teh 2006; Bengio et al. 2007). Weights and hidden biases go into the
/// network, in the place of the biases that were asked for.
///
/// The machines' way through the layers is their own: it knows neither the network's activation nor its
/// normalization or residual connections. A linear readout keeps the weights it was drawn with, `N(0, std²)`.
///
/// Machines on data are of `visible` units and start with visible biases from the data's means; those above are
/// Bernoulli. Bernoulli units want data in \[0, 1\]. Gaussian ones want data of variance 1 and a learning rate one or
/// two orders of magnitude smaller, such as `lr=0.001`: nothing holds their reconstructions (Hinton 2012, section
/// 13.2).
///
/// ```
/// use initscope::init::Init;
///
/// let rbm: Init = "rbm:epochs=10,chain=persistent,lr=0.02".parse().unwrap();
/// // Canonical order; what is as by default is left out.
/// assert_eq!(rbm.to_string(), "rbm:epochs=10,lr=0.02,chain=persistent");
/// assert!(rbm.wants_probabilities());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RbmStack {
    /// How each machine learns.
    pub rule: ContrastiveDivergence,
    /// The units of the first machine that data are of.
    pub visible: Visible,
    /// Standard deviation of the weights that learning starts from.
    pub std: f64,
}

const CHAIN: [(&str, Chain); 2] = [("cd", Chain::Data), ("persistent", Chain::Persistent)];
const RECONSTRUCT: [(&str, Reconstruct); 2] =
    [("mean", Reconstruct::Means), ("sample", Reconstruct::Samples)];
const VISIBLE: [(&str, Visible); 2] = [("bernoulli", Visible::Bernoulli), ("gaussian", Visible::Gaussian)];
const STD: f64 = 0.01;

/// Sweeps of a chain, between which nobody can break learning off.
const MOST_SWEEPS: usize = 10_000;

impl Entry for RbmStack {
    const LISTINGS: &'static [Listing] = &[Listing {
        name: "rbm",
        kind: Kind::Data,
        keys: "epochs=5,lr=0.1,k=1,batch=10,momentum=0.5,final=0.9,decay=0.0002,chain=cd|persistent,reconstruct=mean|sample,visible=bernoulli|gaussian,std=0.01",
        about: "normal, then each layer as the hidden layer of a Boltzmann machine that learned its input",
        source: "Hinton, Osindero & Teh 2006; Hinton 2012",
    }];

    fn read(_: &'static str, spec: &mut Spec) -> Result<Self, SpecError> {
        let default = ContrastiveDivergence::default();
        let stack = Self {
            rule: ContrastiveDivergence {
                epochs: spec.count("epochs", default.epochs)?,
                lr: spec.positive("lr", default.lr)?,
                k: spec.count("k", default.k)?,
                batch: spec.count("batch", default.batch)?,
                momentum: momentum(spec, "momentum", default.momentum)?,
                final_momentum: momentum(spec, "final", default.final_momentum)?,
                decay: spec.scale("decay", default.decay)?,
                chain: spec.choice("chain", default.chain, &CHAIN)?,
                reconstruct: spec.choice("reconstruct", default.reconstruct, &RECONSTRUCT)?,
            },
            visible: spec.choice("visible", Visible::default(), &VISIBLE)?,
            std: spec.scale("std", STD)?,
        };
        let ContrastiveDivergence { k, chain, reconstruct, .. } = stack.rule;
        if k > MOST_SWEEPS {
            return Err(spec.error(format!("`k` is {k}; it must be at most {MOST_SWEEPS}")));
        }
        if chain == Chain::Persistent && reconstruct == Reconstruct::Samples {
            return Err(spec.error("persistent chains are of samples throughout; leave out `reconstruct`"));
        }
        Ok(stack)
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, visible, std } = self;
        let default = ContrastiveDivergence::default();
        SpecWriter::new(f, "rbm")
            .value("epochs", rule.epochs, default.epochs)
            .number("lr", rule.lr, default.lr)
            .value("k", rule.k, default.k)
            .value("batch", rule.batch, default.batch)
            .number("momentum", rule.momentum, default.momentum)
            .number("final", rule.final_momentum, default.final_momentum)
            .number("decay", rule.decay, default.decay)
            .choice("chain", rule.chain, default.chain, &CHAIN)
            .choice("reconstruct", rule.reconstruct, default.reconstruct, &RECONSTRUCT)
            .choice("visible", *visible, Visible::default(), &VISIBLE)
            .number("std", *std, STD)
            .finish()
    }

    fn ensemble(&self, layer: Layer) -> Result<Ensemble, InitError> {
        Ok(Ensemble::of(layer, Law::Normal { mean: 0.0, std: self.std }))
    }

    fn sets_bias(&self) -> bool {
        true
    }

    fn batch(&self) -> usize {
        usize::MAX
    }

    fn wants_probabilities(&self) -> bool {
        self.visible == Visible::Bernoulli
    }

    fn adapt<T: Real>(&self, layer: Layer, sight: Sight<'_, T>) {
        let Sight { input, products, weights, bias, below, is_readout, stream, stop } = sight;
        if is_readout {
            return;
        }
        // Nothing is left by a layer below the first.
        let is_first = below.is_empty();
        let data: &[T] = if is_first { input } else { below };
        let mut machine = self.machine(is_first, layer.fans, weights.to_vec(), data);
        let asked = |_: Moment, _: &rbm::Rbm<T>| {
            if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        // A machine that was stopped is as good as any: nobody asks for it again.
        let _ = machine.learn_watched(data, &self.rule, stream, asked);
        weights.copy_from_slice(machine.weights());
        bias.copy_from_slice(machine.hidden_bias());
        machine.hidden(data, products);
        below.clear();
        below.extend_from_slice(products);
    }
}

impl RbmStack {
    /// The machine of a layer with these weights, before it learns `data`, rows of numbers; the first layer's is the
    /// one that sees the network's input.
    ///
    /// # Panics
    ///
    /// If there are not as many weights as the fans say, or `data` are not whole rows.
    pub(crate) fn machine<T: Real>(
        &self,
        is_first: bool,
        fans: Fans,
        weights: Vec<T>,
        data: &[T],
    ) -> rbm::Rbm<T> {
        let kind = if is_first { self.visible } else { Visible::Bernoulli };
        let mut machine = rbm::Rbm::new(kind, fans.fan_in, fans.fan_out, weights);
        machine.set_visible_bias(data);
        machine
    }
}

/// A number in \[0, 1).
fn momentum(spec: &mut Spec, key: &'static str, default: f64) -> Result<f64, SpecError> {
    let momentum = spec.scale(key, default)?;
    if momentum < 1.0 {
        return Ok(momentum);
    }
    Err(spec.error(format!("`{key}` is {momentum}; it must be at least 0 and below 1")))
}
