//! The named and documented elements of a spec, in order.

use std::collections::HashMap;

use specwright::check::At;
use specwright::diagnostics::Place;
use specwright::dialect::{self, Document, Mapping, Words};
use specwright::ir::{Api, Model, Type};
use specwright::names;

/// An element with a name and documentation.
pub(super) struct Subject<'a> {
    /// The node that contains its documentation.
    pub(super) at: At,
    pub(super) kind: Kind<'a>,
    pub(super) name: String,
    pub(super) words: &'a Words,
}

/// The kind of element.
#[derive(Clone, Copy)]
pub(super) enum Kind<'a> {
    /// What a file declares, by its first key.
    File(&'static str),
    Variant(&'a dialect::Variant),
    /// A value of an enumeration.
    Value(&'a dialect::EnumValue),
    Field(Field<'a>),
    Constructor,
    /// A group of operations.
    Group,
    /// A class of error codes.
    Class,
    /// An error code, under its number or word.
    Error(&'a dialect::ErrorCode),
    /// A token source.
    Source,
    Credential,
}

/// A field or a parameter.
#[derive(Clone, Copy)]
pub(super) struct Field<'a> {
    pub(super) source: &'a dialect::Field,
    /// The model that has the field, or the model of the operation's parameters.
    pub(super) model: Option<&'a Model>,
    /// Whether it is a text that callers write.
    pub(super) is_written_text: bool,
}

impl Subject<'_> {
    /// The position of its name.
    pub(super) fn place(&self) -> Place {
        match self.kind {
            Kind::File(key) => self.at.child(key).value(),
            _ => self.at.key(),
        }
    }

    /// The kind and the name: ``the field `title` ``.
    pub(super) fn what(&self) -> String {
        let kind = match self.kind {
            Kind::File("enum") => "the enumeration",
            Kind::File("model") => "the model",
            Kind::File("field_group") => "the field group",
            Kind::File("union") => "the union",
            Kind::File("operation") => "the operation",
            Kind::File("events") => "the events",
            Kind::File(_) => "the API",
            Kind::Variant(_) => "the variant",
            Kind::Value(_) => "the value",
            Kind::Field(_) => "the field",
            Kind::Constructor => "the constructor",
            Kind::Group => "the group",
            Kind::Class => "the class",
            Kind::Error(_) => "the error code",
            Kind::Source => "the token source",
            Kind::Credential => "the credential",
        };
        format!("{kind} `{}`", self.name)
    }
}

/// All elements, in the order of the files.
pub(super) fn all<'a>(documents: &'a [(usize, Document)], api: &'a Api) -> Vec<Subject<'a>> {
    let owners = documents.iter().rev().flat_map(|(_, document)| match document {
        Document::Model(body) => {
            body.include.iter().map(|(_, group)| (group.as_str(), body.model.as_str())).collect()
        }
        _ => Vec::new(),
    });
    let mut list = List { api, owners: owners.collect(), subjects: Vec::new() };
    for (file, document) in documents {
        list.document(&At::root(*file), document);
    }
    list.subjects
}

struct List<'a> {
    api: &'a Api,
    /// The first model that includes each field group.
    owners: HashMap<&'a str, &'a str>,
    subjects: Vec<Subject<'a>>,
}

impl<'a> List<'a> {
    fn push(&mut self, at: At, kind: Kind<'a>, name: impl ToString, words: &'a Words) {
        self.subjects.push(Subject { at, kind, name: name.to_string(), words });
    }

    fn document(&mut self, root: &At, document: &'a Document) {
        match document {
            Document::Api(body) => self.api(root, body),
            Document::Model(body) => {
                self.push(root.clone(), Kind::File("model"), &body.model, &body.words);
                self.fields(&root.child("fields"), &body.fields, &body.model);
                for (name, constructor) in &body.constructors {
                    let at = root.child("constructors").child(name);
                    self.push(at, Kind::Constructor, name, &constructor.words);
                }
            }
            Document::FieldGroup(body) => {
                let name = &body.field_group;
                self.push(root.clone(), Kind::File("field_group"), name, &body.words);
                let owner = self.owners.get(name.as_str()).copied().unwrap_or_default();
                self.fields(&root.child("fields"), &body.fields, owner);
            }
            Document::Union(body) => self.union(root, body),
            Document::Enum(body) => {
                self.push(root.clone(), Kind::File("enum"), &body.name, &body.words);
                for (value, source) in &body.values {
                    let at = root.child("values").child(value.to_string());
                    self.push(at, Kind::Value(source), value, &source.words);
                }
            }
            Document::Events(body) => {
                self.push(root.clone(), Kind::File("events"), &body.events, &body.words)
            }
            // Accepted changes are not part of the API, and are documented by their reason.
            Document::Accepted(_) => {}
            Document::Operation(body) => {
                self.push(root.clone(), Kind::File("operation"), &body.operation, &body.words);
                let owner = names::request_model(&body.operation);
                let groups =
                    [("path_params", &body.path_params), ("query", &body.query), ("headers", &body.headers)];
                for (key, fields) in groups {
                    self.fields(&root.child(key), fields, &owner);
                }
            }
        }
    }

    fn api(&mut self, root: &At, body: &'a dialect::Api) {
        self.push(root.clone(), Kind::File("api"), &body.api, &body.words);
        for (name, source) in body.auth.iter().flat_map(|auth| &auth.sources) {
            let at = root.child("auth").child("sources").child(name);
            self.push(at, Kind::Source, name, &source.words);
        }
        for (name, credential) in &body.credentials {
            let at = root.child("credentials").child(name);
            self.push(at, Kind::Credential, name, &credential.words);
        }
        for (name, group) in &body.groups {
            let at = root.child("groups").child(name);
            self.push(at, Kind::Group, name, &group.words);
        }
        for (name, class) in &body.classes {
            let at = root.child("classes").child(name);
            self.push(at, Kind::Class, name, &class.words);
        }
        for (code, error) in &body.errors {
            let at = root.child("errors").child(code.to_string());
            self.push(at, Kind::Error(error), code, &error.words);
        }
    }

    fn union(&mut self, root: &At, body: &'a dialect::Union) {
        self.push(root.clone(), Kind::File("union"), &body.union, &body.words);
        // Every variant has the shared fields.
        let first = body.variants.first().map_or("", |(name, _)| name.as_str());
        self.fields(&root.child("fields"), &body.fields, first);
        for (name, variant) in &body.variants {
            let at = root.child("variants").child(name);
            self.push(at.clone(), Kind::Variant(variant), name, &variant.words);
            if let Some(fields) = &variant.fields {
                self.fields(&at.child("fields"), fields, name);
            }
        }
    }

    fn fields(&mut self, at: &At, fields: &'a Mapping<dialect::Field>, owner: &str) {
        let model = self.api.models.named(owner).map(|id| &self.api.models[id]);
        let lowered = model.filter(|model| model.usage.request).map(Model::by_wire).unwrap_or_default();
        for (wire, source) in fields {
            let is_written_text = lowered.get(wire.as_str()).is_some_and(|field| is_text(field));
            self.push(
                at.child(wire),
                Kind::Field(Field { source, model, is_written_text }),
                wire,
                &source.words,
            );
        }
    }
}

fn is_text(field: &specwright::ir::Field) -> bool {
    *field.ty.innermost() == Type::TEXT && field.constant.is_none()
}
