//! The files in a multipart body.

mod part;

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::{Serialize, Serializer};

use crate::read::node::Kind;
use crate::read::{Error, Node, Read};
use crate::{Check, Judge, Nullable, Rules, TextField};

pub use part::{FilePart, HttpBody, Part, PartContent};

/// A type that names a file field, with the rules of the field, as [`text_field!`](crate::text_field) does for texts.
#[doc(hidden)]
#[macro_export]
macro_rules! file_field {
    ($marker:ident, $model:ident.$field:ident, $rules:expr) => {
        #[doc = ::core::concat!(
            "Names the field [`", ::core::stringify!($field), "`](type@", ::core::stringify!($model), "#structfield.",
            ::core::stringify!($field), ") in `File`."
        )]
        pub enum $marker {}

        impl $crate::TextField for $marker {
            const RULES: $crate::TextRules<'static> = $rules;
        }
    };
}

/// A file of the field `F`, which is a part of a multipart body: a [`FilePart`] that knows the field's limits.
///
/// `.into()` makes one of a [`FilePart`]. A request is validated against the limits before it is sent.
///
/// As JSON, a file is described and not contained: `{"file_name": "rex.png", "media_type": "image/png", "bytes": 7}`.
/// Such a description is validated like the file, but no file can be read from it.
///
/// ```
/// use specwright_runtime::{File, FilePart, TextRules, file_field, validate};
///
/// /// A picture of a pet.
/// pub struct Portrait {
///     /// The picture, at most 4 bytes.
///     pub picture: File<Picture>,
/// }
///
/// file_field!(Picture, Portrait.picture, TextRules::of("picture").max_bytes(4).media_types(&["image/png"]));
///
/// let picture: File<Picture> = FilePart::new("rex.png", "image/png", *b"\x89PNG").into();
/// assert!(validate(&picture).is_valid());
/// let picture: File<Picture> = FilePart::new("rex.png", "image/png", *b"\x89PNG\r").into();
/// assert_eq!(validate(&picture).to_string(), "the file has 5 bytes, limit 4 bytes");
/// ```
pub struct File<F> {
    part: FilePart,
    field: PhantomData<fn() -> F>,
}

impl<F> File<F> {
    /// The file without its field.
    pub fn into_part(self) -> FilePart {
        self.part
    }
}

impl<F> From<FilePart> for File<F> {
    fn from(part: FilePart) -> Self {
        Self { part, field: PhantomData }
    }
}

/// So that a setter of a nullable field takes a file.
impl<F> From<FilePart> for Nullable<File<F>> {
    fn from(part: FilePart) -> Self {
        Nullable::Value(part.into())
    }
}

impl<F> Deref for File<F> {
    type Target = FilePart;

    fn deref(&self) -> &FilePart {
        &self.part
    }
}

impl<F> Clone for File<F> {
    fn clone(&self) -> Self {
        self.part.clone().into()
    }
}

impl<F> PartialEq for File<F> {
    fn eq(&self, other: &Self) -> bool {
        self.part == other.part
    }
}

/// Shows the content's number of bytes, not the content.
impl<F> fmt::Debug for File<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.part.fmt(f)
    }
}

impl<F: TextField> Check for File<F> {
    #[inline]
    fn check(&self, mut judge: impl Judge, _: &Rules) {
        judge.file(self.part.info(), &F::RULES);
    }
}

/// The description of the file.
impl<F> Serialize for File<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.part.info().serialize(serializer)
    }
}

crate::deserialize_read!(File<F>, F);

/// Only a multipart body has the content of a file.
impl<F> Read for File<F> {
    fn read(node: Node<'_>) -> Result<Self, Error> {
        match node.0 {
            Kind::Files(mut files) => match (files.pop(), files.pop()) {
                (Some(file), None) => Ok(file.into()),
                (None, _) => Err(Error::new("missing, but required")),
                (Some(_), Some(_)) => Err(Error::new("given more than once")),
            },
            Kind::Plain(texts) if texts.is_empty() => Err(Error::new("missing, but required")),
            other => Err(Error::new(format_args!(
                "expected a file, which only a multipart body can contain, found {}",
                Node(other)
            ))),
        }
    }
}

/// A value that consists of files: one, none, or several.
pub trait Files {
    /// Adds the files in their order.
    fn add_to(&self, files: &mut Vec<FilePart>);
}

impl<F> Files for File<F> {
    fn add_to(&self, files: &mut Vec<FilePart>) {
        files.push(self.part.clone());
    }
}

impl<T: Files> Files for Option<T> {
    fn add_to(&self, files: &mut Vec<FilePart>) {
        self.iter().for_each(|value| value.add_to(files));
    }
}

impl<T: Files> Files for Nullable<T> {
    fn add_to(&self, files: &mut Vec<FilePart>) {
        self.as_option().into_iter().for_each(|value| value.add_to(files));
    }
}

impl<T: Files> Files for Vec<T> {
    fn add_to(&self, files: &mut Vec<FilePart>) {
        self.iter().for_each(|value| value.add_to(files));
    }
}
