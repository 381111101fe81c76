//! The rules that apply to a field, each with the line that declares it.

use crate::origin::{Declared, Origin, Origins};
use specwright::ir::{
    Api, Condition, Field, FieldPath, Limit, LimitKind, Limits, Location, Model, Need, Severity, Type,
};
use specwright::phrase;
use specwright_runtime::ListStyle;

/// A rule of a field.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::check::check;
/// use specwright_workbench::explain::explain;
///
/// let sources = sources();
/// let api = check(&sources).unwrap().api;
/// let pages = explain(&sources, &api, "Pet.name").unwrap();
/// let rule = pages[0].rules.iter().find(|rule| rule.text.starts_with("at most")).ok_or("no limit")?;
/// assert_eq!(rule.origin.as_ref().map(|origin| (origin.file.as_str(), origin.position.line)), Some(("pet.yaml", 4)));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// The rule: `at most 27 bytes`.
    pub text: String,
    /// A property that the generator has proved of it.
    pub proved: Option<String>,
    /// The line that declares it.
    pub origin: Option<Origin>,
}

/// All rules of a field, the most important first.
pub(super) fn of(
    api: &Api,
    (model, field): (&Model, &Field),
    declared: &Declared,
    origins: &Origins<'_>,
) -> Vec<Rule> {
    let mut rules = Rules { declared, origins, found: Vec::new() };
    rules.add("type", phrase::ty(api, &field.ty));
    rules.presence(field);
    rules.limits(field);
    rules.values(field);
    rules.over_several(api, model, field);
    if api.forbid_control && *field.ty.innermost() == Type::TEXT {
        let text = "no control characters except tab and line breaks".to_owned();
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
            Need::When(condition) => self.when(["required_if", "required_unless"], "required", condition),
        }
        if field.presence.is_read_only() {
            self.add("read_only", "only in replies");
        } else if let Some(condition) = &field.presence.forbidden {
            self.when(["forbidden_if", "forbidden_unless"], "not allowed", condition);
        }
        if field.presence.write_only {
            self.add("write_only", "only in requests");
        }
        if field.nullable {
            self.add("nullable", "may be null");
        }
    }

    fn when(&mut self, [key_if, key_unless]: [&str; 2], what: &str, condition: &Condition) {
        let key = if condition.negated { key_unless } else { key_if };
        self.add(key, format!("{what} {}", phrase::when(condition)));
    }

    fn limits(&mut self, field: &Field) {
        let each = match field.ty {
            Type::List(_) => " in each element",
            Type::Map(_) => " in each value",
            _ => "",
        };
        self.of_both("", &field.limits, &|limit| {
            let each = if limit.is_of_element() { each } else { "" };
            format!("{}{each}", limit.words_for(&field.ty))
        });
        if let Some(keys) = &field.limits.keys {
            self.of_both("keys.", keys, &|limit| format!("{} in each key", limit.words()));
        }
        if let Some(order) = &field.after {
            let (key, warned) = match order.severity {
                Severity::Error => ("after", ""),
                Severity::Warning => ("warn.after", ", else a warning"),
            };
            self.add(key, format!("greater than `{}`, if both are present{warned}", order.field));
        }
    }

    /// Limits of both severities, whose keys in the spec begin like this.
    fn of_both(&mut self, prefix: &str, limits: &Limits, words: &dyn Fn(&Limit) -> String) {
        for (warn, warned, stated) in
            [("", "", &limits.errors), ("warn.", ", else a warning", &limits.warnings)]
        {
            let key = |kind: LimitKind| format!("{prefix}{warn}{}", kind.key());
            for limit in stated {
                self.add(&key(limit.kind()), format!("{}{warned}", words(limit)));
            }
            for kind in LimitKind::ALL {
                if self.declared.has(&key(*kind)) && !stated.iter().any(|limit| limit.kind() == *kind) {
                    self.implied(limits, &key(*kind));
                }
            }
        }
    }

    /// The rules over several fields that name this one.
    fn over_several(&mut self, api: &Api, model: &Model, field: &Field) {
        for (id, owner) in api.models.iter() {
            let names_it = |path: &FieldPath| {
                let found = api.at_path(id, path);
                found.is_some_and(|(inner, found)| inner.name == model.name && found.wire == field.wire)
            };
            for rule in owner.rules.iter().filter(|rule| rule.paths().any(names_it)) {
                let of = if owner.name == model.name {
                    String::new()
                } else {
                    format!(", a rule of `{}`", owner.name)
                };
                let text = format!("{}{of}", phrase::rule(rule));
                let origin = self.origins.of_file(&owner.file, &["rules"]);
                self.found.push(Rule { text, proved: None, origin });
            }
        }
    }

    /// A limit that another one implies, so that it has no check of its own.
    fn implied(&mut self, limits: &Limits, key: &str) {
        let bytes = limits.count(LimitKind::MaxBytes);
        let is_of_kind = |limit: &Limit| key.strip_prefix("keys.").unwrap_or(key) == limit.kind().key();
        let (text, proof) = match (&limits.implied_cjk, bytes) {
            (Some(cjk), Some(bytes)) if is_of_kind(cjk) => (
                cjk.words(),
                format!(
                    "{bytes} bytes contain {}, since each has at least three bytes: one check covers both limits, and its message states both",
                    cjk.words()
                ),
            ),
            _ => (
                format!("`{key}`"),
                "implied by another limit of the field, so that it has no check of its own".to_owned(),
            ),
        };
        let origin = self.origins.line(self.declared, key);
        self.found.push(Rule { text, proved: Some(proof), origin });
    }

    fn values(&mut self, field: &Field) {
        if let Some(value) = &field.constant {
            self.add("const", format!("always {}, written without being set", phrase::scalar(value)));
        }
        if let Some(value) = &field.default {
            self.add("default", format!("if absent, the server assumes {}", phrase::scalar(value)));
        }
        if field.tolerate.digit_string {
            self.add("tolerate", "a string of digits is read with a warning, and never written");
        }
        if field.tolerate.zero_fraction {
            self.add(
                "tolerate",
                "an integer with a fraction of zeros is read with a warning, and never written",
            );
        }
        if field.tolerate.single {
            self.add("tolerate", "a single element is read with a warning, and never written");
        }
        if field.style != ListStyle::Repeated {
            self.add("style", format!("written as in `{}`", field.style.example()));
        }
        if !field.also_read.is_empty() {
            self.add(
                "also_read",
                format!("also read as `{}`, and never written so", field.also_read.join("`, `")),
            );
        }
        if let Some(reason) = &field.discouraged {
            let place = phrase::discouraged_where(field);
            self.add("discouraged", format!("should not be used, a warning {place}: {reason}"));
        }
        if field.secret {
            self.add("secret", "secret: not shown in messages and `Debug`");
        }
    }
}
