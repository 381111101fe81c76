//! Where the value of a success is in the body, and whether it can be absent.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect::{self, REPLY_BODIES, Scalar};
use crate::ir::{Method, ReplyBody, Type};

use specwright_runtime::is_media_type;

use crate::check::at::At;
use crate::check::values::show;
use crate::suggest;

/// The keys that lead to the value; none if it is the whole body, or if the path is invalid, which is reported.
pub(super) fn data(
    source: &dialect::Operation,
    root: &At,
    of_api: Option<&dialect::Reply>,
    found: &mut Diagnostics,
) -> Vec<String> {
    let at = root.child("data");
    let mut wrong = |place, message: String, help: &str| {
        found.push(Diagnostic::error(Code::BadData, place, message).help(help.to_owned()));
        Vec::new()
    };
    let Some(own) = &source.data else {
        let of_api = of_api.and_then(|reply| reply.data.as_deref()).filter(|_| source.has_value());
        // An invalid path is reported in the api file.
        return of_api.map(|path| path.split('.').map(str::to_owned).collect()).unwrap_or_default();
    };
    if source.has_plain_reply() {
        // Reported with the format of the reply.
        return Vec::new();
    }
    if !source.has_value() {
        let help = "add the type of the value, `reply: Store`, or remove `data`";
        return wrong(at.key(), "`data` without a `reply`".to_owned(), help);
    }
    let has_default = of_api.is_some_and(|reply| reply.data.is_some());
    match own {
        Scalar::Text(path) => {
            let keys = path_keys(path, &at, Code::BadData, found).unwrap_or_default();
            if let Some(reply) = of_api {
                check_apart(&keys, reply, &at, Code::BadData, found);
            }
            keys
        }
        Scalar::Bool(false) if has_default => Vec::new(),
        Scalar::Bool(false) => {
            let message = "`data: false` has no effect".to_owned();
            wrong(at.key(), message, "remove it: without `data` in the api file, the value is the whole body")
        }
        other => wrong(
            at.value(),
            format!("{} is not a path", show(other)),
            "write a key of the reply, `data`, or keys joined by single dots, `result.items`",
        ),
    }
}

/// The keys of a dotted path into a reply; `None` if it is invalid, which is reported.
pub(in crate::check) fn path_keys(
    path: &str,
    at: &At,
    code: Code,
    found: &mut Diagnostics,
) -> Option<Vec<String>> {
    const KEYS: &str = "write a key of the reply, `code`, or keys joined by single dots, `error.code`";
    const ELEMENTS: &str =
        "write the keys that lead to the value, `error.code`; the elements of a list have no path";
    let keys: Vec<String> = path.split('.').map(str::to_owned).collect();
    let is_list = |key: &String| key.ends_with(']') && key.contains('[') || key == "*";
    let help = if keys.iter().any(|key| key.trim().is_empty()) {
        Some(KEYS.to_owned())
    } else if keys.iter().any(is_list) {
        Some(ELEMENTS.to_owned())
    } else if let Some(rest) = path.strip_prefix("$.").or_else(|| path.strip_prefix("#/")) {
        // JSONPath, a JSON pointer.
        Some(format!("write the keys alone: `{}`", rest.replace('/', ".")))
    } else {
        path.strip_prefix('/').map(|rest| format!("write the keys with dots: `{}`", rest.replace('/', ".")))
    };
    if let Some(help) = help {
        found.push(Diagnostic::error(code, at.value(), format!("`{path}` is not a path")).help(help));
        return None;
    }
    Some(keys)
}

/// Checks that the value is not the code or the message of an error, nor inside of them.
pub(in crate::check) fn check_apart(
    keys: &[String],
    reply: &dialect::Reply,
    at: &At,
    code: Code,
    found: &mut Diagnostics,
) {
    for (name, path) in [("code", &reply.code), ("message", &reply.message)] {
        let Some(path) = path else { continue };
        let other: Vec<&str> = path.split('.').collect();
        if keys.len() >= other.len() && keys.iter().zip(&other).all(|(key, other)| key == other) {
            let message = format!("the value of a success cannot be in `{path}`, which is the `{name}`");
            let help = "write the key of the value itself, such as `data`";
            found.push(Diagnostic::error(code, at.value(), message).help(help));
        }
    }
}

/// Whether the value can be absent.
pub(super) fn no_content(
    source: &dialect::Operation,
    root: &At,
    method: Option<Method>,
    reply: Option<&Type>,
    found: &mut Diagnostics,
) -> bool {
    if !source.no_content {
        return false;
    }
    if source.has_plain_reply() {
        // Reported with the format of the reply.
        return false;
    }
    let problem = if !source.replies.is_empty() {
        Some(("`no_content` beside `replies`", "remove it, and add `204: {}` to `replies`"))
    } else if source.reply.is_none() {
        Some(("`no_content` without a `reply`", "remove it: without `reply`, a success has no value"))
    } else if reply == Some(&Type::JSON) {
        Some(("null is a value of `json` already", "remove `no_content`: a reply without a body is null"))
    } else if source.pages.is_some() {
        Some(("a page of a list cannot be absent", "remove `no_content`, or `pages`"))
    } else {
        None
    };
    let is_reported = method == Some(Method::Head) && source.reply.is_some();
    if let Some((message, help)) = problem.filter(|_| !is_reported) {
        let place = root.child("no_content").key();
        found.push(Diagnostic::error(Code::UselessNoContent, place, message).help(help));
    }
    true
}

/// The form of the body of a success.
pub(super) fn reply_body(
    source: &dialect::Operation,
    root: &At,
    method: Option<Method>,
    found: &mut Diagnostics,
) -> ReplyBody {
    let mut wrong = |place, message: String, help: &str| {
        found.push(Diagnostic::error(Code::BadReplyBody, place, message).help(help.to_owned()));
    };
    let at = root.child("reply_body");
    let form = match source.reply_body.as_deref() {
        None | Some("json") => ReplyBody::Json,
        Some("text") => ReplyBody::Text,
        Some("bytes") => ReplyBody::Bytes,
        Some(other) => {
            let message = format!("`{other}` is not a format of a reply");
            wrong(at.value(), message, &suggest::help(other, REPLY_BODIES.iter().copied()));
            return ReplyBody::Json;
        }
    };
    if form == ReplyBody::Json {
        if source.accept.is_some() {
            let help = "remove it, or write `reply_body: text` or `reply_body: bytes`";
            wrong(
                root.child("accept").key(),
                "`accept` of a reply that is JSON has no effect".to_owned(),
                help,
            );
        }
        return form;
    }
    for (key, is_given) in [
        ("reply", source.reply.is_some()),
        ("replies", !source.replies.is_empty()),
        ("data", source.data.is_some()),
        ("no_content", source.no_content),
    ] {
        if is_given {
            let help = format!("remove `{key}`, or `reply_body`");
            wrong(root.child(key).key(), format!("`{key}` describes JSON, and the reply is none"), &help);
        }
    }
    if method == Some(Method::Head) {
        wrong(
            at.key(),
            "the reply to a HEAD request has no body".to_owned(),
            "remove it, or write `method: GET`",
        );
    }
    if let Some(accept) = source.accept.as_ref().filter(|accept| !is_media_type(accept)) {
        let help = "write a media type, such as `application/pdf`";
        wrong(root.child("accept").value(), format!("`{accept}` is not a media type"), help);
    }
    if source.accept.is_some() && source.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("accept")) {
        let help = "remove it, or the header `Accept`";
        wrong(root.child("accept").key(), "the operation has a header `Accept`, too".to_owned(), help);
    }
    form
}
