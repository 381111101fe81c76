//! One fetch at a time, whoever asks, without an async runtime.

use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use super::{AccessToken, TokenError};

/// A token is renewed so long before it expires at the earliest.
const MARGIN: Duration = Duration::from_secs(300);

/// After a renewal failed while the old token still lives, nobody tries again for so long.
const PAUSE: Duration = Duration::from_secs(30);

/// The token that is kept, and the one fetch that may be under way.
#[derive(Debug, Default)]
pub(super) struct Flight(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    kept: Option<Kept>,
    /// The number of the fetch that is under way, or else of the last one.
    number: u64,
    under_way: bool,
    /// The last fetch that came to an end, and what it brought.
    landed: Option<(u64, Result<AccessToken, TokenError>)>,
    waiting: Vec<(u64, Waker)>,
    next_waiter: u64,
}

#[derive(Debug)]
struct Kept {
    token: AccessToken,
    /// From when on it is to be renewed.
    stale: Option<Duration>,
    /// From when on it cannot be used.
    dead: Option<Duration>,
}

/// Whose turn it is.
pub(super) enum Turn<'a> {
    /// There is a token.
    Token(AccessToken),
    /// The fetch that this call waited for failed.
    Failed(TokenError),
    /// This call is to fetch.
    Fetch(Ticket<'a>),
}

impl Flight {
    /// Waits until there is a token, or it falls to this call to fetch one.
    pub(super) async fn turn(&self, now: impl Fn() -> Duration) -> Turn<'_> {
        let mut waiter = Waiter { flight: self, id: None, waits_for: None };
        poll_fn(|context| waiter.poll(now(), context)).await
    }

    /// Forgets the token if it is this one.
    pub(super) fn invalidate(&self, rejected: &AccessToken) {
        let mut state = self.lock();
        if state.kept.as_ref().is_some_and(|kept| kept.token == *rejected) {
            state.kept = None;
        }
        if matches!(&state.landed, Some((_, Ok(token))) if token == rejected) {
            state.landed = None;
        }
    }

    /// A panic elsewhere leaves the state whole: no code of others runs under the lock.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the fetch and wakes everybody who waited.
    fn end(&self, settle: impl FnOnce(&mut State)) {
        let mut state = self.lock();
        state.under_way = false;
        settle(&mut state);
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        for (_, waker) in waiting {
            waker.wake();
        }
    }
}

/// A call that waits. Dropping it takes it off the list.
struct Waiter<'a> {
    flight: &'a Flight,
    id: Option<u64>,
    waits_for: Option<u64>,
}

impl<'a> Waiter<'a> {
    fn poll(&mut self, now: Duration, context: &Context<'_>) -> Poll<Turn<'a>> {
        let mut state = self.flight.lock();
        if let (Some(number), Some((landed, outcome))) = (self.waits_for, &state.landed) {
            if number == *landed {
                return Poll::Ready(outcome.clone().map_or_else(Turn::Failed, Turn::Token));
            }
        }
        let is_before = |limit: Option<Duration>| limit.is_none_or(|limit| now < limit);
        let usable = state.kept.as_ref().filter(|kept| is_before(kept.dead));
        if let Some(kept) = usable {
            if state.under_way || is_before(kept.stale) {
                return Poll::Ready(Turn::Token(kept.token.clone()));
            }
        }
        if state.under_way {
            self.waits_for = Some(state.number);
            self.register(&mut state, context);
            return Poll::Pending;
        }
        state.under_way = true;
        state.number += 1;
        Poll::Ready(Turn::Fetch(Ticket { flight: self.flight, flying: true }))
    }

    fn register(&mut self, state: &mut State, context: &Context<'_>) {
        let id = *self.id.get_or_insert_with(|| {
            state.next_waiter += 1;
            state.next_waiter
        });
        match state.waiting.iter_mut().find(|(waiting, _)| *waiting == id) {
            Some((_, waker)) => waker.clone_from(context.waker()),
            None => state.waiting.push((id, context.waker().clone())),
        }
    }
}

impl Drop for Waiter<'_> {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            self.flight.lock().waiting.retain(|(waiting, _)| *waiting != id);
        }
    }
}

/// The right and the duty to fetch. If it is dropped, one of those who wait gets it.
#[derive(Debug)]
pub(super) struct Ticket<'a> {
    flight: &'a Flight,
    flying: bool,
}

impl Ticket<'_> {
    /// Hands in what the fetch brought: a token and how long it lives. The result is for the call that fetched:
    /// the old token, if it is still good and no new one could be had.
    pub(super) fn land(
        mut self,
        fetched: Result<(AccessToken, Option<Duration>), TokenError>,
        now: Duration,
    ) -> Result<AccessToken, TokenError> {
        self.flying = false;
        let mut result = fetched.clone().map(|(token, _)| token);
        self.flight.end(|state| {
            match fetched {
                Ok((token, life)) => state.kept = Some(keep(token, life, now)),
                Err(_) => {
                    if let Some(kept) =
                        state.kept.as_mut().filter(|kept| kept.dead.is_none_or(|dead| now < dead))
                    {
                        kept.stale = Some(now.saturating_add(PAUSE));
                        result = Ok(kept.token.clone());
                    }
                }
            }
            state.landed = Some((state.number, result.clone()));
        });
        result
    }
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        if self.flying {
            self.flight.end(|_| {});
        }
    }
}

fn keep(token: AccessToken, life: Option<Duration>, now: Duration) -> Kept {
    let margin = life.map(|life| MARGIN.min(life / 10));
    let stale = life.zip(margin).map(|(life, margin)| now.saturating_add(life.saturating_sub(margin)));
    Kept { token, stale, dead: life.map(|life| now.saturating_add(life)) }
}
