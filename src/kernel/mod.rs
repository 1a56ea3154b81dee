//! The hot loops' foundation: the number type, elementary functions that vectorise and give the
//! same bits on every CPU, run-time dispatch and the matrix product.
//!
//! Read `real`, `dispatch` and `elementary` (with `coefficients`), then `product` with `edge` and `sparse`, then the
//! decompositions: `orthonormal`, `singular`, `eigen`.

mod coefficients;
mod dispatch;
mod edge;
mod eigen;
pub mod elementary;
mod factor;
pub mod gaussian;
mod narrower;
mod orthonormal;
mod product;
mod quadrature;
mod real;
mod singular;
mod sparse;
pub mod trigonometric;

pub use crate::isa::{Isa, IsaError};
pub use dispatch::vectorize;
pub(crate) use dispatch::vectorize_narrow;
pub use edge::{EDGE, edge_product};
pub use eigen::eigenvalues;
pub use orthonormal::orthonormalise;
pub use product::product;
pub use quadrature::integrate;
pub(crate) use quadrature::{FIVE_NODES, SIXTEEN_NODES, abscissae};
pub use real::Real;
pub use singular::singular_values;
pub use sparse::SparseRows;
