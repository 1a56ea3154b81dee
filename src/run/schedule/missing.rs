//! What is not finished.

use std::collections::BTreeSet;

use crate::run::Data;
use crate::run::parts::header::Header;
use crate::run::parts::key::Keys;
use crate::run::parts::shard::Shard;
use crate::run::parts::store::Store;
use crate::study::{Plan, Study};

/// What of a plan is not finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// How many cells.
    pub cells: usize,
    /// The numbers of the shares that they belong to, in rising order.
    pub shards: Vec<usize>,
}

impl Missing {
    /// What is not finished of a plan that is shared as its header says.
    pub fn of(study: &Study, plan: &Plan, data: &Data, store: &Store, header: &Header) -> Self {
        let keys = Keys::of(study, plan, data);
        let count = header.shards.max(1);
        let lacks = |places: &[usize]| places.iter().any(|place| !store.has(&keys.each[*place]));
        let lacking = plan.families().enumerate().filter(|(_, places)| lacks(places));
        let shards: BTreeSet<usize> = lacking.map(|(family, _)| Shard::of(family, count).number).collect();
        Self { cells: keys.each.len() - store.kept_of(&keys), shards: shards.into_iter().collect() }
    }
}
