//! Whether a reply is read, or a request that was stored or sent to a mock.
//!
//! A model that both have is read by the same code. Where the server left a field out, a reply has its default; a request
//! must be read as it was, so that it is equal to itself.

use std::cell::Cell;

thread_local! {
    static IN_REPLY: Cell<bool> = const { Cell::new(false) };
}

/// Reads a reply.
pub(crate) fn reply<T>(read: impl FnOnce() -> T) -> T {
    /// Restores the value also when reading panics.
    struct Restore(bool);

    impl Drop for Restore {
        fn drop(&mut self) {
            IN_REPLY.set(self.0);
        }
    }

    let _restore = Restore(IN_REPLY.replace(true));
    read()
}

/// The default of an absent field, if a reply is read.
///
/// ```
/// use specwright_runtime::read::reply_default;
///
/// assert_eq!(reply_default(|| 1), None); // no call of the client is being answered
/// ```
pub fn reply_default<T>(default: impl FnOnce() -> T) -> Option<T> {
    IN_REPLY.get().then(default)
}

#[cfg(test)]
mod tests {
    use super::{reply, reply_default};

    #[test]
    fn defaults_are_filled_in_while_a_reply_is_read() {
        assert_eq!(reply(|| reply(|| reply_default(|| 1)).and(reply_default(|| 2))), Some(2));
        let panicked = std::panic::catch_unwind(|| reply(|| panic!("a reader that panics")));
        assert!(panicked.is_err());
        assert_eq!(reply_default(|| 1), None);
    }
}
