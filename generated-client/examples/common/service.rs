//! Shared by the examples that serve HTTP in front of the mock server.

use serde_json::Value;
use specwright_workbench::mock::MockRequest;

use crate::common::{Failure, Server};

/// Calls a control endpoint of the mock server.
pub(crate) fn control(server: &Server, request: MockRequest) -> Result<Value, Failure> {
    let response = server.mock.respond(&request);
    let body: Value = serde_json::from_slice(&response.body)?;
    if response.status == 200 { Ok(body) } else { Err(body.to_string().into()) }
}
