//! A progress bar for imports that take a while.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use specwright_workbench::import::Step;

/// How long an import takes before there is a bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A progress bar on standard error, if that is a terminal.
pub(super) struct Progress {
    begun: Instant,
    bar: Option<ProgressBar>,
}

impl Progress {
    pub(super) fn new() -> Progress {
        Progress { begun: Instant::now(), bar: None }
    }

    pub(super) fn show(&mut self, step: Step) {
        if self.begun.elapsed() < PATIENCE {
            return;
        }
        let (position, length, words) = match step {
            Step::Operations { made, all } => (made, all, "operations"),
            Step::Checking => (1, 1, "checking the spec"),
            // Later versions may have more steps.
            _ => (0, 1, "reading the document"),
        };
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::new(1);
            match ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}") {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            }
        });
        bar.set_length(u64::try_from(length).unwrap_or(u64::MAX));
        bar.set_message(words);
        bar.set_position(u64::try_from(position).unwrap_or(u64::MAX));
    }

    /// Removes the bar.
    pub(super) fn end(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}
