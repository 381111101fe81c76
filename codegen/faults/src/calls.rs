//! The calls of both clients, and what is compared with what the server saw.

use std::fs;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use wechat_tickets::runtime::Sent;
use wechat_tickets::*;

use crate::lateness::Lateness;
use crate::listener;
use crate::server::Server;
use crate::tally::Tally;

/// What to do.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// The number of calls.
    pub calls: usize,
    /// The number of calls at the same time.
    pub concurrency: usize,
    /// The deadline of each call.
    pub deadline: Duration,
    /// The seed of what is random.
    pub seed: u64,
    /// Whether the blocking client is used.
    pub blocking: bool,
    /// The length of a body that is too large.
    pub huge_bytes: usize,
}

/// The maximum length of a reply that the clients accept.
const MAX_REPLY_BYTES: usize = 256 * 1024;

/// A client of either kind, whose builders have the same methods.
macro_rules! client {
    ($kind:ty, $plan:expr, $server:expr) => {
        <$kind>::builder()
            .server($server.address())
            .token_source(source())
            .deadline($plan.deadline)
            .timeout($plan.deadline)
            .max_reply_bytes(MAX_REPLY_BYTES)
            .retry(retry())
            .build()
            .map_err(io::Error::other)?
    };
}

/// One call that has ended.
struct Ended {
    name: String,
    with_consent: bool,
    /// `None` if it was cancelled.
    outcome: Option<Result<CreatedCard, Error>>,
    start: Instant,
    end: Instant,
}

/// Makes the calls and compares.
///
/// # Errors
///
/// Returns an error if no server or client can be started.
pub fn run(plan: Plan) -> io::Result<Tally> {
    listener::listen();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let server = runtime.block_on(Server::start(plan.seed, plan.deadline, plan.huge_bytes))?;
    let lateness = Lateness::measure();
    let random = Arc::new(Mutex::new(fastrand::Rng::with_seed(plan.seed)));
    let ended = if plan.blocking {
        run_blocking(plan, &server, &random)?
    } else {
        runtime.block_on(run_async(plan, &server, &random))?
    };
    // Replies that were late are still on their way.
    std::thread::sleep(plan.deadline * 2);
    let mut tally = Tally::default();
    for call in &ended {
        judge(plan, call, &server, &lateness, &mut tally);
    }
    let seen = server.seen();
    tally.faults.clone_from(&seen.faults);
    (tally.fetches, tally.expiries) = (seen.fetches, seen.expiries);
    if seen.tokens.len() > seen.expiries + 1 {
        tally.violations.push(format!("{} tokens for {} expiries", seen.tokens.len(), seen.expiries));
    }
    if seen.redirected > 0 {
        tally.violations.push(format!("{} redirects were followed", seen.redirected));
    }
    tally.violations.extend(listener::leaks().into_iter().map(|leak| format!("a secret was shown: {leak}")));
    tally.records = listener::records();
    tally.peak_kb = peak_kb();
    Ok(tally)
}

fn judge(plan: Plan, call: &Ended, server: &Server, lateness: &Lateness, tally: &mut Tally) {
    let seen = server.seen();
    let count =
        |counts: &std::collections::BTreeMap<String, usize>| counts.get(&call.name).copied().unwrap_or(0);
    let (received, carried_out) = (count(&seen.received), count(&seen.carried_out));
    drop(seen);
    if carried_out > 1 && !call.with_consent {
        tally.violations.push(format!("{} was carried out {carried_out} times", call.name));
    }
    tally.repeated_with_consent += usize::from(carried_out > 1 && call.with_consent);
    let (elapsed, late) = (call.end - call.start, lateness.between(call.start, call.end));
    tally.add_time(elapsed.saturating_sub(plan.deadline).saturating_sub(late));
    match &call.outcome {
        None => tally.count("cancelled"),
        Some(Ok(card)) => {
            tally.count("ok");
            if card.card_id != call.name || carried_out == 0 {
                tally.violations.push(format!("{} received the reply {}", call.name, card.card_id));
            }
        }
        Some(Err(error)) => {
            let (text, debug) = (error.to_string(), format!("{error:?}"));
            listener::inspect(&text);
            listener::inspect(&debug);
            tally.count(&format!("{}, {}", debug.split(['(', ' ']).next().unwrap_or_default(), error.sent()));
            let is_wrong = match error.sent() {
                Sent::No => received > 0,
                Sent::Maybe => false,
                Sent::Yes => received == 0,
            };
            if is_wrong {
                tally.violations.push(format!("{} was received {received} times, yet: {text}", call.name));
            }
        }
    }
}

/// Whether the next call allows that it is repeated, and after what time it is cancelled.
fn choose(plan: Plan, random: &Mutex<fastrand::Rng>) -> (bool, Option<Duration>) {
    let mut random = random.lock().unwrap_or_else(PoisonError::into_inner);
    let cancelled = random.u8(..10) == 0;
    (random.u8(..10) < 3, cancelled.then(|| plan.deadline.mul_f64(random.f64())))
}

async fn run_async(
    plan: Plan,
    server: &Server,
    random: &Arc<Mutex<fastrand::Rng>>,
) -> io::Result<Vec<Ended>> {
    let client = client!(Client, plan, server);
    let mut workers = tokio::task::JoinSet::new();
    for worker in 0..plan.concurrency {
        let (client, random) = (client.clone(), random.clone());
        workers.spawn(async move {
            let mut ended = Vec::new();
            for number in (worker..plan.calls).step_by(plan.concurrency) {
                let name = format!("call {number}");
                let (with_consent, cancelled) = choose(plan, &random);
                let start = Instant::now();
                let mut call = client.create_meeting_ticket(ticket(&name));
                if with_consent {
                    call = call.allow_repeat();
                }
                let outcome = match cancelled {
                    Some(after) => tokio::time::timeout(after, call.into_future()).await.ok(),
                    None => Some(call.await),
                };
                ended.push(Ended { name, with_consent, outcome, start, end: Instant::now() });
            }
            ended
        });
    }
    Ok(workers.join_all().await.into_iter().flatten().collect())
}

fn run_blocking(plan: Plan, server: &Server, random: &Mutex<fastrand::Rng>) -> io::Result<Vec<Ended>> {
    let client = client!(blocking::Client, plan, server);
    let ended = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for worker in 0..plan.concurrency {
            let (client, ended) = (client.clone(), &ended);
            scope.spawn(move || {
                for number in (worker..plan.calls).step_by(plan.concurrency) {
                    let name = format!("call {number}");
                    let (with_consent, _) = choose(plan, random);
                    let start = Instant::now();
                    let mut call = client.create_meeting_ticket(ticket(&name));
                    if with_consent {
                        call = call.allow_repeat();
                    }
                    let call =
                        Ended { name, with_consent, outcome: Some(call.send()), start, end: Instant::now() };
                    ended.lock().unwrap_or_else(PoisonError::into_inner).push(call);
                }
            });
        }
    });
    Ok(ended.into_inner().unwrap_or_else(PoisonError::into_inner))
}

fn source() -> StableToken {
    StableToken::new(stable_token_request::Required { appid: "wx0123456789".into(), secret: "s3cret".into() })
}

fn retry() -> Retry {
    Retry::new(4).first_pause(Duration::from_millis(5)).longest_pause(Duration::from_millis(20))
}

fn ticket(name: &str) -> MeetingTicket {
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
    MeetingTicket::new(base, name.to_owned())
}

/// The highest memory that the process has had.
fn peak_kb() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
