//! The order of changes, and edits without a change.

use specwright_workbench::changes::{Kind, Revision};

use crate::edit::{changes, edited, shop};

#[test]
fn equal_specs_have_no_changes() {
    let sources = shop();
    assert_eq!(changes(&sources, &sources), []);
    let reversed: Vec<_> = sources.iter().rev().cloned().collect();
    assert_eq!(changes(&sources, &reversed), []);
}

#[test]
fn the_case_of_the_header_of_a_signature_is_no_change() {
    let old = shop();
    let new = edited(&old, &[("shop_events.yaml", "header: X-Sign", "header: x-sign")]);
    assert_eq!(changes(&old, &new), []);
}

#[test]
fn removals_are_last_with_positions_in_the_old_spec() {
    let old = shop();
    let new = edited(
        &old,
        &[
            ("receipt.yaml", "  text: { type: string, doc: For the buyer., example: thanks }\n", ""),
            ("ping.yaml", "Does nothing.", "Does nothing at all."),
            ("person.yaml", "fields:\n", "fields:\n  票: { type: bool, doc: New., example: true }\n"),
        ],
    );
    let found = changes(&old, &new);
    let reported: Vec<_> = found.iter().map(|change| (change.kind, change.at.as_str())).collect();
    assert_eq!(
        reported,
        [(Kind::FieldAdded, "Person.票"), (Kind::DocsChanged, "ping"), (Kind::FieldRemoved, "Receipt.text")]
    );
    let places: Vec<_> = found
        .iter()
        .map(|change| (change.position.revision, change.position.file.as_str(), change.position.range.line))
        .collect();
    assert_eq!(
        places,
        [
            (Revision::New, "person.yaml", 4),
            (Revision::New, "ping.yaml", 2),
            (Revision::Old, "receipt.yaml", 8)
        ]
    );
}

#[test]
fn removals_have_old_names_and_additions_new_ones() {
    let old = shop();
    let new = edited(
        &old,
        &[
            ("visit.yaml", "model: Visit", "model: Call"),
            ("visit.yaml", "  cancel: { sets: { gone: true }, doc: It is off. }\n", ""),
            ("visit.yaml", "constructors:\n", "constructors:\n  plain: { sets: {}, doc: Nothing is set. }\n"),
            ("put_visit.yaml", "request: Visit", "request: Call"),
        ],
    );
    let reported: Vec<_> = changes(&old, &new).into_iter().map(|change| (change.kind, change.at)).collect();
    let wanted = [
        (Kind::ModelRenamed, "Visit"),
        (Kind::ConstructorAdded, "Call.plain"),
        (Kind::ConstructorRemoved, "Visit.cancel"),
    ];
    assert_eq!(reported, wanted.map(|(kind, at)| (kind, at.to_owned())));
}

#[test]
fn reordering_fields_is_not_a_change_if_arguments_are_named() {
    let old = shop();
    let buyer = "  buyer: { type: Person, required: true, doc: Who buys. }\n";
    let new = edited(&old, &[("order.yaml", buyer, "")]);
    let first = "fields:\n  buyer: { type: Person, required: true, doc: Who buys. }\n";
    let new = edited(&new, &[("order.yaml", "fields:\n", first)]);
    assert_eq!(changes(&old, &new), []);
}

#[test]
fn positions_are_names_of_items_and_values_of_rules() {
    let old = shop();
    let seen = |edits: &[(&'static str, &'static str, &'static str)]| {
        let new = edited(&old, edits);
        let change = changes(&old, &new).remove(0);
        let sources = if change.position.revision == Revision::Old { &old } else { &new };
        let source = sources.iter().find(|source| source.path == change.position.file).unwrap();
        let range = change.position.range;
        String::from_utf8_lossy(&source.bytes[range.byte_offset..range.end_byte_offset]).into_owned()
    };
    let text = "  text: { type: string, doc: For the buyer., example: thanks }\n";
    assert_eq!(seen(&[("receipt.yaml", text, "")]), "text");
    assert_eq!(seen(&[("receipt.yaml", "fields:\n", "fields:\n  fee: { type: int, doc: Extra. }\n")]), "fee");
    assert_eq!(seen(&[("kind.yaml", "  letter: { doc: A letter. }\n", "")]), "letter");
    assert_eq!(seen(&[("order.yaml", "max_bytes: 90", "max_bytes: 80")]), "80");
    assert_eq!(seen(&[("ping.yaml", "operation: ping", "operation: knock")]), "knock");
}

#[test]
fn the_api_file_is_found_in_any_style_and_order() {
    let old = shop();
    let mut new =
        edited(&old, &[("api.yaml", "api: shop", "\"api\": shop"), ("api.yaml", "TOO_MANY", "TOO_OFTEN")]);
    new.reverse();
    let found = changes(&old, &new);
    let places: Vec<_> =
        found.iter().map(|change| (change.position.file.as_str(), change.position.range.line)).collect();
    assert!(!places.is_empty() && places.iter().all(|place| *place == ("api.yaml", 14)), "{found:#?}");
}
