//! Phrases for rules, for messages and documentation.

use crate::ir::counted;
use crate::ir::{
    Api, Choice, Condition, Demand, Field, FieldPath, Is, Limit, Need, Rule, Scalar, Severity, Type,
};
use crate::suggest;

/// When a field is required, if not always: "unless `is_cancel` is true".
///
/// ```
/// use specwright::{ir::Need, phrase};
///
/// assert_eq!(phrase::required_when(&Need::Always), None); // not conditional
/// ```
pub fn required_when(need: &Need) -> Option<String> {
    match need {
        Need::Optional | Need::Always => None,
        Need::When(condition) => Some(when(condition)),
    }
}

/// A condition: "when `kind` is 2 or 3 and `level` is \"gold\"", "unless `is_cancel` is true". One that always holds forbids a
/// field: "in a request, since it is read-only".
pub fn when(condition: &Condition) -> String {
    if condition.is_always() {
        return "in a request, since it is read-only".to_owned();
    }
    let choices: Vec<String> = condition.choices.iter().map(choice).collect();
    let word = if condition.negated { "unless" } else { "when" };
    format!("{word} {}", choices.join(" and "))
}

fn choice(choice: &Choice) -> String {
    let is = match &choice.is {
        Is::AnyOf(values) => self::values(values),
        Is::Present => "present".to_owned(),
        Is::Absent => "absent".to_owned(),
        Is::Within(limits) => self::limits(limits),
    };
    format!("`{}` is {is}", choice.field)
}

/// When a discouraged field causes a warning: "where it is present".
pub fn discouraged_where(field: &Field) -> &'static str {
    if field.unless_empty { "where it is present and not empty" } else { "where it is present" }
}

/// Values as JSON: `1, 2 or 3`.
pub(crate) fn values(values: &[Scalar]) -> String {
    joined(values.iter().map(scalar), "or")
}

/// Fields: "`a`, `b` and `c.d`".
pub(crate) fn fields(paths: &[FieldPath]) -> String {
    joined(paths.iter().map(|path| format!("`{path}`")), "and")
}

fn limits(limits: &[Limit]) -> String {
    joined(limits.iter().map(Limit::short_words), "and")
}

fn joined(parts: impl Iterator<Item = String>, word: &str) -> String {
    let parts: Vec<String> = parts.collect();
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {word} {last}", rest.join(", ")),
        _ => parts.concat(),
    }
}

/// A rule over several fields: "`stock` is at most 0 when `mode` is \"deposit\"".
pub fn rule(rule: &Rule) -> String {
    let demand = match &rule.demand {
        Demand::Required(path) => format!("`{path}` is required"),
        Demand::Forbidden(path) => format!("`{path}` is not allowed"),
        Demand::AnyOf(path, values) => format!("`{path}` is {}", self::values(values)),
        Demand::Within(path, field) => format!("`{path}` is {}", limits(&field.limits.errors)),
        Demand::AtLeastOne(paths) => format!("at least one of {} is required", fields(paths)),
        Demand::AtMostOne(paths) => format!("at most one of {} is allowed", fields(paths)),
        Demand::MaxItems(paths, limit) => {
            format!("{} have at most {} together", fields(paths), counted(*limit, "element"))
        }
    };
    let when = rule.when.as_ref().map_or(String::new(), |condition| format!(" {}", when(condition)));
    let warned = match rule.severity {
        Severity::Error => "",
        Severity::Warning => ", else a warning",
    };
    format!("{demand}{when}{warned}")
}

/// A value as JSON.
pub fn scalar(value: &Scalar) -> String {
    match value {
        Scalar::Bool(value) => value.to_string(),
        Scalar::Int(value) => value.to_string(),
        Scalar::Float(value) => value.to_string(),
        Scalar::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
    }
}

/// A type with its own rules.
pub fn ty(api: &Api, ty: &Type) -> String {
    let inner = |inner: &Type| self::ty(api, inner);
    match ty {
        Type::Scalar(kind) => kind.words().to_owned(),
        Type::Model(id) => suggest::a(&api.models[*id].name),
        Type::Union(id) => suggest::a(&api.unions[*id].name),
        Type::Enum(id) => format!("a value of `{}`", api.enums[*id].name),
        Type::List(item) => format!("a list, each element {}", inner(item)),
        Type::Map(item) => format!("a map, each value {}", inner(item)),
        Type::Nullable(item) => format!("null or {}", inner(item)),
        Type::Boxed(item) => inner(item),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn condition(choices: &[(&str, &[Scalar])]) -> Condition {
        let choice = |(field, any_of): &(&str, &[Scalar])| Choice {
            field: FieldPath::of(field),
            is: Is::AnyOf(any_of.to_vec()),
        };
        Condition { choices: choices.iter().map(choice).collect(), negated: false }
    }

    #[test]
    fn one_value_is_not_a_list() {
        let cancelled = condition(&[("is_cancel", &[Scalar::Bool(true)])]);
        assert_eq!(when(&cancelled), "when `is_cancel` is true");
        assert_eq!(when(&Condition { negated: true, ..cancelled.clone() }), "unless `is_cancel` is true");
        assert_eq!(required_when(&Need::When(cancelled)).unwrap(), "when `is_cancel` is true");
    }

    #[test]
    fn several_values_and_fields_are_joined() {
        let text = |text: &str| Scalar::Text(text.to_owned());
        let both = condition(&[
            ("kind", &[Scalar::Int(1), Scalar::Int(2), Scalar::Int(3)]),
            ("level", &[text("金\"卡"), text("b")]),
        ]);
        assert_eq!(when(&both), r#"when `kind` is 1, 2 or 3 and `level` is "金\"卡" or "b""#);
    }

    #[test]
    fn an_unconditional_need_has_no_phrase() {
        assert_eq!(required_when(&Need::Always), None);
        assert_eq!(required_when(&Need::Optional), None);
    }
}
