//! Values, by their type.

use serde_json::Value;
use specwright_runtime::{
    Breach, FileInfo, MAX_LEVELS, Report, check_file, check_items, check_key, check_text, is_too_deep,
};

use super::Interpreter;
use super::describe::{expected, found as describe, wrong_secret_type, wrong_type};
use super::limits::FieldRules;
use super::value_at::ValueAt;
use crate::ir::{JsonKind, ScalarForm, ScalarKind, Type};

impl Interpreter<'_> {
    /// Validates a value by its type and the rules of its field.
    pub(super) fn value(&self, ty: &Type, rules: &FieldRules<'_>, found: ValueAt<'_>, report: &mut Report) {
        // What contains itself does so through one of these, and what is too deep is not looked into.
        let may_nest = matches!(ty, Type::List(_) | Type::Map(_) | Type::Boxed(_));
        if may_nest && found.levels() >= MAX_LEVELS {
            found.error(Breach::too_deep(), report);
            return;
        }
        match ty {
            Type::Scalar(kind) => self.scalar(*kind, rules, found, report),
            Type::Model(id) => self.model(*id, found, report),
            Type::Union(id) => self.union(*id, found, report),
            Type::Enum(id) => self.enumeration(*id, found, report),
            Type::List(inner) => self.list(ty, inner, rules, found, report),
            Type::Map(inner) => self.map(ty, inner, rules, found, report),
            Type::Nullable(_) if found.value.is_null() => {}
            Type::Nullable(inner) | Type::Boxed(inner) => self.value(inner, rules, found, report),
        }
    }

    /// Whether a quick check shows that a value violates no rule of its type and field. If not, call
    /// [`value`](Self::value), which reports.
    ///
    /// Nearly every value passes, and this needs neither a path nor a report.
    pub(super) fn passes(&self, ty: &Type, rules: &FieldRules<'_>, value: &Value) -> bool {
        match (ty, value) {
            (Type::Scalar(kind), value) => self.scalar_passes(*kind, rules, value),
            (Type::Enum(id), _) => self.is_documented(*id, value),
            (Type::List(inner), Value::Array(items)) => {
                rules.plain.pass_items(&self.list_of(inner, rules.tolerate, items))
                    && items.iter().all(|item| self.passes(inner, rules.of_elements(), item))
            }
            (Type::Nullable(inner), value) => value.is_null() || self.passes(inner, rules, value),
            (Type::Model(_) | Type::Union(_) | Type::List(_) | Type::Map(_) | Type::Boxed(_), _) => false,
        }
    }

    /// Validates an element of a list or a map, to which settings of the field such as `nullable` do not apply.
    fn element(&self, ty: &Type, rules: &FieldRules<'_>, found: ValueAt<'_>, report: &mut Report) {
        if found.value.is_null() && !accepts_null(ty) {
            found.error(Breach::Null, report);
        } else {
            self.value(ty, rules, found, report);
        }
    }

    fn scalar(&self, kind: ScalarKind, rules: &FieldRules<'_>, found: ValueAt<'_>, report: &mut Report) {
        let ty = &Type::Scalar(kind);
        match kind.form() {
            ScalarForm::Text => match found.value {
                Value::String(text) => check_text(text, &rules.text(), found.at, report),
                other if rules.secret => found.error(wrong_secret_type(self.api, ty, other), report),
                other => found.error(wrong_type(self.api, ty, other), report),
            },
            ScalarForm::Integer
            | ScalarForm::Float
            | ScalarForm::Seconds
            | ScalarForm::DigitSeconds
            | ScalarForm::Milliseconds => {
                self.number(kind, rules, found, report);
            }
            ScalarForm::Bool => match found.value {
                Value::Bool(_) => {}
                other => found.error(wrong_type(self.api, ty, other), report),
            },
            ScalarForm::Json => {
                if is_too_deep(found.value, found.levels()) {
                    found.error(Breach::too_deep(), report);
                }
            }
            ScalarForm::File => match FileInfo::described_by(found.value) {
                Ok(file) => check_file(file, &rules.text(), found.at, report),
                Err(problem) => {
                    let found_value = match found.value {
                        Value::Object(_) => problem,
                        other => describe(other),
                    };
                    let breach = Breach::Type { expected: kind.expected().into(), found: found_value.into() };
                    found.error(breach, report);
                }
            },
            ScalarForm::Parsed(parse) => match found.value {
                Value::String(text) => {
                    if let Err(reason) = parse(text) {
                        let value = format!("{}: {reason}", describe(found.value));
                        let breach = Breach::Type { expected: kind.expected().into(), found: value.into() };
                        found.error(breach, report);
                    }
                }
                other => found.error(wrong_type(self.api, ty, other), report),
            },
        }
    }

    fn scalar_passes(&self, kind: ScalarKind, rules: &FieldRules<'_>, value: &Value) -> bool {
        match kind.form() {
            ScalarForm::Text => value.as_str().is_some_and(|text| rules.passes(text)),
            ScalarForm::Integer
            | ScalarForm::Float
            | ScalarForm::Seconds
            | ScalarForm::DigitSeconds
            | ScalarForm::Milliseconds => self.number_passes(kind, rules, value),
            ScalarForm::Bool => value.is_boolean(),
            ScalarForm::Json => !value.is_object() && !value.is_array(),
            ScalarForm::File => FileInfo::described_by(value).is_ok_and(|file| rules.text().pass_file(file)),
            ScalarForm::Parsed(parse) => value.as_str().is_some_and(|text| parse(text).is_ok()),
        }
    }

    fn list(&self, ty: &Type, inner: &Type, rules: &FieldRules<'_>, found: ValueAt<'_>, report: &mut Report) {
        match found.value {
            Value::Array(items) => {
                check_items(&self.list_of(inner, rules.tolerate, items), found.at, &rules.plain, report);
                for (index, item) in items.iter().enumerate() {
                    self.element(inner, rules.of_elements(), found.index(index, item), report);
                }
            }
            _ if rules.tolerate.single => self.single(ty, inner, rules, found, report),
            other => found.error(wrong_type(self.api, ty, other), report),
        }
    }

    /// Validates a single value in place of a list, which it has the path of.
    fn single(
        &self,
        ty: &Type,
        inner: &Type,
        rules: &FieldRules<'_>,
        found: ValueAt<'_>,
        report: &mut Report,
    ) {
        let mut element = Report::new();
        check_items(std::slice::from_ref(found.value), found.at, &rules.plain, &mut element);
        self.element(inner, rules.of_elements(), found, &mut element);
        let path = found.at.path();
        let is_other_type = element
            .errors()
            .any(|error| error.path == path && matches!(error.breach, Breach::Type { .. } | Breach::Null));
        if is_other_type {
            let expected = expected(self.api, ty);
            found.error(Breach::Type { expected, found: describe(found.value).into() }, report);
            return;
        }
        if element.errors().all(|error| error.path != path) {
            found.warning(Breach::Tolerated { written: "a list" }, report);
        }
        element.violations().iter().for_each(|violation| report.push(violation.clone()));
    }

    fn map(&self, ty: &Type, inner: &Type, rules: &FieldRules<'_>, found: ValueAt<'_>, report: &mut Report) {
        match found.value {
            Value::Object(entries) => {
                check_items(entries, found.at, &rules.plain, report);
                for (key, value) in entries {
                    if let Some(rules) = rules.keys.as_ref().filter(|rules| !rules.passes(key)) {
                        check_key(key, &rules.text(), found.at, report);
                    }
                    self.element(inner, rules.of_elements(), found.key(key, value), report);
                }
            }
            other => found.error(wrong_type(self.api, ty, other), report),
        }
    }
}

/// Whether null is one of the type's values.
pub(super) fn accepts_null(ty: &Type) -> bool {
    match ty {
        Type::Scalar(kind) => kind.json() == JsonKind::Any,
        Type::Nullable(_) => true,
        Type::Boxed(inner) => accepts_null(inner),
        Type::Model(_) | Type::Union(_) | Type::Enum(_) | Type::List(_) | Type::Map(_) => false,
    }
}
