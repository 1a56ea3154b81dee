//! What is not finished.

use std::collections::BTreeSet;

use crate::run::Data;
use crate::run::parts::error::StoreError;
use crate::run::parts::header::Header;
use crate::run::parts::key::{Key, Keys};
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
    /// What is not finished of a plan that is shared as the header of `store` says.
    ///
    /// # Errors
    ///
    /// If what is kept is not of this plan.
    pub fn of(
        study: &Study,
        plan: &Plan,
        data: &Data,
        store: &Store,
        header: &Header,
    ) -> Result<Self, StoreError> {
        let Header { instruction_set, shards, .. } = header;
        let keys = Keys::of(study, plan, data, instruction_set);
        store.same(header, &Header::new(study, plan, &keys, instruction_set, *shards))?;
        Ok(Self::among(plan, &keys, *shards, |key| store.has(key)))
    }

    /// What is not finished of a plan that so many processes share.
    pub(crate) fn among(plan: &Plan, keys: &Keys, shards: usize, has: impl Fn(&Key) -> bool) -> Self {
        let (mut cells, mut lacking) = (0, BTreeSet::new());
        for (family, places) in plan.families().enumerate() {
            let missing = places.iter().filter(|place| !has(&keys.each[**place])).count();
            if missing > 0 {
                cells += missing;
                lacking.insert(Shard::of(family, shards).number);
            }
        }
        Self { cells, shards: lacking.into_iter().collect() }
    }
}
