//! Values, slopes and texts of the activations.

mod edges;
mod expression;
mod golden;
mod reference;
mod shape;
mod slices;
mod slopes;
mod text;

use initscope::activation::Activation;

/// Every activation with its defaults, and every kind of parameter off its default.
fn all() -> Vec<Activation> {
    let mut all = Activation::ALL.to_vec();
    all.extend([
        Activation::LeakyRelu { slope: 0.0 },
        Activation::LeakyRelu { slope: 0.2 },
        Activation::Prelu { slope: -1.5 },
        Activation::Elu { alpha: 0.3 },
        Activation::Elu { alpha: 4.0 },
        Activation::Celu { alpha: 0.75 },
        Activation::Celu { alpha: 3.0 },
    ]);
    all
}

/// The points where two pieces meet, and there is no two-sided derivative.
fn kinks(activation: Activation) -> &'static [f64] {
    match activation {
        Activation::Relu
        | Activation::LeakyRelu { .. }
        | Activation::Prelu { .. }
        | Activation::Elu { .. }
        | Activation::Selu
        | Activation::Celu { .. } => &[0.0],
        Activation::HardSwish | Activation::HardSigmoid => &[-3.0, 3.0],
        Activation::HardTanh => &[-1.0, 1.0],
        Activation::Relu6 => &[0.0, 6.0],
        _ => &[],
    }
}
