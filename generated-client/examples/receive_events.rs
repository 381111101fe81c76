//! A web service that receives events: it answers the check of its address, verifies and decrypts what arrives, answers at
//! once and works afterwards, and recognises events that are repeated. It needs no account and no network, since it plays
//! the part of WeChat itself: `cargo run -p wechat-tickets --example receive_events --features events,mock`.

#[path = "common/serve.rs"]
mod serve;

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::routing::get;
use tokio::sync::mpsc;
use wechat_tickets::events::{
    CARD_EVENTS, Delivery, EventError, EventErrorKind, EventKey, Received, Receiver,
};
use wechat_tickets::runtime::{HttpBody, HttpRequest, HttpResponse, ReqwestTransport, Transport, Url};
use wechat_tickets::*;

/// What was entered on the platform's page, with the address of the service.
const TOKEN: &str = "myCallbackToken";
const ENCODING_AES_KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const APPID: &str = "wx0123456789abcdef";

type Failure = Box<dyn std::error::Error + Send + Sync>;
type TicketReceiver = Receiver<EventHead, CardEvent>;
type TicketEvent = Received<EventHead, CardEvent>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let (queue, mut events) = mpsc::channel(1000);
    let service = Arc::new(Service { receiver: receiver(TOKEN)?, seen: Mutex::default(), queue });
    let router = Router::new().route("/wechat", get(check).post(receive)).with_state(service);
    let address = format!("{}/wechat", serve::serve(router).await?);
    // The work is done by another task, so that no answer waits for it.
    let work = tokio::spawn(async move {
        let mut done = Vec::new();
        while let Some(event) = events.recv().await {
            let line = work_on(&event);
            println!("  done: {line}");
            done.push(line);
            if matches!(event.event, CardEvent::UserConsumeCard(_)) {
                break;
            }
        }
        done
    });

    play(&address).await?;
    let done = tokio::time::timeout(Duration::from_secs(10), work).await??;
    assert_eq!(
        done,
        [
            "oHfb1uReader0001AbCdEfGhIjKl took ticket 198374613512 (channel foyer)",
            "not ours: subscribe",
            "ticket 198374613512 was redeemed (FROM_API)",
        ]
    );
    Ok(())
}

fn receiver(token: &str) -> Result<TicketReceiver, EventError> {
    Receiver::builder(&CARD_EVENTS).secret(token).key(ENCODING_AES_KEY).id(APPID).build()
}

struct Service {
    receiver: TicketReceiver,
    seen: Mutex<Seen>,
    queue: mpsc::Sender<TicketEvent>,
}

/// The keys of the latest events. Several machines would keep them in a database, for a day.
#[derive(Default)]
struct Seen {
    keys: HashSet<EventKey>,
    order: VecDeque<EventKey>,
}

impl Seen {
    const MAX: usize = 10_000;

    /// Whether the event is new.
    fn insert(&mut self, key: &EventKey) -> bool {
        if !self.keys.insert(key.clone()) {
            return false;
        }
        self.order.push_back(key.clone());
        if self.order.len() > Self::MAX {
            self.order.pop_front().map(|oldest| self.keys.remove(&oldest));
        }
        true
    }
}

/// The check of the address, which WeChat makes when it is entered.
async fn check(State(service): State<Arc<Service>>, RawQuery(query): RawQuery) -> (StatusCode, String) {
    let query = query.unwrap_or_default();
    match service.receiver.answer_check(&Delivery::default().query(&query)) {
        Ok(echo) => (StatusCode::OK, echo),
        Err(error) => refuse(&error),
    }
}

/// An event. The answer must arrive within five seconds, so it says only that the event is in the queue.
async fn receive(
    State(service): State<Arc<Service>>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> (StatusCode, String) {
    let query = query.unwrap_or_default();
    let event = match service.receiver.receive(&Delivery::new(&body).query(&query)) {
        Ok(event) => event,
        Err(error) => return refuse(&error),
    };
    let acknowledged = (StatusCode::OK, service.receiver.acknowledgement().to_owned());
    // A full queue is answered with an error, so that WeChat sends the event again.
    let Ok(place) = service.queue.try_reserve() else {
        return (StatusCode::SERVICE_UNAVAILABLE, String::new());
    };
    if service.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(&event.key) {
        place.send(event);
    }
    acknowledged
}

/// The reason is for the log of the service. Who sent the request is not told it.
fn refuse(error: &EventError) -> (StatusCode, String) {
    println!("  refused: {error}");
    let status = match error.kind() {
        EventErrorKind::Signature | EventErrorKind::Encryption | EventErrorKind::Id => StatusCode::FORBIDDEN,
        EventErrorKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::BAD_REQUEST,
    };
    (status, String::new())
}

fn work_on(event: &TicketEvent) -> String {
    match &event.event {
        CardEvent::UserGetCard(taken) => {
            let channel = taken.outer_str.as_deref().unwrap_or("none");
            let person = &event.common.from_user_name;
            format!("{person} took ticket {} (channel {channel})", taken.user_card_code)
        }
        CardEvent::UserConsumeCard(used) => {
            format!("ticket {} was redeemed ({})", used.user_card_code, used.consume_source)
        }
        CardEvent::Unknown(other) => {
            format!("not ours: {}", other.value()["Event"].as_str().unwrap_or("a message"))
        }
        other => format!("{other:?}"),
    }
}

/// Sends what WeChat would send.
async fn play(address: &str) -> Result<(), Failure> {
    let wechat = receiver(TOKEN)?;
    let now = Timestamp::from(SystemTime::now());

    println!("the check of the address:");
    // SHA-1 of the sorted token, timestamp and nonce.
    let query =
        "signature=565714c8ff3a09d3441036fb16a2930977d3d4d0&timestamp=1760000100&nonce=998877&echostr=4711";
    let reply = send(Method::Get, address, query, "").await?;
    assert_eq!((reply.status, &*reply.body), (200, b"4711".as_slice()));

    println!("a ticket is taken, and the event is delivered twice:");
    let head = |seconds: i64| {
        EventHead::new(event_head::Required {
            to_user_name: "gh_0123456789ab".to_owned(),
            from_user_name: "oHfb1uReader0001AbCdEfGhIjKl".to_owned(),
            create_time: Timestamp::from_unix_seconds(seconds),
            msg_type: "event".to_owned(),
        })
    };
    let taken = UserGetCard::new(user_get_card::Required {
        card_id: "pXampleCard0001AbCdEfGhIjKlMn".to_owned(),
        user_card_code: "198374613512".to_owned(),
    })
    .outer_str("foyer");
    for _ in 0..2 {
        let event = wechat.sign(&head(1_760_000_100), &taken.clone().into(), now)?;
        let reply = send(Method::Post, address, &event.query, &event.body).await?;
        assert_eq!((reply.status, &*reply.body), (200, b"success".as_slice()));
    }

    println!("an event of another kind:");
    let subscribed = "<xml><ToUserName>gh_0123456789ab</ToUserName><FromUserName>oHfb1u</FromUserName>\
                      <CreateTime>1760000200</CreateTime><MsgType>event</MsgType><Event>subscribe</Event></xml>";
    let event = wechat.sign_text(subscribed, now)?;
    assert_eq!(send(Method::Post, address, &event.query, &event.body).await?.status, 200);

    println!("somebody who does not know the token:");
    let forged = receiver("guessed")?.sign_text(subscribed, now)?;
    assert_eq!(send(Method::Post, address, &forged.query, &forged.body).await?.status, 403);
    println!("somebody who has seen the query of an event, and sends another body:");
    assert_eq!(send(Method::Post, address, &event.query, subscribed).await?.status, 403);

    println!("the ticket is redeemed:");
    let used = UserConsumeCard::new(user_consume_card::Required {
        card_id: "pXampleCard0001AbCdEfGhIjKlMn".to_owned(),
        user_card_code: "198374613512".to_owned(),
        consume_source: ConsumeSource::Api,
    });
    let event = wechat.sign(&head(1_760_000_300), &used.into(), now)?;
    assert_eq!(send(Method::Post, address, &event.query, &event.body).await?.status, 200);
    Ok(())
}

async fn send(method: Method, address: &str, query: &str, body: &str) -> Result<HttpResponse, Failure> {
    let mut request = HttpRequest::new(method, Url::parse(&format!("{address}?{query}"))?);
    request.body = (!body.is_empty()).then(|| HttpBody::from(body.as_bytes().to_vec()));
    let response = ReqwestTransport::new()?.send(request).await?;
    println!("  answered {} {}", response.status, String::from_utf8_lossy(&response.body));
    Ok(response)
}
