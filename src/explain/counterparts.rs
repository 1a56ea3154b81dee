//! What other libraries do under the same name, as their sources have it.
//!
//! Read in: `torch/nn/init.py` (PyTorch 2), `keras/src/initializers/random_initializers.py` (Keras 3),
//! `jax/_src/nn/initializers.py`, `flax/linen/linear.py`, `python/mxnet/initializer.py` (MXNet 1),
//! `python/mlx/nn/init.py`, burn's `initializer.rs` and `linear.rs`, candle's and tch's `init.rs` and
//! `linear.rs`.

use serde::Deserialize;

use super::listing;
use crate::init::Init;

/// One call for each line.
const TABLE: &str = include_str!("counterparts.csv");

/// What another library does under a name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Counterpart {
    /// Names of the schemes here that it goes by, with spaces between.
    schemes: String,
    /// The library.
    pub library: String,
    /// How it is called there, with nothing given that has a default.
    pub call: String,
    /// What that is, as a scheme of this project.
    pub spec: String,
    /// What the scheme's law does not say, or nothing.
    pub remark: String,
}

/// Libraries' calls that go by the name of the scheme `init`, with their own defaults: a parameter given
/// to the scheme is not handed on.
pub(crate) fn counterparts(init: &Init) -> Vec<Counterpart> {
    let name = listing(init).map_or("", |listing| listing.name);
    table().filter(|call| call.schemes.split(' ').any(|scheme| scheme == name)).collect()
}

/// All calls; a test holds that every line can be read.
fn table() -> impl Iterator<Item = Counterpart> {
    csv::Reader::from_reader(TABLE.as_bytes()).into_deserialize().filter_map(Result::ok)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::init::Layer;

    #[test]
    fn every_call_is_a_scheme_and_goes_by_names_of_the_catalogue() {
        assert_eq!(table().count(), TABLE.lines().count() - 1);
        for call in table() {
            for name in call.schemes.split(' ') {
                assert!(Init::catalogue().any(|listing| listing.name == name), "{name}");
                let same = counterparts(&name.parse().unwrap()).into_iter().filter(|other| *other == call);
                assert_eq!(same.count(), 1, "{name}: {call:?}");
            }
            let init: Init = call.spec.parse().unwrap();
            // Spelled as it prints, so that equal laws are spelled alike.
            assert_eq!(init.to_string(), call.spec);
            assert!(init.ensemble(Layer::linear(10, 20)).is_ok(), "{}", call.spec);
        }
    }

    #[test]
    fn mlx_leaves_out_the_root_of_two_unless_it_is_asked_for() {
        let he: Init = "he-normal".parse().unwrap();
        let mlx = counterparts(&he).into_iter().find(|peer| peer.library == "MLX").unwrap();
        let std = |init: Init| init.ensemble(Layer::linear(100, 100)).unwrap().std();
        assert!((std(mlx.spec.parse().unwrap()) / std(he) - 0.5f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn parameters_do_not_change_what_other_libraries_do() {
        let plain = counterparts(&"normal".parse().unwrap());
        assert_eq!(counterparts(&"normal:std=3".parse().unwrap()), plain);
        assert_eq!(counterparts(&"constant".parse().unwrap()), []);
    }
}
