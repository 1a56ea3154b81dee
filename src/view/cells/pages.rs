//! Items over several figures.

/// As few pages as it takes, none with more than `most`, all about as long.
pub(crate) fn pages<T>(items: &[T], most: usize) -> std::slice::Chunks<'_, T> {
    let count = items.len().div_ceil(most).max(1);
    items.chunks(items.len().div_ceil(count).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_few_and_about_as_long() {
        let lengths = |items: usize| pages(&vec![0; items], 4).map(<[_]>::len).collect::<Vec<_>>();
        assert_eq!(lengths(4), [4]);
        assert_eq!(lengths(5), [3, 2]);
        assert_eq!(lengths(9), [3, 3, 3]);
        assert!(lengths(0).is_empty());
    }
}
