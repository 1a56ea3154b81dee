//! What the layers so far do to directions: singular values and eigenvalues, on the way from layer to
//! layer.

use std::ops::ControlFlow;

use super::engine::Engine;
use super::jacobian::Jacobians;
use super::singular::{singular, widened};
use crate::init::Fans;
use crate::kernel::{Real, eigenvalues, product};
use crate::network::layer::dense::{matrix, matrix_mut};
use crate::network::layer::parameters::Parameters;
use crate::network::{Network, Norm, Observation, Quantity, Watch};

/// Follows Jacobians and the product of the weights through a network, and takes the spectra of both
/// and of the weights where they are asked for.
pub(crate) struct Spectrograph<'a, T> {
    watch: &'a Watch,
    depth: usize,
    /// Whether all layers share the weights, whose own spectra are then those of the first layer.
    tied: bool,
    pub(crate) jacobians: Jacobians<T>,
    /// `W1 · W2 ⋯`, with the inputs along the rows; empty before the first layer.
    product: Vec<T>,
    next: Vec<T>,
}

impl<'a, T: Real> Spectrograph<'a, T> {
    /// For a pass of so many samples through a network.
    pub(crate) fn new<W, B>(network: &Network<W, B>, watch: &'a Watch, samples: usize) -> Self {
        let inputs = if network.norm == Norm::None { watch.jacobians.min(samples) } else { 0 };
        Self {
            watch,
            depth: network.widths.len() - 1,
            tied: network.tied,
            jacobians: Jacobians::new(inputs, network.widths[0]),
            product: Vec::new(),
            next: Vec::new(),
        }
    }

    /// Goes through a layer with the `slopes` that the Jacobians' inputs have there, and reports its
    /// spectra.
    pub(crate) fn pass<Stop>(
        &mut self,
        engine: &mut Engine<T>,
        (layer, fans): (usize, Fans),
        (parameters, residual): (&Parameters<T>, bool),
        slopes: &[T],
        see: &mut impl FnMut(Observation) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        let wanted = self.watch.spectra.covers(layer, self.depth);
        if !self.jacobians.is_empty() {
            self.jacobians.pass(fans, parameters, residual, slopes);
            if wanted {
                let mut values = self.jacobians.singular_values(fans.fan_out);
                see(engine.spectrum(Quantity::JacobianSpectrum, layer, &mut values))?;
            }
        }
        let weights = &parameters.weights;
        let wanted_alone = if self.tied { layer == 1 } else { wanted };
        if self.watch.spectra.weights && wanted_alone {
            let mut values = singular(weights, fans.fan_out);
            see(engine.spectrum(Quantity::WeightSpectrum, layer, &mut values))?;
        }
        if self.watch.spectra.products {
            self.multiply(fans, weights);
            if wanted {
                let mut values = singular(&self.product, fans.fan_out);
                see(engine.spectrum(Quantity::ProductSpectrum, layer, &mut values))?;
            }
        }
        if self.watch.spectra.eigenvalues && wanted_alone && fans.fan_in == fans.fan_out {
            let found = eigenvalues(&widened(weights), fans.fan_out);
            let moduli = found.as_deref().map(|found| found.iter().map(|[re, im]| re.hypot(*im)).collect());
            let mut moduli = moduli.unwrap_or_else(|| vec![f64::NAN; fans.fan_out]);
            let seen = engine.spectrum(Quantity::Eigenvalue, layer, &mut moduli);
            see(Observation { eigenvalues: found.unwrap_or_default(), ..seen })?;
        }
        ControlFlow::Continue(())
    }

    /// Multiplies the product of the weights so far by those of the next layer.
    fn multiply(&mut self, fans: Fans, weights: &[T]) {
        if self.product.is_empty() {
            self.product.extend_from_slice(weights);
            return;
        }
        let rows = self.product.len() / fans.fan_in;
        self.next.resize(rows * fans.fan_out, T::ZERO);
        let before = matrix(&self.product, fans.fan_in);
        product(before, matrix(weights, fans.fan_out), matrix_mut(&mut self.next, fans.fan_out));
        std::mem::swap(&mut self.product, &mut self.next);
    }
}
