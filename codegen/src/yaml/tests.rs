//! Data and positions of all YAML constructs, compared with the text.

mod properties;

use super::{MAX_DEPTH, MarkKind, Node, Problem, Scalar, parse};

/// The text of the key and of the value at a dotted path.
fn at<'t>(text: &'t str, path: &str) -> (Option<&'t str>, &'t str) {
    let parsed = parse(text);
    let path: Vec<String> = path.split('.').filter(|name| !name.is_empty()).map(Into::into).collect();
    let (node, steps) = parsed.find(&path);
    assert_eq!(steps, path.len(), "{path:?} exists");
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
fn braces_end_at_the_closing_brace() {
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
fn explicit_and_unusual_keys() {
    let text = "? a\n: 1\n\"q: x\": 2\n'': 3\n1: 4\n? [c]\n: 5\nz: 6\n";
    assert_eq!(at(text, "a"), (Some("a"), "1"));
    assert_eq!(at(text, "q: x"), (Some("\"q: x\""), "2"));
    assert_eq!(at(text, "1"), (Some("1"), "4"));
    assert_eq!(at(text, "z"), (Some("z"), "6"));
}

#[test]
fn features_outside_of_the_dialect() {
    let text = "a: &票 1\nb: *票\nc: !t 2\nd: &m\n  e: 3\nf:\n  <<: *m\n---\ng: 1\n";
    let marks: Vec<_> =
        parse(text).marks.into_iter().map(|mark| (mark.kind, text[mark.range].to_owned())).collect();
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
fn an_invalid_text_has_positions_up_to_the_error() {
    let text = "a: 1\nb:\n  c: 2\n  d: \"open\n";
    assert_eq!(at(text, "a").1, "1");
    assert_eq!(at(text, "b.c"), (Some("c"), "2"));
    assert_eq!(parse("").root.node, Node::Null);
}

#[test]
fn no_depth_overflows() {
    let problem = |text: &str| parse(text).failure.map(|failure| failure.problem);
    for deep in ["[", "{a: ", "- ", "? ", "[{a: "] {
        assert_eq!(problem(&deep.repeat(10_000)), Some(Problem::TooDeep), "{deep:?}");
    }
    let block: String = (0..2_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert_eq!(problem(&block), Some(Problem::TooDeep));
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert_eq!(problem(&nested(MAX_DEPTH)), None);
    assert_eq!(problem(&nested(MAX_DEPTH + 1)), Some(Problem::TooDeep));
}

fn node(text: &str) -> Node {
    let parsed = parse(text);
    assert_eq!(parsed.failure, None, "{text:?}");
    parsed.root.node
}

#[test]
fn scalars_have_their_yaml_types() {
    assert_eq!(node("true"), Node::Scalar(Scalar::Bool(true)));
    assert_eq!(node("no"), Node::Scalar(Scalar::Text("no".into())));
    assert_eq!(node("-7"), Node::Scalar(Scalar::Int(-7)));
    assert_eq!(node("18446744073709551616"), Node::Scalar(Scalar::Int(1 << 64)));
    assert_eq!(node("1.10"), Node::Scalar(Scalar::Float(1.1)));
    assert_eq!(node("'36'"), Node::Scalar(Scalar::Text("36".into())));
    assert_eq!(node("007"), Node::Scalar(Scalar::Text("007".into())));
    assert_eq!(node("~"), Node::Null);
    assert_eq!(node("!!str 1"), Node::Scalar(Scalar::Text("1".into())));
}

#[test]
fn a_text_without_a_document_is_null() {
    for text in ["", "\n", "# only a comment\n", "---\n"] {
        let parsed = parse(text);
        assert_eq!((&parsed.root.node, parsed.has_more()), (&Node::Null, false), "{text:?}");
    }
    assert!(parse("a: 1\n---\nb: 2").has_more());
}

#[test]
fn duplicates_and_their_order_are_kept() {
    let Node::Mapping(entries) = node("b: 1\na: 2\nb: 3") else { panic!("a mapping") };
    let keys: Vec<_> = entries.iter().map(|entry| entry.name()).collect();
    assert_eq!(keys, ["b", "a", "b"]);
}

#[test]
fn a_name_is_the_text_of_the_key() {
    let parsed = parse("1.10: a\n0x10: b\nc: d\n");
    for (name, value) in [("1.1", "a"), ("16", "b"), ("c", "d")] {
        assert_eq!(parsed.find(&[name.to_owned()]).0.node, node(value), "{name}");
    }
}

#[test]
fn the_first_of_duplicate_entries_is_found() {
    let text = "a: 1\nb: { a: 2, b: [{ a: 3 }, { a: 4 }] }\na: 5\n";
    for (path, value) in [("a", "1"), ("b.a", "2"), ("b.b.0.a", "3"), ("b.b.1.a", "4")] {
        assert_eq!(at(text, path).1, value, "{path}");
    }
    let beyond = ["b", "b", "7", "a"].map(str::to_owned);
    assert_eq!(parse(text).find(&beyond).1, 2);
}

/// The problem of a text, its line and column, and the line of the related place.
fn problem(text: &str) -> (Problem, (usize, usize), Option<usize>) {
    let failure = parse(text).failure.unwrap();
    let lines = crate::source::Lines::new(text);
    (failure.problem, lines.position(failure.at), failure.related.map(|at| lines.position(at).0))
}

#[test]
fn failures_have_a_place() {
    assert_eq!(problem("a: 1\nb: c: d\n"), (Problem::SecondColon, (2, 5), None));
    assert_eq!(problem("a: 1\nb:\n  c: {d: 1\ne: 2\n"), (Problem::NotClosed('{'), (3, 6), Some(4)));
    assert_eq!(problem("a: [1, 2\nb: c\n"), (Problem::NotClosed('['), (1, 4), Some(2)));
    assert_eq!(problem("a: b\nc: d]\ne: ]\n"), (Problem::WrongBracket, (3, 4), None));
    assert_eq!(problem("a: b\nc\nd: e\n"), (Problem::NoColon, (2, 1), None));
    assert_eq!(problem("a:\n  - b\n c\n"), (Problem::NoKey, (3, 2), None));
}

#[test]
fn unclosed_quotes_are_reported_where_they_open() {
    // The next quote closes the text, so that the parser stops far below.
    let open = "a: b\nc: \"open\nd: e\nf: g\nh: \"i\"\n";
    assert_eq!(problem(open), (Problem::NotClosed('"'), (2, 4), Some(3)));
    assert_eq!(problem("a: 'b\nc: d\n"), (Problem::NotClosed('\''), (1, 4), Some(2)));
    assert_eq!(problem("a:\n  b: \"c\n  d: e\n  f: \"\n"), (Problem::NotClosed('"'), (2, 6), Some(3)));
    assert_eq!(problem("a: { b: \"c }\nd: \"e\"\n"), (Problem::NotClosed('"'), (1, 9), Some(2)));
    assert_eq!(problem("a: \"b\"\nc: @\n"), (Problem::CannotBegin, (2, 4), None));
}

#[test]
fn lines_that_are_not_indented_enough_are_errors() {
    assert_eq!(problem("a: \"b\nc\"\n"), (Problem::IndentedTooLittle('"'), (2, 1), Some(1)));
    assert_eq!(problem("- a: 'b\n  c'\n"), (Problem::IndentedTooLittle('\''), (2, 3), Some(1)));
    assert_eq!(problem("a: [\nb\n]\n"), (Problem::IndentedTooLittle('['), (2, 1), Some(1)));
    for text in [
        "a: \"b\n c\"\n",
        "a: [\n b\n]\n",
        "a: {\n  b: c\n}\n",
        "a:\n  b: [\n    c\n  ]\n",
        "a:\n- 'b\n  c'\n- [d,\n  # e\n\n# f\n  g]\n",
        "\"a\nb\"",
        "[a,\nb]",
        "- 'a\n\n\n  b'\n",
    ] {
        assert_eq!(parse(text).failure, None, "{text:?}");
    }
}
