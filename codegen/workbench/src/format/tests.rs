//! The layout by example, and properties: nothing but the layout changes.

use proptest::prelude::*;

use super::format;
use specwright::source::Source;
use specwright::yaml::have_same_data;

fn formatted(text: &str) -> String {
    let new = format(&Source::new("a.yaml", text)).unwrap();
    assert_eq!(format(&Source::new("a.yaml", new.as_str())).unwrap(), new, "formatting is idempotent");
    new
}

#[test]
fn ends_of_lines_and_of_the_file() {
    assert_eq!(formatted("\u{FEFF}\r\n\r\na: 票  \r\n\r\n\r\nb: 2\r\n\r\n"), "a: 票\n\nb: 2\n");
    assert_eq!(formatted("a: 1"), "a: 1\n");
    assert_eq!(formatted("a: 1\n# 完   "), "a: 1\n# 完\n");
}

#[test]
fn indentation_of_two() {
    let text = "a:\n    b:\n        c: 1\n    # of d\n    d:\n    - x\n    -   e: 1\n        f: 2\n    # last\n# of g\ng: 1\n";
    let wanted =
        "a:\n  b:\n    c: 1\n  # of d\n  d:\n    - x\n    - e: 1\n      f: 2\n    # last\n# of g\ng: 1\n";
    assert_eq!(formatted(text), wanted);
}

#[test]
fn block_texts_move_as_a_whole_and_keep_their_spaces() {
    let text = "a:\n    b: |\n          票\n            in  \n\n\n          out\n    c: >-\n        one\n        # two\n\n\n    d: \"x\n       y\"\n";
    let wanted =
        "a:\n  b: |\n    票\n      in  \n\n\n    out\n  c: >-\n    one\n    # two\n\n  d: \"x\n     y\"\n";
    assert_eq!(formatted(text), wanted);
    let kept = "a: |+\n  x\n\n\n";
    assert_eq!(formatted(kept), kept, "the empty lines are part of the text");
    assert_eq!(formatted("a:\n    b: |2\n        x\n      y\n"), "a:\n  b: |2\n      x\n    y\n");
}

#[test]
fn spaces_inside_of_lines() {
    assert_eq!(
        formatted("a :   1   # 一\n\"b\":  'x:  y'\nc:   >-\n  x\n"),
        "a: 1   # 一\n\"b\": 'x:  y'\nc: >-\n  x\n"
    );
    assert_eq!(
        formatted("a: {b:   1,c : [ x,  \"y, z\" ] , d: { }}\n"),
        "a: { b: 1, c: [x, \"y, z\"], d: {} }\n"
    );
    assert_eq!(
        formatted("a: [1,]\nb: {c: 1 , }\n"),
        "a: [1,]\nb: { c: 1 , }\n",
        "unusual punctuation is kept"
    );
    assert_eq!(formatted("a: {b, c: }\n"), "a: {b, c: }\n");
    assert_eq!(formatted("a: {b: 1}   # 一\n"), "a: { b: 1 }   # 一\n");
    let long = "a: [x,   # 一\n    y]\n";
    assert_eq!(formatted(long), long, "line breaks are kept");
    assert_eq!(
        formatted("a: {b: 1 , c : 2 ,   # 一 , 二\n  d: [ x ,y ,\n   z ]   , e: 'q ,r' \n  , f: 3}\n"),
        "a: { b: 1, c: 2,   # 一 , 二\n  d: [x, y,\n   z], e: 'q ,r'\n  , f: 3 }\n"
    );
}

#[test]
fn an_empty_line_separates_fields_of_several_lines() {
    let text = "fields:\n  a:\n    type: int\n  # of b\n  b: { type: int }\n  c: { type: int }\n\n\n  d:\n    type: int\n";
    let wanted = "fields:\n  a:\n    type: int\n\n  # of b\n  b: { type: int }\n  c: { type: int }\n\n  d:\n    type: int\n";
    assert_eq!(formatted(text), wanted);
}

#[test]
fn the_modeline_comes_first() {
    let text = "# 卡券\n# yaml-language-server: $schema=a.json\nmodel: A\n";
    assert_eq!(formatted(text), "# yaml-language-server: $schema=a.json\n# 卡券\nmodel: A\n");
}

#[test]
fn yaml_features_outside_of_the_dialect_are_not_moved() {
    for text in ["a: &x\n    b: 1\nc: *x\n", "a: 1\n---\nb:\n    c: 1\n", "a:\n    b: !t x\n"] {
        assert_eq!(formatted(text), text);
    }
}

#[test]
fn invalid_yaml_is_an_error() {
    for text in ["a: {\n", "a:\n\t- b\n", "a: 1\n b: 2\n"] {
        let found = format(&Source::new("a.yaml", text)).unwrap_err();
        assert!(found.has_errors(), "{text:?}");
    }
    assert!(format(&Source { path: "a.yaml".into(), bytes: vec![0xFF, b'a'] }).is_err());
}

/// Texts to modify: block and flow style, comments everywhere, texts of several lines, Chinese.
const TEXTS: [&str; 4] = [
    include_str!("../../../tests/support/everything.txt"),
    "# yaml-language-server: $schema=a.json\n# 头\nmodel: A # 一\ndoc: >-\n  票务 # 不是注释\n\n  b\nfields:\n  # 二\n  a:\n    type: string\n    doc: |\n      x\n        y\n    allow:\n      - { code: SW0501, reason: 好 }\n      # 三\n\n  b: { type: int, doc: \"a # b\", example: [1, 2] } # 四\n# 五\n",
    "a:\n- b: 1\n  c:\n  - |\n    x\n\n  - 'y\n    z'\n- [d, e]\nf:\n",
    "operation: a\nquery: { x: { type: int } }\nwrap:\n  a: $request\n  b:\n    - 1\n",
];

/// A change that a person may make by accident.
fn modify(text: &str, at: usize, how: usize) -> String {
    let lines: Vec<&str> = if text.is_empty() { vec![""] } else { text.lines().collect() };
    let line = at % lines.len();
    let mut modified: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    let deeper = |factor: usize| {
        lines
            .iter()
            .map(|line| {
                let own = line.trim_start_matches(' ');
                " ".repeat((line.len() - own.len()) * factor) + own
            })
            .collect()
    };
    match how {
        0 => modified.insert(line, String::new()),
        1 => modified[line].push_str("  "),
        2 => modified.insert(line, "   # 注".to_owned()),
        3 => modified[line] = modified[line].replacen(": ", ":   ", 1),
        4 => modified = deeper(2),
        5 => modified = deeper(3),
        6 => modified[line] = modified[line].replace("{ ", "{").replace(", ", " ,   "),
        7 => modified[line].insert(0, ' '),
        8 => modified[line] = modified[line].trim_start().to_owned(),
        9 => modified[line].push_str(" # 注"),
        10 => drop(modified.remove(line)),
        11 => modified[line].push('\r'),
        12 => modified.insert(line, "     ".to_owned()),
        _ => modified[line] = modified[line].replacen(' ', "\t", 1),
    }
    modified.join("\n")
}

/// Everything after the last `#` of a line, in a comment or in a text.
fn after_hash(text: &str) -> Vec<String> {
    let mut found: Vec<String> =
        text.lines().filter_map(|line| Some(line[line.rfind('#')?..].trim_end().to_owned())).collect();
    found.sort();
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn data_and_comments_survive_and_a_second_run_changes_nothing(
        which in 0..TEXTS.len(),
        spoils in proptest::collection::vec((any::<usize>(), 0..14_usize), 0..5),
    ) {
        // The first text contains several files.
        let sections: Vec<&str> = TEXTS[which].split("--- ").collect();
        let section = sections[spoils.first().map_or(0, |(at, _)| at % sections.len())];
        let start = if which == 0 { section.split_once('\n').map_or("a: 1", |(_, text)| text) } else { section };
        let text = spoils.iter().fold(start.to_owned(), |text, (at, how)| modify(&text, *at, *how));
        if let Ok(new) = format(&Source::new("a.yaml", text.as_str())) {
            prop_assert!(have_same_data(&text, &new), "{}\n=>\n{}", text, new);
            prop_assert_eq!(after_hash(&text.replace('\r', "")), after_hash(&new), "{}\n=>\n{}", text, new);
            let again = format(&Source::new("a.yaml", new.as_str())).ok();
            prop_assert_eq!(again.as_deref(), Some(new.as_str()));
        }
    }
}
