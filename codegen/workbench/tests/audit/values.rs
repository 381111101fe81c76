//! The contents of rows.

use crate::ferries::*;

#[test]
fn equal_statements_have_no_difference() {
    let audit = audit_of(&sources(str::to_owned), DOCUMENT);
    assert_eq!(reported(&audit), [""; 0]);
    assert_eq!((audit.tables, audit.rows), (4, 19));
    let windows = audit_of(&sources(str::to_owned), &DOCUMENT.replace('\n', "\r\n"));
    assert_eq!(windows, audit);
}

#[test]
fn a_changed_limit_is_reported() {
    assert_eq!(
        document_with("string(30)", "string(33)"),
        ["type Passage.ship | string(33) @14 | string(30) @models/passage.yaml:5"]
    );
    assert_eq!(
        spec_with("max_bytes: 16", "max_bytes: 15"),
        ["type CancelRequest.booking_id | string(16) @38 | string(15) @operations/cancel.yaml:7"]
    );
    // A limit of one side only is a difference, too.
    assert_eq!(document_with("string(60)", "string").len(), 1);
    assert_eq!(spec_with(", max_bytes: 60", "").len(), 1);
}

#[test]
fn a_changed_limit_in_characters_is_reported() {
    assert_eq!(
        document_with("10 Chinese", "11 Chinese"),
        ["max_cjk Passage.ship | 11 CJK characters @14 | 10 CJK characters @models/passage.yaml:5"]
    );
    // A description without a limit states nothing.
    assert_eq!(document_with(", 10 Chinese characters at most", ""), [""; 0]);
    assert_eq!(spec_with(", max_cjk: 10", "").len(), 1);
    assert_eq!(
        spec_with("max_bytes: 30, max_cjk: 10", "max_bytes: 30, max_cjk: 9, documented: { max_cjk: 10 }"),
        [""; 0]
    );
}

#[test]
fn a_changed_requirement_is_reported() {
    assert_eq!(
        document_with("`ship` | yes", "`ship` | no"),
        ["required Passage.ship | optional @14 | required @models/passage.yaml:5"]
    );
    assert_eq!(
        document_with("`ship` | yes", "`ship` | Not for pets"),
        ["required Passage.ship | not for pets @14 | required @models/passage.yaml:5"]
    );
    assert_eq!(document_with("`ship` | yes", "`ship` | "), [""; 0], "an empty cell says nothing");
    // A conditionally required field is optional in a document.
    assert_eq!(
        document_with("plate | no", "plate | yes"),
        ["required Passage.plate | required @23 | required when `bicycle` is false @models/passage.yaml:11"]
    );
    assert_eq!(document_with("plate | no", "plate | for cars"), [""; 0], "a case in words is a case");
    assert_eq!(document_with("months | no", "months | conditional"), [""; 0]);
    assert_eq!(document_with("deck | no", "deck | conditional").len(), 1, "the spec knows of no case");
    // Other words of the document are pinned by whether they mean always.
    let pinned = spec_with("type: Deck, documented: {", "type: Deck, documented: { required: false,");
    assert_eq!(pinned.len(), 1, "the spec says so by itself");
    let spec = sources(|text| {
        text.replace("documented: { type: string(8)", "documented: { required: false, type: string(8)")
    });
    let cases = DOCUMENT.replace("deck | no", "deck | for cars");
    assert_eq!(reported(&audit_of(&spec, &cases)), [""; 0]);
    assert_eq!(
        document_with("months | no", "months | yes"),
        ["required Season.months | required @21 | required in one variant @models/fare.yaml:7"]
    );
}

#[test]
fn a_changed_type_is_reported() {
    assert_eq!(
        document_with("sails\\_at | yes | unsigned int", "sails\\_at | yes | int"),
        ["type Passage.sails_at | int @16 | timestamp @models/passage.yaml:7"]
    );
    assert_eq!(document_with("months | no | unsigned int", "months | no | int").len(), 1);
    assert_eq!(document_with("seats | no | array", "seats | no | string(6)").len(), 1);
    assert_eq!(document_with("fare | yes | JSON structure", "fare | yes | string").len(), 1);
    assert_eq!(document_with("bicycle | no | bool", "bicycle | no | int").len(), 1);
    // Tags and constants are compared with their values.
    assert_eq!(
        document_with("string(16) | PASSAGE", "string(6) | PASSAGE"),
        ["type form | string(6) @13 | `PASSAGE` @operations/book.yaml:3"]
    );
    assert_eq!(document_with("kind | yes | int", "kind | yes | string").len(), 1);
}

#[test]
fn a_changed_maximum_is_reported() {
    assert_eq!(
        document_with("Only of a season", "At most 12, only of a season"),
        ["max Season.months | at most 12 @21 | no `max` @models/fare.yaml:7"]
    );
    let twelve = DOCUMENT.replace("Only of a season", "At most 12, only of a season");
    let spec = |limits: &str| {
        let field = format!("months: {{ type: uint, {limits}, required: true }}");
        sources(|text| text.replace("months: { type: uint, required: true }", &field))
    };
    assert_eq!(reported(&audit_of(&spec("max: 12"), &twelve)), [""; 0]);
    assert_eq!(reported(&audit_of(&spec("max: 9"), &twelve)).len(), 1);
    assert_eq!(reported(&audit_of(&spec("max: 9, documented: { max: 12 }"), &twelve)), [""; 0]);
    // A number that is not a maximum is ignored, and a description without one states nothing.
    assert_eq!(document_with("海鸥号 | The ship,", "海鸥号 | The ship, of which the maximum is 3,"), [""; 0]);
    assert_eq!(reported(&audit_of(&spec("max: 12"), DOCUMENT)), [""; 0]);
}

#[test]
fn spelling_of_types_is_normalised() {
    for same in
        ["string（30）", "String ( 30 )", "ＳＴＲＩＮＧ(３０)", "string&lpar;30&#41;", "`string(30)`  "]
    {
        assert_eq!(document_with("string(30)", same), [""; 0], "{same}");
    }
    assert_eq!(
        document_with("string(30)", "string（33）"),
        ["type Passage.ship | string(33) @14 | string(30) @models/passage.yaml:5"]
    );
    assert_eq!(document_with("months | no | unsigned int", "months | no | Unsigned<br>INT"), [""; 0]);
    assert_eq!(document_with("string(16) | 编号", "string（15） | 编号").len(), 1);
}
