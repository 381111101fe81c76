//! A store on tokio's time, which fails when a test requires it.

use std::collections::BTreeMap;
use std::future::{pending, ready};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use specwright_runtime::{
    AccessToken, BoxFuture, CredentialKey, CredentialStore, StoreError, StoredCredential,
};
use tokio::time::Instant;

use super::{KEY, SECOND};

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Mood {
    Answers,
    Fails,
    FailsToStore,
    Hangs,
}

/// What is stored, and when it expires.
type Value = (Vec<u8>, Option<Instant>);

/// A store on tokio's time.
pub(super) struct Shelf {
    mood: Mutex<Mood>,
    pub(super) values: Mutex<BTreeMap<String, Value>>,
    pub(super) leases: Mutex<BTreeMap<String, (String, Instant)>>,
    pub(super) asked: Mutex<Vec<&'static str>>,
}

impl Shelf {
    pub(super) fn new() -> Arc<Self> {
        let (values, leases, asked) = (Mutex::default(), Mutex::default(), Mutex::default());
        Arc::new(Self { mood: Mutex::new(Mood::Answers), values, leases, asked })
    }

    pub(super) fn becomes(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// Carries out `work`, if the store is in the mood.
    pub(super) fn answer<'a, T: Send + 'a>(
        &'a self,
        what: &'static str,
        work: impl FnOnce() -> T,
    ) -> BoxFuture<'a, Result<T, StoreError>> {
        self.asked.lock().unwrap().push(what);
        match *self.mood.lock().unwrap() {
            Mood::Hangs => Box::pin(pending()),
            Mood::Fails => Box::pin(ready(Err(StoreError::new("connection refused")))),
            Mood::FailsToStore if what == "put" => Box::pin(ready(Err(StoreError::new("read-only")))),
            Mood::Answers | Mood::FailsToStore => Box::pin(ready(Ok(work()))),
        }
    }

    fn read(&self, key: &CredentialKey) -> Option<StoredCredential> {
        let values = self.values.lock().unwrap();
        let (value, end) = values.get(key.as_str())?;
        let left = end.map(|end| end.saturating_duration_since(Instant::now()));
        StoredCredential::decode(value, left).ok().filter(|stored| stored.left() != Some(Duration::ZERO))
    }

    /// Another process takes the lease, and then ends.
    pub(super) fn lease_to_nobody(&self, seconds: u64) {
        let lease = ("nobody".to_owned(), Instant::now() + SECOND * seconds as u32);
        self.leases.lock().unwrap().insert(KEY.to_owned(), lease);
    }
}

impl CredentialStore for Shelf {
    fn get<'a>(
        &'a self,
        key: &'a CredentialKey,
    ) -> BoxFuture<'a, Result<Option<StoredCredential>, StoreError>> {
        self.answer("get", || self.read(key))
    }

    fn put<'a>(
        &'a self,
        key: &'a CredentialKey,
        credential: &'a StoredCredential,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        self.answer("put", || {
            let is_older = self.read(key).is_some_and(|stored| stored.is_newer_than(credential));
            if !is_older {
                let end = credential.left().map(|left| Instant::now() + left);
                self.values.lock().unwrap().insert(key.to_string(), (credential.encode(), end));
            }
            !is_older
        })
    }

    fn invalidate<'a>(
        &'a self,
        key: &'a CredentialKey,
        rejected: &'a AccessToken,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        self.answer("invalidate", || {
            if self.read(key).is_some_and(|stored| stored.token() == rejected) {
                self.values.lock().unwrap().remove(key.as_str());
            }
        })
    }

    fn lease<'a>(
        &'a self,
        key: &'a CredentialKey,
        owner: &'a str,
        duration: Duration,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        self.answer("lease", || {
            let mut leases = self.leases.lock().unwrap();
            let other =
                leases.get(key.as_str()).is_some_and(|(other, end)| other != owner && Instant::now() < *end);
            if !other {
                leases.insert(key.to_string(), (owner.to_owned(), Instant::now() + duration));
            }
            !other
        })
    }

    fn release<'a>(
        &'a self,
        key: &'a CredentialKey,
        owner: &'a str,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        self.answer("release", || {
            let mut leases = self.leases.lock().unwrap();
            if leases.get(key.as_str()).is_some_and(|(other, _)| other == owner) {
                leases.remove(key.as_str());
            }
        })
    }
}
