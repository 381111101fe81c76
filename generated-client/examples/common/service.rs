//! Shared by the examples that serve HTTP.

use axum::Router;
use serde_json::Value;
use specwright_workbench::mock::MockRequest;
use tokio::net::TcpListener;

use crate::common::{Failure, Server};

/// Serves on a free port of the loopback interface until the program ends, and returns the address.
pub(crate) async fn serve(router: Router) -> Result<String, Failure> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            eprintln!("the service failed: {error}");
        }
    });
    Ok(address)
}

/// Calls a control endpoint of the mock server.
pub(crate) fn control(server: &Server, request: MockRequest) -> Result<Value, Failure> {
    let response = server.mock.respond(&request);
    let body: Value = serde_json::from_slice(&response.body)?;
    if response.status == 200 { Ok(body) } else { Err(body.to_string().into()) }
}
