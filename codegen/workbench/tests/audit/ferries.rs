//! A spec and its documentation, which agree, and the differences after an edit.

use specwright::Source;
use specwright::check::check;
use specwright_workbench::audit::{Audit, Difference, audit};

pub(crate) const API: &str = r#"
api: ferries
server: https://ferries.example
auth: { query: key }
reply: { code: status.code, message: status.text, ok: 0 }
"#;

pub(crate) const TYPES: [(&str, &str); 5] = [
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

pub(crate) const OPERATIONS: [(&str, &str); 3] = [
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

pub(crate) const DOCUMENT: &str = r"
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

pub(crate) fn sources(edit: impl Fn(&str) -> String) -> Vec<Source> {
    let files = TYPES.iter().chain(&OPERATIONS).map(|(path, text)| Source::new(*path, edit(text)));
    [Source::new("api.yaml", API)].into_iter().chain(files).collect()
}

pub(crate) fn audit_of(sources: &[Source], document: &str) -> Audit {
    let api = check(sources).unwrap_or_else(|problems| panic!("{}", problems.render(sources, false))).api;
    audit(sources, &api, document).unwrap()
}

/// The differences after an edit of the document.
pub(crate) fn document_with(old: &str, new: &str) -> Vec<String> {
    assert_eq!(DOCUMENT.matches(old).count(), 1, "{old}");
    reported(&audit_of(&sources(str::to_owned), &DOCUMENT.replace(old, new)))
}

/// The differences after an edit of the spec.
pub(crate) fn spec_with(old: &str, new: &str) -> Vec<String> {
    let all: String = TYPES.iter().chain(&OPERATIONS).map(|(_, text)| *text).collect();
    assert_eq!(all.matches(old).count(), 1, "{old}");
    reported(&audit_of(&sources(|text| text.replace(old, new)), DOCUMENT))
}

pub(crate) fn reported(audit: &Audit) -> Vec<String> {
    audit.differences.iter().map(tell).collect()
}

pub(crate) fn tell(difference: &Difference) -> String {
    let line = |line: Option<usize>| line.map_or("-".to_owned(), |line| line.to_string());
    let at =
        difference.origin.as_ref().map_or("-".to_owned(), |at| format!("{}:{}", at.file, at.position.line));
    format!(
        "{} {} | {} @{} | {} @{at}",
        difference.kind.as_str(),
        difference.field,
        difference.documented,
        line(difference.document_line.map(|at| at.line)),
        difference.spec
    )
}
