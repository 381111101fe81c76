//! Three processes that get their token from one server, which alone has the app's secret.
//! It needs no account and no network: `cargo run -p wechat-tickets --example token_server`.

mod common;
#[path = "common/serve.rs"]
mod serve;
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
    let tokens = format!("{}/token", serve::serve(router).await?);
    let mut desks = (0..3).map(|_| Desk::open(&api.address(), &tokens)).collect::<Result<Vec<_>, _>>()?;

    println!("three processes call at once, and none has a token:");
    call(&mut desks)?;
    println!("tokens fetched from the API: {}\n", fetched(&api)?);
    assert_eq!(fetched(&api)?, 1);

    service::control(&api, MockRequest::new("POST", "/__mock/expire-tokens"))?;
    println!(
        "the API invalidates the token, so that it rejects all three calls, and the processes request another:"
    );
    call(&mut desks)?;
    println!("tokens fetched from the API: {}", fetched(&api)?);
    assert_eq!(fetched(&api)?, 2);
    Ok(())
}

/// A child process: it calls the API once for every line that it reads.
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

/// A child process, which ends when its input is closed.
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

/// Lets every process make a call, concurrently.
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

/// The number of tokens that the API has issued.
fn fetched(api: &Server) -> Result<usize, Failure> {
    let requests = service::control(api, MockRequest::new("GET", "/__mock/requests"))?;
    let requests = requests.as_array().ok_or("no list of requests")?;
    Ok(requests.iter().filter(|request| request["operation"] == "fetch_stable_access_token").count())
}

/// The request to the token server: the token that the API rejected, if any.
#[derive(Serialize, Deserialize)]
struct Ask {
    rejected: Option<String>,
}

/// The response of the token server.
#[derive(Serialize, Deserialize)]
struct Given {
    access_token: String,
}

/// The client's side: the address of the token server, and the last token.
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

    /// Requests a token through the client's transport, within the call's deadline.
    async fn ask(&self, exchange: Exchange<'_>) -> Result<AccessToken, TokenError> {
        let rejected = self.held().rejected.as_ref().map(|token| token.expose().to_owned());
        let mut request = HttpRequest::new(Method::Post, self.address.clone());
        request.headers.push(("content-type".to_owned(), "application/json".to_owned()));
        request.body = Some(serde_json::to_vec(&Ask { rejected }).map_err(TokenError::new)?.into());
        request.timeout = Some(Duration::from_secs(5));
        let response = exchange.send(request).await.map_err(TokenError::new)?;
        if response.status != 200 {
            return Err(TokenError::new(format!("the token server answered {}", response.status)));
        }
        // An error of serde may quote the reply, and so the token.
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

    /// The token server is notified with the next request.
    fn invalidate(&self, rejected: &AccessToken) {
        let mut held = self.held();
        if held.token.as_ref() == Some(rejected) {
            held.rejected = held.token.take();
        }
    }
}

/// The token server's side: the token of all clients. A real server would also authenticate its callers.
struct Keeper {
    api: Client,
    request: StableTokenRequest,
    /// Locked while a token is fetched: concurrent callers wait for the same one.
    kept: tokio::sync::Mutex<Option<Kept>>,
}

struct Kept {
    token: String,
    /// When the token is renewed.
    stale: Instant,
}

/// Returns the token; fetches one first if there is none, or it is old, or it is the rejected one.
/// A client with an earlier token gets the current one.
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
