//! The terminal that a command was typed in.
//!
//! Read `plain` (pages and colours) with `columns`, then `shown` (what no terminal should be sent) and `stop` (signals).

pub(crate) mod columns;
pub(crate) mod plain;
pub(crate) mod shown;
pub(crate) mod stop;
