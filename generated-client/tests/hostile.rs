//! A hostile server on loopback: tokens that expire during a thousand calls, and endless bodies.
#![cfg(all(feature = "rustls", feature = "blocking", feature = "tracing"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::Semaphore;
use wechat_tickets::runtime::{
    BoxFuture, HttpRequest, HttpResponse, ReqwestTransport, Sent, TransportError, TransportErrorKind,
};
use wechat_tickets::*;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate, matchers};

#[path = "common/listener.rs"]
mod listener;

const CALLS: usize = 1000;

/// Issues tokens of which only the latest is valid, and counts.
#[derive(Default)]
struct Office {
    issued: AtomicUsize,
    /// Tokens below this number have expired.
    oldest_good: AtomicUsize,
    /// How often each card was requested, and how often it was created.
    cards: Mutex<BTreeMap<String, (usize, usize)>>,
}

impl Office {
    fn answer(&self, request: &Request) -> Value {
        if request.url.path().ends_with("stable_token") {
            let number = self.issued.fetch_add(1, Ordering::SeqCst) + 1;
            return json!({ "access_token": format!("T0KEN-{number}"), "expires_in": 7200 });
        }
        let number: usize = request.url.query().unwrap().rsplit('-').next().unwrap().parse().unwrap();
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        let detail = body["card"]["meeting_ticket"]["meeting_detail"].as_str().unwrap();
        let mut cards = self.cards.lock().unwrap();
        let (asked, made) = cards.entry(detail.to_owned()).or_default();
        *asked += 1;
        if number < self.oldest_good.load(Ordering::SeqCst) {
            return json!({ "errcode": "42001", "errmsg": format!("T0KEN-{number} has expired") });
        }
        *made += 1;
        json!({ "errcode": 0, "card_id": detail })
    }

    /// Invalidates every token that was issued so far.
    fn expire(&self) {
        self.oldest_good.store(self.issued.load(Ordering::SeqCst) + 1, Ordering::SeqCst);
    }

    /// Asserts one fetch at first and one after the expiry, and that no card was requested more than twice or created
    /// twice.
    fn assert_calm(&self, calls: usize) {
        assert_eq!(self.issued.load(Ordering::SeqCst), 2, "fetches of a token");
        let cards = self.cards.lock().unwrap();
        assert_eq!(cards.len(), calls);
        for (card, (asked, made)) in cards.iter() {
            assert!(*asked <= 2, "{card}: asked for {asked} times");
            assert_eq!(*made, 1, "{card}");
        }
    }
}

struct Shared(Arc<Office>);

impl Respond for Shared {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        ResponseTemplate::new(200).set_body_json(self.0.answer(request))
    }
}

async fn office() -> (Arc<Office>, MockServer) {
    let (office, server) = (Arc::new(Office::default()), MockServer::start().await);
    Mock::given(matchers::any()).respond_with(Shared(office.clone())).mount(&server).await;
    (office, server)
}

/// Few connections for many calls, so that the test does not run out of file descriptors.
struct Narrow(ReqwestTransport, Semaphore);

impl Transport for Narrow {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let _turn = self.1.acquire().await.unwrap();
            self.0.send(request).await
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.0.sleep(duration)
    }
}

fn ticket(detail: &str) -> MeetingTicket {
    let base = BaseInfo::new(base_info::Required {
        logo_url: lit!("https://tickets.example.com/logo.png"),
        code_type: CodeType::Text,
        brand_name: lit!("票务公司"),
        title: lit!("年会入场券"),
        color: Color::Color010,
        notice: lit!("请向检票员出示"),
        description: lit!("一人一票。"),
        sku: Sku::new(500),
        date_info: FixedRange::new(fixed_range::Required {
            begin_timestamp: Timestamp::from_unix_seconds(1_764_547_200),
            end_timestamp: Timestamp::from_unix_seconds(1_764_633_599),
        })
        .into(),
    });
    MeetingTicket::new(base, detail.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_expires_during_a_thousand_calls_is_renewed_once() {
    listener::listen();
    let (office, server) = office().await;
    let client = Client::builder()
        .transport(Narrow(ReqwestTransport::new().unwrap(), Semaphore::new(64)))
        .server(server.uri())
        .token_source(StableToken::new(stable_token_request::Required {
            appid: "wx0123456789".into(),
            secret: "s3cret".into(),
        }))
        .build()
        .unwrap();
    client.create_meeting_ticket(ticket("first")).await.unwrap();
    office.expire();
    let mut calls = tokio::task::JoinSet::new();
    for number in 0..CALLS {
        let client = client.clone();
        calls.spawn(async move { client.create_meeting_ticket(ticket(&format!("{number}"))).await });
    }
    while let Some(card) = calls.join_next().await {
        card.unwrap().unwrap();
    }
    office.assert_calm(CALLS + 1);
    listener::assert_heard_no_secret(&["specwright_runtime", "reqwest", "hyper_util"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_with_the_blocking_client_inside_a_runtime() {
    listener::listen();
    let (office, server) = office().await;
    let source = StableToken::new(stable_token_request::Required {
        appid: "wx0123456789".into(),
        secret: "s3cret".into(),
    });
    let client = blocking::Client::builder().server(server.uri()).token_source(source).build().unwrap();
    let first = client.clone();
    let create = move |detail: &str| client.create_meeting_ticket(ticket(detail)).send().unwrap();
    tokio::task::spawn_blocking(move || first.create_meeting_ticket(ticket("first")).send())
        .await
        .unwrap()
        .unwrap();
    office.expire();
    let mut threads = tokio::task::JoinSet::new();
    for thread in 0..40 {
        let create = create.clone();
        threads.spawn_blocking(move || {
            for number in 0..CALLS / 40 {
                create(&format!("{thread}.{number}"));
            }
        });
    }
    while let Some(thread) = threads.join_next().await {
        thread.unwrap();
    }
    office.assert_calm(CALLS + 1);
    listener::assert_heard_no_secret(&["specwright_runtime"]);
}

/// Sends 200 MB for one request, or as much as the client reads. The thread returns the number of bytes.
fn flood() -> (String, std::thread::JoinHandle<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 65536]);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        let chunk = [b"10000\r\n", &[b' '; 65536][..], b"\r\n"].concat();
        (0..200_000_000 / 65536).take_while(|_| stream.write_all(&chunk).is_ok()).count() * 65536
    });
    (address, server)
}

fn assert_bounded(error: Error, server: std::thread::JoinHandle<usize>) {
    let Error::Transport(failure) = &error else { panic!("{error}") };
    assert_eq!(failure.source.kind(), TransportErrorKind::TooLarge);
    assert_eq!((error.sent(), error.is_retryable()), (Sent::Yes, false));
    let taken = server.join().unwrap();
    // Bytes in flight when the client closes the connection count, too.
    assert!(taken < 100_000_000, "{taken} bytes were taken");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_of_two_hundred_megabytes_is_not_read_completely() {
    let cancel = || BoardingPassCheckIn::cancel("0023456789");
    let (address, server) = flood();
    let client = Client::builder().server(address).token("T").build().unwrap();
    let error = client.check_in_boarding_pass(cancel()).await.unwrap_err();
    drop(client);
    assert_bounded(error, server);

    let (address, server) = flood();
    let client = blocking::Client::builder().server(address).token("T").build().unwrap();
    let error = client.check_in_boarding_pass(cancel()).send().unwrap_err();
    drop(client);
    assert_bounded(error, server);
}
