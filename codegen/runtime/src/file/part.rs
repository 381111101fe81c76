//! The parts of a multipart body, and the body of a request.

use std::fmt;
use std::sync::Arc;

use crate::check::FileInfo;

/// A file as a part of a multipart body: its name, its media type and its content. Clones share the content.
///
/// `Debug` shows the number of bytes of the content, not the content.
///
/// ```
/// use specwright_runtime::FilePart;
///
/// let picture = FilePart::new("rex.png", "image/png", std::fs::read("rex.png").unwrap_or_default());
/// assert_eq!(format!("{picture:?}"), r#"FilePart { file_name: "rex.png", media_type: "image/png", bytes: 0 }"#);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct FilePart {
    file_name: String,
    media_type: String,
    content: Arc<[u8]>,
}

impl FilePart {
    /// A file with a name, a media type such as `image/png`, and its content.
    ///
    /// Validation reports a name that is empty or contains a control character, a quotation mark or a backslash, which
    /// servers read differently, and a media type that is none.
    pub fn new(
        file_name: impl Into<String>,
        media_type: impl Into<String>,
        content: impl Into<Vec<u8>>,
    ) -> Self {
        let content: Vec<u8> = content.into();
        Self { file_name: file_name.into(), media_type: media_type.into(), content: content.into() }
    }

    /// Bytes with a media type, for a body that is nothing else and has no name. In a multipart body, the name is `file`.
    ///
    /// ```
    /// use specwright_runtime::FilePart;
    ///
    /// let picture = FilePart::unnamed("image/png", *b"\x89PNG");
    /// assert_eq!((picture.media_type(), picture.content().len()), ("image/png", 4));
    /// ```
    pub fn unnamed(media_type: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        Self::new(FileInfo::UNNAMED, media_type, content)
    }

    /// The name, without a path.
    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    /// The media type: `image/png`.
    pub fn media_type(&self) -> &str {
        &self.media_type
    }

    /// The content.
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// What validation checks of it.
    pub(crate) fn info(&self) -> FileInfo<'_> {
        FileInfo { file_name: &self.file_name, media_type: &self.media_type, bytes: self.content.len() }
    }
}

impl fmt::Debug for FilePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FilePart")
            .field("file_name", &self.file_name)
            .field("media_type", &self.media_type)
            .field("bytes", &self.content.len())
            .finish()
    }
}

/// A part of a multipart body.
///
/// `Debug` shows the number of bytes of a text, not the text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// The name of the field.
    pub name: String,
    /// What it contains.
    pub content: PartContent,
}

impl Part {
    /// A part.
    pub fn new(name: impl Into<String>, content: PartContent) -> Self {
        Self { name: name.into(), content }
    }
}

/// The content of a part of a multipart body.
#[derive(Clone, PartialEq, Eq)]
pub enum PartContent {
    /// A text, which has neither a file name nor a media type.
    Text(String),
    /// A file.
    File(FilePart),
}

impl PartContent {
    /// The content as it is sent.
    pub fn bytes(&self) -> &[u8] {
        match self {
            PartContent::Text(text) => text.as_bytes(),
            PartContent::File(file) => file.content(),
        }
    }
}

impl fmt::Debug for PartContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PartContent::Text(text) => write!(f, "Text({} bytes)", text.len()),
            PartContent::File(file) => file.fmt(f),
        }
    }
}

/// The body of a request: bytes, or the parts of a `multipart/form-data` body, which the transport encodes and gives
/// the `Content-Type` with the boundary.
///
/// ```
/// use specwright_runtime::{HttpBody, HttpRequest, Method, Part, PartContent, Url};
///
/// let mut request = HttpRequest::new(Method::Post, Url::parse("https://pets.example.com/pictures")?);
/// request.body = Some(HttpBody::from(b"{}".to_vec()));
/// assert_eq!(request.bytes(), Some(b"{}".as_slice()));
/// request.body = Some(HttpBody::Multipart(vec![Part::new("name", PartContent::Text("Rex".to_owned()))]));
/// assert_eq!(request.bytes(), None);
/// # Ok::<(), specwright_runtime::UrlError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub enum HttpBody {
    /// Bytes, of the type in the header `Content-Type`.
    Bytes(Vec<u8>),
    /// The parts of a multipart body, in their order. The request has no header `Content-Type` yet.
    Multipart(Vec<Part>),
}

impl HttpBody {
    /// The bytes, unless the body is multipart.
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            HttpBody::Bytes(bytes) => Some(bytes),
            HttpBody::Multipart(_) => None,
        }
    }

    /// The parts, if the body is multipart.
    pub fn parts(&self) -> Option<&[Part]> {
        match self {
            HttpBody::Bytes(_) => None,
            HttpBody::Multipart(parts) => Some(parts),
        }
    }

    /// The number of bytes, without those that are between the parts.
    pub(crate) fn len(&self) -> usize {
        match self {
            HttpBody::Bytes(bytes) => bytes.len(),
            HttpBody::Multipart(parts) => parts.iter().map(|part| part.content.bytes().len()).sum(),
        }
    }
}

impl From<Vec<u8>> for HttpBody {
    fn from(bytes: Vec<u8>) -> Self {
        HttpBody::Bytes(bytes)
    }
}

/// Shows numbers of bytes only.
impl fmt::Debug for HttpBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HttpBody::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
            HttpBody::Multipart(parts) => f.debug_tuple("Multipart").field(parts).finish(),
        }
    }
}
