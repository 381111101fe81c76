//! Converts the dialect to the checked API.
//!
//! Every pass uses the results of earlier ones, reports all problems of its kind, and continues as far as possible.
//! A problem is reported once: a field with an unknown type is omitted, and a type in an unreadable file is known by
//! name.

mod at;
mod docs;
mod events;
mod fields;
#[doc(hidden)]
pub mod graph;
mod names;
mod operations;
mod shapes;
mod spec;
mod values;
mod whole;

use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::dialect;
use crate::ir::{Api, Arena};
use crate::source::Source;

pub use at::At;
use fields::Context;
use shapes::{cycles, enums, groups, models, rules, unions};
use spec::Spec;
pub use spec::keys_inside;
pub use whole::api::is_server;
pub use whole::server::is_server_value;
use whole::{
    accepted, api, auth, classes, credentials, direction, errors, examples, files, forms, impossible,
    nested_forms, retry, secrets, usage, walk,
};

/// A spec without errors.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let checked = specwright::check::check(&sources()).unwrap();
/// assert!(checked.warnings.is_empty());
/// assert_eq!(checked.api.operations.len(), 1);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Checked {
    /// The checked API.
    pub api: Api,
    /// The warnings.
    pub warnings: Diagnostics,
}

/// Checks a whole spec.
///
/// # Errors
///
/// All errors of all files.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::{Code, check::check};
///
/// let mut sources = sources();
/// assert!(check(&sources).is_ok());
///
/// sources[2].bytes = b"operation: add_pet\nmethod: POST\npath: /pets\nrequest: Pets\n".to_vec();
/// let problems = check(&sources).unwrap_err();
/// assert!(problems.iter().any(|problem| problem.code == Code::UnknownType));
/// # Ok(())
/// # }
/// ```
pub fn check(sources: &[Source]) -> Result<Checked, Diagnostics> {
    let mut found = Diagnostics::default();
    let mut spec = Spec::read(sources, &mut found);
    let mut api = lower(&spec, &mut found);
    if !found.has_errors() && found.iter().any(|problem| problem.code == Code::UnusedType) {
        // Unused types are removed, so that later passes ignore them. Errors that were caused by them alone are
        // reported now.
        spec.drop_types(&usage::unused(&api));
        let mut rest = Diagnostics::default();
        api = lower(&spec, &mut rest);
        found.extend(rest.into_iter().filter(|problem| problem.severity == Severity::Error));
    }
    if found.has_errors() {
        return Err(found);
    }
    Ok(Checked { api, warnings: found })
}

/// Checks a spec that may lack operations and types, for tools that report what is missing. It cannot be
/// used for generation.
///
/// # Errors
///
/// All errors of all files, if one of them is independent of missing operations and types.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::check::{check, check_incomplete};
///
/// let without_operation = &sources()[..2];
/// assert!(check(without_operation).is_err());
/// assert!(check_incomplete(without_operation).is_ok());
/// # Ok(())
/// # }
/// ```
pub fn check_incomplete(sources: &[Source]) -> Result<Api, Diagnostics> {
    let mut found = Diagnostics::default();
    let spec = Spec::read(sources, &mut found);
    let api = lower(&spec, &mut found);
    let is_lack = |code| {
        matches!(
            code,
            Code::NoOperations
                | Code::UnknownType
                | Code::UnknownErrorField
                | Code::UnknownErrorOperation
                | Code::UnknownInWalk
                | Code::BadTokenSource
                | Code::BadCredential
        )
    };
    if found.iter().any(|problem| problem.severity == Severity::Error && !is_lack(problem.code)) {
        return Err(found);
    }
    Ok(api)
}

/// Converts the spec as far as it is valid. The result satisfies the invariants of [`crate::ir`] if no error
/// was found.
fn lower(spec: &Spec, found: &mut Diagnostics) -> Api {
    accepted::check(spec, found);
    groups::check(spec, found);
    let names = names::declare(spec, found);
    let enums = enums::lower(spec, &names, found);
    let context = Context { names: &names, enums: &enums };
    let unions = unions::lower(spec, context, found);
    let mut models = models::lower(spec, context, found);
    rules::lower(spec, context, &mut models, found);
    let entry = api::find(spec, found);
    let auth = entry.and_then(|entry| entry.body.auth.as_ref());
    let reply = entry.and_then(|entry| entry.body.reply.as_ref());
    let tolerate_unknown_keys = entry.and_then(|entry| entry.body.tolerate_unknown_keys).unwrap_or(false);
    let around = operations::Surroundings { context, auth, reply, tolerate_unknown_keys };
    let operations = operations::lower(spec, around, &mut models, found);
    api::check_operations(spec, &operations, found);
    let around = events::Surroundings { names: &names, models: &models, unions: &unions };
    let events = events::lower(spec, around, found);

    let absent = dialect::Api::default();
    let source = entry.map_or(&absent, |entry| &entry.body);
    let root = At::root(entry.map_or(0, |entry| entry.file));
    if entry.is_some() {
        api::check_name(source, &root, found);
    }
    let servers = api::servers(source, &root, spec, found);
    let replies = api::replies(source, &root, spec, found);
    let unresolved = found.iter().any(|diagnostic| hides_uses(diagnostic.code));
    let errors = errors::lower(source, &root, &replies, spec, unresolved, found);
    let classes = classes::lower(source, &root, &errors, spec, found);
    let wait = retry::lower(source, &root, &errors, spec, found);
    let around = auth::Surroundings { operations: &operations, models: &models, errors: &errors, spec };
    let auth = source.auth.as_ref().and_then(|source| auth::lower(source, &root, around, found));
    let credentials = credentials::lower(source, &root, around, context, found);
    let around = walk::Surroundings { spec, events: &events, unions: &unions, unresolved };
    let groups = operations::groups::lower(source, &root, spec, &operations, found);
    let walk = source.walk.as_ref().map(|source| walk::lower(source, &root, around, found));
    let api = Api {
        name: source.api.clone(),
        docs: docs::words(&source.words),
        file: entry.map(|entry| spec.path(entry.file)).unwrap_or_default(),
        server: servers.address,
        server_template: servers.template,
        fallback_servers: servers.fallbacks,
        auth,
        credentials,
        replies,
        wait,
        forbid_control: source.text.as_ref().and_then(|text| text.forbid_control).unwrap_or(false),
        forbid_escapes: source.text.as_ref().and_then(|text| text.forbid_escapes).unwrap_or(false),
        classes,
        errors,
        models: Arena::new(models.into_values().collect()),
        unions,
        enums,
        groups,
        operations,
        events,
        walk,
    };
    cycles::check(&api, &names, found);
    if !found.has_errors() {
        files::check(&api, &names, found);
        nested_forms::check(&api, &names, found);
    }
    let certain = spec.is_whole() && !found.iter().any(|diagnostic| hides_uses(diagnostic.code));
    examples::check(&api, &names, spec, !found.has_errors(), found);
    if !found.has_errors() {
        impossible::check(&api, &names, found);
        credentials::check_requests(&api, &root, found);
    }
    let api = forms::lower(usage::lower(api, &names, certain, found));
    if certain && !api.operations.is_empty() {
        direction::check(&api, &names, found);
    }
    secrets::lower(api)
}

/// Whether such a problem may hide a use of a type or an operation.
fn hides_uses(code: Code) -> bool {
    matches!(
        code,
        Code::UnknownType
            | Code::UnknownGroup
            | Code::BadTypeExpression
            | Code::DuplicateName
            | Code::NameCollision
            | Code::VariantNotModel
            | Code::VariantTwice
            | Code::SeveralApis
            | Code::BadWrap
            | Code::EventType
            | Code::BadSignature
            | Code::BadEventFormat
            | Code::RequestType
            | Code::FileElsewhere
            | Code::AmbiguousValues
            | Code::BadFailure
            | Code::BadReplies
    )
}

#[cfg(test)]
mod tests;
