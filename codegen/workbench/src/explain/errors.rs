//! The error codes that belong to a field or an operation.

use std::collections::BTreeSet;

use specwright::ir::{Api, ErrorCode};
use specwright_runtime::complaint::Complaint;

/// The codes that are about a field, in any of the operations that send or return it: about the field itself or one that contains it.
pub(super) fn of_field(api: &Api, travels: &[(String, String)]) -> Vec<(String, String)> {
    let described = |error: &ErrorCode| {
        let operations = travels.iter().filter(|(name, _)| api.operation(name).is_some());
        let (operation, _) = operations.into_iter().find(|(operation, path)| {
            let mut keys = path.split('.').map(|key| key.split('[').next().unwrap_or(key));
            keys.any(|key| error.fields(operation).iter().any(|field| field.as_ref() == key))
        })?;
        Some(row(error, operation))
    };
    api.errors.iter().filter_map(described).collect()
}

/// The codes that have a meaning of their own in an operation, or are about one of the fields that it sends.
pub(super) fn of_operation(api: &Api, operation: &str, sent: &BTreeSet<&str>) -> Vec<(String, String)> {
    let belongs = |error: &&ErrorCode| {
        error.meaning(operation).is_some()
            || error.fields(operation).iter().any(|field| sent.contains(field.as_ref()))
    };
    api.errors.iter().filter(belongs).map(|error| row(error, operation)).collect()
}

/// `40073 INVALID_CARD_ID`, and what it means in the operation.
fn row(error: &ErrorCode, operation: &str) -> (String, String) {
    let docs = error.meaning(operation).map_or(&error.docs, |meaning| &meaning.docs);
    let words = docs.doc.as_deref().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let class = error.class(operation).map(|class| format!("{class}: ")).unwrap_or_default();
    (format!("{} {}", error.code, error.name), format!("{class}{words}"))
}
