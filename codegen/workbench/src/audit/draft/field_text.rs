//! Writes fields of drafts as YAML in block style, to be formatted by `format`.

use serde_json::Value;

use crate::yaml_text;

/// A field to be written.
#[derive(Default)]
pub(super) struct FieldText {
    pub(super) wire: String,
    /// The Rust name, if the one made from the wire name is taken.
    pub(super) name: Option<String>,
    pub(super) ty: String,
    pub(super) required: bool,
    pub(super) max_bytes: Option<usize>,
    pub(super) max_cjk: Option<usize>,
    pub(super) max: Option<u64>,
    /// The pins, each as `key: value`.
    pub(super) documented: Vec<String>,
    pub(super) doc: Option<String>,
    pub(super) example: Option<Value>,
    /// Questions that the document does not answer.
    pub(super) todo: Vec<String>,
}

impl FieldText {
    /// The lines of the field, indented by this number of spaces.
    pub(super) fn print(&self, indent: usize) -> String {
        let outer = " ".repeat(indent);
        let mut lines = vec![format!("type: {}", yaml_text::text(&self.ty))];
        lines.extend(self.name.as_ref().map(|name| format!("name: {name}")));
        if self.required {
            lines.push("required: true".to_owned());
        }
        lines.extend(self.max_bytes.map(|limit| format!("max_bytes: {limit}")));
        lines.extend(self.max_cjk.map(|limit| format!("max_cjk: {limit}")));
        lines.extend(self.max.map(|limit| format!("max: {limit}")));
        if !self.documented.is_empty() {
            lines.push(format!("documented: {{ {} }}", self.documented.join(", ")));
        }
        lines.push(yaml_text::prose("doc", self.doc.as_deref().unwrap_or("TODO. Describe it."), indent + 2));
        lines.extend(self.example.as_ref().map(|example| format!("example: {}", yaml_text::value(example))));
        lines.extend(self.todo.iter().map(|todo| yaml_text::comment(&format!("TODO. {todo}"), indent + 2)));
        let lines: String = lines.iter().map(|line| format!("{outer}  {line}\n")).collect();
        format!("{outer}{}:\n{lines}", yaml_text::text(&self.wire))
    }
}
