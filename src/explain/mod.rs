//! What a scheme comes to: its law for a layer in words and numbers, what other libraries do under the
//! same name, and the deep net that it leads to.
//!
//! ```
//! use initscope::activation::Activation;
//! use initscope::explain::{counterparts, law_in_words};
//! use initscope::init::{Init, Layer};
//!
//! let he: Init = "he-normal".parse().unwrap();
//! let layer = Layer::linear(100, 100);
//! assert_eq!(law_in_words(&he.ensemble(layer).unwrap()), "normal, mean 0, std 0.1414");
//!
//! // MLX leaves out He's sqrt 2 unless it is asked for.
//! let mlx = counterparts(&he).into_iter().find(|peer| peer.library == "MLX").unwrap();
//! let ratio = mlx.init().unwrap().ensemble(layer).unwrap().std() / he.ensemble(layer).unwrap().std();
//! assert!((ratio - 0.5f64.sqrt()).abs() < 1e-12);
//! ```

mod counterpart;
mod counterparts;
mod deep;
mod expected;
mod law;
mod rule;
mod topic;

pub use counterpart::Counterpart;
pub use counterparts::counterparts;
pub use deep::{Course, Deep, NotRun};
pub use expected::DEPTH;
pub use law::{Bounds, bounds, law_in_words, mean, shape_in_words};
pub use rule::{USUAL, gain};
pub use topic::listing;
