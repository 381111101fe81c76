//! Interprets the terms of a document, and compares them with a spec.

use specwright::ir::{Api, Field, JsonKind, LimitKind, Limits, ScalarKind, TagValue, Type};

/// The text with uniform spaces, case and punctuation: `String（16）` becomes `string(16)`.
pub(super) fn folded(words: &str) -> String {
    let narrow = |c: char| match c {
        // The full-width characters are in the order of ASCII.
        '！'..='～' => char::from_u32(u32::from(c) - u32::from('！') + u32::from('!')).unwrap_or(c),
        other => other,
    };
    let words: String = words.chars().map(narrow).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether a parameter is required, as stated by a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Required {
    Always,
    Never,
    /// In some cases: `if the code is your own`.
    Sometimes,
}

/// Interprets the cell that states whether a parameter is required.
pub(super) fn required(cell: &str) -> Required {
    match folded(cell).as_str() {
        "yes" | "y" | "true" | "required" | "mandatory" | "√" | "✓" | "✔" | "是" | "必填" | "必须"
        | "必选" | "必传" | "必需" | "必要" | "必输" => Required::Always,
        "no" | "n" | "false" | "optional" | "×" | "✗" | "✘" | "否" | "非必填" | "非必须" | "非必选"
        | "非必传" | "非必需" | "不必填" | "选填" | "可选" | "选传" | "可传" | "可不填" => {
            Required::Never
        }
        _ => Required::Sometimes,
    }
}

/// Whether a row describes the body as a whole.
pub(super) fn is_body(name: &str) -> bool {
    matches!(folded(name).as_str(), "post data" | "postdata" | "body" | "request body" | "post body")
}

/// The type in a cell: `string(16)`.
struct Words {
    base: String,
    size: Option<usize>,
}

impl Words {
    fn of(cell: &str) -> Words {
        let folded = folded(cell);
        let sized = folded.split_once('(').and_then(|(base, rest)| {
            let size = rest.strip_suffix(')')?.trim().parse().ok()?;
            Some(Words { base: base.trim().to_owned(), size: Some(size) })
        });
        sized.unwrap_or(Words { base: folded, size: None })
    }

    fn is(&self, unsized_names: &[&str]) -> bool {
        self.size.is_none() && unsized_names.contains(&self.base.as_str())
    }

    fn is_text(&self) -> bool {
        matches!(self.base.as_str(), "string" | "str" | "text" | "varchar" | "字符串")
    }
}

const INT: [&str; 7] = ["int", "integer", "int32", "int64", "long", "整数", "整型"];
const UINT: [&str; 7] =
    ["unsigned int", "unsigned integer", "unsigned long", "uint", "uint32", "uint64", "timestamp"];
const FLOAT: [&str; 4] = ["float", "double", "number", "decimal"];
const BOOL: [&str; 3] = ["bool", "boolean", "布尔"];
const FILE: [&str; 5] = ["file", "binary", "formdata", "form-data", "文件"];
const LIST: [&str; 4] = ["array", "list", "json array", "数组"];
const OBJECT: [&str; 7] =
    ["json structure", "json object", "json", "object", "struct", "structure", "json结构"];

/// The types known from documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// With its limit, if there is one.
    Text(Option<usize>),
    Int,
    Uint,
    Float,
    Bool,
    Object,
    List,
}

/// The type that a cell names, if it is known.
pub(super) fn named(cell: &str) -> Option<Named> {
    let words = Words::of(cell);
    if words.is_text() {
        return Some(Named::Text(words.size));
    }
    let names: [(&[&str], Named); 6] = [
        (&INT, Named::Int),
        (&UINT, Named::Uint),
        (&FLOAT, Named::Float),
        (&BOOL, Named::Bool),
        (&LIST, Named::List),
        (&OBJECT, Named::Object),
    ];
    names.iter().find(|(names, _)| words.is(names)).map(|(_, named)| *named)
}

/// Whether a field has the type that a document names. Limits count: `string(16)` is a text with a limit of 16 bytes or
/// characters, `string` a text without one. If the name ends with brackets, `seats[]`, the type may be that of the
/// elements.
pub(super) fn same_type(api: &Api, field: &Field, cell: &str, in_brackets: bool) -> bool {
    let words = Words::of(cell);
    match &field.ty {
        Type::List(element) if in_brackets && !words.is(&LIST) => same(api, field, element, &words),
        ty => same(api, field, ty, &words),
    }
}

fn same(api: &Api, field: &Field, ty: &Type, words: &Words) -> bool {
    match ty {
        Type::Scalar(ScalarKind::Text) => words.is_text() && words.size == text_size(&field.limits),
        ty => same_kind(api, ty, words),
    }
}

fn same_kind(api: &Api, ty: &Type, words: &Words) -> bool {
    match ty {
        Type::Scalar(kind) => match kind.json() {
            JsonKind::String => words.is_text() && words.size.is_none(),
            JsonKind::Integer if kind.range().is_some_and(|(least, _)| least < 0) => words.is(&INT),
            JsonKind::Integer => words.is(&UINT),
            JsonKind::Number => words.is(&FLOAT),
            JsonKind::Boolean => words.is(&BOOL),
            JsonKind::File => words.is(&FILE),
            JsonKind::Any => true,
        },
        Type::Model(_) | Type::Union(_) | Type::Map(_) => words.is(&OBJECT) || words.is(&["map"]),
        Type::Enum(id) => match api.enums[*id].values.first().map(|value| &value.value) {
            Some(TagValue::Int(_)) => words.is(&INT) || words.is(&UINT),
            _ => words.is_text() && words.size.is_none(),
        },
        Type::List(_) => words.is(&LIST),
        Type::Nullable(inner) | Type::Boxed(inner) => same_kind(api, inner, words),
    }
}

/// Whether a document's type allows these values, which are tags or constants in the spec.
pub(super) fn can_hold(values: &[TagValue], cell: &str) -> bool {
    let words = Words::of(cell);
    values.iter().all(|value| match value {
        TagValue::Int(_) => words.is(&INT) || words.is(&UINT),
        TagValue::Text(text) => words.is_text() && words.size.is_none_or(|size| text.len() <= size),
    })
}

/// A value as text.
pub(super) fn value(value: &TagValue) -> String {
    match value {
        TagValue::Int(number) => format!("`{number}`"),
        TagValue::Text(text) => format!("`{text}`"),
    }
}

/// The type of a field as a document would name it, with its limit.
pub(super) fn type_of(api: &Api, field: &Field) -> String {
    let size = match field.ty {
        Type::Scalar(ScalarKind::Text) => text_size(&field.limits),
        _ => None,
    };
    let name = name_of(api, &field.ty);
    size.map_or(name.clone(), |size| format!("{name}({size})"))
}

/// A type as written in the spec.
pub(super) fn name_of(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Scalar(kind) => kind.name().to_owned(),
        Type::Model(id) => api.models[*id].name.clone(),
        Type::Union(id) => api.unions[*id].name.clone(),
        Type::Enum(id) => api.enums[*id].name.clone(),
        Type::List(inner) => format!("list<{}>", name_of(api, inner)),
        Type::Map(inner) => format!("map<{}>", name_of(api, inner)),
        Type::Nullable(inner) => format!("nullable<{}>", name_of(api, inner)),
        Type::Boxed(inner) => name_of(api, inner),
    }
}

fn text_size(limits: &Limits) -> Option<usize> {
    limits.count(LimitKind::MaxBytes).or_else(|| limits.count(LimitKind::MaxChars))
}

/// The limit of a field in CJK characters, including an implied one.
pub(super) fn cjk_of(limits: &Limits) -> Option<usize> {
    limits.count(LimitKind::MaxCjk).or_else(|| limits.implied_cjk.as_ref()?.count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn required_is_always_never_or_sometimes() {
        assert_eq!(
            (required("Yes"), required(" 否"), required("ＮＯ")),
            (Required::Always, Required::Never, Required::Never)
        );
        assert_eq!(required("yes, unless cancelled"), Required::Sometimes);
    }

    #[test]
    fn case_spaces_and_width_are_ignored() {
        assert_eq!(folded(" String （１６）"), "string (16)");
        assert_eq!(folded("Unsigned\u{3000}INT"), "unsigned int");
    }

    #[test]
    fn values_must_fit_the_documented_type() {
        let text = [TagValue::Text("PARCEL".to_owned())];
        assert!(can_hold(&text, "string(6)") && can_hold(&text, "String"));
        assert!(!can_hold(&text, "string(5)") && !can_hold(&text, "int"));
        assert!(can_hold(&[TagValue::Int(1)], "Unsigned  INT"));
    }
}
