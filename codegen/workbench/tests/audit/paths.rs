//! Rows with the path of their field.

use specwright::Source;

use crate::ferries::{audit_of, reported};

/// Two objects with a key of the same name, a list of objects, and a union.
const SPEC: [(&str, &str); 6] = [
    (
        "api.yaml",
        "api: shops\nserver: https://shops.example\nreply: { code: status.code, message: status.text, ok: 0 }\n",
    ),
    (
        "operations/offer.yaml",
        "operation: offer\nsection: '1'\nmethod: POST\npath: /offers\nrequest: Offer\n\
         wrap: { data: { form: OFFER, offer: $request } }\n",
    ),
    (
        "models/offer.yaml",
        "model: Offer\nsection: '1'\nfields:\n  id: { type: string, required: true, max_bytes: 16 }\n  \
         sku: { type: Sku, required: true }\n  items: { type: list<Item> }\n  fee: { type: Fee }\n",
    ),
    (
        "models/sku.yaml",
        "model: Sku\nsection: '1'\nfields:\n  id: { type: int, required: true }\n  quantity: { type: int }\n",
    ),
    ("models/item.yaml", "model: Item\nsection: '1'\nfields: { name: { type: string, max_bytes: 30 } }\n"),
    (
        "models/fee.yaml",
        "union: Fee\nsection: '1'\ntag: kind\nvariants:\n  Once: { value: 1, fields: { cents: { type: int } } }\n  \
         Never: { value: 2, fields: {} }\n",
    ),
];

const DOCUMENT: &str = "\
# 1 Offer
name | required | type |
---|---|---|
data.form | yes | string(8) |
id | yes | string(16) |
sku | yes | object |
sku.id | yes | int |
$.data.offer.sku.quantity | no | int |
items | no | array |
items[].name | no | string(30) |
fee | no | object |
fee.kind | yes | int |
data.offer.fee.cents | no | int |

Response

name | type |
---|---|
status.code | int |
status.text | string |
";

fn sources() -> Vec<Source> {
    SPEC.iter().map(|(path, text)| Source::new(*path, *text)).collect()
}

fn with(old: &str, new: &str) -> Vec<String> {
    assert_eq!(DOCUMENT.matches(old).count(), 1, "{old}");
    reported(&audit_of(&sources(), &DOCUMENT.replace(old, new)))
}

#[test]
fn a_row_with_a_path_describes_the_field_at_the_path() {
    assert_eq!(with("# 1 Offer", "# 1 Offer"), [""; 0]);
    assert_eq!(
        with("sku.id | yes | int", "sku.id | no | string"),
        [
            "required Sku.id | optional @7 | required @models/sku.yaml:4",
            "type Sku.id | string @7 | int @models/sku.yaml:4",
        ]
    );
    assert_eq!(
        with("items[].name | no | string(30)", "items[0].name | no | string(12)"),
        ["type Item.name | string(12) @10 | string(30) @models/item.yaml:3"]
    );
    // The key alone describes the other field of that name.
    assert_eq!(
        with("\nid | yes | string(16)", "\nid | yes | int"),
        ["type Offer.id | int @5 | string(16) @models/offer.yaml:4"]
    );
    assert_eq!(with("fee.kind | yes | int", "fee.kind | yes | string(9)").len(), 1, "the tag has numbers");
}

#[test]
fn an_unknown_path_is_reported() {
    assert_eq!(
        with("sku.id", "sku.idd"),
        [
            "missing Sku.id | no row @1 | int @models/sku.yaml:4",
            "extra sku.idd | required, int @7 | no such field @operations/offer.yaml:2",
        ]
    );
    assert_eq!(
        with("items[].name", "sku.name"),
        [
            "missing Item.name | no row @1 | string(30) @models/item.yaml:3",
            "extra sku.name | optional, string(30) @10 | no such field @operations/offer.yaml:2",
        ]
    );
    assert_eq!(with("fee.kind", "sku.kind").len(), 1, "a tag of another object");
    assert_eq!(with("data.offer.fee.cents", "gift.fee.cents").len(), 2);
    assert_eq!(with("status.code", "state.code").len(), 1);
}

#[test]
fn brackets_mark_a_list_whose_elements_the_row_describes() {
    assert_eq!(with("items | no | array", "items[] | no | object"), [""; 0]);
    assert_eq!(with("items | no | array", "items[] | no | array"), [""; 0]);
    assert_eq!(
        with("items | no | array", "items[] | no | int"),
        ["type Offer.items | int @9 | list<Item> @models/offer.yaml:6"]
    );
    assert_eq!(with("sku | yes | object", "sku[] | yes | list").len(), 1);
}
