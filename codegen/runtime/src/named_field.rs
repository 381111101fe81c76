//! The field that a server names in the message of an error.

use serde_json::Value;

use crate::json_text;
use crate::{Replies, ServerCode};

/// The path on the wire of the field that a message names, in a way that `replies` states. `body` is the request's JSON.
pub(crate) fn named_field(
    replies: &Replies,
    code: &ServerCode,
    message: &str,
    body: Option<&[u8]>,
) -> Option<String> {
    let body = body.and_then(|body| std::str::from_utf8(body).ok());
    let before_id = |text: &'_ str| {
        let marks = replies.request_id_in_message.iter().filter_map(|mark| text.find(mark));
        marks.min().unwrap_or(text.len())
    };
    if let Some((_, rest)) = replies.body_rest_after.and_then(|mark| message.split_once(mark)) {
        return key_before(rest.get(..before_id(rest))?.trim(), body?);
    }
    if replies.field_path_of.iter().any(|known| known.same(code)) {
        return path_at_end(message.get(..before_id(message))?.trim_end(), body);
    }
    None
}

/// The path of the key behind which the body continues like this.
fn key_before(rest: &str, body: &str) -> Option<String> {
    let rest = rest.trim_end_matches(['.', '…']);
    let mut ends = body.match_indices(rest).map(|(at, _)| at);
    let end = ends.next().filter(|_| rest.starts_with('"') && rest.len() > 1)?;
    // Of two places with the same continuation, neither is known to be meant.
    if ends.next().is_some() { None } else { json_text::path_of_key_at(body, end) }
}

/// The path at the end of a message, completed by the keys above it in the body.
fn path_at_end(message: &str, body: Option<&str>) -> Option<String> {
    let message = message.trim_end_matches(|c: char| c.is_whitespace() || ".!`'\"".contains(c));
    let last = message.rsplit(|c: char| c.is_whitespace() || ",:;`'\"".contains(c)).next()?;
    let path = last.replace("()", "");
    let is_key =
        |key: &str| !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-[]".contains(c));
    if !path.split('.').all(is_key) {
        return None;
    }
    let body: Option<Value> = body.and_then(|body| serde_json::from_str(body).ok());
    let keys: Vec<&str> = path.split('.').collect();
    let (field, above) = keys.split_last()?;
    // The server's path may begin with words of its own; the longest end of it that is in the body counts.
    let found = (0..above.len()).find_map(|skipped| object_at(body.as_ref()?, above.get(skipped..)?));
    Some(found.map_or_else(|| path.clone(), |found| format!("{found}.{field}")))
}

/// The path of the first object whose last keys are these.
fn object_at(body: &Value, keys: &[&str]) -> Option<String> {
    let object = body.as_object()?;
    let (first, rest) = keys.split_first()?;
    let here = object.get(*first).filter(|value| value.is_object()).and_then(|value| match rest {
        [] => Some((*first).to_owned()),
        rest => rest.iter().try_fold(value, |value, key| value.get(key)).map(|_| keys.join(".")),
    });
    here.or_else(|| object.iter().find_map(|(key, value)| Some(format!("{key}.{}", object_at(value, keys)?))))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = r#"{"card":{"card_type":"MOVIE_TICKET","movie_ticket":{"base_info":{"title":"票","custom_cell3":{"name":"x","tips":"y"},"sku":{}},"detail":"d"}}}"#;

    fn named(code: i64, message: &str) -> Option<String> {
        let replies = Replies {
            code: &["errcode"],
            message: &["errmsg"],
            ok: None,
            request_id_in_message: &["rid: ", "hint: ["],
            request_id_header: None,
            field_path_of: &[ServerCode::Int(41011)],
            body_rest_after: Some("Error before "),
        };
        named_field(&replies, &ServerCode::Int(code), message, Some(BODY.as_bytes()))
    }

    #[test]
    fn a_path_at_the_end_is_completed_by_the_body() {
        let path = |message| named(41011, message);
        let brand = Some("card.movie_ticket.base_info.brand_name".to_owned());
        assert_eq!(path("missing required fields: m_data.base_info().brand_name"), brand);
        assert_eq!(path("missing m_data.base_info().brand_name hint: [ab12]"), brand);
        assert_eq!(path("missing `base_info.brand_name`. rid: 63a1-7f"), brand);
        assert_eq!(
            path("m_data.base_info().sku().quantity").as_deref(),
            Some("card.movie_ticket.base_info.sku.quantity")
        );
        assert_eq!(path("missing code"), Some("code".to_owned()));
        assert_eq!(path("m_data.other().code"), Some("m_data.other.code".to_owned()), "not in the body");
        assert_eq!(path("缺少字段"), None);
        assert_eq!(path(""), None);
        assert_eq!(named(41012, "missing m_data.base_info().brand_name"), None, "of another code");
    }

    #[test]
    fn the_key_before_a_quoted_rest_of_the_body_is_found() {
        let cell = Some("card.movie_ticket.base_info.custom_cell3".to_owned());
        assert_eq!(named(47001, r#"data format error hint: [a] Error before ":{"name":"x"..."#), cell);
        assert_eq!(named(47001, r#"data format error Error before ":{"name":"x"... hint: [ab12]"#), cell);
        assert_eq!(named(47001, r#"data format error Error before ":{"name":"x","tips""#), cell);
        assert_eq!(named(47001, r#"data format error Error before ":{"nam"#), cell);
        assert_eq!(named(47001, r#"data format error Error before ":{"..."#), None, "in several places");
        assert_eq!(named(47001, r#"data format error Error before ":{"other"..."#), None, "not in the body");
        assert_eq!(named(47001, r#"data format error Error before "..."#), None);
        assert_eq!(named(47001, "data format error"), None);
    }
}
