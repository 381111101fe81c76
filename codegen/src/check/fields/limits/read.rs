//! Reads the limits of a mapping: which apply to the type, and which have an effect.

use specwright_runtime::{Direction, Number, NumberTest, Subject, Test, Unit, is_less, is_media_type};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect::{self, Scalar};
use crate::ir::{Bound, Effect, Limit, LimitKind, ScalarKind, Type};

use super::{Limited, Stated, pattern};
use crate::check::at::At;
use crate::check::values;
use crate::suggest::a;

/// The maximum number of bytes or elements on every platform for which a client can be built.
const MAX_COUNT: u64 = i32::MAX as u64;

/// Reads the limits at `at`. Those that do not apply are reported and omitted.
pub(super) fn read(
    limits: &dialect::Limits,
    limited: Limited<'_>,
    at: &At,
    found: &mut Diagnostics,
) -> Stated {
    let mut reader = Reader { limited, at, found, pattern_bytes: 0 };
    let limits = limits.stated.iter().filter_map(|(kind, value)| reader.limit(*kind, value)).collect();
    Stated { at: at.clone(), limits, pattern_bytes: reader.pattern_bytes }
}

struct Reader<'a> {
    limited: Limited<'a>,
    at: &'a At,
    found: &'a mut Diagnostics,
    pattern_bytes: usize,
}

impl Reader<'_> {
    fn limit(&mut self, kind: LimitKind, value: &dialect::Stated) -> Option<Limit> {
        if !applies(kind, self.limited.ty) {
            self.does_not_apply(kind);
            return None;
        }
        let bound = match value {
            dialect::Stated::Count(count) => Bound::Count(self.count(kind, *count)?),
            dialect::Stated::Number(number) => Bound::Number(self.number(kind, number)?),
            dialect::Stated::Pattern(source) => {
                let (pattern, bytes) = pattern::lower(source, &self.at.child(kind.key()), self.found)?;
                self.pattern_bytes = bytes;
                Bound::Pattern(pattern)
            }
            dialect::Stated::Flag => Bound::Flag,
            dialect::Stated::Words(types) => Bound::Words(self.media_types(kind, types)?),
        };
        self.useful(Limit::new(kind, bound)?)
    }

    fn count(&mut self, kind: LimitKind, limit: u64) -> Option<usize> {
        let key = kind.key();
        let count = usize::try_from(limit).ok().filter(|_| limit <= MAX_COUNT);
        if count.is_none() {
            let message = format!("`{key}: {limit}` is greater than any value");
            self.found.push(
                Diagnostic::error(Code::LimitOutOfRange, self.at.child(key).value(), message)
                    .label(format!("the maximum on 32-bit platforms is {MAX_COUNT}"))
                    .help("remove it, or write a smaller limit"),
            );
        }
        count
    }

    /// The media types in lower case, if all are right.
    fn media_types(&mut self, kind: LimitKind, types: &dialect::List<String>) -> Option<Vec<String>> {
        let mut all: Vec<String> = Vec::new();
        let mut is_right = true;
        for (index, word) in types {
            let lower = word.to_ascii_lowercase();
            let (message, help) = if !is_media_type(word) {
                let help = "write a type and a subtype without parameters and `*`: `image/png`";
                (format!("`{word}` is not a media type"), help)
            } else if all.contains(&lower) {
                (format!("duplicate `{word}`"), "remove one of them; media types are compared ignoring case")
            } else {
                all.push(lower);
                continue;
            };
            is_right = false;
            let place = self.at.child(kind.key()).item(*index).value();
            self.found.push(Diagnostic::error(Code::BadMediaType, place, message).help(help));
        }
        is_right.then_some(all)
    }

    fn number(&mut self, kind: LimitKind, limit: &Scalar) -> Option<Number> {
        let Some((least, most)) = self.scalar().and_then(ScalarKind::range) else {
            return self.float(kind, limit);
        };
        let whole = |number: f64| whole(kind, number);
        let (number, shown) = match limit {
            Scalar::Int(number) => (*number, number.to_string()),
            // A fraction far out of the type's range is out of range, whatever its digits are.
            Scalar::Float(number) if !(least..=most).contains(&whole(*number)) => {
                (whole(*number), format!("{number:?}"))
            }
            Scalar::Float(_) | Scalar::Bool(_) | Scalar::Text(_) => {
                self.wrong_kind(kind, limit, "an integer");
                return None;
            }
        };
        let is_outside = !(least..=most).contains(&number);
        // What is true of a divisor whatever the type is goes before the range of the type.
        let number = self.positive_divisor(kind, Number::Int(number))?;
        if is_outside {
            let (key, ty) = (kind.key(), a(self.spell_innermost()));
            let effect = Limit::new(kind, Bound::Number(number))?.effect(Some((least, most)));
            self.found.push(
                Diagnostic::error(
                    Code::LimitOutOfRange,
                    self.at.child(key).value(),
                    format!("`{key}: {shown}` is out of the range of {ty}"),
                )
                .label(format!("the range of {ty} is {least} to {most}"))
                .help(match effect {
                    Effect::NeverViolated => "remove it: the range of the type is narrower",
                    Effect::AlwaysViolated => "no value would pass: write a limit inside the range",
                    Effect::Useful => "only 0 would be valid: write a limit in the range",
                }),
            );
            return None;
        }
        Some(number)
    }

    /// The number, unless it is a divisor that is not greater than 0.
    fn positive_divisor(&mut self, kind: LimitKind, number: Number) -> Option<Number> {
        if kind.test() != Test::Number(NumberTest::MultipleOf) || is_less(Number::Int(0), number) {
            return Some(number);
        }
        let key = kind.key();
        let message = format!("`{key}: {number}` is not greater than 0");
        self.found.push(
            Diagnostic::error(Code::LimitOutOfRange, self.at.child(key).value(), message)
                .help(format!("write a number greater than 0, or remove `{key}`")),
        );
        None
    }

    fn float(&mut self, kind: LimitKind, limit: &Scalar) -> Option<Number> {
        match limit {
            Scalar::Int(number) => self.positive_divisor(kind, Number::Float(*number as f64)),
            Scalar::Float(number) if number.is_finite() => {
                self.positive_divisor(kind, Number::Float(*number))
            }
            Scalar::Float(_) | Scalar::Bool(_) | Scalar::Text(_) => {
                self.wrong_kind(kind, limit, "a finite number");
                None
            }
        }
    }

    /// The limit, if some values satisfy it and some do not.
    fn useful(&mut self, limit: Limit) -> Option<Limit> {
        let key = limit.kind().key();
        let range = limit.number().and_then(|_| self.scalar()?.range());
        let effect = limit.effect(range);
        if effect == Effect::Useful {
            return Some(limit);
        }
        let at = self.at.child(key).value();
        let error = |message: String| Diagnostic::error(Code::LimitNeverBroken, at, message);
        let diagnostic = match (range, limit.number()) {
            (Some((least, most)), Some(number)) => {
                let ty = a(self.spell_innermost());
                let message = match effect {
                    Effect::AlwaysViolated => {
                        format!("no value of {ty} satisfies `{key}: {number}`")
                    }
                    Effect::NeverViolated | Effect::Useful => {
                        format!("no value of {ty} violates `{key}: {number}`")
                    }
                };
                error(message).label(format!("the range of {ty} is {least} to {most}")).help("remove it")
            }
            (None, Some(number)) => {
                error(format!("no number satisfies `{key}: {number}`")).help("correct it, or remove it")
            }
            (_, None) => {
                error(format!("no value violates `{key}: 0`")).help(format!("remove it, or write `{key}: 1`"))
            }
        };
        self.found.push(diagnostic);
        None
    }

    fn does_not_apply(&mut self, kind: LimitKind) {
        let subject = kind.subject();
        let (what, types) = match subject {
            Subject::Text | Subject::File | Subject::Number => {
                let is_counted = kind.unit() == Some(Unit::Byte.name());
                let types = ScalarKind::ALL.into_iter().filter(|scalar| can_have(kind, scalar.limits()));
                let types = listed(types.map(ScalarKind::name));
                let what = match subject {
                    Subject::Text if is_counted => "text and files",
                    Subject::Text => "text",
                    Subject::File => "files",
                    Subject::Number | Subject::Elements | Subject::List => "numbers",
                };
                (what, format!("{types}, also inside `list<…>` and `map<…>`"))
            }
            Subject::Elements => {
                ("the elements of lists and maps", listed(["list<…>", "map<…>"].into_iter()))
            }
            Subject::List => ("the elements of lists", listed(std::iter::once("list<…>"))),
        };
        let mut help = format!("it applies to {types}");
        let is_nested = matches!(self.limited.ty, Type::List(_) | Type::Map(_));
        let others = LimitKind::ALL.iter().filter(|kind| applies(**kind, self.limited.ty));
        let (own, of_elements): (Vec<LimitKind>, Vec<LimitKind>) =
            others.copied().partition(|kind| !is_nested || kind.subject().is_whole());
        let keys = |kinds: &[LimitKind]| listed(kinds.iter().map(|kind| kind.key()));
        if !own.is_empty() {
            help = format!("{help}; {} takes {}", a(self.limited.spelling), keys(&own));
        }
        if own.is_empty() && of_elements.is_empty() {
            help = format!("{help}; {} has no limits", a(self.limited.spelling));
        }
        if !of_elements.is_empty() {
            help = format!("{help}, and {} for each element", keys(&of_elements));
        }
        let key = kind.key();
        self.found.push(
            Diagnostic::error(
                Code::LimitDoesNotApply,
                self.at.child(key).key(),
                format!("`{key}` limits {what}, and {} is `{}`", self.limited.what, self.limited.spelling),
            )
            .help(help),
        );
    }

    fn wrong_kind(&mut self, kind: LimitKind, limit: &Scalar, expected: &str) {
        let key = kind.key();
        let help = match limit {
            Scalar::Float(number) if number.is_finite() => format!("write `{key}: {}`", whole(kind, *number)),
            _ => values::unquote(limit).unwrap_or_else(|| format!("write {expected}")),
        };
        let diagnostic = Diagnostic::error(
            Code::LimitOutOfRange,
            self.at.child(key).value(),
            format!("`{key}` of {} must be {expected}", a(self.spell_innermost())),
        )
        .label(match limit {
            Scalar::Float(number) if number.fract() == 0.0 => {
                "a number with a point or an exponent is not an integer".to_owned()
            }
            _ => format!("{} is not", values::show(limit)),
        })
        .help(help);
        self.found.push(diagnostic);
    }

    fn scalar(&self) -> Option<ScalarKind> {
        self.limited.ty.innermost().scalar()
    }

    /// The type of the elements, or of the field itself, as in the spec.
    fn spell_innermost(&self) -> &str {
        let spelling = self.limited.spelling;
        let inside = spelling.rsplit('<').next().unwrap_or(spelling);
        inside.trim_end_matches(['>', ' '])
    }
}

/// Whether the type can have limits of the kind.
fn applies(kind: LimitKind, ty: &Type) -> bool {
    match kind.subject() {
        Subject::Text | Subject::File | Subject::Number => {
            can_have(kind, ty.innermost().scalar().and_then(ScalarKind::limits))
        }
        Subject::Elements => matches!(ty, Type::List(_) | Type::Map(_)),
        // Whether two files are equal is not known from what describes them.
        Subject::List => matches!(ty, Type::List(_)) && !ty.is_file(),
    }
}

/// Whether values with these limits can have limits of the kind: the bytes of a file are counted like those of a text.
fn can_have(kind: LimitKind, subject: Option<Subject>) -> bool {
    let is_counted = kind.unit() == Some(Unit::Byte.name());
    subject == Some(kind.subject()) || is_counted && subject == Some(Subject::File)
}

/// The integer with the same effect as a limit with a fraction; the extreme one of 128 bits if it is out of range.
fn whole(kind: LimitKind, limit: f64) -> i128 {
    let is_exclusive = matches!(kind.test(), Test::Number(NumberTest::Above | NumberTest::Below));
    let is_maximum = kind.direction() == Some(Direction::Maximum);
    (if is_maximum != is_exclusive { limit.floor() } else { limit.ceil() }) as i128
}

/// Names in backticks: "`a`, `b` and `c`".
fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}
