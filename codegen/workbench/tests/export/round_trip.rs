//! What is exported is imported as the same API.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};
use specwright::Source;
use specwright::check::check;
use specwright::ir::Api;
use specwright_workbench::export::{Version, openapi, to_yaml};
use specwright_workbench::import::{Document, Imported, import};

use super::lossless::{VERSIONS, first_difference, meaning};
use super::{api, checked, mutations};

/// The import of what is exported.
fn imported(api: &Api, version: Version) -> Imported {
    let text = serde_json::to_string(&openapi(api, version, None)).unwrap();
    read(&text)
}

/// The import of a document.
fn read(text: &str) -> Imported {
    match import(Document { path: "openapi", bytes: text.as_bytes() }, &[]) {
        Ok(imported) => imported,
        Err(problem) => panic!("{problem}"),
    }
}

/// What the check found. Line breaks at the end of a text have no meaning.
fn meant(api: &Api) -> String {
    meaning(api).replace("\\n\")", "\")")
}

/// Verifies that an API comes back.
fn comes_back(api: &Api) {
    let original = meant(api);
    for version in VERSIONS {
        let imported = imported(api, version);
        assert_eq!(imported.report.rows, [], "{version:?}");
        let again = meant(&checked(&imported.files));
        assert!(again == original, "{version:?}:\n{}", first_difference(&original, &again));
    }
}

#[test]
fn the_tickets_come_back() {
    comes_back(&api("spec"));
}

#[test]
fn the_parcels_come_back() {
    comes_back(&api("codegen/tests/parcels/spec"));
}

#[test]
fn every_construct_comes_back() {
    comes_back(&checked(&mutations::undamaged()));
}

#[test]
fn random_apis_come_back() {
    super::random(40).for_each(|api| comes_back(&api));
}

#[test]
fn a_document_in_yaml_comes_back() {
    let api = api("codegen/tests/parcels/spec");
    let text = to_yaml(&openapi(&api, Version::V3_1, None));
    let imported = read(&text);
    assert_eq!(imported.report.rows, []);
    assert!(meant(&checked(&imported.files)) == meant(&api));
}

/// Four operations of one path that differ in everything that operations of one path can.
#[test]
fn operations_of_one_path_come_back() {
    comes_back(&super::small(
        "--- api\napi: shop\nserver: https://shop.example\nauth: { cookie: session }\n\
         --- one\noperation: one\nmethod: POST\npath: /things/{id}\npath_params: { id: { type: int } }\nrequest: Thing\nwrap: { kind: 1, it: $request }\nreply: Thing\nfailures: { 404: { type: Missing, doc: It is not there. } }\n\
         --- two\noperation: two\nmethod: POST\npath: /things/{id}\npath_params: { id: { type: string } }\nquery: { tags: { type: list<string>, style: brackets, max_chars: 3 } }\nheaders: { X-Why: { type: string, pattern: '^[a-z]+$' } }\nrequest: Thing\nbody: form\noptional_body: true\nreply_body: bytes\naccept: image/png\nauth: false\n\
         --- three\noperation: three\nmethod: POST\npath: /things/{id}\npath_params: { id: { type: int } }\nno_content: true\nreply: list<Thing>\ndata: data.items\nidempotent: true\nfailures: { 404: { type: json }, 5XX: { type: json }, default: { type: Missing } }\n\
         --- thing\nmodel: Thing\nfields: { name: { type: string, required: true }, size: { type: int, default: 3 } }\n\
         --- missing\nmodel: Missing\nfields: { why: { type: string, required: true, const: gone } }\n",
    ));
}

#[test]
fn limits_that_others_imply_come_back() {
    comes_back(&super::small(
        "--- api\napi: shop\nserver: https://shop.example\n\
         --- get\noperation: get\nmethod: GET\npath: /things/{id}\npath_params: { id: { type: string, min_chars: 1 } }\nreply: Thing\n\
         --- put\noperation: put\nmethod: PUT\npath: /things\nrequest: Thing\n\
         --- thing\nmodel: Thing\nfields:\n  name: { type: string, min_bytes: 1, min_chars: 1 }\n  word: { type: string, max_bytes: 8, max_chars: 8 }\n  words: { type: list<string>, min_bytes: 2, min_chars: 1, min_items: 1 }\n",
    ));
}

#[test]
fn texts_that_look_like_those_of_the_exporter_come_back() {
    comes_back(&super::small(
        "--- api\napi: shop\nserver: https://shop.example\ndoc: |-\n  A shop.\n\n  Note: it is small.\nnote: It is.\n\
         errors:\n  \"404\": { name: GONE }\n  405: { name: WRONG }\nreply: { code: code }\n\
         --- get\noperation: get\nmethod: GET\npath: /things\ndoc: Since ever.\nsince: '1.2'\nreply: Thing\n\
         --- thing\nmodel: Thing\ndoc: A thing.\nfields:\n  \"true\": { type: string, doc: 'Rules: none.', max_bytes: 8 }\n  kind: { type: Kind }\n\
         --- kind\nenum: Kind\nvalues: { \"1\": {}, \"true\": { name: Yea, also_read: [\"1.0\"] } }\nextra: [\"2\"]\n",
    ));
}

/// What somebody adds to a document by hand is read as far as the reader of the exporter's form goes, and reported beyond it.
#[test]
fn additions_are_read_or_reported() {
    let api = api("codegen/tests/parcels/spec");
    let mut document = openapi(&api, Version::V3_1, None).to_value();
    let schemas = &mut document["components"]["schemas"];
    schemas["Address"]["properties"]["floor"] = json!({ "type": "integer", "maximum": 200 });
    schemas["Track"]["properties"]["colour"] = json!({ "type": "object", "x-other": 1 });
    document["paths"]["/addresses/{id}"]["put"] = json!({
        "operationId": "put_address",
        "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
        "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Address" } } } },
        "responses": { "204": { "description": "" } },
    });
    let text = document.to_string();
    let imported = read(&text);
    let rows: Vec<String> = imported
        .report
        .rows
        .iter()
        .map(|row| format!("{} {}: {}", row.pointer, row.loss.as_str(), row.what))
        .collect();
    assert_eq!(
        rows,
        [
            "/components/schemas/Track/properties/colour own-form: an object or a list without a name",
            "/components/schemas/Track/properties/colour/x-other extension: x-other",
        ]
    );
    let file = |path: &str| {
        let found: Vec<&Source> = imported.files.iter().filter(|file| file.path == path).collect();
        found[0].text().into_owned()
    };
    assert!(
        file("models/address.yaml").contains("  floor: { type: int, max: 200 }\n"),
        "{}",
        file("models/address.yaml")
    );
    assert!(file("operations/put_address.yaml").contains("request: Address\n"));
}

/// The pointers of all values in a document.
fn pointers(value: &Value, at: String, found: &mut Vec<String>) {
    let members = value.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), value));
    let elements = value.as_array().into_iter().flatten().enumerate();
    for (name, value) in members.chain(elements.map(|(index, value)| (index.to_string(), value))) {
        pointers(value, format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), found);
    }
    found.push(at);
}

static DOCUMENT: LazyLock<(Value, Vec<String>)> = LazyLock::new(|| {
    let document = openapi(&checked(&mutations::undamaged()), Version::V3_1, None).to_value();
    let mut found = Vec::new();
    pointers(&document, String::new(), &mut found);
    (document, found)
});

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 500, ..ProptestConfig::default() })]

    /// Whatever a document has in its place, the import returns.
    #[test]
    fn no_value_makes_the_import_panic(
        place in any::<Index>(),
        value in select(vec![json!(null), json!("x"), json!(1), json!(true), json!([{}]), json!({ "x-model": "Item" })]),
    ) {
        let (mut document, pointers) = DOCUMENT.clone();
        if let Some(place) = document.pointer_mut(place.get::<String>(&pointers)) {
            *place = value;
        }
        let text = document.to_string();
        let _ = import(Document { path: "openapi.json", bytes: text.as_bytes() }, &[]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn every_spec_comes_back(edited in mutations::damaged()) {
        let Ok(edited) = check(&edited) else { return Ok(()) };
        let original = meant(&edited.api);
        for version in VERSIONS {
            let imported = imported(&edited.api, version);
            prop_assert_eq!(&imported.report.rows, &[]);
            let again = meant(&checked(&imported.files));
            prop_assert!(again == original, "{:?}:\n{}", version, first_difference(&original, &again));
        }
    }
}
