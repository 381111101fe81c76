//! The effect of a change of type on requests and on replies.

use super::fits::{Reader, are_integers, integers_of};
use super::{Effect, Verdict};
use specwright::ir::{Api, Field, ScalarKind, Type};

/// The effect on the wire and on the limits of another type in a request. `api` has both types.
pub(super) fn request(api: &Api, old: &Type, new: &Type) -> (Verdict, Verdict) {
    let server = Reader::server(api);
    if server.reads(new, old) {
        let wire = Verdict::compatible("A server of the new spec accepts everything that old clients send.");
        let validator = Reader::validator(api);
        let limits = match (validator.reads(new, old), validator.reads(old, new)) {
            (false, _) => Verdict::breaking("Values that were accepted are refused now."),
            (true, true) => Verdict::none("The same values are accepted."),
            (true, false) => Verdict::compatible("More values are accepted."),
        };
        return (wire, limits);
    }
    if are_integers(old, new) {
        let wire = Verdict::none("It is still an integer; the verdict on limits describes the range.");
        return (
            wire,
            Verdict::breaking("Integers that were accepted are out of the range of the new type."),
        );
    }
    let wire = Verdict::breaking("A server of the new spec refuses what old clients send.");
    let limits = if server.reads(old, new) {
        Verdict::breaking("Values that were accepted are not of the new type.")
    } else {
        Verdict::none("The values have another type.")
    };
    (wire, limits)
}

/// The effect on the wire and for the limits that a parameter of the path, the query or a header, which is sent as
/// text, is of another type.
pub(super) fn parameter(api: &Api, old: &Type, new: &Type) -> (Verdict, Verdict) {
    match (old, new) {
        (old, Type::List(element)) if !matches!(old, Type::List(_)) => {
            let (wire, limits) = parameter(api, old, element);
            if wire.effect == Effect::Breaking || limits.effect == Effect::Breaking {
                return (wire, limits);
            }
            let wire = Verdict::none("A list of one element is sent as the element alone.");
            (wire, Verdict::compatible("More than one value is accepted."))
        }
        (Type::Scalar(_) | Type::Enum(_), Type::Scalar(ScalarKind::Text)) => {
            let wire = Verdict::none("Parameters are sent as text, whatever their type.");
            (wire, Verdict::compatible("More values are accepted."))
        }
        (Type::Scalar(old), Type::Scalar(new)) if old.is_timestamp() && new.is_timestamp() => {
            let wire = Verdict::none("Parameters are sent as text, and both types as the same digits.");
            (wire, Verdict::none("The same values are accepted."))
        }
        _ => request(api, old, new),
    }
}

/// What it means for the limits of requests that a field has another type, where both types are integers: what counts are
/// the integers that were accepted. What the limits alone refuse is reported with them. `None` where one is no integer.
pub(super) fn integers(old: &Field, new: &Field) -> Option<Verdict> {
    if !are_integers(&old.ty, &new.ty) {
        return None;
    }
    let (of_type, before, after) = (
        integers_of(&new.ty, &[])?,
        integers_of(&old.ty, &old.limits.errors)?,
        integers_of(&new.ty, &new.limits.errors)?,
    );
    let holds = |(least, most): (i128, i128), (first, last): (i128, i128)| least <= first && last <= most;
    Some(if !holds(of_type, before) {
        Verdict::breaking("Integers that were accepted are beyond the new type.")
    } else if holds(before, after) {
        Verdict::none(
            "All integers that were accepted are integers of the new type, and no others are accepted.",
        )
    } else {
        Verdict::compatible(
            "All integers that were accepted are integers of the new type, and others are accepted, too.",
        )
    })
}

/// What it means for the wire of another type in a reply.
pub(super) fn reply(api: &Api, old: &Type, new: &Type) -> Verdict {
    if Reader::client(api).reads(old, new) {
        Verdict::compatible("Old clients read what a server of the new spec sends.")
    } else if are_integers(old, new) {
        Verdict::breaking("Old clients cannot read integers that only the new type has.")
    } else {
        Verdict::breaking("Old clients cannot read what a server of the new spec sends.")
    }
}
