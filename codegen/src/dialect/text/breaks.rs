//! Line breaks that most programs do not recognise, so that a line in an editor may be two lines for another program.

use super::super::file::File;
use crate::diagnostics::{Code, Diagnostic};

/// The next line, the line separator and the paragraph separator of Unicode.
const SEPARATORS: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];

/// Reports them; returns whether there are any. Only the first single carriage return is reported.
pub(super) fn report(file: &File<'_>) -> bool {
    let lone = file.text.match_indices('\r').map(|(at, _)| at).find(|at| is_lone(file, *at));
    let separators = SEPARATORS.into_iter().flat_map(|sign| file.text.match_indices(sign));
    let problems = separators.map(|(at, sign)| separator(file, at, sign));
    let mut found = false;
    for problem in problems.chain(lone.map(|at| carriage_return(file, at))) {
        file.report(problem);
        found = true;
    }
    found
}

/// Whether no line feed follows a carriage return.
fn is_lone(file: &File<'_>, at: usize) -> bool {
    !file.slice(at + 1..file.text.len()).starts_with('\n')
}

fn separator(file: &File<'_>, at: usize, sign: &str) -> Diagnostic {
    let number = sign.chars().next().map_or(0, u32::from);
    let message =
        format!("U+{number:04X} ends a line in YAML 1.1, but not in YAML 1.2 and in most other programs");
    let help = format!(
        "since it is invisible, type the line again; if it is intended, write `\"\\u{number:04X}\"` in double quotes"
    );
    file.error_at(Code::OddBreak, at..at + sign.len(), message).help(help)
}

fn carriage_return(file: &File<'_>, at: usize) -> Diagnostic {
    let message = "a line ends with a single carriage return, as on old Macs";
    file.error_at(Code::OddBreak, at..at + 1, message).help("save the file with LF line endings")
}
