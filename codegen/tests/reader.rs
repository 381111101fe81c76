//! Reading a spec: it terminates for any bytes, and positions are in the file.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

use proptest::prelude::*;
use specwright::check::check;
use specwright::diagnostics::{Diagnostic, Place};
use specwright::{Code, Diagnostics, Source};
use specwright_runtime::MAX_LEVELS;

const API: &str = "api: tickets\nserver: https://api.example.com\n";
const OPERATION: &str = "operation: create_card\nmethod: POST\npath: /cards\nrequest: Card\n";
const CARD: &str = "\
model: Card # 卡券
doc: >-
  A card,
  shown as 票面.
fields:
  title: { type: string, required: true, max_bytes: 27, max_cjk: 9, doc: \"卡券名: 九个字\", example: 入场券 }
  kind:
    type: string
    required_if: { vip: [true] }
    note: '𠮷'
  vip: { type: bool }
  prices:
    type: list<int>
    max_items: 3
    example:
      - 1
      - 2
";

fn spec(card: impl Into<Vec<u8>>) -> Vec<Source> {
    vec![
        Source::new("spec/api.yaml", API),
        Source { path: "spec/card.yaml".into(), bytes: card.into() },
        Source::new("spec/create_card.yaml", OPERATION),
    ]
}

fn problems(sources: &[Source]) -> Diagnostics {
    match check(sources) {
        Ok(checked) => checked.warnings,
        Err(found) => found,
    }
}

fn codes(card: &str) -> Vec<Code> {
    problems(&spec(card)).iter().map(|one| one.code).collect()
}

/// The report on a spec, after checking that all positions are in the files.
fn said(sources: &[Source]) -> String {
    let found = problems(sources);
    let json = found.to_json(sources);
    let reported = json["diagnostics"].as_array().unwrap();
    for one in reported {
        let source = sources.iter().find(|source| source.path == one["file"].as_str().unwrap()).unwrap();
        let text = String::from_utf8_lossy(&source.bytes);
        let line = usize::try_from(one["line"].as_u64().unwrap()).unwrap();
        let column = usize::try_from(one["column"].as_u64().unwrap()).unwrap();
        let line = text.split('\n').nth(line - 1).unwrap_or_else(|| panic!("no such line: {one}"));
        assert!(column <= line.chars().count() + 1, "no such column: {one}");
        assert!(one["end_column"].as_u64() >= one["column"].as_u64(), "{one}");
    }
    assert!(found.to_github(sources).lines().count() >= reported.len());
    found.render(sources, false)
}

#[test]
fn the_example_is_valid() {
    assert_eq!(said(&spec(CARD)), "");
}

#[test]
fn a_byte_order_mark_does_not_change_positions() {
    assert_eq!(said(&spec(format!("\u{FEFF}{CARD}"))), "");
    let broken = "model: Card\nfields: { title: { type: string, requierd: true } }\n";
    assert_eq!(said(&spec(format!("\u{FEFF}{broken}"))), said(&spec(broken)));
    let first = "modle: Card\n";
    assert_eq!(said(&spec(format!("\u{FEFF}{first}"))), said(&spec(first)));
}

#[test]
fn carriage_returns_change_nothing() {
    let broken = "model: Card\nfields:\n  title: { type: string, requierd: 卡 }\n  price:\n    type: int\n    doc: 1.10\n";
    assert_eq!(said(&spec(CARD.replace('\n', "\r\n"))), "");
    let with_returns = said(&spec(broken.replace('\n', "\r\n")));
    assert_eq!(with_returns.replace('\r', ""), said(&spec(broken)));
}

/// The code, line, column and end column of each diagnostic of a model.
fn places(card: &str) -> Vec<(String, [u64; 3])> {
    let sources = spec(card);
    let json = problems(&sources).to_json(&sources);
    let place = |one: &serde_json::Value| {
        let place = ["line", "column", "end_column"].map(|key| one[key].as_u64().unwrap());
        (one["code"].as_str().unwrap().to_owned(), place)
    };
    json["diagnostics"].as_array().unwrap().iter().map(place).collect()
}

#[test]
fn positions_are_exact_after_any_valid_yaml() {
    // Texts on the lines above, and their number of lines.
    let above = [
        "doc:\tThe stock\n",
        "doc: a\u{FEFF}b # c\u{FEFF}d\n",
        "# a\u{FEFF}b 😀 票务\n",
        "doc: |\n  \ttab\n  票\n",
        "doc: >-\n\n  a\n\n   b\n",
        "doc: 'a\n\n  b''c'   # \"\n",
        "doc: \"a\\\n  b \\U0001F600 😀\"\n",
        "doc: a\n  b\n\n  c\n",
        "\"doc\"   :   a\n",
        "'doc': a\t# b\n",
        "? doc\n: a\n",
    ];
    let problem = [
        ("  title: { type: intt }\n", ("SW0201", [0, 18, 22])),
        ("  title: { doc: 😀票 , type:\tintt , }\n", ("SW0201", [0, 28, 32])),
        ("  'title':\n    type:\tintt   # 票\n", ("SW0201", [1, 11, 15])),
        ("  title: { type: string, required: \"yes\"    , doc: a }\n", ("SW0302", [0, 36, 41])),
        ("  title:\n    type: string\n    required: \"yes\"    # needed\n", ("SW0302", [2, 15, 20])),
        ("  title: { type: string, max_bytes: { a: 1, }   }  # }\n", ("SW0302", [0, 37, 46])),
        ("  title:\n    type: string\n    max_bytes: [ 1, 2, ] # ]\n", ("SW0302", [2, 16, 25])),
        ("  title:\n    type: string\n    tolerate:\n    -   true\t# a\n", ("SW0303", [3, 9, 13])),
    ];
    for above in above {
        for (below, (code, [line, column, end])) in &problem {
            let card = format!("model: Card\n{above}fields:\n{below}");
            let line = line + 3 + u64::try_from(above.lines().count()).unwrap();
            for card in [card.clone(), card.replace('\n', "\r\n")] {
                assert_eq!(places(&card), [((*code).to_owned(), [line, *column, *end])], "{card}");
            }
        }
    }
}

#[test]
fn valid_yaml_is_accepted() {
    for (card, example) in [
        ("doc: |\n  \ta tab\n", ""),
        ("", "{ e: , f:}"),
        ("", "\n    -\t1\n    - \t2"),
        ("", "\n    - - 1\n      - {}\n    - [\n      ]"),
    ] {
        let card = format!("model: Card\n{card}fields:\n  title:\n    type: json\n    example: {example}\n");
        assert_eq!(said(&spec(card.clone())), "", "{card}");
    }
}

#[test]
fn every_file_is_read_completely() {
    let mut sources = spec(
        "model: Card\nfields: { title: { type: string, max_byte: 3, doc: 1, required: no } }\nnotes: x\n",
    );
    sources.push(Source::new("spec/z.yaml", "model: \"Z\n"));
    let found: Vec<_> = problems(&sources).iter().map(|one| one.code).collect();
    for code in [Code::UnknownKey, Code::Unquoted, Code::WrongType, Code::Syntax] {
        assert!(found.contains(&code), "{code} is missing among {found:?}");
    }
    assert_eq!(found.iter().filter(|code| **code == Code::UnknownKey).count(), 2);
}

#[test]
fn no_depth_overflows_the_stack() {
    for deep in ["[", "{a: ", "- ", "? ", "[{a: "] {
        let card = format!(
            "model: Card\nfields:\n  title:\n    type: json\n    example:\n      {}",
            deep.repeat(10_000)
        );
        let said = said(&spec(card));
        assert!(said.contains("error[SW00"), "{said}");
    }
    let closed = format!(
        "model: Card\nfields: {{ a: {{ type: json, example: {}{} }} }}",
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    assert!(codes(&closed).contains(&Code::TooDeep));
}

#[test]
fn the_deepest_nesting_that_parses_is_read() {
    let nested = |depth: usize| {
        format!(
            "model: Card\nfields:\n  a: {{ type: json, example: {}{} }}\n",
            "[".repeat(depth),
            "]".repeat(depth)
        )
    };
    // It is read, and only then found to be more than a request can hold.
    assert_eq!(codes(&nested(125)), [Code::BadExample]);
    assert_eq!(codes(&nested(MAX_LEVELS)), []);
    assert_eq!(codes(&nested(126)), [Code::TooDeep]);
}

#[test]
fn a_large_file_is_read_and_shown() {
    let fields: String =
        (0..20_000).map(|at| format!("  field_{at}: {{ type: string, doc: 第 {at} 个 }}\n")).collect();
    let said =
        said(&spec(format!("model: Card\nfields:\n{fields}  last: {{ type: string, requierd: true }}\n")));
    assert!(said.contains("spec/card.yaml:20003:25"), "{said}");
}

#[test]
fn a_thousand_aliases_are_not_resolved() {
    let bomb = format!("a: &a [1]\nb: [{}]\n", "*a, ".repeat(1000));
    assert!(problems(&spec(bomb)).iter().all(|one| one.code != Code::UnknownKind));
}

#[test]
fn the_caret_is_right_after_chinese_text() {
    let said =
        said(&spec("model: Card\nfields:\n  title: { doc: 卡券的名字, type: string, requierd: true }\n"));
    let lines: Vec<_> = said.lines().collect();
    let excerpt = lines.iter().position(|line| line.contains("requierd: true")).unwrap();
    // A Chinese character is two columns wide in a terminal.
    let cells = |text: &str| -> usize { text.chars().map(|c| if c as u32 > 0x2E80 { 2 } else { 1 }).sum() };
    let before_key = &lines[excerpt][..lines[excerpt].find("requierd").unwrap()];
    let before_caret = &lines[excerpt + 1][..lines[excerpt + 1].find('━').unwrap()];
    assert_eq!(cells(before_key), cells(before_caret));
}

#[test]
fn json_has_all_properties() {
    // Before the caret: two CJK characters of three bytes, and a character of four bytes and two UTF-16 code units.
    let sources = spec("model: Card\nfields:\n  title: { doc: 卡券🎫, type: string, requierd: true }\n");
    insta::assert_json_snapshot!(problems(&sources).to_json(&sources));
}

#[test]
fn json_has_related_places() {
    let sources =
        spec("model: Card\nfields:\n  \"票🎫\": { type: int, name: a }\n  票: { type: int, name: a }\n");
    insta::assert_json_snapshot!(problems(&sources).to_json(&sources));
}

#[test]
fn byte_offsets_include_the_byte_order_mark_and_columns_do_not() {
    let text = "\u{FEFF}modle: Card\n";
    let json = problems(&spec(text)).to_json(&spec(text));
    let one =
        json["diagnostics"].as_array().unwrap().iter().find(|one| one["file"] == "spec/card.yaml").unwrap();
    assert_eq!(
        (&one["column"], &one["utf16_column"], &one["byte_offset"]),
        (&1.into(), &1.into(), &3.into())
    );
    assert_eq!(one["end_byte_offset"], 8);
}

#[test]
fn github_commands_are_escaped() {
    let mut found = Diagnostics::default();
    let sources = [Source::new("spec/a,b.yaml", "model: Card\n")];
    let place = Place::value(0, ["model"]);
    found.push(
        Diagnostic::warning(Code::BadName, place, "100% wrong").label("here").help("line one\nline two"),
    );
    insta::assert_snapshot!(found.to_github(&sources), @"::warning file=spec/a%2Cb.yaml,line=1,endLine=1,col=8,endColumn=12,title=SW0205::100%25 wrong: here%0Ahelp: line one%0Aline two");
}

#[test]
fn other_files_are_shown_too() {
    let sources = [Source::new("a.yaml", "model: Card\n"), Source::new("b.yaml", "# B\nmodel: Card\n")];
    let mut found = Diagnostics::default();
    let first = Place::value(0, ["model"]);
    let second = Place::value(1, ["model"]);
    found.push(
        Diagnostic::error(Code::DuplicateName, second, "`Card` is declared twice")
            .related(first, "the first time"),
    );
    found.push(Diagnostic::warning(Code::UnusedType, Place::value(7, ["x"]), "a place in no file"));
    insta::assert_snapshot!(found.render(&sources, false), @r"
    error[SW0203]: `Card` is declared twice
      ╭▸ b.yaml:2:8
      │
    2 │ model: Card
      │        ━━━━
      │
      ⸬  a.yaml:1:8
      │
    1 │ model: Card
      ╰╴       ──── the first time

    warning[SW0207]: a place in no file

    1 error, 1 warning
    ");
}

#[test]
fn colour_is_written_only_on_request() {
    let sources = spec("modle: Card\n");
    let found = problems(&sources);
    assert!(!found.render(&sources, false).contains('\u{1b}'));
    assert!(found.render(&sources, true).contains("\u{1b}["));
}

#[test]
fn a_spec_cannot_send_escape_sequences_to_the_terminal() {
    let said = said(&spec("model: Card\nfields: {}\n\"\\e[31mred\": 1\n"));
    assert!(said.contains("SW0301") && !said.contains('\u{1b}'), "{said}");
}

/// A valid file with pieces of YAML inserted, removed or duplicated.
fn mutated() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        ": ",
        ":",
        "：",
        "\u{3000}",
        "\t",
        "\n",
        "\r\n",
        "  ",
        "- ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "，",
        "\"",
        "'",
        "#",
        "&a ",
        "*a",
        "!t ",
        "<<: ",
        "---\n",
        "...\n",
        "| ",
        "> ",
        "? ",
        "~",
        "null",
        "1.10",
        "no",
        "𠮷",
        "\u{FEFF}",
        "\u{0}",
        "\u{7f}",
        "%",
        "@",
        "`",
        "model: X\n",
        "type: int",
        "max_bytes: -1",
    ]);
    let edits = prop::collection::vec((any::<prop::sample::Index>(), 0..3_usize, pieces), 1..6);
    edits.prop_map(|edits| {
        let mut text: Vec<char> = CARD.chars().collect();
        for (at, kind, piece) in edits {
            let at = at.index(text.len() + 1);
            match kind {
                0 => drop(text.splice(at..at, piece.chars())),
                1 => drop(text.drain(at..(at + piece.len()).min(text.len()))),
                _ => {
                    let again: Vec<char> = text[at..(at + 9).min(text.len())].to_vec();
                    drop(text.splice(at..at, again));
                }
            }
            if text.is_empty() {
                text.push('x');
            }
        }
        text.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_have_a_report(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        said(&spec(bytes));
    }

    #[test]
    fn any_text_has_a_report(text in "[a-c:{}\\[\\],\"'&*!|>#%@`~?<\\-\\n\\t 票：　]{0,80}") {
        said(&spec(text));
    }

    #[test]
    fn any_mutation_has_a_report(text in mutated()) {
        said(&spec(text));
    }
}

#[test]
fn github_annotations_have_related_places() {
    let mut found = Diagnostics::default();
    let sources = [Source::new("a.yaml", "model: A\n"), Source::new("b.yaml", "# Again.\nmodel: A\n")];
    let first = Place::value(1, ["model"]);
    found.push(
        Diagnostic::error(Code::DuplicateName, Place::value(0, ["model"]), "twice")
            .related(first, "here, too"),
    );
    insta::assert_snapshot!(found.to_github(&sources), @"::error file=a.yaml,line=1,endLine=1,col=8,endColumn=9,title=SW0203::twice%0Ab.yaml:2: here, too");
}
