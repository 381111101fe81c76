//! Replies whose type depends on the status.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::read::{self, Read};
use crate::reply_body::{BodyError, ParsedBody};

/// A reply whose type depends on the status of the success. Generated code implements it for an enum of each operation that
/// has several.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright_runtime::{ByStatus, ReplyError, Success, UnknownReply};
///
/// #[derive(Debug, PartialEq)]
/// enum Pets {
///     Ok(Vec<String>),
///     NoContent,
///     Unknown(UnknownReply),
/// }
///
/// impl ByStatus for Pets {
///     const USUAL_STATUS: u16 = 200;
///
///     fn read(reply: Success<'_>) -> Result<Self, ReplyError> {
///         match reply.status() {
///             200 => reply.value().map(Self::Ok),
///             204 => Ok(Self::NoContent),
///             _ => reply.unknown().map(Self::Unknown),
///         }
///     }
///
///     fn status(&self) -> u16 {
///         match self {
///             Self::Ok(_) => 200,
///             Self::NoContent => 204,
///             Self::Unknown(reply) => reply.status(),
///         }
///     }
/// }
///
/// static PETS_BY_STATUS: Operation<(), Pets> = Operation::by_status(*LIST_PETS.spec());
///
/// let client = |status, body| Client::builder(&PETS).token("a token").transport(Canned(status, body)).build();
/// let pets = run(client(200, r#"["Rex"]"#)?.call(&PETS_BY_STATUS, ()).into_future())?;
/// assert_eq!(pets, Pets::Ok(vec!["Rex".to_owned()]));
/// assert_eq!(run(client(204, "")?.call(&PETS_BY_STATUS, ()).into_future())?, Pets::NoContent);
/// let pets = run(client(202, r#"{"job":7}"#)?.call(&PETS_BY_STATUS, ()).into_future())?;
/// assert!(matches!(pets, Pets::Unknown(reply) if reply.status() == 202 && reply.body()["job"] == 7));
/// # Ok(())
/// # }
/// ```
pub trait ByStatus: Sized {
    /// The status of a success that stands for all of them: that of a mock's reply which has no other.
    const USUAL_STATUS: u16;

    /// Reads a success.
    ///
    /// # Errors
    ///
    /// If its value is not of the type that its status has.
    fn read(reply: Success<'_>) -> Result<Self, ReplyError>;

    /// The status with which a server sends it.
    fn status(&self) -> u16;
}

/// A success that is to be read.
pub struct Success<'a> {
    pub(crate) status: u16,
    pub(crate) body: ParsedBody<'a>,
    /// The keys that lead to the value.
    pub(crate) data: &'static [&'static str],
}

impl Success<'_> {
    /// The status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The value.
    ///
    /// # Errors
    ///
    /// If it is not of this type.
    pub fn value<T: Read>(self) -> Result<T, ReplyError> {
        self.at_value(|body| read::reply(|| Ok(T::read(body?)?))).map_err(ReplyError)
    }

    /// The reply as one whose status the spec does not have: its body, which is null if it is empty.
    ///
    /// # Errors
    ///
    /// If the body is not JSON.
    pub fn unknown(self) -> Result<UnknownReply, ReplyError> {
        let status = self.status;
        match self.body {
            Ok(body) => Ok(UnknownReply { status, body: body.into() }),
            Err(BodyError::Empty) => Ok(UnknownReply { status, body: Value::Null }),
            Err(error) => Err(ReplyError(error)),
        }
    }

    /// Reads what is in the place of the value.
    pub(crate) fn at_value<T>(
        self,
        read: impl FnOnce(ParsedBody<'_>) -> Result<T, BodyError>,
    ) -> Result<T, BodyError> {
        let body = self.body.map(|body| self.data.iter().fold(body, |node, key| node.take(key)));
        read(body).map_err(|error| match error {
            BodyError::Value(error) => {
                BodyError::Value(self.data.iter().rev().fold(error, |error, key| error.at(key)))
            }
            BodyError::Empty | BodyError::Json(_) | BodyError::NotText => error,
        })
    }
}

/// Only the status.
impl fmt::Debug for Success<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Success").field("status", &self.status).finish_non_exhaustive()
    }
}

/// Why a success cannot be read. The error of the call says more.
pub struct ReplyError(pub(crate) BodyError);

impl fmt::Debug for ReplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReplyError")
    }
}

/// A success with a status that the spec does not have. It cannot be made, only received.
#[derive(Clone, PartialEq)]
pub struct UnknownReply {
    status: u16,
    body: Value,
}

impl UnknownReply {
    /// The status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The body; null if it is empty.
    pub fn body(&self) -> &Value {
        &self.body
    }
}

/// Only the status, since nothing says whether there is a secret in the body.
impl fmt::Debug for UnknownReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownReply").field("status", &self.status).finish_non_exhaustive()
    }
}

/// Its body.
impl Serialize for UnknownReply {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.body.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply_body::parse;

    fn success(body: &'static str, data: &'static [&'static str]) -> Success<'static> {
        Success { status: 202, body: parse(body), data }
    }

    #[test]
    fn a_value_is_at_its_keys_and_so_is_what_is_wrong_with_it() {
        assert_eq!(success(r#"{"a":{"b":[1]}}"#, &["a", "b"]).value::<Vec<i64>>().ok(), Some(vec![1]));
        let ReplyError(error) = success(r#"{"a":{"b":["1"]}}"#, &["a", "b"]).value::<Vec<i64>>().unwrap_err();
        assert!(matches!(error, BodyError::Value(error) if error.to_string().contains("a.b[0]")));
        let ReplyError(error) = success("", &["a"]).value::<i64>().unwrap_err();
        assert!(matches!(error, BodyError::Empty));
    }

    #[test]
    fn an_unknown_reply_is_the_whole_body() {
        let unknown = success(r#"{"a":1}"#, &["a"]).unknown().unwrap();
        assert_eq!((unknown.status(), unknown.body().to_string()), (202, r#"{"a":1}"#.to_owned()));
        assert_eq!(success(" ", &["a"]).unknown().unwrap().body(), &Value::Null);
        assert!(matches!(success("<p>", &[]).unknown().unwrap_err().0, BodyError::Json(_)));
    }
}
