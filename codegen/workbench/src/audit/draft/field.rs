//! Drafts a field from a row.

use serde_json::Value;

use super::super::stated;
use super::super::words::{self, Named, Required};
use super::field_text::FieldText;
use super::shape::Member;
use crate::yaml_text as yaml;

/// Number of bytes of a CJK character in UTF-8.
const BYTES_A_CJK: usize = 3;

/// The location of a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A key of an object.
    Object,
    /// A path segment.
    Path,
    /// A query parameter or a header.
    Parameter,
}

/// A field as described by a row and the example. `object` is the name of its type if it is an object.
pub(super) fn draft(member: &Member<'_>, object: Option<String>, place: Place) -> FieldText {
    let row = member.row;
    let cell = row.and_then(|row| row.ty.as_deref());
    let named = cell.and_then(words::named);
    let mut field = FieldText { wire: member.name.clone(), ..FieldText::default() };
    let description = row.and_then(|row| row.description.as_deref());
    let is_object = object.is_some();
    field.ty = match object {
        Some(object) => object,
        None => plain_type(member, named, description, place, &mut field),
    };
    // The row of `seats[]` describes an element.
    let is_text = field.ty == "string" || member.is_list && field.ty == "list<string>";
    if let (Some(Named::Text(size)), true) = (named, is_text) {
        field.max_bytes = size;
    }
    limit_cjk(description.and_then(stated::max_cjk), is_text, &mut field);
    if matches!(field.ty.as_str(), "int" | "uint" | "list<int>") {
        field.max = description.and_then(stated::max);
    }
    match row.and_then(|row| row.required.as_deref()).map(|cell| (cell, words::required(cell))) {
        Some((_, Required::Always)) => field.required = true,
        Some((cell, Required::Sometimes)) => {
            field.todo.push(format!("`required_if` or `required_unless`: the documentation says “{cell}”"));
        }
        Some((_, Required::Never)) | None => {}
    }
    if row.is_none() {
        field.documented.push("absent: true".to_owned());
        let open = if is_object { "Whether" } else { "Its type and limits, and whether" };
        field.todo = vec![format!("{open} it is required: the documentation has no row for it")];
    }
    field.doc = description.map(str::to_owned);
    let from_row = row.and_then(|row| row.example.as_deref()).and_then(|cell| example(cell, &field.ty));
    field.example = from_row.or_else(|| member.sample.clone().filter(|sample| fits(sample, &field.ty)));
    field
}

/// The type of a field that is not an object.
fn plain_type(
    member: &Member<'_>,
    named: Option<Named>,
    description: Option<&str>,
    place: Place,
    field: &mut FieldText,
) -> String {
    let sample = member.sample.as_ref();
    let ty = match named {
        Some(Named::Text(_)) => "string".to_owned(),
        Some(Named::Int) => "int".to_owned(),
        Some(Named::Uint) if is_timestamp(&member.name, description) => "timestamp".to_owned(),
        Some(Named::Uint) => "uint".to_owned(),
        Some(Named::Float) => "float".to_owned(),
        Some(Named::Bool) => "bool".to_owned(),
        Some(Named::List) => format!("list<{}>", element(member)),
        Some(Named::Object) => "json".to_owned(),
        None => sample.and_then(of_value).unwrap_or_else(|| "json".to_owned()),
    };
    let ty = if member.is_list && !ty.starts_with("list<") { format!("list<{ty}>") } else { ty };
    let cell = member.row.and_then(|row| row.ty.as_deref());
    if let (None, Some(cell)) = (named, cell) {
        field.todo.push(format!("Its type: in the documentation it is “{cell}”"));
    } else if ty.contains("json") {
        field.todo.push("Its type: the documentation does not describe its contents".to_owned());
    }
    if let (Some(kind), Some(sample)) = (named, sample)
        && !fits(sample, &ty)
    {
        let shown = yaml::value(sample);
        field.todo.push(format!("Its type: the table says {}, and the example has {shown}", kind.in_words()));
    }
    if place == Place::Object || !ty.contains("json") {
        return ty;
    }
    // A parameter is a scalar, or, if it is not in the path, a list of scalars.
    if let Some(cell) = cell.filter(|_| named != Some(Named::List)) {
        field.documented.push(format!("type: {}", yaml::text(cell)));
    }
    if ty.starts_with("list") && place == Place::Parameter {
        "list<string>".to_owned()
    } else {
        "string".to_owned()
    }
}

/// A limit in CJK characters; a pin if it does not fit the field's type or its limit in bytes.
fn limit_cjk(said: Option<usize>, is_text: bool, field: &mut FieldText) {
    let Some(count) = said else { return };
    if is_text && field.max_bytes.is_none_or(|bytes| count.saturating_mul(BYTES_A_CJK) <= bytes) {
        field.max_cjk = Some(count);
        return;
    }
    field.documented.push(format!("max_cjk: {count}"));
    field.todo.push(format!("The limit: {count} CJK characters do not fit its type and its limit in bytes"));
}

/// Whether a number is a Unix timestamp.
fn is_timestamp(name: &str, description: Option<&str>) -> bool {
    let description = description.unwrap_or_default().to_lowercase();
    let words = ["timestamp", "时间戳", "1970"];
    name.to_lowercase().ends_with("timestamp") || words.iter().any(|word| description.contains(word))
}

/// The type of a list's elements.
fn element(member: &Member<'_>) -> String {
    let first = member.sample.as_ref().and_then(Value::as_array).and_then(|elements| elements.first());
    let cell = member.row.and_then(|row| row.example.as_deref());
    let of_cell = || {
        let is_number = |word: &str| word.trim().parse::<i64>().is_ok();
        let is_word = |word: &str| word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
        let words: Vec<&str> = cell?.split(is_comma).collect();
        if words.iter().all(|word| is_number(word)) {
            Some("int".to_owned())
        } else {
            words.iter().all(|word| is_word(word)).then(|| "string".to_owned())
        }
    };
    first.and_then(of_value).or_else(of_cell).unwrap_or_else(|| "json".to_owned())
}

fn is_comma(c: char) -> bool {
    matches!(c, ',' | '，' | '、')
}

/// The type of a value; `None` for null.
fn of_value(value: &Value) -> Option<String> {
    let ty = match value {
        Value::Null => return None,
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "float",
        Value::Number(_) => "int",
        Value::String(_) => "string",
        Value::Object(_) => "json",
        Value::Array(elements) => {
            let inner = elements.first().and_then(of_value).unwrap_or_else(|| "json".to_owned());
            return Some(format!("list<{inner}>"));
        }
    };
    Some(ty.to_owned())
}

/// Whether a value is of a type, as far as its name determines that.
fn fits(value: &Value, ty: &str) -> bool {
    match ty {
        "string" => value.is_string(),
        "int" => value.is_i64(),
        "uint" | "timestamp" => value.is_u64(),
        "float" => value.is_number(),
        "bool" => value.is_boolean(),
        list if list.starts_with("list<") => {
            let inner = list.trim_start_matches("list<").trim_end_matches('>');
            value.as_array().is_some_and(|elements| elements.iter().all(|element| fits(element, inner)))
        }
        _ => false,
    }
}

/// An example as a JSON value, from the text of a cell.
fn example(cell: &str, ty: &str) -> Option<Value> {
    let value = match ty {
        "string" => Value::from(cell),
        "int" | "uint" | "timestamp" => Value::from(cell.parse::<i64>().ok()?),
        "float" => Value::from(cell.parse::<f64>().ok()?),
        "bool" => Value::from(cell.to_lowercase().parse::<bool>().ok()?),
        "list<int>" => cell
            .split(is_comma)
            .map(|word| word.trim().parse::<i64>().ok())
            .collect::<Option<Vec<_>>>()?
            .into(),
        "list<string>" => cell.split(is_comma).map(str::trim).collect::<Vec<_>>().into(),
        _ => return None,
    };
    fits(&value, ty).then_some(value)
}

impl Named {
    fn in_words(self) -> &'static str {
        match self {
            Named::Text(_) => "a text",
            Named::Int | Named::Uint => "an integer",
            Named::Float => "a number",
            Named::Bool => "true or false",
            Named::Object => "an object",
            Named::List => "a list",
        }
    }
}
