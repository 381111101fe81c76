//! What leaves the program: exit codes, colour, and the two streams.
//!
//! Results go to standard output, problems of the program and of a spec that stops it to standard error; in a
//! format for programs, those of a spec go to standard output, too.

use std::borrow::Cow;
use std::env;
use std::ffi::OsStr;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use specwright::diagnostics::is_shown;

use crate::error::Error;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// 0.
    Success,
    /// Drift, a difference, a break that nobody accepted, an invalid body, or a denied warning: 1.
    Negative,
    /// An error of the spec, or of the command: 2.
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

/// Writes to standard output what is for people. Whatever names and texts it quotes, a terminal shows all of it.
pub(crate) fn print(text: &str) -> Result<(), Error> {
    print_data(&visible(text, Paint::stdout().color))
}

/// Writes to standard output what is for programs, unless `for_people` says otherwise.
pub(crate) fn print_report(text: &str, for_people: bool) -> Result<(), Error> {
    if for_people { print(text) } else { print_data(text) }
}

/// Writes to standard output. A reader that has gone away is no failure: it has seen what it wanted.
fn print_data(text: &str) -> Result<(), Error> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::new(format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes to standard error. Nobody can be told if that fails.
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

/// Tells somebody who waits what is going on. In a pipe, nobody does.
pub(crate) fn progress(text: &str) {
    if io::stderr().is_terminal() {
        eprint(&format!("{text}\n"));
    }
}

/// The same before work on a number of things, where there are so many that somebody may begin to wait.
pub(crate) fn progress_of_many(doing: &str, number: usize, thing: &str) {
    const MANY: usize = 200;
    if number >= MANY {
        progress(&format!("{doing} {}", count(number, thing)));
    }
}

/// Tells why a command could not do its work.
pub(crate) fn error(error: &Error) {
    let paint = Paint::stderr();
    match error {
        Error::Spec(problems) => eprint(problems),
        // The exit code tells of a failure, whether this succeeds or not.
        Error::Report(problems) => drop(print_data(problems)),
        Error::Failure { problem, help } => {
            eprint(&format!("{}: {problem}\n", paint.red("error")));
            if let Some(help) = help {
                eprint(&format!("{}: {help}\n", paint.bold("help")));
            }
        }
    }
}

/// Colours, where they are wanted.
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

/// `NO_COLOR` (set and not empty) forbids colour, else `CLICOLOR_FORCE` (set and not `0`) demands it, else it is
/// for terminals.
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
    fn color_is_for_terminals_unless_the_environment_says_otherwise() {
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
    fn nothing_is_painted_without_color() {
        assert_eq!(Paint { color: false }.red("error"), "error");
        assert_eq!(Paint { color: true }.green("+"), "\u{1b}[32m+\u{1b}[0m");
    }
}
