//! Fetching a credential that several processes share: one of them fetches it, the others take it from the store.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use super::cache::{Fetched, renewal_margin};
use crate::{
    AccessToken, BoxFuture, CredentialKey, CredentialStore, Exchange, StoreError, StoredCredential,
    TokenError,
};

/// How long a call waits for an answer of the store.
const STORE_TIMEOUT: Duration = Duration::from_secs(2);

/// The duration of a lease. A process that fetches extends it after a third, so that this is how long the others wait for
/// one that has ended.
const LEASE: Duration = Duration::from_secs(10);

/// The duration of the lease of a client that blocks. It cannot extend the lease while it waits, so that its fetch ends
/// before, with time to store the credential.
const LEASE_OF_BLOCKING: Duration = Duration::from_secs(30);

/// How long a process waits before it looks again whether another one has fetched, at first and at most.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// For how long a credential is used that another process is renewing, before the store is asked again.
const OTHER_RENEWS: Duration = Duration::from_secs(2);

/// The reason why a credential cannot be obtained, and the moment of another attempt that the deadline prevented.
pub(super) type Failure = (TokenError, Option<Duration>);

/// A credential in a store.
pub(super) struct Shared<'a> {
    pub(super) store: &'a dyn CredentialStore,
    pub(super) key: &'a CredentialKey,
    /// Who holds the lease while it fetches.
    pub(super) owner: &'a str,
    /// The credential that the server rejected.
    pub(super) rejected: Option<AccessToken>,
    pub(super) exchange: Exchange<'a>,
}

impl<'a> Shared<'a> {
    /// Takes the credential from the store, or fetches it and puts it there. `fetch` returns it with its lifetime.
    pub(super) async fn obtain<F>(&self, fetch: impl FnOnce(Exchange<'a>) -> F) -> Result<Fetched, Failure>
    where
        F: Future<Output = Result<(AccessToken, Option<Duration>), Failure>>,
    {
        if let Some(rejected) = &self.rejected {
            self.ask(self.store.invalidate(self.key, rejected)).await?;
        }
        let mut pause = FIRST_PAUSE;
        loop {
            let stored = self.stored().await?;
            if let Some(fresh) = stored.as_ref().filter(|stored| is_fresh(stored)) {
                return Ok(fetched(fresh));
            }
            let leased_until = self.exchange.now().saturating_add(self.lease());
            if self.ask(self.store.lease(self.key, self.owner, self.lease())).await? {
                let result = self.fetch_once(fetch, leased_until).await;
                // Without it, the lease ends by itself.
                let _ = self.ask(self.store.release(self.key, self.owner)).await;
                return result;
            }
            if let Some(usable) = stored {
                return Ok(fetched(&usable));
            }
            let next = self.exchange.now().saturating_add(pause);
            if !self.exchange.lasts_beyond(next) {
                return Err((TokenError::out_of_time(), Some(next)));
            }
            self.exchange.sleep(pause).await;
            pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
        }
    }

    /// Fetches the credential while this process has the lease, unless another one stored it before.
    async fn fetch_once<F>(
        &self,
        fetch: impl FnOnce(Exchange<'a>) -> F,
        leased_until: Duration,
    ) -> Result<Fetched, Failure>
    where
        F: Future<Output = Result<(AccessToken, Option<Duration>), Failure>>,
    {
        if let Some(fresh) = self.stored().await?.filter(is_fresh) {
            return Ok(fetched(&fresh));
        }
        // Of two credentials, that which was requested later expires later, however long the replies took.
        let begun = self.exchange.now();
        let exchange = match self.exchange.blocks() {
            true => self.exchange.with_deadline(leased_until.saturating_sub(STORE_TIMEOUT)),
            false => self.exchange,
        };
        let (token, lifetime) = self.leased(fetch(exchange)).await.map_err(|(error, next)| {
            // A fetch that only the lease cut short is not repeated.
            (error, next.filter(|next| !self.exchange.lasts_beyond(*next)))
        })?;
        let own = StoredCredential::new(token, lifetime).after(self.exchange.now().saturating_sub(begun));
        if lifetime == Some(Duration::ZERO) {
            return Ok(fetched(&own));
        }
        // If the store fails now, this process knows the credential nevertheless.
        if let Ok(false) = self.ask(self.store.put(self.key, &own)).await {
            if let Ok(Some(newer)) = self.stored().await {
                return Ok(fetched(&newer));
            }
        }
        Ok(fetched(&own))
    }

    /// For how long the lease is taken.
    fn lease(&self) -> Duration {
        if self.exchange.blocks() { LEASE_OF_BLOCKING } else { LEASE }
    }

    /// Waits for the future and extends the lease meanwhile, unless the future blocks.
    async fn leased<T>(&self, future: impl Future<Output = T>) -> T {
        let mut future = pin!(future);
        loop {
            let extend_at = self.exchange.now().saturating_add(LEASE / 3);
            if let Some(value) = self.exchange.before(extend_at, future.as_mut()).await {
                return value;
            }
            let _ = self.ask(self.store.lease(self.key, self.owner, LEASE)).await;
        }
    }

    /// The credential in the store, unless it is the rejected one.
    async fn stored(&self) -> Result<Option<StoredCredential>, Failure> {
        let stored = self.ask(self.store.get(self.key)).await?;
        let is_usable = |stored: &StoredCredential| {
            stored.left() != Some(Duration::ZERO) && self.rejected.as_ref() != Some(stored.token())
        };
        Ok(stored.filter(is_usable))
    }

    /// Waits for the store, but not beyond the deadline.
    async fn ask<T>(&self, answer: BoxFuture<'_, Result<T, StoreError>>) -> Result<T, Failure> {
        let exchange = self.exchange;
        let patience = exchange.now().saturating_add(STORE_TIMEOUT);
        let until = exchange.until().map_or(patience, |until| until.min(patience));
        let error = match exchange.before(until, answer).await {
            Some(Ok(answer)) => return Ok(answer),
            Some(Err(error)) => error,
            None if exchange.lasts_beyond(exchange.now()) => {
                StoreError::new(format!("no answer within {} s", STORE_TIMEOUT.as_secs()))
            }
            None => return Err((TokenError::out_of_time(), Some(exchange.now()))),
        };
        // The call may go on with what is known, and nobody would notice.
        #[cfg(feature = "tracing")]
        crate::trace::store(self.key, &error);
        Err((TokenError::of_store(error), None))
    }
}

/// How long before its expiry the credential is renewed.
fn margin(stored: &StoredCredential) -> Duration {
    stored.lifetime().map_or(Duration::ZERO, renewal_margin)
}

/// Whether it is not to be renewed yet.
fn is_fresh(stored: &StoredCredential) -> bool {
    stored.left().is_none_or(|left| left > margin(stored))
}

fn fetched(stored: &StoredCredential) -> Fetched {
    let renew_in = stored.left().map(|left| left.saturating_sub(margin(stored)));
    Fetched {
        token: stored.token().clone(),
        renew_in: renew_in.map(|time| if time.is_zero() { OTHER_RENEWS } else { time }),
        expires_in: stored.left(),
    }
}
