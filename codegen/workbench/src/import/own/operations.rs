//! Operations and events.

use specwright_runtime::{ListStyle, Method};

use super::fields::Found;
use super::types::{Model, properties};
use super::{Keys, Own, Tree, key, others, texts};
use crate::import::operations::plain;
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::value::Value;

/// What an operation has besides the keys of the dialect.
const READ: [&str; 12] = [
    "operationId",
    "summary",
    "description",
    "deprecated",
    "tags",
    "parameters",
    "requestBody",
    "responses",
    "security",
    "servers",
    "x-operations",
    "x-codeSamples",
];

/// What a webhook has besides the keys of the dialect.
const WEBHOOK: [&str; 11] = [
    "operationId",
    "tags",
    "summary",
    "description",
    "deprecated",
    "parameters",
    "requestBody",
    "responses",
    "security",
    "x-common-docs",
    "x-common-model",
];

impl<'d> Own<'d> {
    /// Reads all operations; returns how many there are.
    pub(super) fn operations(&mut self) -> usize {
        let mut count = 0;
        let paths = self.document.get("paths");
        for (path, item) in paths.iter().flat_map(Part::members) {
            for (method, operation) in item.members() {
                let known = Method::ALL.iter().find(|known| known.as_str().eq_ignore_ascii_case(method));
                let Some(&method) = known else {
                    self.lose(Loss::NotAnOperation, &operation.at, method);
                    continue;
                };
                match operation.get("x-operations") {
                    Some(several) => {
                        for one in several.elements() {
                            self.operation(path, method, &operation, &one);
                            count += 1;
                        }
                    }
                    None => {
                        self.operation(path, method, &operation, &operation);
                        count += 1;
                    }
                }
            }
        }
        count
    }

    /// An operation. `own` is what the document says of it alone, if several share a path and a method.
    fn operation(&mut self, path: &'d str, method: Method, shared: &Part<'d>, own: &Part<'d>) {
        let name = own.text("operationId").unwrap_or_default();
        let mut extensions = self.extensions(own, "operation", &READ);
        let mut keys: Keys = vec![("operation".to_owned(), Tree::Leaf(name.into()))];
        keys.extend(texts(own, &extensions));
        keys.push(("method".to_owned(), Tree::Leaf(method.as_str().into())));
        keys.push(("path".to_owned(), Tree::Leaf(path.into())));
        let parameters = own.get("parameters").or_else(|| shared.get("parameters"));
        keys.extend(self.parameters(parameters));
        if extensions.iter().all(|(key, _)| *key != "idempotent") {
            // Nobody says which of the keys would be there.
            keys.extend(self.added(shared));
        }
        extensions.retain(|(key, value)| *key != "idempotent" || **value != method.is_idempotent().into());
        for (name, value) in &extensions {
            if let ("request" | "reply", Some(ty)) = (*name, value.as_text()) {
                self.use_type(ty);
            }
            let has_types = matches!(*name, "failures" | "replies" | "reply_headers");
            for (_, typed) in value.members().iter().filter(|_| has_types) {
                self.use_type(typed.get("type").and_then(Value::as_text).unwrap_or_default());
            }
        }
        keys.extend(others(&extensions));
        let needs_none = own.get("security").is_some_and(|security| security.value.elements().is_empty());
        if needs_none && extensions.iter().all(|(key, _)| *key != "auth") {
            keys.push(("auth".to_owned(), Tree::Leaf(false.into())));
        }
        self.file(format!("operations/{name}.yaml"), &keys);
    }

    /// The parameters in the groups of the dialect.
    fn parameters(&mut self, parameters: Option<Part<'d>>) -> Keys {
        let mut groups = [("path", "path_params"), ("query", "query"), ("header", "headers")]
            .map(|(place, key)| (place, key, Keys::new()));
        for parameter in parameters.iter().flat_map(Part::elements) {
            let (name, place) =
                (parameter.text("name").unwrap_or_default(), parameter.text("in").unwrap_or_default());
            let Some((.., fields)) = groups.iter_mut().find(|(known, ..)| *known == place) else {
                self.lose(Loss::ParameterLeftOut, &parameter.at, format!("`{name}` in `{place}`"));
                continue;
            };
            let is_required = parameter.is_true("required") && place != "path";
            // A parameter in JSON has its schema and its example in the media type.
            let media = parameter.get("content").and_then(|content| content.get("application/json"));
            let schema = media.as_ref().unwrap_or(&parameter).get("schema");
            let mut found = self.field(schema.as_ref(), &parameter, is_required, place == "path");
            let example = media.and_then(|media| media.value.get("example"));
            found.keys.extend(example.map(|example| ("example", example.clone())));
            let style = ListStyle::Brackets;
            let is_brackets = found.get("style").and_then(Value::as_text) == Some(style.name());
            let wire = if is_brackets { name.strip_suffix("[]").unwrap_or(name) } else { name };
            fields.push((key(wire), found.into_tree()));
        }
        let filled = groups.into_iter().filter(|(.., fields)| !fields.is_empty());
        filled.map(|(_, key, fields)| (key.to_owned(), Tree::Map(fields))).collect()
    }

    /// The types of an operation that somebody added to the document.
    fn added(&mut self, operation: &Part<'d>) -> Keys {
        let mut keys = Keys::new();
        let body = operation.get("requestBody");
        let content = body.as_ref().and_then(|body| body.get("content"));
        if content.is_some() && body.is_some_and(|body| !body.is_true("required")) {
            keys.push(("optional_body".to_owned(), Tree::Leaf(true.into())));
        }
        if let Some((media_type, media)) = content.and_then(|content| content.members().next()) {
            let (format, has_type) = match media_type {
                "application/json" => (None, true),
                "application/x-www-form-urlencoded" => (Some("form"), true),
                "multipart/form-data" => (Some("multipart"), true),
                other => (Some(plain::form(other, &media)), false),
            };
            if has_type {
                let mut found = Found::default();
                media.get("schema").iter().for_each(|schema| self.shape(schema, false, &mut found));
                keys.push(("request".to_owned(), Tree::Leaf(found.ty.as_str().into())));
            } else {
                keys.retain(|(key, _)| key != "optional_body");
            }
            keys.extend(format.map(|format| ("body".to_owned(), Tree::Leaf(format.into()))));
        }
        let responses = operation.get("responses");
        let mut responses = responses.iter().flat_map(Part::members);
        let success = responses.find(|(status, _)| status.starts_with('2'));
        let content = success.and_then(|(_, response)| response.get("content"));
        let media = content.and_then(|content| content.get("application/json"));
        if let Some(schema) = media.and_then(|media| media.get("schema")) {
            let mut found = Found::default();
            self.shape(&schema, false, &mut found);
            keys.push(("reply".to_owned(), Tree::Leaf(found.ty.as_str().into())));
        }
        keys
    }

    pub(super) fn events(&mut self) {
        let document = self.document.clone();
        let webhooks = document.get("webhooks").or_else(|| document.get("x-webhooks"));
        for (name, item) in webhooks.iter().flat_map(Part::members) {
            let Some(webhook) = item.get("post") else {
                self.lose(Loss::Webhook, &item.at, name);
                continue;
            };
            let extensions = self.extensions(&webhook, "events", &WEBHOOK);
            let named = |key: &str| {
                let found = extensions.iter().find(|(known, _)| *known == key);
                found.and_then(|(_, value)| value.as_text())
            };
            let (Some(common), Some(union)) = (named("common"), named("event")) else {
                self.lose(Loss::Webhook, &webhook.at, name);
                continue;
            };
            self.contents(&webhook, common, union);
            let mut keys: Keys = vec![("events".to_owned(), Tree::Leaf(name.into()))];
            keys.extend(texts(&webhook, &extensions));
            keys.extend(others(&extensions));
            self.file(format!("events/{name}.yaml"), &keys);
        }
    }

    /// The model and the union of events: the schema of other events has the fields of the model, and the tag.
    fn contents(&mut self, webhook: &Part<'d>, common: &str, union: &str) {
        let content = webhook.get("requestBody").and_then(|body| body.get("content"));
        let media = content.and_then(|content| content.members().next());
        let schema = media.and_then(|(_, media)| media.get("schema"));
        let Some(events) = schema.and_then(|schema| self.component(&schema)) else { return };
        let alternatives: Vec<Part<'d>> =
            events.get("oneOf").or_else(|| events.get("anyOf")).iter().flat_map(Part::elements).collect();
        let last = alternatives.last().and_then(|last| self.component(last));
        let tag = events.text("x-tag").unwrap_or_default().to_owned();
        if let Some(other) = last.filter(|last| last.get("x-variant").is_none()) {
            let wires: Vec<String> =
                properties(&other).into_iter().map(|(wire, _)| wire.to_owned()).collect();
            let model = Model {
                request: None,
                reply: Some(other),
                without: vec![tag],
                texts: Some(webhook.get("x-common-docs")),
                extensions: Some(webhook.get("x-common-model")),
            };
            self.models.insert(common.to_owned(), model);
            self.events.insert(union.to_owned(), (events, wires));
        }
        self.use_type(common);
        self.use_type(union);
    }
}
