//! Limits as keywords. What a keyword says less of than the limit is also in a key `x-…`.

use serde_json::{Value, json};
use specwright::ir::{Bound, Limit, Limits, Number, ScalarKind};
use specwright_runtime::measure::MAX_CHAR_BYTES;
use specwright_runtime::{ElementsTest, NumberTest, Test, TextTest, Unit};

use super::Side;
use crate::export::Form;
use crate::export::dialect;
use crate::export::node::{Node, Object, extension};
use crate::export::portable::is_portable;

/// The greatest integer up to which every reader of JSON represents all integers: 2⁵³.
pub(super) const EXACT: i128 = 1 << 53;

/// The limits of the elements of a list or map, without those of the list or map itself.
pub(super) fn of_elements(limits: &Limits) -> Limits {
    let mut limits = limits.clone();
    limits.errors.retain(Limit::is_of_element);
    limits.warnings.retain(Limit::is_of_element);
    limits.keys = None;
    limits
}

/// What the keys of a map must satisfy. OpenAPI 3.0 has no keyword for it.
pub(super) fn of_keys(form: Form, side: Side, limits: &Limits) -> Object {
    match (form, side, &limits.keys) {
        (Form::OpenApi3_1 | Form::JsonSchema, Side::Request, Some(keys)) => of_text(Object::new(), keys),
        (Form::OpenApi3_0, _, _) | (_, Side::Reply, _) | (_, _, None) => Object::new(),
    }
}

/// The limits of a text.
///
/// A text of N bytes has at most N characters and at most N UTF-16 code units, and it has at least N / 4 characters: so no
/// text that keeps a limit in bytes is refused, whichever of the two a validator counts. Characters that are limited in number
/// are what validators count.
pub(super) fn of_text(schema: Object, limits: &Limits) -> Object {
    let (mut least, mut most, mut pattern) = (None, None, None);
    let mut inexact = Object::new();
    for limit in limits.errors.iter().chain(&limits.implied_cjk) {
        let mut state = || inexact.set(extension(limit.kind().key()), dialect::bound(limit.bound()));
        match (limit.kind().test(), limit.bound()) {
            (Test::Text(TextTest::AtLeast(unit)), Bound::Count(count)) => match unit {
                Unit::Character => least = least.max(Some(*count)),
                Unit::Byte => {
                    least = least.max(Some(count.div_ceil(MAX_CHAR_BYTES)));
                    state();
                }
                // It has at least as many characters.
                Unit::CjkCharacter => {
                    least = least.max(Some(*count));
                    state();
                }
            },
            (Test::Text(TextTest::AtMost(unit)), Bound::Count(count)) => match unit {
                Unit::Character => most = smaller(most, *count),
                Unit::Byte => {
                    most = smaller(most, *count);
                    state();
                }
                // Other characters do not count.
                Unit::CjkCharacter => state(),
            },
            (Test::Text(TextTest::Matches), Bound::Pattern(it)) => match is_portable(&it.source) {
                true => pattern = Some(it.source.clone()),
                false => state(),
            },
            (Test::Text(_) | Test::File(_) | Test::Number(_) | Test::Elements(_), _) => {}
        }
    }
    schema
        .with_some("minLength", least)
        .with_some("maxLength", most)
        .with_some("pattern", pattern)
        .and(inexact)
}

fn smaller(most: Option<usize>, count: usize) -> Option<usize> {
    Some(most.map_or(count, |most: usize| most.min(count)))
}

/// Whether a minimum is missing or 0.
pub(super) fn is_zero(minimum: Option<&Node>) -> bool {
    minimum.is_none_or(|minimum| *minimum == Node::from(0_usize))
}

/// The limits of a number.
pub(super) fn of_number(schema: Object, form: Form, kind: ScalarKind, limits: &Limits) -> Object {
    limits.errors.iter().fold(schema, |schema, limit| {
        let (Test::Number(test), Some(number)) = (limit.kind().test(), limit.number()) else { return schema };
        let keyword = match test {
            NumberTest::AtLeast => "minimum",
            NumberTest::AtMost => "maximum",
            // In 3.0 a flag excludes the minimum or maximum beside it.
            NumberTest::Above if form == Form::OpenApi3_0 => {
                return excluded(schema, "minimum", "exclusiveMinimum", number, limit);
            }
            NumberTest::Below if form == Form::OpenApi3_0 => {
                return excluded(schema, "maximum", "exclusiveMaximum", number, limit);
            }
            NumberTest::Above => "exclusiveMinimum",
            NumberTest::Below => "exclusiveMaximum",
            // Validators differ in which fractions they take for multiples.
            NumberTest::MultipleOf if kind.json() == specwright::ir::JsonKind::Integer => "multipleOf",
            NumberTest::MultipleOf => return state(schema, limit),
        };
        match exact(number) {
            Some(value) => schema.with(keyword, value),
            None => state(schema, limit),
        }
    })
}

fn excluded(schema: Object, keyword: &str, flag: &str, number: Number, limit: &Limit) -> Object {
    match exact(number) {
        Some(value) => schema.with(keyword, value).with(flag, true),
        None => state(schema, limit),
    }
}

/// The number, if every reader of JSON represents it.
fn exact(number: Number) -> Option<Value> {
    match number {
        Number::Int(value) => {
            i64::try_from(value).ok().filter(|_| value.abs() <= EXACT).map(|value| json!(value))
        }
        Number::Float(value) => Some(json!(value)),
    }
}

fn state(schema: Object, limit: &Limit) -> Object {
    schema.with(extension(limit.kind().key()), dialect::bound(limit.bound()))
}

/// Limits that no keyword can state.
pub(super) fn inexact(limits: &Limits) -> Object {
    limits.errors.iter().filter(|limit| limit.is_of_element()).fold(Object::new(), state)
}

/// The limits of a list or map itself.
pub(super) fn of_whole(schema: Object, side: Side, limits: &Limits, is_map: bool) -> Object {
    if side == Side::Reply {
        return schema;
    }
    limits.errors.iter().fold(schema, |schema, limit| {
        let Test::Elements(test) = limit.kind().test() else { return schema };
        let keyword = match (test, is_map) {
            (ElementsTest::AtLeast, false) => "minItems",
            (ElementsTest::AtMost, false) => "maxItems",
            (ElementsTest::AtLeast, true) => "minProperties",
            (ElementsTest::AtMost, true) => "maxProperties",
            (ElementsTest::Unique, _) => "uniqueItems",
        };
        schema.with(keyword, dialect::bound(limit.bound()))
    })
}
