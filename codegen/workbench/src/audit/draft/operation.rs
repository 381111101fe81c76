//! Drafts an operation and the models that it needs.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::super::table::Table;
use super::super::words::{self, Named};
use super::field::{self, Place};
use super::field_text::FieldText;
use super::file::File;
use super::known::{self, DraftedType};
use super::naming;
use super::parameters::Parameters;
use super::part::Part;
use super::shape::{Member, Shape};
use crate::yaml_text as yaml;
use specwright::ir::Api;

/// Collects the files.
pub(super) struct Drafter<'a> {
    api: &'a Api,
    made: Vec<DraftedType>,
    operations: Vec<String>,
    pub(super) files: Vec<File>,
}

/// The context of a model that is being drafted.
struct Subject<'s, 'd> {
    part: &'s Part<'d>,
    operation: &'s str,
    shape: &'s Shape<'d>,
    /// Whether it is part of a reply, not of a request.
    in_reply: bool,
}

impl<'a> Drafter<'a> {
    pub(super) fn new(api: &'a Api) -> Drafter<'a> {
        Drafter { api, made: Vec::new(), operations: Vec::new(), files: Vec::new() }
    }

    /// Drafts the operation of a part.
    pub(super) fn operation(&mut self, part: &Part<'_>) {
        let is_taken = |name: &str| {
            self.api.operation(name).is_some() || self.operations.iter().any(|other| other == name)
        };
        let name = naming::operation(part, is_taken);
        self.operations.push(name.clone());
        let position = self.files.len();
        let mut parameters = Parameters::of(part, self.credential());
        let mut tail = Vec::new();
        if let Some((request, envelope)) = self.request(part, &name, &parameters) {
            tail.push(format!("request: {request}"));
            tail.extend(envelope);
        }
        tail.extend(self.reply(part, &name).map(|reply| format!("reply: {reply}")));
        if part.reply_from() == usize::MAX {
            tail.push("# TODO. `reply`: the documentation does not describe the reply.".to_owned());
        }
        tail.extend(part.samples().open.iter().map(|line| {
            format!(
                "# TODO. The example on line {line} of the documentation: is it sent, or does it come back?"
            )
        }));
        tail.push(
            "# TODO. `idempotent: true` or `false`: whether a second identical call has no further effect."
                .to_owned(),
        );
        if let Some(credential) = self.credential().filter(|name| !part.names(name)) {
            tail.push(format!(
                "# TODO. `auth: false`, if it requires no `{credential}`: the documentation does not mention it here."
            ));
        }
        let groups = parameters.groups();
        let file = File {
            path: format!("operations/{name}.yaml"),
            section: part.section.to_owned(),
            line: part.line,
            head: head(part, &name),
            groups,
            tail,
        };
        self.files.insert(position, file.with_free_names());
    }

    /// The type of the request, and its envelope.
    fn request(
        &mut self,
        part: &Part<'_>,
        operation: &str,
        parameters: &Parameters,
    ) -> Option<(String, Option<String>)> {
        let credential = self.credential();
        let is_own = |name: &str| credential != Some(name) && !words::is_body(name) && !parameters.has(name);
        let until = part.reply_from();
        let tables: Vec<&Table> = part
            .tables
            .iter()
            .copied()
            .filter(|table| table.line < until && !parameters.takes(part, table))
            .collect();
        let sample = part.samples().request.filter(|_| part.has_body());
        let shape = Shape::new(&tables, sample, is_own, |key, inner| self.has_inside(key, inner));
        let keys: BTreeSet<String> = shape.members(&[]).iter().map(|member| member.name.clone()).collect();
        if keys.is_empty() || !part.has_body() {
            return None;
        }
        let envelope = (!shape.envelope.is_empty()).then(|| {
            let inside = |inside: String, (key, constants): &(String, Map<String, Value>)| {
                let constants = constants
                    .iter()
                    .map(|(key, value)| format!("{}: {}, ", yaml::text(key), yaml::value(value)));
                format!("{{ {}{}: {inside} }}", constants.collect::<String>(), yaml::text(key))
            };
            format!("wrap: {}", shape.envelope.iter().rev().fold("$request".to_owned(), inside))
        });
        let same = known::with_keys(self.api, &self.made, &keys, Some(false)).filter(|_| keys.len() > 1);
        let request = same.unwrap_or_else(|| {
            let key = shape.envelope.last().map_or(operation, |(key, _)| key);
            let subject = Subject { part, operation, shape: &shape, in_reply: false };
            self.model(&subject, &[], key)
        });
        Some((request, envelope))
    }

    /// The type of the reply, if it has more than the error code and its message.
    fn reply(&mut self, part: &Part<'_>, operation: &str) -> Option<String> {
        let replies = &self.api.replies;
        let common: Vec<&String> =
            [&replies.code, &replies.message].into_iter().flatten().flatten().collect();
        let is_own = |name: &str| !common.iter().any(|common| *common == name);
        let from = part.reply_from();
        let tables: Vec<&Table> = part.tables.iter().copied().filter(|table| table.line >= from).collect();
        let has = |key: &str, inner: &str| self.has_inside(key, inner);
        let sample = part.samples().reply;
        let shape = Shape::new(&tables, sample, is_own, has);
        // A reply has no envelope here: what looks like one is an object of the reply.
        let shape = if shape.envelope.is_empty() { shape } else { Shape::new(&tables, None, is_own, has) };
        let keys: BTreeSet<String> = shape.members(&[]).iter().map(|member| member.name.clone()).collect();
        if keys.is_empty() {
            return None;
        }
        Some(known::with_keys(self.api, &self.made, &keys, Some(true)).unwrap_or_else(|| {
            let subject = Subject { part, operation, shape: &shape, in_reply: true };
            self.model(&subject, &[], &format!("{operation}_reply"))
        }))
    }

    /// Drafts a model for an object, and models for the objects inside. Returns its name.
    fn model(&mut self, subject: &Subject<'_, '_>, path: &[String], key: &str) -> String {
        let name = naming::model(key, subject.operation, |name| self.has_type(name));
        let members = subject.shape.members(path);
        let wires = members.iter().map(|member| member.name.clone()).collect();
        let in_reply = subject.in_reply;
        self.made.push(DraftedType { name: name.clone(), key: key.to_owned(), wires, in_reply });
        let position = self.files.len();
        let fields: Vec<FieldText> = members
            .iter()
            .map(|member| field::draft(member, self.object(subject, path, member), Place::Object))
            .collect();
        let part = subject.part;
        let mut head = vec![
            format!("model: {name}"),
            "doc: TODO. Describe it in one sentence.".to_owned(),
            format!("section: {}", yaml::text(part.section)),
            format!("# {} `{}`.", if in_reply { "Returned by" } else { "Sent by" }, subject.operation),
        ];
        let is_number = |field: &FieldText| matches!(field.ty.as_str(), "int" | "uint" | "float");
        if fields.iter().any(is_number) {
            head.push("# TODO. `min` and `max` of the numbers: the tables do not state them.".to_owned());
        }
        let is_open = |member: &Member<'_>| member.row.is_some_and(|row| row.required.is_none());
        if members.iter().any(is_open) {
            head.push(
                "# TODO. `required: true` for fields that are always present: not every row states it."
                    .to_owned(),
            );
        }
        let file = File {
            path: format!("models/{}.yaml", specwright::names::snake(&name)),
            section: part.section.to_owned(),
            line: part.line,
            head,
            groups: vec![("fields", fields)],
            tail: Vec::new(),
        };
        self.files.insert(position, file.with_free_names());
        name
    }

    /// The type of a member that is an object; `None` for any other.
    fn object(&mut self, subject: &Subject<'_, '_>, path: &[String], member: &Member<'_>) -> Option<String> {
        if !member.may_have_keys() {
            return None;
        }
        let named = member.row.and_then(|row| row.ty.as_deref()).and_then(words::named);
        let is_list = match named {
            Some(Named::Object) => member.is_list,
            Some(Named::List) => true,
            // A string whose example is an object contains JSON as text.
            Some(_) => return None,
            None => member.is_list || member.sample.as_ref().is_some_and(Value::is_array),
        };
        let path = [path, std::slice::from_ref(&member.name)].concat();
        let keys: BTreeSet<String> =
            subject.shape.members(&path).iter().map(|member| member.name.clone()).collect();
        if let Some(known) = known::under_key(self.api, &self.made, &member.name, is_list, &keys) {
            return Some(known);
        }
        let listed = |name: String| if is_list { format!("list<{name}>") } else { name };
        let same = known::with_keys(self.api, &self.made, &keys, None).filter(|_| keys.len() > 1);
        if let Some(same) = same {
            return Some(listed(same));
        }
        if keys.is_empty() {
            return None;
        }
        Some(listed(self.model(subject, &path, &member.name)))
    }

    /// Whether there is a type for the value of a key that contains another key.
    fn has_inside(&self, key: &str, inner: &str) -> bool {
        let inner = BTreeSet::from([inner.to_owned()]);
        [false, true]
            .into_iter()
            .any(|is_list| known::under_key(self.api, &self.made, key, is_list, &inner).is_some())
    }

    fn has_type(&self, name: &str) -> bool {
        let api = self.api;
        let mut names = api.models.iter().map(|(_, model)| &model.name);
        names.any(|other| other == name)
            || api.unions.iter().any(|(_, union)| union.name == name)
            || api.enums.iter().any(|(_, one)| one.name == name)
            || self.made.iter().any(|made| made.name == name)
            || self.operations.iter().any(|operation| specwright::names::request_model(operation) == name)
    }

    /// The query parameter of the credential.
    fn credential(&self) -> Option<&'a str> {
        self.api.auth.as_ref().map(|auth| auth.place.name())
    }
}

fn head(part: &Part<'_>, name: &str) -> Vec<String> {
    let mut head = vec![format!("operation: {name}")];
    let title = part.title.trim_end_matches(['.', '。']);
    let open = "TODO. Describe what it does, and the effect of a second call.";
    head.push(yaml::prose(
        "doc",
        &if title.is_empty() { open.to_owned() } else { format!("{title}. {open}") },
        0,
    ));
    head.push(format!("section: {}", yaml::text(part.section)));
    head.push(match part.address.method {
        Some(method) => format!("method: {method}"),
        None => format!("method: {}   # TODO. The documentation does not state the method.", part.method()),
    });
    head.extend(part.address.path.as_ref().map(|path| format!("path: {}", yaml::path(path))));
    head
}
