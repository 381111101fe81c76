//! Validates JSON by the checked API, without generated code.
//!
//! It reports what the generated validators report, in the same words, and problems that only JSON can have: wrong
//! types, null, unknown keys, constants, tolerated forms, and the envelope of a request.
//!
//! ```
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let api = specwright::check::check(&sources()).unwrap().api;
//! let operation = api.operation("add_pet").ok_or("no such operation")?;
//! let report = specwright::interpret::request(&api, operation, &serde_json::json!({ "name": null }));
//! for error in report.errors() {
//!     println!("{error}");
//! }
//! assert!(!report.is_valid());
//! # Ok(())
//! # }
//! ```

mod condition;
mod describe;
mod enumeration;
mod envelope;
mod limits;
mod model;
mod number;
mod part_names;
mod prepared;
mod rules;
#[cfg(test)]
mod tests;
mod union;
mod value;
mod value_at;
mod whole;
mod written;

use serde_json::Value;
use specwright_runtime::{Breach, Report, Severity, Violation, nested_form};

use crate::ir::{Api, Body, Field, Input, ModelId, Operation};
use limits::FieldRules;
use prepared::Types;
use value_at::ValueAt;

/// Validates the body of a request, including its envelope. Paths are relative to the body.
///
/// For many bodies, use an [`Interpreter`], which reuses what this prepares each time.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::{check::check, interpret};
///
/// let api = check(&sources()).unwrap().api;
/// let add_pet = api.operation("add_pet").ok_or("no such operation")?;
/// let report = interpret::request(&api, add_pet, &serde_json::json!({ "name": "小白", "tail": 1 }));
/// assert_eq!(report.errors().next().map(|error| error.path.as_str()), Some("tail"));
/// # Ok(())
/// # }
/// ```
pub fn request(api: &Api, operation: &Operation, body: &Value) -> Report {
    Interpreter::new(api).request(operation, body)
}

/// Validates the path, query and header parameters of a request, given as one object with their wire names.
///
/// The body is not part of it: see [`request`].
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::{check::check, interpret};
///
/// let api = check(&sources()).unwrap().api;
/// let add_pet = api.operation("add_pet").ok_or("no such operation")?;
/// assert!(interpret::parameters(&api, add_pet, &serde_json::json!({})).is_valid()); // it has none
/// # Ok(())
/// # }
/// ```
pub fn parameters(api: &Api, operation: &Operation, values: &Value) -> Report {
    Interpreter::new(api).parameters(operation, values)
}

/// Validates the value of a single field. Paths are relative to the value; its own is empty.
///
/// Rules that depend on other fields of the model (conditions, order) are not checked.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::{check::check, interpret};
///
/// let api = check(&sources()).unwrap().api;
/// let pet = &api.models[api.models.named("Pet").ok_or("no pet")?];
/// let name = pet.field("name").ok_or("no name")?;
/// assert!(interpret::field(&api, name, &"小白".into()).is_valid());
/// assert!(!interpret::field(&api, name, &"小白小白小".into()).is_valid()); // 15 bytes, limit 12
/// # Ok(())
/// # }
/// ```
pub fn field(api: &Api, field: &Field, value: &Value) -> Report {
    let mut report = Report::new();
    let rules = FieldRules::of(field, api);
    Interpreter::new(api).given(field, &rules, ValueAt::root(value), &mut report);
    report
}

/// Validates many bodies. What this needs of the API is prepared when it is first used.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::{check::check, interpret::Interpreter};
///
/// let api = check(&sources()).unwrap().api;
/// let add_pet = api.operation("add_pet").ok_or("no such operation")?;
/// let interpreter = Interpreter::new(&api);
/// for name in ["小白", "大黄"] {
///     assert!(interpreter.request(add_pet, &serde_json::json!({ "name": name })).is_valid());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Interpreter<'a> {
    api: &'a Api,
    types: Types<'a>,
    is_lenient: bool,
}

impl<'a> Interpreter<'a> {
    /// Creates an interpreter.
    pub fn new(api: &'a Api) -> Self {
        Self { api, types: Types::default(), is_lenient: false }
    }

    /// Accepts keys that the spec does not have at their place, such as a client sends that is ahead of the spec. They are
    /// warnings.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use specwright::{check::check, interpret::Interpreter};
    ///
    /// let api = check(&sources()).unwrap().api;
    /// let add_pet = api.operation("add_pet").ok_or("no such operation")?;
    /// let body = serde_json::json!({ "name": "小白", "tail": 1 });
    /// assert!(!Interpreter::new(&api).request(add_pet, &body).is_valid());
    /// assert!(Interpreter::new(&api).lenient().request(add_pet, &body).is_valid());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn lenient(mut self) -> Self {
        self.is_lenient = true;
        self
    }

    /// The report in which what the interpreter or the operation accepts is a warning.
    fn accepted(&self, report: Report, tolerates_unknown_keys: bool) -> Report {
        if !(self.is_lenient || tolerates_unknown_keys) {
            return report;
        }
        let mut accepted = Report::new();
        for violation in report.violations() {
            let mut violation = violation.clone();
            let is_accepted = match violation.breach {
                Breach::UnknownKey { .. } => true,
                Breach::OtherVariant { .. } => self.is_lenient,
                _ => false,
            };
            if is_accepted {
                violation.severity = Severity::Warning;
            }
            accepted.push(violation);
        }
        accepted
    }

    /// Validates the body of a request, as [`request`](request()) does. Whether a request can have no body is stated by
    /// [`Operation::has_optional_body`].
    pub fn request(&self, operation: &Operation, body: &Value) -> Report {
        let mut report = Report::new();
        let body = self.with_own_names(operation, body);
        self.body(operation, ValueAt::root(&body), &mut report);
        if operation.body == Body::NestedForm
            && report.is_valid()
            && let Err(problem) = nested_form(&*body)
        {
            let breach = Breach::Body { problem: problem.to_string() };
            report.push(Violation::new("", Severity::Error, breach));
        }
        self.accepted(report, operation.tolerate_unknown_keys)
    }

    /// Validates a value of a model.
    pub(crate) fn value_of(&self, id: ModelId, value: &Value) -> Report {
        let mut report = Report::new();
        self.model(id, ValueAt::root(value), &mut report);
        report
    }

    /// Validates the parameters of a request, as [`parameters`](parameters()) does.
    pub fn parameters(&self, operation: &Operation, values: &Value) -> Report {
        let mut report = Report::new();
        match &operation.input {
            Input::Parameters(id) => {
                self.parameter_model(*id, ValueAt::root(values), &mut report);
            }
            Input::None | Input::Whole(_) => self.nothing("parameters", ValueAt::root(values), &mut report),
        }
        self.accepted(report, false)
    }
}
