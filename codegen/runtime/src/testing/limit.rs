//! A limit, and the values on both sides of it.

use serde_json::Value;

use crate::{ElementsTest, LimitKind, Number, NumberTest, Test, TextTest, Timestamp, Unit};

/// Characters of one, three and four bytes, the latter two CJK.
const LETTERS: [&str; 3] = ["a", "票", "𠮷"];

/// The value of a limit, with what a test needs to know in order to make values.
#[derive(Clone, Debug)]
pub enum Probe<'a> {
    /// A number of bytes or characters.
    Count(usize),
    /// A number.
    Number(Number),
    /// Texts that match a pattern, and texts that do not.
    Texts(&'a [&'a str], &'a [&'a str]),
    /// A number of elements, and an element.
    Elements(usize, Value),
}

impl From<usize> for Probe<'_> {
    fn from(count: usize) -> Self {
        Probe::Count(count)
    }
}

impl From<Number> for Probe<'_> {
    fn from(number: Number) -> Self {
        Probe::Number(number)
    }
}

/// Values on both sides of a limit.
#[derive(Default)]
pub(super) struct Boundary {
    pub(super) within: Vec<Value>,
    pub(super) beyond: Vec<Value>,
}

/// The values on both sides of a limit; none where the probe is not of the kind's type.
pub(super) fn boundary(kind: LimitKind, probe: &Probe<'_>) -> Boundary {
    match (kind.test(), probe) {
        (Test::Text(TextTest::AtMost(unit)), Probe::Count(limit)) => {
            let mut within = texts(unit, *limit);
            within.extend((unit == Unit::CjkCharacter).then(|| Value::from("a".repeat(limit + 1))));
            Boundary { within, beyond: texts(unit, limit + 1) }
        }
        (Test::Text(TextTest::AtLeast(unit)), Probe::Count(limit)) => Boundary {
            within: texts(unit, *limit),
            beyond: limit.checked_sub(1).map(|fewer| texts(unit, fewer)).unwrap_or_default(),
        },
        (Test::Text(TextTest::Matches), Probe::Texts(matching, others)) => {
            let texts = |texts: &[&str]| texts.iter().copied().map(Value::from).collect();
            Boundary { within: texts(matching), beyond: texts(others) }
        }
        (Test::Number(NumberTest::AtLeast), Probe::Number(limit)) => numbers(*limit, -1),
        (Test::Number(NumberTest::AtMost), Probe::Number(limit)) => numbers(*limit, 1),
        (Test::Elements(ElementsTest::AtLeast), Probe::Elements(limit, element)) => Boundary {
            within: vec![list(element, *limit)],
            beyond: limit.checked_sub(1).map(|fewer| list(element, fewer)).into_iter().collect(),
        },
        (Test::Elements(ElementsTest::AtMost), Probe::Elements(limit, element)) => {
            Boundary { within: vec![list(element, *limit)], beyond: vec![list(element, limit + 1)] }
        }
        (Test::Text(_) | Test::Number(_) | Test::Elements(_), _) => Boundary::default(),
    }
}

/// The greatest timestamp, and one beyond it.
pub(super) fn timestamps() -> Boundary {
    numbers(Number::Int(Timestamp::MAX.unix_seconds().into()), 1)
}

/// Texts with exactly this many of a unit, in each kind of letter that counts.
fn texts(unit: Unit, count: usize) -> Vec<Value> {
    let repeated = |letter: &str| Value::from(letter.repeat(count));
    let [_, cjk @ ..] = LETTERS;
    match unit {
        Unit::Byte => of_bytes(count),
        Unit::CjkCharacter => cjk.map(repeated).to_vec(),
        Unit::Character => LETTERS.map(repeated).to_vec(),
    }
}

/// Texts of exactly this many bytes, as many of them as possible in each kind of letter.
fn of_bytes(bytes: usize) -> Vec<Value> {
    let text = |letter: &str| letter.repeat(bytes / letter.len()) + &"a".repeat(bytes % letter.len());
    LETTERS.map(|letter| Value::from(text(letter))).to_vec()
}

/// A limit, and the number one step beyond it.
fn numbers(limit: Number, step: i8) -> Boundary {
    let over = match limit {
        Number::Int(limit) => Number::Int(limit + i128::from(step)),
        Number::Float(limit) => Number::Float(beyond(limit, step)),
    };
    Boundary { within: vec![limit.into()], beyond: vec![over.into()] }
}

/// A fraction beyond a limit: far enough from it to be another number, and to stay one when it is written and read.
pub(crate) fn beyond(limit: f64, step: i8) -> f64 {
    limit + f64::from(step) * (limit.abs() * 1e-9).max(1.0)
}

fn list(element: &Value, count: usize) -> Value {
    Value::Array(vec![element.clone(); count])
}
