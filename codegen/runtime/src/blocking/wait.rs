//! Polling a future on the calling thread, without an async runtime.

use std::cell::Cell;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

thread_local! {
    /// The earliest [`Alarm`] that the future on this thread waits for.
    static NEXT_ALARM: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Blocks the thread until the future is ready. It can be called while a future is polled, even by itself.
pub(super) fn wait<T>(future: impl Future<Output = T>) -> T {
    let unparker = Arc::new(Unparker { thread: thread::current(), woken: AtomicBool::new(false) });
    let waker = Waker::from(unparker.clone());
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    let outer_alarm = NEXT_ALARM.take();
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            NEXT_ALARM.set(outer_alarm);
            return value;
        }
        let alarm = NEXT_ALARM.take();
        // A nested call may have consumed the thread's token, so that the flag decides.
        while !unparker.woken.swap(false, Ordering::Acquire) {
            match alarm.map(|alarm| alarm.saturating_duration_since(Instant::now())) {
                None => thread::park(),
                Some(Duration::ZERO) => break,
                Some(left) => thread::park_timeout(left),
            }
        }
    }
}

/// Wakes the thread, and remembers that it did.
struct Unparker {
    thread: Thread,
    woken: AtomicBool,
}

impl Wake for Unparker {
    fn wake(self: Arc<Self>) {
        self.woken.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

/// Is ready after a duration, if [`wait`] polls it.
pub(super) struct Alarm {
    /// `None` for a moment beyond the range of the clock.
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
    use std::future::poll_fn;

    use super::*;

    #[test]
    fn another_thread_wakes_it() {
        let mut polls = 0;
        let value = wait(poll_fn(|context| {
            polls += 1;
            if polls == 3 {
                return Poll::Ready(polls);
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
    fn an_inner_wait_does_not_lose_a_wake_up_of_the_outer() {
        let mut first = true;
        wait(poll_fn(|context| {
            if !std::mem::replace(&mut first, false) {
                return Poll::Ready(());
            }
            // Comes while the inner wait has parked the thread, and consumes the thread's token.
            let waker = context.waker().clone();
            let other = thread::spawn(move || {
                thread::sleep(Duration::from_millis(20));
                waker.wake();
            });
            wait(Alarm::after(Duration::from_millis(60)));
            other.join().unwrap();
            Poll::Pending
        }));
    }

    #[test]
    fn an_inner_wait_does_not_lose_an_alarm_of_the_outer() {
        let mut alarm = Alarm::after(Duration::from_millis(30));
        wait(poll_fn(|context| {
            let polled = Pin::new(&mut alarm).poll(context);
            wait(Alarm::after(Duration::from_millis(1)));
            polled
        }));
    }
}
