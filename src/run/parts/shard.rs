//! One of several processes that share a study.

use std::fmt;
use std::str::FromStr;

/// The share of one of several processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which, from 1.
    pub number: usize,
    /// How many there are.
    pub count: usize,
}

impl Shard {
    /// Most shards of a study.
    pub(crate) const MOST: usize = 100_000;

    /// The one process of a study that is not shared.
    pub const WHOLE: Self = Self { number: 1, count: 1 };

    /// That of `count` which has the `place`-th of what is shared: families of cells, so that what they have in
    /// common is computed once.
    pub(crate) fn of(place: usize, count: usize) -> Self {
        Self { number: place % count + 1, count }
    }

    /// Whether it has the `place`-th of what is shared.
    pub(crate) fn has(self, place: usize) -> bool {
        self == Self::of(place, self.count)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.count)
    }
}

/// A text that is no share.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no share of a study, such as 3/16: number and count, both from 1 to {most}", most = Shard::MOST)]
pub struct NoShard(String);

impl FromStr for Shard {
    type Err = NoShard;

    fn from_str(text: &str) -> Result<Self, NoShard> {
        let shard = text.split_once('/').and_then(|(number, count)| {
            Some(Self { number: number.parse().ok()?, count: count.parse().ok()? })
        });
        let fits = |shard: &Self| (1..=shard.count).contains(&shard.number) && shard.count <= Self::MOST;
        shard.filter(fits).ok_or_else(|| NoShard(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_share_everything_and_nothing_twice() {
        let shards: Vec<Shard> = (1..=3).map(|number| format!("{number}/3").parse().unwrap()).collect();
        for place in 0..20 {
            assert_eq!(shards.iter().filter(|shard| shard.has(place)).count(), 1);
        }
        for wrong in ["", "3", "0/3", "4/3", "1/0", "-1/3", "1/100001", "1/2/3"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
