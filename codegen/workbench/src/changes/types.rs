//! What another type means, where it is sent and where it is read.

use super::Verdict;
use super::fits::{Reader, are_integers};
use specwright::ir::{Api, Type};

/// What it means for the wire and for the limits that a request holds another type. `api` has both.
pub(super) fn request(api: &Api, old: &Type, new: &Type) -> (Verdict, Verdict) {
    let server = Reader::server(api);
    if server.reads(new, old) {
        let wire = Verdict::compatible("A server of the new spec takes all that old clients send.");
        let validator = Reader::validator(api);
        let limits = match (validator.reads(new, old), validator.reads(old, new)) {
            (false, _) => Verdict::breaking("Values that were let through are refused now."),
            (true, true) => Verdict::none("The same values are let through."),
            (true, false) => Verdict::compatible("More values are let through."),
        };
        return (wire, limits);
    }
    if are_integers(old, new) {
        let wire = Verdict::none("It is an integer as before; the limits tell which ones are refused now.");
        return (wire, Verdict::breaking("Integers that were let through are beyond the new type."));
    }
    let wire = Verdict::breaking("A server of the new spec refuses what old clients send.");
    let limits = if server.reads(old, new) {
        Verdict::breaking("Values that were let through are none of the new type.")
    } else {
        Verdict::none("The values are of another type altogether.")
    };
    (wire, limits)
}

/// What it means for the wire that a reply holds another type.
pub(super) fn reply(api: &Api, old: &Type, new: &Type) -> Verdict {
    if Reader::client(api).reads(old, new) {
        Verdict::compatible("Old clients read what a server of the new spec sends.")
    } else if are_integers(old, new) {
        Verdict::breaking("Old clients cannot read integers that only the new type has.")
    } else {
        Verdict::breaking("Old clients cannot read what a server of the new spec sends.")
    }
}
