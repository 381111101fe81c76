//! The normal form, for realistic and for random texts.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{is_plain, markdown, settled, shown, verbatim, visible, words, wrapped};

#[test]
fn text_that_is_nested_too_deep_is_shown_as_it_is() {
    assert!(!markdown(&format!("{}a", "> ".repeat(40))).contains("```"));
    let deep = format!("{}a", "> ".repeat(4000));
    assert_eq!(markdown(&deep), format!("```text\n{deep}\n```"));
}

#[test]
fn lists_keep_their_structure() {
    assert_eq!(markdown("- one\n  more of one\n- two"), "- one\n  more of one\n- two");
    assert_eq!(markdown("* one\nlazy\n* two"), "- one\n  lazy\n- two");
    assert_eq!(markdown("1. one\n   more\n1. two"), "1. one\n   more\n2. two");
    assert_eq!(markdown("- a\n  - b\n- c"), "- a\n  - b\n- c");
    assert_eq!(markdown("-\ta\n\n\tsecond paragraph"), "- a\n\n  second paragraph");
}

#[test]
fn markdown_is_kept_and_other_punctuation_is_escaped() {
    for same in [
        "# Two signs",
        "**bold** and *italic*",
        "~~struck~~",
        "> quote\n> more",
        "---",
        "|a|b|\n|-|-|\n|1|2|",
    ] {
        let expected = if same.starts_with("# ") { format!("#{same}") } else { same.to_owned() };
        assert_eq!(markdown(same), expected);
    }
    assert_eq!(markdown("_italic_\nline\n\n\n\nnext"), "*italic*\nline\n\nnext");
    assert_eq!(markdown("Title\n=====\ntext\n\n### Third"), "## Title\n\ntext\n\n### Third");
    assert_eq!(markdown("2 * 3 [x] a_b - c"), r"2 \* 3 \[x\] a_b - c");
    assert_eq!(
        markdown("see [x][y] and ![z] and [^1]\n- [ ] open"),
        "see \\[x\\]\\[y\\] and !\\[z\\] and \\[\\^1\\]\n\n- \\[ \\] open"
    );
    assert_eq!(markdown("a ` tick"), r"a \` tick");
}

#[test]
fn code_is_text_and_not_a_doctest() {
    let fenced = "```text\nnot rust\n```";
    for code in [
        "~~~\nnot rust\n~~~",
        "```\nnot rust",
        "```rust\nnot rust\n```",
        "```text\nnot rust\n```",
        "    not rust",
    ] {
        assert_eq!(markdown(code), fenced, "{code}");
    }
    assert_eq!(markdown("````\n```\n````"), "````text\n```\n````");
    assert_eq!(markdown("- a\n\n      code"), "- a\n\n  ```text\n  code\n  ```");
    assert_eq!(markdown("`a[0]` alone"), "`a[0]` alone");
}

#[test]
fn html_is_text() {
    assert_eq!(markdown("see <b>bold</b> <!-- note -->"), r"see \<b>bold\</b> \<!-- note -->");
    assert_eq!(markdown("<div>\nwords\n</div>"), "\\<div>\nwords\n\\</div>");
}

#[test]
fn addresses_are_links() {
    assert_eq!(markdown("at https://example.com/a_b."), "at <https://example.com/a_b>.");
    assert_eq!(
        markdown("GET https://api.example.com/users/<id>/x"),
        r"GET <https://api.example.com/users/>\<id>/x"
    );
    assert_eq!(markdown("参见https://a.com/路径，然后继续。"), "参见<https://a.com/>路径，然后继续。");
    assert_eq!(markdown("见（https://example.com/c）"), "见（<https://example.com/c>）");
    assert_eq!(markdown("https://a.b/c、https://a.b/d"), "<https://a.b/c>、<https://a.b/d>");
    assert_eq!(
        markdown("https://en.wikipedia.org/wiki/Shebang_(Unix)"),
        "<https://en.wikipedia.org/wiki/Shebang_(Unix)>"
    );
    assert_eq!(markdown("See <https://a.com/x>."), "See <https://a.com/x>.");
    assert_eq!(markdown("`https://a.com/x`"), "`https://a.com/x`");
}

#[test]
fn links_lead_to_addresses_only() {
    assert_eq!(markdown("[text](https://a.com \"title\")"), "[text](https://a.com \"title\")");
    assert_eq!(markdown("[text][1]\n\n[1]: https://a.com"), "[text](https://a.com)");
    assert_eq!(markdown("[text](Vec) and <mailto:a@b.c>"), r"text (Vec) and \<mailto:a@b.c>");
    assert_eq!(markdown("![logo](https://a.com/l.png)"), "[logo](https://a.com/l.png)");
    assert_eq!(
        markdown("[![logo](https://a.com/l.png)](https://a.com)"),
        "[logo (https://a.com/l.png)](https://a.com)"
    );
}

#[test]
fn invisible_characters_are_written_by_number() {
    assert_eq!(markdown("a\u{202E}b\u{2066}c\0d\u{1}"), "aU+202EbU+2066cU+0000dU+0001");
    assert_eq!(markdown("a&#x202E;b `c\u{202E}`"), "aU+202Eb `cU+202E`");
    assert_eq!(markdown("a\tb\r\nc\rd\u{2028}e"), "a b\nc\nd\ne");
    assert_eq!(shown("a\nb\tc\u{7f}"), "a b cU+007F");
}

#[test]
fn words_are_one_line_without_formatting() {
    assert_eq!(words(" 1.1 *and*\n[x] "), r"1.1 \*and\* \[x\]");
}

#[test]
fn a_text_that_cannot_be_written_is_verbatim() {
    assert_eq!(verbatim("\na ``` b  \n> c\n"), "````text\na ``` b\n> c\n````");
    assert_eq!(markdown(&verbatim("a ``` b")), verbatim("a ``` b"));
}

/// Texts of Chinese, ASCII, Markdown punctuation, and invisible characters.
fn text() -> impl Strategy<Value = String> {
    let signs = prop::sample::select(vec![
        "- ", "* ", "+ ", "1. ", "2) ", "# ", "## ", "> ", "`", "``", "```", "~~~", "~~", "*", "**", "_",
        "__", "[", "]", "(", ")", "<", ">", "</b>", "<b>", "<!--", "-->", "|", "\n|---|", "---", "===", "\\",
        "!", "&", "&amp;", "#", ":", "=", "![", "[x]", "[x]: y", "](z)", "1.",
    ]);
    let words = prop::sample::select(vec![
        "a",
        "word",
        "two words",
        "词",
        "入场券",
        "，",
        "。",
        "（",
        "）",
        "https://a.b/c",
        "http://x.yz/(d)",
        "www.a.b",
        "x(",
        "`code`",
        "a_b",
        "3",
    ]);
    let blanks = prop::sample::select(vec![" ", "  ", "\n", "\n\n", "    ", "\n    ", "\n  "]);
    let unseen = prop::sample::select(vec![
        "\t", "\r", "\r\n", "\0", "\u{1}", "\u{7f}", "\u{85}", "\u{202a}", "\u{202e}", "\u{2066}",
        "\u{2069}", "\u{2028}", "\u{feff}",
    ]);
    let part = prop_oneof![4 => signs, 4 => words, 3 => blanks, 1 => unseen];
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

/// The letters of a text as rustdoc parses it, in order.
fn letters(markdown: &str, extensions: Options) -> String {
    let texts = Parser::new_ext(markdown, extensions).filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
            Some(text.into_string())
        }
        _ => None,
    });
    texts.collect::<String>().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The extensions of rustdoc.
fn rustdoc() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// Asserts that lints of rustdoc and clippy accept the text.
fn assert_harmless(markdown: &str) {
    assert!(!markdown.contains(|c: char| c != '\n' && visible::is_named_or_break(c)), "{markdown:?}");
    assert!(markdown.split('\n').all(|line| !line.ends_with(' ')), "{markdown:?}");
    let (mut in_link, mut in_code) = (false, false);
    for event in Parser::new_ext(markdown, rustdoc()) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                in_code = true;
                assert_eq!(kind, pulldown_cmark::CodeBlockKind::Fenced("text".into()), "{markdown:?}");
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                in_link = true;
                assert!(dest_url.starts_with("http"), "{markdown:?}");
            }
            Event::End(TagEnd::Link) => in_link = false,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) => {
                assert!(
                    in_link || in_code || super::address::parts(&text).iter().all(is_words),
                    "{markdown:?}"
                )
            }
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::Start(Tag::Image { .. } | Tag::HtmlBlock | Tag::FootnoteDefinition(_)) => {
                panic!("{event:?} in {markdown:?}")
            }
            _ => {}
        }
    }
}

fn links_to_no_address(text: &str) -> bool {
    Parser::new_ext(text, super::rewrite::EXTENSIONS).any(|event| {
        matches!(event, Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) if !dest_url.starts_with("http"))
    })
}

fn is_words(part: &super::address::Part<'_>) -> bool {
    matches!(part, super::address::Part::Words(_))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_normal_form_is_stable_and_safe_and_keeps_all_words(text in text()) {
        let normal = markdown(&text);
        prop_assert_eq!(&markdown(&normal), &normal);
        assert_harmless(&normal);
        let wide: Vec<_> = wrapped(&normal).collect();
        prop_assert_eq!(letters(&wide.join("\n"), rustdoc()), letters(&normal, rustdoc()));
        // A link to something other than an address shows its destination, which adds text.
        let lines = visible::lines(&text);
        if !links_to_no_address(&lines) {
            let expected = match settled(&lines) {
                Some(_) => letters(&lines, super::rewrite::EXTENSIONS),
                // It is verbatim, so that the numbers of lists are text, too.
                None => lines.chars().filter(|c| c.is_alphanumeric()).collect(),
            };
            prop_assert_eq!(letters(&normal, rustdoc()), expected);
        }
    }

    #[test]
    fn a_plain_text_equals_its_parsed_form(text in "([a-c，。词 (.:'1)-]|`a`|\n){0,20}") {
        if is_plain(&text) {
            prop_assert_eq!(Some(markdown(&text)), settled(&text));
        }
    }
}
