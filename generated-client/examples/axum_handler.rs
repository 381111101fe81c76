//! A web service that sells tickets: it creates a ticket for each order, and converts errors to statuses
//! for its callers. It needs no account and no network:
//! `cargo run -p wechat-tickets --example axum_handler`.

mod common;
#[path = "common/serve.rs"]
mod serve;
#[path = "common/service.rs"]
mod service;

use std::time::Duration;

use axum::extract::State;
use axum::http::{StatusCode, header::RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router, routing::post};
use common::{Failure, Server};
use serde::Deserialize;
use serde_json::{Value, json};
use specwright_workbench::mock::MockRequest;
use wechat_tickets::runtime::{HttpRequest, ReqwestTransport, Url};
use wechat_tickets::*;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let server = Server::start()?;
    let client = Client::builder()
        .server(server.address())
        .token_source(StableToken::new(stable_token_request::Required {
            appid: "wx1f2e3d4c5b6a7988".into(),
            secret: "the app's secret".into(),
        }))
        .build()?;
    let router = Router::new().route("/tickets", post(create)).with_state(client);
    let tickets = Url::parse(&format!("{}/tickets", serve::serve(router).await?))?;

    order(&tickets, json!({ "title": "植物园门票", "kind": "全日票", "quantity": 200 })).await?;
    order(&tickets, json!({ "title": "植物园春季花展全日门票", "kind": "全日票", "quantity": 0 })).await?;

    let out_of_stock = json!({ "code": 45031, "operation": "create_scenic_ticket" });
    let next_error = MockRequest::new("POST", "/__mock/next-error").body(out_of_stock.to_string());
    service::control(&server, next_error)?;
    order(&tickets, json!({ "title": "植物园门票", "kind": "半日票", "quantity": 200 })).await
}

/// The request body of the service.
#[derive(Deserialize)]
struct Order {
    title: String,
    kind: String,
    quantity: i64,
}

/// The handler. Clones of a client share connections and token, so that it can be the state. The
/// caller waits at most until the deadline: a longer pause required by the API is reported.
async fn create(
    State(client): State<Client>,
    Json(order): Json<Order>,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let card = client.create_scenic_ticket(ticket(order)).deadline(Duration::from_secs(10)).await?;
    Ok((StatusCode::CREATED, Json(json!({ "card_id": card.card_id }))))
}

/// The texts come from elsewhere: the client validates them before sending.
fn ticket(order: Order) -> ScenicTicket {
    let base = BaseInfo::new(base_info::Required {
        logo_url: lit!("https://tickets.example.com/logo.png"),
        code_type: CodeType::Qrcode,
        brand_name: lit!("海风演艺"),
        title: order.title.into(),
        color: Color::Color050,
        notice: lit!("入场时请出示此券"),
        description: lit!("一人一券，过期作废。"),
        sku: Sku::new(order.quantity),
        date_info: FixedRange::new(fixed_range::Required {
            begin_timestamp: Timestamp::from_unix_seconds(1_764_547_200),
            end_timestamp: Timestamp::from_unix_seconds(1_767_225_599),
        })
        .into(),
    });
    ScenicTicket::new(base, order.kind)
}

/// The error response of the service.
struct Refusal(Error);

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Self(error) = self;
        if let Error::Invalid(invalid) = &error {
            let violations: Vec<Value> = invalid.report.errors().map(violation).collect();
            let body = json!({ "violations": violations });
            return (StatusCode::UNPROCESSABLE_ENTITY, Json(body)).into_response();
        }
        let body = Json(json!({ "error": error.to_string(), "request_id": error.request_id() }));
        let mut response = (status(&error), body).into_response();
        if let Some(pause) = error.retry_after() {
            response.headers_mut().insert(RETRY_AFTER, pause.as_secs().into());
        }
        response
    }
}

fn violation(violation: &Violation) -> Value {
    let breach = &violation.breach;
    json!({
        "path": violation.path,
        "rule": breach.rule(),
        "limit": breach.limit().map(Value::from),
        "actual": breach.actual().map(Value::from),
        "message": breach.to_string(),
    })
}

/// The status: 4xx for errors of the order, 503 for temporary errors, 500 for errors of the service's
/// account.
fn status(error: &Error) -> StatusCode {
    match ErrorClass::of(error) {
        Some(ErrorClass::State | ErrorClass::Payload | ErrorClass::Content) => StatusCode::CONFLICT,
        Some(ErrorClass::Busy | ErrorClass::Quota) => StatusCode::SERVICE_UNAVAILABLE,
        Some(ErrorClass::Token | ErrorClass::Configuration | ErrorClass::Permission) => {
            StatusCode::INTERNAL_SERVER_ERROR
        }
        // No reply, or an unreadable one.
        _ => StatusCode::BAD_GATEWAY,
    }
}

/// Sends an order to the service and prints the response.
async fn order(tickets: &Url, order: Value) -> Result<(), Failure> {
    println!("order    {order}");
    let mut request = HttpRequest::new(Method::Post, tickets.clone());
    request.headers.push(("content-type".to_owned(), "application/json".to_owned()));
    request.body = Some(order.to_string().into_bytes().into());
    let response = ReqwestTransport::new()?.send(request).await?;
    println!("answered {} {}\n", response.status, String::from_utf8_lossy(&response.body));
    Ok(())
}
