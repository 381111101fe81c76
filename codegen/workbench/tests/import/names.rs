use insta::assert_snapshot;

use crate::{document, imported, shown, with_body};

#[test]
fn names_that_rust_or_the_dialect_has_are_avoided() {
    assert_snapshot!(shown(&with_body(
        "{ $ref: '#/components/schemas/error' }",
        r#"
    error:
      type: object
      properties:
        type: { type: string }
        Type: { type: string }
        "$type": { type: integer }
        "2d": { type: string }
        "名": { type: string }
        self: { $ref: '#/components/schemas/Self' }
        events: { $ref: '#/components/schemas/events' }
        upper: { $ref: '#/components/schemas/LKA' }
        lower: { $ref: '#/components/schemas/lka' }
        v1: { $ref: '#/components/schemas/io.k8s.api.core.v1.Pod' }
        event1: { $ref: '#/components/schemas/io.k8s.api.core.v1.Event' }
        event2: { $ref: '#/components/schemas/io.k8s.api.events.v1.Event' }
    Self: { type: object, properties: { a: { type: string } } }
    events: { type: object, properties: { b: { type: string } } }
    LKA: { type: object, properties: { c: { type: string } } }
    lka: { type: object, properties: { d: { type: string } } }
    io.k8s.api.core.v1.Pod: { type: object, properties: { e: { type: string } } }
    io.k8s.api.core.v1.Event: { type: object, properties: { f: { type: string } } }
    io.k8s.api.events.v1.Event: { type: object, properties: { g: { type: string } } }
"#
    )));
}

#[test]
fn operations_have_names_whatever_their_ids_are() {
    let text = document(
        r#"
  /pets/{petId}/owner:
    get: { parameters: [{ name: petId, in: path, required: true, schema: { type: string } }], responses: { "204": { description: ok } } }
    put: { operationId: type, responses: { "204": { description: ok } } }
    post: { operationId: createPet, responses: { "204": { description: ok } } }
    patch: { operationId: create_pet, responses: { "204": { description: ok } } }
    delete: { operationId: 42, responses: { "204": { description: ok } } }
  /:
    get: { responses: { "204": { description: ok } } }
    head: { operationId: new, responses: { "204": { description: ok } } }
"#,
        "",
    );
    let imported = imported(&text);
    let paths: Vec<&str> = imported.files.iter().map(|file| file.path.as_str()).collect();
    assert_snapshot!(paths.join("\n") + "\n" + &crate::rows(&imported));
}
