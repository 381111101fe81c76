//! Values on both sides of a limit.

use serde_json::Value;

use crate::{LimitKind, Number, NumberTest, Test, TextTest, Timestamp, Unit};

/// Characters of one, three and four bytes, the latter two CJK.
const LETTERS: [&str; 3] = ["a", "票", "𠮷"];

/// The value of a limit, with what is needed to create test values.
#[derive(Clone, Debug)]
pub enum Probe<'a> {
    /// A number of bytes or characters.
    Count(usize),
    /// A number.
    Number(Number),
    /// Texts that match a pattern, and texts that do not match.
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

impl<'a, const N: usize, const M: usize> From<(&'a [&'a str; N], &'a [&'a str; M])> for Probe<'a> {
    fn from((matching, others): (&'a [&'a str; N], &'a [&'a str; M])) -> Self {
        Probe::Texts(matching, others)
    }
}

impl From<(usize, Value)> for Probe<'_> {
    fn from((count, element): (usize, Value)) -> Self {
        Probe::Elements(count, element)
    }
}

/// Values on both sides of a limit.
pub(super) struct Boundary {
    pub(super) within: Vec<Value>,
    pub(super) beyond: Vec<Value>,
}

/// The values on both sides of a limit; `None` if the probe is not of the kind's type.
pub(super) fn boundary(kind: LimitKind, probe: &Probe<'_>) -> Option<Boundary> {
    Some(match kind.test() {
        Test::Text(TextTest::AtMost(unit)) => {
            let limit = probe.count()?;
            let mut within = texts(unit, limit);
            within.extend((unit == Unit::CjkCharacter).then(|| Value::from("a".repeat(limit + 1))));
            Boundary { within, beyond: texts(unit, limit + 1) }
        }
        Test::Text(TextTest::AtLeast(unit)) => {
            let limit = probe.count()?;
            let beyond = limit.checked_sub(1).map(|fewer| texts(unit, fewer)).unwrap_or_default();
            Boundary { within: texts(unit, limit), beyond }
        }
        Test::Text(TextTest::Matches) => {
            let Probe::Texts(matching, others) = probe else { return None };
            let texts = |texts: &[&str]| texts.iter().copied().map(Value::from).collect();
            Boundary { within: texts(matching), beyond: texts(others) }
        }
        // A file is not a value of JSON that can be put into a sample.
        Test::File(_) => return None,
        Test::Number(test) => numbers(test, probe.number()?),
        Test::Elements(test) => {
            let (limit, element) = probe.elements()?;
            let (within, beyond) = test.boundary(limit);
            let beyond = beyond.map(|count| list(element, count)).into_iter().collect();
            Boundary { within: vec![list(element, within)], beyond }
        }
    })
}

impl Probe<'_> {
    fn count(&self) -> Option<usize> {
        if let Probe::Count(count) = self { Some(*count) } else { None }
    }

    fn number(&self) -> Option<Number> {
        if let Probe::Number(number) = self { Some(*number) } else { None }
    }

    fn elements(&self) -> Option<(usize, &Value)> {
        if let Probe::Elements(count, element) = self { Some((*count, element)) } else { None }
    }
}

/// The maximum timestamp, and one over it.
pub(super) fn timestamps() -> Boundary {
    numbers(NumberTest::AtMost, Number::Int(Timestamp::MAX.unix_seconds().into()))
}

/// Texts with exactly this number of a unit, one for each letter that counts.
fn texts(unit: Unit, count: usize) -> Vec<Value> {
    let repeated = |letter: &str| Value::from(letter.repeat(count));
    let [_, cjk @ ..] = LETTERS;
    match unit {
        Unit::Byte => of_bytes(count),
        Unit::CjkCharacter => cjk.map(repeated).to_vec(),
        Unit::Character => LETTERS.map(repeated).to_vec(),
    }
}

/// Texts of exactly this number of bytes, one for each letter.
fn of_bytes(bytes: usize) -> Vec<Value> {
    let text = |letter: &str| letter.repeat(bytes / letter.len()) + &"a".repeat(bytes % letter.len());
    LETTERS.map(|letter| Value::from(text(letter))).to_vec()
}

/// A number that satisfies the limit, and one that violates it; one of them is the limit itself.
fn numbers(test: NumberTest, limit: Number) -> Boundary {
    Boundary { within: vec![test.satisfying(limit).into()], beyond: vec![test.violating(limit).into()] }
}

fn list(element: &Value, count: usize) -> Value {
    Value::Array(vec![element.clone(); count])
}
