//! Contrastive divergence: how a machine learns.

/// Where the chains of the negative phase start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Chain {
    /// At the data of each minibatch: CD (Hinton 2002).
    #[default]
    Data,
    /// Where those of the minibatch before ended: PCD (Tieleman 2008).
    Persistent,
}

/// What the negative phase takes of the visible units at the end of a chain that started at data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Reconstruct {
    /// Their probabilities or means: less noise (Hinton 2012, section 3.2).
    #[default]
    Means,
    /// States drawn from them.
    Samples,
}

/// Learning by contrastive divergence with momentum and weight decay, minibatch by minibatch.
///
/// Of a minibatch v of B rows, hidden states are drawn from P(h | v), and k sweeps of a Gibbs chain lead to v', h'.
/// Then
///
/// ```text
/// ΔW <- momentum ΔW + lr ((vᵀ p(h | v) - v'ᵀ p(h | v')) / B - decay W),   W <- W + ΔW,
/// ```
///
/// and alike for the biases a and b with the means of v - v' and p(h | v) - p(h | v'), which do not decay (Hinton
/// 2012, sections 2 to 10). States are drawn all along the chain, but for the end of one that starts at data
/// ([`Reconstruct`]).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ContrastiveDivergence {
    /// Passes over the data.
    pub epochs: usize,
    /// Learning rate.
    pub lr: f64,
    /// Sweeps of the chain.
    pub k: usize,
    /// Samples of a minibatch, and chains; all samples if there are fewer.
    pub batch: usize,
    /// Momentum of the first five epochs.
    pub momentum: f64,
    /// Momentum of those that follow.
    pub final_momentum: f64,
    /// How much of itself a weight loses in a step, times the learning rate.
    pub decay: f64,
    /// Where chains start.
    pub chain: Chain,
    /// What is taken of the visible units at the end of chains that start at data.
    pub reconstruct: Reconstruct,
}

impl Default for ContrastiveDivergence {
    fn default() -> Self {
        Self {
            epochs: 5,
            lr: 0.1,
            k: 1,
            batch: 10,
            momentum: 0.5,
            final_momentum: 0.9,
            decay: 2e-4,
            chain: Chain::Data,
            reconstruct: Reconstruct::Means,
        }
    }
}

/// Epochs of the first momentum.
const FIRST_EPOCHS: usize = 5;

impl ContrastiveDivergence {
    /// The momentum of an epoch, from 1.
    pub(super) fn momentum_of(&self, epoch: usize) -> f64 {
        if epoch <= FIRST_EPOCHS { self.momentum } else { self.final_momentum }
    }
}

/// Where learning has got to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// So many epochs are done.
    Epoch(usize),
    /// A minibatch of an epoch, but not its last, is done.
    Minibatch,
}
