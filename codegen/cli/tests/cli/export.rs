//! `export`, and the OpenAPI document that `regen` keeps beside a client.

use serde_json::Value;

use crate::support::Shop;

fn openapi(shop: &Shop, arguments: &[&str]) -> String {
    let ran = shop.run(&[&["export", "openapi"], arguments].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    ran.stdout
}

#[test]
fn a_document_is_printed_in_each_version_and_format() {
    let shop = Shop::new();
    let document: Value = serde_json::from_str(&openapi(&shop, &[])).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["components"]["schemas"]["Pet"]["properties"]["name"]["maxLength"], 12);
    let older: Value = serde_json::from_str(&openapi(&shop, &["--version", "3.0"])).unwrap();
    assert_eq!(older["openapi"], "3.0.3");
    assert!(openapi(&shop, &["--format", "yaml"]).starts_with("openapi: \"3.1.0\"\n"));
}

#[test]
fn files_are_written_where_they_differ() {
    let shop = Shop::new();
    let run = |arguments: &[&str]| {
        let ran = shop.run(&[&["export"], arguments].concat());
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        ran.stdout
    };
    assert_eq!(run(&["openapi", "--to", "pets.json"]), "1 file written to `.`, 0 unchanged\n");
    assert_eq!(run(&["openapi", "--to", "pets.json"]), "0 files written to `.`, 1 unchanged\n");
    assert_eq!(shop.text("pets.json"), openapi(&shop, &[]));
    assert_eq!(run(&["json-schema", "--to", "a/b"]), "2 files written to `a/b`, 0 unchanged\n");
    let schema: Value = serde_json::from_str(&shop.text("a/b/add_pet.request.json")).unwrap();
    assert_eq!(schema["$ref"], "#/$defs/Pet");
    assert!(shop.path("a/b/list_pets.reply.json").is_file());
}

#[test]
fn an_error_of_the_spec_is_reported_and_nothing_is_written() {
    let shop = Shop::broken();
    let ran = shop.run(&["export", "openapi", "--to", "pets.json"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("max_length") && !shop.path("pets.json").exists(), "{}", ran.stderr);
}

#[test]
fn regen_keeps_the_document_that_the_manifest_names() {
    let shop = Shop::generated();
    let manifest =
        "[package]\nname = \"pets\"\n[package.metadata.specwright]\nopenapi = \"docs/openapi.json\"\n";
    shop.put("client/Cargo.toml", manifest);
    let both = ["--spec", "spec", "--out", "client"];
    let ran = shop.run(&[&["regen", "--check"], &both[..]].concat());
    assert_eq!(ran.code, Some(1));
    assert!(ran.stdout.contains("missing   client/docs/openapi.json"), "{}", ran.stdout);
    assert_eq!(shop.run(&[&["regen"], &both[..]].concat()).code, Some(0));
    assert_eq!(shop.run(&[&["regen", "--check"], &both[..]].concat()).code, Some(0));
    assert_eq!(shop.text("client/docs/openapi.json"), openapi(&shop, &["--out", "client"]));
    shop.put("client/Cargo.toml", manifest.replace("docs", ".."));
    let ran = shop.run(&[&["regen"], &both[..]].concat());
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("not the path of a JSON file below the crate's root"), "{}", ran.stderr);
}
