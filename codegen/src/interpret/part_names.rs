//! Other names of the parts of a multipart body.

use std::borrow::Cow;

use serde_json::Value;

use super::Interpreter;
use crate::ir::{Body, Operation, Type};

impl Interpreter<'_> {
    /// The body with the names of the spec in place of the other ones. Of several names of a part, one is replaced, and
    /// none where the body has the name of the spec.
    pub(super) fn with_own_names<'v>(&self, operation: &Operation, body: &'v Value) -> Cow<'v, Value> {
        let mut body = Cow::Borrowed(body);
        let Some(Type::Model(id)) =
            operation.body_type(self.api).filter(|_| operation.body == Body::Multipart)
        else {
            return body;
        };
        for field in &self.api.models[*id].fields {
            let Value::Object(object) = &*body else { return body };
            let other = field.also_read.iter().find(|name| object.contains_key(*name));
            if let Some(name) = other.filter(|_| !object.contains_key(&field.wire))
                && let Value::Object(object) = body.to_mut()
                && let Some(value) = object.remove(name)
            {
                object.insert(field.wire.clone(), value);
            }
        }
        body
    }
}
