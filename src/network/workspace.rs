//! Memory that serves one network after another.

/// Two buffers of a layer's output: kept from network to network, their memory is asked of the
/// system once.
#[derive(Clone, Debug)]
pub struct Workspace<T> {
    pub(super) current: Vec<T>,
    pub(super) next: Vec<T>,
}

impl<T> Default for Workspace<T> {
    /// Without any memory yet.
    fn default() -> Self {
        Self { current: Vec::new(), next: Vec::new() }
    }
}

impl<T> Workspace<T> {
    /// Memory held.
    pub fn bytes(&self) -> usize {
        (self.current.capacity() + self.next.capacity()) * size_of::<T>()
    }
}
