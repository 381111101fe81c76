//! Writes a draft as the files of a spec.

pub(super) mod layout;

use std::collections::{HashMap, HashSet};

use specwright::names;

use super::draft::{
    Base, Body, Declaration, Draft, Failure, Field, Operation, Success, Texts, Ty, TypeId, Variant, Wrapper,
};
use super::naming;
use super::value::Value;
use layout::Layout;

/// What a file of the spec declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Api,
    Type(TypeId),
    Operation(usize),
}

/// A file that is being written.
#[derive(Debug)]
pub(super) struct File {
    pub(super) item: Item,
    pub(super) path: String,
    pub(super) text: String,
}

/// Writes types and operations with the names of the types.
#[derive(Debug)]
pub(super) struct Printer<'a> {
    pub(super) draft: &'a Draft,
    pub(super) names: &'a [String],
}

/// The text of a field that says no more about why.
pub(super) const DEPRECATED: &str = "The API marks it as deprecated.";

impl Printer<'_> {
    /// The files of the types that are used and of the operations, each kind sorted by name.
    pub(super) fn files(&self, used: &HashSet<TypeId>) -> Vec<File> {
        let mut files = Vec::new();
        let mut paths: HashSet<String> = HashSet::new();
        for (index, _) in self.draft.operations.iter().enumerate() {
            files.extend(self.operation_file(index));
        }
        for (index, _) in self.draft.types.iter().enumerate() {
            let id = TypeId(index);
            if used.contains(&id) {
                files.extend(self.type_file(id));
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.retain(|file| paths.insert(file.path.clone()));
        files
    }

    pub(super) fn file(&self, item: Item) -> Option<File> {
        match item {
            Item::Api => None,
            Item::Type(id) => self.type_file(id),
            Item::Operation(index) => self.operation_file(index),
        }
    }

    fn name(&self, id: TypeId) -> &str {
        self.names.get(id.0).map_or("", String::as_str)
    }

    fn type_file(&self, id: TypeId) -> Option<File> {
        let declared = self.draft.get(id)?;
        let name = self.name(id);
        let path = format!("models/{}.yaml", names::module(name).trim_end_matches('_'));
        Some(File { item: Item::Type(id), path, text: self.declaration(name, declared) })
    }

    fn declaration(&self, name: &str, declared: &Declaration) -> String {
        let mut layout = Layout::new(1);
        let kind = match &declared.body {
            Body::Model { .. } | Body::Pending => "model",
            Body::Union { .. } => "union",
            Body::Enum { .. } => "enum",
        };
        layout.entry(0, kind, &name.into());
        texts(&mut layout, 0, &declared.texts);
        match &declared.body {
            Body::Pending => layout.line(0, "fields: {}"),
            Body::Model { fields, rules } => {
                match fields.is_empty() {
                    true => layout.line(0, "fields: {}"),
                    false => self.fields(&mut layout, "fields", fields, &HashMap::new()),
                }
                if !rules.is_empty() {
                    layout.line(0, "rules:");
                    rules.iter().for_each(|rule| layout.element(2, rule));
                }
            }
            Body::Union { tag, variants, values } => {
                layout.optional(0, "tag", tag.as_deref());
                layout.line(0, "variants:");
                self.variants(&mut layout, variants);
                for field in values {
                    layout.mapping(2, &field.wire, &self.field(field, None));
                }
            }
            Body::Enum { values } => {
                layout.line(0, "values:");
                for (value, name) in values.iter().zip(naming::variants(name, &declared.body)) {
                    let mut keys: Vec<(&str, Value)> = Vec::new();
                    keys.extend(name.map(|name| ("name", Value::Text(name))));
                    keys.extend(doc_key(value.doc.as_deref()));
                    let key = match &value.value {
                        Value::Int(number) => number.to_string(),
                        other => layout::key(other.as_text().unwrap_or_default()),
                    };
                    layout.mapping(2, &key, &keys);
                }
            }
        }
        layout.finish()
    }

    fn variants(&self, layout: &mut Layout, variants: &[Variant]) {
        let mut taken: HashSet<String> = HashSet::new();
        for variant in variants {
            let model = self.name(variant.model);
            let own = variant.name.clone().unwrap_or_else(|| model.to_owned());
            let own = if own == "Unknown" { "UnknownValue".to_owned() } else { own };
            let mut name = own.clone();
            let mut number = 1;
            while !taken.insert(name.clone()) {
                number += 1;
                name = format!("{own}{number}");
            }
            let mut keys: Vec<(&str, Value)> = Vec::new();
            keys.extend(variant.value.clone().map(|value| ("value", value)));
            if !variant.also_read.is_empty() {
                keys.push(("also_read", Value::List(variant.also_read.clone())));
            }
            keys.push(("model", model.into()));
            layout.mapping(2, &name, &keys);
        }
    }

    fn operation_file(&self, index: usize) -> Option<File> {
        let operation = self.draft.operations.get(index)?;
        let folder = operation.folder.as_ref().map(|folder| format!("{folder}/")).unwrap_or_default();
        let path = format!("operations/{folder}{}.yaml", operation.name);
        let depth = path.matches('/').count();
        Some(File { item: Item::Operation(index), path, text: self.operation(operation, depth) })
    }

    fn operation(&self, operation: &Operation, depth: usize) -> String {
        let mut layout = Layout::new(depth);
        layout.entry(0, "operation", &operation.name.as_str().into());
        texts(&mut layout, 0, &operation.texts);
        if let Some((group, name)) = &operation.group {
            layout.entry(0, "group", &group.as_str().into());
            layout.optional(0, "name_in_group", name.as_deref());
        }
        layout.entry(0, "method", &operation.method.as_str().into());
        layout.line(0, &format!("path: {}", layout::path(&operation.path)));
        layout.optional(0, "server", operation.server.as_deref());
        let wires = operation.parameters().map(|field| field.wire.as_str());
        let renamed = naming::renamed(wires);
        let groups = [
            ("path_params", &operation.path_params),
            ("query", &operation.query),
            ("headers", &operation.headers),
        ];
        for (key, fields) in groups {
            if !fields.is_empty() {
                self.fields(&mut layout, key, fields, &renamed);
            }
        }
        layout.optional(0, "request", operation.request.as_ref().map(|ty| self.ty(ty)).as_deref());
        layout.optional(0, "body", operation.body);
        operation.plain.iter().for_each(|(key, value)| layout.entry(0, key, value));
        if operation.optional_body && operation.request.is_some() {
            layout.entry(0, "optional_body", &true.into());
        }
        layout.optional(0, "reply", operation.reply.as_ref().map(|ty| self.ty(ty)).as_deref());
        self.replies(&mut layout, &operation.replies);
        if let Some((form, media)) = &operation.other_reply {
            layout.entry(0, "reply_body", &(*form).into());
            layout.optional(0, "accept", media.as_deref());
        }
        if !operation.reply_headers.is_empty() {
            self.fields(&mut layout, "reply_headers", &operation.reply_headers, &HashMap::new());
        }
        if operation.no_content {
            layout.entry(0, "no_content", &true.into());
        }
        self.failures(&mut layout, &operation.failures);
        if let Some(auth) = operation.auth {
            layout.entry(0, "auth", &auth.into());
        }
        if !operation.pages.is_empty() {
            layout.mapping(0, "pages", &operation.pages);
        }
        layout.finish()
    }

    fn replies(&self, layout: &mut Layout, replies: &[Success]) {
        if replies.is_empty() {
            return;
        }
        layout.line(0, "replies:");
        for Success { status, ty, doc } in replies {
            let ty = ty.as_ref().map(|ty| ("type", Value::Text(self.ty(ty))));
            let keys: Vec<(&str, Value)> = ty.into_iter().chain(doc_key(doc.as_deref())).collect();
            layout.mapping(2, &status.to_string(), &keys);
        }
    }

    fn failures(&self, layout: &mut Layout, failures: &[Failure]) {
        if failures.is_empty() {
            return;
        }
        layout.line(0, "failures:");
        for Failure { status, ty, doc } in failures {
            let mut keys: Vec<(&str, Value)> = vec![("type", Value::Text(self.ty(ty)))];
            keys.extend(doc_key(doc.as_deref()));
            layout.mapping(2, status, &keys);
        }
    }

    fn fields(&self, layout: &mut Layout, key: &str, fields: &[Field], renamed: &HashMap<&str, String>) {
        let own = if key == "fields" {
            naming::renamed(fields.iter().map(|field| field.wire.as_str()))
        } else {
            HashMap::new()
        };
        layout.line(0, &format!("{key}:"));
        let fields: Vec<(String, Vec<(&str, Value)>)> = fields
            .iter()
            .map(|field| {
                let wire = field.wire.as_str();
                let name = own.get(wire).or_else(|| renamed.get(wire));
                (layout::key(wire), self.field(field, name))
            })
            .collect();
        layout.fields(2, &fields);
    }

    fn field<'f>(&self, field: &'f Field, name: Option<&String>) -> Vec<(&'f str, Value)> {
        let mut keys: Vec<(&str, Value)> = vec![("type", Value::Text(self.ty(&field.ty)))];
        keys.extend(name.map(|name| ("name", name.as_str().into())));
        for (key, is_set) in [
            ("required", field.required && !field.read_only),
            ("read_only", field.read_only),
            ("write_only", field.write_only),
            ("nullable", field.nullable && field.ty != Ty::JSON),
        ] {
            keys.extend(is_set.then(|| (key, true.into())));
        }
        let (after, before): (Vec<_>, Vec<_>) = field.keys.iter().partition(|(key, _)| *key == "example");
        keys.extend(before.into_iter().cloned());
        keys.extend(doc_key(field.texts.doc.as_deref()));
        if field.texts.deprecated {
            keys.push(("deprecated", DEPRECATED.into()));
        }
        keys.extend(after.into_iter().cloned());
        keys
    }

    /// A type expression.
    pub(super) fn ty(&self, ty: &Ty) -> String {
        let base = match ty.base {
            Base::Scalar(name) => name,
            Base::Named(id) => self.name(id),
        };
        ty.wrappers.iter().rev().fold(base.to_owned(), |inner, wrapper| match wrapper {
            Wrapper::List => format!("list<{inner}>"),
            Wrapper::Map => format!("map<{inner}>"),
            Wrapper::Nullable => format!("nullable<{inner}>"),
            Wrapper::Box => format!("box<{inner}>"),
        })
    }
}

fn doc_key(doc: Option<&str>) -> Option<(&'static str, Value)> {
    doc.filter(|doc| !doc.trim().is_empty()).map(|doc| ("doc", doc.into()))
}

fn texts(layout: &mut Layout, indent: usize, texts: &Texts) {
    layout.optional(indent, "doc", texts.doc.as_deref());
    layout.optional(indent, "deprecated", texts.deprecated.then_some(DEPRECATED));
}

/// The api file.
pub(super) fn api(keys: &[(&str, Value)]) -> File {
    let mut layout = Layout::new(0);
    for (key, value) in keys {
        let members = value.members();
        if members.is_empty() || !members.iter().all(|(_, member)| member.is_object()) {
            layout.entry(0, key, value);
            continue;
        }
        layout.line(0, &format!("{key}:"));
        for (name, member) in members {
            let keys: Vec<(&str, Value)> =
                member.members().iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
            layout.mapping(2, name, &keys);
        }
    }
    File { item: Item::Api, path: "api.yaml".to_owned(), text: layout.finish() }
}
