use super::*;

fn every_breach() -> Vec<Breach> {
    let (limit, actual) = (Number::Int(1), Number::Int(0));
    let value = String::from("Color99");
    let suggestion = Some(String::from("Color090"));
    vec![
        Breach::MaxBytes { limit: 36, bytes: 39, chars: 13, cjk: 13, fits: 12 },
        Breach::MaxBytes { limit: 36, bytes: 37, chars: 37, cjk: 0, fits: 36 },
        Breach::MaxBytes { limit: 36, bytes: 38, chars: 14, cjk: 12, fits: 12 },
        Breach::MaxBytes { limit: 1, bytes: 3, chars: 1, cjk: 1, fits: 0 },
        Breach::MinBytes { limit: 6, bytes: 3, chars: 1, cjk: 1 },
        Breach::MinBytes { limit: 6, bytes: 1, chars: 1, cjk: 0 },
        Breach::MinBytes { limit: 6, bytes: 0, chars: 0, cjk: 0 },
        Breach::MaxCjk { limit: 2, bytes: 9, cjk: 3, fits: 2 },
        Breach::MaxChars { limit: 1, chars: 2, fits: 1 },
        Breach::MinChars { limit: 2, chars: 1 },
        Breach::MaxFileBytes { limit: 1_048_576, bytes: 1_048_577 },
        Breach::MinFileBytes { limit: 1, bytes: 0 },
        Breach::MediaTypes { allowed: "image/jpeg`, `image/png".into(), actual: "image/gif".into() },
        Breach::FileName { problem: "the file name is empty" },
        Breach::MediaType {
            problem: "the media type is not of the form `image/png` or `text/plain; charset=utf-8`",
        },
        Breach::Pattern { pattern: "^https?://".into() },
        Breach::Control { character: '\u{1}' },
        Breach::Place { place: TextPlace::PathSegment, problem: "is empty" },
        Breach::Head { limit: 1024, bytes: 1025 },
        Breach::Min { limit, actual },
        Breach::Max { limit: Number::Float(0.5), actual: Number::Float(0.75) },
        Breach::ExclusiveMin { limit: Number::Float(0.5), actual: Number::Float(0.5) },
        Breach::ExclusiveMax { limit: Number::Int(5), actual: Number::Int(5) },
        Breach::MultipleOf { limit: Number::Float(0.5), actual: Number::Float(0.75) },
        Breach::Timestamp { actual: 13_975_776_000 },
        Breach::Timestamp { actual: 1_397_577_600_000 },
        Breach::Timestamp { actual: 1_397_577_600_000_000 },
        Breach::MinItems { limit: 2, items: 1 },
        Breach::MaxItems { limit: 2, items: 3 },
        Breach::UniqueItems { first: 0, second: 2 },
        Breach::Required { when: None },
        Breach::Required { when: Some("unless `is_cancel` is true".into()) },
        Breach::Forbidden { when: "when `kind` is 2".into() },
        Breach::After { other: "begin".into(), limit, actual },
        Breach::AtLeastOneOf { fields: "`a` and `b.c`".into(), when: None },
        Breach::AtLeastOneOf { fields: "`a` and `b.c`".into(), when: Some("when `kind` is 2".into()) },
        Breach::AtMostOneOf { fields: "`a` and `b.c`".into(), when: None },
        Breach::MaxItemsTogether { fields: "`a` and `b`".into(), limit: 10, items: 11 },
        Breach::Key {
            key: "颜色".into(),
            breach: Box::new(Breach::MaxChars { limit: 1, chars: 2, fits: 1 }),
        },
        Breach::Conditional {
            breach: Box::new(Breach::Max { limit, actual: Number::Int(5) }),
            when: "when `mode` is \"deposit\"".into(),
        },
        Breach::Conditional {
            breach: Box::new(Breach::Constant { expected: "true".into(), actual: "false".into() }),
            when: "unless `mode` is present".into(),
        },
        Breach::Undocumented { value: "Color081".into() },
        Breach::UnknownValue { value, suggestion: suggestion.clone() },
        Breach::UnknownValue { value: "长".repeat(100), suggestion: None },
        Breach::Type { expected: "a string".into(), found: "the number 1".into() },
        Breach::Null,
        Breach::KnownKey,
        Breach::UnknownKey { suggestion },
        Breach::UnknownKey { suggestion: None },
        Breach::OtherVariant { variant: "FixedTerm".into() },
        Breach::OneKey { keys: vec!["cash".into(), "card".into()], found: vec![] },
        Breach::OneKey { keys: (0..9).map(|n| n.to_string()).collect(), found: vec!["0".into(), "8".into()] },
        Breach::Constant { expected: "\"A\"".into(), actual: "\"B\"".into() },
        Breach::Discouraged { reason: "Only documented for member cards.".into() },
        Breach::Tolerated { written: "a number" },
        Breach::Body { problem: "not JSON".into() },
        Breach::NoBody,
        Breach::DuplicateKey,
        Breach::Escaped { escape: r"\u5e74".into(), character: '年', is_first: true },
        Breach::Escaped { escape: r"\u200b".into(), character: '\u{200b}', is_first: false },
    ]
}

#[test]
fn messages() {
    let lines: Vec<String> = every_breach()
        .iter()
        .map(|breach| {
            let show = |number: Option<Number>| number.map_or("-".into(), |number| number.to_string());
            format!(
                "{} (limit {}, actual {}): {breach}",
                breach.rule(),
                show(breach.limit()),
                show(breach.actual())
            )
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}
