//! `new model`, `new field-group`, `new union`, `new enum`, `new operation`: a commented template.

use std::fs;
use std::path::Path;

use specwright::{Code, Diagnostics, Source};

use crate::arguments::ReportFormat;
use crate::context::Context;
use crate::error::Error;
use crate::lock::Lock;
use crate::output::{self, Exit, Paint};
use crate::paths::shown;
use crate::plan::Plan;
use crate::spec::{SCHEMA, Spec};
use crate::write;

/// The kind of declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Declares {
    Model,
    FieldGroup,
    Union,
    Enum,
    Operation,
}

impl Declares {
    fn template(self) -> &'static str {
        match self {
            Declares::Model => include_str!("new_file/model.yaml.in"),
            Declares::FieldGroup => include_str!("new_file/field_group.yaml.in"),
            Declares::Union => include_str!("new_file/union.yaml.in"),
            Declares::Enum => include_str!("new_file/enum.yaml.in"),
            Declares::Operation => include_str!("new_file/operation.yaml.in"),
        }
    }

    fn folder(self) -> &'static str {
        match self {
            Declares::Model | Declares::FieldGroup | Declares::Union | Declares::Enum => "models",
            Declares::Operation => "operations",
        }
    }
}

/// Writes the file, unless the name is invalid or the file exists.
pub(crate) fn run(context: &Context<'_>, kind: Declares, name: &str) -> Result<Exit, Error> {
    let folder = context.spec();
    let lock = Lock::take(&[folder]);
    let spec = Spec::read(folder, ReportFormat::Text)?;
    let path = format!("{}/{}.yaml", kind.folder(), file_name(name));
    let place = folder.join(&path);
    refuse_existing(&place, "edit it, or choose another name")?;
    let text = fill(kind, name, spec.refers_to(SCHEMA));
    let mut sources = spec.sources().to_vec();
    sources.push(Source::new(shown(&place), text.as_str()));
    let (own, others) = problems(&sources);
    let is_unused = |code: Code| matches!(code, Code::UnusedType | Code::UnusedGroup);
    let unused = own.iter().map(|problem| problem.code).find(|code| is_unused(*code));
    let mut wrong = Diagnostics::default();
    wrong.extend(own.into_iter().filter(|problem| !is_unused(problem.code)));
    if !wrong.is_empty() {
        return Err(Error::Spec(format!(
            "{}nothing was written\n",
            wrong.render(&sources, Paint::stderr().color)
        )));
    }
    write::apply(&Plan::empty(folder).with_file(&place, &text)?, &lock)?;
    let next = format!("  {}{}\n", context.command("check"), context.spec_argument());
    output::print(&(next_steps(&place, kind, unused, others) + &next))?;
    Ok(Exit::Success)
}

/// Returns an error if the file exists.
pub(crate) fn refuse_existing(place: &Path, instead: &str) -> Result<(), Error> {
    if fs::symlink_metadata(place).is_err() {
        return Ok(());
    }
    Err(Error::new(format!("`{}` already exists", shown(place)))
        .help(format!("{instead}; nothing was written")))
}

fn fill(kind: Declares, name: &str, names_schema: bool) -> String {
    modeline(names_schema)
        + &kind.template().replace("{{name}}", name).replace("{{path}}", &file_name(name).replace('_', "-"))
}

/// The comment that tells editors the schema, for a file in a folder of a spec whose files have such a comment.
pub(crate) fn modeline(names_schema: bool) -> String {
    match names_schema {
        true => format!("# yaml-language-server: $schema=../{SCHEMA}\n"),
        false => String::new(),
    }
}

/// The diagnostics of the last file, and the number of errors in the others.
fn problems(sources: &[Source]) -> (Vec<specwright::Diagnostic>, usize) {
    let found = match specwright::check::check(sources) {
        Ok(checked) => checked.warnings,
        Err(problems) => problems,
    };
    let last = sources.len().saturating_sub(1);
    // A duplicate name is reported at the second file, which is not always the new one.
    let is_own = |problem: &specwright::Diagnostic| {
        problem.place.file == last || problem.related.iter().any(|(place, _)| place.file == last)
    };
    let errors = found.error_count();
    let own: Vec<_> = found.into_iter().filter(is_own).collect();
    let own_errors =
        own.iter().filter(|problem| problem.severity == specwright::diagnostics::Severity::Error).count();
    (own, errors.saturating_sub(own_errors))
}

fn next_steps(place: &Path, kind: Declares, unused: Option<Code>, others: usize) -> String {
    let mut text =
        format!("wrote `{}`\n\nnext:\n  fill it in; `TODO` marks what only you know\n", shown(place));
    if let Some(code) = unused {
        let how = match kind {
            Declares::FieldGroup => "name it in `include` of the models that have these fields",
            Declares::Model | Declares::Union | Declares::Enum | Declares::Operation => {
                "use it as the `type` of a field, or the `request` or `reply` of an operation"
            }
        };
        text.push_str(&format!("  {how}; until then `check` reports it as unused ({code})\n"));
    }
    if kind == Declares::Operation {
        text.push_str("  name the types of its `request` and `reply`, if it has any\n");
    }
    if others > 0 {
        text.push_str(&format!(
            "  correct {} in other files, which {} there before\n",
            output::count(others, "error"),
            if others == 1 { "was" } else { "were" }
        ));
    }
    text
}

/// `MeetingTicket` becomes `meeting_ticket`; characters that are unsafe in file names become `_`.
fn file_name(name: &str) -> String {
    let mut file = String::new();
    let mut after_small = false;
    for character in name.chars() {
        if character.is_uppercase() && after_small {
            file.push('_');
        }
        after_small = character.is_lowercase() || character.is_ascii_digit();
        match character {
            character if character.is_alphanumeric() => file.extend(character.to_lowercase()),
            _ => file.push('_'),
        }
    }
    file
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn files_have_names_in_snake_case() {
        assert_eq!(file_name("MeetingTicket"), "meeting_ticket");
        assert_eq!(file_name("create_card"), "create_card");
        assert_eq!(file_name("../Card"), "___card");
    }
}
