//! A limit, and the values on both sides of it.

use serde_json::Value;

use crate::Number;

/// Characters of one, three and four bytes, the latter two CJK.
const LETTERS: [&str; 3] = ["a", "票", "𠮷"];

/// A limit, as a boundary test states it.
#[derive(Clone, Debug)]
pub enum Limit<'a> {
    /// At most so many bytes of UTF-8.
    MaxBytes(usize),
    /// At least so many bytes of UTF-8.
    MinBytes(usize),
    /// At most so many CJK characters; others do not count.
    MaxCjk(usize),
    /// At most so many characters.
    MaxChars(usize),
    /// A pattern: what matches it, and what does not.
    Pattern(&'a [&'a str], &'a [&'a str]),
    /// At least this number.
    Min(Number),
    /// At most this number.
    Max(Number),
    /// Unix seconds: ten digits at most.
    Timestamp,
    /// At least so many elements like this one.
    MinItems(usize, Value),
    /// At most so many elements like this one.
    MaxItems(usize, Value),
}

/// Values on both sides of a limit.
pub(super) struct Boundary {
    pub(super) within: Vec<Value>,
    pub(super) beyond: Vec<Value>,
}

impl Limit<'_> {
    pub(super) fn boundary(&self) -> Boundary {
        let repeated = |count: usize| LETTERS.map(|letter| Value::from(letter.repeat(count))).to_vec();
        let texts = |texts: &[&str]| texts.iter().copied().map(Value::from).collect();
        match self {
            Limit::MaxBytes(limit) => Boundary { within: of_bytes(*limit), beyond: of_bytes(limit + 1) },
            Limit::MinBytes(limit) => Boundary {
                within: of_bytes(*limit),
                beyond: limit.checked_sub(1).map(of_bytes).unwrap_or_default(),
            },
            Limit::MaxCjk(limit) => {
                let [narrow, cjk @ ..] = LETTERS;
                let of_cjk = |count: usize| cjk.map(|letter| Value::from(letter.repeat(count))).to_vec();
                let mut within = of_cjk(*limit);
                within.push(Value::from(narrow.repeat(limit + 1)));
                Boundary { within, beyond: of_cjk(limit + 1) }
            }
            Limit::MaxChars(limit) => Boundary { within: repeated(*limit), beyond: repeated(limit + 1) },
            Limit::Pattern(matching, others) => Boundary { within: texts(matching), beyond: texts(others) },
            Limit::Min(limit) => numbers(*limit, -1),
            Limit::Max(limit) => numbers(*limit, 1),
            Limit::Timestamp => numbers(Number::Int(9_999_999_999), 1),
            Limit::MinItems(limit, item) => Boundary {
                within: vec![items(item, *limit)],
                beyond: limit.checked_sub(1).map(|fewer| items(item, fewer)).into_iter().collect(),
            },
            Limit::MaxItems(limit, item) => {
                Boundary { within: vec![items(item, *limit)], beyond: vec![items(item, limit + 1)] }
            }
        }
    }

    pub(super) fn is_numeric(&self) -> bool {
        matches!(self, Limit::Min(_) | Limit::Max(_) | Limit::Timestamp)
    }

    /// The name of the rule that speaks of it.
    pub(super) fn rule(&self) -> &'static str {
        match self {
            Limit::MaxBytes(_) => "max_bytes",
            Limit::MinBytes(_) => "min_bytes",
            Limit::MaxCjk(_) => "max_cjk",
            Limit::MaxChars(_) => "max_chars",
            Limit::Pattern(..) => "pattern",
            Limit::Min(_) => "min",
            Limit::Max(_) => "max",
            Limit::Timestamp => "timestamp",
            Limit::MinItems(..) => "min_items",
            Limit::MaxItems(..) => "max_items",
        }
    }
}

/// Texts of exactly so many bytes, as many of them as possible in each kind of letter.
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

fn items(item: &Value, count: usize) -> Value {
    Value::Array(vec![item.clone(); count])
}
