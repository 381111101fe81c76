use insta::assert_snapshot;

use crate::imported;

/// The api file and the operations of a document with these schemes, and security of the API and of two operations.
fn secured(schemes: &str, root: &str, own: [&str; 2]) -> String {
    let [first, second] = own;
    let text = format!(
        "openapi: 3.0.3\ninfo: {{ title: Shop API, version: \"1\" }}\nservers: [{{ url: \"https://shop.example\" }}]\n{root}\npaths:\n  /a:\n    get: {{ operationId: one, {first} responses: {{ \"204\": {{ description: ok }} }} }}\n  /b:\n    get: {{ operationId: other, {second} responses: {{ \"204\": {{ description: ok }} }} }}\ncomponents:\n  securitySchemes:\n{schemes}"
    );
    let imported = imported(&text);
    let files: Vec<String> = imported.files.iter().map(|file| file.text().into_owned()).collect();
    files.join("---\n") + &crate::rows(&imported)
}

#[test]
fn the_first_scheme_is_that_of_the_api() {
    assert_snapshot!(secured(
        "    key: { type: apiKey, in: header, name: X-Key }\n    token: { type: http, scheme: bearer }\n",
        "security: [{ key: [] }, { token: [] }]",
        ["", "security: [],"],
    ));
}

#[test]
fn without_security_of_the_api_the_most_used_scheme_is_taken() {
    assert_snapshot!(secured(
        "    key: { type: apiKey, in: query, name: key }\n    login: { type: oauth2, flows: {} }\n",
        "",
        ["security: [{ login: [read, write] }],", ""],
    ));
}

#[test]
fn a_user_name_and_a_password_are_sent_by_basic() {
    assert_snapshot!(secured(
        "    basic: { type: http, scheme: basic }\n",
        "security: [{ basic: [] }]",
        ["", "security: [{}],"]
    ));
}

#[test]
fn a_credential_is_in_a_cookie_or_behind_a_prefix() {
    assert_snapshot!(secured(
        "    session: { type: apiKey, in: cookie, name: sid }\n    token: { type: http, scheme: Token }\n",
        "security: [{ session: [] }]",
        ["", "security: [{ token: [] }],"]
    ));
    assert_snapshot!(secured(
        "    token: { type: http, scheme: Token }\n",
        "security: [{ token: [] }]",
        ["parameters: [{ name: Authorization, in: header, schema: { type: string } }],", ""]
    ));
}

#[test]
fn an_address_is_made_of_what_the_document_has() {
    let text = "openapi: 3.0.0\ninfo: { title: \"\", version: \"1\" }\nservers:\n  - url: /api/{version}\n    variables: { version: { default: v3 } }\n  - url: https://other.example\npaths:\n  /a:\n    get: { responses: { default: { description: ok } } }\n";
    let imported = imported(text);
    assert_snapshot!(imported.files[0].text().into_owned() + &crate::rows(&imported));
}

/// In a document of any origin, and in one of the exporter, whose reader is another.
#[test]
fn what_is_not_an_address_is_replaced_and_reported() {
    for mark in ["", "x-specwright: 1\n"] {
        let text = format!(
            "openapi: 3.1.0\n{mark}info: {{ title: shop, version: \"1\" }}\nservers: [{{ url: 'https://shop.example/\"票\"' }}]\npaths:\n  /a:\n    get: {{ operationId: a, responses: {{ \"200\": {{ description: ok }} }} }}\n"
        );
        let imported = imported(&text);
        assert!(
            imported.files[0].text().contains("\"https://api.example.com\""),
            "{}",
            imported.files[0].text()
        );
        let rows = imported.report.rows.iter().filter(|row| row.loss.as_str() == "no-server");
        assert_eq!(rows.map(|row| row.pointer.as_str()).collect::<Vec<_>>(), ["/servers/0/url"]);
    }
}
