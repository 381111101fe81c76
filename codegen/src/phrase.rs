//! Rules in words, for messages and documentation: one wording for all who show them.

use crate::ir::{Api, Choice, Condition, Constraint, IntKind, Need, Number, Scalar, TimestampForm, Type};
use crate::suggest;

/// When a field is required, where it is not always: "unless `is_cancel` is true".
///
/// ```
/// use specwright::{ir::Need, phrase};
///
/// assert_eq!(phrase::required_when(&Need::Always), None); // not at a certain time, but always
/// ```
pub fn required_when(need: &Need) -> Option<String> {
    match need {
        Need::Optional | Need::Always => None,
        Need::If(condition) => Some(format!("when {}", holds(condition))),
        Need::Unless(condition) => Some(format!("unless {}", holds(condition))),
    }
}

/// When a field must not be there: "when `kind` is 2 or 3".
pub fn forbidden_when(condition: &Condition) -> String {
    format!("when {}", holds(condition))
}

/// The condition by itself: "`kind` is 2 or 3 and `level` is \"gold\"".
fn holds(condition: &Condition) -> String {
    let choices: Vec<String> = condition.choices.iter().map(choice).collect();
    choices.join(" and ")
}

fn choice(choice: &Choice) -> String {
    let values: Vec<String> = choice.any_of.iter().map(scalar).collect();
    let values = match values.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => values.concat(),
    };
    format!("`{}` is {values}", choice.field)
}

/// A value as JSON spells it.
pub fn scalar(value: &Scalar) -> String {
    match value {
        Scalar::Bool(value) => value.to_string(),
        Scalar::Int(value) => value.to_string(),
        Scalar::Float(value) => value.to_string(),
        Scalar::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
    }
}

/// A type, with what it alone asks for.
pub fn ty(api: &Api, ty: &Type) -> String {
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
        Type::Model(id) => suggest::a(&api.models[*id].name),
        Type::Union(id) => suggest::a(&api.unions[*id].name),
        Type::Enum(id) => format!("a value of `{}`", api.enums[*id].name),
        Type::List(item) => format!("a list, each element {}", inner(item)),
        Type::Map(item) => format!("a map, each value {}", inner(item)),
        Type::Boxed(item) => inner(item),
    }
}

/// The key of a limit, the limit in words, and whether it applies to each element of a list or map.
pub fn limit(constraint: &Constraint) -> (&'static str, String, bool) {
    match constraint {
        Constraint::MaxBytes(limit) => ("max_bytes", format!("at most {}", bytes(*limit)), true),
        Constraint::MinBytes(limit) => ("min_bytes", format!("at least {}", bytes(*limit)), true),
        Constraint::MaxCjk(limit) => ("max_cjk", max_cjk(*limit), true),
        Constraint::MaxChars(limit) => {
            ("max_chars", format!("at most {}", counted(*limit, "character")), true)
        }
        Constraint::Pattern(pattern) => ("pattern", format!("matches `{}`", pattern.source), true),
        Constraint::Min(limit) => ("min", format!("at least {}", number(*limit)), true),
        Constraint::Max(limit) => ("max", format!("at most {}", number(*limit)), true),
        Constraint::MinItems(limit) => {
            ("min_items", format!("at least {}", counted(*limit, "element")), false)
        }
        Constraint::MaxItems(limit) => {
            ("max_items", format!("at most {}", counted(*limit, "element")), false)
        }
    }
}

/// A limit in CJK characters.
pub fn max_cjk(limit: usize) -> String {
    format!("at most {}", cjk_characters(limit))
}

/// So many CJK characters.
pub fn cjk_characters(count: usize) -> String {
    counted(count, "CJK character")
}

fn bytes(count: usize) -> String {
    format!("{} of UTF-8", counted(count, "byte"))
}

fn counted(count: usize, unit: &str) -> String {
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

fn number(number: Number) -> String {
    match number {
        Number::Int(number) => number.to_string(),
        Number::Float(number) => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn condition(choices: &[(&str, &[Scalar])]) -> Condition {
        let choice = |(field, any_of): &(&str, &[Scalar])| Choice {
            field: (*field).to_owned(),
            any_of: any_of.to_vec(),
        };
        Condition { choices: choices.iter().map(choice).collect() }
    }

    #[test]
    fn one_value_is_told_plainly() {
        let cancelled = condition(&[("is_cancel", &[Scalar::Bool(true)])]);
        assert_eq!(required_when(&Need::Unless(cancelled.clone())).unwrap(), "unless `is_cancel` is true");
        assert_eq!(required_when(&Need::If(cancelled.clone())).unwrap(), "when `is_cancel` is true");
        assert_eq!(forbidden_when(&cancelled), "when `is_cancel` is true");
    }

    #[test]
    fn several_values_and_fields_are_joined() {
        let text = |text: &str| Scalar::Text(text.to_owned());
        let both = condition(&[
            ("kind", &[Scalar::Int(1), Scalar::Int(2), Scalar::Int(3)]),
            ("level", &[text("金\"卡"), text("b")]),
        ]);
        assert_eq!(forbidden_when(&both), r#"when `kind` is 1, 2 or 3 and `level` is "金\"卡" or "b""#);
    }

    #[test]
    fn what_depends_on_nothing_needs_no_words() {
        assert_eq!(required_when(&Need::Always), None);
        assert_eq!(required_when(&Need::Optional), None);
    }
}
