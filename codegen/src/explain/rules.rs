//! The rules that hold for a field, each with the line it comes from.

use crate::ir::{
    Api, Constraint, Field, IntKind, Location, Need, Number, Scalar, Severity, TimestampForm, Type,
};
use crate::origin::{Declared, Origin, Origins};
use crate::phrase;

/// A rule of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// What must hold: `at most 27 bytes`.
    pub text: String,
    /// What the generator proved about it.
    pub proved: Option<String>,
    /// The line that it comes from.
    pub origin: Option<Origin>,
}

/// All rules of a field, in the order in which one would ask for them.
pub(super) fn of(api: &Api, field: &Field, declared: &Declared, origins: &Origins<'_>) -> Vec<Rule> {
    let mut rules = Rules { declared, origins, found: Vec::new() };
    rules.add("type", ty(api, &field.ty));
    rules.presence(field);
    rules.limits(field);
    rules.values(field);
    if api.forbid_control && *field.ty.innermost() == Type::Text {
        let text = "no control characters but tab, newline and the like".to_owned();
        rules.found.push(Rule { text, proved: None, origin: origins.of_api(&["text", "forbid_control"]) });
    }
    rules.found
}

struct Rules<'r, 's> {
    declared: &'r Declared,
    origins: &'r Origins<'s>,
    found: Vec<Rule>,
}

impl Rules<'_, '_> {
    fn add(&mut self, key: &str, text: impl Into<String>) {
        let origin = self.origins.line(self.declared, key);
        self.found.push(Rule { text: text.into(), proved: None, origin });
    }

    fn presence(&mut self, field: &Field) {
        match &field.presence.need {
            Need::Always if field.location == Location::Path => {
                self.add("required", "required, as it is part of the path")
            }
            Need::Always => self.add("required", "required"),
            Need::Optional => self.add("required", "optional"),
            need @ Need::If(_) => self.when("required_if", "required", phrase::required_when(need)),
            need @ Need::Unless(_) => self.when("required_unless", "required", phrase::required_when(need)),
        }
        if let Some(condition) = &field.presence.forbidden_if {
            self.when("forbidden_if", "not allowed", Some(phrase::forbidden_when(condition)));
        }
        if field.nullable {
            self.add("nullable", "may be null");
        }
    }

    fn when(&mut self, key: &str, what: &str, when: Option<String>) {
        self.add(key, format!("{what} {}", when.unwrap_or_default()));
    }

    fn limits(&mut self, field: &Field) {
        let each = match field.ty {
            Type::List(_) => " in each element",
            Type::Map(_) => " in each value",
            _ => "",
        };
        for (prefix, constraints) in [("", &field.limits.errors), ("warn.", &field.limits.warnings)] {
            for constraint in constraints {
                let (key, text, of_element) = words(constraint);
                let each = if of_element { each } else { "" };
                let warned = if prefix.is_empty() { "" } else { ", else a warning" };
                self.add(&format!("{prefix}{key}"), format!("{text}{each}{warned}"));
            }
            for key in TEXT_LIMITS {
                let is_checked = constraints.iter().any(|constraint| words(constraint).0 == key);
                if self.declared.has(&format!("{prefix}{key}")) && !is_checked {
                    self.implied(field, prefix, key);
                }
            }
        }
        if let Some(order) = &field.after {
            let (key, warned) = match order.severity {
                Severity::Error => ("after", ""),
                Severity::Warning => ("warn.after", ", else a warning"),
            };
            self.add(key, format!("greater than `{}`, where both are there{warned}", order.field));
        }
    }

    /// A limit that another one implies, so that it needs no check of its own.
    fn implied(&mut self, field: &Field, prefix: &str, key: &str) {
        let key = format!("{prefix}{key}");
        let (text, proof) = match &field.limits.implied_cjk {
            Some(implied) if key == "max_cjk" => (
                cjk(implied.max_cjk),
                format!(
                    "{} bytes hold at most {}, since each has three bytes or more: one check does for both, and its message names both",
                    implied.by_max_bytes,
                    characters(implied.max_cjk)
                ),
            ),
            _ => (
                format!("`{key}`"),
                "another limit of the field implies it: it has no check of its own".to_owned(),
            ),
        };
        let origin = self.origins.line(self.declared, &key);
        self.found.push(Rule { text, proved: Some(proof), origin });
    }

    fn values(&mut self, field: &Field) {
        if let Some(value) = &field.constant {
            self.add("const", format!("always {}, written by itself", scalar(value)));
        }
        if let Some(value) = &field.default {
            self.add("default", format!("where it is absent, the server takes {}", scalar(value)));
        }
        if field.tolerate.digit_string {
            self.add("tolerate", "a string of digits is read with a warning, and never written");
        }
        if field.tolerate.single {
            self.add("tolerate", "a single element is read with a warning, and never written");
        }
        if field.secret {
            self.add("secret", "secret: no message and no `Debug` shows it");
        }
    }
}

/// The limits of which one may imply another.
const TEXT_LIMITS: [&str; 4] = ["max_bytes", "min_bytes", "max_cjk", "max_chars"];

/// The key of a limit, the limit in words, and whether it applies to each element of a list or map.
fn words(constraint: &Constraint) -> (&'static str, String, bool) {
    match constraint {
        Constraint::MaxBytes(limit) => ("max_bytes", format!("at most {limit} bytes of UTF-8"), true),
        Constraint::MinBytes(limit) => ("min_bytes", format!("at least {limit} bytes of UTF-8"), true),
        Constraint::MaxCjk(limit) => ("max_cjk", cjk(*limit), true),
        Constraint::MaxChars(limit) => ("max_chars", format!("at most {limit} characters"), true),
        Constraint::Pattern(pattern) => ("pattern", format!("matches `{}`", pattern.source), true),
        Constraint::Min(number) => ("min", format!("at least {}", shown(*number)), true),
        Constraint::Max(number) => ("max", format!("at most {}", shown(*number)), true),
        Constraint::MinItems(limit) => ("min_items", format!("at least {limit} elements"), false),
        Constraint::MaxItems(limit) => ("max_items", format!("at most {limit} elements"), false),
    }
}

fn cjk(limit: usize) -> String {
    format!("at most {}", characters(limit))
}

fn characters(limit: usize) -> String {
    format!("{limit} CJK {}", if limit == 1 { "character" } else { "characters" })
}

fn shown(number: Number) -> String {
    match number {
        Number::Int(number) => number.to_string(),
        Number::Float(number) => number.to_string(),
    }
}

fn scalar(value: &Scalar) -> String {
    match value {
        Scalar::Bool(value) => value.to_string(),
        Scalar::Int(value) => value.to_string(),
        Scalar::Float(value) => value.to_string(),
        Scalar::Text(text) => format!("\"{text}\""),
    }
}

/// A type in words, with what it alone asks for.
fn ty(api: &Api, ty: &Type) -> String {
    let inner = |inner: &Type| self::ty(api, inner);
    match ty {
        Type::Text => "a string".to_owned(),
        Type::Int(IntKind::I32) => "an integer of 32 bits".to_owned(),
        Type::Int(IntKind::I64) => "an integer of 64 bits".to_owned(),
        Type::Int(IntKind::U32) => "an integer of 32 bits, at least 0".to_owned(),
        Type::Int(IntKind::U64) => "an integer of 64 bits, at least 0".to_owned(),
        Type::Float => "a number".to_owned(),
        Type::Bool => "true or false".to_owned(),
        Type::Timestamp(TimestampForm::Number) => "Unix seconds as a number, ten digits at most".to_owned(),
        Type::Timestamp(TimestampForm::Digits) => {
            "Unix seconds as a string of digits, ten at most".to_owned()
        }
        Type::Json => "any JSON value".to_owned(),
        Type::Model(id) => format!("a `{}`", api.models[*id].name),
        Type::Union(id) => format!("a `{}`", api.unions[*id].name),
        Type::Enum(id) => format!("a value of `{}`", api.enums[*id].name),
        Type::List(item) => format!("a list, each element {}", inner(item)),
        Type::Map(item) => format!("a map, each value {}", inner(item)),
        Type::Boxed(item) => inner(item),
    }
}
