//! Three programs, each in a process of its own, that get their token from one server, which alone knows the app's secret.
//! It needs no account and no network: `cargo run -p wechat-tickets --example token_server`.

mod common;
#[path = "common/service.rs"]
mod service;

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::{Json, Router, extract::State, http::StatusCode, routing::post};
use common::{Failure, Server};
use serde::{Deserialize, Serialize};
use specwright_workbench::mock::MockRequest;
use wechat_tickets::runtime::{BoxFuture, Exchange, HttpRequest, TokenError, Url};
use wechat_tickets::*;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [api, tokens] = arguments.as_slice() {
        return desk(api, tokens).await;
    }
    let api = Server::start()?;
    let keeper = Keeper {
        api: Client::builder().server(api.address()).build()?,
        request: StableTokenRequest::new(stable_token_request::Required {
            appid: "wx1f2e3d4c5b6a7988".into(),
            secret: "the app's secret".into(),
        }),
        kept: tokio::sync::Mutex::default(),
    };
    let router = Router::new().route("/token", post(give)).with_state(Arc::new(keeper));
    let tokens = format!("{}/token", service::serve(router).await?);
    let mut desks = (0..3).map(|_| Desk::open(&api.address(), &tokens)).collect::<Result<Vec<_>, _>>()?;

    println!("three processes call at once, and none has a token:");
    call(&mut desks)?;
    println!("tokens fetched from the API: {}\n", fetched(&api)?);
    assert_eq!(fetched(&api)?, 1);

    service::control(&api, MockRequest::new("POST", "/__mock/expire-tokens"))?;
    println!("the API forgets the token, so that it rejects all three, and they ask for another:");
    call(&mut desks)?;
    println!("tokens fetched from the API: {}", fetched(&api)?);
    assert_eq!(fetched(&api)?, 2);
    Ok(())
}

/// What each of the processes does: it calls the API once for every line that it is sent.
async fn desk(api: &str, tokens: &str) -> Result<(), Failure> {
    let source = Central::new(Url::parse(tokens)?);
    let client = Client::builder().server(api).token_source(source).build()?;
    for line in io::stdin().lines() {
        line?;
        client.check_in_boarding_pass(BoardingPassCheckIn::cancel("198374613512")).await?;
        println!("called");
    }
    Ok(())
}

/// One of the processes, as this one sees it. It ends when nothing more can be sent to it.
struct Desk {
    process: Child,
    lines: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Desk {
    fn open(api: &str, tokens: &str) -> Result<Self, Failure> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args([api, tokens]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn()?;
        let lines = process.stdin.take().ok_or("it cannot be written to")?;
        let answers = BufReader::new(process.stdout.take().ok_or("it cannot be read from")?);
        Ok(Self { process, lines, answers })
    }
}

/// Every process calls, all at the same time.
fn call(desks: &mut [Desk]) -> Result<(), Failure> {
    for desk in desks.iter_mut() {
        writeln!(desk.lines, "call")?;
    }
    for desk in desks {
        let mut answer = String::new();
        desk.answers.read_line(&mut answer)?;
        let number = desk.process.id();
        if answer.is_empty() {
            return Err(format!("the process {number} has failed").into());
        }
        println!("process {number}: {}", answer.trim_end());
    }
    Ok(())
}

/// How many tokens the API has given out.
fn fetched(api: &Server) -> Result<usize, Failure> {
    let requests = service::control(api, MockRequest::new("GET", "/__mock/requests"))?;
    let requests = requests.as_array().ok_or("no list of requests")?;
    Ok(requests.iter().filter(|request| request["operation"] == "fetch_stable_access_token").count())
}

/// What a client sends to the token server: the token that the API rejected, if it comes because of one.
#[derive(Serialize, Deserialize)]
struct Ask {
    rejected: Option<String>,
}

/// What the token server answers.
#[derive(Serialize, Deserialize)]
struct Given {
    access_token: String,
}

/// A client's side: where the token server is, and what it gave last.
struct Central {
    address: Url,
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    token: Option<AccessToken>,
    rejected: Option<AccessToken>,
}

impl Central {
    fn new(address: Url) -> Self {
        Self { address, held: Mutex::default() }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the token server over the client's own transport, within the call's deadline.
    async fn ask(&self, exchange: Exchange<'_>) -> Result<AccessToken, TokenError> {
        let rejected = self.held().rejected.as_ref().map(|token| token.expose().to_owned());
        let mut request = HttpRequest::new(Method::Post, self.address.clone());
        request.headers.push(("content-type".to_owned(), "application/json".to_owned()));
        request.body = Some(serde_json::to_vec(&Ask { rejected }).map_err(TokenError::new)?);
        request.timeout = Some(Duration::from_secs(5));
        let response = exchange.send(request).await.map_err(TokenError::new)?;
        if response.status != 200 {
            return Err(TokenError::new(format!("the token server answered {}", response.status)));
        }
        // What serde says about a reply may repeat it, and the token with it.
        let given: Given = serde_json::from_slice(&response.body)
            .map_err(|_| TokenError::new("the token server's reply holds no token"))?;
        Ok(given.access_token.into())
    }
}

impl TokenSource for Central {
    fn token<'a>(&'a self, exchange: Exchange<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        Box::pin(async move {
            let held = self.held().token.clone();
            if let Some(token) = held {
                return Ok(token);
            }
            let token = self.ask(exchange).await?;
            self.held().token = Some(token.clone());
            Ok(token)
        })
    }

    /// The token server is told when the next token is asked for.
    fn invalidate(&self, rejected: &AccessToken) {
        let mut held = self.held();
        if held.token.as_ref() == Some(rejected) {
            held.rejected = held.token.take();
        }
    }
}

/// The token server's side: the one token that all clients get. A real one also asks its callers who they are.
struct Keeper {
    api: Client,
    request: StableTokenRequest,
    /// Locked while a token is fetched: who comes meanwhile waits for the same one.
    kept: tokio::sync::Mutex<Option<Kept>>,
}

struct Kept {
    token: String,
    /// From when on it is to be renewed.
    stale: Instant,
}

/// Gives the token, and fetches one first if there is none, or it is old, or it is the one that was rejected.
/// A client that comes late, with one that was replaced since, gets the present one.
async fn give(State(keeper): State<Arc<Keeper>>, Json(ask): Json<Ask>) -> Result<Json<Given>, StatusCode> {
    let mut kept = keeper.kept.lock().await;
    let reason = if ask.rejected.is_some() { "a token was rejected" } else { "a client has none" };
    if let Some(kept) = kept.as_ref() {
        if ask.rejected.as_ref() != Some(&kept.token) && Instant::now() < kept.stale {
            println!("token server: {reason}, here is the one that is kept");
            return Ok(Json(Given { access_token: kept.token.clone() }));
        }
    }
    println!("token server: {reason}, one is fetched");
    let issued = keeper.api.fetch_stable_access_token(keeper.request.clone()).await.map_err(|error| {
        eprintln!("token server: {error}");
        StatusCode::BAD_GATEWAY
    })?;
    let life = Duration::from_secs(issued.expires_in.try_into().unwrap_or(0));
    let token = issued.access_token.expose().to_owned();
    *kept = Some(Kept { token: token.clone(), stale: Instant::now() + life / 10 * 9 });
    Ok(Json(Given { access_token: token }))
}
