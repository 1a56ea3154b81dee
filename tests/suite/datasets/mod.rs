//! Data sets from files as people have them, and from files that are wrong.

mod bench;
mod csv;
mod damage;
mod digits;
mod formats;
mod idx;
mod npy;
mod wrong_csv;
mod wrong_idx;
