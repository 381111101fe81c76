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
            let info = FileInfo { file_name: "file", media_type, bytes: bytes.len() };
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
