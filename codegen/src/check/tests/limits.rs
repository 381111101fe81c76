use super::{codes, report, thing};

#[test]
fn limits_without_an_effect() {
    let cases = [
        "a: { type: int, max_bytes: 3 }",
        "a: { type: string, min: 3 }",
        "a: { type: string, max_items: 3 }",
        "a: { type: bool, pattern: x }",
        "a: { type: 'list<int>', max_cjk: 3 }",
        "a: { type: int32, max: 3000000000 }",
        "a: { type: uint, min: -1 }",
        "a: { type: timestamp, max: 10000000000 }",
        "a: { type: int32, min: 3000000000 }",
        "a: { type: string, max_bytes: 18446744073709551615 }",
        "a: { type: string, max_chars: 2147483648 }",
        "a: { type: 'list<int>', min_items: 2147483648 }",
        "a: { type: uint, min: 0 }",
        "a: { type: timestamp, min: 0 }",
        "a: { type: int, max: 9223372036854775807 }",
        "a: { type: int, min: 1.5 }",
        "a: { type: int, min: -0.5 }",
        "a: { type: int, max: 1e3 }",
        "a: { type: int, max: 99999999999999999999999999999999999999999999999 }",
        "a: { type: int, min: 99999999999999999999999999999999999999999999999 }",
        "a: { type: uint32, max: -1.5 }",
        "a: { type: timestamp, max: 1e10 }",
        "a: { type: int, min: '1' }",
        "a: { type: float, min: .nan }",
        "a: { type: string, min_bytes: 0 }",
        "a: { type: string, min_chars: 0 }",
        "a: { type: int, min_chars: 1 }",
        "a: { type: 'list<string>', min_items: 0 }",
        "a: { type: int, multiple_of: 0 }",
        "a: { type: float, multiple_of: -0.5 }",
        "a: { type: uint, multiple_of: -1 }",
        "a: { type: int32, multiple_of: 3000000000 }",
        "a: { type: int, multiple_of: 1 }",
        "a: { type: int, multiple_of: 2.5 }",
        "a: { type: string, multiple_of: 2 }",
        "a: { type: uint, exclusive_min: -1 }",
        "a: { type: int32, exclusive_max: 2147483647 }",
        "a: { type: uint, exclusive_max: 0 }",
        "a: { type: float, exclusive_min: '1' }",
        "a: { type: int, exclusive_min: 1.5 }",
        "a: { type: string, exclusive_max: 3 }",
        "a: { type: int, min: 1, exclusive_min: 0 }",
        "a: { type: float, min: 1, exclusive_min: 0 }",
        "a: { type: float, max: 1, exclusive_max: 1 }",
        "a: { type: float, exclusiveMinimum: 0 }",
        "a: { type: 'map<int>', unique_items: true }",
        "a: { type: 'list<int>', unique_items: false }",
        "a: { type: 'list<int>', uniqueItems: true }",
        "a: { type: date, min: 2026-01-01 }",
        "a: { type: date_time, max: 2026-01-01T00:00:00Z }",
        "a: { type: uuid, max_bytes: 36 }",
        "a: { type: decimal, min: 1 }",
        "a: { type: base64, max_bytes: 36 }",
        "a: { type: int, warn: {} }",
        "a: { type: 'map<int>', keys: {} }",
        "a: { type: 'map<int>', keys: { warn: {} } }",
        "a: { type: 'map<int>', keys: { min: 1 } }",
        "a: { type: 'map<int>', keys: { min_bytes: 0 } }",
        "a: { type: 'map<int>', keys: { max_bytes: 3, warn: { max_bytes: 3 } } }",
        "a: { type: 'map<int>', propertyNames: { maxLength: 3 } }",
        "a: { type: 'list<map<int>>', keys: { max_bytes: 3 } }",
        "a: { type: string, keys: { max_bytes: 3 } }",
    ];
    insta::assert_snapshot!(report(&cases, thing));
}

#[test]
fn limits_that_contradict_each_other() {
    let cases = [
        "a: { type: string, max_bytes: 30, max_cjk: 12 }",
        "a: { type: string, warn: { max_bytes: 30, max_cjk: 12 } }",
        "a: { type: string, max_chars: 10, max_cjk: 12 }",
        "a: { type: string, min_bytes: 11, max_bytes: 10 }",
        "a: { type: string, min_bytes: 41, max_chars: 10 }",
        "a: { type: 'list<int>', min_items: 3, max_items: 2 }",
        "a: { type: int, min: 3, max: 2 }",
        "a: { type: float, min: 2.5, max: 2 }",
        "a: { type: int, exclusive_min: 2, exclusive_max: 3 }",
        "a: { type: float, exclusive_min: 2, exclusive_max: 2 }",
        "a: { type: float, min: 2, exclusive_max: 2 }",
        "a: { type: int, exclusive_min: 10, exclusive_max: 20, multiple_of: 10 }",
        "a: { type: float, exclusive_min: 0.1, exclusive_max: 0.2, multiple_of: 0.1 }",
        "a: { type: int, min: 11, max: 19, multiple_of: 10 }",
        "a: { type: float, min: 0.11, max: 0.19, multiple_of: 0.1 }",
        "a: { type: string, min_chars: 11, max_chars: 10 }",
        "a: { type: string, min_chars: 11, max_bytes: 10 }",
        "a: { type: string, max_bytes: 5, pattern: '^https://' }",
        "a: { type: 'list<bool>', unique_items: true, min_items: 3 }",
        "a: { type: 'list<int>', unique_items: true, min: 2, max: 4, warn: { unique_items: true, min_items: 4, min: 3, max: 4 } }",
        "a: { type: 'list<uint32>', unique_items: true, min_items: 2, max: 0 }",
    ];
    insta::assert_snapshot!(report(&cases, thing));
}

#[test]
fn warnings_that_mean_nothing() {
    let cases = [
        "a: { type: string, max_bytes: 30, warn: { max_bytes: 30 } }",
        "a: { type: int, max: 10, warn: { max: 11 } }",
        "a: { type: int, min: 1, warn: { min: 1 } }",
        "a: { type: string, max_bytes: 30, warn: { max_cjk: 10 } }",
        "a: { type: string, max_bytes: 30, warn: { max_chars: 30 } }",
        "a: { type: string, max_chars: 5, warn: { max_bytes: 20 } }",
        "a: { type: string, pattern: '^a', warn: { pattern: '^a' } }",
        "a: { type: int, min: 5, warn: { max: 4 } }",
        "a: { type: int, min: 5, warn: { exclusive_min: 4 } }",
        "a: { type: float, exclusive_max: 5, warn: { max: 5 } }",
        "a: { type: float, exclusive_max: 5, warn: { exclusive_min: 5 } }",
        "a: { type: int, multiple_of: 10, warn: { multiple_of: 5 } }",
        "a: { type: float, multiple_of: 0.5, warn: { multiple_of: 0.25 } }",
        "a: { type: string, max_bytes: 5, warn: { min_bytes: 6 } }",
        "a: { type: string, min_chars: 3, warn: { min_chars: 3 } }",
        "a: { type: string, min_chars: 3, warn: { min_bytes: 3 } }",
        "a: { type: string, max_chars: 3, warn: { min_chars: 4 } }",
        "a: { type: 'list<int>', min_items: 2, warn: { max_items: 1 } }",
        "a: { type: 'list<int>', unique_items: true, warn: { unique_items: true } }",
        "a: { type: 'list<int>', max_items: 1, warn: { unique_items: true } }",
    ];
    insta::assert_snapshot!(report(&cases, thing));
}

#[test]
fn patterns_that_cannot_be_used() {
    let cases = [
        "a: { type: string, pattern: '^(?=a)' }",
        "a: { type: string, pattern: '(?<!a)b' }",
        "a: { type: string, pattern: '(a)\\1' }",
        "a: { type: string, pattern: '\\p{Han}' }",
        "a: { type: string, pattern: '[a' }",
        "a: { type: string, pattern: '(' }",
        "a: { type: string, pattern: '' }",
        "a: { type: string, pattern: '[0-9]*' }",
        "a: { type: string, pattern: '[^\\s\\S]' }",
        "a: { type: string, pattern: '/^https?:/i' }",
        "a: { type: string, pattern: '[a-z]+$-[0-9]+' }",
        "a: { type: string, pattern: '(a^|b^)c' }",
    ];
    insta::assert_snapshot!(report(&cases, thing));
}

#[test]
fn limits_at_the_edge_are_valid() {
    let cases = [
        "a: { type: string, max_bytes: 36, max_cjk: 12 }",
        "a: { type: string, max_bytes: 10, min_bytes: 10 }",
        "a: { type: string, min_bytes: 40, max_chars: 10 }",
        "a: { type: string, max_chars: 12, max_cjk: 12 }",
        "a: { type: string, min_chars: 10, max_bytes: 10 }",
        "a: { type: string, min_chars: 10, max_chars: 10 }",
        "a: { type: string, min_chars: 3, warn: { min_chars: 4, min_bytes: 4 } }",
        "a: { type: int, min: 2, max: 2 }",
        "a: { type: int, exclusive_min: 1, exclusive_max: 3 }",
        "a: { type: uint, exclusive_min: 0 }",
        "a: { type: float, exclusive_min: 0, exclusive_max: 1, warn: { max: 0.5 } }",
        "a: { type: float, min: 5, warn: { exclusive_min: 5 } }",
        "a: { type: timestamp, exclusive_min: 0 }",
        "a: { type: timestamp_ms, min: -1, max: 99999999999999 }",
        "a: { type: int, exclusive_min: 10, exclusive_max: 21, multiple_of: 10 }",
        "a: { type: int, min: -5, max: 5, multiple_of: 10 }",
        "a: { type: int, min: 11, max: 20, multiple_of: 10 }",
        "a: { type: float, min: 0.3, max: 0.35, multiple_of: 0.1 }",
        "a: { type: float, multiple_of: 1 }",
        "a: { type: timestamp, multiple_of: 60 }",
        "a: { type: 'map<int>', multiple_of: 2, warn: { multiple_of: 4 } }",
        "a: { type: int, min: -9223372036854775807 }",
        "a: { type: string, max_bytes: 2147483647 }",
        "a: { type: uint, min: 1 }",
        "a: { type: uint, max: 18446744073709551614 }",
        "a: { type: timestamp, min: 1, max: 9999999998 }",
        "a: { type: digit_timestamp, min: 1 }",
        "a: { type: float, min: 0, max: 1.5 }",
        "a: { type: 'list<string>', max_items: 3, max_bytes: 12, pattern: '^a' }",
        "a: { type: 'map<int>', min_items: 1, max: 3 }",
        "a: { type: 'list<Thing>', unique_items: true }",
        "a: { type: 'list<list<json>>', unique_items: true, max_items: 2 }",
        "a: { type: 'list<int>', max_items: 2, warn: { unique_items: true } }",
        "a: { type: 'list<bool>', min_items: 2, unique_items: true }",
        "a: { type: 'list<int>', min: 2, max: 4, min_items: 3, unique_items: true }",
        "a: { type: int, min: 0, warn: { min: 1 } }",
        "a: { type: string, max_bytes: 30, warn: { max_cjk: 9 } }",
        "a: { type: string, max_bytes: 30, warn: { max_chars: 29 } }",
        "a: { type: string, max_chars: 5, warn: { max_bytes: 19 } }",
        "a: { type: string, max_bytes: 8, pattern: '^https://' }",
    ];
    for case in cases {
        assert_eq!(codes(&thing(case)), Vec::<String>::new(), "{case}");
    }
}
