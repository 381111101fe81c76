//! Looks through references and other schemas around a schema that say nothing about its values.

use super::Import;
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::value::Value;

/// A schema without what is around it.
#[derive(Debug)]
pub(super) struct Peeled<'d> {
    pub(super) part: Part<'d>,
    /// Whether null is a value besides.
    pub(super) nullable: bool,
    /// The keywords around it that say something about this use, the outermost first.
    pub(super) notes: Vec<(&'d str, Part<'d>)>,
    /// Whether a reference led to it.
    pub(super) is_referenced: bool,
}

/// The keywords that say something about a use of a schema, not about its values.
pub(super) const NOTES: [&str; 9] = [
    "default",
    "deprecated",
    "description",
    "example",
    "examples",
    "externalDocs",
    "readOnly",
    "title",
    "writeOnly",
];

/// Maximum number of schemas around another one.
const MOST: usize = 64;

impl<'d> Import<'d> {
    /// Looks through a schema; `None` if nothing is behind it, which is reported.
    pub(super) fn peel(&mut self, part: Part<'d>) -> Option<Peeled<'d>> {
        let start = part.at.clone();
        let mut peeled = Peeled { part, nullable: false, notes: Vec::new(), is_referenced: false };
        for _ in 0..MOST {
            let Some((inner, keyword)) = inner(&peeled.part) else { return Some(peeled) };
            self.take_notes(&mut peeled);
            peeled.is_referenced = keyword == "$ref";
            peeled.part = if peeled.is_referenced {
                let reference = inner.value.as_text().unwrap_or_default();
                let Some(target) = self.references.resolve(reference) else {
                    let what = format!("`{reference}` leads nowhere in the document");
                    self.lose(Loss::Reference, &peeled.part.at, what);
                    return None;
                };
                target
            } else {
                inner
            };
        }
        self.lose(Loss::ReferenceCycle, &start, "the schema leads to itself");
        None
    }

    fn take_notes(&mut self, peeled: &mut Peeled<'d>) {
        let part = peeled.part.clone();
        for (name, inner) in part.members() {
            if NOTES.contains(&name) {
                if peeled.notes.iter().all(|(known, _)| *known != name) {
                    peeled.notes.push((name, inner));
                }
            } else if name == "nullable" {
                peeled.nullable |= inner.value.is_true();
            } else if matches!(name, "oneOf" | "anyOf") {
                peeled.nullable |= inner.value.elements().iter().any(is_null);
            } else if name.starts_with("x-") {
                self.lose(Loss::Extension, &inner.at, name);
            }
        }
    }
}

/// The schema that a schema is only a frame of, and the keyword that holds it.
fn inner<'d>(part: &Part<'d>) -> Option<(Part<'d>, &'static str)> {
    let only = |keyword: &str| {
        part.value.members().iter().all(|(name, value)| {
            name == keyword
                || name == "nullable"
                || NOTES.contains(&name.as_str())
                || name.starts_with("x-")
                // Beside a schema of an object, the type says nothing new.
                || name == "type" && keyword != "$ref" && *value == Value::from("object")
        })
    };
    if part.text("$ref").is_some() {
        return part.get("$ref").filter(|_| only("$ref")).map(|reference| (reference, "$ref"));
    }
    let branches = |keyword: &str| part.get(keyword).filter(|_| only(keyword));
    if let Some(list) = branches("allOf")
        && let [_] = list.value.elements()
    {
        return list.elements().next().map(|one| (one, "allOf"));
    }
    for keyword in ["oneOf", "anyOf"] {
        if let Some(list) = branches(keyword) {
            let mut others = list.elements().filter(|branch| !is_null(branch.value));
            if let (Some(one), None) = (others.next(), others.next()) {
                return Some((one, keyword));
            }
        }
    }
    None
}

/// Whether null is the only value of a schema.
pub(super) fn is_null(schema: &Value) -> bool {
    let is_word = |value: &Value| *value == Value::from("null") || *value == Value::List(vec!["null".into()]);
    schema.get("type").is_some_and(is_word)
        || schema.get("const") == Some(&Value::Null)
        || matches!(schema.get("enum"), Some(Value::List(values)) if matches!(values.as_slice(), [Value::Null]))
}
