//! The file of exact networks.

use initscope::activation::Activation;
use serde_json::Value;

/// What the file says.
pub(crate) struct File {
    pub widths: Vec<usize>,
    pub samples: usize,
    /// Input, samples by units.
    pub x: Vec<f64>,
    /// Weights of each layer, `[fan_in, fan_out]`.
    pub weights: Vec<Vec<f64>>,
    /// Biases of each layer.
    pub biases: Vec<Vec<f64>>,
    pub networks: Vec<Expected>,
}

/// One network.
pub(crate) struct Expected {
    pub activation: Activation,
    pub layers: Vec<Layer>,
}

/// One layer of a network.
pub(crate) struct Layer {
    /// Samples by units.
    pub pre_activation: Vec<f64>,
    /// Samples by units.
    pub activation: Vec<f64>,
    stats: Value,
}

impl Layer {
    /// A statistic by its name in the file.
    pub(crate) fn stat(&self, name: &str) -> f64 {
        self.stats[name].as_f64().unwrap_or_else(|| panic!("the file has no {name}"))
    }
}

impl File {
    /// Reads the file.
    pub(crate) fn read() -> Self {
        let file: Value = serde_json::from_str(include_str!("../../data/golden_exact.json")).unwrap();
        let networks: Vec<Expected> = list(&file["networks"]).iter().map(expected).collect();
        assert_eq!(networks.len(), 25);
        Self {
            widths: numbers(&file["layers"]).iter().map(|&width| width as usize).collect(),
            samples: file["samples"].as_u64().unwrap() as usize,
            x: numbers(&file["x"]),
            weights: list(&file["weights"]).iter().map(numbers).collect(),
            biases: list(&file["biases"]).iter().map(numbers).collect(),
            networks,
        }
    }
}

fn expected(network: &Value) -> Expected {
    Expected {
        activation: network["activation"].as_str().unwrap().parse().unwrap(),
        layers: list(&network["layers"])
            .iter()
            .map(|layer| Layer {
                pre_activation: numbers(&layer["pre_activation"]),
                activation: numbers(&layer["activation"]),
                stats: layer["stats"].clone(),
            })
            .collect(),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

/// All numbers of a vector or matrix, row by row.
fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(values) => values.iter().flat_map(numbers).collect(),
        number => vec![number.as_f64().unwrap()],
    }
}
