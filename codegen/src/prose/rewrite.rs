//! Parses a text, makes it safe, and writes it again.

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream,
};
use pulldown_cmark_to_cmark::{Options as Style, cmark_with_options};

use super::address::{self, Part};
use super::lines::Fence;
use super::visible::shown;

/// The extensions of rustdoc that the spec may use. Its other extensions are not parsed, so that their punctuation is
/// escaped.
pub(super) const EXTENSIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// Maximum number of quotes, lists and other elements inside each other. Every line repeats the signs of all those that it is
/// in.
const MAX_DEPTH: usize = 64;

/// The text in the normal form; `None` if it cannot be written or is nested too deep.
pub(super) fn rewritten(text: &str) -> Option<String> {
    let mut pass = Pass::default();
    let mut depth = 0_usize;
    for event in TextMergeStream::new(Parser::new_ext(text, EXTENSIONS)) {
        match event {
            Event::Start(_) if depth == MAX_DEPTH => return None,
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        pass.take(event);
    }
    write(pass.events)
}

/// Escapes words to be inserted into a line after other words.
pub(super) fn escaped(words: &str) -> String {
    // After a word, the writer does not escape what is special at the beginning of a line only: `1.1`.
    const WORD: &str = "x ";
    let mut pass = Pass::default();
    pass.events.push(Event::Start(Tag::Paragraph));
    pass.words(&format!("{WORD}{words}"));
    pass.events.push(Event::End(TagEnd::Paragraph));
    let text = write(pass.events).unwrap_or_default();
    text.strip_prefix(WORD).unwrap_or_default().to_owned()
}

fn write(events: Vec<Event<'_>>) -> Option<String> {
    let style = Style {
        code_block_token_count: 3,
        list_token: '-',
        increment_ordered_list_bullets: true,
        ..Style::default()
    };
    let mut text = String::new();
    cmark_with_options(TextMergeStream::new(events.into_iter()), &mut text, EXTENSIONS, style).ok()?;
    Some(tidy(&text))
}

/// Removes trailing spaces, and the space and the empty line that the writer puts before the lines of a
/// quote.
fn tidy(text: &str) -> String {
    let (mut fence, mut was_quote) = (Fence::default(), false);
    let mut lines: Vec<&str> = Vec::new();
    for line in text.trim_matches('\n').split('\n') {
        let is_code = fence.holds(line);
        let line = line.trim_end_matches(' ');
        let is_quote = !is_code && line.trim_start_matches(' ').starts_with('>');
        if is_code || !is_quote {
            lines.push(line);
        } else if was_quote || line.trim_start_matches(' ') != ">" {
            lines.push(line.strip_prefix(' ').unwrap_or(line));
        }
        was_quote = is_quote;
    }
    lines.join("\n")
}

/// The treatment of a link.
enum Link {
    /// It remains a link.
    Kept,
    /// Its text remains, followed by this text.
    Replaced(String),
}

#[derive(Default)]
struct Pass<'a> {
    events: Vec<Event<'a>>,
    links: Vec<Link>,
    /// Number of links among them that stay links.
    kept: usize,
    in_code: bool,
}

impl<'a> Pass<'a> {
    fn take(&mut self, event: Event<'a>) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => {
                self.in_code = true;
                self.events.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced("text".into()))));
            }
            Event::End(TagEnd::CodeBlock) => {
                self.in_code = false;
                // Without a trailing line break, the block would not be closed.
                if matches!(self.events.last(), Some(Event::Text(text)) if !text.ends_with('\n')) {
                    self.events.push(Event::Text("\n".into()));
                }
                self.events.push(event);
            }
            Event::Start(Tag::Heading { level, .. }) => {
                let (level, attrs) = (below_the_title(level), Vec::new());
                self.events.push(Event::Start(Tag::Heading { level, id: None, classes: Vec::new(), attrs }));
            }
            Event::End(TagEnd::Heading(level)) => {
                self.events.push(Event::End(TagEnd::Heading(below_the_title(level))));
            }
            Event::Start(Tag::HtmlBlock) => self.events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => self.events.push(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                self.open_link(link_type, dest_url, title);
            }
            // An image becomes a link: documentation loads nothing from other sites.
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                self.open_link(LinkType::Inline, dest_url, title);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => self.close_link(),
            Event::Text(text) if self.in_code => self.code_lines(&text),
            Event::Text(text) => self.words(&text),
            Event::Html(text) => self.html_lines(&text),
            Event::InlineHtml(text) => self.words(&text),
            Event::Code(text) => self.events.push(Event::Code(shown(&text).into())),
            // Spaces at the end of a line would be invisible.
            Event::HardBreak => self.events.extend([Event::InlineHtml("\\".into()), Event::SoftBreak]),
            Event::Start(_)
            | Event::End(_)
            | Event::SoftBreak
            | Event::Rule
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => self.events.push(event),
        }
    }

    /// Text outside of code, in which addresses become links.
    fn words(&mut self, text: &str) {
        let text = shown(text);
        if self.kept > 0 {
            self.events.push(Event::Text(text.into()));
            return;
        }
        for part in address::parts(&text) {
            match part {
                Part::Words(words) => self.events.push(Event::Text(words.to_owned().into())),
                Part::Address(address) => {
                    let url = CowStr::from(address.to_owned());
                    self.events.extend([
                        link(LinkType::Autolink, url.clone(), "".into()),
                        Event::Text(url),
                        Event::End(TagEnd::Link),
                    ]);
                }
            }
        }
    }

    fn code_lines(&mut self, text: &str) {
        let lines: Vec<String> = text.split('\n').map(shown).collect();
        self.events.push(Event::Text(lines.join("\n").into()));
    }

    fn html_lines(&mut self, text: &str) {
        for line in text.split_inclusive('\n') {
            if !matches!(self.events.last(), Some(Event::Start(Tag::Paragraph) | Event::SoftBreak)) {
                self.events.push(Event::SoftBreak);
            }
            self.words(line.trim_matches([' ', '\n']));
        }
    }

    fn open_link(&mut self, kind: LinkType, destination: CowStr<'a>, title: CowStr<'a>) {
        let is_automatic = matches!(kind, LinkType::Autolink | LinkType::Email);
        if self.kept == 0 && address::is_address(&destination) {
            let kind = if is_automatic { LinkType::Autolink } else { LinkType::Inline };
            self.links.push(Link::Kept);
            self.kept += 1;
            self.events.push(link(kind, shown(&destination).into(), shown(&title).into()));
            return;
        }
        // Rustdoc would regard anything but an address as the name of an item.
        let after = if is_automatic {
            self.words("<");
            ">".to_owned()
        } else if destination.is_empty() {
            String::new()
        } else {
            format!(" ({destination})")
        };
        self.links.push(Link::Replaced(after));
    }

    fn close_link(&mut self) {
        match self.links.pop() {
            Some(Link::Replaced(after)) => self.words(&after),
            Some(Link::Kept) => {
                self.kept -= 1;
                if let Some(Event::Start(Tag::Link { dest_url, .. })) = self.events.last() {
                    self.events.push(Event::Text(dest_url.clone()));
                }
                self.events.push(Event::End(TagEnd::Link));
            }
            None => {}
        }
    }
}

fn link<'a>(link_type: LinkType, dest_url: CowStr<'a>, title: CowStr<'a>) -> Event<'a> {
    Event::Start(Tag::Link { link_type, dest_url, title, id: "".into() })
}

/// A heading of the first level is reserved for the documented item.
fn below_the_title(level: HeadingLevel) -> HeadingLevel {
    if level == HeadingLevel::H1 { HeadingLevel::H2 } else { level }
}
