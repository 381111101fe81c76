//! Changes of a field's values apart from its type: null, constants, defaults, tolerated forms, order, secrecy.

use super::field_pair::FieldPair;
use crate::changes::collector::Collector;
use crate::changes::{Kind, Verdict};
use specwright::emit;
use specwright::ir::{Field, Order, Scalar, Severity, Tolerance};
use specwright::phrase;

pub(super) fn compare(pair: &FieldPair<'_, '_, '_>, found: &mut Collector<'_>) {
    let (old, new) = (pair.old, pair.new);
    if old.nullable != new.nullable {
        nullable(pair, found);
    }
    // Numbers of different types may be equal.
    let said = |value: &Option<Scalar>| value.as_ref().map(phrase::scalar);
    if said(&old.constant) != said(&new.constant) {
        constant(pair, found);
    }
    if said(&old.default) != said(&new.default) {
        default(pair, found);
    }
    if old.tolerate != new.tolerate {
        tolerate(pair, found);
    }
    if old.also_read != new.also_read {
        also_read(pair, found);
    }
    if old.after != new.after {
        order(pair, found);
    }
    if (&old.discouraged, old.unless_empty) != (&new.discouraged, new.unless_empty) {
        let words = |field: &Field| {
            let unless_empty = if field.unless_empty { " (unless empty)" } else { "" };
            field.discouraged.as_ref().map(|reason| format!("discouraged{unless_empty}: {reason}"))
        };
        let rust = pair.trial(found, |field| {
            field.discouraged.clone_from(&new.discouraged);
            field.unless_empty = new.unless_empty;
        });
        let limits = Verdict::compatible("Requests with it are accepted; only the warnings change.");
        let draft = pair.draft(Kind::DiscouragedChanged, "discouraged");
        let draft = draft.old(words(old)).became(words(new)).rust(rust);
        found.push(draft.limits(pair.both.directions.limits(limits)));
    }
    if old.secret != new.secret {
        let words = |secret: bool| if secret { "secret" } else { "not secret" };
        let rust = pair.trial(found, |field| field.secret = new.secret);
        let draft = pair.draft(Kind::SecretChanged, "secret");
        found.push(draft.old(Some(words(old.secret))).became(Some(words(new.secret))).rust(rust));
    }
}

fn nullable(pair: &FieldPair<'_, '_, '_>, found: &mut Collector<'_>) {
    let directions = pair.both.directions;
    let words = |nullable: bool| if nullable { "may be null" } else { "never null" };
    let (request, limits, reply) = if pair.new.nullable {
        let reply = if emit::may_be_missing(pair.both.before, pair.old) {
            Verdict::compatible("Old clients read null as absent.")
        } else {
            Verdict::breaking("Old clients cannot read a reply in which it is null.")
        };
        (
            Verdict::compatible("Old clients do not send null."),
            Verdict::compatible("Null is accepted."),
            reply,
        )
    } else {
        (
            Verdict::breaking("Old clients may send null, which a server of the new spec refuses."),
            Verdict::breaking("Null was accepted and is refused now."),
            Verdict::compatible("Old clients can read replies without null."),
        )
    };
    let rust = pair.trial(found, |field| field.nullable = pair.new.nullable);
    let draft = pair
        .draft(Kind::NullableChanged, "nullable")
        .old(Some(words(pair.old.nullable)))
        .became(Some(words(pair.new.nullable)));
    found.push(draft.rust(rust).wire(directions.wire(request, reply)).limits(directions.limits(limits)));
}

fn constant(pair: &FieldPair<'_, '_, '_>, found: &mut Collector<'_>) {
    let directions = pair.both.directions;
    let words =
        |value: &Option<Scalar>| value.as_ref().map(|value| format!("always {}", phrase::scalar(value)));
    let rust = pair.trial(found, |field| field.constant.clone_from(&pair.new.constant));
    let (request, limits, reply) = match (&pair.old.constant, &pair.new.constant) {
        (None, _) => (
            Verdict::breaking("Old clients may send other values, which a server of the new spec refuses."),
            Verdict::breaking("Other values were accepted and are refused now."),
            Verdict::compatible("Old clients read the constant as any value."),
        ),
        (Some(_), None) => (
            Verdict::compatible("Old clients still send the old constant."),
            Verdict::compatible("Other values are accepted."),
            Verdict::breaking("Old clients cannot read a reply with another value."),
        ),
        (Some(_), Some(_)) => (
            Verdict::breaking("Old clients send the old constant, which a server of the new spec refuses."),
            Verdict::none("The value cannot be chosen."),
            Verdict::breaking("Old clients cannot read a reply with another value."),
        ),
    };
    let draft = pair
        .draft(Kind::ConstChanged, "const")
        .old(words(&pair.old.constant))
        .became(words(&pair.new.constant));
    found.push(draft.rust(rust).wire(directions.wire(request, reply)).limits(directions.limits(limits)));
}

fn default(pair: &FieldPair<'_, '_, '_>, found: &mut Collector<'_>) {
    let words = |value: &Option<Scalar>| value.as_ref().map(phrase::scalar);
    let rust = pair.trial(found, |field| field.default.clone_from(&pair.new.default));
    let (request, reply) = match &pair.old.default {
        Some(_) => (
            Verdict::breaking("If old clients send no value, a server of the new spec assumes another one."),
            Verdict::breaking("If a reply has no value, old clients use the old default."),
        ),
        None => (
            Verdict::compatible("The value to assume if old clients send none is specified now."),
            Verdict::compatible("Old clients report the value as absent."),
        ),
    };
    let draft = pair
        .draft(Kind::DefaultChanged, "default")
        .old(words(&pair.old.default))
        .became(words(&pair.new.default));
    found.push(draft.rust(rust).wire(pair.both.directions.wire(request, reply)));
}

fn tolerate(pair: &FieldPair<'_, '_, '_>, found: &mut Collector<'_>) {
    let directions = pair.both.directions;
    let (old, new) = (pair.old.tolerate, pair.new.tolerate);
    let forms = |Tolerance { digit_string, zero_fraction, single }: Tolerance| {
        [
            (digit_string, "a string of digits"),
            (zero_fraction, "a fraction of zeros"),
            (single, "a single element"),
        ]
    };
    let words = |tolerance: Tolerance| {
        let forms: Vec<&str> =
            forms(tolerance).into_iter().filter_map(|(is, form)| is.then_some(form)).collect();
        (!forms.is_empty()).then(|| forms.join(", "))
    };
    let mut both = forms(old).into_iter().zip(forms(new));
    let lost = both.clone().any(|((before, _), (after, _))| before && !after);
    let gained = both.any(|((before, _), (after, _))| after && !before);
    let with_type = Verdict::none("The form was added or removed with the type.");
    let request = Verdict::none("Old clients never write the form.");
    let limits = match lost {
        _ if !pair.has_like_type() => with_type.clone(),
        true => Verdict::breaking("The form was accepted with a warning and is refused now."),
        false => Verdict::compatible("The form is accepted with a warning."),
    };
    let reply = match gained {
        _ if !pair.has_like_type() => with_type,
        true => Verdict::breaking("Old clients cannot read the form if a server of the new spec sends it."),
        false => Verdict::compatible("Old clients read more than they receive."),
    };
    let rust = pair.trial(found, |field| field.tolerate = new);
    let draft = pair.draft(Kind::TolerateChanged, "tolerate").old(words(old)).became(words(new));
    found.push(draft.rust(rust).wire(directions.wire(request, reply)).limits(directions.limits(limits)));
}

/// Other names of a part of a multipart body, which only requests have.
fn also_read(pair: &FieldPair<'_, '_, '_>, found: &mut Collector<'_>) {
    let (old, new) = (&pair.old.also_read, &pair.new.also_read);
    let words = |names: &Vec<String>| (!names.is_empty()).then(|| format!("`{}`", names.join("`, `")));
    let lost = old.iter().any(|name| !new.contains(name) && *name != pair.new.wire);
    let limits = if lost {
        Verdict::breaking("A name that was accepted is refused now.")
    } else {
        Verdict::compatible("More names are accepted.")
    };
    let draft = pair.draft(Kind::AlsoReadChanged, "also_read").old(words(old)).became(words(new));
    let wire = Verdict::none("Old clients write no other name than the first.");
    found.push(draft.wire(wire).limits(limits));
}

fn order(pair: &FieldPair<'_, '_, '_>, found: &mut Collector<'_>) {
    let (old, new) = (&pair.old.after, &pair.new.after);
    let words = |order: &Option<Order>| {
        order.as_ref().map(|order| match order.severity {
            Severity::Error => format!("greater than `{}`", order.field),
            Severity::Warning => format!("greater than `{}`, else a warning", order.field),
        })
    };
    let kind = match (old, new) {
        (None, _) => Kind::OrderAdded,
        (_, None) => Kind::OrderRemoved,
        (Some(_), Some(_)) => Kind::OrderChanged,
    };
    let same_field = match (old, new) {
        (Some(old), Some(new)) => old.field == new.field,
        _ => false,
    };
    let stops = |order: &Option<Order>| order.as_ref().is_some_and(|order| order.severity == Severity::Error);
    let limits = match (stops(old), stops(new)) {
        (true, true) if same_field => Verdict::none("The order is the same."),
        (_, true) => Verdict::breaking("Values that break the new order were accepted."),
        (true, false) => Verdict::compatible("Values that broke the order are accepted."),
        (false, false) => Verdict::compatible("Only the warnings differ."),
    };
    let is_warning = new.as_ref().or(old.as_ref()).is_some_and(|order| order.severity == Severity::Warning);
    let key = if is_warning { "warn.after" } else { "after" };
    let draft = pair.draft(kind, key).old(words(old)).became(words(new));
    let directions = pair.both.directions;
    found.push(draft.limits(directions.limits(limits)));
}
