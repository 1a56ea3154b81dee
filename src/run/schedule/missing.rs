//! What is not finished.

use super::batch::families;
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
        let families = families(&plan.cells);
        let count = header.shards.max(1);
        let lacks = |number: &usize| {
            let shard = Shard { number: *number, count };
            let mut ours = families.iter().enumerate().filter(|(place, _)| shard.has(*place));
            ours.any(|(_, family)| family.iter().any(|(place, _)| !store.has(&keys.each[*place])))
        };
        Self { cells: keys.each.len() - store.kept_of(&keys), shards: (1..=count).filter(lacks).collect() }
    }
}
