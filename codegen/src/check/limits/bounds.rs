//! Reads the limits of one mapping: which apply to the type, and which are possible for it.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect::{self, Scalar};
use crate::ir::{Constraint, ImpliedCjk, Number, Pattern, Type};

use super::super::at::At;
use super::super::fields::Slot;
use super::super::suggest::a;
use super::super::values::{self, LAST_SECOND};
use super::{pattern, proof};

/// The most bytes or elements that a value can have on every machine for which a client can be built.
const MAX_COUNT: u64 = i32::MAX as u64;

/// The limits of one mapping that mean something.
pub(super) struct Bounds {
    pub(super) at: At,
    pub(super) min_items: Option<usize>,
    pub(super) max_items: Option<usize>,
    pub(super) min_bytes: Option<usize>,
    pub(super) max_bytes: Option<usize>,
    pub(super) max_cjk: Option<usize>,
    pub(super) max_chars: Option<usize>,
    pub(super) min: Option<Number>,
    pub(super) max: Option<Number>,
    pub(super) pattern: Option<Pattern>,
    /// The fewest bytes that a text which matches the pattern has.
    pub(super) pattern_bytes: usize,
}

impl Bounds {
    /// Reads the limits at `at`, reporting and leaving out those that do not apply.
    pub(super) fn read(
        limits: &dialect::Limits,
        slot: &Slot<'_>,
        at: &At,
        ty: &Type,
        found: &mut Diagnostics,
    ) -> Bounds {
        let mut reader = Reader { slot, at, ty, found };
        let text = *ty.innermost() == Type::Text;
        let items = matches!(ty, Type::List(_) | Type::Map(_));
        let pattern = reader
            .applies("pattern", limits.pattern.as_ref(), text)
            .and_then(|source| pattern::lower(source, &at.child("pattern"), reader.found));
        let (pattern, pattern_bytes) = pattern.unzip();
        Bounds {
            at: at.clone(),
            min_items: reader.least("min_items", limits.min_items, items),
            max_items: reader.count("max_items", limits.max_items, items),
            min_bytes: reader.least("min_bytes", limits.min_bytes, text),
            max_bytes: reader.count("max_bytes", limits.max_bytes, text),
            max_cjk: reader.count("max_cjk", limits.max_cjk, text),
            max_chars: reader.count("max_chars", limits.max_chars, text),
            min: reader.number("min", limits.min.as_ref()),
            max: reader.number("max", limits.max.as_ref()),
            pattern,
            pattern_bytes: pattern_bytes.unwrap_or(0),
        }
    }

    /// The limits that need a check of their own, in the order in which violations are told.
    pub(super) fn constraints(&self) -> Vec<Constraint> {
        let max_bytes = self.max_bytes.filter(|_| !proof::bytes_are_implied(self));
        let max_cjk = self.max_cjk.filter(|_| !proof::cjk_is_implied(self));
        let max_chars = self.max_chars.filter(|_| !proof::chars_are_implied(self));
        [
            self.min_items.map(Constraint::MinItems),
            self.max_items.map(Constraint::MaxItems),
            self.min_bytes.map(Constraint::MinBytes),
            max_bytes.map(Constraint::MaxBytes),
            max_cjk.map(Constraint::MaxCjk),
            max_chars.map(Constraint::MaxChars),
            self.min.map(Constraint::Min),
            self.max.map(Constraint::Max),
            self.pattern.clone().map(Constraint::Pattern),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The CJK limit, where the byte limit was proven to imply it.
    pub(super) fn implied_cjk(&self) -> Option<ImpliedCjk> {
        let (max_cjk, by_max_bytes) = (self.max_cjk?, self.max_bytes?);
        let by_bytes = proof::cjk_is_implied_by_bytes(self) && !proof::bytes_are_implied(self);
        by_bytes.then_some(ImpliedCjk { max_cjk, by_max_bytes })
    }
}

struct Reader<'a, 'b> {
    slot: &'a Slot<'b>,
    at: &'a At,
    ty: &'a Type,
    found: &'a mut Diagnostics,
}

impl Reader<'_, '_> {
    /// The limit, if the type can have it.
    fn applies<T>(&mut self, key: &str, limit: Option<T>, applies: bool) -> Option<T> {
        if limit.is_some() && !applies {
            let (what, types) = match key {
                "min" | "max" => ("numbers", "the integer types, `float`, `timestamp` and `digit_timestamp`"),
                "min_items" | "max_items" => ("the elements of lists and maps", "`list<…>` and `map<…>`"),
                _ => ("text", "`string`"),
            };
            let inside =
                if key.ends_with("_items") { "" } else { ", also inside `list<…>` and `map<…>`" };
            let mut help = format!("it applies to {types}{inside}");
            if let Some(others) = self.others() {
                help = format!("{help}; {} takes {others}", a(self.slot.spelling()));
            }
            self.found.push(
                Diagnostic::error(
                    Code::LimitDoesNotApply,
                    self.at.child(key).key(),
                    format!("`{key}` limits {what}, and this field is `{}`", self.slot.spelling()),
                )
                .help(help),
            );
        }
        limit.filter(|_| applies)
    }

    /// What the type takes in place of a limit that it cannot have.
    fn others(&self) -> Option<&'static str> {
        let is_nested = matches!(self.ty, Type::List(_) | Type::Map(_));
        match (self.ty.innermost(), is_nested) {
            (Type::Text, false) => Some("`max_bytes`, `min_bytes`, `max_cjk`, `max_chars` and `pattern`"),
            (Type::Int(_) | Type::Float | Type::Timestamp(_), false) => Some("`min` and `max`"),
            (Type::Int(_) | Type::Float | Type::Timestamp(_), true) => {
                Some("`min_items` and `max_items`, and `min` and `max` for each element")
            }
            (_, true) => Some("`min_items` and `max_items`"),
            (_, false) => None,
        }
    }

    fn count(&mut self, key: &str, limit: Option<u64>, applies: bool) -> Option<usize> {
        let limit = self.applies(key, limit, applies)?;
        let count = usize::try_from(limit).ok().filter(|_| limit <= MAX_COUNT);
        if count.is_none() {
            self.found.push(
                Diagnostic::error(
                    Code::LimitOutOfRange,
                    self.at.child(key).value(),
                    format!("`{key}: {limit}` is more than a value can have"),
                )
                .label(format!("a client on a machine of 32 bits can hold {MAX_COUNT}"))
                .help("remove it, or write a smaller limit"),
            );
        }
        count
    }

    /// A count that something must reach. Nothing is below 0.
    fn least(&mut self, key: &str, limit: Option<u64>, applies: bool) -> Option<usize> {
        let limit = self.count(key, limit, applies)?;
        if limit == 0 {
            self.found.push(
                Diagnostic::error(
                    Code::LimitNeverBroken,
                    self.at.child(key).value(),
                    format!("nothing can break `{key}: 0`"),
                )
                .help(format!("remove it, or write `{key}: 1`")),
            );
            return None;
        }
        Some(limit)
    }

    fn number(&mut self, key: &str, limit: Option<&Scalar>) -> Option<Number> {
        let innermost = self.ty.innermost().clone();
        let (least, most) = match innermost {
            Type::Int(kind) => kind.range(),
            Type::Timestamp(_) => (0, LAST_SECOND),
            Type::Float => return self.float(key, limit?),
            _ => {
                self.applies(key, limit, false);
                return None;
            }
        };
        let limit = limit?;
        let at = self.at.child(key);
        let (number, shown) = match limit {
            Scalar::Int(number) => (*number, number.to_string()),
            // What the type cannot come near to is outside, however it is written.
            Scalar::Float(number) if !(least..=most).contains(&whole(key, *number)) => {
                (whole(key, *number), format!("{number:?}"))
            }
            _ => {
                self.wrong_kind(key, limit, "an integer");
                return None;
            }
        };
        let kind = a(self.spell_innermost());
        let broken_by_none = if key == "min" { number <= least } else { number >= most };
        if !(least..=most).contains(&number) {
            self.found.push(
                Diagnostic::error(
                    Code::LimitOutOfRange,
                    at.value(),
                    format!("`{key}: {shown}` is outside what {kind} can hold"),
                )
                .label(format!("{kind} goes from {least} to {most}"))
                .help(if broken_by_none {
                    "remove it: the type is narrower than this limit"
                } else {
                    "no value would pass: write a limit inside the range"
                }),
            );
            return None;
        }
        if broken_by_none {
            self.found.push(
                Diagnostic::error(
                    Code::LimitNeverBroken,
                    at.value(),
                    format!("nothing that {kind} can hold breaks `{key}: {number}`"),
                )
                .label(format!("{kind} goes from {least} to {most}"))
                .help("remove it"),
            );
            return None;
        }
        Some(Number::Int(number))
    }

    fn float(&mut self, key: &str, limit: &Scalar) -> Option<Number> {
        let number = match limit {
            Scalar::Int(number) => *number as f64,
            Scalar::Float(number) if number.is_finite() => *number,
            _ => {
                self.wrong_kind(key, limit, "a finite number");
                return None;
            }
        };
        Some(Number::Float(number))
    }

    fn wrong_kind(&mut self, key: &str, limit: &Scalar, expected: &str) {
        let help = match limit {
            Scalar::Float(number) if number.is_finite() => format!("write `{key}: {}`", whole(key, *number)),
            _ => values::unquote(limit).unwrap_or_else(|| format!("write {expected}")),
        };
        let diagnostic = Diagnostic::error(
            Code::LimitOutOfRange,
            self.at.child(key).value(),
            format!("`{key}` of {} must be {expected}", a(self.spell_innermost())),
        )
        .label(match limit {
            Scalar::Float(number) if number.fract() == 0.0 => {
                "a number with a point or an exponent is none".to_owned()
            }
            _ => format!("{} is not", values::show(limit)),
        })
        .help(help);
        self.found.push(diagnostic);
    }

    /// The type of the elements, or of the field itself, as the spec spells it.
    fn spell_innermost(&self) -> &str {
        let spelling = self.slot.spelling();
        let inside = spelling.rsplit('<').next().unwrap_or(spelling);
        inside.trim_end_matches(['>', ' '])
    }
}

/// The integer that limits as a number with a fraction does; the outermost one of 128 bits beyond them.
fn whole(key: &str, limit: f64) -> i128 {
    (if key == "min" { limit.ceil() } else { limit.floor() }) as i128
}
