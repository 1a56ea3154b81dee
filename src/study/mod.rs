//! A question as data: TOML -> [`Study`] -> [`Plan`].
//!
//! Read `definition` and `reading` with `document` and `sections`, then `axes`, `cell` and `plan`, then `claims`.
//!
//! ```
//! use initscope::study::{Override, Plan, Study};
//!
//! let text = r#"
//!     title = "Does He keep the spread of a ReLU net?"
//!     [input]
//!     samples = 100
//!     [network]
//!     input = 20
//!     width = 20
//!     depth = 3
//!     [axes]
//!     activation = "relu"
//!     init = ["he-normal", "lecun-normal"]
//! "#;
//! let study = Study::parse("he", text, &[], false).unwrap();
//! assert_eq!(Plan::new(&study).unwrap().len(), 2);
//!
//! let wrong = Study::parse("he", text, &[Override::new("init", "he-norml")], false);
//! let message = wrong.unwrap_err().to_string();
//! assert!(message.starts_with("--set init=he-norml: init `he-norml`: unknown name; did you mean `he-normal`?"));
//! ```

mod axes;
mod axis;
mod cell;
mod checks;
pub(crate) mod claims;
mod definition;
pub(crate) mod document;
mod embedded;
mod error;
mod figures;
mod plan;
mod protocol;
mod reading;
pub(crate) mod sections;

pub use axis::Choice;
pub use cell::Cell;
pub(crate) use checks::plan::fillable;
pub use checks::plan::{PlanError, Unfillable};
pub use claims::claim::{Band, Claim, Expected, Form, Subject};
pub use claims::select::{Place, Selector};
pub use claims::term::{Spot, Term};
pub use definition::{Study, Widths};
pub use document::overrides::{Override, OverrideError};
pub use embedded::{EMBEDDED, load};
pub use error::{LoadError, StudyError};
pub use plan::Plan;
pub use protocol::{Precision, Protocol};
pub use sections::gibbs::GibbsPlan;
pub use sections::input::Input;
pub use sections::training::TrainingPlan;
