//! Credentials that a program asks its client for.

use std::fmt;
use std::sync::Arc;

use super::{Refreshing, TokenSource};
use crate::{AccessToken, Request};

/// A credential that a program asks its client for, such as a ticket that pages sign with: no call sends it. It is kept,
/// renewed and shared as the client's token is. Clones share it.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// // The operation itself needs the client's token.
/// let names = Credential::new("names", Refreshing::new(&LIST_PETS, (), |names| Issued::new(names.concat(), 7200)));
/// let client = Client::builder(&PETS).token("a token").transport(Canned(200, r#"["Rex"]"#)).build()?;
/// let credential = run(client.credential(&names))?;
/// assert_eq!(credential.expose(), "Rex");
///
/// // Somebody rejected it: the client obtains another one.
/// names.invalidate(&credential);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Credential {
    name: &'static str,
    source: Arc<dyn TokenSource>,
}

impl Credential {
    /// A credential that an operation returns. Its name is that in a [`CredentialStore`](crate::CredentialStore), and the
    /// operation of errors.
    pub fn new<Req: Request + Send + Sync + 'static, Rep: Send + 'static>(
        name: &'static str,
        source: Refreshing<Req, Rep>,
    ) -> Self {
        Self { name, source: Arc::new(source.named(name)) }
    }

    /// Somebody rejected this credential. If it is still the current one, the next request for it fetches another.
    pub fn invalidate(&self, rejected: &AccessToken) {
        self.source.invalidate(rejected);
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn source(&self) -> &Arc<dyn TokenSource> {
        &self.source
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential").field("name", &self.name).finish_non_exhaustive()
    }
}
