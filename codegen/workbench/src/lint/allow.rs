//! Lints that the spec allows with `allow`.

use std::collections::HashMap;

use specwright::check::At;
use specwright::diagnostics::{Code, Diagnostic, Diagnostics};

use super::subject::Subject;

/// One entry of an `allow`.
struct Allowance<'a> {
    /// The element that it is written at.
    scope: &'a At,
    code: Code,
    position: usize,
    used: bool,
}

/// Removes the lints that the spec allows, and reports allowances that allow nothing.
pub(super) fn settle(subjects: &[Subject<'_>], mut found: Diagnostics) -> Diagnostics {
    let mut allowances: Vec<Allowance<'_>> = subjects.iter().flat_map(of).collect();
    let by_scope: HashMap<(Code, usize, &[String]), usize> = allowances
        .iter()
        .enumerate()
        .map(|(index, one)| ((one.code, one.scope.file(), one.scope.path()), index))
        .collect();
    found.retain(|diagnostic| {
        let (code, place) = (diagnostic.code, &diagnostic.place);
        // The innermost allowance is used.
        let around = |path: &'_ [String]| {
            let scopes = (0..=path.len()).rev().filter_map(|length| path.get(..length));
            scopes.filter_map(|scope| by_scope.get(&(code, place.file, scope))).next().copied()
        };
        match place.path().and_then(around).and_then(|index| allowances.get_mut(index)) {
            Some(allowance) => {
                allowance.used = true;
                false
            }
            None => true,
        }
    });
    found.extend(allowances.iter().filter(|one| !one.used).map(unused));
    found
}

fn of<'a>(subject: &'a Subject<'_>) -> impl Iterator<Item = Allowance<'a>> {
    subject.words.allow.iter().map(|(position, code)| Allowance {
        scope: &subject.at,
        code: *code,
        position: *position,
        used: false,
    })
}

fn unused(allowance: &Allowance<'_>) -> Diagnostic {
    let place = allowance.scope.child("allow").item(allowance.position).child("code").value();
    let message = format!("`{}` is not reported here: {}", allowance.code, allowance.code.title());
    Diagnostic::error(Code::UselessAllowance, place, message)
        .help("remove the entry: there is no such warning, or another entry allows it")
}
