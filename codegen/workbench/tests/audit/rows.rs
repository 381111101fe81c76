//! Rows, their tables, and pins.

use specwright::check::check;
use specwright_workbench::audit::{Kind, NoTable, Unread, audit, audit_sections};

use crate::ferries::*;

#[test]
fn a_row_in_another_table_is_reported() {
    let row = "| `ship` | yes | string(30) | 海鸥号 | The ship, 10 Chinese characters at most |\n";
    let own = DOCUMENT.replace(row, "");
    let reply = "booking_id | What to cancel it by |\n";
    let moved = own.replace(reply, &format!("{reply}ship | The ship |\n"));
    // The reply's table has the fields of another model.
    assert_eq!(
        reported(&audit_of(&sources(str::to_owned), &moved)),
        [
            "moved Passage.ship | a row among those of other objects @31 | a field of `Passage`, whose table begins on \
          line 11 of the document @models/passage.yaml:5"
        ]
    );
    // A pin that its own table has no row accepts it.
    let pinned = |text: &str| text.replace("max_cjk: 10 }", "max_cjk: 10, documented: { absent: true } }");
    assert_eq!(reported(&audit_of(&sources(pinned), &moved)), [""; 0]);
    assert_eq!(reported(&audit_of(&sources(pinned), DOCUMENT)).len(), 1, "the pin matches nothing then");
    // In another section, it is missing in its own and extra there.
    let elsewhere =
        DOCUMENT.replace(row, "") + "\n# 1.2 More\nname | type |\n---|---|\nship | string(30) |\n";
    let kinds: Vec<Kind> =
        audit_of(&sources(str::to_owned), &elsewhere).differences.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [Kind::Missing, Kind::Extra]);
}

#[test]
fn the_rows_of_an_object_follow_its_own_or_are_in_another_table() {
    let fare = "| kind | yes | int | 1 | 1 for one trip, 2 for a season |\n\
        | cents | no | int | 900 | The price |\n\
        | months | no | unsigned int | 3 | Only of a season |\n";
    assert!(DOCUMENT.contains(fare));
    let head = "\n| Name | Required | Type | Example | Description |\n|---|---|---|---|---|\n";
    let apart =
        DOCUMENT.replace(fare, "").replace("\nWhat comes back:", &format!("{head}{fare}\nWhat comes back:"));
    assert_eq!(reported(&audit_of(&sources(str::to_owned), &apart)), [""; 0]);
    // A single field of it among others belongs to the rest.
    let split = DOCUMENT
        .replace("| months | no | unsigned int | 3 | Only of a season |\n", "")
        .replace("booking_id | What", "months | Only of a season |\nbooking_id | What");
    assert_eq!(reported(&audit_of(&sources(str::to_owned), &split)).len(), 1);
}

#[test]
fn an_unescaped_bar_in_a_cell_is_reported() {
    assert_eq!(
        document_with("upper \\| lower |", "upper | lower |"),
        ["cells Passage.deck | 6 cells in a table of 5 columns @15 | Deck @models/passage.yaml:6"]
    );
    assert_eq!(document_with("upper \\| lower |", "upper &#124; lower |"), [""; 0]);
    assert_eq!(document_with("| upper | upper \\| lower |", "|"), [""; 0], "a row may end early");
}

#[test]
fn line_endings_and_a_byte_order_mark_do_not_matter() {
    let spaced = DOCUMENT.replace("string(30)", "string(33)").replace('\n', "  \r\n");
    assert_eq!(
        reported(&audit_of(&sources(str::to_owned), &format!("\u{feff}{spaced}"))),
        ["type Passage.ship | string(33) @14 | string(30) @models/passage.yaml:5"]
    );
}

#[test]
fn full_width_bars_are_bars() {
    let wide = |text: &str| text.replace('|', "｜");
    let row = "plate | no | string(12) | K-12 | For cars |";
    assert_eq!(document_with(row, &wide(row)), [""; 0]);
    assert_eq!(
        document_with(row, &wide(row).replace("12)", "9)")),
        ["type Passage.plate | string(9) @23 | string(12) @models/passage.yaml:11"]
    );
    let table = "参数 | 是否必须 | 类型 | 说明\n---|---|---|---\n";
    assert_eq!(document_with(table, &wide(table)), [""; 0]);
}

#[test]
fn skipped_parts_are_reported() {
    let unread = |old: &str, new: &str| {
        let audit = audit_of(&sources(str::to_owned), &DOCUMENT.replace(old, new));
        let lines = |one: &Unread| one.document_lines.iter().map(|at| at.line).collect::<Vec<_>>();
        audit.unread.iter().map(|one| (one.what.clone(), lines(one))).collect::<Vec<_>>()
    };
    let codes = ("a table with the head `Code` and `Meaning`".to_owned(), vec![41]);
    assert_eq!(unread("", ""), std::slice::from_ref(&codes));
    assert_eq!(
        unread("| Type | Example |", "| Kind | Example |"),
        [codes.clone(), ("the column `Kind`".to_owned(), vec![11])]
    );
    let plate = "plate | no | string(12) | K-12 | For cars |\n";
    let twice = ("a repetition of the row `plate`".to_owned(), vec![24]);
    assert_eq!(
        unread(plate, &format!("{plate}{plate}")),
        [twice, ("a table with the head `Code` and `Meaning`".to_owned(), vec![42])]
    );
}

#[test]
fn a_heading_without_a_number_is_a_section_if_the_spec_refers_to_it() {
    let named = |text: &str| text.replace("section: \"1.2\"", "section: Cancel");
    let document = DOCUMENT.replace("# 1.2 Cancel", "# Cancel");
    assert_eq!(reported(&audit_of(&sources(named), &document)), [""; 0]);
    let edited = document.replace("string(60)", "string(6)");
    let found = audit_of(&sources(named), &edited).differences;
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].section.as_deref(), found[0].field.as_str()),
        (Some("Cancel"), "CancelRequest.reason")
    );
    // A section that is missing in the document is reported.
    let gone = audit_of(&sources(named), &document.replace("# Cancel", "# Call off")).differences;
    let absent: Vec<_> = gone.iter().filter(|one| one.kind == Kind::Absent).collect();
    assert_eq!(absent.len(), 1);
    assert_eq!((absent[0].field.as_str(), absent[0].spec.as_str()), ("section Cancel", "2 fields"));
    assert!(absent[0].help.starts_with("if the section has another name now"));
}

#[test]
fn a_part_of_the_document_is_compared_alone() {
    let part = DOCUMENT.split("# 1.2").next().unwrap();
    let sources = sources(str::to_owned);
    let api = check(&sources).unwrap().api;
    let found = |sections: &[&str]| {
        let sections: Vec<String> = sections.iter().map(|section| (*section).to_owned()).collect();
        audit_sections(&sources, &api, &[part], &sections).unwrap()
    };
    let whole = reported(&found(&[]));
    assert_eq!(whole.len(), 1, "one line for each section that is absent: {whole:?}");
    assert!(whole[0].starts_with("absent section 1.2 | no such section @- | 2 fields @"), "{whole:?}");
    assert_eq!(reported(&found(&["1.1"])), [""; 0]);
    assert_eq!((found(&["1.2"]).tables, reported(&found(&["1.2"])).len()), (0, 1));
}

#[test]
fn duplicate_rows_must_agree() {
    assert_eq!(
        document_with(
            "plate | no | string(12) | K-12 | For cars |",
            "plate | no | string(12) | K-12 | For cars |\n| plate | no | string(12) | K-12 | For cars |"
        ),
        [""; 0]
    );
    assert_eq!(
        document_with(
            "plate | no | string(12) | K-12 | For cars |",
            "plate | no | string(12) | K-12 | For cars |\n| plate | no | string(9) | K-12 | For cars |"
        ),
        ["type Passage.plate | string(9) @24 | string(12) @models/passage.yaml:11"]
    );
}

#[test]
fn a_field_of_two_variants_agrees_with_either() {
    assert_eq!(document_with("cents | no | int", "cents | no | bool").len(), 2, "neither is a bool");
}

#[test]
fn a_row_with_another_name_is_reported_with_the_field_without_a_row() {
    let edited = DOCUMENT.replace("`ship`", "shipp");
    let audit = audit_of(&sources(str::to_owned), &edited);
    assert_eq!(
        reported(&audit),
        [
            "missing Passage.ship | no row @3 | string(30) @models/passage.yaml:5",
            "extra shipp | required, string(30) @14 | no such field @operations/book.yaml:3",
        ]
    );
    assert_eq!(audit.differences[1].help, "is it `ship`, which has no row?");
}

#[test]
fn missing_and_extra_rows_are_reported() {
    assert_eq!(
        document_with("reason | 否 | string(60) | 原因\n", ""),
        ["missing CancelRequest.reason | no row @33 | string(60) @operations/cancel.yaml:9"]
    );
    assert_eq!(
        document_with("reason | 否", "colour | 否 | int |\nreason | 否"),
        ["extra colour | optional, int @39 | no such field @operations/cancel.yaml:3"]
    );
    // A field needs its row in its own section, whatever other sections have.
    assert_eq!(document_with("booking_id | What to cancel it by |\n", "").len(), 1);
}

#[test]
fn a_section_of_one_side_only_is_reported() {
    let more = format!("{DOCUMENT}\n# 1.3 Move\nname | type |\n---|---|\nto | string |\nat | int |\n");
    let audit = audit_of(&sources(str::to_owned), &more);
    assert_eq!(reported(&audit), ["extra `to` and `at` | a table of parameters @46 | no such section @-"]);
    assert_eq!(spec_with("section: \"1.2\"", "section: \"1.5\"").len(), 2, "a table, and a section");
    let headless = audit_of(&sources(str::to_owned), &DOCUMENT.replace("# 1", "1"));
    assert_eq!(headless.differences.iter().filter(|one| one.kind == Kind::Extra).count(), 4);
}

#[test]
fn a_pin_that_differs_from_the_document_is_reported() {
    assert_eq!(
        document_with("String(8)", "string(10)"),
        ["pin Passage.deck | string(10) @15 | Deck, pinned as string(8) @models/passage.yaml:6"]
    );
    assert_eq!(document_with("deck | no | String(8) |", "deck | no | |").len(), 1, "nothing to pin");
    assert_eq!(
        document_with("plate | no", "remark | no | string(200) |\nplate | no"),
        ["pin Passage.remark | it has a row @23 | pinned as absent @models/passage.yaml:12"]
    );
    // A pin is unnecessary if it is equal to the spec.
    assert_eq!(
        document_with("String(8)", "string"),
        ["pin Passage.deck | string @15 | Deck, and a pin @models/passage.yaml:6"]
    );
    // A pin on the contents of a missing row.
    let row = "| deck | no | String(8) | upper | upper \\| lower |\n";
    assert_eq!(document_with(row, ""), ["missing Passage.deck | no row @3 | Deck @models/passage.yaml:6"]);
    // A pin on a missing row, and one on a field of an operation without a section.
    assert_eq!(
        spec_with("absent: true", "absent: true, required: true"),
        ["pin Passage.remark | no row @3 | a pin on its row @models/passage.yaml:12"]
    );
    let health = spec_with("uptime: { type: int,", "uptime: { type: int, documented: { required: false },");
    assert_eq!(health, [""; 0], "its operation may be in another document");
}

#[test]
fn a_document_without_a_table_cannot_be_compared() {
    let sources = sources(str::to_owned);
    let api = check(&sources).unwrap().api;
    for document in
        ["", "# 1.1 Book", "Code | Meaning |\n---|---|\n3 | Too late |\n", "name | type |\n---|---|\n"]
    {
        assert_eq!(audit(&sources, &api, document), Err(NoTable { document: 0 }), "{document}");
    }
}

#[test]
fn a_newer_page_can_repeat_fields_of_an_older_one() {
    let remark = "remark: { type: string, max_chars: 200, documented: { absent: true } }";
    let sources = sources(|text| text.replace(remark, "remark: { type: int, section: Newer }"));
    let api = check(&sources).unwrap().api;
    let found = |repeated: &str| {
        let newer =
            format!("# Newer\nParameter | Required | Type |\n---|---|---|\nremark | no | int |\n{repeated}");
        reported(&audit_sections(&sources, &api, &[DOCUMENT, &newer], &[]).unwrap())
    };
    assert_eq!(found(""), [""; 0]);
    assert_eq!(found("ship | yes | string(30) |\nkind | yes | int |\n"), [""; 0]);
    let [differs] = found("ship | yes | string(31) |\n").try_into().unwrap();
    assert!(differs.starts_with("type Passage.ship | string(31) @5 | string(30) @"), "{differs}");
    let [extra] = found("sail | yes | int |\n").try_into().unwrap();
    assert!(extra.starts_with("extra sail | required, int @5 | no such field @"), "{extra}");
}
