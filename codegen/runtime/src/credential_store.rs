//! Stores that several processes share, so that one of them fetches a credential for all.

mod memory;
mod stored;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

pub use memory::MemoryStore;
pub use stored::{StoredCredential, UnknownFormat};

use crate::{AccessToken, BoxFuture};

/// Stores credentials that several clients share: those of one process, or of many machines.
///
/// A client asks the store only if the credential that it keeps itself must be replaced. Then it takes what the store
/// has, or fetches another one, which the store's lease prevents other processes from doing at the same time.
///
/// A store must return each of its futures' results within a second or so. The client waits at most two seconds for each,
/// and never beyond the deadline of the call. After an error it uses the credential that it knows until that expires; calls
/// without one fail with the error.
///
/// [`MemoryStore`] serves the clients of one process. The package `specwright-redis` has a store for many machines. A store
/// can be tried with a client as this one is:
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::sync::Arc;
///
/// let store = Arc::new(MemoryStore::new());
/// let client = |reply| {
///     let source = Refreshing::new(&ISSUE_TOKEN, (), |reply: &serde_json::Value| {
///         Issued::new(reply["token"].as_str().unwrap_or_default(), reply["expires_in"].as_i64())
///     });
///     let builder = Client::builder(&PETS).token_source(source).transport(Canned(200, reply));
///     builder.account("shop-1").credential_store(store.clone()).build()
/// };
/// let first = client(r#"{"token":"t1","expires_in":7200}"#)?;
/// let second = client(r#"{"token":"t2","expires_in":7200}"#)?;
/// assert_eq!(run(first.token())?, run(second.token())?); // fetched by the first
/// # Ok(())
/// # }
/// ```
pub trait CredentialStore: Send + Sync {
    /// Returns the credential and the time that is left of it; `None` if there is none, if it has expired, or if it has a
    /// form that this version does not know.
    fn get<'a>(
        &'a self,
        key: &'a CredentialKey,
    ) -> BoxFuture<'a, Result<Option<StoredCredential>, StoreError>>;

    /// Stores the credential, unless the store has one that expires later. Returns whether it was stored. A value of a form
    /// that this version does not know is replaced.
    fn put<'a>(
        &'a self,
        key: &'a CredentialKey,
        credential: &'a StoredCredential,
    ) -> BoxFuture<'a, Result<bool, StoreError>>;

    /// Removes the credential if it is the rejected one.
    fn invalidate<'a>(
        &'a self,
        key: &'a CredentialKey,
        rejected: &'a AccessToken,
    ) -> BoxFuture<'a, Result<(), StoreError>>;

    /// Takes the lease of the key for this duration, or extends it if `owner` has it already. Returns whether `owner` has it
    /// now. A lease that its owner neither extends nor releases ends by itself.
    fn lease<'a>(
        &'a self,
        key: &'a CredentialKey,
        owner: &'a str,
        duration: Duration,
    ) -> BoxFuture<'a, Result<bool, StoreError>>;

    /// Ends the lease, if `owner` has it.
    fn release<'a>(&'a self, key: &'a CredentialKey, owner: &'a str)
    -> BoxFuture<'a, Result<(), StoreError>>;
}

impl<T: CredentialStore + ?Sized> CredentialStore for Arc<T> {
    fn get<'a>(
        &'a self,
        key: &'a CredentialKey,
    ) -> BoxFuture<'a, Result<Option<StoredCredential>, StoreError>> {
        (**self).get(key)
    }

    fn put<'a>(
        &'a self,
        key: &'a CredentialKey,
        credential: &'a StoredCredential,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        (**self).put(key, credential)
    }

    fn invalidate<'a>(
        &'a self,
        key: &'a CredentialKey,
        rejected: &'a AccessToken,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        (**self).invalidate(key, rejected)
    }

    fn lease<'a>(
        &'a self,
        key: &'a CredentialKey,
        owner: &'a str,
        duration: Duration,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        (**self).lease(key, owner, duration)
    }

    fn release<'a>(
        &'a self,
        key: &'a CredentialKey,
        owner: &'a str,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        (**self).release(key, owner)
    }
}

/// The name of a credential in a store: the API, the account, and which of the account's credentials it is. It contains no
/// secret.
///
/// ```
/// use specwright_runtime::CredentialKey;
///
/// let key = CredentialKey::new("pets", "shop:1", "issue_token");
/// assert_eq!(key.as_str(), "pets:shop%3A1:issue_token");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CredentialKey(String);

impl CredentialKey {
    /// Creates a key. Each part is percent-encoded, so that different parts give different keys.
    pub fn new(api: &str, account: &str, credential: &str) -> Self {
        let [api, account, credential] = [api, account, credential].map(crate::url::encode);
        Self(format!("{api}:{account}:{credential}"))
    }

    /// The key as a text of ASCII characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CredentialKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The error of a store. It can be cloned, since all calls that waited for one credential get the same error.
///
/// ```
/// use specwright_runtime::StoreError;
///
/// let error = StoreError::new("connection refused");
/// assert_eq!(error.to_string(), "the credential store: connection refused");
/// ```
#[derive(Clone, Debug)]
pub struct StoreError(Arc<dyn StdError + Send + Sync>);

impl StoreError {
    /// Why the store cannot be used. It must not contain a secret.
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self(Arc::from(source.into()))
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the credential store: {}", self.0)
    }
}

impl StdError for StoreError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}
