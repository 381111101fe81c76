//! What an error code means in some operations.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect;
use crate::ir::Meaning;

use crate::check::at::At;
use crate::check::docs;
use crate::check::spec::Spec;
use crate::suggest;

/// Lowers `by_operation` of an error code at `at`, completed by what the code means elsewhere. Classes, fields and rules
/// are checked with those of the code.
pub(in crate::check) fn lower(
    code: &dialect::ErrorCode,
    at: &At,
    spec: &Spec,
    found: &mut Diagnostics,
) -> Vec<Meaning> {
    let at = at.child("by_operation");
    let mut seen: BTreeMap<&str, At> = BTreeMap::new();
    let mut meanings = Vec::new();
    for (index, meaning) in &code.by_operation {
        let at = at.item(*index);
        let listed = at.child("operations");
        for (place, name) in &meaning.operations {
            check_operation(name, &listed.item(*place), &mut seen, spec, found);
        }
        if meaning.operations.is_empty() {
            continue;
        }
        let or_code = |own: &dialect::List<String>, of_code: &dialect::List<String>| {
            names(if own.is_empty() { of_code } else { own })
        };
        let mut docs = docs::words(&meaning.words);
        docs.doc = docs.doc.or_else(|| code.words.doc.clone());
        let lowered = Meaning {
            operations: meaning.operations.iter().map(|(_, name)| name.clone()).collect(),
            class: meaning.class.clone().or_else(|| code.class.clone()),
            fields: or_code(&meaning.field.names, &code.field.names),
            rules: or_code(&meaning.rules, &code.rules),
            docs,
        };
        let is_same = lowered.class == code.class
            && lowered.fields == names(&code.field.names)
            && lowered.rules == names(&code.rules)
            && lowered.docs.doc == code.words.doc;
        if is_same && !spec.damaged.contains(&at.file()) {
            found.push(
                Diagnostic::error(Code::UselessMeaning, at.value(), "this is what the code means everywhere")
                    .help("write another `class`, `field`, `rules` or `doc`, or remove the entry"),
            );
        }
        meanings.push(lowered);
    }
    meanings
}

/// The elements of a list.
pub(super) fn names(list: &dialect::List<String>) -> Vec<String> {
    list.iter().map(|(_, name)| name.clone()).collect()
}

/// Reports an operation that does not exist, or that has a meaning already.
fn check_operation<'s>(
    name: &'s str,
    at: &At,
    seen: &mut BTreeMap<&'s str, At>,
    spec: &Spec,
    found: &mut Diagnostics,
) {
    if spec.operation(name).is_none() && spec.is_whole() {
        let names = spec.operations.iter().map(|entry| entry.body.operation.as_str());
        let help = match suggest::nearest(name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the name of an operation, or remove it".to_owned(),
        };
        let message = format!("there is no operation `{name}`");
        found.push(Diagnostic::error(Code::UnknownErrorOperation, at.value(), message).help(help));
    } else if let Some(first) = seen.get(name) {
        let message = format!("two meanings of the code in the operation `{name}`");
        found.push(
            Diagnostic::error(Code::SeveralMeanings, at.value(), message)
                .label("the second one")
                .related(first.value(), "the first one")
                .help("remove one of them"),
        );
    }
    seen.entry(name).or_insert_with(|| at.clone());
}
