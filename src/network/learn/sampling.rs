//! Which samples make up each minibatch.

use rand::RngExt;

use crate::named::named;
use crate::network::Noise;
use crate::noise::{Role, Stream};

named! {
    /// How minibatches are drawn from the training samples. The order hangs on seed and trial alone, so
    /// that all networks of a trial learn from the same batches.
    #[derive(Default)]
    Sampling: "sampling" {
        /// Every sample of every batch anew: the textbook's `numpy.random.choice`.
        #[default]
        WithReplacement = "with-replacement",
        /// Epoch after epoch in a new random order; what is left over at its end is left out.
        Epochs = "epochs",
    }
}

/// The minibatches of one trial, in their order.
#[derive(Clone, Debug)]
pub(super) struct Order {
    sampling: Sampling,
    stream: Stream,
    samples: usize,
    /// An epoch's order, and which epoch it is.
    shuffled: Vec<usize>,
    epoch: Option<u64>,
}

impl Order {
    /// Of so many training samples.
    pub(super) fn new(sampling: Sampling, noise: Noise, samples: usize) -> Self {
        let stream = Stream::new(noise.seed, noise.trial, Role::Batch, 0);
        Self { sampling, stream, samples, shuffled: Vec::new(), epoch: None }
    }

    /// The samples of the minibatch of a step, from 0.
    ///
    /// # Panics
    ///
    /// If an epoch has not one whole minibatch.
    pub(super) fn batch(&mut self, step: u64, size: usize, batch: &mut Vec<usize>) {
        batch.clear();
        match self.sampling {
            Sampling::WithReplacement => {
                let mut rng = self.stream.rng(step);
                batch.extend((0..size).map(|_| rng.random_range(0..self.samples)));
            }
            Sampling::Epochs => {
                let batches = (self.samples / size) as u64;
                assert!(batches > 0, "an epoch has not one whole minibatch");
                let (epoch, place) = (step / batches, (step % batches) as usize);
                if self.epoch != Some(epoch) {
                    self.shuffle(epoch);
                }
                batch.extend_from_slice(&self.shuffled[place * size..][..size]);
            }
        }
    }

    /// Fisher and Yates's shuffle.
    fn shuffle(&mut self, epoch: u64) {
        let mut rng = self.stream.rng(epoch);
        self.shuffled.clear();
        self.shuffled.extend(0..self.samples);
        for place in 0..self.samples {
            self.shuffled.swap(place, rng.random_range(place..self.samples));
        }
        self.epoch = Some(epoch);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batches(sampling: Sampling, samples: usize, size: usize, steps: u64) -> Vec<Vec<usize>> {
        let mut order = Order::new(sampling, Noise::default(), samples);
        let batch = |step| {
            let mut batch = Vec::new();
            order.batch(step, size, &mut batch);
            batch
        };
        (0..steps).map(batch).collect()
    }

    #[test]
    fn an_epoch_has_every_sample_once_in_an_order_of_its_own() {
        let batches = batches(Sampling::Epochs, 40, 10, 8);
        for epoch in batches.chunks(4) {
            let mut samples = epoch.concat();
            samples.sort_unstable();
            assert_eq!(samples, (0..40).collect::<Vec<_>>());
        }
        assert_ne!(batches[..4], batches[4..]);
    }

    // With replacement a batch of 128 of 1000 has two equal samples but for a chance of
    // exp(-128² / 2000) = 3e-4; each of 1000 samples is expected 128 times in 1000 batches, with a
    // standard deviation of 11.3: none of them is 6 of these away but for a chance of 2e-6.
    #[test]
    fn with_replacement_samples_come_again_and_all_alike() {
        let batches = batches(Sampling::WithReplacement, 1000, 128, 1000);
        let mut first = batches[0].clone();
        first.sort_unstable();
        first.dedup();
        assert!(first.len() < 128);
        let mut counts = vec![0i32; 1000];
        batches.concat().into_iter().for_each(|sample| counts[sample] += 1);
        assert!(counts.iter().all(|count| (count - 128).abs() < 68), "{counts:?}");
    }
}
