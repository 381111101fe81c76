//! Variables of servers.

use super::{imported, rows};

fn document(server: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{ title: Shop, version: \"1\" }}\nservers: [{server}]\npaths:\n  /a:\n    get: {{ operationId: a, responses: {{ \"204\": {{ description: ok }} }} }}\n"
    )
}

#[test]
fn variables_of_the_first_server_can_be_chosen() {
    let server = "{ url: 'https://{region}.shop.example/{version}/', variables: { region: { default: eu, enum: [eu, us-1], description: Where. }, version: { default: v2 } } }";
    let imported = imported(&document(server));
    let api = imported.files.iter().find(|file| file.path == "api.yaml").unwrap().text().into_owned();
    insta::assert_snapshot!(api + &rows(&imported));
}

/// A value that is more than a part of an address is written into it.
#[test]
fn other_variables_have_their_default() {
    for server in [
        "{ url: 'https://shop.example/{base}', variables: { base: { default: api/v1 } } }",
        "{ url: 'https://{host}', variables: { host: { default: 'shop.example:8443', enum: [a] } } }",
        "{ url: 'https://shop.example/{a-b}/{a_b}', variables: { a-b: { default: a }, a_b: { default: b } } }",
        "{ url: 'https://{region}.shop.example', variables: { region: { default: eu, enum: [eu-1, eu_1, eu] } } }",
    ] {
        let imported = imported(&document(server));
        let api = imported.files.iter().find(|file| file.path == "api.yaml").unwrap().text().into_owned();
        assert!(!api.contains("server_variables"), "{api}");
        assert!(rows(&imported).contains("server-variable"), "{server}");
    }
}
