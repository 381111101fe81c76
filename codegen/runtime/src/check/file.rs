//! What is checked of a file: its name, its media type and its number of bytes.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// A file without its content, as a description in JSON says it.
///
/// ```
/// use specwright_runtime::FileInfo;
///
/// let picture = FileInfo { file_name: "rex.png", media_type: "image/png", bytes: 7 };
/// let described = serde_json::json!({ "file_name": "rex.png", "media_type": "image/png", "bytes": 7 });
/// assert_eq!(serde_json::to_value(picture)?, described);
/// assert_eq!(FileInfo::described_by(&described), Ok(picture));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileInfo<'a> {
    /// The name.
    pub file_name: &'a str,
    /// The media type.
    pub media_type: &'a str,
    /// The number of bytes of the content.
    pub bytes: usize,
}

impl<'a> FileInfo<'a> {
    /// The name of bytes that have none: those that are a whole body.
    pub const UNNAMED: &'static str = "file";

    /// Reads the description of a file.
    ///
    /// # Errors
    ///
    /// Describes the problem.
    pub fn described_by(value: &'a serde_json::Value) -> Result<Self, String> {
        let object = value.as_object().ok_or("it is not an object")?;
        let text = |key: &str| {
            let text = object.get(key).ok_or_else(|| format!("`{key}` is missing"))?;
            text.as_str().ok_or_else(|| format!("`{key}` is not a string"))
        };
        let bytes = object.get("bytes").ok_or("`bytes` is missing")?.as_u64();
        let bytes =
            bytes.and_then(|bytes| usize::try_from(bytes).ok()).ok_or("`bytes` is not a number of bytes")?;
        if let Some(key) =
            object.keys().find(|key| !["file_name", "media_type", "bytes"].contains(&key.as_str()))
        {
            return Err(format!("`{key}` is not a key of it"));
        }
        Ok(Self { file_name: text("file_name")?, media_type: text("media_type")?, bytes })
    }

    /// Whether the media type is this one, whatever its parameters are.
    pub(crate) fn is_of(&self, media_type: &str) -> bool {
        essence(self.media_type).eq_ignore_ascii_case(media_type)
    }

    /// Why the name cannot be sent so that every server reads the same one.
    pub(crate) fn name_problem(&self) -> Option<&'static str> {
        if self.file_name.is_empty() {
            Some("the file name is empty")
        } else if self.file_name.chars().any(char::is_control) {
            Some("the file name contains a control character")
        } else if self.file_name.contains(['"', '\\']) {
            Some("the file name contains a quotation mark or a backslash, which servers read differently")
        } else {
            None
        }
    }

    /// Why the media type is none.
    pub(crate) fn media_type_problem(&self) -> Option<&'static str> {
        (!is_content_type(self.media_type))
            .then_some("the media type is not of the form `image/png` or `text/plain; charset=utf-8`")
    }
}

/// The media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default()
}

/// Whether a text is a media type without parameters, as in RFC 6838.
///
/// ```
/// use specwright_runtime::is_media_type;
///
/// assert!(is_media_type("image/svg+xml"));
/// assert!(!is_media_type("image") && !is_media_type("image/*") && !is_media_type("text/plain; charset=utf-8"));
/// ```
pub fn is_media_type(text: &str) -> bool {
    text.split_once('/').is_some_and(|(kind, subtype)| is_name(kind) && is_name(subtype))
}

/// Whether a text is a media type with or without parameters.
///
/// ```
/// use specwright_runtime::is_content_type;
///
/// assert!(is_content_type("text/csv") && is_content_type("text/plain; charset=utf-8"));
/// assert!(!is_content_type("text") && !is_content_type("text/plain; charset"));
/// ```
pub fn is_content_type(text: &str) -> bool {
    let mut parameters = text.split(';').skip(1).map(str::trim_start);
    let is_parameter =
        |text: &str| text.split_once('=').is_some_and(|(name, value)| is_name(name) && is_name(value));
    is_media_type(essence(text)) && parameters.all(is_parameter)
}

fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphanumeric())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
}

impl Serialize for FileInfo<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("File", 3)?;
        object.serialize_field("file_name", self.file_name)?;
        object.serialize_field("media_type", self.media_type)?;
        object.serialize_field("bytes", &self.bytes)?;
        object.end()
    }
}
