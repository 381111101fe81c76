use insta::assert_snapshot;

use crate::{shown, with_body, with_reply};

const PETS: &str = r#"
    Cat: { type: object, required: [kind, lives], properties: { kind: { type: string }, lives: { type: integer } } }
    Dog: { type: object, required: [kind, bark], properties: { kind: { type: string }, bark: { type: string } } }
"#;

#[test]
fn a_discriminator_is_the_tag() {
    assert_snapshot!(shown(&with_body(
        "{ oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Cat', kitten: Cat, dog: '#/components/schemas/Dog' } } }",
        PETS
    )));
}

#[test]
fn a_variant_that_is_used_by_itself_keeps_the_tag_there() {
    assert_snapshot!(shown(&with_reply(
        "{ $ref: '#/components/schemas/Both' }",
        &format!(
            r#"{PETS}
    Both:
      type: object
      properties:
        cat: {{ $ref: '#/components/schemas/Cat' }}
        pet:
          oneOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }}]
          discriminator: {{ propertyName: kind }}
"#
        )
    )));
}

#[test]
fn constants_of_a_property_are_a_tag() {
    assert_snapshot!(shown(&with_body(
        "{ $ref: '#/components/schemas/Block' }",
        r#"
    Block:
      anyOf:
        - { type: object, title: Text, required: [type, text], properties: { type: { const: text }, text: { type: string } } }
        - { type: object, required: [type, url], properties: { type: { type: string, enum: [image] }, url: { type: string } } }
"#
    )));
}

#[test]
fn a_required_key_distinguishes_variants_without_a_tag() {
    assert_snapshot!(shown(&with_body(
        "{ anyOf: [{ $ref: '#/components/schemas/ByCard' }, { $ref: '#/components/schemas/ByCash' }] }",
        r#"
    ByCard: { type: object, required: [card], properties: { card: { type: string }, note: { type: string } } }
    ByCash: { type: object, required: [cash], properties: { cash: { type: integer }, note: { type: string } } }
"#
    )));
}

#[test]
fn variants_that_nothing_distinguishes_are_one_model() {
    assert_snapshot!(shown(&with_reply(
        "{ anyOf: [{ $ref: '#/components/schemas/Small' }, { $ref: '#/components/schemas/Big' }] }",
        r#"
    Small: { type: object, required: [id], properties: { id: { type: integer }, size: { type: integer } } }
    Big: { type: object, required: [id, more], properties: { id: { type: integer }, size: { type: string }, more: { type: string } } }
"#
    )));
}

#[test]
fn fields_beside_a_union_are_in_every_variant() {
    assert_snapshot!(shown(&with_body(
        "{ $ref: '#/components/schemas/Pay' }",
        r#"
    Pay:
      type: object
      required: [amount]
      properties: { amount: { type: integer } }
      oneOf:
        - { title: Card, required: [card], properties: { card: { type: string } } }
        - { title: Cash, required: [cash], properties: { cash: { type: boolean } } }
"#
    )));
}

#[test]
fn sets_of_required_fields_are_rules() {
    assert_snapshot!(shown(&with_body(
        "{ $ref: '#/components/schemas/Contact' }",
        r#"
    Contact:
      type: object
      properties: { phone: { type: string }, mail: { type: string } }
      anyOf: [{ required: [phone] }, { required: [mail] }]
"#
    )));
}

#[test]
fn unions_of_other_values_have_the_closest_type() {
    assert_snapshot!(shown(&with_body(
        "{ $ref: '#/components/schemas/Mix' }",
        r#"
    Mix:
      type: object
      properties:
        open: { anyOf: [{ type: string }, { type: string, enum: [a, b] }] }
        named: { oneOf: [{ const: a, description: The first. }, { const: b, title: Second }] }
        number: { oneOf: [{ type: integer }, { type: number }] }
        many: { oneOf: [{ type: string }, { type: array, items: { type: string } }] }
        null: { oneOf: [{ type: "null" }, { type: integer }] }
        either: { oneOf: [{ type: string }, { type: object, properties: { a: { type: string } } }] }
"#
    )));
}

#[test]
fn values_of_several_kinds_are_a_union() {
    assert_snapshot!(shown(&with_body(
        "{ $ref: '#/components/schemas/Mix' }",
        r#"
    Mix:
      type: object
      properties:
        amount: { $ref: '#/components/schemas/Amount' }
        amounts: { type: array, items: { anyOf: [{ $ref: '#/components/schemas/Amount' }, { type: "null" }] } }
        inline: { oneOf: [{ type: string, maxLength: 9, description: A name. }, { type: integer, minimum: 1 }, { type: "null" }] }
        either: { oneOf: [{ type: string }, { type: object, required: [a], properties: { a: { type: string } } }] }
        tagged:
          oneOf:
            - { type: boolean }
            - { type: object, required: [k], properties: { k: { const: x }, n: { type: integer } } }
            - { type: object, required: [k], properties: { k: { const: y } } }
        several: { type: [string, integer, array, "null"], maxLength: 3, minimum: 2, items: { type: integer }, example: 4 }
        objects: { type: [object, string], properties: { a: { type: string } } }
        two: { oneOf: [{ type: integer }, { type: number }, { type: string }] }
        word: { anyOf: [{ type: string, enum: [a, b] }, { type: boolean }] }
        tree: { $ref: '#/components/schemas/Tree' }
    Amount: { description: How much., anyOf: [{ type: number, maximum: 9, example: 2 }, { type: array, items: { type: string } }] }
    Tree: { oneOf: [{ type: string }, { type: array, items: { $ref: '#/components/schemas/Tree' } }] }
"#
    )));
}
