use super::{report, thing};

#[test]
fn invalid_unions() {
    let cases = [
        "tag: t\nvariants: {}",
        "tag: t\nvariants:\n  A: { value: 1 }\n  B: { value: 1 }",
        "tag: t\nvariants:\n  A: { value: 1 }\n  B: { value: 2, also_read: [1] }",
        "tag: t\nvariants:\n  A: { value: 1 }\n  B: { value: b }",
        "tag: t\nvariants:\n  A: { value: true }",
        "tag: t\nvariants:\n  A: { value: 1.5 }",
        "tag: t\nvariants:\n  A: { value: 1, fields: { t: { type: int } } }",
        "tag: t\nvariants:\n  A: { value: 1, model: Other }\n--- 4\nmodel: Other\nfields: { t: { type: int } }",
        "tag: t\nvariants:\n  A: { value: 1, model: Kind }\n--- 4\nenum: Kind\nvalues: { a: {} }",
        "tag: t\nvariants:\n  A: { value: 1, model: Nowhere }",
        "tag: t\nvariants:\n  A: { value: 1, model: Thing, fields: { a: { type: int } } }",
        "tag: t\nvariants:\n  a: { value: 1 }",
        "tag: t\nvariants:\n  Thing: { value: 1 }",
        "tag: t\nvariants:\n  Unknown: { value: 1 }",
        "tag: t\ntolerate: [other_variant_fields]\nvariants:\n  A: { value: 1 }\n  B: { value: 2 }",
        "tag: t\ntolerate: [digit_string, digit_string]\nvariants:\n  A: { value: a, also_read: [1] }\n  B: { value: b }",
        "tag: t\ntolerate: [digit_string]\nvariants:\n  A: { value: a }\n  B: { value: b }",
        "tag: t\ntolerate: [others]\nvariants:\n  A: { value: 1 }",
        "tag: t\nvariants:\n  A: { value: 1, fields: { x: { type: int, max_bytes: 1 } } }",
    ];
    insta::assert_snapshot!(report(&cases, |case| {
        thing("by: { type: By }") + "--- 3\nunion: By\n" + case + "\n"
    }));
}

#[test]
fn invalid_enumerations() {
    let cases = [
        "values: {}",
        "values: { a: {}, b: { also_read: [a] } }",
        "values: { a: {} }\nextra: [a]",
        "values: { a: {}, 1: {} }",
        "values: { a: {} }\nextra: [1.5]",
        "values: { true: {} }",
        "values: { a+b: {}, a-b: {} }",
        "values: { a: { name: 'b c' } }",
        "values: { a: { name: Self } }",
        "values: { a: { name: Unknown } }",
        "values: { a: {} }\ndefault: b",
        "values: { apple: {} }\ndefault: aple",
        "values: { 1: {}, 2: {} }\ndefault: '1'",
        "values: { '1': {}, '-1': {} }",
        "values: { 1: {}, a: {}, b: {}, c: {} }",
    ];
    insta::assert_snapshot!(report(&cases, |case| {
        thing("kind: { type: Kind }") + "--- 3\nenum: Kind\n" + case + "\n"
    }));
}

#[test]
fn unions_without_a_tag_and_shared_fields() {
    let cases = [
        "variants:\n  A: { fields: { a: { type: int, required: true } } }",
        "variants:\n  A: {}",
        "variants:\n  A: { fields: { a: { type: int } } }\n  B: { fields: { b: { type: int, required: true } } }",
        "variants:\n  A: { fields: { a: { type: int, required: true } } }\n  B: { fields: { a: { type: int }, b: { type: int, required: true } } }",
        "variants:\n  A: { value: 1, fields: { a: { type: int, required: true } } }",
        "variants:\n  A: { also_read: [1], fields: { a: { type: int, required: true } } }",
        "variants:\n  A: { model: Nowhere }",
        "variants:\n  A: { model: Other }\n--- 4\nmodel: Other\nfields: { t: { type: int } }",
        "variants:\n  A: { model: Other }\n--- 4\nmodel: Other\nfields: { t: { type: int, required: true } }",
        "fields: { a: { type: int, required: true } }\nvariants:\n  A: {}",
        "tag: t\nvariants:\n  A: {}",
        "tag: t\nfields: { t: { type: int } }\nvariants:\n  A: { value: 1 }\n  B: { value: 2 }",
        "tag: t\nfields: { x: { type: itn, max: 1 } }\nvariants:\n  A: { value: 1 }\n  B: { value: 2 }",
        "tag: t\nfields: { x: { type: int, max: 1, example: 2 } }\nvariants:\n  A: { value: 1 }\n  B: { value: 2 }",
        "tag: t\nfields: { x: { type: int, required_if: { y: 1 } } }\nvariants:\n  A: { value: 1, fields: { y: { type: int } } }\n  B: { value: 2 }",
        "tag: t\nfields: { x: { type: int } }\nvariants:\n  A: { value: 1, fields: { x: { type: int } } }\n  B: { value: 2 }",
        "tag: t\nfields: { x: { type: int } }\nvariants:\n  A: { value: 1, fields: { X: { type: int } } }",
        "tag: t\nfields: { x: { type: int } }\nvariants:\n  A: { value: 1, model: Other }\n--- 4\nmodel: Other\nfields: { a: { type: int } }",
        "tag: t\nfields: { x: { type: By, required: true } }\nvariants:\n  A: { value: 1 }",
        "tag: t\nfields: { x: { type: int } }\ntolerate: [other_variant_fields]\nvariants:\n  A: { value: 1 }\n  B: { value: 2 }",
    ];
    insta::assert_snapshot!(report(&cases, |case| {
        thing("by: { type: By }") + "--- 3\nunion: By\n" + case + "\n"
    }));
}
