//! Lints that the spec allows with `allow`.

use specwright::check::At;
use specwright::diagnostics::{Code, Diagnostic, Diagnostics};

use super::subject::Subject;

/// One entry of an `allow`.
struct Allowance<'a> {
    /// The element that it is written at.
    scope: &'a At,
    code: Code,
    position: usize,
    /// The depth of the scope: the innermost allowance is used.
    depth: usize,
    used: bool,
}

/// Removes the lints that the spec allows, and reports allowances that allow nothing.
pub(super) fn settle(subjects: &[Subject<'_>], found: Diagnostics) -> Diagnostics {
    let mut allowances: Vec<Allowance<'_>> = subjects.iter().flat_map(of).collect();
    let mut left = Diagnostics::default();
    for diagnostic in found {
        let settles =
            |one: &&mut Allowance<'_>| one.code == diagnostic.code && one.scope.contains(&diagnostic.place);
        match allowances.iter_mut().filter(settles).max_by_key(|one| one.depth) {
            Some(allowance) => allowance.used = true,
            None => left.push(diagnostic),
        }
    }
    left.extend(allowances.iter().filter(|one| !one.used).map(unused));
    left
}

fn of<'a>(subject: &'a Subject<'_>) -> impl Iterator<Item = Allowance<'a>> {
    subject.words.allow.iter().map(|(position, code)| {
        let scope = &subject.at;
        Allowance { scope, code: *code, position: *position, depth: scope.depth(), used: false }
    })
}

fn unused(allowance: &Allowance<'_>) -> Diagnostic {
    let place = allowance.scope.child("allow").item(allowance.position).child("code").value();
    let message = format!("`{}` is not reported here: {}", allowance.code, allowance.code.title());
    Diagnostic::error(Code::UselessAllowance, place, message)
        .help("remove the entry: there is no such warning, or another entry allows it")
}
