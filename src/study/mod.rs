//! A question as data: TOML -> [`Study`] -> [`Plan`].
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
//! assert_eq!(Plan::new(&study).unwrap().cells.len(), 2);
//!
//! let wrong = Study::parse("he", text, &[Override::new("init", "he-norml")], false);
//! let message = wrong.unwrap_err().to_string();
//! assert!(message.starts_with("--set init=he-norml: init `he-norml`: unknown name; did you mean `he-normal`?"));
//! ```

mod axis;
mod claim;
mod claims;
mod definition;
mod embedded;
mod error;
mod gibbs;
mod input;
mod node;
mod overrides;
mod plan;
mod quotes;
mod reader;
mod recurrence;
mod select;
mod setting;
mod term;
mod training;
mod watch;

pub use axis::Choice;
pub use claim::{Band, Claim, Expected, Form, Subject};
pub use definition::{Study, Widths};
pub use embedded::{EMBEDDED, load};
pub use error::{LoadError, StudyError};
pub use gibbs::GibbsPlan;
pub use input::Input;
pub use overrides::{Override, OverrideError};
pub use plan::{Cell, Plan, PlanError, Unfillable, fillable};
pub use select::{Place, Selector};
pub use setting::{Precision, Protocol, Setting};
pub use term::{Spot, Term};
pub use training::TrainingPlan;
