//! Replies that do not follow from the parameters and the body, in the API's own format.

use specwright::example;
use specwright::ir::{Api, Operation, ServerCode, Statuses};
use specwright::suggest;
use specwright_runtime::complaint;

use super::credential::Refusal;
use super::state::ErrorReply;
use crate::judge::MockResponse;
use crate::judge::reply::{failure, refused};

/// The credential is missing, unknown or expired.
pub(super) fn unauthorised(api: &Api, refusal: Refusal, number: u64) -> MockResponse {
    let class = api.auth.as_ref().and_then(|auth| auth.refreshed_by.as_deref());
    let of_class =
        || class.and_then(|class| api.errors.iter().find(|error| error.class.as_deref() == Some(class)));
    let (error, message) = match refusal {
        Refusal::Missing => {
            (complaint::naming(&api.errors, "no_credential").or_else(of_class), "the credential is missing")
        }
        Refusal::Invalid => (of_class(), "the credential is unknown or expired"),
    };
    refused(api, error, 401, message, number)
}

/// No operation has the path.
pub(super) fn unknown_path(api: &Api, path: &str, number: u64) -> MockResponse {
    let paths: Vec<String> = api.operations.iter().map(Operation::path_template).collect();
    let near = suggest::nearest(path, paths.iter().map(String::as_str));
    let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    let message = format!("no operation has the path `{path}`{near}");
    refused(api, complaint::naming(&api.errors, "no_operation"), 404, &message, number)
}

/// The path exists for other methods only.
pub(super) fn wrong_method(api: &Api, methods: &[&str], number: u64) -> MockResponse {
    let rule = match methods {
        ["GET"] => Some("not_get"),
        ["POST"] => Some("not_post"),
        _ => None,
    };
    let error = rule.and_then(|rule| complaint::naming(&api.errors, rule));
    let methods = methods.join(", ");
    let response = refused(api, error, 405, &format!("this path accepts {methods}"), number);
    response.with_header("allow", methods)
}

/// An error that a test has planned.
pub(super) fn planned(api: &Api, operation: &Operation, error: &ErrorReply, number: u64) -> MockResponse {
    let message = "an error planned by a test";
    match error {
        ErrorReply::Status(status) => {
            let response = by_status(api, *status, message, number);
            let stated = operation.failures.iter().map(|failure| failure.statuses);
            let statuses = Statuses::of(stated, *status);
            match operation.failures.iter().find(|failure| Some(failure.statuses) == statuses) {
                Some(failure) => response.with_json(&example::reply(api, &failure.ty)),
                None => response,
            }
        }
        ErrorReply::Code { code, status } => {
            let known = api.errors.iter().find(|known| known.code == *code);
            let message = known.map_or(message, |known| known.name.as_str());
            let status = status.unwrap_or_else(|| match (&api.replies.ok, code) {
                (Some(_), _) => 200,
                (None, ServerCode::Int(code)) => {
                    u16::try_from(*code).ok().filter(|status| (400..=599).contains(status)).unwrap_or(400)
                }
                (None, ServerCode::Text(_)) => 400,
            });
            failure(api, status, Some(code), message, number)
        }
    }
}

/// A failure that HTTP itself has a status for.
pub(super) fn by_status(api: &Api, status: u16, message: &str, number: u64) -> MockResponse {
    failure(api, status, None, message, number)
}
