//! The progress bar.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar of so much `work` on standard error, counted in `units`; hidden where that is not a terminal.
pub(super) fn bar(name: &str, work: u64, units: &str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(work), ProgressDrawTarget::stderr());
    let template = format!("{{prefix}} {{wide_bar}} {{pos}}/{{len}} {units}, {{eta}} left {{msg}}");
    let style = ProgressStyle::with_template(&template);
    // The template is a constant; should it ever be wrong, the default style does.
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_prefix(name.to_owned());
    bar
}
