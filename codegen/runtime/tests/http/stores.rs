//! Clients that share their credentials by a store, as processes do. Time is tokio's and paused.

mod server;
mod shelf;

use std::future::{Future, IntoFuture};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use specwright_runtime::{
    BuildError, Client, Credential, CredentialKey, CredentialStore, Error, FixedToken, Issued, MemoryStore,
    Operation, OperationSpec, Refreshing, Sent, StoredCredential, TokenSource,
};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use crate::shop::{Created, PING, SHOP, TICKET, UPDATE, login};
use crate::support::poll_once;
use server::{Server, Wire};
use shelf::{Mood, Shelf};

const SECOND: Duration = Duration::from_secs(1);
const KEY: &str = "shop:shop-1:log_in";

/// A client as another process would have it: with a source of its own.
fn process(server: &Arc<Server>, store: impl CredentialStore + 'static) -> Client {
    Client::builder(&SHOP)
        .transport(Wire { server: server.clone(), start: Instant::now() })
        .token_source(login().account("shop-1"))
        .credential_store(store)
        .build()
        .unwrap()
}

fn paused<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.unwrap().block_on(future)
}

async fn update(client: &Client) -> Result<(), Error> {
    client.call(&UPDATE, TICKET).await
}

/// Fifty calls of each client at once.
async fn rush(clients: &[Client]) {
    let mut calls = JoinSet::new();
    for client in clients.iter().flat_map(|client| std::iter::repeat_n(client, 50)) {
        calls.spawn(client.call(&UPDATE, TICKET).into_future());
    }
    for result in calls.join_all().await {
        result.unwrap();
    }
}

#[test]
fn one_process_fetches_for_all() {
    paused(async {
        let (server, store) = (Server::new(7200), Shelf::new());
        let clients: Vec<_> = (0..8).map(|_| process(&server, store.clone())).collect();
        rush(&clients).await;
        assert_eq!(server.issued(), 1);
        for number in 2..=4 {
            server.reject_all_issued();
            rush(&clients).await;
            assert_eq!(server.issued(), number);
        }
        // A token that is kept needs no store.
        store.becomes(Mood::Hangs);
        rush(&clients).await;
    });
}

#[test]
fn an_expiring_token_is_renewed_by_one_process_while_the_others_use_it() {
    paused(async {
        let (server, store) = (Server::new(7200), Shelf::new());
        let (first, second) = (process(&server, store.clone()), process(&server, store.clone()));
        rush(&[first.clone(), second.clone()]).await;
        sleep(SECOND * 6950).await;
        *server.takes.lock().unwrap() = SECOND * 9;
        let renewing = tokio::spawn(first.call(&UPDATE, TICKET).into_future());
        sleep(SECOND).await;
        let begun = Instant::now();
        update(&second).await.unwrap();
        assert!(begun.elapsed() < SECOND, "{:?}", begun.elapsed());
        assert_eq!(server.used.lock().unwrap().last().unwrap(), "/ticket/update T1");
        renewing.await.unwrap().unwrap();
        // The second looks again after a while.
        sleep(SECOND * 2).await;
        update(&second).await.unwrap();
        assert_eq!(server.used.lock().unwrap().last().unwrap(), "/ticket/update T2");
        assert_eq!(server.issued(), 2);
    });
}

#[test]
fn a_token_of_another_process_expires_when_it_does_there() {
    paused(async {
        let (server, store) = (Server::new(100), Shelf::new());
        update(&process(&server, store.clone())).await.unwrap();
        sleep(SECOND * 80).await;
        let late = process(&server, store);
        update(&late).await.unwrap();
        sleep(SECOND * 9).await;
        update(&late).await.unwrap();
        assert_eq!(server.issued(), 1);
        sleep(SECOND * 2).await;
        update(&late).await.unwrap();
        assert_eq!(server.issued(), 2);
    });
}

#[test]
fn a_late_rejection_does_not_remove_the_next_token() {
    paused(async {
        let (server, store) = (Server::new(7200), Shelf::new());
        let (first, late) = (process(&server, store.clone()), process(&server, store));
        rush(&[first.clone(), late.clone()]).await;
        server.reject_all_issued();
        update(&first).await.unwrap();
        update(&late).await.unwrap();
        update(&first).await.unwrap();
        assert_eq!(server.issued(), 2);
    });
}

#[test]
fn a_process_that_ended_during_a_fetch_delays_the_others() {
    paused(async {
        let (server, store) = (Server::new(7200), Shelf::new());
        store.lease_to_nobody(10);
        let begun = Instant::now();
        let clients: Vec<_> = (0..8).map(|_| process(&server, store.clone())).collect();
        rush(&clients).await;
        let took = begun.elapsed();
        assert!((SECOND * 10..SECOND * 12).contains(&took), "{took:?}");
        assert_eq!(server.issued(), 1);

        // A call that cannot wait so long ends by its deadline.
        server.reject_all_issued();
        store.lease_to_nobody(10);
        let begun = Instant::now();
        let error = clients[0].call(&UPDATE, TICKET).deadline(SECOND * 3).await.unwrap_err();
        assert!(begun.elapsed() <= SECOND * 3, "{:?}", begun.elapsed());
        assert!(error.to_string().ends_with("none was fetched before the call's deadline"), "{error}");
        assert_eq!(error.sent(), Sent::Yes);
    });
}

#[test]
fn a_lease_is_extended_during_a_slow_fetch() {
    paused(async {
        let (server, store) = (Server::new(7200), Shelf::new());
        *server.takes.lock().unwrap() = SECOND * 25;
        let clients: Vec<_> = (0..3).map(|_| process(&server, store.clone())).collect();
        rush(&clients).await;
        assert_eq!(server.issued(), 1);
        let extended = store.asked.lock().unwrap().iter().filter(|what| **what == "lease").count();
        assert!(extended > 7, "{extended}");
    });
}

#[test]
fn a_dropped_call_does_not_keep_the_lease_from_its_own_process() {
    paused(async {
        let (server, store) = (Server::new(7200), Shelf::new());
        let client = process(&server, store);
        let mut dropped = client.call(&UPDATE, TICKET).into_future();
        assert!(poll_once(&mut dropped).is_pending());
        drop(dropped);
        let begun = Instant::now();
        update(&client).await.unwrap();
        assert!(begun.elapsed() < SECOND, "{:?}", begun.elapsed());
    });
}

#[test]
fn without_the_store_calls_go_on_with_the_known_token_and_then_fail() {
    paused(async {
        let (server, store) = (Server::new(7200), Shelf::new());
        let client = process(&server, store.clone());
        update(&client).await.unwrap();
        store.becomes(Mood::Fails);
        sleep(SECOND * 7000).await;
        update(&client).await.unwrap();
        let asked = store.asked.lock().unwrap().len();
        update(&client).await.unwrap();
        assert_eq!(store.asked.lock().unwrap().len(), asked, "after a failure there is a pause");
        sleep(SECOND * 200).await;
        let error = update(&client).await.unwrap_err();
        let said = "update_ticket: no token, nothing was sent: the credential store: connection refused";
        assert_eq!(error.to_string(), said);
        assert!(error.is_retryable() && error.sent() == Sent::No);
        assert!(matches!(&error, Error::Token(failure) if failure.source.store().is_some()));
        assert_eq!(server.issued(), 1, "no process fetches on its own");
        store.becomes(Mood::Answers);
        update(&client).await.unwrap();
    });
}

#[test]
fn a_store_that_does_not_answer_fails_after_two_seconds_or_at_the_deadline() {
    paused(async {
        let (server, store) = (Server::new(7200), Shelf::new());
        let client = process(&server, store.clone());
        store.becomes(Mood::Hangs);
        let begun = Instant::now();
        let error = update(&client).await.unwrap_err();
        assert!(error.to_string().ends_with("the credential store: no answer within 2 s"), "{error}");
        assert!((SECOND * 2..SECOND * 3).contains(&begun.elapsed()), "{:?}", begun.elapsed());

        let begun = Instant::now();
        let error = client.call(&UPDATE, TICKET).deadline(SECOND).await.unwrap_err();
        assert!(error.to_string().ends_with("none was fetched before the call's deadline"), "{error}");
        assert!(begun.elapsed() <= SECOND * 11 / 10, "{:?}", begun.elapsed());
        assert_eq!(server.issued(), 0);
    });
}

#[test]
fn a_token_that_cannot_be_stored_is_used_by_the_process_that_fetched_it() {
    paused(async {
        let (server, store) = (Server::new(7200), Shelf::new());
        store.becomes(Mood::FailsToStore);
        let client = process(&server, store.clone());
        update(&client).await.unwrap();
        update(&client).await.unwrap();
        assert_eq!(server.issued(), 1);
    });
}

#[test]
fn a_slow_process_does_not_replace_a_newer_token() {
    paused(async {
        let (server, store) = (Server::new(7200), Shelf::new());
        let (slow, quick) = (process(&server, store.clone()), process(&server, store.clone()));
        *server.takes.lock().unwrap() = SECOND * 20;
        let call = tokio::spawn(slow.call(&UPDATE, TICKET).into_future());
        sleep(SECOND).await;
        // As if the slow one could not extend its lease.
        store.leases.lock().unwrap().clear();
        *server.takes.lock().unwrap() = SECOND;
        update(&quick).await.unwrap();
        call.await.unwrap().unwrap();
        assert_eq!(*server.used.lock().unwrap(), ["/ticket/update T1", "/ticket/update T1"]);
        assert_eq!(server.issued(), 2);
    });
}

#[test]
fn a_value_of_another_version_is_replaced() {
    paused(async {
        let (server, store) = (Server::new(7200), Shelf::new());
        let value = (b"specwright-credential 2\n{\"token\":\"X\"}".to_vec(), None);
        store.values.lock().unwrap().insert(KEY.to_owned(), value);
        let (first, second) = (process(&server, store.clone()), process(&server, store));
        update(&first).await.unwrap();
        update(&second).await.unwrap();
        assert_eq!(server.issued(), 1);
    });
}

#[test]
fn an_expired_token_is_not_stored() {
    paused(async {
        let (server, store) = (Server::new(0), Shelf::new());
        update(&process(&server, store.clone())).await.unwrap();
        assert!(store.values.lock().unwrap().is_empty());
    });
}

#[test]
fn clients_of_one_process_share_a_store_in_memory() {
    paused(async {
        let (server, store) = (Server::new(7200), Arc::new(MemoryStore::new()));
        let clients: Vec<_> = (0..3).map(|_| process(&server, store.clone())).collect();
        rush(&clients).await;
        assert_eq!(server.issued(), 1);
        server.reject_all_issued();
        rush(&clients).await;
        assert_eq!(server.issued(), 2);
        assert_eq!(format!("{store:?}"), "MemoryStore");
    });
}

#[test]
fn accounts_do_not_share_and_a_store_requires_one() {
    paused(async {
        let (server, store) = (Server::new(7200), Shelf::new());
        let builder =
            || Client::builder(&SHOP).transport(Wire { server: server.clone(), start: Instant::now() });
        let first = process(&server, store.clone());
        let second = builder().token_source(login()).account("shop:2").credential_store(store.clone());
        rush(&[first, second.build().unwrap()]).await;
        assert_eq!(server.issued(), 2);
        let keys: Vec<_> = store.values.lock().unwrap().keys().cloned().collect();
        assert_eq!(keys, ["shop:shop%3A2:log_in", KEY]);

        for builder in
            [builder().token_source(login()), builder().token("T1"), builder().token("T1").account("")]
        {
            let error = builder.credential_store(store.clone()).build().unwrap_err();
            assert!(matches!(error, Error::Build(BuildError::NoAccount)), "{error}");
        }
    });
}

#[test]
fn a_source_that_is_shared_has_the_account_of_the_source() {
    let source = Arc::new(login().account("shop-1"));
    assert_eq!(TokenSource::account(&source), Some("shop-1"));
    assert_eq!(TokenSource::account(&Arc::new(FixedToken::new("T1"))), None);
}

#[test]
fn a_store_in_memory_keeps_what_is_newer_and_one_lease_for_each_key() {
    paused(async {
        let store = MemoryStore::new();
        let [key, other] = ["token", "ticket"].map(|name| CredentialKey::new("shop", "shop-1", name));
        let credential = |token: &str, minutes: u32| StoredCredential::new(token, SECOND * 60 * minutes);
        let token =
            async |key| store.get(key).await.unwrap().map(|stored| stored.token().expose().to_owned());

        assert_eq!(token(&key).await, None);
        assert!(store.put(&key, &credential("first", 10)).await.unwrap());
        assert!(store.put(&key, &credential("newer", 20)).await.unwrap());
        assert!(!store.put(&key, &credential("older", 5)).await.unwrap());
        assert_eq!((token(&key).await.as_deref(), token(&other).await), (Some("newer"), None));
        store.invalidate(&key, &"first".into()).await.unwrap();
        assert_eq!(token(&key).await.as_deref(), Some("newer"));
        store.invalidate(&key, &"newer".into()).await.unwrap();
        assert_eq!(token(&key).await, None);

        assert!(store.lease(&key, "one", SECOND).await.unwrap());
        assert!(store.lease(&key, "one", SECOND).await.unwrap());
        assert!(!store.lease(&key, "two", SECOND).await.unwrap());
        assert!(store.lease(&other, "two", SECOND).await.unwrap());
        store.release(&key, "two").await.unwrap();
        assert!(!store.lease(&key, "two", SECOND).await.unwrap());
        store.release(&key, "one").await.unwrap();
        // It ends by itself.
        assert!(store.lease(&key, "two", Duration::ZERO).await.unwrap());
        assert!(store.lease(&key, "one", SECOND).await.unwrap());
    });
}

/// A credential whose operation needs the token.
fn tickets() -> Credential {
    const TICKETS: Operation<(), Created> =
        Operation::new(OperationSpec { name: "fetch_ticket", path: "/ticket", auth: true, ..*PING.spec() });
    static FETCH_TICKET: Operation<(), Created> = TICKETS;
    let issued = |reply: &Created| Issued::new(reply.id.clone(), 7200);
    Credential::new("ticket", Refreshing::new(&FETCH_TICKET, (), issued))
}

#[test]
fn a_second_credential_is_fetched_with_the_token_and_shared() {
    paused(async {
        let (server, store) = (Server::new(7200), Shelf::new());
        let (first, second) = (process(&server, store.clone()), process(&server, store.clone()));
        let (of_first, of_second) = (tickets(), tickets());
        let mut calls = JoinSet::new();
        for (client, source) in [(&first, &of_first), (&second, &of_second)] {
            for _ in 0..20 {
                calls.spawn(client.credential(source));
            }
        }
        for ticket in calls.join_all().await {
            assert_eq!(ticket.unwrap().expose(), "ticket-1");
        }
        assert_eq!((server.issued(), server.tickets.load(Ordering::SeqCst)), (1, 1));
        let keys: Vec<_> = store.values.lock().unwrap().keys().cloned().collect();
        assert_eq!(keys, [KEY, "shop:shop-1:ticket"]);

        // The call for it has its rejected token replaced, as any other has.
        server.reject_all_issued();
        of_first.invalidate(&"ticket-1".into());
        assert_eq!(first.credential(&of_first).await.unwrap().expose(), "ticket-2");
        assert_eq!((server.issued(), server.tickets.load(Ordering::SeqCst)), (2, 2));
        of_second.invalidate(&"ticket-1".into());
        assert_eq!(second.credential(&of_second).await.unwrap().expose(), "ticket-2");
    });
}

#[test]
fn a_second_credential_without_a_token_is_an_error() {
    paused(async {
        let server = Server::new(7200);
        let transport = Wire { server, start: Instant::now() };
        let client = Client::builder(&SHOP).transport(transport).build().unwrap();
        let error = client.credential(&tickets()).await.unwrap_err();
        let said = "ticket: no token, nothing was sent: fetch_ticket: no token, nothing was sent: the client has no token source";
        assert_eq!(error.to_string(), said);
    });
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_client_shares_the_store() {
    use specwright_runtime::{HttpRequest, HttpResponse, TransportError, blocking};

    struct Plain(Arc<Server>);

    impl blocking::Transport for Plain {
        fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
            Ok(self.0.answer(&request))
        }
    }

    let (server, store) = (Server::new(7200), Arc::new(MemoryStore::new()));
    let client = || {
        let builder = blocking::Client::builder(&SHOP).transport(Plain(server.clone()));
        builder.token_source(login().account("shop-1")).credential_store(store.clone()).build().unwrap()
    };
    let clients = [client(), client(), client(), client()];
    std::thread::scope(|scope| {
        for client in &clients {
            scope.spawn(|| {
                for _ in 0..50 {
                    client.call(&UPDATE, TICKET).send().unwrap();
                }
            });
        }
    });
    assert_eq!(server.issued(), 1);
    assert_eq!(clients[0].credential(&tickets()).unwrap().expose(), "ticket-1");
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_fetch_ends_before_its_lease() {
    use std::sync::Mutex;

    use specwright_runtime::{
        BoxFuture, HttpRequest, Transport, TransportError, TransportErrorKind, blocking,
    };
    use tokio::time::advance;

    use crate::support::Outcome;

    /// Lets time pass while it blocks, and records which owner then has the lease.
    struct Slow {
        wire: Wire,
        store: Arc<Shelf>,
        leases: Arc<Mutex<Vec<bool>>>,
    }

    impl blocking::Transport for Slow {
        fn send(&self, request: HttpRequest) -> Outcome {
            if request.url.path() != "/token" {
                return Ok(self.wire.server.answer(&request));
            }
            let takes = *self.wire.server.takes.lock().unwrap();
            let timeout = request.timeout.unwrap_or(Duration::MAX);
            self.sleep(takes.min(timeout));
            let leases = self.store.leases.lock().unwrap();
            self.leases.lock().unwrap().push(leases.values().any(|(_, end)| Instant::now() < *end));
            match takes > timeout {
                true => Err(TransportError::new(TransportErrorKind::Timeout, Sent::Maybe)),
                false => Ok(self.wire.server.answer(&request)),
            }
        }

        fn sleep(&self, duration: Duration) {
            let mut advance: BoxFuture<'_, ()> = Box::pin(advance(duration));
            let _ = poll_once(&mut advance);
        }

        fn now(&self) -> Duration {
            self.wire.now()
        }
    }

    paused(async {
        let (server, store, leases) = (Server::new(7200), Shelf::new(), Arc::default());
        let wire = Wire { server: server.clone(), start: Instant::now() };
        let transport = Slow { wire, store: store.clone(), leases: Arc::clone(&leases) };
        let client = blocking::Client::builder(&SHOP)
            .transport(transport)
            .timeout(SECOND * 90)
            .deadline(None)
            .token_source(login().account("shop-1"))
            .credential_store(store)
            .build()
            .unwrap();
        *server.takes.lock().unwrap() = SECOND * 25;
        client.call(&UPDATE, TICKET).send().unwrap();

        server.reject_all_issued();
        *server.takes.lock().unwrap() = SECOND * 60;
        let begun = Instant::now();
        let error = client.call(&UPDATE, TICKET).send().unwrap_err();
        assert!(begun.elapsed() < SECOND * 30, "{:?}", begun.elapsed());
        assert!(matches!(&error, Error::Token(_)) && error.is_retryable(), "{error}");
        assert_eq!(server.issued(), 1);
        let leases = leases.lock().unwrap();
        assert!(leases.len() >= 2 && leases.iter().all(|held| *held), "{leases:?}");
    });
}

#[cfg(feature = "tracing")]
#[test]
fn a_failure_of_the_store_is_an_event_without_the_token() {
    let (server, store) = (Server::new(7200), Shelf::new());
    let call = || async {
        let client = process(&server, store.clone());
        update(&client).await.unwrap();
        store.becomes(Mood::Fails);
        sleep(SECOND * 7000).await;
        update(&client).await.unwrap();
    };
    let ((), lines) = crate::witness::Witness::watch(|| paused(call()));
    let said = "WARN message=the credential store failed credential=shop:shop-1:log_in \
                error=the credential store: connection refused";
    assert_eq!(lines.iter().filter(|line| line.trim_start() == said).count(), 1, "{lines:#?}");
    assert!(!lines.iter().any(|line| line.contains("T1")), "{lines:#?}");
}
