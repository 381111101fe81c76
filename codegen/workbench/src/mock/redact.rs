//! Removing secrets from what is displayed.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use specwright_runtime::{Part, PartContent, nested_names};

use super::arguments::described;
use super::message::MockRequest;
use super::multipart;
use specwright::ir::Api;

const REDACTED: &str = "[redacted]";

/// The keys whose values are never displayed, at any depth.
#[derive(Debug)]
pub(super) struct Secrets(BTreeSet<String>);

impl Secrets {
    /// The keys of secret fields, of issued tokens and of the credential.
    pub(super) fn of(api: &Api) -> Self {
        let fields = api.models.iter().flat_map(|(_, model)| &model.fields);
        let mut keys: BTreeSet<String> =
            fields.filter(|field| field.secret).map(|field| field.wire.clone()).collect();
        keys.extend(api.credentials.iter().map(|credential| credential.exchange.token.clone()));
        if let Some(auth) = &api.auth {
            keys.extend(auth.sources.iter().map(|source| source.token.clone()));
            keys.extend(auth.place.query().map(str::to_owned));
        }
        Self(keys)
    }

    /// The path and the query of the request line.
    pub(super) fn target(&self, request: &MockRequest) -> String {
        let mut target = request.path().to_owned();
        for (index, (key, value)) in request.query().iter().enumerate() {
            target.push(if index == 0 { '?' } else { '&' });
            target.push_str(&format!("{key}={}", self.shown(key, value)));
        }
        target
    }

    /// A body: JSON, the pairs of a form, or a sentence with its size.
    pub(super) fn body(&self, bytes: &[u8], is_form: bool) -> Value {
        if bytes.is_empty() {
            return Value::Null;
        }
        if is_form {
            let pairs = form_urlencoded::parse(bytes).into_owned();
            return Value::Array(
                pairs
                    .map(|(key, value)| Value::from(format!("{key}={}", self.shown(&key, &value))))
                    .collect(),
            );
        }
        match serde_json::from_slice(bytes) {
            Ok(body) => self.json(body),
            Err(_) => Value::from(format!("{} bytes that are not JSON", bytes.len())),
        }
    }

    /// The parts of a multipart body: texts, and what describes the files.
    pub(super) fn parts(&self, request: &MockRequest) -> Value {
        let Ok(parts) = multipart::parts(request) else { return self.body(&request.body, false) };
        let shown = |part: &Part| match &part.content {
            PartContent::Text(text) => json!({ &part.name: self.shown(&part.name, text) }),
            PartContent::File(file) => json!({ &part.name: described(file) }),
        };
        parts.iter().map(shown).collect()
    }

    fn shown<'v>(&self, key: &str, value: &'v str) -> &'v str {
        let is_secret = self.0.contains(key) || nested_names(key).iter().any(|name| self.0.contains(*name));
        if is_secret { REDACTED } else { value }
    }

    /// A JSON value.
    pub(super) fn json(&self, value: Value) -> Value {
        match value {
            Value::Object(entries) => {
                let shown = |(key, value)| {
                    let value = if self.0.contains(&key) { Value::from(REDACTED) } else { self.json(value) };
                    (key, value)
                };
                Value::Object(entries.into_iter().map(shown).collect())
            }
            Value::Array(items) => Value::Array(items.into_iter().map(|item| self.json(item)).collect()),
            other => other,
        }
    }
}
