//! The OpenAPI documents describe the same API as the specs.

use std::path::Path;

use openapiv3::OpenAPI;
use serde_json::{Value, json};
use specwright::check::check;
use specwright_bench::openapi::{Edition, document};
use specwright_bench::{folder, scale};

fn of(sources: &[specwright::Source], edition: Edition) -> Value {
    let checked = check(sources).unwrap_or_else(|problems| panic!("{}", problems.render(sources, false)));
    document(&checked.api, edition)
}

#[test]
fn a_parser_reads_the_document() {
    let parcels = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/parcels/spec");
    for sources in [scale::scaled(1), scale::scaled(2), scale::read(&parcels)] {
        let operations = check(&sources).unwrap().api.operations.len();
        let parsed: OpenAPI = serde_json::from_value(of(&sources, Edition::V3_0)).unwrap();
        assert_eq!(parsed.operations().count(), operations);
    }
}

#[test]
fn every_reference_is_resolved_and_every_schema_is_used() {
    let document = of(&scale::scaled(2), Edition::V3_1);
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let mut referred = Vec::new();
    references(&document, &mut referred);
    for reference in &referred {
        assert!(document.pointer(&reference[1..]).is_some_and(Value::is_object), "{reference}");
    }
    for name in schemas.keys() {
        assert!(referred.contains(&format!("#/components/schemas/{name}").as_str()), "{name}");
    }
}

fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(entries) => {
            found.extend(entries.get("$ref").and_then(Value::as_str));
            entries.values().for_each(|value| references(value, found));
        }
        Value::Array(elements) => elements.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn a_request_has_its_envelope_and_its_limits() {
    let document = of(&scale::real(), Edition::V3_0);
    let create = &document["paths"]["/card/create/create_scenic_ticket"]["post"];
    assert_eq!(create["operationId"], "create_scenic_ticket");
    assert_eq!(create["parameters"][0]["name"], "access_token");
    let schemas = &document["components"]["schemas"];
    assert_eq!(
        schemas["CreateScenicTicketBodyCard"],
        json!({
            "type": "object",
            "required": ["card_type", "scenic_ticket"],
            "properties": {
                "card_type": { "type": "string", "enum": ["SCENIC_TICKET"] },
                "scenic_ticket": { "$ref": "#/components/schemas/ScenicTicket" },
            },
        })
    );
    assert_eq!(schemas["BaseInfo"]["properties"]["brand_name"]["maxLength"], 36);
    assert_eq!(schemas["DateInfo"]["required"], json!(["type"]));
    assert_eq!(schemas["CreatedCardReply"]["properties"]["errcode"], json!({ "type": "integer" }));
}

#[test]
fn a_changed_spec_and_its_document_have_one_more_field() {
    let fields = |sources: &[specwright::Source]| {
        let document = of(sources, Edition::V3_1);
        document["components"]["schemas"]["Sku"]["properties"].as_object().unwrap().len()
    };
    assert_eq!(fields(&scale::changed(scale::scaled(2))), fields(&scale::scaled(2)) + 1);
}

#[test]
fn a_folder_contains_the_spec_and_both_documents() {
    let to = tempfile::tempdir().unwrap();
    let sources = scale::scaled(2);
    folder::write(&sources, to.path()).unwrap();
    let written = scale::read(&to.path().join("spec"));
    assert!(
        sources
            .iter()
            .map(|source| (&source.path, &source.bytes))
            .eq(written.iter().map(|source| (&source.path, &source.bytes)))
    );
    for (name, version) in [("openapi-3.0.json", "3.0.3"), ("openapi-3.1.json", "3.1.0")] {
        let document: Value = serde_json::from_slice(&std::fs::read(to.path().join(name)).unwrap()).unwrap();
        assert_eq!(document["openapi"], version);
    }
}
