//! Error codes and classes without an effect.

use std::collections::{BTreeMap, BTreeSet};

use specwright::check::{At, keys_inside};
use specwright::diagnostics::{Code, Diagnostic, Diagnostics};
use specwright::dialect::Document;
use specwright::ir::Api;
use specwright::suggest;

use super::subject::{Kind, Subject};

pub(super) fn lint(
    subjects: &[Subject<'_>],
    documents: &[(usize, Document)],
    api: &Api,
    found: &mut Diagnostics,
) {
    let written = written_keys(documents, api);
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    let errors = || {
        subjects.iter().filter_map(|subject| match subject.kind {
            Kind::Error(error) => Some((subject, error)),
            _ => None,
        })
    };
    for (_, error) in errors() {
        let of_operations = error.by_operation.iter().filter_map(|(_, meaning)| meaning.class.as_deref());
        for class in error.class.as_deref().into_iter().chain(of_operations) {
            *classes.entry(class).or_default() += 1;
        }
    }
    let shared: Vec<&str> = classes.iter().filter(|(_, uses)| **uses > 1).map(|(class, _)| *class).collect();
    let apis = documents.iter().filter_map(|(_, document)| {
        if let Document::Api(api) = document { Some(&api.classes) } else { None }
    });
    let declared: BTreeSet<&str> = apis.flatten().map(|(class, _)| class.as_str()).collect();
    for (subject, error) in errors() {
        let own = (subject.at.clone(), error.class.as_deref(), &error.field);
        let of_operations = error.by_operation.iter().map(|(index, meaning)| {
            let at = subject.at.child("by_operation").item(*index);
            (at, meaning.class.as_deref(), &meaning.field)
        });
        for (at, class, fields) in std::iter::once(own).chain(of_operations) {
            for (place, field) in at.child("field").names(fields) {
                if !written.contains(field) {
                    found.push(unused(subject, &place, field));
                }
            }
            let Some(class) = class else { continue };
            if !declared.is_empty() {
                if !declared.contains(class) {
                    found.push(undeclared(subject, &at, class, &declared));
                }
            } else if classes.get(class) == Some(&1)
                && let Some(near) = suggest::nearest(class, shared.iter().copied())
            {
                found.push(only_of_class(subject, &at, class, near));
            }
        }
    }
}

fn unused(subject: &Subject<'_>, at: &At, field: &str) -> Diagnostic {
    let message = format!("{} refers to `{field}`, which no request has", subject.what());
    Diagnostic::warning(Code::UnusedError, at.value(), message)
        .help("name the field of a request that causes it, or remove `field` or the code")
}

fn undeclared(subject: &Subject<'_>, at: &At, class: &str, declared: &BTreeSet<&str>) -> Diagnostic {
    let message = format!("{} has the class `{class}`, which `classes` does not have", subject.what());
    let help = match suggest::nearest(class, declared.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("describe it: `classes: {{ {class}: {{ doc: … }} }}`"),
    };
    Diagnostic::warning(Code::UndeclaredClass, at.child("class").value(), message).help(help)
}

fn only_of_class(subject: &Subject<'_>, at: &At, class: &str, near: &str) -> Diagnostic {
    let message =
        format!("{} is the only one of the class `{class}`; others have the class `{near}`", subject.what());
    Diagnostic::warning(Code::LonelyClass, at.child("class").value(), message)
        .help(format!("did you mean `{near}`?"))
}

/// Every key that a request can have: those of its fields, its parameters and its envelope.
fn written_keys<'a>(documents: &'a [(usize, Document)], api: &'a Api) -> BTreeSet<&'a str> {
    let models = api.models.iter().map(|(_, model)| model).filter(|model| model.usage.request);
    let mut keys: BTreeSet<&str> =
        models.flat_map(|model| &model.fields).map(|field| field.wire.as_str()).collect();
    let unions = api.unions.iter().map(|(_, union)| union).filter(|union| union.usage.request);
    keys.extend(unions.filter_map(|union| union.tag.as_deref()));
    let around = documents.iter().filter_map(|(_, document)| match document {
        Document::Operation(operation) => operation.wrap.as_ref(),
        _ => None,
    });
    keys.extend(around.flat_map(keys_inside));
    keys
}
