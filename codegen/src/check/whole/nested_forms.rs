//! What can be in a form with names in brackets.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::ir::{Api, Body, Field, JsonKind, ModelId, TagValue, Type, Union};

use crate::check::names::Names;

/// Checks that no such form contains any JSON, whose types a form does not show. Files are reported elsewhere.
pub(in crate::check) fn check(api: &Api, names: &Names, found: &mut Diagnostics) {
    let mut waiting: Vec<ModelId> = Vec::new();
    for operation in api.operations.iter().filter(|operation| operation.body == Body::NestedForm) {
        if let Some(Type::Model(id)) = operation.body_type(api) {
            waiting.push(*id);
        }
    }
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if !seen.insert(id.index()) {
            continue;
        }
        let model = &api.models[id];
        let cannot = |field: &Field, what: &str, help| {
            let place = names.declaration(&model.name)?.field("fields", &field.wire).child("type").value();
            let message = format!("`{}.{}` {what}, which a form cannot have", model.name, field.wire);
            Some(wrong(place, message, help))
        };
        for field in &model.fields {
            if field.wire.is_empty() || field.wire.contains(['[', ']']) {
                let help = "such a form has the names of nested fields in brackets; write `body: json`";
                found.extend(cannot(field, "is empty or has a bracket in its name", help));
            }
            if holds_null(&field.ty) {
                let help = "remove `nullable<…>`, or write `body: json`";
                found.extend(cannot(field, "has elements that can be null", help));
            }
            match field.ty.innermost() {
                Type::Model(id) => waiting.push(*id),
                Type::Union(id) => {
                    let union = &api.unions[*id];
                    waiting.extend(union.variants.iter().map(|variant| variant.model));
                    if !union.values.is_empty() {
                        let help = "write `body: json`, or give the field one type";
                        found.extend(cannot(field, "is of several kinds", help));
                        continue;
                    }
                    let key = invisible_key(api, union);
                    found.extend(key.and_then(|key| {
                        let message =
                            format!("`{}` cannot be in a form: `{key}` can leave no trace", union.name);
                        let help =
                            "give the union a `tag`, or its variant a key that is a scalar and not null";
                        Some(wrong(names.declaration(&union.name)?.at.child("union").value(), message, help))
                    }));
                }
                Type::Scalar(kind) if kind.json() == JsonKind::Any && field.constant.is_none() => {
                    let help = "give it a type, such as `map<string>`, or write `body: json`";
                    found.extend(cannot(field, "is any JSON", help));
                }
                Type::Scalar(_)
                | Type::Enum(_)
                | Type::List(_)
                | Type::Map(_)
                | Type::Nullable(_)
                | Type::Boxed(_) => {}
            }
        }
    }
}

/// Whether null can be an element of a list or a value of a map in it.
fn holds_null(ty: &Type) -> bool {
    match ty {
        Type::Nullable(_) => true,
        Type::List(inner) | Type::Map(inner) | Type::Boxed(inner) => holds_null(inner),
        Type::Scalar(_) | Type::Model(_) | Type::Union(_) | Type::Enum(_) => false,
    }
}

/// The key of a variant without a tag that can be null or have nothing in it, so that a form does not show the variant.
fn invisible_key<'a>(api: &'a Api, union: &'a Union) -> Option<&'a str> {
    if union.tag.is_some() {
        return None;
    }
    union.variants.iter().find_map(|variant| {
        let TagValue::Text(key) = &variant.value else { return None };
        let field = api.models[variant.model].field(key)?;
        let is_visible =
            !field.nullable && matches!(field.ty, Type::Scalar(_) | Type::Enum(_) | Type::Union(_));
        (!is_visible).then_some(key.as_str())
    })
}

fn wrong(place: Place, message: String, help: &'static str) -> Diagnostic {
    let label = "it is in an operation with `body: nested_form`";
    Diagnostic::error(Code::FormBody, place, message).label(label).help(help)
}
