//! The parts of the server's address that a program can choose.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect;
use crate::ir::{ServerTemplate, ServerVariable, TagValue};
use crate::names;

use crate::check::at::At;
use crate::suggest;

/// The server with its variables; `None` if it has none. `is_whole` states whether none can be missing because of an
/// error of the file.
pub(super) fn lower(
    api: &dialect::Api,
    root: &At,
    is_whole: bool,
    found: &mut Diagnostics,
) -> Option<ServerTemplate> {
    let address = api.server.clone()?;
    let at = root.child("server_variables");
    let in_address = names_in(&address);
    let declared: BTreeSet<&str> = api.server_variables.iter().map(|(name, _)| name.as_str()).collect();
    let mut meant = BTreeSet::new();
    // Without any, the address is refused for its braces.
    let are_checked = is_whole && !declared.is_empty();
    for name in in_address.difference(&declared).filter(|_| are_checked) {
        let message = format!("the variable `{name}` of the server is not declared");
        let help = match suggest::nearest(name, declared.difference(&in_address).copied()) {
            Some(near) => {
                meant.insert(near);
                format!("did you mean `{{{near}}}`?")
            }
            None => format!("add `{name}: {{ default: … }}` to `server_variables`"),
        };
        let place = root.child("server").part(format!("{{{name}}}"));
        found.push(Diagnostic::error(Code::BadServer, place, message).help(help));
    }
    let mut idents = BTreeSet::new();
    let mut variables = Vec::new();
    for (name, source) in &api.server_variables {
        let at = at.child(name);
        if !in_address.contains(name.as_str()) && !meant.contains(name.as_str()) {
            let help = format!("write `{{{name}}}` in `server`, or remove it");
            let message = format!("`server` has no `{{{name}}}`");
            found.push(Diagnostic::error(Code::BadServer, at.key(), message).help(help));
        }
        let ident = names::field(name);
        if !names::is_snake(ident.trim_end_matches('_')) || !idents.insert(ident.clone()) {
            let message = format!("`{name}` cannot be the name of a variable");
            let help = "write a name of letters, digits and underscores that no other variable has";
            found.push(Diagnostic::error(Code::BadServer, at.key(), message).help(help));
        }
        variables.extend(variable(name, ident, source, &at, found));
    }
    (!variables.is_empty()).then_some(ServerTemplate { address, variables })
}

fn variable(
    name: &str,
    ident: String,
    source: &dialect::ServerVariable,
    at: &At,
    found: &mut Diagnostics,
) -> Option<ServerVariable> {
    let default = source.default.clone()?;
    check_value(&default, &at.child("default"), found);
    let texts: Vec<TagValue> = source.values.iter().map(|(_, value)| TagValue::Text(value.clone())).collect();
    let variants = names::variants(&names::pascal(name), &texts);
    let mut values: Vec<(String, String)> = Vec::new();
    let mut taken = BTreeSet::new();
    for ((index, value), variant) in source.values.iter().zip(variants) {
        let place = at.child("values").item(*index);
        check_value(value, &place, found);
        // Values that are equal have equal names.
        if !taken.insert(variant.clone()) {
            let message = format!("duplicate `{value}`, or a value of the same name in Rust, `{variant}`");
            found.push(Diagnostic::error(Code::BadServer, place.value(), message).help("remove one of them"));
            continue;
        }
        values.push((value.clone(), variant));
    }
    if !values.is_empty() && !values.iter().any(|(value, _)| *value == default) {
        let message = format!("the default `{default}` is not one of the `values`");
        let help = suggest::help(&default, values.iter().map(|(value, _)| value.as_str()));
        found.push(Diagnostic::error(Code::BadServer, at.child("default").value(), message).help(help));
    }
    Some(ServerVariable { name: name.to_owned(), ident, default, values, doc: source.doc.clone() })
}

fn check_value(value: &str, at: &At, found: &mut Diagnostics) {
    if !is_server_value(value) {
        let message = format!("`{value}` cannot be a part of an address");
        let help =
            "write letters, digits, `-`, `.`, `_` and `~`; what else the address has is part of `server`";
        found.push(Diagnostic::error(Code::BadServer, at.value(), message).help(help));
    }
}

/// Whether a text can be the value of a variable of a server: it is not empty, and has unreserved characters only.
///
/// # Examples
///
/// ```
/// assert!(specwright::check::is_server_value("eu-1") && !specwright::check::is_server_value("eu/1"));
/// ```
pub fn is_server_value(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

/// The names in braces.
fn names_in(address: &str) -> BTreeSet<&str> {
    let parts = address.split('{').skip(1);
    parts.filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}
