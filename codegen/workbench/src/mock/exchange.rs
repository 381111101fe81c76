//! A request and its reply, for display.

use std::fmt;

use serde_json::{Value, json};
use specwright_runtime::{Report, Severity};

/// A request and its reply. It contains no credential, token or secret.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::check::check;
/// use specwright_workbench::mock::{MockRequest, Responder};
///
/// let responder = Responder::new(check(&sources()).unwrap().api).on_request(|exchange| {
///     assert_eq!(exchange.operation.as_deref(), Some("add_pet"));
///     assert_eq!(exchange.report.errors().count(), 1);
/// });
/// responder.respond(&MockRequest::new("POST", "/pets").body("{}"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Exchange {
    /// The HTTP method.
    pub method: String,
    /// The path and the query.
    pub target: String,
    /// The operation that was called, where one was found.
    pub operation: Option<String>,
    /// The request body; null if it had none, a sentence with its size if it is neither JSON nor a form.
    pub request: Value,
    /// The status of the reply.
    pub status: u16,
    /// The reply's body.
    pub reply: Value,
    /// The violations that the interpreter reported.
    pub report: Report,
}

impl Exchange {
    /// The form that `GET /__mock/requests` returns.
    pub(super) fn to_json(&self) -> Value {
        let lines = |severity: Severity| -> Vec<String> {
            let violations = self.report.violations().iter();
            violations.filter(|found| found.severity == severity).map(ToString::to_string).collect()
        };
        json!({
            "method": self.method,
            "target": self.target,
            "operation": self.operation,
            "request": self.request,
            "status": self.status,
            "reply": self.reply,
            "errors": lines(Severity::Error),
            "warnings": lines(Severity::Warning),
        })
    }
}

/// One line for the request, and one for each violation.
impl fmt::Display for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.operation.as_deref().unwrap_or("no operation");
        write!(f, "{} {} ({operation}): {}", self.method, self.target, self.status)?;
        for violation in self.report.violations() {
            match violation.severity {
                Severity::Error => write!(f, "\n  {violation}")?,
                Severity::Warning => write!(f, "\n  warning: {violation}")?,
            }
        }
        Ok(())
    }
}
