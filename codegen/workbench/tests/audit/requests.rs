//! Tables of operations without a section, which are found by the path of the request.

use specwright::Source;

use crate::ferries::{audit_of, reported};

const DOCUMENT: &str = "\
# 3.1 Offers

HTTP request: POST https://shops.example/offers?key=KEY.
Ask /offers/count afterwards.

name | required | type |
---|---|---|
id | yes | string(16) |
states | no | int |

## POST `/offers/count`

name | required | type |
---|---|---|
id | yes | string(16) |
";

fn sources(pin: &str) -> Vec<Source> {
    let files = [
        ("api.yaml", "api: shops\nserver: https://shops.example\nauth: { query: key }\n".to_owned()),
        ("offer.yaml", "operation: offer\nmethod: POST\npath: /offers\nrequest: Offer\n".to_owned()),
        ("count.yaml", "operation: count\nmethod: POST\npath: /offers/count\nrequest: Count\n".to_owned()),
        (
            "count_model.yaml",
            "model: Count\nfields:\n  id: { type: string, required: true, max_bytes: 16 }\n  other: { type: Other }\n".to_owned(),
        ),
        (
            "offer_model.yaml",
            format!(
                "model: Offer\nfields:\n  id: {{ type: string, required: true, max_bytes: 16 }}\n  \
                 states: {{ type: list<string>{pin} }}\n  unlisted: {{ type: int }}\n"
            ),
        ),
        // Another section has the number of the document's heading.
        ("other.yaml", "model: Other\nsection: '3.1'\nfields: { other: { type: int } }\n".to_owned()),
    ];
    files.into_iter().map(|(path, text)| Source::new(path, text)).collect()
}

fn found(pin: &str, old: &str, new: &str) -> Vec<String> {
    assert_eq!(DOCUMENT.matches(old).count(), 1, "{old}");
    reported(&audit_of(&sources(pin), &DOCUMENT.replace(old, new)))
}

#[test]
fn a_table_belongs_to_the_operation_whose_request_is_stated_above_it() {
    let pin = ", documented: { type: int }";
    // Section 3.1 has no table of its own.
    let missing = "missing Other.other";
    let of = |found: Vec<String>| -> Vec<String> {
        found.into_iter().filter(|line| !line.starts_with(missing)).collect()
    };
    assert_eq!(of(found(pin, "# 3.1 Offers", "# 3.1 Offers")), [""; 0], "a field without a row needs none");
    assert_eq!(of(found("", "states |", "states |")).len(), 1, "the type of `states` differs");
    assert_eq!(of(found(pin, "states | no | int", "states | no | array")).len(), 1, "the pin differs");
    assert_eq!(of(found(pin, "states |", "colour |")).len(), 1, "no such field");
    assert_eq!(
        of(found(
            pin,
            "`\n\nname | required | type |\n---|---|---|\nid |",
            "`\n\nname | required | type |\n---|---|---|\nid2 |"
        ))
        .len(),
        1
    );
    assert_eq!(
        of(found(pin, "POST https://shops.example/offers?key=KEY.\n", "")).len(),
        2,
        "section 3.1 has no such fields"
    );
}
