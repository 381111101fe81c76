//! Lists the files of a plan.

use crate::output::{Paint, count};
use crate::paths::shown;
use crate::plan::{Kind, Plan};

/// One line for each file that differs; `words` are the verbs for stale, missing and orphaned files.
pub(crate) fn list(plan: &Plan, paint: Paint, words: [&str; 3]) -> String {
    let width = words.iter().map(|word| word.len()).max().unwrap_or_default();
    let [stale, missing, orphaned] = words;
    let mut lines = String::new();
    for change in &plan.changes {
        let word = match change.kind {
            Kind::Stale { .. } => paint.yellow(&format!("{stale:width$}")),
            Kind::Missing { .. } => paint.green(&format!("{missing:width$}")),
            Kind::Orphaned { .. } => paint.red(&format!("{orphaned:width$}")),
        };
        lines.push_str(&format!("  {word}  {}\n", shown(&change.path)));
    }
    lines
}

/// `1 file is`, `2 files are`.
pub(crate) fn are(number: usize, thing: &str) -> String {
    format!("{} {}", count(number, thing), if number == 1 { "is" } else { "are" })
}
