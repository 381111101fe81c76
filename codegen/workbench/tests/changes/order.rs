//! What is no change, and in which order changes come.

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
fn what_is_gone_comes_last_and_stands_in_the_old_spec() {
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
    let told: Vec<_> = found.iter().map(|change| (change.kind, change.at.as_str())).collect();
    assert_eq!(
        told,
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
fn what_is_gone_has_its_old_name_and_what_is_new_its_new_one() {
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
    let told: Vec<_> = changes(&old, &new).into_iter().map(|change| (change.kind, change.at)).collect();
    let wanted = [
        (Kind::ModelRenamed, "Visit"),
        (Kind::ConstructorAdded, "Call.plain"),
        (Kind::ConstructorRemoved, "Visit.cancel"),
    ];
    assert_eq!(told, wanted.map(|(kind, at)| (kind, at.to_owned())));
}

#[test]
fn fields_in_another_order_are_no_change_where_arguments_have_names() {
    let old = shop();
    let buyer = "  buyer: { type: Person, required: true, doc: Who buys. }\n";
    let new = edited(&old, &[("order.yaml", buyer, "")]);
    let first = "fields:\n  buyer: { type: Person, required: true, doc: Who buys. }\n";
    let new = edited(&new, &[("order.yaml", "fields:\n", first)]);
    assert_eq!(changes(&old, &new), []);
}

#[test]
fn a_thing_stands_at_its_name_and_a_rule_of_it_at_its_value() {
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
fn the_file_of_the_api_is_known_however_it_is_written_and_wherever_it_comes() {
    let old = shop();
    let mut new =
        edited(&old, &[("api.yaml", "api: shop", "\"api\": shop"), ("api.yaml", "TOO_MANY", "TOO_OFTEN")]);
    new.reverse();
    let found = changes(&old, &new);
    let places: Vec<_> =
        found.iter().map(|change| (change.position.file.as_str(), change.position.range.line)).collect();
    assert!(!places.is_empty() && places.iter().all(|place| *place == ("api.yaml", 14)), "{found:#?}");
}
