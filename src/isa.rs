//! Which vector instructions loops run with.

use std::str::FromStr;
use std::sync::OnceLock;

use pulp::Arch;

/// A set of vector instructions for which every loop is compiled; the program picks the widest that the CPU has,
/// or the one that [`Isa::VARIABLE`] names.
///
/// ```
/// use initscope::kernel::Isa;
///
/// assert!(Isa::Portable <= Isa::current() && Isa::current() <= Isa::widest());
/// assert_eq!("avx2".parse(), Ok(Isa::Avx2));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Isa {
    /// What every CPU of the target has.
    Portable,
    /// AVX2 with fused multiply-adds: `x86-64-v3`.
    Avx2,
    /// AVX-512: `x86-64-v4`.
    Avx512,
}

/// Why an instruction set cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IsaError {
    /// No such name.
    #[error("{variable}={0:?}: no set of vector instructions; there are portable, avx2 and avx512", variable = Isa::VARIABLE)]
    Unknown(String),
    /// Not on this CPU.
    #[error("{variable}={name}: this CPU does not have these vector instructions; it has {widest} at most", variable = Isa::VARIABLE, name = .0.name(), widest = Isa::widest().name())]
    Missing(Isa),
}

impl Isa {
    /// The environment variable that names one.
    pub const VARIABLE: &str = "INITSCOPE_ISA";

    /// All, the narrowest first.
    pub const ALL: [Self; 3] = [Self::Portable, Self::Avx2, Self::Avx512];

    /// The widest that this CPU has.
    pub fn widest() -> Self {
        #[cfg(target_arch = "x86_64")]
        match Arch::new() {
            Arch::V4(_) => return Self::Avx512,
            Arch::V3(_) => return Self::Avx2,
            _ => {}
        }
        Self::Portable
    }

    /// The one that the environment asks for, else the widest.
    ///
    /// # Errors
    ///
    /// If there is none of this name, or not on this CPU.
    pub fn asked() -> Result<Self, IsaError> {
        let Some(name) = std::env::var_os(Self::VARIABLE).filter(|name| !name.is_empty()) else {
            return Ok(Self::widest());
        };
        let isa: Self = name.to_string_lossy().parse()?;
        if isa <= Self::widest() { Ok(isa) } else { Err(IsaError::Missing(isa)) }
    }

    /// The one that loops run with: the one asked for, or the widest where that cannot be had.
    pub fn current() -> Self {
        static CURRENT: OnceLock<Isa> = OnceLock::new();
        *CURRENT.get_or_init(|| Self::asked().unwrap_or_else(|_| Self::widest()))
    }

    /// Its name in the environment.
    pub fn name(self) -> &'static str {
        match self {
            Self::Portable => "portable",
            Self::Avx2 => "avx2",
            Self::Avx512 => "avx512",
        }
    }

    /// Its name in records.
    pub fn level(self) -> &'static str {
        match self {
            Self::Portable => std::env::consts::ARCH,
            Self::Avx2 => "x86-64-v3",
            Self::Avx512 => "x86-64-v4",
        }
    }
}

impl FromStr for Isa {
    type Err = IsaError;

    fn from_str(name: &str) -> Result<Self, IsaError> {
        let known = Self::ALL.into_iter().find(|isa| isa.name() == name);
        known.ok_or_else(|| IsaError::Unknown(name.to_owned()))
    }
}

/// What runs loops with the instructions in use.
#[inline(always)]
pub(crate) fn arch() -> Arch {
    static ARCH: OnceLock<Arch> = OnceLock::new();
    *ARCH.get_or_init(|| of(Isa::current()))
}

#[cfg(target_arch = "x86_64")]
fn of(isa: Isa) -> Arch {
    let wide = match isa {
        Isa::Avx512 => pulp::x86::V4::try_new().map(Arch::V4),
        Isa::Avx2 => pulp::x86::V3::try_new().map(Arch::V3),
        Isa::Portable => None,
    };
    wide.unwrap_or(Arch::Scalar)
}

/// On other CPUs vector instructions that all of them have are no choice.
#[cfg(not(target_arch = "x86_64"))]
fn of(_: Isa) -> Arch {
    Arch::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for isa in Isa::ALL {
            assert_eq!(isa.name().parse(), Ok(isa));
        }
        let said = "sse9".parse::<Isa>().unwrap_err().to_string();
        assert!(said.contains("INITSCOPE_ISA=\"sse9\"") && said.contains("avx2"), "{said}");
        assert!(IsaError::Missing(Isa::Avx512).to_string().contains("avx512"));
    }
}
