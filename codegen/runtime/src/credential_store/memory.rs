//! A store in memory, for the clients of one process.

use std::collections::BTreeMap;
use std::fmt;
use std::future::ready;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::{CredentialKey, CredentialStore, StoreError, StoredCredential};
use crate::transport::since_start;
use crate::{AccessToken, BoxFuture};

/// A store in memory, for several clients of one process that have a source of tokens each.
///
/// A single client needs none: it keeps its credentials itself, and its clones share them.
///
/// ```
/// use std::sync::Arc;
/// use specwright_runtime::{CredentialStore, MemoryStore};
///
/// let store: Arc<dyn CredentialStore> = Arc::new(MemoryStore::new());
/// # drop(store);
/// ```
#[derive(Default)]
pub struct MemoryStore(Mutex<State>);

#[derive(Default)]
struct State {
    /// Each with the time at which it was stored.
    credentials: BTreeMap<CredentialKey, (StoredCredential, Duration)>,
    /// The owner of each lease, and when it ends.
    leases: BTreeMap<CredentialKey, (String, Duration)>,
}

impl State {
    fn get(&self, key: &CredentialKey) -> Option<StoredCredential> {
        let (credential, since) = self.credentials.get(key)?;
        let credential = credential.clone().after(since_start().saturating_sub(*since));
        (credential.left() != Some(Duration::ZERO)).then_some(credential)
    }

    fn owner(&self, key: &CredentialKey) -> Option<&str> {
        let (owner, end) = self.leases.get(key)?;
        (since_start() < *end).then_some(owner)
    }
}

impl MemoryStore {
    /// Creates an empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CredentialStore for MemoryStore {
    fn get<'a>(
        &'a self,
        key: &'a CredentialKey,
    ) -> BoxFuture<'a, Result<Option<StoredCredential>, StoreError>> {
        Box::pin(ready(Ok(self.lock().get(key))))
    }

    fn put<'a>(
        &'a self,
        key: &'a CredentialKey,
        credential: &'a StoredCredential,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        let mut state = self.lock();
        let is_older = state.get(key).is_some_and(|stored| stored.is_newer_than(credential));
        if !is_older {
            state.credentials.insert(key.clone(), (credential.clone(), since_start()));
        }
        Box::pin(ready(Ok(!is_older)))
    }

    fn invalidate<'a>(
        &'a self,
        key: &'a CredentialKey,
        rejected: &'a AccessToken,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        let mut state = self.lock();
        if state.credentials.get(key).is_some_and(|(stored, _)| stored.token() == rejected) {
            state.credentials.remove(key);
        }
        Box::pin(ready(Ok(())))
    }

    fn lease<'a>(
        &'a self,
        key: &'a CredentialKey,
        owner: &'a str,
        duration: Duration,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        let mut state = self.lock();
        let is_free = state.owner(key).is_none_or(|other| other == owner);
        if is_free {
            let end = since_start().saturating_add(duration);
            state.leases.insert(key.clone(), (owner.to_owned(), end));
        }
        Box::pin(ready(Ok(is_free)))
    }

    fn release<'a>(
        &'a self,
        key: &'a CredentialKey,
        owner: &'a str,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        let mut state = self.lock();
        if state.owner(key) == Some(owner) {
            state.leases.remove(key);
        }
        Box::pin(ready(Ok(())))
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemoryStore")
    }
}
