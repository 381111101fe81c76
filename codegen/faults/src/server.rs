//! A server on loopback that fails, and counts what it was asked for and what it carried out.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::fault::Fault;

/// How long no connection is accepted.
const CLOSED: Duration = Duration::from_millis(20);

/// What the server has seen of the calls, by their names.
#[derive(Debug, Default)]
pub struct Seen {
    /// How often the head of a request was read.
    pub received: BTreeMap<String, usize>,
    /// How often a request was carried out.
    pub carried_out: BTreeMap<String, usize>,
    /// How often each fault occurred.
    pub faults: BTreeMap<Fault, usize>,
    /// The number of tokens that were sent. Of some, the call has reached its deadline before.
    pub fetches: usize,
    /// The tokens with which calls were made.
    pub tokens: BTreeSet<String>,
    /// The numbers of the tokens up to this one have expired.
    expired: usize,
    /// The number of times that the current token expired.
    pub expiries: usize,
    /// The number of connections to the server that redirects name.
    pub redirected: usize,
}

impl Seen {
    fn is_valid(&self, token: &str) -> bool {
        let number = token.strip_prefix("T0KEN-").and_then(|rest| rest.strip_suffix('-'));
        number.and_then(|number| number.parse::<usize>().ok()).is_some_and(|number| number > self.expired)
    }
}

/// The running server. It ends with its runtime.
#[derive(Clone, Debug)]
pub struct Server {
    seen: Arc<Mutex<Seen>>,
    random: Arc<Mutex<fastrand::Rng>>,
    address: SocketAddr,
    elsewhere: SocketAddr,
    deadline: Duration,
    huge_bytes: usize,
}

impl Server {
    /// Starts the server in the current runtime.
    ///
    /// # Errors
    ///
    /// Returns an error if no port of the loopback address can be had.
    pub async fn start(seed: u64, deadline: Duration, huge_bytes: usize) -> io::Result<Server> {
        let (listener, elsewhere) = (bind().await?, bind().await?);
        let server = Server {
            seen: Arc::default(),
            random: Arc::new(Mutex::new(fastrand::Rng::with_seed(seed))),
            address: listener.local_addr()?,
            elsewhere: elsewhere.local_addr()?,
            deadline,
            huge_bytes,
        };
        let redirected = server.clone();
        tokio::spawn(async move {
            while elsewhere.accept().await.is_ok() {
                redirected.seen().redirected += 1;
            }
        });
        let accepting = server.clone();
        tokio::spawn(async move {
            let mut listener = listener;
            while let Ok((stream, _)) = listener.accept().await {
                let server = accepting.clone();
                // A connection that the client has closed ends with an error.
                tokio::spawn(async move { server.serve(stream).await });
                if accepting.is_one_in(20) {
                    accepting.count(Fault::Refused);
                    drop(listener);
                    tokio::time::sleep(CLOSED).await;
                    let Ok(again) = TcpListener::bind(accepting.address).await else { return };
                    listener = again;
                }
            }
        });
        Ok(server)
    }

    /// The address for the client.
    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What was seen so far.
    pub fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_one_in(&self, many: u32) -> bool {
        self.random.lock().unwrap_or_else(PoisonError::into_inner).u32(..many) == 0
    }

    /// Half of the requests have no fault.
    fn next_fault(&self) -> Fault {
        if self.is_one_in(2) {
            return Fault::None;
        }
        let chosen = self.random.lock().unwrap_or_else(PoisonError::into_inner).choice(Fault::ALL);
        chosen.filter(|fault| *fault != Fault::Refused).unwrap_or(Fault::None)
    }

    async fn serve(&self, mut stream: TcpStream) -> io::Result<()> {
        let mut buffer = Vec::new();
        loop {
            let fault = self.next_fault();
            if fault == Fault::ResetBefore {
                self.count(fault);
                return reset(&stream);
            }
            let Some(head) = read_head(&mut stream, &mut buffer).await? else { return Ok(()) };
            if fault == Fault::ResetDuring && !head.contains("stable_token") {
                self.count(fault);
                return reset(&stream);
            }
            let length = content_length(&head);
            while buffer.len() < length {
                if stream.read_buf(&mut buffer).await? == 0 {
                    return Ok(());
                }
            }
            let body: Vec<u8> = buffer.drain(..length).collect();
            if head.contains("stable_token") {
                let fault = if fault.is_of_tokens() { fault } else { Fault::None };
                let reply = if fault == Fault::None { self.issue() } else { Value::Null };
                if self.answer(&mut stream, fault, &reply, "").await? {
                    continue;
                }
                return Ok(());
            }
            let name = name_of(&body);
            *self.seen().received.entry(name.clone()).or_default() += 1;
            // A server may repeat the token in what it says.
            let token = token_of(&head);
            self.seen().tokens.insert(token.to_owned());
            if !self.is_valid(token) {
                stream.write_all(&expired(token)).await?;
                continue;
            }
            self.count(fault);
            if fault.is_carried_out() {
                *self.seen().carried_out.entry(name.clone()).or_default() += 1;
            }
            let created = json!({ "errcode": 0, "errmsg": "ok", "card_id": name });
            if !self.answer(&mut stream, fault, &created, token).await? {
                return Ok(());
            }
        }
    }

    fn count(&self, fault: Fault) {
        *self.seen().faults.entry(fault).or_default() += 1;
    }

    /// A token that is valid until the next expiry, as the others since the last one.
    fn issue(&self) -> Value {
        let mut seen = self.seen();
        seen.fetches += 1;
        json!({ "access_token": format!("T0KEN-{}-", seen.fetches), "expires_in": 7200 })
    }

    fn is_valid(&self, token: &str) -> bool {
        self.seen().is_valid(token)
    }

    /// Invalidates all tokens, if this one is valid. Of several requests that do so at once, one counts.
    fn expire(&self, token: &str) {
        let mut seen = self.seen();
        if seen.is_valid(token) {
            seen.expiries += 1;
            seen.expired = seen.fetches;
        }
    }

    /// Answers a request; whether the connection can be used again.
    async fn answer(
        &self,
        stream: &mut TcpStream,
        fault: Fault,
        body: &Value,
        token: &str,
    ) -> io::Result<bool> {
        let (good, text) = (reply(body), body.to_string());
        let half = good.len() / 2;
        let after = self.deadline * 3 / 2;
        match fault {
            Fault::Refused | Fault::ResetBefore | Fault::ResetDuring | Fault::ResetAfter => reset(stream)?,
            Fault::None => stream.write_all(&good).await?,
            Fault::HalfHead => stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Le").await?,
            Fault::SlowHead => drip(stream, b"HTTP/1.1 200 OK\r\n", after).await?,
            Fault::SlowBody => {
                let (start, rest) = good.split_at(half);
                stream.write_all(start).await?;
                drip(stream, rest, after).await?;
            }
            Fault::Late => {
                tokio::time::sleep(after).await;
                stream.write_all(&good).await?;
            }
            Fault::ShortBody => stream.write_all(good.split_at(good.len() - 1).0).await?,
            Fault::LongBody => {
                stream.write_all(&good).await?;
                stream.write_all(b"{}").await?;
            }
            Fault::Interim => {
                stream.write_all(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n").await?;
                stream.write_all(&good).await?;
            }
            Fault::TruncatedJson => {
                stream.write_all(&message("200 OK", "", text.split_at(text.len() / 2).0.as_bytes())).await?;
            }
            Fault::TwoDocuments => {
                stream.write_all(&message("200 OK", "", format!("{text}{text}").as_bytes())).await?;
            }
            Fault::Compressed => {
                let head = "Content-Encoding: gzip\r\n";
                stream.write_all(&message("200 OK", head, text.as_bytes())).await?;
            }
            Fault::Huge => {
                stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").await?;
                let chunk = [b"10000\r\n", &[b' '; 65536][..], b"\r\n"].concat();
                for _ in 0..self.huge_bytes / 65536 {
                    stream.write_all(&chunk).await?;
                }
            }
            Fault::Redirect => {
                let head = format!("Location: http://{}/?access_token={token}\r\n", self.elsewhere);
                stream.write_all(&message("302 Found", &head, b"")).await?;
            }
            Fault::Html => {
                let page = format!("<html><body>{token} s3cret</body></html>");
                stream.write_all(&message("502 Bad Gateway", "", page.as_bytes())).await?;
            }
            Fault::Gbk => {
                let start = b"{\"error\":\"\xb3\xc9\xb9\xa6\",";
                let body = [&start[..], text.trim_start_matches('{').as_bytes()].concat();
                stream.write_all(&message("200 OK", "", &body)).await?;
            }
            Fault::TokenExpired => {
                self.expire(token);
                stream.write_all(&expired(token)).await?;
            }
            Fault::Busy => stream.write_all(&reply(&json!({ "errcode": -1, "errmsg": "busy" }))).await?,
        }
        Ok(matches!(
            fault,
            Fault::None | Fault::Interim | Fault::Redirect | Fault::TokenExpired | Fault::Busy
        ))
    }
}

async fn bind() -> io::Result<TcpListener> {
    TcpListener::bind("127.0.0.1:0").await
}

/// Makes the end of a connection a reset.
fn reset(stream: &TcpStream) -> io::Result<()> {
    stream.set_zero_linger()
}

/// Sends the bytes in eight parts over a time.
async fn drip(stream: &mut TcpStream, bytes: &[u8], time: Duration) -> io::Result<()> {
    for part in bytes.chunks(bytes.len().div_ceil(8)) {
        tokio::time::sleep(time / 8).await;
        stream.write_all(part).await?;
    }
    Ok(())
}

/// The head of the next request; `None` if the client has closed the connection.
async fn read_head(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<Option<String>> {
    loop {
        if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            let head: Vec<u8> = buffer.drain(..end + 4).collect();
            return Ok(Some(String::from_utf8_lossy(&head).into_owned()));
        }
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    }
}

fn content_length(head: &str) -> usize {
    let lines = head.lines().filter_map(|line| line.split_once(':'));
    let length = lines.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    length.filter_map(|(_, value)| value.trim().parse().ok()).next().unwrap_or(0)
}

/// The name of a call, which is in a text of the ticket.
fn name_of(body: &[u8]) -> String {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let detail = body.pointer("/card/meeting_ticket/meeting_detail").and_then(Value::as_str);
    detail.unwrap_or_default().to_owned()
}

/// The token in the query of a request.
fn token_of(head: &str) -> &str {
    let token = head.split_once("access_token=").map(|(_, rest)| rest);
    token.and_then(|rest| rest.split(['&', ' ']).next()).unwrap_or_default()
}

fn expired(token: &str) -> Vec<u8> {
    reply(&json!({ "errcode": 42001, "errmsg": format!("{token} has expired") }))
}

fn reply(body: &Value) -> Vec<u8> {
    message("200 OK", "", body.to_string().as_bytes())
}

fn message(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}
