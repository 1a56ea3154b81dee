//! What is done with networks, and in which precision.

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

/// What there is to know of a protocol, beside what its file in `run::protocols` does.
struct Row {
    /// Whether networks are looked at as they are drawn, with the input that all share.
    looks_at_drawn: bool,
    /// Whether gradients are looked at.
    has_gradients: bool,
}

named! {
    /// What is done with a cell's network. Keys of its own stand in a table of the study that bears its name.
    Protocol: "protocol" => Row {
        /// Data runs through it once and every layer is watched.
        Forward = "forward" => Row { looks_at_drawn: true, has_gradients: false },
        /// Data runs through it, and a gradient back.
        Backward = "backward" => Row { looks_at_drawn: true, has_gradients: true },
        /// It learns.
        Train = "train" => Row { looks_at_drawn: false, has_gradients: true },
        /// Its layers learn as restricted Boltzmann machines, one after another.
        Gibbs = "gibbs" => Row { looks_at_drawn: false, has_gradients: false },
    }
}

impl Protocol {
    /// Whether networks are looked at as they are drawn, with the input that all share.
    pub(crate) fn looks_at_drawn(self) -> bool {
        self.row().looks_at_drawn
    }

    /// Whether gradients are looked at.
    pub(crate) fn has_gradients(self) -> bool {
        self.row().has_gradients
    }
}
