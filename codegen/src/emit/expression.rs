//! Converts values of the spec to Rust expressions for examples.

use std::iter::once;

use serde_json::{Map, Value};
use specwright_runtime::FileInfo;

use super::code::{Code, call, converted, grouped, joined, list, literal, one, quoted, statement};
use super::constructors::{ConstructorFn, constructors};
use crate::ir::{Api, Enum, Field, Model, ModelId, RustType, ScalarForm, ScalarKind, TagValue, Type, Union};

/// What to do with a part that takes several lines: move it before the expression, named as its field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Parts {
    /// Into a statement.
    Built,
    /// Into a parameter, if it is of a type of the API.
    Given,
    /// Leave it in place.
    Inline,
}

/// Writes an expression, and collects what must precede it.
pub(crate) struct Writer<'a> {
    api: &'a Api,
    parts: Parts,
    /// Statements before the expression.
    pub(crate) before: Code,
    /// Parameters that the expression uses: `base_info: BaseInfo`.
    pub(crate) parameters: Vec<String>,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(api: &'a Api, parts: Parts) -> Self {
        Self { api, parts, before: Vec::new(), parameters: Vec::new() }
    }

    /// A call of a function of `owner` with the arguments of the model's own constructor, and setters for optional
    /// fields. `None` if the object cannot be built by any constructor.
    pub(crate) fn building(
        &mut self,
        owner: &str,
        model: &Model,
        object: &Map<String, Value>,
    ) -> Option<Code> {
        let constructor =
            constructors(self.api, model).into_iter().find(|constructor| fits(constructor, object))?;
        let mut arguments = Vec::new();
        for field in &constructor.required {
            let value = object.get(&field.wire)?;
            let code = if constructor.by_position {
                self.argument(model, field, value)?
            } else {
                self.value_of(model, field, value)?
            };
            arguments.push((field.ident.as_str(), self.move_before(field, code)));
        }
        let function = format!("{owner}::{}", constructor.function);
        let mut code = if constructor.by_position {
            call(&function, arguments.into_iter().map(|(_, code)| code).collect())
        } else {
            call(&function, vec![literal(&format!("{}::{}", model.module, constructor.arguments), arguments)])
        };
        let required = constructor.required_names();
        let is_set = |field: &&Field| {
            object.contains_key(&field.wire)
                && !required.contains(field.wire.as_str())
                && !constructor.sets.iter().any(|(wire, _)| *wire == field.wire)
        };
        let indent = if code.len() == 1 { "    " } else { "" };
        for field in model.stored_fields().filter(is_set) {
            let argument = self.argument(model, field, object.get(&field.wire)?)?;
            let setter = call(&format!(".{}", field.ident), vec![argument]);
            code.extend(setter.into_iter().map(|line| format!("{indent}{line}")));
        }
        Some(joined(code))
    }

    /// A value of any type, as a field or an element.
    pub(crate) fn value(&mut self, ty: &Type, value: &Value) -> Option<Code> {
        self.spell(ty, value, &mut |_, text| one(quoted(text) + ".into()"))
    }

    fn value_of(&mut self, model: &Model, field: &Field, value: &Value) -> Option<Code> {
        if field.nullable && field.ty != Type::JSON {
            let nullable = self.own_or_runtime("Nullable");
            if value.is_null() {
                return Some(one(format!("{nullable}::Null")));
            }
            let code =
                self.spell(&field.ty, value, &mut |writer, text| one(writer.text(field, text) + ".into()"))?;
            return Some(call(&format!("{nullable}::Value"), vec![code]));
        }
        let is_proven = model.usage.request && field.example.is_some() && !field.secret;
        self.spell(&field.ty, value, &mut |writer, text| {
            one(if is_proven {
                format!("lit!({})", quoted(text))
            } else {
                writer.text(field, text) + ".into()"
            })
        })
    }

    /// An argument, which may be of any type that converts to the field's.
    fn argument(&mut self, model: &Model, field: &Field, value: &Value) -> Option<Code> {
        match (&field.ty, value) {
            (Type::Scalar(ScalarKind::Text), Value::String(text)) => Some(one(self.text(field, text))),
            (Type::Scalar(kind @ ScalarKind::File), value) => Some(one(self.scalar(*kind, value)?)),
            _ if field.nullable && *field.ty.innermost() == Type::TEXT => None,
            (Type::List(inner), Value::Array(elements)) if !field.nullable && !elements.is_empty() => {
                let mut codes = Vec::new();
                for element in elements {
                    codes.push(match (inner.as_ref(), element) {
                        (Type::Scalar(ScalarKind::Text), Value::String(text)) => one(self.text(field, text)),
                        (Type::Scalar(kind @ ScalarKind::File), file) => one(self.scalar(*kind, file)?),
                        _ => self.spell(inner, element, &mut |writer, text| {
                            one(writer.text(field, text) + ".into()")
                        })?,
                    });
                }
                Some(list("[", codes))
            }
            (Type::Boxed(inner), value) => self.value(inner, value),
            _ => self.value_of(model, field, value),
        }
    }

    /// A text, or a variable if it is a secret.
    fn text(&mut self, field: &Field, text: &str) -> String {
        if !field.secret {
            return quoted(text);
        }
        let statement = format!("let {} = {};", field.ident, quoted(text));
        if !self.before.contains(&statement) {
            self.before.push(statement);
        }
        field.ident.clone()
    }

    fn spell(
        &mut self,
        ty: &Type,
        value: &Value,
        text: &mut dyn FnMut(&mut Self, &str) -> Code,
    ) -> Option<Code> {
        Some(match (ty, value) {
            (Type::Scalar(ScalarKind::Text), Value::String(it)) => text(self, it),
            (Type::Scalar(kind @ ScalarKind::File), value) => one(self.scalar(*kind, value)? + ".into()"),
            (Type::Scalar(kind), value) => one(self.scalar(*kind, value)?),
            (Type::Model(id), Value::Object(object)) => self.part(*id, object)?,
            (Type::Union(id), value) => {
                let union = &self.api.unions[*id];
                match (self.api.value_variant_of(union, value), value) {
                    (Some(field), value) => {
                        let code = self.spell(&field.ty, value, text)?;
                        call(&format!("{}::{}", union.name, field.wire), vec![code])
                    }
                    (None, Value::Object(object)) => self.variant(union, object)?,
                    (None, _) => return None,
                }
            }
            (Type::Enum(id), value) => one(choice(&self.api.enums[*id], value)?),
            (Type::List(inner), Value::Array(elements)) => {
                let mut codes = Vec::new();
                for element in elements {
                    codes.push(self.spell(inner, element, text)?);
                }
                list("vec![", codes)
            }
            (Type::Map(inner), Value::Object(entries)) => {
                let mut codes = Vec::new();
                for (key, value) in entries {
                    let value = self.spell(inner, value, text)?;
                    codes.push(call("", vec![one(format!("{key:?}.into()")), value]));
                }
                converted(list("[", codes))
            }
            (Type::Nullable(_), Value::Null) => one("None".to_owned()),
            (Type::Nullable(inner), value) => call("Some", vec![self.spell(inner, value, text)?]),
            (Type::Boxed(inner), value) => {
                let code = self.spell(inner, value, text)?;
                let boxed = if has_type(self.api, "Box") { "std::boxed::Box" } else { "Box" };
                call(&format!("{boxed}::new"), vec![code])
            }
            _ => return None,
        })
    }

    fn scalar(&self, kind: ScalarKind, value: &Value) -> Option<String> {
        let (RustType::Plain(name) | RustType::Runtime(name)) = kind.rust();
        let name = || self.own_or_runtime(name);
        Some(match kind.form() {
            ScalarForm::Text => quoted(value.as_str()?) + ".into()",
            ScalarForm::Integer => value.as_number()?.to_string(),
            ScalarForm::Float => format!("{:?}", value.as_f64()?),
            ScalarForm::Bool => value.as_bool()?.to_string(),
            ScalarForm::Seconds | ScalarForm::DigitSeconds => {
                let seconds = value.as_i64().or_else(|| value.as_str()?.parse().ok())?;
                format!("{}::from_unix_seconds({})", name(), grouped(seconds))
            }
            ScalarForm::Milliseconds => {
                format!("{}::from_unix_millis({})", name(), grouped(value.as_i64()?))
            }
            // Evaluated by the compiler, which refuses a wrong literal.
            ScalarForm::Parsed(_) => format!("const {{ {}::literal({}) }}", name(), quoted(value.as_str()?)),
            ScalarForm::File => {
                let file = FileInfo::described_by(value).ok()?;
                let (file_name, media_type) = (quoted(file.file_name), quoted(file.media_type));
                let make = if file.file_name == FileInfo::UNNAMED {
                    "unnamed(".to_owned()
                } else {
                    format!("new({file_name}, ")
                };
                format!("{}::{make}{media_type}, vec![0; {}])", name(), grouped(file.bytes as i64))
            }
            ScalarForm::Json => format!("runtime::serde_json::json!({})", json(value)),
        })
    }

    /// A model inside another value, as one expression.
    fn part(&mut self, id: ModelId, object: &Map<String, Value>) -> Option<Code> {
        let model = &self.api.models[id];
        let mut inner = Writer::new(self.api, Parts::Inline);
        let code = inner.building(&model.name, model, object);
        self.before.extend(inner.before);
        code
    }

    /// A variant of a union, in a form that is valid wherever the union is expected.
    pub(crate) fn variant(&mut self, union: &Union, object: &Map<String, Value>) -> Option<Code> {
        let mut variants = union.variants.iter();
        let (variant, code) = match &union.tag {
            Some(tag) => {
                let value = object.get(tag)?;
                let is_meant = |known: &TagValue| is(known, value);
                let variant = variants.find(|it| once(&it.value).chain(&it.also_read).any(is_meant))?;
                (variant, self.part(variant.model, &without(object, tag))?)
            }
            None => {
                let variant = variants.find(|it| object.contains_key(&it.value.to_string()))?;
                (variant, self.part(variant.model, object)?)
            }
        };
        Some(call(&format!("{}::{}", union.name, variant.name), vec![code]))
    }

    /// Moves a long part before the expression.
    fn move_before(&mut self, field: &Field, code: Code) -> Code {
        if code.len() == 1 || self.parts == Parts::Inline {
            return code;
        }
        let own_type = match &field.ty {
            Type::Model(id) => Some(&self.api.models[*id].name),
            Type::Union(id) => Some(&self.api.unions[*id].name),
            _ => None,
        };
        match own_type {
            Some(name) if self.parts == Parts::Given && !field.nullable => {
                self.parameters.push(format!("{}: {name}", field.ident));
            }
            _ => self.before.extend(statement(&format!("let {} = ", field.ident), code)),
        }
        one(field.ident.clone())
    }

    /// A name of the runtime, qualified if a type of the API has it.
    pub(crate) fn own_or_runtime(&self, name: &str) -> String {
        if has_type(self.api, name) { format!("runtime::{name}") } else { name.to_owned() }
    }
}

/// Whether a type of the API has this name.
pub(crate) fn has_type(api: &Api, name: &str) -> bool {
    api.models.named(name).is_some() || api.unions.named(name).is_some() || api.enums.named(name).is_some()
}

/// Whether the constructor sets what the object contains and requires nothing else.
fn fits(constructor: &ConstructorFn<'_>, object: &Map<String, Value>) -> bool {
    let mut sets = constructor.sets.iter();
    sets.all(|(wire, value)| object.get(wire) == Some(&Value::from(value)))
        && constructor.required.iter().all(|field| object.contains_key(&field.wire))
}

fn choice(choice: &Enum, value: &Value) -> Option<String> {
    let is_meant = |known: &TagValue| is(known, value);
    let meant = choice.values.iter().find(|it| once(&it.value).chain(&it.also_read).any(is_meant))?;
    Some(format!("{}::{}", choice.name, meant.name))
}

fn is(tag: &TagValue, value: &Value) -> bool {
    match tag {
        TagValue::Int(number) => value.as_i64() == Some(*number),
        TagValue::Text(text) => value.as_str() == Some(text),
    }
}

fn without(object: &Map<String, Value>, key: &str) -> Map<String, Value> {
    object
        .iter()
        .filter(|(name, _)| *name != key)
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// JSON in the syntax of the macro `json!`, with Rust's escapes.
fn json(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(elements) => format!("[{}]", elements.iter().map(json).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("{}: {}", quoted(key), json(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        plain => plain.to_string(),
    }
}
