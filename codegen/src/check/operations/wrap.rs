//! The envelope of a request.

use serde_json::Value;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect;
use crate::ir::{Body, Wrap};

use crate::check::at::At;
use crate::check::spec::Spec;

/// The placeholder of the request.
const REQUEST: &str = "$request";

/// Lowers `wrap`; `None` if there is none or it is invalid, which is reported.
pub(super) fn lower(
    source: &dialect::Operation,
    root: &At,
    body: Body,
    spec: &Spec,
    found: &mut Diagnostics,
) -> Option<Wrap> {
    let template = source.wrap.as_ref()?;
    let at = root.child("wrap");
    if source.request.is_none() && !source.has_plain_body() {
        if spec.damaged.contains(&root.file()) {
            return None;
        }
        found.push(
            wrong(&at, "`wrap` without a `request`")
                .help("add the type to send, `request: NewStore`, or remove `wrap`"),
        );
    }
    let cannot = match body {
        Body::Empty | Body::Json => None,
        Body::Form | Body::NestedForm => Some("a form cannot be wrapped"),
        Body::Multipart => Some("a multipart body cannot be wrapped"),
        Body::Text | Body::Bytes => Some("a body that is text or bytes cannot be wrapped"),
    };
    if let Some(message) = cannot {
        found.push(wrong(&at, message).help("write `body: json`, or remove `wrap`"));
    }
    let mut walk = Walk { places: Vec::new(), found, sound: true };
    walk.visit(template, &at, &mut Vec::new(), false);
    let Walk { places, sound, .. } = walk;
    let path = match places.as_slice() {
        [] => {
            if sound {
                found.push(
                    wrong(&at, "`wrap` does not contain `$request`")
                        .help("write `$request` in the place of the request: `{ card: $request }`"),
                );
            }
            return None;
        }
        [(path, _)] if path.is_empty() => {
            found.push(wrong(&at, "`wrap` contains only `$request`").help("remove `wrap`"));
            return None;
        }
        [(path, _)] => path.clone(),
        [(_, first), (_, second), ..] => {
            found.push(
                Diagnostic::error(Code::BadWrap, second.value(), "duplicate `$request`")
                    .related(first.value(), "here, too")
                    .help("the request has one place: remove one of them"),
            );
            return None;
        }
    };
    let mut template = template.clone();
    if let Some(place) = path.iter().try_fold(&mut template, |value, key| value.get_mut(key)) {
        *place = Value::Null;
    }
    Some(Wrap { template, path })
}

struct Walk<'a> {
    places: Vec<(Vec<String>, At)>,
    found: &'a mut Diagnostics,
    sound: bool,
}

impl Walk<'_> {
    /// Searches the place of the request. The reader limits the depth of a value.
    fn visit(&mut self, value: &Value, at: &At, path: &mut Vec<String>, in_list: bool) {
        match value {
            Value::String(text) if text == REQUEST && in_list => self.report(
                at,
                "the request cannot be the element of a list",
                "make the request a list: `request: list<…>`",
            ),
            Value::String(text) if text == REQUEST => self.places.push((path.clone(), at.clone())),
            Value::String(text) if text.contains(REQUEST) => {
                self.report(at, "`$request` must be a whole value", "write only `$request`")
            }
            Value::String(text) if is_placeholder(text) => {
                self.report(at, &format!("`{text}` is not a placeholder"), "the placeholder is `$request`")
            }
            Value::Object(entries) => {
                for (key, value) in entries {
                    let at = at.child(key);
                    if key.contains(REQUEST) {
                        self.report_key(&at);
                    }
                    path.push(key.clone());
                    self.visit(value, &at, path, in_list);
                    path.pop();
                }
            }
            Value::Array(items) => {
                for (index, value) in items.iter().enumerate() {
                    self.visit(value, &at.item(index), path, true);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn report(&mut self, at: &At, message: &str, help: &'static str) {
        self.sound = false;
        self.found.push(Diagnostic::error(Code::BadWrap, at.value(), message).help(help));
    }

    fn report_key(&mut self, at: &At) {
        self.sound = false;
        self.found.push(
            Diagnostic::error(Code::BadWrap, at.key(), "`$request` cannot be a key")
                .help("write a name as the key, and `$request` as its value"),
        );
    }
}

/// A dollar sign and a word, such as `$body`.
fn is_placeholder(text: &str) -> bool {
    text.strip_prefix('$')
        .is_some_and(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic() || c == '_'))
}

fn wrong(at: &At, message: &str) -> Diagnostic {
    Diagnostic::error(Code::BadWrap, at.key(), message)
}
