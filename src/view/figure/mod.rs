//! A figure as plain data: panels, axes, marks and texts at their final pixels.
//!
//! Read `model` and `area`, then `axis` with `tick`, `decimal` and `across`, then `text` with `typeface`, and
//! `colour`.

pub(crate) mod across;
pub(crate) mod area;
pub(crate) mod axis;
pub(crate) mod colour;
pub(crate) mod decimal;
pub(crate) mod model;
pub(crate) mod text;
pub(crate) mod tick;
pub(crate) mod typeface;

pub(crate) use across::Room;
pub use area::Area;
pub use axis::{Axis, Scale};
pub use colour::Colour;
pub use model::{Badge, Figure, Leader, LegendEntry, LineStyle, Mark, Marker, Panel, Stroke};
pub use text::{Anchor, Direction, Text};
pub use tick::Tick;
