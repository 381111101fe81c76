//! Waiting for a future on this thread.

use std::cell::Cell;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

thread_local! {
    /// When the future that this thread waits for wants to be asked again, even if nobody wakes it.
    static NEXT_ALARM: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Blocks the thread until the future has come to its end.
pub(super) fn wait<T>(future: impl Future<Output = T>) -> T {
    let bell = Arc::new(Bell { thread: thread::current(), rung: AtomicBool::new(false) });
    let waker = Waker::from(bell.clone());
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        NEXT_ALARM.set(None);
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
        let alarm = NEXT_ALARM.take();
        // What a wait inside of this one has taken off the thread is still told by the bell.
        while !bell.rung.swap(false, Ordering::Acquire) {
            match alarm.map(|alarm| alarm.saturating_duration_since(Instant::now())) {
                None => thread::park(),
                Some(Duration::ZERO) => break,
                Some(left) => thread::park_timeout(left),
            }
        }
    }
}

/// Wakes the thread, and remembers it.
struct Bell {
    thread: Thread,
    rung: AtomicBool,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.rung.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

/// Ends after so long, if [`wait`] waits for it.
pub(super) struct Alarm {
    at: Option<Instant>,
}

impl Alarm {
    pub(super) fn after(duration: Duration) -> Self {
        Self { at: Instant::now().checked_add(duration) }
    }
}

impl Future for Alarm {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        match self.at {
            Some(at) if at <= Instant::now() => Poll::Ready(()),
            at => {
                NEXT_ALARM.set(NEXT_ALARM.get().into_iter().chain(at).min());
                Poll::Pending
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, poll_fn};

    use super::*;

    #[test]
    fn another_thread_wakes_it() {
        let mut asked = 0;
        let value = wait(poll_fn(|context| {
            asked += 1;
            if asked == 3 {
                return Poll::Ready(asked);
            }
            let waker = context.waker().clone();
            thread::spawn(move || waker.wake());
            Poll::Pending
        }));
        assert_eq!(value, 3);
    }

    #[test]
    fn an_alarm_wakes_it() {
        let before = Instant::now();
        wait(Alarm::after(Duration::from_millis(30)));
        assert!(before.elapsed() >= Duration::from_millis(30));
        wait(Alarm::after(Duration::ZERO));
    }

    #[test]
    fn a_call_for_the_outer_wait_is_not_lost_in_the_inner() {
        let mut first = true;
        wait(poll_fn(|context| {
            if !std::mem::replace(&mut first, false) {
                return Poll::Ready(());
            }
            // Comes while the thread is parked by the inner wait, which takes it off the thread.
            let waker = context.waker().clone();
            let ringer = thread::spawn(move || {
                thread::sleep(Duration::from_millis(20));
                waker.wake();
            });
            let mut race = Alarm::after(Duration::from_millis(60));
            wait(poll_fn(|context| Pin::new(&mut race).poll(context)));
            ringer.join().unwrap();
            let mut never = Box::pin(pending::<()>());
            never.as_mut().poll(context)
        }));
    }
}
