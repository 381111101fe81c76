//! Finds the headings without a number that describe an operation.

use std::collections::BTreeSet;

use super::super::table::{heading, title};
use super::address::Address;

/// A heading without a number.
struct Unnumbered<'d> {
    /// The number of `#`.
    level: usize,
    title: &'d str,
    /// The index of the line below it.
    below: usize,
}

/// The headings without a number, before the first with a number, that are followed by an address. If the nearest
/// heading is a generic label or not unique, the one around it is used.
pub(super) fn of_operations<'d>(lines: &[&'d str], server: &str) -> BTreeSet<&'d str> {
    let (headings, end) = without_number(lines);
    let is_name = |one: &Unnumbered<'_>| {
        !is_label(one.title) && headings.iter().filter(|other| other.title == one.title).count() == 1
    };
    let mut found = BTreeSet::new();
    for (position, one) in headings.iter().enumerate() {
        let end = headings.get(position + 1).map_or(end, |next| next.below - 1);
        let below = lines.get(one.below..end).unwrap_or_default();
        let address = Address::find(below.iter().copied(), server);
        if address.method.is_none() || address.path.is_none() {
            continue;
        }
        let mut level = one.level + 1;
        let around = headings.iter().take(position + 1).rev().filter(|other| {
            let is_around = other.level < level;
            level = level.min(other.level);
            is_around
        });
        found.extend(around.into_iter().find(|other| is_name(other)).map(|other| other.title));
    }
    found
}

/// All headings before the first with a number, and the line index of that one.
fn without_number<'d>(lines: &[&'d str]) -> (Vec<Unnumbered<'d>>, usize) {
    let mut fenced = false;
    let mut found = Vec::new();
    for (position, line) in lines.iter().enumerate() {
        let line = line.trim();
        if line.starts_with("```") || line.starts_with("~~~") {
            fenced = !fenced;
        } else if heading(line).is_some() && !fenced {
            return (found, position);
        } else if let Some(title) = title(line).filter(|_| !fenced) {
            let level = line.chars().take_while(|c| *c == '#').count();
            found.push(Unnumbered { level, title, below: position + 1 });
        }
    }
    (found, lines.len())
}

/// Whether a heading is a generic label, and not the name of an operation.
fn is_label(title: &str) -> bool {
    const LABELS: [&str; 14] = [
        "request",
        "url",
        "uri",
        "address",
        "endpoint",
        "method",
        "http",
        "parameter",
        "call",
        "example",
        "请求",
        "接口地址",
        "参数",
        "示例",
    ];
    let title = title.to_lowercase();
    LABELS.iter().any(|label| title.starts_with(label))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_that_names_the_operation_is_found() {
        let text = "# Shop\n## Sell\n### Request\nPOST /sales\n### Response\n## Refund\nMethod: POST\n\nhttps://a.example/refunds\n\
                    ## Words\n```\n# Lines\na\n```\n## 退款\n### 请求\nDELETE /sales\n# 2 Numbers\nPOST /numbers\n";
        let lines: Vec<&str> = text.lines().collect();
        let found = of_operations(&lines, "https://a.example");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["Refund", "Sell", "退款"]);
        // Two headings with the same text: the ones around them are used.
        let lines = ["# Sales", "## Add", "POST /sales", "# Pets", "## Add", "POST /pets"];
        assert_eq!(of_operations(&lines, "").into_iter().collect::<Vec<_>>(), ["Pets", "Sales"]);
        assert!(of_operations(&["POST /sales", "# Request", "POST /pets"], "").is_empty());
    }
}
