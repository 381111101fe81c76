//! Specs and documentation that agree, and what is said once either changes.

#![cfg(test)]

use specwright::Source;
use specwright::audit::{Audit, Difference, Kind, NoTable, audit};
use specwright::check::check;

const API: &str = r#"
api: ferries
server: https://ferries.example
auth: { query: key }
reply: { code: status.code, message: status.text, ok: 0 }
"#;

const TYPES: [(&str, &str); 5] = [
    (
        "models/passage.yaml",
        r#"
model: Passage
section: "1.1"
fields:
  ship: { type: string, required: true, max_bytes: 30, max_cjk: 10 }
  deck: { type: Deck, documented: { type: string(8) } }
  sails_at: { type: timestamp, required: true }
  seats: { type: list<string>, max_bytes: 6 }
  fare: { type: Fare, required: true }
  bicycle: { type: bool, default: false }
  plate: { type: string, max_bytes: 12, required_if: { bicycle: [false] } }
  remark: { type: string, max_chars: 200, documented: { absent: true } }
"#,
    ),
    ("models/deck.yaml", "enum: Deck\nsection: \"1.1\"\nvalues: { upper: {}, lower: {} }\n"),
    (
        "models/fare.yaml",
        r#"
union: Fare
section: "1.1"
tag: kind
variants:
  Single: { value: 1, fields: { cents: { type: int, required: true, min: 0 } } }
  Season: { value: 2, fields: { months: { type: uint, required: true }, cents: { type: int } } }
"#,
    ),
    (
        "models/booking.yaml",
        "model: Booking\nsection: \"1.1\"\nfields:\n  booking_id: { type: string, required: true }\n",
    ),
    ("models/health.yaml", "model: Health\nfields:\n  uptime: { type: int, required: true }\n"),
];

const OPERATIONS: [(&str, &str); 3] = [
    (
        "operations/book.yaml",
        r#"
operation: book
section: "1.1"
method: POST
path: /bookings
request: Passage
wrap: { booking: { form: PASSAGE, passage: $request } }
reply: Booking
"#,
    ),
    (
        "operations/cancel.yaml",
        r#"
operation: cancel
section: "1.2"
method: DELETE
path: /bookings/{booking_id}
path_params:
  booking_id: { type: string, required: true, max_bytes: 16 }
query:
  reason: { type: string, max_bytes: 60 }
"#,
    ),
    ("operations/health.yaml", "operation: health\nmethod: GET\npath: /health\nauth: false\nreply: Health\n"),
];

const DOCUMENT: &str = r"
# 1. Bookings
# 1.1 Book a passage
What is sent:
parameter | Do I have to? | Introductions |
---|---|---|
key | yes | Who calls |
POST data | yes | JSON |

## The form
| Name | Required | Type | Example | Description |
|:---|---|:---:|---|---|
| form | yes | string(16) | PASSAGE | What is booked |
| `ship` | yes | string(30) | 海鸥号 | The ship, 10 Chinese characters at most |
| deck | no | String(8) | upper | upper \| lower |
| sails\_at | yes | unsigned int | 1790784000 | Departure |
| seats | no | array | 3 | At most 40 digits |
| fare | yes | JSON structure | see above | What it costs &amp; how |
| kind | yes | int | 1 | 1 for one trip, 2 for a season |
| cents | no | int | 900 | The price |
| months | no | unsigned int | 3 | Only of a season |
| bicycle | no | bool | true | Whether there is one |
| plate | no | string(12) | K-12 | For cars |

What comes back:

Field | Meaning |
---|---|
code | 0 is fine |
text | Why not |
booking_id | What to cancel it by |

# 1.2 Cancel

参数 | 是否必须 | 类型 | 说明
---|---|---|---
key | 是 | string | 调用凭证
booking_id | 是 | string(16) | 编号
reason | 否 | string(60) | 原因

Code | Meaning |
---|---|
3 | Too late |
";

fn sources(edit: impl Fn(&str) -> String) -> Vec<Source> {
    let files = TYPES.iter().chain(&OPERATIONS).map(|(path, text)| Source::new(*path, edit(text)));
    [Source::new("api.yaml", API)].into_iter().chain(files).collect()
}

fn audit_of(sources: &[Source], document: &str) -> Audit {
    let api = check(sources).unwrap_or_else(|problems| panic!("{}", problems.render(sources, false))).api;
    audit(sources, &api, document).unwrap()
}

/// The differences once one piece of the document is another.
fn document_with(old: &str, new: &str) -> Vec<String> {
    assert_eq!(DOCUMENT.matches(old).count(), 1, "{old}");
    told(&audit_of(&sources(str::to_owned), &DOCUMENT.replace(old, new)))
}

/// The differences once one piece of the spec is another.
fn spec_with(old: &str, new: &str) -> Vec<String> {
    let all: String = TYPES.iter().chain(&OPERATIONS).map(|(_, text)| *text).collect();
    assert_eq!(all.matches(old).count(), 1, "{old}");
    told(&audit_of(&sources(|text| text.replace(old, new)), DOCUMENT))
}

fn told(audit: &Audit) -> Vec<String> {
    audit.differences.iter().map(tell).collect()
}

fn tell(difference: &Difference) -> String {
    let line = |line: Option<usize>| line.map_or("-".to_owned(), |line| line.to_string());
    let at = difference.origin.as_ref().map_or("-".to_owned(), |at| format!("{}:{}", at.file, at.line));
    format!(
        "{} {} | {} @{} | {} @{at}",
        difference.kind.as_str(),
        difference.field,
        difference.documented,
        line(difference.document_line),
        difference.spec
    )
}

#[test]
fn a_document_that_says_the_same_has_no_difference() {
    let audit = audit_of(&sources(str::to_owned), DOCUMENT);
    assert_eq!(told(&audit), [""; 0]);
    assert_eq!((audit.tables, audit.rows), (4, 19));
    let windows = audit_of(&sources(str::to_owned), &DOCUMENT.replace('\n', "\r\n"));
    assert_eq!(windows, audit);
}

#[test]
fn a_limit_that_changes_is_told() {
    assert_eq!(
        document_with("string(30)", "string(33)"),
        ["type Passage.ship | string(33) @14 | string(30) @models/passage.yaml:5"]
    );
    assert_eq!(
        spec_with("max_bytes: 16", "max_bytes: 15"),
        ["type CancelRequest.booking_id | string(16) @38 | string(15) @operations/cancel.yaml:7"]
    );
    // A limit that only one of them has is a difference, too.
    assert_eq!(document_with("string(60)", "string").len(), 1);
    assert_eq!(spec_with(", max_bytes: 60", "").len(), 1);
}

#[test]
fn a_limit_of_characters_that_changes_is_told() {
    assert_eq!(
        document_with("10 Chinese", "11 Chinese"),
        ["max_cjk Passage.ship | 11 CJK characters @14 | 10 CJK characters @models/passage.yaml:5"]
    );
    // A description that states none says nothing.
    assert_eq!(document_with(", 10 Chinese characters at most", ""), [""; 0]);
    assert_eq!(spec_with(", max_cjk: 10", "").len(), 1);
    assert_eq!(
        spec_with("max_bytes: 30, max_cjk: 10", "max_bytes: 30, max_cjk: 9, documented: { max_cjk: 10 }"),
        [""; 0]
    );
}

#[test]
fn whether_it_is_required_is_told_once_it_changes() {
    assert_eq!(
        document_with("`ship` | yes", "`ship` | no"),
        ["required Passage.ship | optional @14 | required @models/passage.yaml:5"]
    );
    assert_eq!(
        document_with("`ship` | yes", "`ship` | Not for pets"),
        ["required Passage.ship | not for pets @14 | required @models/passage.yaml:5"]
    );
    assert_eq!(document_with("`ship` | yes", "`ship` | "), [""; 0], "an empty cell says nothing");
    // What is required in some cases only is optional to a document.
    assert_eq!(
        document_with("plate | no", "plate | yes"),
        ["required Passage.plate | required @23 | required when `bicycle` is false @models/passage.yaml:11"]
    );
    assert_eq!(document_with("plate | no", "plate | for cars"), [""; 0], "a case in words is a case");
    assert_eq!(document_with("months | no", "months | conditional"), [""; 0]);
    assert_eq!(document_with("deck | no", "deck | conditional").len(), 1, "the spec knows of no case");
    // What the document says in words of its own is pinned by whether that is always.
    let pinned = spec_with("type: Deck, documented: {", "type: Deck, documented: { required: false,");
    assert_eq!(pinned.len(), 1, "the spec says so by itself");
    let spec = sources(|text| {
        text.replace("documented: { type: string(8)", "documented: { required: false, type: string(8)")
    });
    let cases = DOCUMENT.replace("deck | no", "deck | for cars");
    assert_eq!(told(&audit_of(&spec, &cases)), [""; 0]);
    assert_eq!(
        document_with("months | no", "months | yes"),
        ["required Season.months | required @21 | required in one variant @models/fare.yaml:7"]
    );
}

#[test]
fn a_type_that_changes_is_told() {
    assert_eq!(
        document_with("sails\\_at | yes | unsigned int", "sails\\_at | yes | int"),
        ["type Passage.sails_at | int @16 | timestamp @models/passage.yaml:7"]
    );
    assert_eq!(document_with("months | no | unsigned int", "months | no | int").len(), 1);
    assert_eq!(document_with("seats | no | array", "seats | no | string(6)").len(), 1);
    assert_eq!(document_with("fare | yes | JSON structure", "fare | yes | string").len(), 1);
    assert_eq!(document_with("bicycle | no | bool", "bicycle | no | int").len(), 1);
    // Tags and constants are held against their values.
    assert_eq!(
        document_with("string(16) | PASSAGE", "string(6) | PASSAGE"),
        ["type form | string(6) @13 | `PASSAGE` @operations/book.yaml:3"]
    );
    assert_eq!(document_with("kind | yes | int", "kind | yes | string").len(), 1);
}

#[test]
fn a_greatest_number_that_changes_is_told() {
    assert_eq!(
        document_with("Only of a season", "At most 12, only of a season"),
        ["max Season.months | at most 12 @21 | no greatest number @models/fare.yaml:7"]
    );
    let twelve = DOCUMENT.replace("Only of a season", "At most 12, only of a season");
    let spec = |limits: &str| {
        let field = format!("months: {{ type: uint, {limits}, required: true }}");
        sources(|text| text.replace("months: { type: uint, required: true }", &field))
    };
    assert_eq!(told(&audit_of(&spec("max: 12"), &twelve)), [""; 0]);
    assert_eq!(told(&audit_of(&spec("max: 9"), &twelve)).len(), 1);
    assert_eq!(told(&audit_of(&spec("max: 9, documented: { max: 12 }"), &twelve)), [""; 0]);
    // A number that limits no number is another matter, and a description without one says nothing.
    assert_eq!(document_with("海鸥号 | The ship,", "海鸥号 | The ship, of which the maximum is 3,"), [""; 0]);
    assert_eq!(told(&audit_of(&spec("max: 12"), DOCUMENT)), [""; 0]);
}

#[test]
fn a_type_is_the_same_however_it_is_written() {
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

#[test]
fn a_row_in_another_table_is_told() {
    let row = "| `ship` | yes | string(30) | 海鸥号 | The ship, 10 Chinese characters at most |\n";
    let own = DOCUMENT.replace(row, "");
    let reply = "booking_id | What to cancel it by |\n";
    let moved = own.replace(reply, &format!("{reply}ship | The ship |\n"));
    // The reply's table has the fields of another model.
    assert_eq!(
        told(&audit_of(&sources(str::to_owned), &moved)),
        [
            "moved Passage.ship | a row among those of other objects @31 | a field of `Passage`, whose table begins on \
          line 11 of the document @models/passage.yaml:5"
        ]
    );
    // It is settled by a pin that says that its own table leaves the field out.
    let pinned = |text: &str| text.replace("max_cjk: 10 }", "max_cjk: 10, documented: { absent: true } }");
    assert_eq!(told(&audit_of(&sources(pinned), &moved)), [""; 0]);
    assert_eq!(told(&audit_of(&sources(pinned), DOCUMENT)).len(), 1, "the pin matches nothing then");
    // In another section, it is missing in its own and one too many there.
    let elsewhere =
        DOCUMENT.replace(row, "") + "\n# 1.2 More\nname | type |\n---|---|\nship | string(30) |\n";
    let kinds: Vec<Kind> =
        audit_of(&sources(str::to_owned), &elsewhere).differences.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [Kind::Missing, Kind::Extra]);
}

#[test]
fn an_object_may_have_its_rows_below_its_own_or_in_a_table_of_their_own() {
    let fare = "| kind | yes | int | 1 | 1 for one trip, 2 for a season |\n\
        | cents | no | int | 900 | The price |\n\
        | months | no | unsigned int | 3 | Only of a season |\n";
    assert!(DOCUMENT.contains(fare));
    let head = "\n| Name | Required | Type | Example | Description |\n|---|---|---|---|---|\n";
    let apart =
        DOCUMENT.replace(fare, "").replace("\nWhat comes back:", &format!("{head}{fare}\nWhat comes back:"));
    assert_eq!(told(&audit_of(&sources(str::to_owned), &apart)), [""; 0]);
    // One field of it alone among others belongs to the rest.
    let split = DOCUMENT
        .replace("| months | no | unsigned int | 3 | Only of a season |\n", "")
        .replace("booking_id | What", "months | Only of a season |\nbooking_id | What");
    assert_eq!(told(&audit_of(&sources(str::to_owned), &split)).len(), 1);
}

#[test]
fn a_bar_in_a_cell_is_told_unless_it_is_escaped() {
    assert_eq!(
        document_with("upper \\| lower |", "upper | lower |"),
        ["cells Passage.deck | 6 cells in a table of 5 columns @15 | Deck @models/passage.yaml:6"]
    );
    assert_eq!(document_with("upper \\| lower |", "upper &#124; lower |"), [""; 0]);
    assert_eq!(document_with("| upper | upper \\| lower |", "|"), [""; 0], "a row may end early");
}

#[test]
fn a_change_is_told_whatever_ends_the_lines_and_whatever_the_file_begins_with() {
    let spaced = DOCUMENT.replace("string(30)", "string(33)").replace('\n', "  \r\n");
    assert_eq!(
        told(&audit_of(&sources(str::to_owned), &format!("\u{feff}{spaced}"))),
        ["type Passage.ship | string(33) @14 | string(30) @models/passage.yaml:5"]
    );
}

#[test]
fn a_row_that_stands_twice_must_agree_both_times() {
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
fn a_row_with_another_name_is_told_with_the_field_that_has_none() {
    let edited = DOCUMENT.replace("`ship`", "shipp");
    let audit = audit_of(&sources(str::to_owned), &edited);
    assert_eq!(
        told(&audit),
        [
            "missing Passage.ship | no row @3 | string(30) @models/passage.yaml:5",
            "extra shipp | required, string(30) @14 | no such field @operations/book.yaml:3",
        ]
    );
    assert_eq!(audit.differences[1].help, "is it `ship`, which has no row?");
}

#[test]
fn a_row_too_few_or_too_many_is_told() {
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
fn a_section_of_one_side_alone_is_told() {
    let more = format!("{DOCUMENT}\n# 1.3 Move\nname | type |\n---|---|\nto | string |\nat | int |\n");
    let audit = audit_of(&sources(str::to_owned), &more);
    assert_eq!(
        told(&audit),
        ["extra `to` and `at` | a table of parameters @46 | nothing of this section @-"]
    );
    assert_eq!(spec_with("section: \"1.2\"", "section: \"1.5\"").len(), 1 + 2, "a table, and two fields");
    let headless = audit_of(&sources(str::to_owned), &DOCUMENT.replace("# 1", "1"));
    assert_eq!(headless.differences.iter().filter(|one| one.kind == Kind::Extra).count(), 4);
}

#[test]
fn a_pin_that_the_document_does_not_bear_out_is_told() {
    assert_eq!(
        document_with("String(8)", "string(10)"),
        ["pin Passage.deck | string(10) @15 | Deck, pinned as string(8) @models/passage.yaml:6"]
    );
    assert_eq!(document_with("deck | no | String(8) |", "deck | no | |").len(), 1, "nothing to pin");
    assert_eq!(
        document_with("plate | no", "remark | no | string(200) |\nplate | no"),
        ["pin Passage.remark | it has a row @23 | pinned as absent @models/passage.yaml:12"]
    );
    // It needs no pin to say what the spec says anyway.
    assert_eq!(
        document_with("String(8)", "string"),
        ["pin Passage.deck | string @15 | Deck, and a pin besides @models/passage.yaml:6"]
    );
    let nothing = spec_with("max_cjk: 10 }", "max_cjk: 10, documented: {} }");
    assert_eq!(
        nothing,
        ["pin Passage.ship | nothing that it could pin @3 | a pin without words @models/passage.yaml:5"]
    );
    // A pin on a row that is not there, and one on a field that is of no section.
    assert_eq!(
        spec_with("absent: true", "absent: true, required: true"),
        ["pin Passage.remark | no row @3 | a pin on its words @models/passage.yaml:12"]
    );
    let health = spec_with("uptime: { type: int,", "uptime: { type: int, documented: { required: false },");
    assert_eq!(health.len(), 1);
    assert!(health[0].starts_with("pin Health.uptime | not looked at"), "{health:?}");
}

#[test]
fn a_document_without_a_table_cannot_be_compared() {
    let sources = sources(str::to_owned);
    let api = check(&sources).unwrap().api;
    for document in
        ["", "# 1.1 Book", "Code | Meaning |\n---|---|\n3 | Too late |\n", "name | type |\n---|---|\n"]
    {
        assert_eq!(audit(&sources, &api, document), Err(NoTable), "{document}");
    }
}
