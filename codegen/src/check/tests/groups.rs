//! Field groups, and groups of operations.

use super::{API, SEND, check, problems};

/// A spec whose models `Thing` and `Other` include a group with these fields.
fn shared(fields: &str, own: &str) -> String {
    format!(
        "{API}{SEND}--- thing.yaml\nmodel: Thing\ninclude: [shared]\nfields:\n  other: {{ type: Other }}\n{own}\
         --- other.yaml\nmodel: Other\ninclude: [shared]\n\
         --- shared.yaml\nfield_group: shared\nfields:\n  {fields}\n"
    )
}

#[test]
fn included_fields_come_first_and_are_like_own_ones() {
    let fields = "a: { type: int }\n  b: { type: string, required_if: { own: true } }";
    let text = shared(fields, "  own: { type: bool, required_if: { a: 1 } }\n").replace(
        "model: Other\ninclude: [shared]",
        "model: Other\nfields: { own: { type: bool } }\ninclude: [shared]",
    );
    let api = check(&text).unwrap();
    let thing = &api.models[api.models.named("Thing").unwrap()];
    let named: Vec<&str> = thing.fields.iter().map(|field| field.wire.as_str()).collect();
    assert_eq!(named, ["a", "b", "other", "own"]);
    let files: Vec<Option<&str>> = thing.fields.iter().map(|field| field.group_file.as_deref()).collect();
    assert_eq!(files, [Some("shared.yaml"), Some("shared.yaml"), None, None]);
}

#[test]
fn problems_of_included_fields_are_reported_once_with_the_place_that_includes_them() {
    let found = [
        problems(&shared("a: { type: int, max_bytes: 3 }", "")),
        problems(&shared("a: { type: Nothing }", "")),
        problems(&shared("a: { type: int, required_if: { own: true } }", "")),
        problems(&shared("a: { type: int, example: x }", "")),
    ];
    insta::assert_snapshot!(found.join("\n\n"));
}

#[test]
fn a_field_is_there_once() {
    let twice = shared("a: { type: int }", "").replace("include: [shared]", "include: [shared, more]");
    let more = "--- more.yaml\nfield_group: more\nfields: { a: { type: int } }\n";
    let found =
        [problems(&shared("a: { type: int }", "  a: { type: int }\n")), problems(&format!("{twice}{more}"))];
    insta::assert_snapshot!(found.join("\n\n"));
}

#[test]
fn a_group_has_a_name_of_its_own_and_includes_no_other() {
    let spec = |more: &str| problems(&format!("{}{more}", shared("a: { type: int }", "")));
    let found = [
        spec("--- 9\nfield_group: shared\nfields: { b: { type: int } }\n"),
        spec("--- 9\nfield_group: More\nfields: { b: { type: int } }\n"),
        spec("--- 9\nfield_group: more\ninclude: [shared]\nfields: { b: { type: int } }\n"),
        spec("--- 9\nfield_group: more\n"),
    ];
    insta::assert_snapshot!(found.join("\n\n"));
}

/// A spec with these groups of operations.
fn grouped(groups: &str, first: &str, second: &str) -> String {
    format!(
        "--- api.yaml\napi: shop\nserver: https://shop.example\ngroups: {groups}\n\
         --- 1\noperation: send_thing\nmethod: POST\npath: /send\n{first}\n\
         --- 2\noperation: read_things\nmethod: GET\npath: /things\n{second}\n"
    )
}

#[test]
fn methods_of_operations_in_groups() {
    let api = check(&grouped(
        "{ things: { doc: Things. } }",
        "group: things\nname_in_group: send",
        "group: things",
    ));
    let api = api.unwrap();
    let called: Vec<String> =
        api.operations.iter().map(|operation| operation.on_client(operation.method_name())).collect();
    assert_eq!(called, ["things().read_things", "things().send"]);
    assert_eq!(api.groups[0].type_name, "ThingsOperations");
}

#[test]
fn names_of_groups_and_in_groups() {
    let spec = |groups: &str, first: &str, second: &str| problems(&grouped(groups, first, second));
    let things = "{ things: { doc: Things. } }";
    let found = [
        spec(things, "group: things\nname_in_group: go", "group: things\nname_in_group: go"),
        spec(things, "group: things\nname_in_group: Go", ""),
        spec(things, "group: thing", ""),
        spec("{ read_things: { doc: Things. } }", "group: read_things", ""),
        spec("{ core: { doc: Things. } }", "group: core", ""),
        spec("{ a1: { doc: A. }, a_1: { doc: B. } }", "group: a1", "group: a_1"),
        problems(&grouped(things, "group: things", "").replace(&format!("groups: {things}\n"), "")),
    ];
    insta::assert_snapshot!(found.join("\n\n"));
}
