//! Printing the lines of a text in the layout.

use specwright::yaml;

use super::edits::{Edit, edits};
use super::roles::{Role, Sheet};

/// The comment by which editors find the schema of a file.
const MODELINE: &str = "yaml-language-server:";

/// Everything that belongs to the layout.
pub(super) fn whole(text: &str) -> String {
    let parsed = yaml::parse(text);
    if !parsed.marks.is_empty() || text.contains('\t') {
        // YAML features that the dialect does not use, and tabs, are not reindented.
        return ends(text);
    }
    let sheet = Sheet::new(text, &parsed);
    let printer = Printer { sheet: &sheet, edits: edits(text, &parsed), indent: true };
    modeline_first(printer.lines())
}

/// Normalises only the ends of the lines and of the file.
pub(super) fn ends(text: &str) -> String {
    let sheet = Sheet::new(text, &yaml::parse(text));
    joined(&Printer { sheet: &sheet, edits: Vec::new(), indent: false }.lines())
}

struct Printer<'s, 't> {
    sheet: &'s Sheet<'t>,
    edits: Vec<Edit>,
    /// Whether lines may move to the left and to the right.
    indent: bool,
}

impl Printer<'_, '_> {
    fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        // By how many columns the line that others follow was moved.
        let mut moved = (0, 0);
        for line in 0..self.sheet.len() {
            let role = self.sheet.role(line);
            if let Role::Starts { old, new } = role {
                moved = (old, new);
            }
            let printed = match role {
                Role::Blank => String::new(),
                Role::Content { old, new } if self.indent => content(self.sheet.line(line), old, new),
                Role::Content { .. } => self.sheet.line(line).to_owned(),
                Role::Starts { new, .. } if self.indent => self.at(line, new),
                Role::Comment if self.indent => self.at(line, self.column_of_comment(line)),
                Role::Follows if self.indent => {
                    let column = self.sheet.column(line);
                    self.at(line, (column + moved.1).saturating_sub(moved.0))
                }
                Role::Starts { .. } | Role::Comment | Role::Follows => self.at(line, self.sheet.column(line)),
            };
            let is_blank = role == Role::Blank;
            let after_blank = lines.last().is_none_or(|line| line.is_empty()) && !self.ends_content(line);
            if is_blank && after_blank {
                continue;
            }
            if self.indent && self.sheet.apart.contains(&line) && !after_blank {
                lines.push(String::new());
            }
            lines.push(printed);
        }
        let is_content = |line: usize| matches!(self.sheet.role(line), Role::Content { .. });
        if !self.sheet.len().checked_sub(1).is_some_and(is_content) {
            while lines.last().is_some_and(String::is_empty) {
                lines.pop();
            }
        }
        lines
    }

    /// Whether an empty line before this one is part of a text.
    fn ends_content(&self, line: usize) -> bool {
        line.checked_sub(1).is_some_and(|before| matches!(self.sheet.role(before), Role::Content { .. }))
    }

    /// A line at a column, with its inner spaces normalised.
    fn at(&self, line: usize, column: usize) -> String {
        let range = self.sheet.range(line);
        let text = self.sheet.line(line);
        let mut printed = " ".repeat(column);
        let mut done = self.sheet.column(line);
        for (edit, wanted) in &self.edits {
            if edit.start >= range.start && edit.end <= range.end {
                printed.push_str(text.get(done..edit.start - range.start).unwrap_or_default());
                printed.push_str(wanted);
                done = edit.end - range.start;
            }
        }
        printed.push_str(text.get(done..).unwrap_or_default());
        printed.truncate(printed.trim_end_matches([' ', '\t', '\r']).len());
        printed
    }

    /// A comment moves with the line after it, or with a level above it that is still open.
    fn column_of_comment(&self, line: usize) -> usize {
        let column = self.sheet.column(line);
        let starts = |line: usize| match self.sheet.role(line) {
            Role::Starts { old, new } => Some((old, new)),
            _ => None,
        };
        let next = (line + 1..self.sheet.len()).find_map(starts);
        let mut open = usize::MAX;
        let above = (0..line).rev().filter_map(starts).filter(|(old, _)| {
            let is_open = *old < open;
            open = open.min(*old);
            is_open
        });
        let levels: Vec<(usize, usize)> = next.into_iter().chain(above).collect();
        let same = levels.iter().find(|(old, _)| *old == column);
        same.or(levels.first()).map_or(0, |(_, new)| *new)
    }
}

/// A line of a block text: the indentation is replaced, further spaces remain.
fn content(line: &str, old: usize, new: usize) -> String {
    let spaces = line.len() - line.trim_start_matches(' ').len();
    match line.get(old.min(spaces)..) {
        Some("") | None => String::new(),
        Some(own) => " ".repeat(new) + own,
    }
}

/// Moves the modeline before the other comments at the top.
fn modeline_first(mut lines: Vec<String>) -> String {
    let is_modeline = |line: &String| {
        line.strip_prefix('#').is_some_and(|comment| comment.trim_start().starts_with(MODELINE))
    };
    let top = lines.iter().take_while(|line| line.is_empty() || line.starts_with('#')).count();
    if let Some(at) = lines.iter().take(top).position(is_modeline).filter(|at| *at > 0) {
        let modeline = lines.remove(at);
        lines.insert(0, modeline);
    }
    joined(&lines)
}

fn joined(lines: &[String]) -> String {
    lines.iter().map(|line| line.clone() + "\n").collect()
}
