//! The body: the envelope and the request in it.

use serde_json::Value;
use specwright_runtime::{Breach, Report};

use super::Interpreter;
use super::describe::found as describe;
use super::limits::FieldRules;
use super::model::unknown_keys;
use super::value_at::ValueAt;
use crate::ir::{Field, Input, Operation, Type};

/// The content of a body without its envelope.
enum Content<'o> {
    Nothing,
    Whole(&'o Type),
    Field(&'o Field),
}

impl Interpreter<'_> {
    /// Validates the body of an operation.
    pub(super) fn body(&self, operation: &Operation, found: ValueAt<'_>, report: &mut Report) {
        let content = self.content(operation);
        match (&content, &operation.wrap) {
            (Content::Nothing, _) => self.nothing("body", found, report),
            (_, Some(wrap)) => self.part(&wrap.template, Some(&wrap.path), &content, found, report),
            (_, None) => self.content_of(&content, found, report),
        }
    }

    /// Validates a value where none is expected: null and an empty object are accepted.
    pub(super) fn nothing(&self, what: &str, found: ValueAt<'_>, report: &mut Report) {
        let says_nothing = match found.value {
            Value::Null => true,
            Value::Object(object) => object.is_empty(),
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => false,
        };
        if !says_nothing {
            let problem = format!("this operation takes no {what}, found {}", describe(found.value));
            found.error(Breach::Body { problem }, report);
        }
    }

    fn content<'o>(&'o self, operation: &'o Operation) -> Content<'o> {
        match &operation.input {
            Input::None => Content::Nothing,
            Input::Whole(ty) => Content::Whole(ty),
            Input::Parameters(_) => operation.body_field(self.api).map_or(Content::Nothing, Content::Field),
        }
    }

    fn content_of(&self, content: &Content<'_>, found: ValueAt<'_>, report: &mut Report) {
        let found = found.as_request();
        match content {
            Content::Nothing => self.nothing("body", found, report),
            Content::Whole(ty) => self.value(ty, &FieldRules::none(self.api), found, report),
            Content::Field(field) => {
                let rules = FieldRules::of(field, self.api);
                self.value(&field.ty, &rules, found, report);
            }
        }
    }

    /// Validates a part of the envelope. `path` leads from it to the request, if the request is in it.
    fn part(
        &self,
        template: &Value,
        path: Option<&[String]>,
        content: &Content<'_>,
        found: ValueAt<'_>,
        report: &mut Report,
    ) {
        if path.is_some_and(<[String]>::is_empty) {
            self.content_of(content, found, report);
            return;
        }
        match (template, found.value) {
            (Value::Object(template), Value::Object(object)) => {
                let mut present = 0;
                for (key, part) in template {
                    let path = path.and_then(|path| path.split_first()).filter(|(next, _)| *next == key);
                    match object.get(key) {
                        None => found.key(key, &Value::Null).error(Breach::Required { when: None }, report),
                        Some(value) => {
                            present += 1;
                            let rest = path.map(|(_, rest)| rest);
                            self.part(part, rest, content, found.key(key, value), report);
                        }
                    }
                }
                if present < object.len() {
                    let known = template.keys().map(String::as_str);
                    unknown_keys(known, |key| template.contains_key(key), object, found, report);
                }
            }
            (Value::Object(_), other) => {
                let (expected, actual) = ("an object".into(), describe(other).into());
                found.error(Breach::Type { expected, found: actual }, report);
            }
            (constant, value) if constant == value => {}
            (constant, value) => {
                let (expected, actual) = (constant.to_string(), value.to_string());
                found.error(Breach::Constant { expected, actual }, report);
            }
        }
    }
}
