//! Progress on a terminal; silence anywhere else.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar over `length` steps of `unit`; hidden where standard error is no terminal, or `quiet` is set.
pub fn bar(what: &str, unit: &str, length: u64, quiet: bool) -> ProgressBar {
    let bar = ProgressBar::new(length);
    if quiet {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    let count = match unit {
        "bytes" => "{bytes}/{total_bytes} {bytes_per_sec}",
        _ => "{human_pos}/{human_len} {per_sec}",
    };
    let template = format!("{what:>9} [{{bar:32}}] {{percent:>3}} % {count}, {{eta}} left");
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}
