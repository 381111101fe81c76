//! The parameters and headers of a delivery.

use std::borrow::Cow;

use super::{Delivery, EventError, EventErrorKind};

/// The value of a query parameter that occurs once.
pub(super) fn parameter<'a>(
    events: &'static str,
    delivery: &Delivery<'a>,
    name: &str,
) -> Result<Cow<'a, str>, EventError> {
    // Only what can be the parameter is decoded.
    let can_be =
        |pair: &&str| pair.split('=').next().is_some_and(|key| key == name || key.contains(['%', '+']));
    let pairs = delivery.query.split('&').filter(can_be);
    let found = pairs.flat_map(|pair| form_urlencoded::parse(pair.as_bytes())).filter(|(key, _)| key == name);
    only(events, "query parameter", name, found.map(|(_, value)| value))
}

/// The value of a header that occurs once.
pub(super) fn header<'a>(
    events: &'static str,
    delivery: &Delivery<'a>,
    name: &str,
) -> Result<&'a [u8], EventError> {
    only(events, "header", name, headers(delivery, name))
}

/// The text of a header that occurs once, or not at all.
pub(super) fn optional_header<'a>(
    events: &'static str,
    delivery: &Delivery<'a>,
    name: &str,
) -> Result<Option<&'a str>, EventError> {
    if headers(delivery, name).next().is_none() {
        return Ok(None);
    }
    let text = std::str::from_utf8(header(events, delivery, name)?);
    text.map(Some).map_err(|error| {
        EventError::new(
            events,
            EventErrorKind::Syntax,
            format_args!("the header `{name}` is not UTF-8: {error}"),
        )
    })
}

fn headers<'a>(delivery: &Delivery<'a>, name: &str) -> impl Iterator<Item = &'a [u8]> {
    let found = delivery.headers.iter().filter(move |(key, _)| key.eq_ignore_ascii_case(name));
    found.map(|(_, value)| *value)
}

fn only<T>(
    events: &'static str,
    place: &str,
    name: &str,
    mut found: impl Iterator<Item = T>,
) -> Result<T, EventError> {
    let problem = match (found.next(), found.next()) {
        (Some(value), None) => return Ok(value),
        (None, _) => "is missing",
        (Some(_), Some(_)) => "occurs twice",
    };
    Err(EventError::new(events, EventErrorKind::Missing, format_args!("the {place} `{name}` {problem}")))
}
