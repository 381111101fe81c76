//! The bodies of failures.

use std::fmt;

use super::Error;
use crate::read::{self, Read};
use crate::reply_body;

/// The body of a failure as it was received.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct FailureBody(pub(crate) Vec<u8>);

/// The number of bytes, since the body may repeat a secret.
impl fmt::Debug for FailureBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

impl Error {
    /// The body of the failure that the server reported, as it was received: it may repeat what the client has sent, also
    /// secrets, which no other part of an error shows. Empty if the server sent none; `None` if the call failed
    /// otherwise.
    pub fn body(&self) -> Option<&[u8]> {
        match self {
            Error::Api(error) => Some(&error.body.0),
            Error::Http(error) => Some(&error.body.0),
            Error::Build(_)
            | Error::Invalid(_)
            | Error::Token(_)
            | Error::Transport(_)
            | Error::Decode(_) => None,
        }
    }

    /// The body of the failure as a value of this type, if it is one. The spec states the types of failures by their
    /// [`status`](Self::status).
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let transport = Canned(404, r#"{"code":"no_pets","left":["Rex"]}"#);
    /// let client = Client::builder(&PETS).token("a token").transport(transport).build()?;
    /// let error = run(client.call(&LIST_PETS, ()).into_future()).unwrap_err();
    /// // In generated crates, the type is a model.
    /// let body: serde_json::Value = error.failure().ok_or("no body")?;
    /// assert_eq!(body["left"][0], "Rex");
    /// # Ok(())
    /// # }
    /// ```
    pub fn failure<T: Read>(&self) -> Option<T> {
        let text = reply_body::text(self.body()?);
        let body = reply_body::parse(&text).ok()?;
        read::reply(|| T::read(body)).ok()
    }
}
