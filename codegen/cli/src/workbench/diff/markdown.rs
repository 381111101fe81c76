//! A comparison in GitHub's Markdown: an entry of a changelog, or a comment on a pull request.

use specwright_workbench::changes::{Effect, Kind, Level};

use super::report::{Judged, Report};
use super::text::{direction, old_and_new, short, verdicts};

impl Report {
    pub(super) fn to_markdown(&self) -> String {
        let base = &self.base;
        let mut text = format!("### API changes since {} ({})\n", code(&base.revision), short(&base.commit));
        if self.changes.is_empty() {
            text.push_str("\nNothing changed.\n");
            return text;
        }
        let open = self.open().count();
        if open > 0 {
            let they = if open == 1 { "1 change breaks" } else { &format!("{open} changes break") };
            text.push_str(&format!(
                "\n**{they} something, and neither the version nor the spec accepts it.**\n"
            ));
        }
        for (title, of_group) in GROUPS {
            let mut changes = self.changes.iter().filter(|judged| of_group(judged)).peekable();
            if changes.peek().is_some() {
                text.push_str(&format!("\n#### {title}\n\n"));
            }
            text.extend(changes.map(item));
        }
        text.push_str(&format!("\n{}.\n", escaped(&upper_first(&self.summary()))));
        if let Some(version) = self.version() {
            text.push_str(&format!("{}.\n", escaped(&upper_first(&version))));
        }
        for (suggestion, lines) in self.suggestions() {
            text.push_str(&format!("\n{}\n\n{}", escaped(&upper_first(&suggestion)), block(&lines)));
        }
        text
    }
}

/// A heading, and which changes are listed under it.
type Group = (&'static str, fn(&Judged) -> bool);

const GROUPS: [Group; 4] = [
    ("Breaking", |judged| judged.change.level() == Level::Major),
    ("Added", |judged| judged.change.level() == Level::Minor && judged.change.old.is_none()),
    ("Changed", |judged| match judged.change.level() {
        Level::Major => false,
        Level::Minor => judged.change.old.is_some(),
        Level::Patch => judged.change.kind != Kind::DocsChanged,
    }),
    ("Documentation", |judged| judged.change.kind == Kind::DocsChanged),
];

fn item(judged: &Judged) -> String {
    let change = &judged.change;
    let mut text = format!(
        "- **{}** {}{}{}\n",
        code(&change.at),
        change.kind,
        direction(change),
        old_and_new(change, escaped)
    );
    for (name, verdict) in verdicts(change) {
        // A changelog omits what a change does not affect.
        if verdict.effect == change_effect(judged) && verdict.effect != Effect::None {
            text.push_str(&format!("  - {name}: {}\n", escaped(&verdict.reason)));
        }
    }
    if let Some(reason) = &judged.accepted {
        text.push_str(&format!("  - Accepted: {}\n", escaped(reason)));
    }
    text
}

/// The greatest effect of the change.
fn change_effect(judged: &Judged) -> Effect {
    let change = &judged.change;
    change.rust.effect.max(change.wire.effect).max(change.limits.effect)
}

/// A code span with any text.
fn code(text: &str) -> String {
    let text = one_line(text);
    let fence = "`".repeat(longest_ticks(&text) + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// A code block.
fn block(lines: &[String]) -> String {
    let fence = "`".repeat(lines.iter().map(|line| longest_ticks(line)).max().unwrap_or_default().max(2) + 1);
    format!("{fence}\n{}\n{fence}\n", lines.join("\n"))
}

fn longest_ticks(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

/// Escapes Markdown, HTML and mentions outside of code spans.
fn escaped(text: &str) -> String {
    let text = one_line(text);
    let pieces: Vec<&str> = text.split('`').collect();
    let spans_close = pieces.len() % 2 == 1;
    let mut escaped = String::new();
    for (position, piece) in pieces.iter().enumerate() {
        if spans_close && position % 2 == 1 {
            escaped.push_str(&if piece.is_empty() { "\\`\\`".to_owned() } else { format!("`{piece}`") });
            continue;
        }
        if !spans_close && position > 0 {
            escaped.push_str("\\`");
        }
        for sign in piece.chars() {
            match sign {
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '&' => escaped.push_str("&amp;"),
                // A zero-width space prevents that GitHub notifies a user.
                '@' => escaped.push_str("@\u{200B}"),
                '\\' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '$' => escaped.extend(['\\', sign]),
                _ => escaped.push(sign),
            }
        }
    }
    escaped
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{code, escaped};

    #[test]
    fn markdown_is_escaped_outside_of_code_spans() {
        assert_eq!(
            escaped("a | b <b>bold</b> *x* _y_ [z](u)"),
            "a \\| b &lt;b&gt;bold&lt;/b&gt; \\*x\\* \\_y\\_ \\[z\\](u)"
        );
        assert_eq!(escaped("of `list<int>` & `a_b`"), "of `list<int>` &amp; `a_b`");
        assert_eq!(escaped("one ` alone_"), "one \\` alone\\_");
        assert_eq!(escaped("two\n lines, for @someone"), "two lines, for @\u{200B}someone");
        assert_eq!(escaped("empty `` span"), "empty \\`\\` span");
    }

    #[test]
    fn a_code_span_can_contain_any_name() {
        assert_eq!(code("BaseInfo.title"), "`BaseInfo.title`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`a`"), "`` `a` ``");
    }
}
