use specwright_workbench::import::{Document, Loss, import};

use crate::{imported, with_reply};

fn problem(text: &str) -> String {
    import(Document { path: "openapi.json", bytes: text.as_bytes() }, &[]).unwrap_err().to_string()
}

fn has(text: &str, loss: Loss) {
    let imported = imported(text);
    assert!(imported.report.rows.iter().any(|row| row.loss == loss), "{:?}", imported.report.rows);
}

#[test]
fn what_is_no_document_is_an_error_with_its_place() {
    assert_eq!(problem("{\"openapi\": [1}"), "openapi.json:1:15: expected `,` or `]`");
    assert_eq!(problem("{\"a\": 1, \"a\": 2}"), "openapi.json:1:16: duplicate member `a`");
    assert_eq!(problem("a: [\n"), "openapi.json:2:1: did not find expected node content");
    assert_eq!(problem("[]"), "openapi.json: not an OpenAPI document: its root has no member `openapi`");
    assert_eq!(
        problem("openapi: 2.0"),
        "openapi.json: OpenAPI `2` is not supported: versions 3.0, 3.1 and 3.2 are"
    );
    assert!(problem("swagger: '2.0'").contains("Swagger 2.0 is not supported"));
    assert!(problem("openapi: 3.1.0").contains("no paths"));
    assert!(import(Document { path: "a", bytes: b"\xff" }, &[]).is_err());
}

#[test]
fn nesting_without_an_end_is_an_error() {
    let deep = format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    let reason = "nested more than 128 levels deep";
    assert!(problem(&deep).contains(reason), "{}", problem(&deep));
    let deep = "[".repeat(100_000);
    assert!(problem(&deep).contains(reason), "{}", problem(&deep));
    // An alias of aliases of aliases, each nine times.
    let mut bomb = "a0: &a0 [x]\n".to_owned();
    for level in 1..20 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    assert!(problem(&bomb).contains("repetition limit exceeded"), "{}", problem(&bomb));
}

#[test]
fn cycles_of_references_end() {
    let loops = "
    A: { $ref: '#/components/schemas/B' }
    B: { $ref: '#/components/schemas/A' }
";
    has(&with_reply("{ $ref: '#/components/schemas/A' }", loops), Loss::ReferenceCycle);
    let lists = "
    L: { type: array, items: { $ref: '#/components/schemas/L' } }
";
    has(&with_reply("{ $ref: '#/components/schemas/L' }", lists), Loss::TooDeep);
    let unions = "
    U: { oneOf: [{ $ref: '#/components/schemas/U' }, { $ref: '#/components/schemas/V' }, { type: string }] }
    V: { anyOf: [{ $ref: '#/components/schemas/U' }, { type: integer }] }
";
    let imported_unions = imported(&with_reply("{ $ref: '#/components/schemas/U' }", unions));
    let is_union = |text: &str| text.contains("  Number: { type: int }");
    assert!(imported_unions.files.iter().any(|file| is_union(&file.text())));
    // It adds nothing to itself.
    let all = "
    A: { allOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }], properties: { a: { type: string } } }
    B: { allOf: [{ $ref: '#/components/schemas/A' }], properties: { b: { type: string } } }
";
    let imported = imported(&with_reply("{ $ref: '#/components/schemas/A' }", all));
    assert!(imported.files.iter().any(|file| file.text().contains("  b: { type: string }")));
}

#[test]
fn schemas_that_multiply_take_linear_time() {
    let mut schemas = String::new();
    for level in 0..60 {
        let next = format!("{{ $ref: '#/components/schemas/S{}' }}", level + 1);
        schemas.push_str(&format!(
            "    S{level}: {{ allOf: [{next}, {next}, {{ $ref: '#/components/schemas/S60' }}] }}\n"
        ));
    }
    schemas.push_str("    S60: { type: object, properties: { a: { type: string } } }\n");
    let imported = imported(&with_reply("{ $ref: '#/components/schemas/S0' }", &schemas));
    assert!(imported.files.iter().any(|file| file.text().contains("  a: { type: string }")));
}

#[test]
fn a_long_chain_of_models_is_no_recursion() {
    let mut schemas = String::new();
    for level in 0..3000 {
        schemas.push_str(&format!(
            "    M{level}: {{ type: object, properties: {{ next: {{ $ref: '#/components/schemas/M{}' }} }} }}\n",
            level + 1
        ));
    }
    schemas.push_str("    M3000: { type: object, properties: { a: { type: string } } }\n");
    let text = with_reply("{ $ref: '#/components/schemas/M0' }", &schemas);
    let imported = import(Document { path: "openapi.yaml", bytes: text.as_bytes() }, &[]).unwrap();
    assert_eq!(imported.files.len(), 3003);
}

#[test]
fn values_of_wrong_types_are_reported() {
    let good = r#"{"openapi":"3.1.0","info":{"title":"T","version":"1"},"servers":[{"url":"https://a.example"}],
        "security":[{"k":[]}],"components":{"securitySchemes":{"k":{"type":"apiKey","in":"header","name":"X-K"}}},
        "paths":{"/a/{b}":{"parameters":[{"name":"b","in":"path","schema":{"type":"string","maxLength":3}}],
        "post":{"operationId":"a","tags":["t"],"parameters":[{"name":"q","in":"query","schema":{"type":"array","items":{"type":"integer"}}}],
        "requestBody":{"content":{"application/json":{"schema":{"oneOf":[{"type":"object","required":["x"],"properties":{"x":{"enum":["a","b"]}}},
        {"type":"object","required":["y"],"properties":{"y":{"type":"number","minimum":1}}}],"discriminator":{"propertyName":"z","mapping":{"a":"b"}}}}}},
        "responses":{"200":{"content":{"application/json":{"schema":{"allOf":[{"type":"object","properties":{"r":{"type":"string"}}}]}}}}}}}}}"#;
    imported(good);
    // Each value is replaced by one of every other kind.
    let mut document: serde_json::Value = serde_json::from_str(good).unwrap();
    let mut pointers = Vec::new();
    collect(&document, String::new(), &mut pointers);
    for pointer in pointers {
        for odd in [
            serde_json::json!(null),
            serde_json::json!(7),
            serde_json::json!("odd"),
            serde_json::json!([1, {}]),
            serde_json::json!({"a": []}),
            serde_json::json!(true),
        ] {
            let place = document.pointer_mut(&pointer).unwrap();
            let kept = std::mem::replace(place, odd);
            let text = document.to_string();
            // An error is fine, and so is a spec; a panic and a spec that does not compile are not.
            if let Err(problem) = import(Document { path: "a.json", bytes: text.as_bytes() }, &[]) {
                let problem = problem.to_string();
                assert!(problem.starts_with("a.json: "), "{pointer}: {problem}\n{text}");
            }
            *document.pointer_mut(&pointer).unwrap() = kept;
        }
    }
}

fn collect(value: &serde_json::Value, at: String, pointers: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(members) => {
            members.iter().for_each(|(name, value)| {
                collect(value, format!("{at}/{}", name.replace('/', "~1")), pointers)
            });
        }
        serde_json::Value::Array(elements) => {
            elements
                .iter()
                .enumerate()
                .for_each(|(index, value)| collect(value, format!("{at}/{index}"), pointers));
        }
        _ => {}
    }
    if !at.is_empty() {
        pointers.push(at);
    }
}
