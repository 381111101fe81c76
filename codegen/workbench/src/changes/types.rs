//! The effect of a change of type on requests and on replies.

use super::Verdict;
use super::fits::{Reader, are_integers};
use specwright::ir::{Api, Type};

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

/// The effect on the wire of another type in a reply.
pub(super) fn reply(api: &Api, old: &Type, new: &Type) -> Verdict {
    if Reader::client(api).reads(old, new) {
        Verdict::compatible("Old clients read what a server of the new spec sends.")
    } else if are_integers(old, new) {
        Verdict::breaking("Old clients cannot read integers that only the new type has.")
    } else {
        Verdict::breaking("Old clients cannot read what a server of the new spec sends.")
    }
}
