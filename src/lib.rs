//! **What do these initial weights do to the signal?**
//!
//! initscope stacks dense layers, runs data through them under every weight-initialization
//! scheme, watches each layer, draws the figures that textbooks print and judges them by number.
//!
//! One unit first: three inputs, three weights, a weighted sum, an activation.
//!
//! ```
//! use initscope::activation::Activation;
//! use ndarray::array;
//!
//! let x = array![0.1, 0.2, 0.3];
//! let w = array![0.4, 0.5, 0.6];
//! let a: f64 = x.dot(&w);
//! let z = Activation::Tanh.value(a);
//! assert_eq!(format!("a = {a:.2}, z = {z:.2}"), "a = 0.32, z = 0.31");
//! ```
//!
//! Five layers of a hundred such units, and how their outputs are spread:
//!
//! ```
//! use initscope::{activation::Activation, data, init::Init, view::sparkline};
//! use initscope::network::{Network, Noise, Quantity, Watch};
//!
//! let x = data::gaussian::<f64>(1000, 100, 0, 0);
//! let network = Network::new(vec![100; 6], Activation::Sigmoid, Init::normal(1.0));
//! let seen = network.observe(x.view(), Noise::default(), &Watch::default());
//! for layer in seen.iter().filter(|site| site.quantity == Quantity::Activation) {
//!     println!("{}-layer {}", layer.layer, sparkline(&layer.histograms[0].counts));
//! }
//! // The textbook's first figure: outputs crowd at 0 and 1, where sigmoid's slope is nearly 0.
//! assert!((seen[15].summary.std.unwrap() - 0.437).abs() < 0.03);
//! ```
//!
//! The [`guide`] does ten things with the library. From here: [`init`] has the schemes, [`conform`] tests whether weights are theirs, [`activation`] the activations, [`network`] the engine,
//! [`rbm`] Boltzmann machines, [`stats`] and [`theory`] what is measured and what is expected. A [`study`] is a question as
//! TOML; [`run`] carries it out, a [`record`] is what it produced, with a [`verdict`] on every layer, [`judge`] says whether the claims of
//! the question's source hold, and a [`view`] draws that.
//! All randomness is addressed [`noise`]: the same seed gives the same bytes, whatever the
//! number of threads or the order of cells, and every scheme sees the same noise.
//!
//! What these pages show is the library and stays; what they do not show (the command, parts of kernels and
//! figures that tests hold) may change with any version.

pub mod activation;
// The command, for `main.rs` alone: what only it uses is no part of the library.
#[doc(hidden)]
pub mod cli;
pub mod compare;
pub mod conform;
pub mod data;
pub(crate) mod explain;
pub(crate) mod file_kind;
pub mod init;
pub(crate) mod isa;
pub mod judge;
pub mod kernel;
pub(crate) mod machine;
pub mod named;
pub mod network;
pub mod noise;
pub mod number;
pub mod rbm;
pub mod record;
pub mod run;
pub mod spec;
pub mod stats;
pub mod study;
pub mod theory;
pub mod verdict;
pub mod view;

#[doc = include_str!("../docs/library.md")]
pub mod guide {}
