//! Lints: warnings about a spec that compiles but is probably mistaken, or lacks what users of the client need.
//!
//! Each lint has its own code. Where the spec is intended, it allows the lint and states the reason:
//!
//! ```yaml
//! max_bytes: 64
//! max_cjk: 20
//! allow: [{ code: SW0503, reason: The last four bytes are for the room's number. }]
//! ```
//!
//! An allowance applies to the element that it is written at and to everything inside; at the top level it applies to
//! the whole file. An allowance that allows nothing is an error, so that none outlives its reason.

mod allow;
mod conditions;
mod docs;
mod errors;
mod limits;
mod names;
mod requests;
mod subject;
mod wire;

use specwright::check::check;
use specwright::diagnostics::Diagnostics;
use specwright::dialect::{self, Document};
use specwright::ir::Api;
use specwright::source::Source;

/// All lints that the spec does not allow. Empty if the spec has errors: these have to be corrected first.
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
    check(sources).map_or_else(|_| Diagnostics::default(), |checked| lint_checked(sources, &checked.api))
}

/// As [`lint`], for a spec that was checked already; `api` is what the check made of it.
pub fn lint_checked(sources: &[Source], api: &Api) -> Diagnostics {
    let mut known = Diagnostics::default();
    let documents: Vec<(usize, Document)> = sources
        .iter()
        .enumerate()
        .filter_map(|(file, source)| Some((file, dialect::read(file, source, &mut known)?)))
        .collect();
    let subjects = subject::all(&documents, api);
    let mut found = Diagnostics::default();
    docs::lint(&subjects, &mut found);
    limits::lint(&subjects, &mut found);
    names::lint(&subjects, &mut found);
    wire::lint(&subjects, &documents, &mut found);
    conditions::lint(&subjects, &documents, api, &mut found);
    requests::lint(&documents, api, &mut found);
    errors::lint(&subjects, &documents, api, &mut found);
    allow::settle(&subjects, found)
}

#[cfg(test)]
mod tests;
