//! Groups of operations, and the names of the client's methods.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::at::At;
use crate::check::docs;
use crate::check::spec::Spec;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::dialect;
use crate::ir::{Group, InGroup, Operation};
use crate::names;
use crate::suggest;

/// The place of an operation in its group.
pub(super) fn of(source: &dialect::Operation, root: &At, found: &mut Diagnostics) -> Option<InGroup> {
    let at = root.child("name_in_group");
    match (&source.group, &source.name_in_group) {
        (Some(name), Some(method)) => {
            super::check_name(method, &at.value(), found);
            Some(InGroup { name: name.clone(), method: method.clone() })
        }
        (Some(name), None) => Some(InGroup { name: name.clone(), method: source.operation.clone() }),
        (None, Some(_)) => {
            found.push(
                Diagnostic::error(Code::NameWithoutGroup, at.key(), "the operation belongs to no group")
                    .help("add `group`, with one of the `groups` of the api file, or remove `name_in_group`"),
            );
            None
        }
        (None, None) => None,
    }
}

/// Reports methods of the client, or of one group, that have the same name.
pub(super) fn check_methods(spec: &Spec, operations: &[Operation], found: &mut Diagnostics) {
    let mut methods: BTreeMap<(Option<&str>, &str), Place> = BTreeMap::new();
    let group = |operation: &'_ Operation| operation.group.as_ref().map(|group| group.name.clone());
    let groups: Vec<Option<String>> = operations.iter().map(group).collect();
    for ((entry, operation), group) in spec.operations.iter().zip(operations).zip(&groups) {
        let root = At::root(entry.file);
        let key = if entry.body.name_in_group.is_some() { "name_in_group" } else { "operation" };
        let (place, method) = (root.child(key).value(), operation.method_name());
        if let (Some(first), Some(group)) = (methods.get(&(group.as_deref(), method)), group) {
            let message = format!("the group `{group}` already has a method `{method}`");
            found.push(
                Diagnostic::error(Code::NameCollision, place.clone(), message)
                    .related(first.clone(), "the first one")
                    .help("choose another `name_in_group`; it is not sent"),
            );
        }
        methods.entry((group.as_deref(), method)).or_insert(place);
    }
    for ((entry, operation), group) in spec.operations.iter().zip(operations).zip(&groups) {
        let method = operation.pages_method();
        let other = methods.get(&(group.as_deref(), method.as_str()));
        if let (Some(_), Some(other)) = (&operation.pages, other) {
            let place = At::root(entry.file).child("pages").key();
            let message = format!("the method for the pages of `{}` is `{method}`, too", operation.name);
            found.push(
                Diagnostic::error(Code::NameCollision, place, message)
                    .related(other.clone(), "the operation of that name")
                    .help("rename one of the operations"),
            );
        }
    }
}

/// Lowers the groups of the api file.
pub(in crate::check) fn lower(
    source: &dialect::Api,
    root: &At,
    spec: &Spec,
    operations: &[Operation],
    found: &mut Diagnostics,
) -> Vec<Group> {
    let at = root.child("groups");
    let used: BTreeSet<&str> =
        spec.operations.iter().filter_map(|entry| entry.body.group.as_deref()).collect();
    let declared: BTreeSet<&str> = source.groups.iter().map(|(name, _)| name.as_str()).collect();
    let mut is_known = true;
    for entry in &spec.operations {
        let Some(name) = &entry.body.group else { continue };
        if !declared.contains(name.as_str()) && !spec.damaged.contains(&root.file()) {
            let help = match declared.is_empty() {
                true => format!("declare it in the api file: `groups: {{ {name}: {{ doc: … }} }}`"),
                false => suggest::help(name, declared.iter().copied()),
            };
            found.push(
                Diagnostic::error(
                    Code::UnknownOperationGroup,
                    At::root(entry.file).child("group").value(),
                    format!("there is no group `{name}`"),
                )
                .help(help),
            );
            is_known = false;
        }
    }
    let methods = methods(source, operations);
    let mut types: BTreeMap<String, &str> = BTreeMap::new();
    let mut groups = Vec::new();
    for (name, group) in &source.groups {
        let place = at.child(name).key();
        let type_name = format!("{}Operations", names::pascal(name));
        super::check_name(name, &place, found);
        if let Some(method) = methods.get(name.as_str()) {
            let message = format!("the client has a method `{name}` {method}");
            found.push(
                Diagnostic::error(Code::NameCollision, place.clone(), message)
                    .help("choose another name; that of a group is not sent"),
            );
        }
        if !used.contains(name.as_str()) {
            if is_known && spec.is_whole() {
                let message = format!("no operation belongs to the group `{name}`");
                found.push(
                    Diagnostic::warning(Code::UnusedOperationGroup, place, message)
                        .help(format!("write `group: {name}` in an operation, or remove the group")),
                );
            }
            continue;
        }
        if let Some(other) = types.insert(type_name.clone(), name) {
            let message = format!("`{other}` and `{name}` would both have the type `{type_name}` in Rust");
            found.push(
                Diagnostic::error(Code::NameCollision, at.child(name).key(), message)
                    .related(at.child(other).key(), "the first one")
                    .help("choose another name; that of a group is not sent"),
            );
        }
        groups.push(Group { name: name.clone(), type_name, docs: docs::words(&group.words) });
    }
    groups
}

/// The methods of the client itself, each with what it is for.
fn methods(source: &dialect::Api, operations: &[Operation]) -> BTreeMap<String, String> {
    let mut methods = BTreeMap::new();
    for operation in operations.iter().filter(|operation| operation.group.is_none()) {
        let what = format!("for the operation `{}`", operation.name);
        let pages = operation.pages.as_ref().map(|_| (operation.pages_method(), what.clone()));
        methods.extend(pages.into_iter().chain([(operation.name.clone(), what)]));
    }
    for (name, _) in &source.credentials {
        let what = format!("for the credential `{name}`");
        methods.extend([(name.clone(), what.clone()), (format!("invalidate_{name}"), what)]);
    }
    methods
}
