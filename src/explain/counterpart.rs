//! A call of another library.

use crate::init::Init;
use crate::spec::SpecError;

/// What another library does under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counterpart {
    /// The library.
    pub library: &'static str,
    /// How it is called there, with nothing given that has a default.
    pub call: &'static str,
    /// What that is, as a scheme of this project.
    pub spec: &'static str,
    /// What the scheme's law does not say, or nothing.
    pub remark: &'static str,
}

impl Counterpart {
    /// The scheme of this project that it is.
    ///
    /// # Errors
    ///
    /// If the spec cannot be read; those of the [table](super::counterparts) can.
    pub fn init(&self) -> Result<Init, SpecError> {
        self.spec.parse()
    }

    /// With a remark.
    pub(super) const fn but(self, remark: &'static str) -> Self {
        Self { remark, ..self }
    }
}

/// A counterpart about which there is no more to say.
pub(super) const fn same(library: &'static str, call: &'static str, spec: &'static str) -> Counterpart {
    Counterpart { library, call, spec, remark: "" }
}
