//! Networks of which one is the beginning of another.

use std::collections::HashMap;

/// Values of the axis of layers, put together where the layers of all are the first of those of the deepest.
#[derive(Debug)]
pub(super) struct Depths {
    /// For each value those that belong together with it, if it is the first of them.
    groups: Vec<Vec<usize>>,
    /// Places in the plan from one value to the next.
    step: usize,
}

impl Depths {
    /// Of networks with these units of input and layers, whose cells lie `step` places apart.
    pub(super) fn new(layers: &[&[usize]], step: usize) -> Self {
        let mut deepest_first: Vec<usize> = (0..layers.len()).collect();
        deepest_first.sort_by_key(|value| std::cmp::Reverse(layers[*value].len()));
        // By the first two, all that many widths ask for.
        let mut together: HashMap<&[usize], Vec<Vec<usize>>> = HashMap::new();
        for value in deepest_first {
            let alike = together.entry(&layers[value][..layers[value].len().min(2)]).or_default();
            match alike.iter_mut().find(|group| layers[group[0]].starts_with(layers[value])) {
                Some(group) => group.push(value),
                None => alike.push(vec![value]),
            }
        }
        let mut groups = vec![Vec::new(); layers.len().max(1)];
        for mut group in together.into_values().flatten() {
            group.sort_unstable();
            let first = group[0];
            groups[first] = group;
        }
        if layers.is_empty() {
            groups[0].push(0);
        }
        Self { groups, step }
    }

    /// The places of cells that differ from that at `place` in the depth alone, it among them; `None` where another
    /// of them is the first.
    pub(super) fn beside(&self, place: usize) -> Option<impl Iterator<Item = usize>> {
        let value = place / self.step % self.groups.len();
        let group = &self.groups[value];
        let place = move |other: &usize| place + (other - value) * self.step;
        (!group.is_empty()).then(|| group.iter().map(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(layers: &[&[usize]], step: usize) -> Vec<Vec<usize>> {
        let depths = Depths::new(layers, step);
        let places = 0..layers.len().max(1) * step;
        places.filter_map(|place| depths.beside(place).map(Iterator::collect)).collect()
    }

    #[test]
    fn networks_that_begin_alike_belong_together_in_any_order() {
        let layers: [&[usize]; 5] = [&[3, 9, 9], &[3, 8], &[3, 9], &[3, 8, 8], &[4, 9]];
        assert_eq!(found(&layers, 1), [vec![0, 2], vec![1, 3], vec![4]]);
        assert_eq!(found(&layers[..3], 2), [vec![0, 4], vec![1, 5], vec![2], vec![3]]);
    }

    #[test]
    fn a_beginning_of_two_networks_goes_with_one() {
        assert_eq!(found(&[&[3, 9], &[3, 9, 7], &[3, 9, 8]], 1), [vec![0, 1], vec![2]]);
    }

    #[test]
    fn without_an_axis_every_cell_is_alone() {
        assert_eq!(found(&[], 2), [vec![0], vec![1]]);
    }
}
