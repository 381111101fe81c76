//! The error codes of the API.

use std::collections::{BTreeMap, BTreeSet};

use specwright_runtime::Breach;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect::{self, Scalar};
use crate::ir::{ErrorCode, Replies, ServerCode};
use crate::names;

use super::{api, meanings};
use crate::check::at::At;
use crate::check::docs;
use crate::check::spec::Spec;
use crate::check::values::key_text;
use crate::suggest;

/// Lowers the error codes, in the spec's order. `unresolved` states whether an unknown type may have
/// the fields that are named here.
pub(in crate::check) fn lower(
    source: &dialect::Api,
    root: &At,
    replies: &Replies,
    spec: &Spec,
    unresolved: bool,
    found: &mut Diagnostics,
) -> Vec<ErrorCode> {
    let fields = spec.wire_names();
    let mut seen = Seen::default();
    let mut errors = Vec::new();
    for (key, entry) in &source.errors {
        let at = root.child("errors").child(key_text(key));
        let Some(code) = code(key, &at, source, replies, spec, found) else {
            continue;
        };
        seen.check_code(&code, &at, found);
        let name = entry.name.clone().unwrap_or_default();
        if entry.name.is_some() {
            seen.check_name(&name, &at, found);
        }
        if let Some(class) = &entry.class {
            seen.check_class(class, &at.child("class"), found);
        }
        let known = (spec.is_whole() && !unresolved).then_some(&fields);
        check_fields(&entry.field, &at.child("field"), known, found);
        check_rules(&entry.rules, &at.child("rules"), found);
        for (index, meaning) in &entry.by_operation {
            let at = at.child("by_operation").item(*index);
            if let Some(class) = &meaning.class {
                seen.check_class(class, &at.child("class"), found);
            }
            check_fields(&meaning.field, &at.child("field"), known, found);
            check_rules(&meaning.rules, &at.child("rules"), found);
        }
        errors.push(ErrorCode {
            code,
            variant: names::pascal(&name),
            name,
            class: entry.class.clone(),
            fields: meanings::names(&entry.field.names),
            rules: meanings::names(&entry.rules),
            pause_seconds: entry.pause_seconds,
            docs: docs::words(&entry.words),
            by_operation: meanings::lower(entry, &at, spec, found),
        });
    }
    errors
}

/// The code, if a reply can have it and it is not that of a success.
fn code(
    key: &Scalar,
    at: &At,
    source: &dialect::Api,
    replies: &Replies,
    spec: &Spec,
    found: &mut Diagnostics,
) -> Option<ServerCode> {
    let code = match key {
        Scalar::Int(_) | Scalar::Text(_) => api::server_code(key, at, found)?,
        _ => {
            found.push(
                Diagnostic::error(
                    Code::BadErrorCode,
                    at.key(),
                    format!("`{}` cannot be a code", key_text(key)),
                )
                .help(format!("if it is a string on the wire, quote it: \"{}\"", key_text(key))),
            );
            return None;
        }
    };
    if replies.ok.as_ref().is_some_and(|ok| ok.to_string() == code.to_string()) {
        found.push(
            Diagnostic::error(
                Code::OkIsError,
                at.key(),
                format!("`{}` is the code of a success", key_text(key)),
            )
            .related(root_of(at).child("reply").child("ok").value(), "declared here")
            .help("remove it here, or correct `ok`"),
        );
    }
    let no_code = source.reply.as_ref().is_none_or(|reply| reply.code.is_none());
    let is_status = matches!(code, ServerCode::Int(100..=599));
    if no_code && !is_status && spec.is_whole() {
        found.push(
            Diagnostic::error(
                Code::BadErrorCode,
                at.key(),
                format!("no reply can have the code `{}`", key_text(key)),
            )
            .label("without `code` in `reply`, codes are HTTP statuses")
            .help("add the path of the code, `reply: { code: error.code }`, or write a status"),
        );
    }
    Some(code)
}

fn root_of(at: &At) -> At {
    At::root(at.file())
}

/// Reports fields that no type has, if all `known` ones are known, and fields that are named twice.
fn check_fields(fields: &dialect::Names, at: &At, known: Option<&BTreeSet<&str>>, found: &mut Diagnostics) {
    let mut seen = BTreeSet::new();
    for (at, field) in at.names(fields) {
        if let Some(known) = known.filter(|known| !known.contains(field)) {
            found.push(unknown_field(field, &at, known));
        } else if !seen.insert(field) {
            let message = format!("duplicate field `{field}`");
            found.push(
                Diagnostic::error(Code::UnknownErrorField, at.value(), message).help("remove one of them"),
            );
        }
    }
}

fn unknown_field(field: &str, at: &At, fields: &BTreeSet<&str>) -> Diagnostic {
    let diagnostic =
        Diagnostic::error(Code::UnknownErrorField, at.value(), format!("there is no field `{field}`"));
    match suggest::nearest(field, fields.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("write the wire name of a field, or remove `field`"),
    }
}

fn check_rules(rules: &dialect::List<String>, at: &At, found: &mut Diagnostics) {
    let mut seen = BTreeSet::new();
    for (index, rule) in rules {
        let place = at.item(*index).value();
        if !Breach::RULES.contains(&rule.as_str()) {
            let help = match suggest::nearest(rule, Breach::RULES) {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    format!("the rules are {}", suggest::list(&Breach::RULES.map(|rule| format!("`{rule}`"))))
                }
            };
            let message = format!("there is no rule `{rule}`");
            found.push(Diagnostic::error(Code::UnknownRule, place, message).help(help));
        } else if !seen.insert(rule) {
            let message = format!("duplicate rule `{rule}`");
            found.push(Diagnostic::error(Code::UnknownRule, place, message).help("remove one of them"));
        }
    }
}

#[derive(Default)]
struct Seen {
    codes: BTreeMap<String, At>,
    variants: BTreeMap<String, (String, At)>,
    classes: BTreeMap<String, String>,
}

impl Seen {
    fn check_code(&mut self, code: &ServerCode, at: &At, found: &mut Diagnostics) {
        let digits = code.to_string();
        if let Some(first) = self.codes.get(&digits) {
            found.push(
                Diagnostic::error(Code::DuplicateError, at.key(), format!("duplicate code `{digits}`"))
                    .label("an integer and its digits in a string are the same code")
                    .related(first.key(), "the first one")
                    .help("remove one of them"),
            );
        }
        self.codes.entry(digits).or_insert_with(|| at.clone());
    }

    fn check_name(&mut self, name: &str, at: &At, found: &mut Diagnostics) {
        let place = at.child("name").value();
        if !names::is_screaming(name) {
            let better = names::screaming(name);
            let good = names::is_screaming(&better);
            let better = if good { format!("write `{better}`") } else { "choose another name".to_owned() };
            found.push(
                Diagnostic::error(
                    Code::BadName,
                    place,
                    format!("`{name}` is not a valid name of an error code"),
                )
                .label("expected upper-case words joined by underscores: `INVALID_TOKEN`")
                .help(better),
            );
            return;
        }
        let variant = names::pascal(name);
        if names::is_keyword(&variant) || variant == "Unknown" {
            found.push(
                Diagnostic::error(Code::ReservedName, place, format!("the variant `{variant}` is reserved"))
                    .help(format!("choose another name, for example `{name}_ERROR`")),
            );
            return;
        }
        if let Some((other, first)) = self.variants.get(&variant) {
            let (code, message) = if other == name {
                (Code::DuplicateError, format!("duplicate name `{name}` of an error code"))
            } else {
                (
                    Code::NameCollision,
                    format!("`{other}` and `{name}` would both have the variant `{variant}`"),
                )
            };
            found.push(
                Diagnostic::error(code, place, message)
                    .label("the second one")
                    .related(first.child("name").value(), "the first one")
                    .help("rename one of them"),
            );
        }
        self.variants.entry(variant).or_insert_with(|| (name.to_owned(), at.clone()));
    }

    fn check_class(&mut self, class: &str, at: &At, found: &mut Diagnostics) {
        let variant = names::pascal(class);
        if !names::is_snake(class) || names::is_keyword(&variant) || variant == "Unknown" {
            found.push(
                Diagnostic::error(
                    Code::BadName,
                    at.value(),
                    format!("`{class}` is not a valid class of an error"),
                )
                .help(
                    "write lower-case words joined by underscores, other than `self` and `unknown`: `token`",
                ),
            );
            return;
        }
        let first = self.classes.entry(variant.clone()).or_insert_with(|| class.to_owned());
        if first != class {
            found.push(
                Diagnostic::error(
                    Code::NameCollision,
                    at.value(),
                    format!("`{first}` and `{class}` would both have the variant `{variant}`"),
                )
                .help("use one of them in both places"),
            );
        }
    }
}
