//! How much of its limits each text of a body uses.

use serde_json::{Map, Value, json};
use specwright::ir::{Api, Field, Input, Limit, LimitKind, ModelId, Operation, Severity, Type, UnionId};
use specwright_runtime::measure::{self, MIN_CJK_BYTES};
use specwright_runtime::{Test, TextTest, Unit};
use specwright_workbench::judge::Places;

/// The texts of parameters that have a maximum, in the order of the fields.
pub(crate) fn of_parameters(api: &Api, operation: &Operation, text: &str) -> Value {
    let mut meters = Meters { api, places: Places::of(text), found: Vec::new() };
    if let (Ok(Value::Object(values)), Input::Parameters(id)) = (serde_json::from_str(text), &operation.input)
    {
        meters.model(*id, &values, "");
    }
    Value::Array(meters.found)
}

/// The texts of a body that have a maximum, in its order; none if it is not JSON.
pub(crate) fn of_body(api: &Api, operation: &Operation, text: &str) -> Value {
    let (Ok(body), Some(ty)) = (serde_json::from_str::<Value>(text), operation.body_type(api)) else {
        return json!([]);
    };
    let around = operation.wrap.as_ref().map_or(&[][..], |wrap| &wrap.path);
    let request = around.iter().try_fold(&body, |value, key| value.get(key));
    let mut meters = Meters { api, places: Places::of(text), found: Vec::new() };
    if let Some(request) = request {
        meters.value(ty, None, request, &around.join("."));
    }
    Value::Array(meters.found)
}

struct Meters<'a> {
    api: &'a Api,
    places: Places<'a>,
    found: Vec<Value>,
}

impl Meters<'_> {
    /// `field` is the field that holds the value, or the list of it.
    fn value(&mut self, ty: &Type, field: Option<&Field>, value: &Value, path: &str) {
        match (ty, value) {
            (Type::Nullable(inner) | Type::Boxed(inner), _) => self.value(inner, field, value, path),
            (Type::Union(id), value) if self.api.value_variant_of(&self.api.unions[*id], value).is_some() => {
                let union = &self.api.unions[*id];
                if let Some(field) = self.api.value_variant_of(union, value) {
                    self.value(&field.ty, Some(field), value, path);
                }
            }
            (Type::Model(id), Value::Object(object)) => self.model(*id, object, path),
            (Type::Union(id), Value::Object(object)) => self.union(*id, object, path),
            (Type::List(inner), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(inner, field, item, &format!("{path}[{index}]"));
                }
            }
            // One element in place of a list.
            (Type::List(inner), _) => self.value(inner, field, value, path),
            (Type::Map(inner), Value::Object(object)) => {
                for (key, value) in object {
                    self.value(inner, field, value, &joined(path, key));
                }
            }
            (Type::Scalar(_), Value::String(text)) => {
                if let Some(field) = field {
                    self.text(field, text, path);
                }
            }
            // Values of other kinds are not texts with a maximum.
            (Type::Scalar(_) | Type::Enum(_) | Type::Model(_) | Type::Union(_) | Type::Map(_), _) => {}
        }
    }

    fn model(&mut self, id: ModelId, object: &Map<String, Value>, path: &str) {
        let api = self.api;
        for field in &api.models[id].fields {
            if let Some(value) = object.get(&field.wire) {
                self.value(&field.ty, Some(field), value, &joined(path, &field.wire));
            }
        }
    }

    fn union(&mut self, id: UnionId, object: &Map<String, Value>, path: &str) {
        let api = self.api;
        if let Some(variant) = api.unions[id].variant_of(object) {
            self.model(variant.model, object, path);
        }
    }

    fn text(&mut self, field: &Field, text: &str, path: &str) {
        let limits = &field.limits;
        let errors = limits.errors.iter().chain(&limits.implied_cjk).map(|limit| (limit, Severity::Error));
        let warnings = limits.warnings.iter().map(|limit| (limit, Severity::Warning));
        let measured = |(limit, severity): (&Limit, Severity)| {
            let (unit, most) = maximum(limit)?;
            Some((limit.kind(), unit, most, used(text, unit), severity))
        };
        let maxima: Vec<(LimitKind, Unit, usize, usize, Severity)> =
            errors.chain(warnings).filter_map(measured).collect();
        if maxima.is_empty() {
            return;
        }
        let left = |wanted: Severity, wanted_unit: Unit| {
            let of_severity = maxima.iter().filter(|(.., severity)| *severity == wanted);
            of_severity
                .filter_map(|(_, unit, most, used, _)| room(*unit, most.checked_sub(*used), wanted_unit))
                .min()
        };
        let at = self.places.value(path).entries();
        let at: Map<String, Value> =
            at.into_iter().map(|(key, number)| (key.to_owned(), number.into())).collect();
        self.found.push(json!({
            "path": path,
            "bytes": text.len(),
            "cjk": measure::cjk(text),
            "left_bytes": left(Severity::Error, Unit::Byte),
            "left_cjk": left(Severity::Error, Unit::CjkCharacter),
            "limits": maxima.iter().map(|(kind, unit, most, used, severity)| json!({
                "rule": kind.key(),
                "unit": unit.name(),
                "limit": most,
                "used": used,
                "warning": *severity == Severity::Warning,
            })).collect::<Value>(),
            "at": at,
        }));
    }
}

/// The unit and the count, if the limit is a maximum of a text.
fn maximum(limit: &Limit) -> Option<(Unit, usize)> {
    match limit.kind().test() {
        Test::Text(TextTest::AtMost(unit)) => Some((unit, limit.count()?)),
        Test::Text(TextTest::AtLeast(_) | TextTest::Matches)
        | Test::File(_)
        | Test::Number(_)
        | Test::Elements(_) => None,
    }
}

fn used(text: &str, unit: Unit) -> usize {
    match unit {
        Unit::Byte => text.len(),
        Unit::CjkCharacter => measure::cjk(text),
        Unit::Character => measure::chars(text),
    }
}

/// How much of one unit still has room where so much of another is left: 0 beyond the limit, and nothing where the limit does
/// not bound that unit.
fn room(unit: Unit, left: Option<usize>, wanted: Unit) -> Option<usize> {
    let left = left.unwrap_or_default();
    match (unit, wanted) {
        (Unit::Byte, Unit::CjkCharacter) => Some(left / MIN_CJK_BYTES),
        (Unit::Character, Unit::CjkCharacter) => Some(left),
        (own, wanted) => (own == wanted).then_some(left),
    }
}

fn joined(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
