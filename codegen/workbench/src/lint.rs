//! Doubts about a spec that compiles: what is likely a slip, or will be missed by whoever uses the client.
//!
//! A lint is a warning with a code of its own. Where the spec is right all the same, it says so, with the reason:
//!
//! ```yaml
//! max_bytes: 64
//! max_cjk: 20
//! allow: [{ code: SW0503, reason: The last four bytes are for the room's number. }]
//! ```
//!
//! An allowance settles a lint of the thing it stands at and of all that is inside, in a whole file where it stands
//! at the top. One that settles nothing is an error, so that none outlives its reason.

mod allow;
mod docs;
mod errors;
mod limits;
mod names;
mod subject;

use specwright::check::check;
use specwright::diagnostics::Diagnostics;
use specwright::dialect::{self, Document};
use specwright::source::Source;

/// All doubts that the spec has not settled. None while it has errors, for those come first.
///
/// # Examples
///
/// ```
/// use specwright::{Code, Source};
/// use specwright_workbench::lint;
///
/// let sources = [
///     Source::new("api.yaml", "api: shop\ndoc: A shop.\nserver: https://shop.example\n"),
///     Source::new("buy.yaml", "operation: buy\nmethod: POST\npath: /buy\n"),
/// ];
/// let found = lint(&sources);
/// assert!(found.iter().map(|one| one.code).eq([Code::MissingDoc]));
/// ```
pub fn lint(sources: &[Source]) -> Diagnostics {
    let Ok(checked) = check(sources) else {
        return Diagnostics::default();
    };
    let mut known = Diagnostics::default();
    let documents: Vec<(usize, Document)> = sources
        .iter()
        .enumerate()
        .filter_map(|(file, source)| Some((file, dialect::read(file, source, &mut known)?)))
        .collect();
    let subjects = subject::all(&documents, &checked.api);
    let mut found = Diagnostics::default();
    docs::lint(&subjects, &mut found);
    limits::lint(&subjects, &mut found);
    names::lint(&subjects, &mut found);
    errors::lint(&subjects, &documents, &checked.api, &mut found);
    allow::settle(&subjects, found)
}

#[cfg(test)]
mod tests;
