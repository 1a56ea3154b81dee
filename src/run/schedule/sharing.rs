//! A plan that processes on other machines are to share.

use std::path::Path;

use super::missing::Missing;
use crate::kernel::Isa;
use crate::run::Data;
use crate::run::parts::error::StoreError;
use crate::run::parts::header::Header;
use crate::run::parts::key::Keys;
use crate::run::parts::store::Store;
use crate::study::{Plan, Study};

/// Why a plan cannot be shared.
#[derive(Debug, thiserror::Error)]
pub enum SharingError {
    /// Nothing says among how many.
    #[error("into how many shares is the study to be divided? Give --shards N, of at most {families}")]
    Uncounted {
        /// What can be shared.
        families: usize,
    },
    /// Shares would be empty.
    #[error(
        "{shards} shares are more than the study can be divided into: cells that differ in activation and depth alone are computed together, and there are {families} such families: --shards {families}"
    )]
    TooMany {
        /// Shares asked for.
        shards: usize,
        /// What can be shared.
        families: usize,
    },
    /// Finished cells are in the way or cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A plan that several processes are to share, and what of it they have to compute.
#[derive(Debug)]
pub struct Sharing {
    header: Header,
    missing: Missing,
    fresh: bool,
}

impl Sharing {
    /// A plan divided into so many shares, or as it was before, whose finished cells are kept in `folder`; those are
    /// not counted if all is to be computed `fresh`. Nothing is written.
    ///
    /// # Errors
    ///
    /// If there are too many shares, or none, or cells of something else are kept there.
    pub fn look(
        study: &Study,
        plan: &Plan,
        data: &Data,
        folder: &Path,
        shards: Option<usize>,
        fresh: bool,
    ) -> Result<Self, SharingError> {
        let known = match Store::look(folder) {
            Ok(found) => Some(found),
            Err(StoreError::Nothing(_)) => None,
            Err(_) if fresh => None,
            Err(error) => return Err(error.into()),
        };
        let families = plan.families().count();
        let before = known.as_ref().map(|(_, header)| header.shards).filter(|shards| *shards > 1);
        let shards = shards.or(before).ok_or(SharingError::Uncounted { families })?;
        if shards > families {
            return Err(SharingError::TooMany { shards, families });
        }
        let known = known.filter(|_| !fresh);
        // Whoever looks may be another machine than those that compute.
        let instruction_set = known.as_ref().map(|(_, header)| header.instruction_set.clone());
        let instruction_set = instruction_set.unwrap_or_else(|| Isa::current().level().to_owned());
        let keys = Keys::of(study, plan, data, &instruction_set);
        let header = Header::new(study, plan, &keys, &instruction_set, shards);
        known.as_ref().map_or(Ok(()), |(store, _)| store.can_have(&header, Some(shards)))?;
        let has = |key: &_| known.as_ref().is_some_and(|(store, _)| store.has(key));
        let missing = Missing::among(plan, &keys, shards, has);
        Ok(Self { header, missing, fresh })
    }

    /// How many shares there are.
    pub fn shards(&self) -> usize {
        self.header.shards
    }

    /// What has to be computed.
    pub fn missing(&self) -> &Missing {
        &self.missing
    }

    /// Notes in `folder` that the plan is shared; finished cells are deleted if all is to be computed afresh.
    ///
    /// # Errors
    ///
    /// If a process is at work there, or the file system refuses.
    pub fn begin(&self, folder: &Path) -> Result<(), StoreError> {
        Store::begin(folder, &self.header, self.fresh)
    }
}
