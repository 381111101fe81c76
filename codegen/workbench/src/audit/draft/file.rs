//! A file of the spec that is being drafted.

use super::Drafted;
use super::field_text::FieldText;
use super::naming;
use crate::format;
use crate::yaml_text as yaml;
use specwright::diagnostics::{Place, Spot};
use specwright::names;
use specwright::source::Source;

/// A file of the spec, in the order in which it is written.
pub(super) struct File {
    pub(super) path: String,
    pub(super) section: String,
    pub(super) line: usize,
    /// Complete lines before the fields.
    pub(super) head: Vec<String>,
    /// The mappings of fields, each with its key: `fields`, `query`.
    pub(super) groups: Vec<(&'static str, Vec<FieldText>)>,
    /// Complete lines after the fields.
    pub(super) tail: Vec<String>,
}

impl File {
    pub(super) fn drafted(&self) -> Drafted {
        let lines = |lines: &[String]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
        let mut text = lines(&self.head);
        for (key, fields) in &self.groups {
            let fields: Vec<String> = fields.iter().map(|field| field.print(2)).collect();
            text.push_str(&format!("{key}:\n{}", fields.join("\n")));
        }
        text.push_str(&lines(&self.tail));
        // Text that cannot be formatted is left unchanged, and `check` reports it.
        let text = format::format(&Source::new(self.path.as_str(), text.as_str())).unwrap_or(text);
        let (path, section) = (self.path.clone(), self.section.clone());
        Drafted { path, text, section, document_line: self.line }
    }

    /// Renames fields whose names would be equal in Rust.
    pub(super) fn with_free_names(mut self) -> File {
        let mut taken: Vec<String> = Vec::new();
        for field in self.groups.iter_mut().flat_map(|(_, fields)| fields) {
            let own = names::field(&field.wire);
            let name = naming::free(own.clone(), "_", |name| taken.iter().any(|other| other == name));
            field.name = (name != own).then(|| name.clone());
            taken.push(name);
        }
        self
    }

    /// Removes the example at a place, and leaves a `TODO`.
    pub(super) fn drop_example(&mut self, place: &Place) {
        let (Spot::Value(path) | Spot::Key(path)) = &place.spot else { return };
        let [group, wire, ..] = path.as_slice() else { return };
        let fields = self.groups.iter_mut().filter(|(key, _)| key == group).flat_map(|(_, fields)| fields);
        for field in fields.filter(|field| field.wire == *wire) {
            if let Some(example) = field.example.take() {
                let example = yaml::value(&example);
                field.todo.push(format!(
                    "An example: that of the documentation violates the rules above: {example}"
                ));
            }
        }
    }
}
