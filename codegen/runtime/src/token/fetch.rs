//! One fetch of a token for all who wait for it: whichever of them is polled carries it on.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use super::{AccessToken, TokenError};
use crate::BoxFuture;
use crate::client::Core;

/// A fetch under way. When nobody waits for it any more, it is dropped.
pub(super) struct Fetch {
    /// The client whose transport carries it. Calls of others had better not poll it: its transport may need a runtime
    /// that is not theirs.
    client: Arc<Core>,
    /// Wakes all who wait.
    bell: Waker,
    state: Mutex<State>,
}

/// What came of a fetch.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    /// It has come to its end, for all who waited.
    Ended(Result<AccessToken, TokenError>),
    /// There would have been another attempt at this moment, but for the deadline of the call that began it.
    CutShort { error: TokenError, next: Duration },
}

struct State {
    work: Work,
    waiting: BTreeMap<u64, Waker>,
    next_waiter: u64,
}

enum Work {
    /// Nobody polls it right now.
    Resting(BoxFuture<'static, Outcome>),
    /// A call polls it, and maybe another wanted to since then.
    Polled {
        wanted: bool,
    },
    Done(Outcome),
}

impl Fetch {
    /// Begins one; `work` is told which fetch it is.
    pub(super) fn new(
        client: Arc<Core>,
        work: impl FnOnce(Weak<Self>) -> BoxFuture<'static, Outcome>,
    ) -> Arc<Self> {
        Arc::new_cyclic(|this| Self {
            client,
            bell: Waker::from(Arc::new(Bell(this.clone()))),
            state: Mutex::new(State {
                work: Work::Resting(work(this.clone())),
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

    /// A panic elsewhere leaves the state whole: no code of others runs under the lock.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ring(&self) {
        let waiting = std::mem::take(&mut self.lock().waiting);
        for waker in waiting.into_values() {
            waker.wake();
        }
    }
}

/// Rings for a fetch, without keeping it alive.
struct Bell(Weak<Fetch>);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        if let Some(fetch) = self.0.upgrade() {
            fetch.ring();
        }
    }
}

/// A call that waits for a fetch. If it is of the same client, it carries the fetch on, too.
pub(super) struct Waiting {
    fetch: Arc<Fetch>,
    carries: bool,
    id: Option<u64>,
}

impl Waiting {
    pub(super) fn new(fetch: Arc<Fetch>, client: &Arc<Core>) -> Self {
        Self { carries: fetch.is_of(client), fetch, id: None }
    }

    /// What came of it; or else, if it rests, and falls to this call, the fetch to be polled.
    fn take_up(&mut self, context: &Context<'_>) -> Result<Outcome, Option<BoxFuture<'static, Outcome>>> {
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
        let work = if self.carries {
            match std::mem::replace(&mut state.work, Work::Polled { wanted: true }) {
                Work::Resting(work) => {
                    state.work = Work::Polled { wanted: false };
                    Some(work)
                }
                Work::Polled { .. } | Work::Done(_) => None,
            }
        } else {
            None
        };
        drop(state);
        drop(earlier);
        Err(work)
    }
}

impl Future for Waiting {
    type Output = Outcome;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        let this = self.get_mut();
        let mut work = match this.take_up(context) {
            Ok(outcome) => return Poll::Ready(outcome),
            Err(None) => return Poll::Pending,
            Err(Some(work)) => work,
        };
        let mut turn = Turn { fetch: &this.fetch, leaves: None };
        let polled = work.as_mut().poll(&mut Context::from_waker(&turn.fetch.bell));
        turn.leaves = Some(match &polled {
            Poll::Ready(outcome) => Work::Done(outcome.clone()),
            Poll::Pending => Work::Resting(work),
        });
        polled
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let waker = self.id.and_then(|id| self.fetch.lock().waiting.remove(&id));
        drop(waker);
    }
}

/// The time in which a call polls the fetch.
struct Turn<'a> {
    fetch: &'a Fetch,
    /// What it leaves behind. After a panic that is nothing, and those who wait fetch anew.
    leaves: Option<Work>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let lost = || Outcome::CutShort { error: TokenError::out_of_time(), next: Duration::ZERO };
        let leaves = self.leaves.take().unwrap_or_else(|| Work::Done(lost()));
        let is_done = matches!(leaves, Work::Done(_));
        let before = std::mem::replace(&mut self.fetch.lock().work, leaves);
        if is_done || matches!(before, Work::Polled { wanted: true }) {
            self.fetch.ring();
        }
    }
}
