//! The parts of a document that each describe one operation.

use super::super::cells::has_bar;
use super::super::table::{Document, Heading, Table, heading};
use super::address::Address;
use super::sample;
use serde_json::{Map, Value};

/// A part of a document that describes one operation.
pub(super) struct Part<'d> {
    /// Its section, usually a number.
    pub(super) section: &'d str,
    pub(super) title: String,
    /// The line of the heading, from 1.
    pub(super) line: usize,
    /// The lines outside of its tables, with their numbers.
    pub(super) lines: Vec<(usize, &'d str)>,
    pub(super) tables: Vec<&'d Table>,
    pub(super) address: Address,
}

/// All parts with a table or an address. A section with several addresses has several parts.
pub(super) fn all<'d>(document: &'d Document, lines: &[&'d str], server: &str) -> Vec<Part<'d>> {
    let mut parts = Vec::new();
    for (position, heading) in document.headings.iter().enumerate() {
        let end = document.headings.get(position + 1).map_or(lines.len() + 1, |next| next.line);
        let numbered = || (heading.line..end).filter_map(|line| Some((line, *lines.get(line - 1)?)));
        let mut begins = vec![heading.line];
        let addresses = numbered()
            .filter(|(_, text)| !has_bar(text) && Address::begins_in(text, server))
            .map(|(line, _)| line);
        for pair in addresses.collect::<Vec<_>>().windows(2) {
            let [before, address] = pair else { continue };
            let mut title = numbered()
                .filter(|(line, text)| line > before && line < address && text.trim_start().starts_with('#'));
            begins.push(title.next_back().map_or(*address, |(line, _)| line));
        }
        for (position, begin) in begins.iter().enumerate() {
            let end = begins.get(position + 1).copied().unwrap_or(end);
            let mut part = part(document, heading, *begin..end, lines, server);
            if let (Some(part), true) = (&mut part, begins.len() > 1) {
                part.title =
                    format!("{} {}", part.heading_above_address(server), heading.title).trim().to_owned();
            }
            parts.extend(part);
        }
    }
    parts
}

fn part<'d>(
    document: &'d Document,
    heading: &'d Heading,
    range: std::ops::Range<usize>,
    lines: &[&'d str],
    server: &str,
) -> Option<Part<'d>> {
    let outside: Vec<(usize, &str)> = range
        .clone()
        .filter_map(|line| Some((line, *lines.get(line - 1)?)))
        .filter(|(_, text)| !has_bar(text))
        .collect();
    let address = Address::find(outside.iter().map(|(_, text)| *text), server);
    let tables: Vec<&Table> = document.tables.iter().filter(|table| range.contains(&table.line)).collect();
    (!tables.is_empty() || address.path.is_some()).then_some(Part {
        section: &heading.section,
        title: heading.title.clone(),
        line: range.start,
        lines: outside,
        tables,
        address,
    })
}

impl<'d> Part<'d> {
    /// The last heading without a number before the address.
    fn heading_above_address(&self, server: &str) -> &'d str {
        let above = self.lines.iter().take_while(|(_, text)| !Address::begins_in(text, server));
        let own = above.filter(|(_, text)| text.trim_start().starts_with('#') && heading(text).is_none());
        own.last().map_or("", |(_, text)| text.trim_start().trim_start_matches('#').trim())
    }

    /// The method; if the document states none, `POST` for a request with parameters.
    pub(super) fn method(&self) -> &str {
        self.address.method.unwrap_or(if self.tables.is_empty() { "GET" } else { "POST" })
    }

    /// Whether a request with its method has a body.
    pub(super) fn has_body(&self) -> bool {
        matches!(self.method(), "POST" | "PUT" | "PATCH")
    }

    /// Whether its query or one of its rows has this name.
    pub(super) fn names(&self, name: &str) -> bool {
        let mut rows = self.tables.iter().flat_map(|table| &table.rows);
        self.address.query.iter().any(|other| other == name) || rows.any(|row| row.name == name)
    }

    /// The line of the heading that begins the description of the reply; `usize::MAX` if there is none.
    pub(super) fn reply_from(&self) -> usize {
        let label = self.lines.iter().find(|(_, text)| is_reply_label(text));
        label.map_or(usize::MAX, |(line, _)| *line)
    }
}

/// What an example shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Request,
    Reply,
}

/// The first example of what is sent and of what comes back, and the lines of those that nobody can tell.
#[derive(Debug, Default)]
pub(super) struct Samples {
    pub(super) request: Option<Map<String, Value>>,
    pub(super) reply: Option<Map<String, Value>>,
    pub(super) open: Vec<usize>,
}

impl Part<'_> {
    /// The examples, by the text before each; where that says nothing, by where they stand. Where the keys of one that
    /// stands below what comes back are rather those of the request, nobody can tell.
    pub(super) fn samples(&self) -> Samples {
        let reply_from = self.reply_from();
        let mut samples = Samples::default();
        let mut depth = 0_usize;
        let mut label = None;
        for (position, (line, text)) in self.lines.iter().enumerate() {
            let is_start = depth == 0 && text.trim_start().starts_with('{');
            let (opened, closed) = (text.matches('{').count(), text.matches('}').count());
            let inside = depth > 0 || is_start;
            if inside {
                depth = (depth + opened).saturating_sub(closed);
            }
            if !inside && !text.trim().is_empty() && !text.trim_start().starts_with("```") {
                label = shown_below(text);
            }
            if !is_start {
                continue;
            }
            let rest: Vec<&str> = self.lines.iter().skip(position).map(|(_, text)| *text).collect();
            let Some(object) = sample::object(&rest) else { continue };
            let by_place = if *line < reply_from { Shown::Request } else { Shown::Reply };
            let shown = label.or_else(|| {
                let is_doubtful = by_place == Shown::Reply && self.is_like_request(&object, reply_from);
                (!is_doubtful).then_some(by_place)
            });
            match shown {
                Some(Shown::Request) => samples.request = samples.request.or(Some(object)),
                Some(Shown::Reply) => samples.reply = samples.reply.or(Some(object)),
                None => samples.open.push(*line),
            }
        }
        samples
    }

    /// Whether more keys of an object are rows of what is sent than of what comes back.
    fn is_like_request(&self, object: &Map<String, Value>, reply_from: usize) -> bool {
        let rows = |of_reply: bool| {
            let tables = self.tables.iter().filter(move |table| (table.line >= reply_from) == of_reply);
            let names = tables.flat_map(|table| &table.rows).map(|row| row.name.as_str());
            names.filter(|name| object.contains_key(*name)).count()
        };
        rows(false) > rows(true)
    }
}

/// The kind of the example below a line, if the line states it.
fn shown_below(line: &str) -> Option<Shown> {
    let line = line.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| line.contains(word));
    let request = says(&["request", "post data", "请求", "提交", "入参", "发送"]);
    let reply = says(&["return", "response", "reply", "result", "output", "返回", "响应", "应答", "出参"]);
    match (request, reply) {
        (true, false) => Some(Shown::Request),
        (false, true) => Some(Shown::Reply),
        (true, true) | (false, false) => None,
    }
}

/// Whether a line is a heading of the reply: `Return instructions`, `返回参数说明`.
fn is_reply_label(line: &str) -> bool {
    const MAX_CHARS: usize = 60;
    let label = line.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '#' | '*' | '.') || c.is_ascii_digit()
    });
    let label = label.to_lowercase();
    let words = ["return", "response", "reply", "result", "output", "返回", "响应", "应答", "出参"];
    label.chars().count() <= MAX_CHARS && words.iter().any(|word| label.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::is_reply_label;

    #[test]
    fn headings_of_replies_are_recognised() {
        for label in ["Return instructions", "## Response", "**返回参数说明**", "1. Reply:"] {
            assert!(is_reply_label(label), "{label}");
        }
        let sentence = "Returned tickets are shown to the person who checks them, and nobody else.";
        for other in ["Request", "The reply", "{ \"result\": 1 }", sentence] {
            assert!(!is_reply_label(other), "{other}");
        }
    }
}
