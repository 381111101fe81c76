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
fn invalid_variants_of_values() {
    let cases = [
        "variants:\n  A: { type: int }\n  B: { type: string }",
        "variants:\n  A: { type: int }\n  B: { type: float }",
        "variants:\n  A: { type: Kind }\n  B: { type: date }\n--- 4\nenum: Kind\nvalues: { a: {} }",
        "variants:\n  A: { type: map<int> }\n  B: { fields: { b: { type: int, required: true } } }",
        "variants:\n  A: { type: Thing }\n  B: { type: json }\n  C: { type: file }",
        "variants:\n  A: { type: list<By> }\n  B: { type: box<Thing> }",
        "tag: t\nfields: { f: { type: int } }\nvariants:\n  A: { type: int }",
        "tag: t\nvariants:\n  A: { type: int, value: 1, also_read: [2], fields: {}, model: Thing }\n  B: { value: b }",
        "variants:\n  A: { max_bytes: 3, fields: { a: { type: int, required: true } } }\n  B: { type: int, max_bytes: 3 }",
        "variants:\n  a: { type: int }\n  Unknown: { type: string }\n  C: { type: bool, required: true }",
        "variants:\n  A: { type: int, max: 3, example: 4 }\n  B: { type: list<int>, min: 5, max: 4 }",
        "variants:\n  A: { type: nullable<int> }\n  B: { type: strin }",
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
