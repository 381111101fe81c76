//! Positions of every shape of YAML, held against the text itself.

use super::{MarkKind, Spans};

/// What the key and the value at a dotted path are in the text itself.
fn at<'t>(text: &'t str, path: &str) -> (Option<&'t str>, &'t str) {
    let spans = Spans::of(text);
    let path: Vec<String> = path.split('.').filter(|name| !name.is_empty()).map(Into::into).collect();
    let (node, steps) = spans.find(&path).unwrap();
    assert_eq!(steps, path.len(), "{path:?} leads somewhere");
    (node.key.clone().map(|key| &text[key]), &text[node.value.clone()])
}

#[test]
fn block_mappings() {
    let text = "model: A # why\nfields:\n  title:\n    type: string   # what\n    max_bytes: 36\n\n# end\n";
    assert_eq!(at(text, "model"), (Some("model"), "A"));
    assert_eq!(at(text, "fields.title.type"), (Some("type"), "string"));
    assert_eq!(at(text, "fields.title.max_bytes"), (Some("max_bytes"), "36"));
    assert_eq!(at(text, "fields.title"), (Some("title"), "type: string   # what\n    max_bytes: 36"));
    assert_eq!(at(text, ""), (None, text.trim_end().trim_end_matches("\n\n# end")));
}

#[test]
fn flow_collections() {
    let text = "a: { b : [1, two, \"th ree\"], 'c d': {}, e: { f: g } }\nh: [ ]\n";
    assert_eq!(at(text, "a.b"), (Some("b"), "[1, two, \"th ree\"]"));
    assert_eq!(at(text, "a.b.1"), (None, "two"));
    assert_eq!(at(text, "a.b.2"), (None, "\"th ree\""));
    assert_eq!(at(text, "a.c d"), (Some("'c d'"), "{}"));
    assert_eq!(at(text, "a.e.f"), (Some("f"), "g"));
    assert_eq!(at(text, "a").1, "{ b : [1, two, \"th ree\"], 'c d': {}, e: { f: g } }");
    assert_eq!(at(text, "h").1, "[ ]");
}

#[test]
fn braces_end_where_they_close() {
    let text = "a: { b: [1, 2] }   # 注 }\nc: [x, # ]\n  y # ]\n  , # ]\n]  \nd: { }\n";
    assert_eq!(at(text, "a").1, "{ b: [1, 2] }");
    assert_eq!(at(text, "a.b").1, "[1, 2]");
    assert_eq!(at(text, "c").1, "[x, # ]\n  y # ]\n  , # ]\n]");
    assert_eq!(at(text, "d").1, "{ }");
}

#[test]
fn a_missing_value_is_empty() {
    let text = "a: { type: list<int, string>, b }\nc:\nd: 1\ne:";
    assert_eq!(at(text, "a.type"), (Some("type"), "list<int"));
    assert_eq!(at(text, "a.string>"), (Some("string>"), ""));
    assert_eq!(at(text, "a.b"), (Some("b"), ""));
    assert_eq!(at(text, "c"), (Some("c"), ""));
    assert_eq!(at(text, "e"), (Some("e"), ""));
}

#[test]
fn characters_of_every_width() {
    let text = "名字: 票务公司 # 注\n𠮷: { é: 𠮷𠮷, 号: \"票\", x: 1 }\nlast: 票\n";
    assert_eq!(at(text, "名字"), (Some("名字"), "票务公司"));
    assert_eq!(at(text, "𠮷.é"), (Some("é"), "𠮷𠮷"));
    assert_eq!(at(text, "𠮷.号"), (Some("号"), "\"票\""));
    assert_eq!(at(text, "𠮷.x"), (Some("x"), "1"));
    assert_eq!(at(text, "last"), (Some("last"), "票"));
}

#[test]
fn many_characters_before() {
    let text = format!("a: {}\nb: {}\n", "票".repeat(1000), "x𠮷".repeat(333));
    assert_eq!(at(&text, "a").1, "票".repeat(1000));
    assert_eq!(at(&text, "b").1, "x𠮷".repeat(333));
}

#[test]
fn carriage_returns() {
    let text = "a: 票\r\nb:\r\n  - x\r\n  - c: d\r\n    e: \"f\"\r\ng: |\r\n  1\r\n  2\r\nh: i\r\n";
    assert_eq!(at(text, "a").1, "票");
    assert_eq!(at(text, "b.0").1, "x");
    assert_eq!(at(text, "b.1.e"), (Some("e"), "\"f\""));
    assert_eq!(at(text, "h"), (Some("h"), "i"));
}

#[test]
fn lists_in_both_block_styles() {
    let text = "a:\n- 1\n- b: 2\n  c: 3\n-\n  - 4\n  - [5]\nd:\n  - - 6\n    - 7\n";
    assert_eq!(at(text, "a.0").1, "1");
    assert_eq!(at(text, "a.1.c"), (Some("c"), "3"));
    assert_eq!(at(text, "a.2.1.0").1, "5");
    assert_eq!(at(text, "d.0.1").1, "7");
}

#[test]
fn texts_of_several_lines() {
    let text = "a: |\n  票 one\n  two\n\nb: >-\n  folded\n  more\nc: plain\n  goes on\nd: \"x\n  y\"\ne: 'it''s'\nf: z\n";
    assert!(at(text, "a").1.ends_with("two"), "{:?}", at(text, "a"));
    assert!(at(text, "b").1.ends_with("more"), "{:?}", at(text, "b"));
    assert_eq!(at(text, "c").1, "plain\n  goes on");
    assert_eq!(at(text, "d").1, "\"x\n  y\"");
    assert_eq!(at(text, "e").1, "'it''s'");
    assert_eq!(at(text, "f"), (Some("f"), "z"));
}

#[test]
fn explicit_and_odd_keys() {
    let text = "? a\n: 1\n\"q: x\": 2\n'': 3\n1: 4\n? [c]\n: 5\nz: 6\n";
    assert_eq!(at(text, "a"), (Some("a"), "1"));
    assert_eq!(at(text, "q: x"), (Some("\"q: x\""), "2"));
    assert_eq!(at(text, "1"), (Some("1"), "4"));
    assert_eq!(at(text, "z"), (Some("z"), "6"));
}

#[test]
fn what_the_dialect_leaves_out() {
    let text = "a: &票 1\nb: *票\nc: !t 2\nd: &m\n  e: 3\nf:\n  <<: *m\n---\ng: 1\n";
    let marks: Vec<_> =
        Spans::of(text).marks.into_iter().map(|mark| (mark.kind, text[mark.range].to_owned())).collect();
    let expected = [
        (MarkKind::Anchor, "&票"),
        (MarkKind::Alias, "*票"),
        (MarkKind::Tag, "!t"),
        (MarkKind::Anchor, "&m"),
        (MarkKind::Alias, "*m"),
        (MarkKind::SecondDocument, "---"),
    ];
    assert_eq!(marks, expected.map(|(kind, text)| (kind, text.to_owned())));
}

#[test]
fn a_broken_text_is_located_as_far_as_it_goes() {
    let text = "a: 1\nb:\n  c: 2\n  d: \"open\n";
    assert_eq!(at(text, "a").1, "1");
    assert_eq!(at(text, "b.c"), (Some("c"), "2"));
    assert!(Spans::of("").root.is_none());
    assert!(Spans::of("# nothing\n").root.is_none());
}

#[test]
fn no_depth_overflows() {
    for text in ["[".repeat(10_000), "{a: ".repeat(10_000), "- ".repeat(10_000)] {
        assert!(Spans::of(&text).marks.is_empty());
    }
    let text = format!("a: {}{}\nb: 1\n", "[".repeat(200), "]".repeat(200));
    assert_eq!(at(&text, "b"), (Some("b"), "1"));
}
