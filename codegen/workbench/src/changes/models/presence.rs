//! Changes of when a field is required and when it is forbidden.

use super::field_pair::FieldPair;
use crate::changes::collector::Collector;
use crate::changes::{Kind, Verdict};
use specwright::emit;
use specwright::ir::{Condition, Need, Presence};
use specwright::phrase;

pub(super) fn compare(pair: &FieldPair<'_, '_, '_>, found: &mut Collector<'_>) {
    let Presence { need, forbidden, write_only } = &pair.new.presence;
    if pair.old.presence.need != *need {
        self::need(pair, found);
    }
    if pair.old.presence.forbidden != *forbidden {
        self::forbidden(pair, found);
    }
    if pair.old.presence.write_only != *write_only {
        self::write_only(pair, found);
    }
}

/// `required when …`
pub(super) fn words(need: &Need) -> String {
    match (need, phrase::required_when(need)) {
        (Need::Optional, _) => "optional".to_owned(),
        (_, Some(when)) => format!("required {when}"),
        (_, None) => "required".to_owned(),
    }
}

fn need(pair: &FieldPair<'_, '_, '_>, found: &mut Collector<'_>) {
    let (old, new) = (&pair.old.presence.need, &pair.new.presence.need);
    let wire = &pair.old.wire;
    let rust = pair.both.trial(found, &[wire, &pair.new.wire], |model| {
        if let Some(field) = model.fields.iter_mut().find(|field| field.wire == *wire) {
            field.presence.need = new.clone();
        }
        // The arguments of constructors follow from what is required.
        for constructor in &mut model.constructors {
            let after = pair.both.after.constructors.iter().find(|after| after.name == constructor.name);
            let Some(after) = after else { continue };
            let is_required = after.required.contains(&pair.new.wire);
            if is_required != constructor.required.contains(wire) {
                constructor.required.retain(|other| other != wire);
                constructor.required.extend(is_required.then(|| wire.clone()));
            }
        }
    });
    let (request, limits) = request(pair, old, new);
    let reply = if emit::may_be_missing(pair.both.before, pair.old) || *new == Need::Always {
        Verdict::compatible("Old clients read replies with it and without it.")
    } else {
        Verdict::breaking("Old clients cannot read a reply without it.")
    };
    let key = match new {
        Need::Optional | Need::Always => "required",
        Need::When(condition) if condition.negated => "required_unless",
        Need::When(_) => "required_if",
    };
    let draft = pair.draft(Kind::PresenceChanged, key).old(Some(words(old))).became(Some(words(new)));
    found.push(
        draft
            .rust(rust)
            .wire(pair.both.directions.wire(request, reply))
            .limits(pair.both.directions.limits(limits)),
    );
}

/// The effect on requests and on their limits.
fn request(pair: &FieldPair<'_, '_, '_>, old: &Need, new: &Need) -> (Verdict, Verdict) {
    if pair.old.constant.is_some() {
        let wire = Verdict::none("Old clients always send the constant.");
        let limits = if requires_no_more(old, new) {
            Verdict::compatible("A body without it is accepted.")
        } else {
            Verdict::breaking("A body without it was accepted and is refused now.")
        };
        return (wire, limits);
    }
    let types = "The types express this; `validate` does not check it.";
    if requires_no_more(old, new) {
        let wire = Verdict::compatible("A server of the new spec accepts what old clients send.");
        let limits = match (old, new) {
            (Need::When(_), _) => Verdict::compatible("Requests without it are accepted in more cases."),
            (_, Need::When(_)) => Verdict::none("The types always required it until now."),
            (_, Need::Optional | Need::Always) => Verdict::none(types),
        };
        return (wire, limits);
    }
    match (old, new) {
        (Need::When(_), Need::Always) => (
            Verdict::breaking("Old clients may omit it, and a server of the new spec requires it."),
            Verdict::breaking("Requests without it were accepted and are refused now."),
        ),
        (_, Need::Optional | Need::Always) => (
            Verdict::breaking("Old clients may omit it, and a server of the new spec requires it."),
            Verdict::none(types),
        ),
        (_, Need::When(_)) => (
            Verdict::breaking(
                "Old clients may omit it in cases in which a server of the new spec requires it.",
            ),
            Verdict::breaking("`validate` refuses requests without it in more cases."),
        ),
    }
}

/// Whether the field was required wherever it is required now.
fn requires_no_more(old: &Need, new: &Need) -> bool {
    match (old, new) {
        (_, Need::Optional) | (Need::Always, _) => true,
        (Need::When(old), Need::When(new)) => new.implies(old),
        (Need::Optional, Need::When(_) | Need::Always) | (Need::When(_), Need::Always) => false,
    }
}

fn write_only(pair: &FieldPair<'_, '_, '_>, found: &mut Collector<'_>) {
    let new = pair.new.presence.write_only;
    let words = |write_only: bool| if write_only { "only in requests" } else { "in requests and replies" };
    let rust = pair.trial(found, |field| field.presence.write_only = new);
    let request = Verdict::none("Requests have it as before.");
    let reply = if !new {
        Verdict::compatible("Old clients read replies with it and without it.")
    } else if emit::may_be_missing(pair.both.before, pair.old) {
        Verdict::compatible("Old clients can read replies without it.")
    } else {
        Verdict::breaking("Old clients cannot read a reply without it.")
    };
    let draft = pair.draft(Kind::PresenceChanged, "write_only");
    let draft = draft.old(Some(words(!new))).became(Some(words(new)));
    found.push(draft.rust(rust).wire(pair.both.directions.wire(request, reply)));
}

fn forbidden(pair: &FieldPair<'_, '_, '_>, found: &mut Collector<'_>) {
    let (old, new) = (&pair.old.presence.forbidden, &pair.new.presence.forbidden);
    let words = |condition: &Option<Condition>| {
        condition.as_ref().map(|condition| format!("not allowed {}", phrase::when(condition)))
    };
    let lets_more_through = match (old, new) {
        (_, None) => true,
        (Some(old), Some(new)) => new.implies(old),
        (None, Some(_)) => false,
    };
    let (request, limits) = if lets_more_through {
        (
            Verdict::compatible("A server of the new spec accepts what old clients send."),
            Verdict::compatible("Requests with it are accepted in more cases."),
        )
    } else {
        (
            Verdict::breaking(
                "Old clients may send it in cases in which a server of the new spec refuses it.",
            ),
            Verdict::breaking("`validate` refuses requests with it in more cases."),
        )
    };
    let rust = pair.trial(found, |field| field.presence.forbidden.clone_from(new));
    let reply = Verdict::none("Old clients read replies with it and without it.");
    let key = match new {
        Some(condition) if condition.is_always() => "read_only",
        Some(condition) if condition.negated => "forbidden_unless",
        Some(_) | None => "forbidden_if",
    };
    let draft = pair.draft(Kind::ForbiddenChanged, key).old(words(old)).became(words(new));
    found.push(
        draft
            .rust(rust)
            .wire(pair.both.directions.wire(request, reply))
            .limits(pair.both.directions.limits(limits)),
    );
}
