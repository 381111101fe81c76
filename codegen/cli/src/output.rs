//! Exit codes, colours, standard output and standard error.
//!
//! Results go to standard output, errors of the program and of the spec to standard error; in a machine-readable
//! format, errors of the spec go to standard output, too.

use std::borrow::Cow;
use std::env;
use std::ffi::OsStr;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use specwright::diagnostics::is_shown;

use crate::error::Error;

/// The outcome of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Exit code 0.
    Success,
    /// Exit code 1: drift, a difference, a break that is not accepted, an invalid body, or a denied warning.
    Negative,
    /// Exit code 2: an error of the spec or of the command.
    Failure,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Success => ExitCode::SUCCESS,
            Exit::Negative => ExitCode::from(1),
            Exit::Failure => ExitCode::from(2),
        }
    }
}

/// Writes text for people to standard output, with invisible characters escaped.
pub(crate) fn print(text: &str) -> Result<(), Error> {
    print_data(&visible(text, Paint::stdout().color))
}

/// Writes a report to standard output; if it is for people, invisible characters are escaped.
pub(crate) fn print_report(text: &str, for_people: bool) -> Result<(), Error> {
    if for_people { print(text) } else { print_data(text) }
}

/// Writes to standard output. A closed pipe is not an error.
pub(crate) fn print_data(text: &str) -> Result<(), Error> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::new(format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes to standard error, ignoring errors.
pub(crate) fn eprint(text: &str) {
    let text = visible(text, Paint::stderr().color);
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// The text with escapes for what a terminal would obey or not show, such as `\u{1b}`. Colours stay where they are wanted.
fn visible(text: &str, color: bool) -> Cow<'_, str> {
    let is_shown = |c: char| is_shown(c) || matches!(c, '\n' | '\t');
    if text.chars().all(is_shown) {
        return text.into();
    }
    let mut visible = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if color { color_length(rest) } else { 0 };
        let (shown, after) = rest.split_at(length.max(c.len_utf8()));
        match is_shown(c) || length > 0 {
            true => visible.push_str(shown),
            false => visible.extend(c.escape_default()),
        }
        rest = after;
    }
    visible.into()
}

/// Number of bytes of the escape sequence for a colour that the text begins with.
fn color_length(text: &str) -> usize {
    let Some(codes) = text.strip_prefix("\u{1b}[") else { return 0 };
    let after = codes.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
    if after.starts_with('m') { text.len() - after.len() + 1 } else { 0 }
}

/// Prints progress to standard error if that is a terminal.
pub(crate) fn progress(text: &str) {
    if io::stderr().is_terminal() {
        eprint(&format!("{text}\n"));
    }
}

/// Prints progress before work on many things.
pub(crate) fn progress_of_many(doing: &str, number: usize, thing: &str) {
    const MANY: usize = 200;
    if number >= MANY {
        progress(&format!("{doing} {}", count(number, thing)));
    }
}

/// Prints the error of a command.
pub(crate) fn error(error: &Error) {
    let paint = Paint::stderr();
    match error {
        Error::Spec(problems) => eprint(problems),
        // The exit code reports the failure, whether this succeeds or not.
        Error::Report(problems) => drop(print_data(problems)),
        Error::Failure { problem, help } => {
            eprint(&format!("{}: {problem}\n", paint.red("error")));
            if let Some(help) = help {
                eprint(&format!("{}: {help}\n", paint.bold("help")));
            }
        }
    }
}

/// Colours text, if enabled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint {
    pub(crate) color: bool,
}

impl Paint {
    /// For standard output.
    pub(crate) fn stdout() -> Self {
        Paint::on(io::stdout().is_terminal())
    }

    /// For standard error.
    pub(crate) fn stderr() -> Self {
        Paint::on(io::stderr().is_terminal())
    }

    fn on(terminal: bool) -> Self {
        let set = |name| env::var_os(name);
        let color = wants_color(
            terminal && set("TERM").is_none_or(|term| term != "dumb"),
            set("NO_COLOR").as_deref(),
            set("CLICOLOR_FORCE").as_deref(),
        );
        Paint { color }
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    pub(crate) fn red(self, text: &str) -> String {
        self.with("1;31", text)
    }

    pub(crate) fn green(self, text: &str) -> String {
        self.with("32", text)
    }

    pub(crate) fn yellow(self, text: &str) -> String {
        self.with("33", text)
    }

    pub(crate) fn cyan(self, text: &str) -> String {
        self.with("36", text)
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// `NO_COLOR` (set and not empty) disables colour, else `CLICOLOR_FORCE` (set and not `0`) enables it, else terminals
/// have it.
fn wants_color(terminal: bool, no_color: Option<&OsStr>, force: Option<&OsStr>) -> bool {
    if no_color.is_some_and(|value| !value.is_empty()) {
        return false;
    }
    terminal || force.is_some_and(|value| !value.is_empty() && value != "0")
}

/// `1 file`, `2 files`.
pub(crate) fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_have_color_unless_the_environment_overrides_it() {
        let given = |text: &'static str| Some(OsStr::new(text));
        assert!(wants_color(true, None, None));
        assert!(!wants_color(false, None, None));
        assert!(!wants_color(true, given("1"), None));
        assert!(!wants_color(true, given("1"), given("1")));
        assert!(wants_color(true, given(""), None));
        assert!(wants_color(false, None, given("1")));
        assert!(!wants_color(false, None, given("0")));
        assert!(!wants_color(false, None, given("")));
    }

    #[test]
    fn a_terminal_shows_all_of_a_text_and_obeys_colors_alone() {
        let text = "\u{1b}[31ma\u{1b}[0m \u{1b}]0;title\u{7} 票\t\u{200b}\u{2028}\u{202e}\u{9b}\n";
        let escaped = r"\u{1b}]0;title\u{7} 票";
        assert_eq!(
            visible(text, true),
            format!("\u{1b}[31ma\u{1b}[0m {escaped}\t{}\n", r"\u{200b}\u{2028}\u{202e}\u{9b}")
        );
        let plain = visible(text, false);
        assert!(plain.contains(r"\u{1b}[31ma\u{1b}[0m") && plain.contains(escaped), "{plain}");
        assert!(matches!(visible("票 a\n", false), Cow::Borrowed(_)));
    }

    #[test]
    fn without_color_there_are_no_escapes() {
        assert_eq!(Paint { color: false }.red("error"), "error");
        assert_eq!(Paint { color: true }.green("+"), "\u{1b}[32m+\u{1b}[0m");
    }
}
