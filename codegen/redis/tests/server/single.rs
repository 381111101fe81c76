//! What a store does with values in Redis.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use specwright_redis::RedisStore;
use specwright_redis::redis::{Client, TlsCertificates};
use specwright_runtime::{CredentialKey, CredentialStore, StoredCredential};

use crate::process::{KEY, assert_no_secret};
use crate::redis_server::{CERTIFICATE, RedisServer};

const SECOND: Duration = Duration::from_secs(1);
const NAME: &[u8] = b"specwright:desk:desk-1:Token";
const LEASE: &[u8] = b"specwright:desk:desk-1:Token:lease";

fn key() -> CredentialKey {
    CredentialKey::new("desk", "desk-1", "Token")
}

fn credential(number: u32, lifetime: impl Into<Option<Duration>>) -> StoredCredential {
    StoredCredential::new(format!("TOKEN-number-{number}"), lifetime)
}

/// The number of the credential in the store.
fn stored(store: &RedisStore) -> Option<u32> {
    let stored = wait(store.get(&key())).unwrap()?;
    stored.token().expose().strip_prefix("TOKEN-number-").map(|number| number.parse().unwrap())
}

pub(crate) fn a_credential_is_stored_unless_another_one_expires_later(redis: RedisServer) {
    let store = redis.store();
    assert_eq!(stored(&store), None);
    for (number, lifetime, is_stored, then) in [
        (1, Some(SECOND * 100), true, 1),
        (2, Some(SECOND * 50), false, 1),
        (3, Some(SECOND * 200), true, 3),
        (4, None, true, 4),
        (5, Some(SECOND * 300), false, 4),
    ] {
        assert_eq!(wait(store.put(&key(), &credential(number, lifetime))).unwrap(), is_stored, "{number}");
        assert_eq!(stored(&store), Some(then));
    }
    assert_eq!(wait(store.get(&key())).unwrap().unwrap().left(), None);

    // Redis measures the time that is left.
    let other = redis.store().prefix("other:");
    assert_eq!(stored(&other), None);
    wait(other.put(&key(), &credential(6, SECOND * 100).after(SECOND * 60))).unwrap();
    let read = wait(other.get(&key())).unwrap().unwrap();
    let left = read.left().unwrap();
    assert!(read.lifetime() == Some(SECOND * 100) && left <= SECOND * 40 && left > SECOND * 10, "{read:?}");
}

pub(crate) fn only_the_rejected_credential_is_removed(redis: RedisServer) {
    let store = redis.store();
    wait(store.invalidate(&key(), &"TOKEN-number-1".into())).unwrap();
    wait(store.put(&key(), &credential(1, SECOND * 100))).unwrap();
    wait(store.invalidate(&key(), &"TOKEN-number-2".into())).unwrap();
    assert_eq!(stored(&store), Some(1));
    wait(store.invalidate(&key(), &"TOKEN-number-1".into())).unwrap();
    assert_eq!(stored(&store), None);
    assert!(!redis.command::<bool>(&[b"EXISTS", NAME]));
}

pub(crate) fn one_owner_has_the_lease(redis: RedisServer) {
    let store = redis.store();
    let lease = |owner, seconds| wait(store.lease(&key(), owner, SECOND * seconds)).unwrap();
    assert!(lease("a", 100));
    assert!(!lease("b", 100));
    assert!(lease("a", 200), "it extends its own");
    assert!(redis.command::<u32>(&[b"TTL", LEASE]) > 100);
    wait(store.release(&key(), "b")).unwrap();
    assert!(!lease("b", 100));
    wait(store.release(&key(), "a")).unwrap();
    assert!(lease("b", 100));
    // It ends by itself.
    redis.command::<()>(&[b"PEXPIRE", LEASE, b"1"]);
    while !lease("a", 100) {}
}

pub(crate) fn a_value_of_another_version_is_absent_and_replaced(redis: RedisServer) {
    let sealed = redis.store().encrypted(&KEY);
    for (store, value) in [
        (&redis.store(), &b"specwright-credential 2\n{\"token\":\"X\"}"[..]),
        (&redis.store(), b"what another program stores"),
        (&sealed, b"specwright-aes256gcm 2\nX"),
        (&sealed, b"specwright-credential 1\n100000\nTOKEN-number-9"),
    ] {
        redis.command::<()>(&[b"SET", NAME, value]);
        assert_eq!(stored(store), None);
        wait(store.invalidate(&key(), &"X".into())).unwrap();
        assert_eq!(redis.command::<Vec<u8>>(&[b"GET", NAME]), value, "it cannot be compared");
        assert!(wait(store.put(&key(), &credential(1, SECOND * 100))).unwrap());
        assert_eq!(stored(store), Some(1));
    }
}

pub(crate) fn credentials_are_encrypted_at_rest(redis: RedisServer) {
    let (plain, sealed) = (redis.store(), redis.store().encrypted(&KEY));
    let value = |store: &RedisStore| {
        redis.command::<()>(&[b"DEL", NAME]);
        wait(store.put(&key(), &credential(1, SECOND * 100))).unwrap();
        redis.command::<Vec<u8>>(&[b"GET", NAME])
    };
    assert_eq!(value(&plain), b"specwright-credential 1\n100000\nTOKEN-number-1");
    let (one, two) = (value(&sealed), value(&sealed));
    assert_ne!(one, two, "the nonce is random");
    assert!(one.starts_with(b"specwright-aes256gcm 1\n") && !one.windows(5).any(|bytes| bytes == b"TOKEN"));
    assert_eq!(stored(&sealed), Some(1));

    for (store, said) in [
        (redis.store().encrypted(&[0; 32]), "was encrypted with another key, or was changed"),
        (plain, "is encrypted, and the store has no key"),
    ] {
        let error = wait(store.get(&key())).unwrap_err().to_string();
        assert!(error.ends_with(said) && error.contains("`specwright:desk:desk-1:Token`"), "{error}");
    }
    // It is bound to its name.
    redis.command::<()>(&[b"RENAME", NAME, b"other:desk:desk-1:Token"]);
    wait(sealed.prefix("other:").get(&key())).unwrap_err();
}

pub(crate) fn a_store_reconnects_and_names_the_address(mut redis: RedisServer) {
    let store = redis.store().encrypted(&KEY);
    assert_eq!(stored(&store), None);
    redis.stop();
    let error = wait(store.get(&key())).unwrap_err();
    let said = format!("the credential store: Redis at {}: Connection refused", redis.host());
    assert!(error.to_string().starts_with(&said), "{error}");
    redis.restart();
    wait(store.put(&key(), &credential(1, SECOND * 100))).unwrap();
    // The idle connection breaks, and nobody notices.
    redis.stop();
    redis.restart();
    assert_eq!(stored(&store), None);

    let wrong = RedisStore::open(&format!("redis://:PASSWORD-of-redis-not@{}", redis.host())).unwrap();
    let refused = wait(wrong.get(&key())).unwrap_err();
    let invalid = RedisStore::open("redis://:PASSWORD-of-redis@[").unwrap_err();
    assert_no_secret(&format!("{error} {error:?} {store:?} {refused} {refused:?} {invalid} {invalid:?}"));
}

pub(crate) fn a_server_with_tls_must_be_trusted(mut redis: RedisServer) {
    redis.stop();
    redis.restart_with_tls();
    let address = redis.address().replace("redis://", "rediss://");
    let root_cert = Some(std::fs::read(CERTIFICATE).unwrap());
    let certificates = TlsCertificates { client_tls: None, root_cert };
    let client = Client::build_with_tls(address.as_str(), certificates).unwrap();
    let store = RedisStore::from_client(client).unwrap();
    assert!(wait(store.put(&key(), &credential(1, SECOND * 100))).unwrap());
    assert_eq!(stored(&store), Some(1));

    let error = wait(RedisStore::open(&address).unwrap().get(&key())).unwrap_err();
    assert!(error.to_string().contains("invalid peer certificate"), "{error}");
    assert_no_secret(&format!("{error} {error:?}"));
    wait(redis.store().get(&key())).unwrap_err();
}

/// Blocks this thread until the future is ready.
fn wait<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}
