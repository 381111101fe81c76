//! The scope of allowances, and specs without lints.

use super::lint;
use specwright::source::Source;

/// The codes reported for a model `Card` with these lines, in order.
fn codes(card: &str) -> Vec<&'static str> {
    let sources = [
        Source::new("api.yaml", "api: shop\ndoc: A shop.\nserver: https://shop.example\n"),
        Source::new("card.yaml", format!("model: Card\n{card}")),
        Source::new("make.yaml", "operation: make\ndoc: Makes one.\nmethod: POST\npath: /\nrequest: Card\n"),
    ];
    let found = lint(&sources);
    let mut codes: Vec<_> = found.iter().map(|one| one.code.as_str()).collect();
    codes.sort_unstable();
    codes
}

const ALLOW: &str = "allow: [{ code: SW0501, reason: Its name says it. }]";

#[test]
fn an_allowance_applies_to_its_field_only() {
    let card =
        |allow: &str| format!("doc: A card.\nfields:\n  a: {{ type: int{allow} }}\n  b: {{ type: int }}\n");
    assert_eq!(codes(&card("")), ["SW0501", "SW0501"]);
    assert_eq!(codes(&card(&format!(", {ALLOW}"))), ["SW0501"]);
}

#[test]
fn an_allowance_at_the_top_level_applies_to_the_whole_file() {
    let card = format!("{ALLOW}\nfields:\n  a: {{ type: int }}\n  b: {{ type: string }}\n");
    assert_eq!(codes(&card), ["SW0502"]);
}

#[test]
fn the_innermost_allowance_is_the_one_that_is_used() {
    let card = format!("doc: A card.\n{ALLOW}\nfields:\n  a: {{ type: int, {ALLOW} }}\n");
    assert_eq!(codes(&card), ["SW0509"]);
    let card = format!("{ALLOW}\nfields:\n  a: {{ type: int, {ALLOW} }}\n");
    assert_eq!(codes(&card), Vec::<&str>::new());
}

#[test]
fn a_warning_limit_is_linted_and_allowed_at_its_field() {
    let field = |more: &str| {
        format!(
            "doc: A card.\nfields:\n  a: {{ type: list<int>, doc: Seats., warn: {{ max_items: 0 }}{more} }}\n"
        )
    };
    assert_eq!(codes(&field("")), ["SW0506"]);
    assert_eq!(codes(&field(", allow: [{ code: SW0506, reason: Seats are rare. }]")), Vec::<&str>::new());
}

#[test]
fn a_spec_with_errors_has_no_lints() {
    assert_eq!(codes("fields:\n  a: { type: nowhere }\n"), Vec::<&str>::new());
}

#[test]
fn limits_at_the_edge_are_not_suspicious() {
    let text = |limits: &str| {
        codes(&format!(
            "doc: A card.\nfields:\n  a: {{ type: string, doc: A text., example: a, {limits} }}\n"
        ))
    };
    assert_eq!(text("max_bytes: 29, max_cjk: 9"), Vec::<&str>::new(), "two bytes are not a character");
    assert_eq!(text("max_bytes: 30, max_cjk: 9"), ["SW0503"]);
    assert_eq!(text("max_bytes: 16777216"), Vec::<&str>::new());
    assert_eq!(text("max_bytes: 16777217"), ["SW0506"]);
    assert_eq!(text("max_bytes: 1"), Vec::<&str>::new());
}
