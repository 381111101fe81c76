//! What the search of the book finds: the sections of all pages as plain text.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::json;

use super::File;
use super::markdown::Slugs;

/// A section of a page.
#[derive(Default)]
struct Section {
    anchor: String,
    heading: String,
    text: String,
}

/// The sections as a script that hands them over: a page that is opened from a disk can load scripts, and no data.
pub(super) fn index(pages: &[File]) -> String {
    let mut documents = Vec::new();
    for page in pages.iter().filter(|page| page.path.ends_with(".md")) {
        let path = match page.path.strip_suffix("README.md") {
            Some(folder) => format!("{folder}index.html"),
            None => page.path.replace(".md", ".html"),
        };
        let sections = sections(&page.contents);
        let title =
            sections.iter().map(|section| section.heading.clone()).find(|heading| !heading.is_empty());
        let title = title.unwrap_or_default();
        for section in sections.into_iter().filter(|section| !section.heading.is_empty()) {
            documents.push(json!({
                "id": format!("{path}#{}", section.anchor),
                "page": title,
                "heading": section.heading,
                "text": section.text.split_whitespace().collect::<Vec<_>>().join(" "),
            }));
        }
    }
    format!("window.specwrightReference = {};\n", serde_json::Value::from(documents))
}

fn sections(page: &str) -> Vec<Section> {
    let mut slugs = Slugs::default();
    let mut sections = vec![Section::default()];
    let mut is_heading = false;
    for event in Parser::new_ext(page, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        let Some(section) = sections.last_mut() else { continue };
        match event {
            Event::Start(Tag::Heading { .. }) => {
                sections.push(Section::default());
                is_heading = true;
            }
            Event::End(TagEnd::Heading(_)) => {
                section.anchor = slugs.of(&section.heading);
                is_heading = false;
            }
            Event::Text(text) | Event::Code(text) if is_heading => section.heading.push_str(&text),
            Event::Text(text) | Event::Code(text) => section.text.push_str(&text),
            Event::Start(_)
            | Event::End(
                TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::CodeBlock | TagEnd::TableRow,
            )
            | Event::SoftBreak
            | Event::HardBreak => section.text.push(' '),
            Event::End(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Rule
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }
    sections
}
