//! Diagnostics: the problem, its position, and how to correct it.

mod code;
mod github;
mod machine;
mod page;
mod place;
mod position;
mod render;
mod shown;

use std::borrow::Cow;

pub use code::Code;
pub use github::{Annotation, Weight};
pub use page::{Example, Page};
pub use place::{Place, Spot};
pub use position::Position;
pub use render::is_shown;
pub use specwright_runtime::Severity;

/// An error or a warning about a spec.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut sources = sources();
/// sources[0] = Source::new("api.yaml", "api: pets\nserver: pets.example\n");
/// let problems = specwright::check::check(&sources).unwrap_err();
/// let problem = problems.iter().next().ok_or("no problem")?;
/// assert_eq!(problem.code, specwright::Code::BadServer);
/// assert_eq!(problem.message, "`pets.example` is not an address of a server");
/// assert_eq!(problem.help.as_deref(), Some("write it with its scheme: `https://pets.example`"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The stable code of this kind of problem.
    pub code: Code,
    /// Whether it prevents the generation.
    pub severity: Severity,
    /// The position.
    pub place: Place,
    /// The problem: one sentence without a full stop.
    pub message: String,
    /// The annotation of the caret in the excerpt, in a few words.
    pub label: Option<String>,
    /// Related places, each with an annotation: for example, where a name was declared first.
    pub related: Vec<(Place, String)>,
    /// How to correct it.
    pub help: Option<Cow<'static, str>>,
}

impl Diagnostic {
    /// Creates an error, which prevents the generation.
    pub fn error(code: Code, place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, place, message.into())
    }

    /// Creates a warning, which does not prevent the generation.
    pub fn warning(code: Code, place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, place, message.into())
    }

    fn new(severity: Severity, code: Code, place: Place, message: String) -> Diagnostic {
        Diagnostic {
            code,
            severity,
            place,
            message: bounded(message),
            label: None,
            related: Vec::new(),
            help: None,
        }
    }

    /// Sets the annotation of the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = Some(bounded(label.into()));
        self
    }

    /// Adds a related place, in the same file or in another.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Diagnostic {
        self.related.push((place, bounded(label.into())));
        self
    }

    /// Sets how to correct it.
    #[must_use]
    pub fn help(mut self, help: impl Into<Cow<'static, str>>) -> Diagnostic {
        self.help = Some(match help.into() {
            Cow::Borrowed(help) => Cow::Borrowed(help),
            Cow::Owned(help) => bounded(help).into(),
        });
        self
    }
}

/// Maximum number of characters of a message. The spec's own words are part of it, and a key may have megabytes.
const MAX_CHARS: usize = 2000;

/// The text, without its middle where it is too long.
fn bounded(text: String) -> String {
    if text.len() <= MAX_CHARS || text.chars().count() <= MAX_CHARS {
        return text;
    }
    let half = MAX_CHARS / 2;
    let first: String = text.chars().take(half).collect();
    let mut last: Vec<char> = text.chars().rev().take(half - 1).collect();
    last.reverse();
    first + "…" + &String::from_iter(last)
}

/// The diagnostics of a run. They are stored in the order in which they were found, and shown by file and position.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut sources = sources();
/// sources[0] = Source::new("api.yaml", "api: pets\nserver: pets.example\n");
/// let problems = specwright::check::check(&sources).unwrap_err();
/// assert_eq!(problems.error_count(), 1);
/// let report = problems.render(&sources, false);
/// assert!(report.contains("api.yaml:2:9"), "{report}");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// Removes the diagnostics for which the function returns `false`.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.items.retain(keep);
    }

    /// All diagnostics.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.items.iter()
    }

    /// Whether there are no diagnostics.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether there is an error.
    pub fn has_errors(&self) -> bool {
        self.error_count() > 0
    }

    /// The number of errors.
    pub fn error_count(&self) -> usize {
        self.count(Severity::Error)
    }

    /// The number of warnings.
    pub fn warning_count(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        self.items.iter().filter(|item| item.severity == severity).count()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, items: I) {
        self.items.extend(items);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}
