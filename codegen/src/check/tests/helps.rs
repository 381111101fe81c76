//! The help for what other languages write.

use super::{API, check, thing};

/// The helps of all problems of a spec.
fn helps(text: &str) -> String {
    let problems = check(text).err().unwrap_or_default();
    let helps: Vec<String> =
        problems.iter().filter_map(|problem| problem.help.clone()).map(Into::into).collect();
    helps.join("; ")
}

#[test]
fn types_of_other_languages_are_translated() {
    let field = |ty: &str| helps(&thing(&format!("a: {{ type: '{ty}' }}")));
    for (ty, help) in [
        ("u8", "write `uint32`"),
        ("i16", "write `int32`"),
        ("fixed64", "write `uint`"),
        ("&str", "write `string`"),
        ("[]int", "write `list<int>`"),
        ("list（int）", "use ASCII characters: `list<int>`"),
        ("dict[str, int]", "write `map<int>`; the keys are always strings"),
        ("list<int, int>", "write one type: `int`"),
        ("decimal(10, 2)", "write `decimal`; limits are keys of the field"),
        ("enum(a, b)", "write the name of an enumeration, which has a file of its own: `enum: Color`"),
        ("tuple<int, int>", "write `list<json>`: the elements of a list have one type"),
        ("box", "write the name of the model that contains itself: `box<Filter>`"),
        ("Kind.box", "write the name alone: `Kind`"),
        ("com.shop.Kind", "write the name alone: `Kind`"),
        ("\"int\"", "write `int`"),
        ("strіng", "did you mean `string`?"),
        ("base64url", "write `string`, with a `pattern`; `base64` has the alphabet with `+` and `/`"),
    ] {
        assert_eq!(field(ty), help, "{ty}");
    }
    assert!(field("date-time").starts_with("write `date_time` for RFC 3339"));
    assert!(field("int | null").starts_with("write `int`; a field is optional"));
    assert!(field("unix_time").starts_with("write `timestamp` for Unix seconds"));
    assert!(field("epoch").starts_with("write `timestamp` for Unix seconds"));
}

#[test]
fn values_of_other_forms_are_translated() {
    let field = |keys: &str| helps(&thing(&format!("a: {{ type: float, {keys} }}\nb: {{ type: int }}")));
    assert_eq!(field("max: 1e400"), "write a finite number");
    assert_eq!(field("discouraged: true"), "write the reason, which is part of the warning");
    let rules = "limits and presence are for `rules` of the model: `when: { field: { present: true } }`";
    assert_eq!(field("required_if: { b: { min: 1 } }"), rules);
    assert_eq!(field("required_if: { b: ~ }"), rules);
    assert_eq!(field("required_if: { b: null }"), rules);
    let rule = |rule: &str| {
        helps(&format!("{}rules: [{{ {rule} }}]\n", thing("a: { type: int }\nb: { type: int }")))
    };
    assert_eq!(
        rule("when: b > 3, then: { a: { present: true } }"),
        "write `when: { b: { exclusive_min: 3 } }`"
    );
    assert_eq!(
        rule("when: { b: null }, then: { a: { present: true } }"),
        "write `{ absent: true }` where the field is absent"
    );
    for key in ["equals: 3", "in: [3]", "enum: [3]"] {
        let help = rule(&format!("when: {{ b: {{ {key} }} }}, then: {{ a: {{ present: true }} }}"));
        assert!(help.starts_with("write the value, or a list of values"), "{key}: {help}");
    }
    let operation = |key: &str| {
        helps(&format!("{API}{key}\n--- send.yaml\noperation: send\nmethod: POST\npath: /send\n"))
    };
    assert_eq!(operation("auth: bearer"), "write `{ bearer: true }`");
    assert_eq!(operation("auth: none"), "remove `auth` if there is none");
    assert_eq!(operation("auth: false"), "remove `auth` if there is none");
    assert_eq!(operation("walk: { step: [] }"), "did you mean `steps`?");
    assert_eq!(
        operation("fallback_servers:\n  – https://b.example"),
        "begin each element with the ASCII `-` and a space"
    );
    assert_eq!(operation("doc: { a: 1,, b: 2 }"), "remove the comma, or write what is missing");
    assert_eq!(operation("doc: ? what"), "quote the text");
}
