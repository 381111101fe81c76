//! Bodies that are text or bytes, as JSON describes them.

use serde_json::{Value, json};
use specwright::ir::{Api, Body, LimitKind, Operation};
use specwright_runtime::FileInfo;

/// The value of such a body, or why it has none; `None` if the body is of another format. Bytes without a media type have the
/// first one that the operation accepts.
pub(crate) fn value(
    api: &Api,
    operation: &Operation,
    bytes: &[u8],
    media_type: Option<&str>,
) -> Option<Result<Value, String>> {
    match operation.body {
        Body::Text => Some(match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.into()),
            Err(error) => {
                Err(format!("the body is not UTF-8: invalid byte at offset {}", error.valid_up_to()))
            }
        }),
        Body::Bytes => {
            let accepted = media_types(api, operation);
            let media_type = media_type.or(accepted.first().map(String::as_str)).unwrap_or_default();
            let info = FileInfo { file_name: FileInfo::UNNAMED, media_type, bytes: bytes.len() };
            Some(Ok(json!(info)))
        }
        Body::Empty | Body::Json | Body::Form | Body::NestedForm | Body::Multipart => None,
    }
}

/// The media types that a body of bytes can have; any, if the spec lists none.
pub(crate) fn media_types(api: &Api, operation: &Operation) -> Vec<String> {
    let field = operation.plain_body(api);
    let listed = field.and_then(|field| field.limits.error(LimitKind::MediaTypes));
    listed.map_or_else(|| vec!["application/octet-stream".to_owned()], |limit| limit.listed().to_vec())
}

#[cfg(test)]
mod tests {
    use specwright::Source;
    use specwright::check::check;

    use crate::judge::Judge;

    #[test]
    fn a_text_and_bytes_are_judged_as_they_are_sent() {
        let sources = [
            Source::new("api.yaml", "api: a\nserver: https://a.example"),
            Source::new("a.yaml", "operation: say\nmethod: PUT\npath: /say\nbody: text\nmax_bytes: 4"),
            Source::new(
                "b.yaml",
                "operation: show\nmethod: PUT\npath: /show\nbody: bytes\nmedia_types: [image/png]\nmin_bytes: 2",
            ),
        ];
        let api = check(&sources).map_err(|wrong| wrong.render(&sources, false)).unwrap().api;
        let judge = Judge::new(&api);
        let problems = |operation: &str, body: &[u8]| {
            let verdict = judge.verdict(api.operation(operation).unwrap(), body);
            verdict.errors.into_iter().map(|problem| problem.message).collect::<Vec<_>>().join("; ")
        };
        assert_eq!(problems("say", b""), "");
        assert_eq!(problems("say", b"\"{a}"), "");
        assert_eq!(
            problems("say", b"abcde"),
            "5 bytes (5 characters, none CJK), limit 4 bytes (1 CJK character); the first 4 characters fit"
        );
        assert_eq!(problems("say", b"ab\xff"), "the body is not UTF-8: invalid byte at offset 2");
        assert_eq!(problems("show", b"\0\xff"), "");
        assert_eq!(problems("show", b"a"), "the file has 1 byte, at least 2 bytes needed");
        assert_eq!(judge.reply(api.operation("say").unwrap(), b"", b"ab\xff"), None);
        let reply = judge.reply(api.operation("show").unwrap(), b"", b"").unwrap();
        assert_eq!(reply.status, 400);
    }
}
