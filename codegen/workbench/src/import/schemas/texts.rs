//! Documentation and examples.

use super::{Import, Typed};
use crate::import::draft::{Field, Texts};
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::value::Value;

/// The documentation of something with a summary and a description.
pub(in crate::import) fn doc(summary: Option<&str>, description: Option<&str>) -> Option<String> {
    let clean = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let (summary, description) = (summary.and_then(clean), description.and_then(clean));
    match (summary, description) {
        (Some(summary), Some(description)) if !description.starts_with(summary.trim_end_matches('.')) => {
            Some(format!("{summary}\n\n{description}"))
        }
        (summary, description) => description.or(summary),
    }
}

impl<'d> Import<'d> {
    /// The texts of a declaration. `owns` whether the notes describe the declaration itself.
    pub(super) fn texts(&mut self, notes: &[(&'d str, Part<'d>)], owns: bool) -> Texts {
        if !owns {
            return Texts::default();
        }
        for (name, part) in notes {
            match *name {
                "example" | "examples" => self.lose(Loss::Example, &part.at, "an example of a whole schema"),
                "readOnly" | "writeOnly" if part.value.is_true() => {
                    self.lose(Loss::Keyword, &part.at, format!("`{name}` of a schema that has a name"));
                }
                _ => {}
            }
        }
        self.words(notes)
    }

    fn words(&mut self, notes: &[(&'d str, Part<'d>)]) -> Texts {
        let note =
            |keyword: &str| notes.iter().find(|(name, _)| *name == keyword).map(|(_, part)| part.clone());
        let title = note("title").filter(|part| part.value.as_text().is_some());
        let description = note("description").and_then(|part| part.value.as_text());
        if let (Some(title), Some(_)) = (&title, description) {
            self.lose(Loss::Title, &title.at, title.value.as_text().unwrap_or_default());
        }
        let mut doc = doc(None, description.or(title.and_then(|part| part.value.as_text())));
        if let Some(link) = note("externalDocs").and_then(|docs| link(&docs)) {
            doc = Some(doc.map_or(link.clone(), |doc| format!("{doc}\n\n{link}")));
        }
        let deprecated = note("deprecated").is_some_and(|part| part.value.is_true());
        Texts { doc, deprecated }
    }

    /// A field with a type and what the schema says about its use.
    pub(in crate::import) fn field_of(
        &mut self,
        wire: &str,
        at: &str,
        typed: Typed<'d>,
        required: bool,
    ) -> Field {
        let texts = self.words(&typed.notes);
        let read_only = typed.has_note("readOnly");
        let write_only = typed.has_note("writeOnly") && !read_only;
        let default = typed.note("default").cloned();
        let example = self.example(&typed);
        let mut keys = typed.keys;
        if let Some(constant) = &typed.constant {
            self.constant(constant, required && !read_only && !write_only, &typed.ty, &mut keys);
        }
        let is_constant = keys.iter().any(|(key, _)| *key == "const");
        if let Some(default) = default.filter(|_| !is_constant) {
            match default.value {
                Value::Null => {}
                Value::List(_) | Value::Object(_) => {
                    self.lose(Loss::Default, &default.at, "a default that is not a single value");
                }
                _ if required => self.lose(Loss::Default, &default.at, "the default of a required field"),
                value => keys.insert(0, ("default", value.clone())),
            }
        }
        keys.extend(example.filter(|_| !is_constant).map(|example| ("example", example)));
        Field {
            wire: wire.to_owned(),
            at: at.to_owned(),
            ty: typed.ty,
            required,
            read_only,
            write_only,
            nullable: typed.nullable,
            texts,
            keys,
        }
    }

    /// A constant that is always sent, or a limit that only the constant satisfies.
    pub(super) fn constant(
        &mut self,
        constant: &Part<'d>,
        is_sent: bool,
        ty: &crate::import::draft::Ty,
        keys: &mut Vec<(&'static str, Value)>,
    ) {
        match (constant.value, ty.as_scalar()) {
            (_, Some(_)) if is_sent => keys.insert(0, ("const", constant.value.clone())),
            (Value::Text(text), Some("string")) => {
                let escaped = regex_syntax::escape(text);
                keys.push(("pattern", Value::Text(format!("^{escaped}$"))));
            }
            (Value::Int(_), Some("int")) => {
                keys.extend([("min", constant.value.clone()), ("max", constant.value.clone())]);
            }
            _ => {
                self.lose(Loss::Constant, &constant.at, "a field that is optional, and else always the same")
            }
        }
    }

    /// The first example.
    fn example(&mut self, typed: &Typed<'d>) -> Option<Value> {
        let one = typed.note("example").cloned();
        let mut several: Vec<Part<'d>> = match typed.note("examples") {
            Some(list) if matches!(list.value, Value::List(_)) => list.elements().collect(),
            Some(other) => vec![other.clone()],
            None => Vec::new(),
        };
        if one.is_none() && several.len() > 1 {
            let rest = several.len() - 1;
            let at = several.get(1).map(|part| part.at.to_string()).unwrap_or_default();
            self.lose(Loss::FurtherExample, &at, format!("{rest} more"));
        }
        let first = one.or_else(|| (!several.is_empty()).then(|| several.remove(0)))?;
        if *first.value == Value::Null {
            return None;
        }
        Some(first.value.clone())
    }
}

/// A link to the documentation elsewhere.
fn link(docs: &Part<'_>) -> Option<String> {
    let url = docs.text("url")?.trim();
    let words = docs.text("description").map(str::trim).filter(|words| !words.is_empty());
    Some(match words {
        Some(words) if !words.contains(['[', ']', '\n']) => format!("[{words}]({url})"),
        _ => format!("See <{url}>."),
    })
}
