//! A thousand concurrent calls to a server on loopback: the client, and bare reqwest, which builds, writes, sends and
//! reads the same without validation.

use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use serde::Deserialize;
use specwright_bench::loopback::Loopback;
use specwright_bench::sample::Sample;
use specwright_bench::{ours, peers};
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;
use wechat_tickets::Client;

const CALLS: usize = 1000;

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .sample_size(10)
        .nresamples(1000)
        .without_plots();
    targets = calls
}
criterion_main!(benches);

fn calls(criterion: &mut Criterion) {
    let server = Loopback::start().expect("there is a free port");
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let address = format!("http://{}", server.address);
    let mut group = criterion.benchmark_group("1000 calls at once");

    let client = Client::builder().server(&address).token("T0KEN").build().expect("a client");
    group.bench_function("specwright", |bencher| {
        bencher.iter(|| at_once(&runtime, || call(client.clone())));
    });

    // Nothing is encrypted here, but reqwest is built with rustls and requires a provider.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let reqwest = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .build()
        .expect("a client");
    let address = format!("{address}/card/create?access_token=T0KEN");
    group.bench_function("reqwest and serde_json, no validation", |bencher| {
        bencher.iter(|| at_once(&runtime, || bare(reqwest.clone(), address.clone())));
    });
    group.finish();
}

/// Makes all calls concurrently and waits for them. Each returns the identifier of the created ticket.
fn at_once<F>(runtime: &Runtime, call: impl Fn() -> F)
where
    F: Future<Output = String> + Send + 'static,
{
    runtime.block_on(async {
        let mut running: JoinSet<String> = (0..CALLS).map(|_| call()).collect();
        while let Some(done) = running.join_next().await {
            assert_eq!(done.expect("no call panics"), "p1Pj9jr90_SQRaVqYI239Ka");
        }
    });
}

async fn call(client: Client) -> String {
    let ticket = ours::ticket(Sample::usual());
    client.create_meeting_ticket(ticket).await.expect("the server takes all").card_id
}

#[derive(Deserialize)]
struct Reply {
    errcode: i64,
    card_id: String,
}

async fn bare(client: reqwest::Client, address: String) -> String {
    let mut body = br#"{"card":{"card_type":"MEETING_TICKET","meeting_ticket":"#.to_vec();
    body.extend(peers::write(&peers::ticket(Sample::usual())));
    body.extend(b"}}");
    let request = client.post(address).header("Content-Type", "application/json; charset=utf-8").body(body);
    let response = request.send().await.and_then(reqwest::Response::error_for_status);
    let reply = response.expect("the server takes all").bytes().await.expect("a whole reply");
    let reply: Reply = serde_json::from_slice(&reply).expect("the reply is JSON");
    assert_eq!(reply.errcode, 0);
    reply.card_id
}
