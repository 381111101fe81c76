//! A fetch of a token that several calls share: each of them polls it.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use super::super::Core;
use crate::{AccessToken, BoxFuture, TokenError};

/// A fetch in progress. It is dropped when no call waits for it any more.
pub(super) struct Fetch {
    /// The client that sends the requests. Only its calls poll the fetch: its transport may need their runtime.
    client: Arc<Core>,
    /// Wakes all waiting calls.
    waker: Waker,
    state: Mutex<State>,
}

/// The result of a fetch.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    /// It is complete, for all calls that waited.
    Complete(Result<AccessToken, TokenError>),
    /// The deadline of the call that began it prevented another attempt at this moment.
    CutShort { error: TokenError, next: Duration },
}

struct State {
    work: Work,
    waiting: BTreeMap<u64, Waker>,
    next_waiter: u64,
}

enum Work {
    /// No call polls it at the moment.
    Idle(BoxFuture<'static, Outcome>),
    /// A call polls it. `requested` if another call should have polled it since then.
    Polled {
        requested: bool,
    },
    Done(Outcome),
}

impl Fetch {
    /// Begins a fetch; `work` receives a reference to it.
    pub(super) fn new(
        client: Arc<Core>,
        work: impl FnOnce(Weak<Self>) -> BoxFuture<'static, Outcome>,
    ) -> Arc<Self> {
        Arc::new_cyclic(|this| Self {
            client,
            waker: Waker::from(Arc::new(WakeAll(this.clone()))),
            state: Mutex::new(State {
                work: Work::Idle(work(this.clone())),
                waiting: BTreeMap::new(),
                next_waiter: 0,
            }),
        })
    }

    pub(super) fn is_of(&self, client: &Arc<Core>) -> bool {
        Arc::ptr_eq(&self.client, client)
    }

    pub(super) fn is_done(&self) -> bool {
        matches!(self.lock().work, Work::Done(_))
    }

    /// A poisoned state is consistent: no foreign code runs under the lock.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wake_all(&self) {
        let waiting = std::mem::take(&mut self.lock().waiting);
        for waker in waiting.into_values() {
            waker.wake();
        }
    }
}

/// Wakes all calls that wait for a fetch, without keeping it alive.
struct WakeAll(Weak<Fetch>);

impl Wake for WakeAll {
    fn wake(self: Arc<Self>) {
        if let Some(fetch) = self.0.upgrade() {
            fetch.wake_all();
        }
    }
}

/// A call that waits for a fetch, and polls it if it is of the same client.
pub(super) struct Waiter {
    fetch: Arc<Fetch>,
    polls: bool,
    id: Option<u64>,
}

impl Waiter {
    pub(super) fn new(fetch: Arc<Fetch>, client: &Arc<Core>) -> Self {
        Self { polls: fetch.is_of(client), fetch, id: None }
    }

    /// The outcome; or else the fetch, if this call is to poll it now.
    fn start(&mut self, context: &Context<'_>) -> Result<Outcome, Option<BoxFuture<'static, Outcome>>> {
        let waker = context.waker().clone();
        let mut state = self.fetch.lock();
        if let Work::Done(outcome) = &state.work {
            return Ok(outcome.clone());
        }
        let id = *self.id.get_or_insert_with(|| {
            state.next_waiter += 1;
            state.next_waiter
        });
        let earlier = state.waiting.insert(id, waker);
        let work = if self.polls {
            match std::mem::replace(&mut state.work, Work::Polled { requested: true }) {
                Work::Idle(work) => {
                    state.work = Work::Polled { requested: false };
                    Some(work)
                }
                Work::Polled { .. } | Work::Done(_) => None,
            }
        } else {
            None
        };
        drop(state);
        // Foreign code, which must not run under the lock.
        drop(earlier);
        Err(work)
    }
}

impl Future for Waiter {
    type Output = Outcome;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        let this = self.get_mut();
        let mut work = match this.start(context) {
            Ok(outcome) => return Poll::Ready(outcome),
            Err(None) => return Poll::Pending,
            Err(Some(work)) => work,
        };
        let mut guard = PollGuard { fetch: &this.fetch, work_after: None };
        let polled = work.as_mut().poll(&mut Context::from_waker(&guard.fetch.waker));
        guard.work_after = Some(match &polled {
            Poll::Ready(outcome) => Work::Done(outcome.clone()),
            Poll::Pending => Work::Idle(work),
        });
        polled
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        let waker = self.id.and_then(|id| self.fetch.lock().waiting.remove(&id));
        drop(waker);
    }
}

/// Restores the state of a fetch after a call has polled it.
struct PollGuard<'a> {
    fetch: &'a Fetch,
    /// `None` after a panic: waiting calls then begin another fetch.
    work_after: Option<Work>,
}

impl Drop for PollGuard<'_> {
    fn drop(&mut self) {
        let lost = || Outcome::CutShort { error: TokenError::out_of_time(), next: Duration::ZERO };
        let work_after = self.work_after.take().unwrap_or_else(|| Work::Done(lost()));
        let is_done = matches!(work_after, Work::Done(_));
        let before = std::mem::replace(&mut self.fetch.lock().work, work_after);
        if is_done || matches!(before, Work::Polled { requested: true }) {
            self.fetch.wake_all();
        }
    }
}
