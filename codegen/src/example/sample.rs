//! Values of scalar types that keep limits, for fields without an example.

use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::{Value, json};
use specwright_runtime::{Direction, NumberTest, Test, TextTest, Unit, is_less};

use crate::ir::{Limit, LimitKind, Number, ScalarForm, ScalarKind};

/// Maximum number of characters of a text, so that a limit does not decide how long an example is.
const MAX_CHARS: usize = 1000;
const WORD: &str = "example";

/// A value of a scalar type within limits. Values of different indices differ where the limits leave room for that.
pub(super) fn of(kind: ScalarKind, limits: &[Limit], index: usize) -> Value {
    let sample = kind.sample();
    match kind.form() {
        ScalarForm::Text => Value::from(text(limits, index)),
        ScalarForm::Integer | ScalarForm::Seconds | ScalarForm::Milliseconds => {
            Value::from(Number::Int(integer(i128::from(sample.as_i64().unwrap_or_default()), limits, index)))
        }
        ScalarForm::DigitSeconds => {
            let seconds = sample.as_str().and_then(|digits| digits.parse().ok()).unwrap_or_default();
            Value::from(integer(seconds, limits, index).to_string())
        }
        ScalarForm::Float => Value::from(fraction(sample.as_f64().unwrap_or_default(), limits, index)),
        ScalarForm::File => file(sample, limits),
        ScalarForm::Bool | ScalarForm::Json | ScalarForm::Parsed(_) => sample,
    }
}

/// A number as a value of a type: that of a timestamp as the type writes it.
pub(super) fn written(kind: ScalarKind, number: Number) -> Value {
    match kind.form() {
        ScalarForm::DigitSeconds => Value::from(number.to_string()),
        ScalarForm::Text
        | ScalarForm::Integer
        | ScalarForm::Float
        | ScalarForm::Bool
        | ScalarForm::Seconds
        | ScalarForm::Milliseconds
        | ScalarForm::File
        | ScalarForm::Json
        | ScalarForm::Parsed(_) => Value::from(number),
    }
}

/// The divisor.
fn divisor(limits: &[Limit]) -> Option<Number> {
    let is_divisor = |limit: &&Limit| limit.kind().test() == Test::Number(NumberTest::MultipleOf);
    limits.iter().find(is_divisor).and_then(Limit::number)
}

/// The strictest number in this direction that satisfies the limits.
fn end(limits: &[Limit], direction: Direction) -> Option<Number> {
    let ends = limits.iter().filter_map(Limit::end).filter(|(its, _)| *its == direction).map(|(_, end)| end);
    ends.reduce(|one, other| {
        let is_other_less = is_less(other, one);
        if is_other_less == (direction == Direction::Maximum) { other } else { one }
    })
}

fn integer(sample: i128, limits: &[Limit], index: usize) -> i128 {
    let whole = |number| match number {
        Number::Int(value) => value,
        Number::Float(value) => value as i128,
    };
    let step = divisor(limits).map(whole).filter(|step| *step > 0);
    let (least, most) =
        (end(limits, Direction::Minimum).map(whole), end(limits, Direction::Maximum).map(whole));
    let value = sample.saturating_add(i128::try_from(index).unwrap_or_default());
    let value = value.max(least.unwrap_or(value));
    let value = value.min(most.unwrap_or(value));
    let Some(step) = step else { return value };
    let steps = value.saturating_add(step - 1).div_euclid(step);
    let above = steps.saturating_add(i128::try_from(index).unwrap_or_default()).saturating_mul(step);
    match most {
        Some(most) if above > most => most.div_euclid(step) * step,
        Some(_) | None => above,
    }
}

fn fraction(sample: f64, limits: &[Limit], index: usize) -> f64 {
    let real = |number| match number {
        Number::Int(value) => value as f64,
        Number::Float(value) => value,
    };
    let (least, most) =
        (end(limits, Direction::Minimum).map(real), end(limits, Direction::Maximum).map(real));
    let value = sample + index as f64;
    let is_within =
        |value: f64| least.is_none_or(|least| least <= value) && most.is_none_or(|most| value <= most);
    let value = match (least, most) {
        _ if is_within(value) => value,
        // The number beside an exclusive limit is no example that anyone would write.
        (Some(least), _) if is_within(least.floor() + 1.0) && !is_stated(limits, least) => {
            least.floor() + 1.0
        }
        (_, Some(most)) if is_within(most.ceil() - 1.0) && !is_stated(limits, most) => most.ceil() - 1.0,
        (Some(least), Some(most)) if !is_stated(limits, least) || !is_stated(limits, most) => {
            least + (most - least) / 2.0
        }
        (Some(least), _) => value.max(least).min(most.unwrap_or(f64::MAX)),
        (None, most) => value.min(most.unwrap_or(value)),
    };
    match (divisor(limits).map(real), most) {
        (None, _) => value,
        (Some(step), Some(most)) if (value / step).ceil() * step > most => (most / step).floor() * step,
        (Some(step), _) => (value / step).ceil() * step,
    }
}

/// Whether this is a number that the spec states.
fn is_stated(limits: &[Limit], number: f64) -> bool {
    limits.iter().any(|limit| limit.number() == Some(Number::Float(number)))
}

fn file(mut sample: Value, limits: &[Limit]) -> Value {
    let Value::Object(file) = &mut sample else { return sample };
    for limit in limits {
        let (key, value) = match limit.kind() {
            LimitKind::MediaTypes => ("media_type", json!(limit.listed().first())),
            LimitKind::MinBytes => ("bytes", json!(limit.count().unwrap_or(1).max(1))),
            LimitKind::MaxBytes
            | LimitKind::MaxCjk
            | LimitKind::MinChars
            | LimitKind::MaxChars
            | LimitKind::Pattern
            | LimitKind::Min
            | LimitKind::Max
            | LimitKind::ExclusiveMin
            | LimitKind::ExclusiveMax
            | LimitKind::MultipleOf
            | LimitKind::MinItems
            | LimitKind::MaxItems
            | LimitKind::UniqueItems => continue,
        };
        file.insert(key.to_owned(), value);
    }
    sample
}

/// A text in ASCII, so that its bytes are its characters.
pub(super) fn text(limits: &[Limit], index: usize) -> String {
    let (mut least, mut most, mut pattern) = (0, MAX_CHARS, None);
    for limit in limits {
        match limit.kind().test() {
            Test::Text(TextTest::AtLeast(_)) => least = least.max(limit.count().unwrap_or_default()),
            Test::Text(TextTest::AtMost(Unit::Byte | Unit::Character)) => {
                most = most.min(limit.count().unwrap_or(MAX_CHARS));
            }
            Test::Text(TextTest::Matches) => pattern = limit.pattern(),
            Test::Text(TextTest::AtMost(Unit::CjkCharacter))
            | Test::File(_)
            | Test::Number(_)
            | Test::Elements(_) => {}
        }
    }
    if let Some(hir) = pattern.and_then(|pattern| regex_syntax::parse(&pattern.source).ok()) {
        // A longer text is one whose repetitions are repeated more often.
        let matching = |first: usize| {
            let texts = (first..=least.clamp(first, first.max(MAX_CHARS))).map(|times| {
                let mut text = String::new();
                write(&hir, times, &mut text);
                text
            });
            texts.map(|text| (text.chars().count(), text)).find(|(count, _)| *count >= least)
        };
        let own = matching(index.saturating_add(1)).filter(|(count, _)| *count <= most);
        return own.or_else(|| matching(1)).map(|(_, text)| text).unwrap_or_default();
    }
    let own = if index == 0 { WORD.to_owned() } else { format!("{index}{WORD}") };
    let length = own.len().max(least).min(most);
    own.chars().chain(WORD.chars().cycle()).take(length).collect()
}

/// Adds a text that an expression matches: with the first of several choices, and what may be absent or repeated as often as
/// `times`, within its own limits.
fn write(hir: &Hir, times: usize, text: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => text.extend(character(class)),
        HirKind::Capture(capture) => write(&capture.sub, times, text),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, times, text)),
        HirKind::Alternation(parts) => parts.iter().take(1).for_each(|part| write(part, times, text)),
        HirKind::Repetition(repetition) => {
            let most = repetition.max.map_or(usize::MAX, |most| most as usize);
            let count = times.clamp(repetition.min as usize, most.max(repetition.min as usize));
            for _ in 0..count.min(MAX_CHARS) {
                if text.len() < MAX_CHARS {
                    write(&repetition.sub, times, text);
                }
            }
        }
    }
}

/// A character of a class: preferably a letter or a digit of ASCII.
fn character(class: &Class) -> Option<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.iter().map(|range| (range.start(), range.end())).collect(),
        Class::Bytes(class) => class.iter().map(|range| (range.start().into(), range.end().into())).collect(),
    };
    let holds = |wanted: &char| ranges.iter().any(|(first, last)| first <= wanted && wanted <= last);
    ['a', 'A', '1', '0'].into_iter().find(holds).or_else(|| ranges.first().map(|(first, _)| *first))
}

#[cfg(test)]
mod tests {
    use crate::ir::Pattern;
    use crate::ir::PatternShape::Regex;

    use super::*;

    fn limit(kind: LimitKind, bound: impl Into<crate::ir::Bound>) -> Limit {
        Limit::new(kind, bound).unwrap()
    }

    fn pattern(source: &str) -> Limit {
        limit(LimitKind::Pattern, Pattern { source: source.to_owned(), shape: Regex })
    }

    #[test]
    fn numbers_keep_limits() {
        let steps = [limit(LimitKind::Min, Number::Int(7)), limit(LimitKind::MultipleOf, Number::Int(5))];
        assert_eq!([0, 1].map(|index| of(ScalarKind::Int, &steps, index)), [json!(10), json!(15)]);
        let below = [limit(LimitKind::Max, Number::Int(-3)), limit(LimitKind::MultipleOf, Number::Int(2))];
        assert_eq!(of(ScalarKind::Int, &below, 0), json!(-4));
        let greatest = [
            limit(LimitKind::Min, Number::Int(i128::MAX)),
            limit(LimitKind::MultipleOf, Number::Int(i128::MAX)),
        ];
        assert_eq!(of(ScalarKind::Int, &greatest, 9), json!(i128::MAX.to_string()));
        assert_eq!(of(ScalarKind::DigitTimestamp, &steps[1..], 0), json!("1700000000"));
    }

    #[test]
    fn texts_keep_limits() {
        let of = |limits: &[Limit], index| text(limits, index);
        assert_eq!(of(&[limit(LimitKind::MaxBytes, 3)], 0), "exa");
        assert_eq!(of(&[limit(LimitKind::MinChars, 9)], 1), "1exampleexample".get(..9).unwrap());
        assert_eq!(of(&[pattern("^[A-Z]{2}[0-9]+(x|y)?$")], 0), "AA1x");
        assert_eq!(of(&[pattern("^[a-z]*$"), limit(LimitKind::MinBytes, 4)], 0), "aaaa");
    }
}
