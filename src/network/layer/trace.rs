//! What layers leave behind on the way forward, and the way back through them.

use super::dense::add;
use super::norm::Normalised;
use super::parameters::Parameters;
use super::stage::Stage;
use crate::activation::Activation;
use crate::kernel::{Real, vectorize};
use crate::network::Norm;

/// What one layer leaves behind for the way back.
#[derive(Clone, Debug)]
pub(crate) struct Trace<T> {
    /// Pre-activations, samples by units.
    pub(crate) before: Vec<T>,
    pub(crate) normalised: Normalised<T>,
    /// The layer's output, samples by units.
    pub(crate) after: Vec<T>,
}

impl<T> Default for Trace<T> {
    fn default() -> Self {
        Self { before: Vec::new(), normalised: Normalised::default(), after: Vec::new() }
    }
}

/// Gradients of a layer's parameters: of weights, biases, scales and shifts, shaped as they are, and
/// of the slope that all units share.
#[derive(Clone, Debug)]
pub(crate) struct Gradients<T> {
    pub(crate) weights: Vec<T>,
    pub(crate) bias: Vec<T>,
    pub(crate) scale: Vec<T>,
    pub(crate) shift: Vec<T>,
    pub(crate) slope: f64,
}

impl<T> Default for Gradients<T> {
    fn default() -> Self {
        let [weights, bias, scale, shift] = [const { Vec::new() }; 4];
        Self { weights, bias, scale, shift, slope: 0.0 }
    }
}

impl<T: Real> Stage<'_, T> {
    /// The weighted sums of so many samples, without biases.
    pub(crate) fn sums(&self, samples: usize, trace: &mut Trace<T>) {
        trace.before.resize(samples * self.fans.fan_out, T::ZERO);
        self.dense().multiply(&mut trace.before);
    }

    /// From the weighted sums to the layer's output. Sums are normalised by the means and variances
    /// `collected`, if there are any, else by their own.
    pub(crate) fn finish(&self, trace: &mut Trace<T>, collected: Option<[&[f64]; 2]>) {
        let Trace { before, normalised, after } = trace;
        self.dense().add_rest(0, before);
        let Parameters { scale, shift, .. } = self.parameters;
        match (self.norm, collected) {
            (Norm::Batch { .. }, Some(moments)) => self.norm.apply_collected(before, [scale, shift], moments),
            _ => self.normalise(before, normalised),
        }
        after.clear();
        after.extend_from_slice(before);
        let output = self.output();
        output.activation.apply(after);
        if let Some(skip) = output.skip {
            add(after, skip);
        }
    }

    /// The gradient by the layer's output becomes that by its pre-activations. The slope's gradient is
    /// stored; `skipped` becomes what passes by the activation, if the layer is residual, else empty.
    pub(crate) fn back_to_before(
        &self,
        trace: &Trace<T>,
        gradient: &mut [T],
        skipped: &mut Vec<T>,
        gradients: &mut Gradients<T>,
    ) {
        skipped.clear();
        if self.residual {
            skipped.extend_from_slice(gradient);
        }
        let activation = self.activation;
        if matches!(activation, Activation::Prelu { .. }) {
            gradients.slope = below_zero(&trace.before, gradient);
        }
        activation.back(&trace.before, gradient);
    }

    /// The gradient by pre-activations becomes that by the weighted sums; those by all parameters but
    /// the weights, which there is room made for, are stored.
    pub(crate) fn back_to_sums(&self, trace: &Trace<T>, gradient: &mut [T], gradients: &mut Gradients<T>) {
        let Gradients { weights, bias, scale, shift, .. } = gradients;
        let units = self.fans.fan_out;
        if self.norm != Norm::None {
            scale.resize(units, T::ZERO);
            shift.resize(units, T::ZERO);
            self.norm.back(gradient, &self.parameters.scale, &trace.normalised, scale, shift);
        }
        bias.clear();
        bias.resize(units, T::ZERO);
        for row in gradient.chunks_exact(units) {
            add(bias, row);
        }
        weights.resize(self.fans.fan_in * units, T::ZERO);
    }

    /// The gradient by the weights from that by the weighted sums.
    pub(crate) fn weight_gradient(&self, gradient: &[T], gradients: &mut Gradients<T>) {
        self.dense().weight_gradient(gradient, &mut gradients.weights);
    }

    /// The gradient by the layer's input from that by its weighted sums; `skipped` is empty or what
    /// passed by the activation.
    pub(crate) fn back_to_input(&self, gradient: &[T], skipped: &[T], input_gradient: &mut Vec<T>) {
        input_gradient.resize(gradient.len() / self.fans.fan_out * self.fans.fan_in, T::ZERO);
        self.dense().input_gradient(gradient, input_gradient);
        add(input_gradient, skipped);
    }
}

/// The gradient by the slope of PReLU: gradients times pre-activations where these are below 0
/// (He et al. 2015, equations 10 and 11).
fn below_zero<T: Real>(before: &[T], gradient: &[T]) -> f64 {
    let mut sum = 0.0;
    vectorize(
        #[inline(always)]
        || {
            sum = 0.0;
            for (x, g) in before.iter().zip(gradient) {
                let below = if *x > T::ZERO { T::ZERO } else { *x };
                sum += (below * *g).to_f64();
            }
        },
    );
    sum
}
