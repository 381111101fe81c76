//! Tests of the interpreter with an API built in memory.

mod anything;
mod envelope;
mod fixture;
mod model;
mod union;
mod value;

use serde_json::Value;

use super::*;

/// The report on a body of the fixture's operation, a line for each violation.
fn judge(operation: &str, body: Value) -> String {
    let api = fixture::api();
    request(&api, api.operation(operation).unwrap(), &body).to_string()
}

/// The report on one field of the fixture's `Order` by itself.
fn judge_field(wire: &str, value: Value) -> String {
    let api = fixture::api();
    let order = api.models.iter().find(|(_, model)| model.name == "Order").unwrap().1.clone();
    field(&api, order.field(wire).unwrap(), &value).to_string()
}
