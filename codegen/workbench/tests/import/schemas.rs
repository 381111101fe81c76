use insta::assert_snapshot;

use crate::{imported, shown, with_body, with_reply};

#[test]
fn scalars_keep_their_limits() {
    assert_snapshot!(shown(&with_body(
        "{ $ref: '#/components/schemas/Item' }",
        r#"
    Item:
      description: What is sold.
      type: object
      required: [name, count]
      properties:
        name: { type: string, minLength: 1, maxLength: 12, pattern: '^[a-z]+\/$', description: Its name., example: tea/ }
        count: { type: integer, format: int32, minimum: 0, exclusiveMaximum: 100, multipleOf: 5 }
        share: { type: number, minimum: 0, exclusiveMinimum: true, exclusiveMaximum: 1 }
        price: { type: number, minimum: 0.5, maximum: 1e3, multipleOf: 0.25, default: 2.5 }
        day: { type: string, format: date, example: "2026-02-28" }
        at: { type: string, format: date-time, maxLength: 30 }
        secret: { type: string, format: password }
        id: { type: string, format: uuid, example: 3F2504E0-4F89-11D3-9A0C-0305E82C3301 }
        sum: { type: string, format: decimal }
        bytes: { type: string, format: byte, maxLength: 8 }
        more_bytes: { type: string, contentEncoding: base64 }
        mail: { type: string, format: email, minLength: 0 }
        big: { type: integer, minimum: -9223372036854776000, maximum: 18446744073709552000 }
        tags: { type: array, items: { type: string, maxLength: 8 }, minItems: 1, maxItems: 5, uniqueItems: true }
        counts: { type: object, additionalProperties: { type: integer, minimum: 1 }, maxProperties: 9 }
        levels: { type: object, additionalProperties: { type: integer }, propertyNames: { maxLength: 9, pattern: '^[a-z]+$' } }
        colours: { type: object, propertyNames: { enum: [red, "a.b"] } }
        codes: { type: object, patternProperties: { '^[A-Z]{3}$': { type: number } }, additionalProperties: false }
        mixed: { type: object, patternProperties: { '^x-': { type: number } }, propertyNames: { format: uuid } }
        free: { type: object }
        any: {}
"#
    )));
}

#[test]
fn presence_and_direction_are_kept() {
    let schemas = r#"
    Item:
      type: object
      required: [id, kind, note, size]
      properties:
        id: { type: integer, readOnly: true }
        kind: { const: thing }
        was: { const: "a.b" }
        note: { type: [string, "null"] }
        size: { type: integer, nullable: true, default: 3 }
        old: { type: boolean, deprecated: true, default: false }
        code: { type: string, writeOnly: true }
        grades: { type: object, additionalProperties: { type: [integer, "null"], maximum: 9 } }
        parts: { type: array, items: { anyOf: [{ $ref: '#/components/schemas/Item' }, { type: "null" }] } }
"#;
    let text = with_body("{ $ref: '#/components/schemas/Item' }", schemas)
        .replace(r#""204": { description: ok }"#, r#""200": { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Item' } } } }"#);
    assert_snapshot!(shown(&text));
}

#[test]
fn references_lead_through_pointers_chains_and_escapes() {
    assert_snapshot!(shown(&with_reply(
        "{ $ref: '#/components/schemas/Outer' }",
        r#"
    Outer:
      type: object
      properties:
        a: { $ref: '#/components/schemas/Alias' }
        b: { $ref: '#/components/schemas/with~1slash', description: Named here. }
        c: { $ref: '#/components/schemas/%63hain' }
        d: { $ref: '#/components/schemas/Outer/properties/e' }
        e: { type: object, properties: { x: { type: integer } } }
        lost: { $ref: '#/components/schemas/Missing' }
        file: { $ref: 'other.yaml#/A' }
        tighter: { $ref: '#/components/schemas/Alias', maxLength: 3 }
    Alias: { type: string, maxLength: 9, description: Its own words. }
    with/slash: { type: object, properties: { y: { type: string } } }
    chain: { $ref: '#/components/schemas/Alias' }
"#
    )));
}

#[test]
fn recursive_types_are_boxed_and_finite() {
    assert_snapshot!(shown(&with_reply(
        "{ $ref: '#/components/schemas/Tree' }",
        r#"
    Tree:
      type: object
      required: [parent]
      properties:
        parent: { $ref: '#/components/schemas/Tree' }
        children: { type: array, items: { $ref: '#/components/schemas/Tree' } }
        other: { $ref: '#/components/schemas/Other' }
    Other: { type: object, properties: { back: { $ref: '#/components/schemas/Tree' } } }
"#
    )));
}

#[test]
fn all_of_is_one_model_in_the_order_of_the_text() {
    assert_snapshot!(shown(&with_body(
        "{ $ref: '#/components/schemas/Dog' }",
        r#"
    Pet:
      type: object
      required: [name]
      properties: { name: { type: string }, age: { type: integer } }
    Dog:
      description: A dog.
      allOf:
        - $ref: '#/components/schemas/Pet'
        - type: object
          required: [bark, age]
          properties: { bark: { allOf: [{ $ref: '#/components/schemas/Bark' }], description: How it barks., nullable: true } }
    Bark: { type: string, enum: [loud, soft] }
"#
    )));
}

#[test]
fn enumerations_are_types_and_equal_ones_are_shared() {
    assert_snapshot!(shown(&with_body(
        "{ $ref: '#/components/schemas/Query' }",
        r#"
    Query:
      type: object
      properties:
        order: { type: string, enum: [asc, desc, ASC, "-1", "+1"], default: asc }
        level: { type: integer, enum: [1, 2, -1] }
        maybe: { enum: [a, b, null] }
        mixed: { enum: [a, 1] }
        inner: { type: object, properties: { order: { type: string, enum: [asc, desc, ASC, "-1", "+1"] } } }
"#
    )));
}

#[test]
fn what_the_dialect_lacks_is_reported() {
    assert_snapshot!(shown(&with_body(
        "{ $ref: '#/components/schemas/Odd' }",
        r#"
    Odd:
      type: object
      required: [absent]
      minProperties: 1
      additionalProperties: { type: integer }
      x-order: 1
      example: { a: 1 }
      if: { required: [a] }
      properties:
        a: { type: [string, integer], maxLength: 3 }
        tuple: { type: array, prefixItems: [{ type: string }] }
        holes: { type: array, items: { type: string, nullable: true } }
        deep: { type: array, items: { type: array, maxItems: 2, items: { type: integer } } }
        never: false
        odd: { type: file }
        look: { type: string, pattern: '^(?!a)' }
        list: { type: array, items: { type: integer }, default: [1] }
        bad: { type: integer, maximum: 3, example: 9 }
        whole: { const: { a: 1 } }
"#
    )));
}

#[test]
fn an_object_of_which_some_fields_are_known_is_a_model() {
    assert_snapshot!(shown(&with_body(
        "{ $ref: '#/components/schemas/Item' }",
        r#"
    Item:
      type: object
      required: [open]
      properties:
        open: { type: object, properties: { a: { type: integer } }, additionalProperties: true }
        empty: { type: object, properties: { b: { type: integer } }, additionalProperties: {} }
        untyped: { properties: { c: { type: integer } } }
        both: { additionalProperties: true, properties: { d: { type: integer } } }
        free: { type: object, additionalProperties: true }
        any: { additionalProperties: {} }
"#
    )));
}

/// Each value would be as large as all values inside of it.
#[test]
fn models_that_would_be_large_by_value_are_in_boxes() {
    let strings = |name: &str, count: usize| -> String {
        (0..count).map(|number| format!("        {name}_{number}: {{ type: string }}\n")).collect()
    };
    let model =
        |name: &str, fields: &str| format!("    {name}:\n      type: object\n      properties:\n{fields}");
    let references = |name: &str, fields: &[&str]| -> String {
        fields
            .iter()
            .map(|field| format!("        {field}: {{ $ref: '#/components/schemas/{name}' }}\n"))
            .collect()
    };
    let schemas = [
        model("Whole", &(references("Many", &["one", "other"]) + &references("Few", &["few"]))),
        model("Many", &strings("text", 50)),
        model("Few", &strings("text", 5)),
    ];
    let schemas = format!("\n{}", schemas.concat());
    let imported = imported(&with_body("{ $ref: '#/components/schemas/Whole' }", &schemas));
    let text = imported.files.iter().find(|file| file.path == "models/whole.yaml").unwrap().text();
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("type:")).map(str::trim).collect();
    assert_eq!(lines, ["one: { type: box<Many> }", "other: { type: box<Many> }", "few: { type: Few }"]);
}
