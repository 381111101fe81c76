//! Validates examples, defaults and constants by the rules of their fields.

use std::collections::BTreeSet;

use serde_json::Value;
use specwright_runtime::{Severity, Violation};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::interpret;
use crate::ir::{Api, Field, Location, Scalar, Type};

use crate::check::at::At;
use crate::check::names::Names;
use crate::check::spec::Spec;

/// Validates every example, default and constant. `sound` states whether there was no error before: if not, a nested
/// value may be invalid only because its type is.
pub(in crate::check) fn check(api: &Api, names: &Names, spec: &Spec, sound: bool, found: &mut Diagnostics) {
    let wrong_limits = wrong_limits(found);
    // Variants of a union share fields.
    let mut seen = BTreeSet::new();
    for (_, model) in api.models.iter() {
        let Some(declaration) = names.declaration(&model.name) else {
            continue;
        };
        for field in &model.fields {
            let at = match group(field) {
                Some(group) => declaration.field(group, &field.wire),
                None => At::root(declaration.at.file()),
            };
            let whole = sound || !has_parts(field.ty.innermost());
            let is_new = seen.insert((at.file(), at.path().to_vec()));
            if is_new && whole && !at.holds_any(&wrong_limits) {
                check_field(field, &model.name, &at, api, found);
            }
        }
    }
    for (_, union) in api.unions.iter() {
        let Some(declaration) = names.declaration(&union.name) else { continue };
        for field in &union.values {
            let at = declaration.at.child("variants").child(&field.wire);
            if (sound || !has_parts(field.ty.innermost())) && !at.holds_any(&wrong_limits) {
                check_field(field, &union.name, &at, api, found);
            }
        }
    }
    for entry in spec.operations.iter().filter(|_| sound) {
        let name = &entry.body.operation;
        let at = At::root(entry.file).child("reply_headers");
        for header in api.operation(name).iter().flat_map(|operation| &operation.reply_headers) {
            check_field(header, name, &at.child(&header.wire), api, found);
        }
    }
}

/// The places of limits that were reported: a value that violates such a limit may be valid.
fn wrong_limits(found: &Diagnostics) -> BTreeSet<(usize, Vec<String>)> {
    let limits = [Code::LimitOutOfRange, Code::LimitsContradict, Code::MaxBytesBelowCjk];
    let wrong = found.iter().filter(|diagnostic| limits.contains(&diagnostic.code));
    wrong.filter_map(|diagnostic| Some((diagnostic.place.file, diagnostic.place.path()?.to_vec()))).collect()
}

fn has_parts(ty: &Type) -> bool {
    matches!(ty, Type::Model(_) | Type::Union(_) | Type::Enum(_))
}

/// The key under which the spec declares the field; `None` if it is the file itself, which declares the body.
pub(super) fn group(field: &Field) -> Option<&'static str> {
    match field.location {
        Location::Object => Some("fields"),
        Location::Path => Some("path_params"),
        Location::Query => Some("query"),
        Location::Header => Some("headers"),
        Location::Body => None,
    }
}

fn check_field(field: &Field, owner: &str, at: &At, api: &Api, found: &mut Diagnostics) {
    let values = [
        ("example", Code::BadExample, field.example.clone()),
        ("default", Code::BadDefault, field.default.as_ref().and_then(json)),
        ("const", Code::BadConst, field.constant.as_ref().and_then(json)),
    ];
    for (key, code, value) in values {
        let Some(value) = value else {
            continue;
        };
        // A constant is validated without itself.
        let constant = field.constant.clone().filter(|_| key == "example");
        let rules = Field { constant, ..field.clone() };
        let report = interpret::field(api, &rules, &value);
        // An example must not cause a warning either, since people copy it.
        let counts = |violation: &&Violation| key == "example" || violation.severity == Severity::Error;
        let mut violations = report.violations().iter().filter(counts);
        if let Some(first) = violations.next() {
            let more = match violations.count() {
                0 => String::new(),
                count => format!("; and {count} more"),
            };
            found.push(
                Diagnostic::error(
                    code,
                    at.child(key).value(),
                    format!("`{key}` of `{owner}.{}` violates the rules of its field", field.wire),
                )
                .label(format!("{first}{more}"))
                .help("write a valid value, or correct the rules"),
            );
        }
    }
}

/// A scalar as JSON; `None` if JSON has no such value.
pub(super) fn json(scalar: &Scalar) -> Option<Value> {
    match scalar {
        Scalar::Bool(value) => Some(Value::Bool(*value)),
        Scalar::Int(value) => {
            let signed = i64::try_from(*value).map(Value::from);
            signed.or_else(|_| u64::try_from(*value).map(Value::from)).ok()
        }
        Scalar::Float(value) => Some(Value::from(*value)),
        Scalar::Text(text) => Some(Value::from(text.as_str())),
    }
}
