//! How parameters follow their gradients.

use std::fmt;
use std::str::FromStr;

use crate::kernel::{Real, vectorize};
use crate::spec::{Spec, SpecError, SpecWriter};

const LR: f64 = 0.01;
const ADAM_LR: f64 = 0.001;
const MOMENTUM: f64 = 0.9;
const BETA1: f64 = 0.9;
const BETA2: f64 = 0.999;
const EPS: f64 = 1e-8;

/// How parameters follow their gradients `g`, with learning rate `lr`.
///
/// | name | update of a parameter `w` |
/// |---|---|
/// | `sgd` | `w -= lr g` |
/// | `momentum` | `v = momentum v + g; w -= lr v` (Polyak 1964; PyTorch's form) |
/// | `adam` | `m = β₁ m + (1 - β₁) g; v = β₂ v + (1 - β₂) g²; w -= lr m̂ / (sqrt(v̂) + eps)` with `m̂ = m / (1 - β₁ᵗ)`, `v̂ = v / (1 - β₂ᵗ)` (Kingma & Ba 2015, algorithm 1) |
///
/// `decay` adds `decay · w` to the gradient of a weight, not to that of biases, scales, shifts and slopes.
///
/// ```
/// use initscope::network::Optimizer;
///
/// let adam: Optimizer = "adam:lr=0.003,decay=0.0001".parse().unwrap();
/// assert_eq!(adam.to_string(), "adam:lr=0.003,decay=0.0001");
/// assert_eq!("sgd:lr=0.01".parse::<Optimizer>().unwrap().to_string(), "sgd");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Optimizer {
    /// Learning rate.
    pub lr: f64,
    /// Weight decay.
    pub decay: f64,
    /// Which rule.
    pub rule: Rule,
}

/// What an update makes of the gradients seen so far.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// The last one.
    Sgd,
    /// A sum that forgets.
    Momentum {
        /// What is kept of the sum from step to step.
        momentum: f64,
    },
    /// A mean over a root mean square.
    Adam {
        /// What is kept of the mean.
        beta1: f64,
        /// What is kept of the mean square.
        beta2: f64,
        /// Added to the root.
        eps: f64,
    },
}

impl Default for Optimizer {
    fn default() -> Self {
        Self { lr: LR, decay: 0.0, rule: Rule::Sgd }
    }
}

/// What a rule remembers of a tensor's gradients.
#[derive(Clone, Debug)]
pub(super) struct Memory<T> {
    first: Vec<T>,
    second: Vec<T>,
}

impl<T> Default for Memory<T> {
    fn default() -> Self {
        Self { first: Vec::new(), second: Vec::new() }
    }
}

impl Optimizer {
    /// The same without weight decay: for what are no weights.
    pub(super) fn without_decay(self) -> Self {
        Self { decay: 0.0, ..self }
    }

    /// Update number `step`, from 1, of the parameters of a tensor.
    pub(super) fn update<T: Real>(
        self,
        step: u64,
        parameters: &mut [T],
        gradients: &[T],
        memory: &mut Memory<T>,
    ) {
        let (lr, decay) = (T::from_f64(self.lr), T::from_f64(self.decay));
        match self.rule {
            Rule::Sgd => vectorize(
                #[inline(always)]
                || {
                    for (w, g) in parameters.iter_mut().zip(gradients) {
                        *w -= lr * decay.mul_add(*w, *g);
                    }
                },
            ),
            Rule::Momentum { momentum } => {
                memory.first.resize(parameters.len(), T::ZERO);
                let momentum = T::from_f64(momentum);
                vectorize(
                    #[inline(always)]
                    || {
                        for ((w, g), v) in parameters.iter_mut().zip(gradients).zip(&mut memory.first) {
                            *v = momentum.mul_add(*v, decay.mul_add(*w, *g));
                            *w -= lr * *v;
                        }
                    },
                );
            }
            Rule::Adam { beta1, beta2, eps } => {
                memory.first.resize(parameters.len(), T::ZERO);
                memory.second.resize(parameters.len(), T::ZERO);
                let power = |beta: f64| beta.powi(i32::try_from(step).unwrap_or(i32::MAX));
                let (mean_share, square_share) = (1.0 / (1.0 - power(beta1)), 1.0 / (1.0 - power(beta2)));
                let [b1, b2, eps] = [beta1, beta2, eps].map(T::from_f64);
                // Rounded apart: a factor near 1 must not leave nothing for the rest.
                let [new1, new2] = [1.0 - beta1, 1.0 - beta2].map(T::from_f64);
                let [mean_share, square_share] = [mean_share, square_share].map(T::from_f64);
                let Memory { first, second } = memory;
                vectorize(
                    #[inline(always)]
                    || {
                        let moments = first.iter_mut().zip(second.iter_mut());
                        for ((w, g), (m, v)) in parameters.iter_mut().zip(gradients).zip(moments) {
                            let g = decay.mul_add(*w, *g);
                            *m = b1.mul_add(*m, new1 * g);
                            *v = b2.mul_add(*v, new2 * g * g);
                            *w -= lr * (*m * mean_share) / ((*v * square_share).sqrt() + eps);
                        }
                    },
                );
            }
        }
    }

    /// [`update`](Self::update) of a single number.
    pub(super) fn update_one(self, step: u64, parameter: &mut f64, gradient: f64, memory: &mut Memory<f64>) {
        self.update(step, std::slice::from_mut(parameter), &[gradient], memory);
    }
}

/// Reads `sgd`, `momentum:lr=0.1`, `adam:beta2=0.99`.
impl FromStr for Optimizer {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        let mut spec = Spec::parse("optimizer", text)?;
        let default_lr = if spec.name() == "adam" { ADAM_LR } else { LR };
        let rule = match spec.name() {
            "sgd" => Rule::Sgd,
            "momentum" => Rule::Momentum { momentum: below_one(&mut spec, "momentum", MOMENTUM)? },
            "adam" => Rule::Adam {
                beta1: below_one(&mut spec, "beta1", BETA1)?,
                beta2: below_one(&mut spec, "beta2", BETA2)?,
                eps: spec.positive("eps", EPS)?,
            },
            _ => return Err(spec.unknown_name(["sgd", "momentum", "adam"])),
        };
        let (lr, decay) = (spec.scale("lr", default_lr)?, spec.scale("decay", 0.0)?);
        spec.finish()?;
        Ok(Self { lr, decay, rule })
    }
}

/// A number from 0 to below 1.
fn below_one(spec: &mut Spec, key: &'static str, default: f64) -> Result<f64, SpecError> {
    let number = spec.scale(key, default)?;
    if number < 1.0 {
        Ok(number)
    } else {
        Err(spec.error(format!("`{key}` is {number}; it must be at least 0 and below 1")))
    }
}

/// Prints the canonical form; reading it gives the same optimizer.
impl fmt::Display for Optimizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.rule {
            Rule::Sgd => SpecWriter::new(f, "sgd").number("lr", self.lr, LR),
            Rule::Momentum { momentum } => SpecWriter::new(f, "momentum")
                .number("lr", self.lr, LR)
                .number("momentum", momentum, MOMENTUM),
            Rule::Adam { beta1, beta2, eps } => SpecWriter::new(f, "adam")
                .number("lr", self.lr, ADAM_LR)
                .number("beta1", beta1, BETA1)
                .number("beta2", beta2, BETA2)
                .number("eps", eps, EPS),
        }
        .number("decay", self.decay, 0.0)
        .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three updates of one number under gradients 1, -0.5 and 2.
    fn follow(text: &str) -> f64 {
        let optimizer: Optimizer = text.parse().unwrap();
        let (mut w, mut memory) = (1.0, Memory::default());
        for (step, gradient) in (1..).zip([1.0, -0.5, 2.0]) {
            optimizer.update_one(step, &mut w, gradient, &mut memory);
        }
        w
    }

    #[test]
    fn updates_are_those_of_the_rules_by_hand() {
        assert!((follow("sgd:lr=0.1") - (1.0 - 0.1 * 2.5)).abs() < 1e-15);
        // v = 1, then 0.5 - 0.5 = 0, then 2.
        assert!((follow("momentum:lr=0.1,momentum=0.5") - (1.0 - 0.1 * 3.0)).abs() < 1e-15);
        // Gradients with decay 1: 1 + 1 = 2, w = 0.8; -0.5 + 0.8 = 0.3, w = 0.77; 2.77.
        assert!((follow("sgd:lr=0.1,decay=1") - (0.77 - 0.277)).abs() < 1e-15);
        let (mut w, mut m, mut v): (f64, f64, f64) = (1.0, 0.0, 0.0);
        for (step, g) in (1..).zip([1.0, -0.5, 2.0]) {
            (m, v) = (0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g);
            w -= 0.001 * (m / (1.0 - 0.9f64.powi(step))) / ((v / (1.0 - 0.999f64.powi(step))).sqrt() + 1e-8);
        }
        assert!((follow("adam") - w).abs() < 1e-14);
    }

    #[test]
    fn a_forgetful_mean_square_of_f32_still_takes_gradients_in() {
        let adam: Optimizer = "adam:beta2=0.99999999".parse().unwrap();
        let (mut w, mut memory) = ([1.0f32], Memory::default());
        adam.update(1, &mut w, &[2.0], &mut memory);
        // The first step of Adam is the learning rate, whatever the gradient.
        assert!((w[0] - 0.999).abs() < 1e-4, "{w:?}");
    }

    #[test]
    fn wrong_optimizers_say_what_is_allowed() {
        for (text, said) in [
            ("sgdd", "did you mean `sgd`?"),
            ("sgd:lr=-1", "`lr` is -1; it must be at least 0"),
            ("momentum:momentum=1", "it must be at least 0 and below 1"),
            ("sgd:momentum=0.9", "unknown key `momentum`"),
            ("adam:eps=0", "`eps` is 0; it must be above 0"),
        ] {
            let error = text.parse::<Optimizer>().unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }
}
