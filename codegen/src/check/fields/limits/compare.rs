//! Compares limits with each other: within a mapping, and those of `warn` with those that are errors.

use specwright_runtime::{Direction, Number, NumberTest, Unit, is_less};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Limit, LimitKind, ScalarKind, Type, counted, least};

use super::super::slot::Context;
use super::Stated;

/// Reports contradictory limits of a mapping.
pub(super) fn within(stated: &Stated, found: &mut Diagnostics) {
    for min in &stated.limits {
        for max in stated.limits.iter().filter(|max| min.exceeds(max)) {
            found.push(crossed(stated, min, max));
        }
    }
    if let Some(cjk) = stated.get(LimitKind::MaxCjk) {
        found.extend(stated.limits.iter().filter_map(|limit| below_cjk(stated, limit, cjk)));
    }
    found.extend(twice(stated, Direction::Minimum));
    found.extend(twice(stated, Direction::Maximum));
    found.extend(no_multiple(stated));
    if let Some(max) = stated.get(LimitKind::MaxBytes)
        && max.count() < Some(stated.pattern_bytes)
    {
        let needed = stated.pattern_bytes;
        found.push(
            Diagnostic::error(
                Code::LimitsContradict,
                stated.at.child("max_bytes").value(),
                "no text within `max_bytes` matches `pattern`",
            )
            .related(stated.at.child("pattern").value(), format!("matches at least {needed} bytes"))
            .help(format!("write `max_bytes: {needed}` or more, or another pattern")),
        );
    }
}

/// The error for a minimum that exceeds the maximum.
fn crossed(stated: &Stated, min: &Limit, max: &Limit) -> Diagnostic {
    let (key, other) = (min.kind().key(), max.kind().key());
    let (Some(count), Some(other_count)) = (min.count(), max.count()) else {
        let is_mistaken = min.number().zip(max.number()).is_some_and(|(min, max)| is_less(max, min));
        let exchange = if is_mistaken { "exchange them, or " } else { "" };
        return Diagnostic::error(
            Code::LimitsContradict,
            stated.at.child(key).value(),
            format!("no number is {} and {}", min.short_words(), max.short_words()),
        )
        .related(stated.at.child(other).value(), "the maximum")
        .help(format!("{exchange}correct one of them"));
    };
    let most = min.greatest_beside(max).unwrap_or(other_count);
    let label = match (min.kind().unit(), max.kind().unit()) {
        (Some(unit), Some(other_unit)) if unit != other_unit => format!(
            "{} have at most {}, so that none reaches {}",
            counted(other_count, other_unit),
            counted(most, unit),
            counted(count, unit)
        ),
        _ => format!("nothing has at least {count} and at most {other_count}"),
    };
    contradiction(stated, (key, count), (other, other_count))
        .label(label)
        .help(format!("write `{key}: {most}` or less, or a greater `{other}`"))
}

/// The limits of a number in this direction, each with the smallest or the greatest number that satisfies it.
fn ends(stated: &Stated, direction: Direction) -> impl Iterator<Item = (&Limit, Number)> {
    let ends = stated.limits.iter().filter_map(|limit| Some((limit, limit.end()?)));
    ends.filter(move |(_, (its, _))| *its == direction).map(|(limit, (_, end))| (limit, end))
}

/// The error for an inclusive and an exclusive limit in one direction.
fn twice(stated: &Stated, direction: Direction) -> Option<Diagnostic> {
    let mut limits = ends(stated, direction).map(|(limit, _)| limit);
    let (first, second) = (limits.next()?, limits.next()?);
    let (weaker, stricter) = if first.implies(second) { (second, first) } else { (first, second) };
    let (key, other) = (weaker.kind().key(), stricter.kind().key());
    Some(
        Diagnostic::error(
            Code::LimitNeverBroken,
            stated.at.child(key).value(),
            format!("`{other}` implies `{key}`"),
        )
        .related(stated.at.child(other).value(), "this limit is violated first")
        .help(format!("remove `{key}`")),
    )
}

/// The error for a divisor without a multiple between the minimum and the maximum.
fn no_multiple(stated: &Stated) -> Option<Diagnostic> {
    let (lower, min) = ends(stated, Direction::Minimum).next()?;
    let (upper, max) = ends(stated, Direction::Maximum).next()?;
    let divisor = stated.get(LimitKind::MultipleOf).and_then(Limit::number)?;
    let first = match (min, divisor) {
        (Number::Int(min), Number::Int(divisor)) => {
            let missing = min.checked_neg()?.checked_rem_euclid(divisor)?;
            Number::Int(min.checked_add(missing)?)
        }
        (Number::Float(min), Number::Float(divisor)) => Number::Float((min / divisor).ceil() * divisor),
        (Number::Int(_), Number::Float(_)) | (Number::Float(_), Number::Int(_)) => return None,
    };
    // A rounded multiple may exceed an end that is a multiple itself.
    let is_multiple = |end| NumberTest::MultipleOf.accepts(end, divisor);
    if !is_less(max, first) || is_less(max, min) || is_multiple(min) || is_multiple(max) {
        return None;
    }
    let key = LimitKind::MultipleOf.key();
    Some(
        Diagnostic::error(
            Code::LimitsContradict,
            stated.at.child(key).value(),
            format!("no number from {min} to {max} is a multiple of {divisor}"),
        )
        .related(stated.at.child(lower.kind().key()).value(), "the minimum")
        .related(stated.at.child(upper.kind().key()).value(), "the maximum")
        .help(if upper.kind() == LimitKind::ExclusiveMax {
            format!("write an `exclusive_max` greater than {first}, or correct another limit")
        } else {
            format!("write `max: {first}` or more, or correct another limit")
        }),
    )
}

/// The error for a minimum number of elements that must differ, of which there are not as many.
pub(super) fn more_than_values(stated: &Stated, ty: &Type, context: Context<'_>) -> Option<Diagnostic> {
    let Type::List(element) = ty else { return None };
    let (min, unique) = (stated.get(LimitKind::MinItems)?, stated.get(LimitKind::UniqueItems)?);
    let (count, values) = (min.count()?, number_of_values(stated, element, context)?);
    let most = usize::try_from(values).ok().filter(|most| *most < count)?;
    let (key, other) = (min.kind().key(), unique.kind().key());
    Some(
        Diagnostic::error(
            Code::LimitsContradict,
            stated.at.child(key).value(),
            format!("`{key}: {count}` contradicts `{other}`"),
        )
        .label(format!("an element has {} at most", counted(most, "different value")))
        .related(stated.at.child(other).value(), "the other limit")
        .help(format!("write `{key}: {most}` or less, or remove `{other}`")),
    )
}

/// The number of values of a type within the minimum and the maximum, where there are not unlimited ones.
fn number_of_values(stated: &Stated, ty: &Type, context: Context<'_>) -> Option<i128> {
    let kind = match ty {
        Type::Scalar(kind) => *kind,
        Type::Nullable(inner) => return number_of_values(stated, inner, context).map(|count| count + 1),
        Type::Enum(id) => {
            return i128::try_from(context.enums[*id].values.len()).ok().filter(|count| *count > 0);
        }
        Type::Model(_) | Type::Union(_) | Type::List(_) | Type::Map(_) | Type::Boxed(_) => return None,
    };
    if kind == ScalarKind::Bool {
        return Some(2);
    }
    let (least, most) = kind.range()?;
    let end = |direction| match ends(stated, direction).next() {
        Some((_, Number::Int(number))) => Some(number),
        Some((_, Number::Float(_))) | None => None,
    };
    let least = end(Direction::Minimum).unwrap_or(least);
    let most = end(Direction::Maximum).unwrap_or(most);
    (least <= most).then(|| most - least + 1)
}

/// A limit in bytes or characters that is too small for `max_cjk`.
fn below_cjk(stated: &Stated, limit: &Limit, cjk: &Limit) -> Option<Diagnostic> {
    let ((unit, count), cjk_count) = (limit.max_of_text()?, cjk.count()?);
    let needed = least(Unit::CjkCharacter, cjk_count, unit);
    if limit.kind() == cjk.kind() || count >= needed {
        return None;
    }
    let (key, at) = (limit.kind().key(), &stated.at);
    let cjk_characters = |count| counted(count, Unit::CjkCharacter.name());
    Some(match limit.most_of(Unit::CjkCharacter) {
        Some(held) if unit == Unit::Byte => Diagnostic::error(
            Code::MaxBytesBelowCjk,
            at.child(key).value(),
            "`max_bytes` is too small for `max_cjk`",
        )
        .label(format!(
            "{count} bytes contain at most {}, but `max_cjk` allows {cjk_count}",
            cjk_characters(held)
        ))
        .help(format!("{} require {needed} bytes: write `max_bytes: {needed}`", cjk_characters(cjk_count))),
        _ => contradiction(stated, (key, count), ("max_cjk", cjk_count))
            .label(format!("{} cannot contain {}", counted(count, unit.name()), cjk_characters(cjk_count)))
            .help(format!("write `{key}: {needed}` or more, or a smaller `max_cjk`")),
    })
}

fn contradiction(
    stated: &Stated,
    (key, value): (&str, usize),
    (other, other_value): (&str, usize),
) -> Diagnostic {
    Diagnostic::error(
        Code::LimitsContradict,
        stated.at.child(key).value(),
        format!("`{key}: {value}` contradicts `{other}: {other_value}`"),
    )
    .related(stated.at.child(other).value(), "the other limit")
}

/// Reports warnings that are never reported because the value is an error, and warnings for every valid value.
pub(super) fn with_warnings(errors: &Stated, warnings: &Stated, found: &mut Diagnostics) {
    for warning in &warnings.limits {
        let implied_by = match errors.get(warning.kind()) {
            Some(error) => error.implies(warning).then_some(error),
            None => errors.limits.iter().find(|error| error.implies(warning)),
        };
        if let Some(error) = implied_by {
            found.push(never_given(errors, warnings, error, warning));
        }
        let excludes = |error: &&Limit| error.exceeds(warning) || warning.exceeds(error);
        if let Some(error) = errors.limits.iter().find(excludes) {
            found.push(always_given(errors, warnings, error, warning));
        }
    }
}

fn never_given(errors: &Stated, warnings: &Stated, error: &Limit, warning: &Limit) -> Diagnostic {
    let (key, by) = (warning.kind().key(), error.kind().key());
    let label = match (error.max_of_text(), warning.max_of_text()) {
        (Some((unit, count)), Some((other, _))) if unit != other => format!(
            "{}, the maximum, contain at most {}",
            counted(count, unit.name()),
            counted(error.most_of(other).unwrap_or_default(), other.name())
        ),
        _ => format!("already required: {}", error.words()),
    };
    Diagnostic::error(
        Code::WarningNeverGiven,
        warnings.at.child(key).value(),
        format!("the warning of `{key}` is never reported"),
    )
    .label(label)
    .related(errors.at.child(by).value(), "this error is reported instead")
    .help("make the limit in `warn` stricter than the other one, or remove it")
}

fn always_given(errors: &Stated, warnings: &Stated, error: &Limit, warning: &Limit) -> Diagnostic {
    let key = warning.kind().key();
    Diagnostic::error(
        Code::LimitsContradict,
        warnings.at.child(key).value(),
        format!("every valid value violates `{key}` of `warn`"),
    )
    .related(errors.at.child(error.kind().key()).value(), "only these values are valid")
    .help("correct one of the two limits")
}
