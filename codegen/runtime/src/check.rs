//! Validation of values. All violations are collected.
//!
//! | module | contents |
//! |---|---|
//! | [`at`] | the path of a value |
//! | [`judge`] | the two receivers of violations |
//! | [`values`] | the built-in types that can be checked and compared |
//! | [`limits`] | the limits |
//! | [`file`] | what is checked of a file |
//! | [`depth`] | the maximum depth |
//! | [`field_rule`] | rules over several fields |

mod at;
mod depth;
mod field_rule;
mod file;
mod judge;
mod limits;
mod values;

use crate::{Parts, Report, Rules};

pub use at::At;
pub use depth::{MAX_LEVELS, is_too_deep};
pub use field_rule::{FieldRule, wire_text};
pub use file::{FileInfo, is_content_type, is_media_type};
pub use judge::Judge;
pub use limits::{check_file, check_items, check_key, check_number, check_text};
pub use values::Ordered;

/// A value that can be checked against limits. Generated code implements it for models, unions and enumerations.
///
/// ```
/// use specwright_runtime::{Check, Judge, Limits, Number, Rules, validate};
///
/// struct Stock {
///     quantity: i64,
/// }
///
/// impl Check for Stock {
///     fn check(&self, mut judge: impl Judge, _: &Rules) {
///         const QUANTITY: Rules = Rules::NONE.min(Number::Int(1));
///         judge.field_by("quantity", &self.quantity, &QUANTITY);
///     }
/// }
///
/// assert_eq!(validate(&Stock { quantity: 0 }).to_string(), "quantity: 0 is less than the minimum, 1");
/// ```
pub trait Check {
    /// Passes every violation of the value to the judge, in the order of its fields.
    ///
    /// `rules` are those of the field that contains the value; a text has its own in its type.
    fn check(&self, judge: impl Judge, rules: &Rules);

    /// Whether nothing would be reported: no error, no warning, no field that is not in the spec.
    #[inline(always)]
    fn passes(&self, rules: &Rules) -> bool {
        judge::passes(self, rules)
    }

    /// Adds the secrets in the value at any depth, so that no error shows them, even if the server returns them.
    fn secrets(&self, _parts: &mut Parts) {}
}

/// Validates a value; paths are relative to it.
///
/// ```
/// use specwright_runtime::{Timestamp, validate};
///
/// assert!(validate(&Timestamp::from_unix_seconds(1_433_432_201)).is_valid());
/// assert!(!validate(&Timestamp::from_unix_seconds(1_433_432_201_000)).is_valid()); // milliseconds
/// ```
#[inline]
pub fn validate(value: &impl Check) -> Report {
    let mut report = Report::new();
    if !value.passes(&Rules::NONE) {
        At::ROOT.check(value, &Rules::NONE, &mut report);
    }
    report
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::judge::Reporter;
    use super::*;
    use crate::{Limits, Number, Severity, TextLimits, TextRules, Timestamp, is_less};

    const BETWEEN_1_AND_3: Rules = Rules {
        error: Limits { min: Some(Number::Int(1)), max: Some(Number::Int(3)), ..Limits::NONE },
        warning: Limits { max: Some(Number::Int(2)), max_items: Some(2), ..Limits::NONE },
        keys: None,
    };

    fn lines(value: &impl Check, rules: &Rules) -> String {
        let mut report = Report::new();
        At::ROOT.key("a").key("b").check(value, rules, &mut report);
        assert_eq!(value.passes(rules), report.is_empty(), "{report}");
        report.to_string()
    }

    #[test]
    fn numbers_and_items_are_checked_at_both_severities() {
        assert_eq!(lines(&1_i64, &BETWEEN_1_AND_3), "");
        assert_eq!(lines(&0_u32, &BETWEEN_1_AND_3), "a.b: 0 is less than the minimum, 1");
        assert_eq!(
            lines(&vec![1_i32, 3, 4], &BETWEEN_1_AND_3),
            "warning: a.b: 3 elements, limit 2 elements\n\
             warning: a.b[1]: 3 is more than the maximum, 2\n\
             a.b[2]: 4 is more than the maximum, 3"
        );
        let map = BTreeMap::from([("k".to_owned(), 0.5)]);
        assert_eq!(lines(&map, &BETWEEN_1_AND_3), "a.b.k: 0.5 is less than the minimum, 1");
    }

    #[test]
    fn equal_elements_are_reported_at_the_list() {
        const UNIQUE: Rules = Rules::NONE.unique_items(true).max(Number::Int(9));
        const WARNED: Rules = Rules::NONE.warning(Limits::NONE.unique_items(true));
        const ALLOWED: Rules = Rules::NONE.unique_items(false);
        assert_eq!(lines(&vec![1_i64, 2, 3], &UNIQUE), "");
        let equal = "a.b: the elements [1] and [3] are equal, but all must differ";
        assert_eq!(lines(&vec![1.5, 2.0, 3.0, 2.0], &UNIQUE), equal);
        assert_eq!(lines(&vec![1_i64, 2, 3, 2], &WARNED), format!("warning: {equal}"));
        assert_eq!(lines(&vec![1_i64, 1], &ALLOWED), "");
        assert_eq!(lines(&vec![vec![2_i64, 2], vec![2]], &UNIQUE), "");
        let maps = [1_u32, 2, 1].map(|value| BTreeMap::from([("k".to_owned(), value)]));
        assert_eq!(
            lines(&maps.to_vec(), &UNIQUE),
            "a.b: the elements [0] and [2] are equal, but all must differ"
        );
    }

    #[test]
    fn limits_of_keys_are_those_of_the_outermost_map() {
        const KEYS: TextRules<'static> =
            TextRules::of("b").max_chars(2).warning(TextLimits::NONE.max_chars(1));
        const LIMITED: Rules = Rules::NONE.max(Number::Int(3)).keys(&KEYS);
        let map =
            |keys: &[&str]| keys.iter().map(|key| ((*key).to_owned(), 4_i64)).collect::<BTreeMap<_, _>>();
        assert_eq!(
            lines(&map(&["a", "ab", "abc"]), &LIMITED),
            "a.b.a: 4 is more than the maximum, 3\n\
             warning: a.b: the key `ab`: 2 characters, limit 1 character; the first character fits\n\
             a.b.ab: 4 is more than the maximum, 3\n\
             a.b: the key `abc`: 3 characters, limit 2 characters; the first 2 characters fit\n\
             a.b.abc: 4 is more than the maximum, 3"
        );
        let inner = BTreeMap::from([("k".to_owned(), BTreeMap::from([("abc".to_owned(), 1_i64)]))]);
        assert_eq!(lines(&inner, &LIMITED), "");
    }

    #[test]
    fn limits_on_the_number_of_elements_are_those_of_the_outermost_list() {
        let nested = |counts: &[usize]| counts.iter().map(|count| vec![1_i64; *count]).collect::<Vec<_>>();
        assert_eq!(lines(&nested(&[3, 4]), &BETWEEN_1_AND_3), "");
        assert_eq!(
            lines(&nested(&[1, 0, 1]), &BETWEEN_1_AND_3),
            "warning: a.b: 3 elements, limit 2 elements"
        );
        let map = BTreeMap::from([("k".to_owned(), vec![9; 3])]);
        assert_eq!(lines(&map, &BETWEEN_1_AND_3).lines().count(), 3);
    }

    #[test]
    fn timestamps_have_at_most_ten_digits() {
        let check = |seconds| lines(&Timestamp::from_unix_seconds(seconds), &Rules::NONE);
        assert_eq!(check(0), "");
        assert_eq!(check(9_999_999_999), "");
        assert!(check(-1).contains("less than the minimum, 0"));
        assert!(check(10_000_000_000).contains("11 digits"));
        assert!(check(1_397_577_600_000).contains("milliseconds"));
    }

    #[test]
    fn order_is_checked_only_if_both_are_present() {
        let order = |later: Option<i64>, earlier: Option<i64>| {
            let mut report = Report::new();
            Reporter::new(At::ROOT, &mut report).after(
                ("end", &later),
                ("begin", &earlier),
                Severity::Warning,
            );
            report.to_string()
        };
        assert_eq!(order(Some(2), Some(1)), "");
        assert_eq!(order(Some(2), None), "");
        assert_eq!(order(None, Some(2)), "");
        assert_eq!(order(Some(1), Some(1)), "warning: end: 1 is not after begin, 1");
    }

    #[test]
    fn a_time_out_of_range_has_no_order() {
        let order = |later, earlier| {
            let (later, earlier) =
                (Timestamp::from_unix_seconds(later), Timestamp::from_unix_seconds(earlier));
            let mut report = Report::new();
            Reporter::new(At::ROOT, &mut report).after(("end", &later), ("begin", &earlier), Severity::Error);
            report.to_string()
        };
        assert_eq!(order(5, 1_397_577_600_000), "");
        assert_eq!(order(-5, 5), "");
        assert_eq!(order(5, 9_999_999_999), "end: 5 is not after begin, 9999999999");
    }

    #[test]
    fn integers_beyond_a_float_compare_exactly() {
        let big = Number::Int(i128::from(u64::MAX));
        assert!(is_less(Number::Int(i128::from(u64::MAX) - 1), big));
        assert!(!is_less(big, big));
    }
}
