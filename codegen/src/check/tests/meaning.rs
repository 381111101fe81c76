//! The checked API of specs without errors.

use super::{API, check, thing};
use crate::ir::{
    Api, Bound, Field, FieldPath, Input, Is, Limit, LimitKind, Location, Model, Need, Number, PatternShape,
    Scalar, ScalarKind, Severity, TagValue, Type, Usage,
};

fn model<'a>(api: &'a Api, name: &str) -> &'a Model {
    let mut models = api.models.iter().map(|(_, model)| model);
    models.find(|model| model.name == name).unwrap()
}

fn limit(kind: LimitKind, bound: impl Into<Bound>) -> Limit {
    Limit::new(kind, bound).unwrap()
}

fn field(line: &str) -> Field {
    let api = check(&thing(line)).unwrap();
    model(&api, "Thing").fields[0].clone()
}

#[test]
fn a_byte_limit_that_implies_the_cjk_limit_replaces_it() {
    for bytes in [36, 37, 38] {
        let limits = field(&format!("a: {{ type: string, max_bytes: {bytes}, max_cjk: 12 }}")).limits;
        assert_eq!(limits.errors, [limit(LimitKind::MaxBytes, bytes)]);
        assert_eq!(limits.implied_cjk, Some(limit(LimitKind::MaxCjk, 12)));
    }
    for bytes in [39, 48, 1000] {
        let limits = field(&format!("a: {{ type: string, max_bytes: {bytes}, max_cjk: 12 }}")).limits;
        assert_eq!(limits.errors, [limit(LimitKind::MaxBytes, bytes), limit(LimitKind::MaxCjk, 12)]);
        assert_eq!(limits.implied_cjk, None);
    }
    let limits = field("a: { type: string, max_cjk: 12 }").limits;
    assert_eq!((limits.errors, limits.implied_cjk), (vec![limit(LimitKind::MaxCjk, 12)], None));
}

#[test]
fn implied_limits_are_not_checked() {
    let errors = |line: &str| field(line).limits.errors;
    assert_eq!(errors("a: { type: string, max_bytes: 10, max_chars: 10 }"), [limit(LimitKind::MaxBytes, 10)]);
    assert_eq!(
        errors("a: { type: string, max_bytes: 10, max_chars: 9 }"),
        [limit(LimitKind::MaxBytes, 10), limit(LimitKind::MaxChars, 9)]
    );
    assert_eq!(errors("a: { type: string, max_bytes: 40, max_chars: 10 }"), [limit(LimitKind::MaxChars, 10)]);
    assert_eq!(
        errors("a: { type: string, max_bytes: 39, max_chars: 10 }"),
        [limit(LimitKind::MaxBytes, 39), limit(LimitKind::MaxChars, 10)]
    );
    assert_eq!(errors("a: { type: string, min_bytes: 3, min_chars: 3 }"), [limit(LimitKind::MinChars, 3)]);
    assert_eq!(errors("a: { type: string, min_bytes: 9, min_chars: 3 }"), [limit(LimitKind::MinBytes, 9)]);
    assert_eq!(
        errors("a: { type: string, min_bytes: 8, min_chars: 3 }"),
        [limit(LimitKind::MinBytes, 8), limit(LimitKind::MinChars, 3)]
    );
    assert_eq!(errors("a: { type: string, max_chars: 5, max_cjk: 5 }"), [limit(LimitKind::MaxChars, 5)]);
    assert_eq!(
        errors("a: { type: string, max_chars: 6, max_cjk: 5 }"),
        [limit(LimitKind::MaxCjk, 5), limit(LimitKind::MaxChars, 6)]
    );
}

#[test]
fn warnings_are_separate_from_errors() {
    let limits = field("a: { type: int, min: 0, warn: { min: 1, max: 9 } }").limits;
    assert_eq!(limits.errors, [limit(LimitKind::Min, Number::Int(0))]);
    let (min, max) = (limit(LimitKind::Min, Number::Int(1)), limit(LimitKind::Max, Number::Int(9)));
    assert_eq!(limits.warnings, [min, max]);
    let float = field("a: { type: float, min: 1 }").limits.errors;
    assert_eq!(float, [limit(LimitKind::Min, Number::Float(1.0))]);
}

#[test]
fn simple_patterns_are_recognised() {
    let shape = |pattern: &str| {
        let line = format!("a: {{ type: string, pattern: '{pattern}' }}");
        field(&line).limits.errors[0].pattern().unwrap().shape.clone()
    };
    let prefix = |texts: &[&str]| PatternShape::Prefix(texts.iter().map(|text| (*text).to_owned()).collect());
    let chars =
        |ranges: &[(char, char)], allow_empty| PatternShape::Chars { ranges: ranges.to_vec(), allow_empty };
    assert_eq!(shape("^https?://"), prefix(&["https://", "http://"]));
    assert_eq!(shape("^(?:http|ftp)://"), prefix(&["http://", "ftp://"]));
    assert_eq!(shape("^(中|国)"), prefix(&["中", "国"]));
    assert_eq!(shape("^[ab]x"), prefix(&["ax", "bx"]));
    assert_eq!(shape("^[0-9-]*$"), chars(&[('-', '-'), ('0', '9')], true));
    assert_eq!(shape("^[a-z]+$"), chars(&[('a', 'z')], false));
    assert_eq!(shape(r"^\d+$"), chars(&[('0', '9')], false));
    assert_eq!(
        shape(r"^[\w.]+$"),
        chars(&[('.', '.'), ('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')], false)
    );
    assert_eq!(shape("^a*$"), chars(&[('a', 'a')], true));
    let engine = [
        "^a|b",
        "a",
        "^abc$",
        "^[0-9]{3}$",
        "^[a-z]{2,}$",
        "^[a-z]+",
        "[a-z]+$",
        "(?i)^abc",
        "^a.*b",
        "(?m)^[a-z]+$",
        r"^\bfoo",
        "^[a-z]",
        r"^(?:[0-9]+)?$",
    ];
    for pattern in engine {
        assert_eq!(shape(pattern), PatternShape::Regex, "{pattern}");
    }
}

#[test]
fn conditions_orders_and_switches_are_lowered() {
    let api = check(&thing(
        "kind: { type: string, required: true }\n\
         from: { type: int, required_if: { kind: [a, b] }, forbidden_if: { kind: c } }\n\
         to: { type: int, after: from, tolerate: [digit_string], nullable: true }\n\
         till: { type: int, warn: { after: from } }\n\
         version: { type: int, required: true, const: 2 }\n\
         size: { type: int32, default: 5 }",
    ))
    .unwrap();
    let fields = &model(&api, "Thing").fields;
    let Need::When(condition) = &fields[1].presence.need else {
        panic!("{:?}", fields[1].presence);
    };
    assert_eq!(condition.choices[0].field, FieldPath::of("kind"));
    let texts = [Scalar::Text("a".into()), Scalar::Text("b".into())];
    assert_eq!(condition.choices[0].is, Is::AnyOf(texts.to_vec()));
    assert!(fields[1].presence.forbidden.is_some());
    let after = fields[2].after.as_ref().unwrap();
    assert_eq!((after.field.as_str(), after.severity), ("from", Severity::Error));
    assert!(fields[2].tolerate.digit_string && !fields[2].tolerate.single && fields[2].nullable);
    assert_eq!(fields[3].after.as_ref().unwrap().severity, Severity::Warning);
    assert_eq!(fields[4].constant, Some(Scalar::Int(2)));
    assert_eq!(fields[5].default, Some(Scalar::Int(5)));
}

#[test]
fn a_constructor_has_the_fields_that_are_still_required() {
    let text = thing(
        "code: { type: string, required: true }\n\
         version: { type: int, required: true, const: 2 }\n\
         class: { type: string, required_unless: { cancelled: true } }\n\
         refund: { type: int, required_if: { cancelled: true } }\n\
         cancelled: { type: bool }",
    ) + "constructors:\n  check_in: { sets: {} }\n  cancel: { sets: { cancelled: true } }\n";
    let api = check(&text).unwrap();
    let [check_in, cancel] = model(&api, "Thing").constructors.as_slice() else {
        panic!();
    };
    assert_eq!(check_in.required, ["code", "class"]);
    assert_eq!(cancel.required, ["code", "refund"]);
    assert_eq!(cancel.sets, [("cancelled".to_owned(), Scalar::Bool(true))]);
    assert_eq!(cancel.required_struct, "CancelRequired");
}

#[test]
fn usage_follows_references() {
    let api = check(&format!(
        "{API}--- 1\noperation: send\nmethod: POST\npath: /send\nrequest: Ask\nreply: list<Answer>\n\
         --- 2\nmodel: Ask\nfields: {{ both: {{ type: Both }}, by: {{ type: By }} }}\n\
         --- 3\nmodel: Answer\nfields: {{ both: {{ type: map<Both> }} }}\n\
         --- 4\nmodel: Both\nfields: {{ kind: {{ type: Kind }} }}\n\
         --- 5\nenum: Kind\nvalues: {{ a: {{}} }}\n\
         --- 6\nunion: By\ntag: t\nvariants: {{ Code: {{ value: code }}, Card: {{ value: card }} }}\n"
    ))
    .unwrap();
    let (request, reply) = (
        Usage { request: true, reply: false, ..Usage::default() },
        Usage { request: false, reply: true, ..Usage::default() },
    );
    let both = Usage { request: true, reply: true, ..Usage::default() };
    assert_eq!(model(&api, "Ask").usage, request);
    assert_eq!(model(&api, "Answer").usage, reply);
    assert_eq!(model(&api, "Both").usage, both);
    assert_eq!(model(&api, "Card").usage, request);
    assert!(api.enums.iter().all(|(_, one)| one.usage == both));
    assert!(api.unions.iter().all(|(_, one)| one.usage == request));
    let names: Vec<&str> = api.models.iter().map(|(_, model)| model.name.as_str()).collect();
    assert_eq!(names, ["Answer", "Ask", "Both", "Card", "Code"]);
}

#[test]
fn parameters_and_body_are_one_model() {
    let api = check(&format!(
        "{API}--- 1\noperation: put_item\nmethod: PUT\npath: /shops/{{shop}}/items\nrequest: Item\n\
         path_params: {{ shop: {{ type: int }} }}\nquery: {{ tag: {{ type: list<string> }} }}\n\
         headers: {{ X-Trace: {{ type: string }} }}\n\
         --- 2\nmodel: Item\nfields: {{ name: {{ type: string }} }}\n"
    ))
    .unwrap();
    let operation = &api.operations[0];
    let Input::Parameters(id) = operation.input else {
        panic!("{:?}", operation.input);
    };
    let fields: Vec<_> = api.models[id]
        .fields
        .iter()
        .map(|field| (field.wire.as_str(), field.ident.as_str(), field.location.clone()))
        .collect();
    let expected = [
        ("shop", "shop", Location::Path),
        ("tag", "tag", Location::Query),
        ("X-Trace", "x_trace", Location::Header),
        ("body", "body", Location::Body),
    ];
    assert_eq!(fields, expected);
    assert_eq!(api.models[id].name, "PutItemRequest");
    let needs: Vec<bool> =
        api.models[id].fields.iter().map(|field| field.presence.need == Need::Always).collect();
    assert_eq!(needs, [true, false, false, true]);
    assert!(operation.idempotent && !operation.auth);
    assert_eq!(operation.path_template(), "/shops/{shop}/items");
}

#[test]
fn a_wrap_has_constants_and_the_path_of_the_request() {
    let api = check(&format!(
        "{API}--- 1\noperation: send\nmethod: POST\npath: /send\nrequest: list<int>\n\
         wrap: {{ card: {{ kind: a, ids: $request }}, v: 1 }}\n"
    ))
    .unwrap();
    let operation = &api.operations[0];
    assert_eq!(operation.input, Input::Whole(Type::List(Box::new(Type::Scalar(ScalarKind::Int)))));
    let wrap = operation.wrap.as_ref().unwrap();
    assert_eq!(wrap.path, ["card", "ids"]);
    let template = serde_json::json!({ "card": { "kind": "a", "ids": null }, "v": 1 });
    assert_eq!(wrap.template, template);
}

#[test]
fn enumerations_have_names_in_order() {
    let api = check(
        &(thing("a: { type: Kind }")
            + "--- 3\nenum: Kind\nvalues:\n  KIND_B: { also_read: [b] }\n  KIND_A: { name: First }\n\
           extra: [KIND_C]\ndefault: KIND_A\n"),
    )
    .unwrap();
    let (_, kind) = api.enums.iter().next().unwrap();
    let values: Vec<_> = kind.values.iter().map(|value| (value.name.as_str(), value.extra)).collect();
    assert_eq!(values, [("B", false), ("First", false), ("C", true)]);
    assert_eq!(kind.values[0].also_read, [TagValue::Text("b".into())]);
    assert_eq!(kind.default, Some(TagValue::Text("KIND_A".into())));
}
