//! Keys that include their colon and the bracket after it.

use super::super::super::file::File;
use super::odd::{full_width_sign, no_space_after_colon};
use crate::diagnostics::Diagnostic;
use crate::source::Lines;
use crate::yaml::SpanNode;

/// A colon that YAML regards as part of the text, followed by a bracket that is also part of it.
const SIGNS: [&str; 6] = [":{", ":[", "：{", "：[", "： {", "： ["];

/// The diagnostics for keys such as `title:{type`, which YAML reads from `title:{type: string}` where a line may begin
/// with a key.
pub(in super::super) fn keys_with_brackets(file: &File<'_>) -> Vec<Diagnostic> {
    if !has_sign(file.text) {
        return Vec::new();
    }
    let lines = Lines::new(file.text);
    let mut found = Vec::new();
    let mut waiting: Vec<&SpanNode> = vec![&file.parsed().root];
    while let Some(node) = waiting.pop() {
        waiting.extend(node.children().iter().rev());
        let Some(key) = node.key.clone() else { continue };
        let text = file.slice(key.clone());
        if text.starts_with(['"', '\'']) || !has_sign(text) {
            continue;
        }
        let (line, _) = lines.position(key.start);
        let rest = key.start..lines.line(line).end;
        found.extend(full_width_sign(file, rest.clone()).or_else(|| no_space_after_colon(file, rest)));
    }
    found
}

fn has_sign(text: &str) -> bool {
    SIGNS.iter().any(|sign| text.contains(sign))
}
