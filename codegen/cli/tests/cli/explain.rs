//! `explain`

use crate::support::{Ran, Shop};

#[test]
fn a_code_is_explained_with_a_wrong_and_a_right_example() {
    let ran = Shop::new().run(&["explain", "sw0107"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn a_code_is_explained_even_if_the_spec_has_errors() {
    let ran = Shop::broken().run(&["explain", "SW0301", "--spec", "spec"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.starts_with("SW0301: "), "{}", ran.stdout);
}

#[test]
fn a_field_is_explained_by_its_type_and_by_its_path() {
    let shop = Shop::new();
    shop.edit(
        "spec/models/pet.yaml",
        "max_bytes: 12,",
        "max_bytes: 12, max_cjk: 4, warn: { pattern: \"^小\" },",
    );
    shop.edit("spec/api.yaml", "server:", "text: { forbid_control: true }\nserver:");
    let by_type = shop.run(&["explain", "Pet.name", "--spec", "spec"]);
    assert_eq!((by_type.code, by_type.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!(by_type.stdout);
    let by_path = shop.run(&["explain", "name", "--spec", "spec"]);
    assert_eq!(by_path.stdout, by_type.stdout);
    // The index in a list does not matter.
    let in_a_list = shop.run(&["explain", "[3].name", "--spec", "spec"]);
    assert_eq!(in_a_list.stdout, by_type.stdout);
}

#[test]
fn fields_of_several_variants_can_have_one_path() {
    let shop = Shop::new();
    shop.edit("spec/models/pet.yaml", "  kind:", "  home: { type: Home, required: true }\n  kind:");
    let home = "union: Home\ntag: type\nvariants:\n  \
                Cage: { value: 1, fields: { size: { type: int, min: 1, required: true } } }\n  \
                Tank: { value: 2, fields: { size: { type: uint32, after: low }, low: { type: uint32 } } }\n";
    shop.put("spec/models/home.yaml", home);
    let ran = shop.run(&["explain", "home.size", "--spec", "spec"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!(ran.stdout);
    assert_eq!(shop.run(&["explain", "Home.size", "--spec", "spec"]).stdout, ran.stdout);
}

#[test]
fn unknown_arguments_are_errors_with_a_suggestion() {
    let shop = Shop::new();
    let said = |what: &str| {
        let ran = shop.run(&["explain", what, "--spec", "spec"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
        ran.stderr
    };
    assert!(said("SW9999").contains("there is no diagnostic `SW9999`"));
    assert!(said("Pet.nmae").ends_with("help: did you mean `Pet.name`?\n"));
    assert!(said("Pet").ends_with("help: name one of its fields: `Pet.name`, `Pet.kind` and `Pet.legs`\n"));
    assert!(said("whatever").contains("as `validate` prints it"));
}

/// Explains a path of the workspace's spec, whose requests have an envelope.
fn own(path: &str) -> Ran {
    let spec = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec");
    Shop::new().run(&["explain", path, "--spec", spec])
}

#[test]
fn a_tag_is_explained_with_its_variants() {
    let ran = own("DateInfo.type");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    for reported in [
        "DateInfo.type\n",
        "required, since it determines the variant\n",
        "  `1` for `FixedRange`\n",
        "date_info.yaml:",
    ] {
        assert!(ran.stdout.contains(reported), "{reported}: {}", ran.stdout);
    }
    assert_eq!(own("FixedTerm.type").stdout, ran.stdout);
    // A request and a reply have the same path.
    let both = own("card.meeting_ticket.base_info.date_info.type").stdout;
    assert!(both.contains("DateInfo.type\n") && both.contains("DateInfoDetails.type\n"), "{both}");
}

#[test]
fn the_envelope_is_explained_for_each_operation() {
    let ran = own("card.card_type");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(ran.stdout.matches("card.card_type\n\ntravels\n").count(), 4, "{}", ran.stdout);
    assert!(ran.stdout.contains("always \"MEETING_TICKET\"\n"), "{}", ran.stdout);
    assert!(
        own("card").stdout.contains("an object around the request, with `card_type` and `meeting_ticket`\n")
    );
    assert!(own("card.meeting_ticket").stdout.contains("the request: a `MeetingTicket`\n"));
}

#[test]
fn a_field_and_an_operation_have_their_error_codes() {
    let field = own("StockChange.increase_stock_value").stdout;
    let expected = "40122 INVALID_QUANTITY";
    assert!(field.contains("\nerror codes\n") && field.contains(expected), "{field}");
    let operation = own("consume_code").stdout;
    assert!(
        operation.contains("POST  /card/code/consume\n") && !operation.contains("\nrules\n"),
        "{operation}"
    );
    // The meaning of a code in this operation, and a field that only others send.
    assert!(
        operation.contains("40079 INVALID_TIME") && operation.contains("state: The ticket is not valid yet")
    );
    assert!(!operation.contains("INVALID_COLOR"), "{operation}");
    assert!(!own("get_card").stdout.contains("INVALID_COLOR"), "only the reply has a colour");
}

#[test]
fn a_name_of_something_else_has_help() {
    for (name, help) in [
        ("DateInfo", "name one of its fields: `DateInfo.type`, `FixedRange.begin_timestamp`"),
        ("Sku", "name one of its fields: `Sku.quantity`"),
        ("Color", "an enumeration has no fields; its values are in `"),
        ("Color.Color010", "an enumeration has no fields; its values are in `"),
        ("get_crad", "did you mean `get_card`?"),
    ] {
        let ran = own(name);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
        assert!(ran.stderr.contains(&format!("help: {help}")), "{}", ran.stderr);
    }
}

#[test]
fn errors_of_the_spec_are_reported_first() {
    let ran = Shop::broken().run(&["explain", "Pet.name", "--spec", "spec"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.starts_with("error[SW0301]"), "{}", ran.stderr);
}
