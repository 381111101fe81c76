//! Limits that accept more, fewer or other values.

use super::field_pair::FieldPair;
use crate::changes::collector::Collector;
use crate::changes::fits::integers_of;
use crate::changes::{Effect, Kind, Verdict};
use specwright::ir::{Field, Limit, LimitKind, Limits, Type};
use specwright_runtime::Number;

pub(super) fn compare(pair: &FieldPair<'_, '_, '_>, found: &mut Collector<'_>) {
    for difference in differences(pair.old, pair.new) {
        let verdict = difference.verdict.clone();
        let (verdict, rust) = match difference.is_warning {
            true => (pair.both.directions.limits(verdict), None),
            false => {
                let verdict = if pair.has_like_type() {
                    verdict
                } else {
                    Verdict::none("The limit was added or removed with the type.")
                };
                let verdict = pair.both.directions.limits(verdict);
                let rust = difference.literals(&pair.new.ty, &verdict);
                (verdict, Some(rust))
            }
        };
        let [before, after] = difference.words(&pair.new.ty);
        let draft = pair.draft(difference.kind, &difference.key).old(before).became(after);
        let draft = match rust {
            Some(rust) => draft.rust(rust),
            None => draft,
        };
        found.push(draft.limits(verdict));
    }
}

/// A limit that differs.
pub(in crate::changes) struct Difference {
    /// The key in the spec, a path if it has dots.
    pub(in crate::changes) key: String,
    pub(in crate::changes) kind: Kind,
    before: Option<Limit>,
    after: Option<Limit>,
    /// What it means for the values that are accepted, if the types are alike.
    pub(in crate::changes) verdict: Verdict,
    is_warning: bool,
    /// Whether it is one of the keys of a map.
    is_of_keys: bool,
}

impl Difference {
    /// The old and the new limit in words, with what they apply to.
    pub(in crate::changes) fn words(&self, ty: &Type) -> [Option<String>; 2] {
        [&self.before, &self.after].map(|limit| {
            let limit = limit.as_ref()?;
            Some(match self.is_of_keys {
                true => format!("{} in each key", limit.words()),
                false => words(ty, limit),
            })
        })
    }

    /// The effect of a tightened limit on Rust code: literals are checked when the code is compiled.
    pub(in crate::changes) fn literals(&self, ty: &Type, verdict: &Verdict) -> Verdict {
        let of_text = self.after.as_ref().is_some_and(Limit::is_of_element) && *ty.innermost() == Type::TEXT;
        if of_text && !self.is_of_keys && verdict.effect == Effect::Breaking {
            Verdict::breaking("A `lit!` of a text that is refused now does not compile.")
        } else {
            Verdict::none("No item of the Rust API changes.")
        }
    }
}

/// The limits that differ, errors first, and then those of keys.
pub(in crate::changes) fn differences(old: &Field, new: &Field) -> Vec<Difference> {
    let mut all = of_both(&Stated::of(&old.limits, &old.ty), &Stated::of(&new.limits, &new.ty));
    let keys = |field: &Field| {
        let limits = field.limits.keys.as_deref();
        Stated::of(limits.unwrap_or(&Limits::NONE), &Type::TEXT)
    };
    all.extend(of_both(&keys(old), &keys(new)).into_iter().map(|difference| Difference {
        key: format!("keys.{}", difference.key),
        is_of_keys: true,
        ..difference
    }));
    all
}

fn of_both(old: &Stated, new: &Stated) -> Vec<Difference> {
    let mut all = Vec::new();
    for (before, after) in of_each_kind(&old.errors, &new.errors) {
        // Numbers of different types may be equal.
        let said = |limit: Option<&Limit>| limit.map(Limit::words);
        let (Some(one), false) = (before.or(after), said(before) == said(after)) else { continue };
        let key = one.kind().key().to_owned();
        let (kind, verdict) = assess(before, after, (&old.holding, &new.holding));
        let (before, after) = (before.cloned(), after.cloned());
        all.push(Difference { key, kind, before, after, verdict, is_warning: false, is_of_keys: false });
    }
    for (before, after) in of_each_kind(&old.warnings, &new.warnings) {
        let (Some(one), false) = (before.or(after), before == after) else { continue };
        let key = format!("warn.{}", one.kind().key());
        let kind = match (before, after) {
            (None, _) => Kind::WarningAdded,
            (_, None) => Kind::WarningRemoved,
            (Some(_), Some(_)) => Kind::WarningChanged,
        };
        let verdict = Verdict::compatible("A warning stops no request.");
        let (before, after) = (before.cloned(), after.cloned());
        all.push(Difference { key, kind, before, after, verdict, is_warning: true, is_of_keys: false });
    }
    all
}

/// A limit in words, with what it applies to.
fn words(ty: &Type, limit: &Limit) -> String {
    let each = match ty {
        Type::List(_) if limit.is_of_element() => " in each element",
        Type::Map(_) if limit.is_of_element() => " in each value",
        _ => "",
    };
    format!("{}{each}", limit.words_for(ty))
}

/// All limits, including those that the spec implies.
struct Stated {
    errors: Vec<Limit>,
    warnings: Vec<Limit>,
    /// The errors, and the range of an integer type.
    holding: Vec<Limit>,
}

impl Stated {
    fn of(limits: &Limits, ty: &Type) -> Stated {
        let Limits { errors, warnings, implied_cjk, .. } = limits;
        let errors: Vec<Limit> = errors.iter().chain(implied_cjk).cloned().collect();
        let (least, most) = integers_of(ty, &[]).unzip();
        let limit = |kind, number: Option<i128>| Limit::new(kind, Number::Int(number?));
        let range = [limit(LimitKind::Min, least), limit(LimitKind::Max, most)];
        let holding = errors.iter().cloned().chain(range.into_iter().flatten()).collect();
        Stated { errors, warnings: warnings.clone(), holding }
    }
}

/// The old and the new limit of each kind, where there is one.
fn of_each_kind<'c>(old: &'c [Limit], new: &'c [Limit]) -> Vec<(Option<&'c Limit>, Option<&'c Limit>)> {
    let is_kind = |one: &Limit, other: &Limit| one.kind() == other.kind();
    let of_old = old.iter().map(|before| (Some(before), new.iter().find(|after| is_kind(after, before))));
    let only_new = new.iter().filter(|after| !old.iter().any(|before| is_kind(before, after)));
    of_old.chain(only_new.map(|after| (None, Some(after)))).collect()
}

/// The kind of the change, and the verdict on the accepted values.
fn assess(
    before: Option<&Limit>,
    after: Option<&Limit>,
    (old, new): (&[Limit], &[Limit]),
) -> (Kind, Verdict) {
    // A limit of the other spec, which is not among these.
    let implied = |by: &[Limit], limit: &Limit| by.iter().any(|other| other.implies(limit));
    match (before, after) {
        (Some(before), Some(after)) => match (before.implies(after), after.implies(before)) {
            (true, true) => (Kind::LimitChanged, Verdict::none("The same values are accepted.")),
            (true, false) => (Kind::LimitLoosened, Verdict::compatible("More values are accepted.")),
            (false, true) => {
                (Kind::LimitTightened, Verdict::breaking("Values that were accepted are refused now."))
            }
            (false, false) => {
                (Kind::LimitChanged, Verdict::breaking("Values that were accepted may be refused now."))
            }
        },
        (None, Some(after)) if implied(old, after) => {
            let reason = "The old limits accept the same values.";
            (Kind::ImpliedLimitStated, Verdict::none(reason))
        }
        (None, _) => (Kind::LimitAdded, Verdict::breaking("Values that were accepted are refused now.")),
        (Some(before), None) if implied(new, before) => {
            let reason = "The remaining limits accept the same values.";
            (Kind::ImpliedLimitUnstated, Verdict::none(reason))
        }
        (Some(_), None) => (Kind::LimitRemoved, Verdict::compatible("More values are accepted.")),
    }
}
