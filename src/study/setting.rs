//! The closed sets that settings choose from.

use crate::named::named;

named! {
    /// Floating-point precision of a network; statistics are always collected in `f64`.
    Precision: "precision" {
        /// Single.
        F32 = "f32",
        /// Double: NumPy's, and what a small signal share needs.
        F64 = "f64",
    }
}

named! {
    /// What is done with a cell's network.
    Protocol: "protocol" {
        /// Data runs through it once and every layer is watched.
        Forward = "forward",
        /// Data runs through it, and a gradient back.
        Backward = "backward",
        /// It learns.
        Train = "train",
        /// Its layers learn as restricted Boltzmann machines, one after another.
        Gibbs = "gibbs",
    }
}
