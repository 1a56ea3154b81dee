//! Memory that serves one network after another.

use super::aligned::Aligned;

/// Two buffers of a layer's output: kept from network to network, their memory is asked of the
/// system once.
#[derive(Clone, Debug)]
pub struct Workspace<T> {
    pub(crate) current: Aligned<T>,
    pub(crate) next: Aligned<T>,
}

impl<T> Default for Workspace<T> {
    /// Without any memory yet.
    fn default() -> Self {
        Self { current: Aligned::default(), next: Aligned::default() }
    }
}

impl<T> Workspace<T> {
    /// Memory held.
    pub fn bytes(&self) -> usize {
        self.current.bytes() + self.next.bytes()
    }
}
