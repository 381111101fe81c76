//! Files and other names of parts occur in multipart bodies only.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Body, Field, Location, Model, Type};

use crate::check::at::At;
use crate::check::names::Names;

/// Checks every file, and every name of a part.
pub(in crate::check) fn check(api: &Api, names: &Names, found: &mut Diagnostics) {
    let (parts, others) = uses(api);
    for (id, model) in api.models.iter().filter(|(_, model)| !model.is_parameters()) {
        let Some(declaration) = names.declaration(&model.name) else { continue };
        let is_part = |field: &&Field| field.ty.is_file() || !field.also_read.is_empty();
        let at = |field: &Field| declaration.field("fields", &field.wire);
        if parts.contains(&id.index()) && !others.contains(&id.index()) {
            model.fields.iter().for_each(|field| check_names(model, field, &at(field), found));
        } else {
            let is_sent = parts.contains(&id.index());
            model
                .fields
                .iter()
                .filter(is_part)
                .for_each(|field| elsewhere(model, field, is_sent, &at(field), found));
        }
    }
}

/// The models that are multipart bodies, and those that have another use.
fn uses(api: &Api) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let (mut parts, mut others) = (BTreeSet::new(), BTreeSet::new());
    let model = |ty: &Type| if let Type::Model(id) = ty.innermost() { Some(id.index()) } else { None };
    for operation in &api.operations {
        let body = operation.body_type(api).and_then(model);
        match operation.body {
            Body::Multipart => parts.extend(body),
            Body::Empty | Body::Json | Body::Form | Body::NestedForm | Body::Text | Body::Bytes => {
                others.extend(body)
            }
        }
        others.extend(operation.reply_types().filter_map(model));
    }
    for (_, declared) in api.models.iter() {
        let fields = declared.fields.iter().filter(|field| field.location != Location::Body);
        others.extend(fields.filter_map(|field| model(&field.ty)));
    }
    for (_, union) in api.unions.iter() {
        others.extend(union.variants.iter().map(|variant| variant.model.index()));
    }
    (parts, others)
}

fn elsewhere(model: &Model, field: &Field, is_sent: bool, at: &At, found: &mut Diagnostics) {
    let (name, wire) = (&model.name, &field.wire);
    let why = if is_sent {
        format!("`{name}` is also used elsewhere")
    } else {
        format!("`{name}` is not the `request` of an operation with `body: multipart`")
    };
    found.push(if field.ty.is_file() {
        Diagnostic::error(
            Code::FileElsewhere,
            at.child("type").value(),
            format!("`{name}.{wire}` is a file outside of a multipart body"),
        )
        .label(why)
        .help("write `body: multipart` in the operation, use a model of its own for it, or write `string` for a file in base64")
    } else {
        Diagnostic::error(
            Code::BadPartName,
            at.child("also_read").key(),
            format!("`also_read` of `{name}.{wire}` has no effect: only a part of a multipart body has other names"),
        )
        .label(why)
        .help("remove it, or write `body: multipart` in the operation")
    });
}

/// Checks the names of a part.
fn check_names(model: &Model, field: &Field, at: &At, found: &mut Diagnostics) {
    if is_odd(&field.wire) {
        found.push(
            Diagnostic::error(
                Code::MultipartBody,
                at.key(),
                format!("`{}` cannot be the name of a part", field.wire),
            )
            .label("it is empty, or has a quotation mark, a backslash or a control character")
            .help("servers read such a name differently; write the name without it"),
        );
    }
    for (index, name) in field.also_read.iter().enumerate() {
        let taken = model
            .fields
            .iter()
            .find(|other| other.wire == *name || other.wire != field.wire && other.also_read.contains(name));
        let is_repeated = field.also_read.iter().take(index).any(|earlier| earlier == name);
        let problem = match taken {
            Some(other) if other.wire == field.wire => "it is the name of the part itself".to_owned(),
            Some(other) => format!("the part `{}` has this name", other.wire),
            None if is_repeated => "it is there twice".to_owned(),
            None if is_odd(name) => "it has a quotation mark, a backslash or a control character".to_owned(),
            None => continue,
        };
        let place = at.child("also_read").item(index).value();
        let message = format!("`{name}` cannot be another name of `{}.{}`", model.name, field.wire);
        let diagnostic = Diagnostic::error(Code::BadPartName, place, message);
        found.push(diagnostic.label(problem).help("remove it, or write another name"));
    }
}

/// Whether servers read a name of a part differently.
fn is_odd(name: &str) -> bool {
    name.is_empty() || name.contains(|c: char| c == '"' || c == '\\' || c.is_control())
}
