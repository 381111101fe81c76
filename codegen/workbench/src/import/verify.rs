//! Has the compiler check what was made, and removes what it refuses.

use std::collections::{BTreeSet, HashSet};

use specwright::diagnostics::Severity;
use specwright::{Code, Diagnostic, Diagnostics, Source, check};

use super::draft::{Body, Draft, Field, Ty, TypeId, Wrapper};
use super::print::{File, Item, Printer};
use super::report::{Loss, Row};

/// Maximum number of times that the spec is checked: what is wrong can hide more that is wrong.
const MOST_ROUNDS: usize = 8;

/// Checks the files until the compiler refuses nothing.
///
/// # Errors
///
/// The errors that nothing could be done about.
pub(super) fn verify(
    draft: &mut Draft,
    names: &[String],
    files: &mut Vec<File>,
    rows: &mut Vec<Row>,
) -> Result<(), (Vec<Source>, Diagnostics)> {
    for round in 0.. {
        let sources: Vec<Source> =
            files.iter().map(|file| Source::new(file.path.as_str(), file.text.as_str())).collect();
        let Err(problems) = check::check(&sources) else { return Ok(()) };
        let mut changed: HashSet<usize> = HashSet::new();
        let mut removed: BTreeSet<usize> = BTreeSet::new();
        for problem in problems.iter().filter(|problem| problem.severity == Severity::Error) {
            let index = problem.place.file;
            let Some(file) = files.get(index) else { continue };
            match correct(draft, file.item, problem, rows) {
                Some(Outcome::Changed) => drop(changed.insert(index)),
                Some(Outcome::LeftOut) => drop(removed.insert(index)),
                None => {}
            }
        }
        if round >= MOST_ROUNDS || changed.is_empty() && removed.is_empty() {
            return Err((sources, problems));
        }
        let printer = Printer { draft, names };
        for index in changed {
            if let Some(file) = files.get_mut(index)
                && let Some(new) = printer.file(file.item)
            {
                *file = new;
            }
        }
        for index in removed.into_iter().rev() {
            if index < files.len() {
                files.remove(index);
            }
        }
        // What only an operation used that was left out is not used any more.
        let used = super::settled::used(draft);
        files.retain(|file| !matches!(file.item, Item::Type(id) if !used.contains(&id)));
    }
    Ok(())
}

enum Outcome {
    Changed,
    LeftOut,
}

/// Removes what a problem is about; `None` if that is not possible.
fn correct(draft: &mut Draft, item: Item, problem: &Diagnostic, rows: &mut Vec<Row>) -> Option<Outcome> {
    let path = problem.place.path()?.to_vec();
    match item {
        Item::Api => None,
        Item::Type(id) => {
            let field = field_of_type(draft, id, &path)?;
            correct_field(field, problem, &path, rows)
        }
        Item::Operation(index) => {
            let operation = draft.operations.get_mut(index)?;
            if problem.code == Code::BadPages {
                operation.pages.clear();
                return Some(Outcome::Changed);
            }
            let group = match path.first().map(String::as_str) {
                Some("path_params") => Some(&mut operation.path_params),
                Some("query") => Some(&mut operation.query),
                Some("headers") => Some(&mut operation.headers),
                Some("reply_headers") => Some(&mut operation.reply_headers),
                _ => None,
            };
            let field =
                group.and_then(|group| group.iter_mut().find(|field| Some(&field.wire) == path.get(1)));
            if let Some(field) = field
                && let Some(outcome) = correct_field(field, problem, &path, rows)
            {
                return Some(outcome);
            }
            if let Some(key) = path.first()
                && operation.plain.iter().any(|(known, _)| known == key)
            {
                operation.plain.retain(|(known, _)| known != key);
                let loss = if key == "example" { Loss::Example } else { Loss::Limit };
                let what = format!("`{key}`: {}", problem.label.as_deref().unwrap_or(&problem.message));
                rows.push(Row { pointer: operation.at.clone(), loss, what });
                return Some(Outcome::Changed);
            }
            let what = format!("{}: {}", operation.name, problem.message);
            rows.push(Row { pointer: operation.at.clone(), loss: Loss::LeftOut, what });
            operation.untyped.push(Loss::LeftOut);
            operation.clear();
            Some(Outcome::LeftOut)
        }
    }
}

fn field_of_type<'a>(draft: &'a mut Draft, id: TypeId, path: &[String]) -> Option<&'a mut Field> {
    let [group, wire, ..] = path else { return None };
    match &mut draft.get_mut(id)?.body {
        Body::Model { fields, .. } if group == "fields" => {
            fields.iter_mut().find(|field| field.wire == *wire)
        }
        Body::Union { values, .. } if group == "variants" => {
            values.iter_mut().find(|field| field.wire == *wire)
        }
        Body::Model { .. } | Body::Pending | Body::Union { .. } | Body::Enum { .. } => None,
    }
}

fn correct_field(
    field: &mut Field,
    problem: &Diagnostic,
    path: &[String],
    rows: &mut Vec<Row>,
) -> Option<Outcome> {
    let key = path.get(2)?.as_str();
    if problem.code == Code::FormBody && key == "type" && field.ty.wrappers.contains(&Wrapper::Nullable) {
        field.ty = field.ty.clone().without_null();
        return Some(Outcome::Changed);
    }
    if problem.code == Code::FormBody && key == "type" {
        let what = format!("`{}` is any JSON in a form", field.wire);
        rows.push(Row { pointer: field.at.clone(), loss: Loss::FormField, what });
        field.ty.base = Ty::TEXT.base;
        field.keys.clear();
        field.nullable = false;
        return Some(Outcome::Changed);
    }
    if problem.code == Code::AmbiguousValues && key == "type" && !field.ty.wrappers.is_empty() {
        let what = format!("`{}` is a list or a map of a union", field.wire);
        rows.push(Row { pointer: field.at.clone(), loss: Loss::UnionOfScalars, what });
        field.ty.base = Ty::JSON.base;
        field.keys.retain(|(key, _)| matches!(*key, "min_items" | "max_items"));
        return Some(Outcome::Changed);
    }
    if key == "required" || problem.code == Code::EndlessValue {
        if !std::mem::take(&mut field.required) {
            return None;
        }
        let what = format!("`{}` would contain itself", field.wire);
        rows.push(Row { pointer: field.at.clone(), loss: Loss::Required, what });
        return Some(Outcome::Changed);
    }
    let flag = match key {
        "read_only" => Some(&mut field.read_only),
        "write_only" => Some(&mut field.write_only),
        "nullable" => Some(&mut field.nullable),
        _ => None,
    };
    if let Some(flag) = flag {
        return std::mem::take(flag).then_some(Outcome::Changed);
    }
    let before = field.keys.len();
    field.keys.retain(|(known, _)| *known != key);
    if field.keys.len() == before {
        return None;
    }
    let loss = match key {
        "example" => Loss::Example,
        "default" => Loss::Default,
        "const" => Loss::Constant,
        "pattern" => Loss::Pattern,
        _ => Loss::Limit,
    };
    let reason = problem.label.as_deref().unwrap_or(&problem.message);
    // A limit that every value satisfies says nothing.
    if problem.code != Code::LimitNeverBroken {
        rows.push(Row { pointer: field.at.clone(), loss, what: format!("`{key}`: {reason}") });
    }
    Some(Outcome::Changed)
}

impl super::draft::Operation {
    /// Forgets the types of an operation that is left out.
    fn clear(&mut self) {
        self.path_params.clear();
        self.query.clear();
        self.headers.clear();
        self.reply_headers.clear();
        self.request = None;
        self.reply = None;
        self.replies.clear();
        self.failures.clear();
        self.pages.clear();
    }
}
