//! `audit --draft`: writes drafts of what is documented and missing from the spec.

use std::path::{Path, PathBuf};

use specwright::diagnostics::Severity;
use specwright::{Diagnostics, Source, check};
use specwright_workbench::audit::{self, Drafted, Drafts};

use super::audit::{no_table, text_of};
use crate::arguments::ReportFormat;
use crate::context::Context;
use crate::error::Error;
use crate::lock::Lock;
use crate::new_file::{modeline, refuse_existing};
use crate::output::{self, Exit, Paint, count};
use crate::paths::{quoted, shown};
use crate::plan::Plan;
use crate::spec::{SCHEMA, Spec};
use crate::write;

/// Writes a file for each operation that is missing from the spec, and for each model that such an operation needs. Of
/// several documents, each adds what the spec lacks after the one before. Nothing is written if one cannot be read.
pub(crate) fn run(context: &Context<'_>, documents: &[PathBuf]) -> Result<Exit, Error> {
    let texts = documents.iter().map(|document| text_of(document)).collect::<Result<Vec<String>, Error>>()?;
    documents.iter().zip(&texts).try_for_each(|(document, text)| draft(context, document, text))?;
    Ok(Exit::Success)
}

fn draft(context: &Context<'_>, document: &Path, text: &str) -> Result<(), Error> {
    let folder = context.spec();
    let lock = Lock::take(&[folder]);
    let spec = Spec::read(folder, ReportFormat::Text)?;
    let api = check::check_incomplete(spec.sources()).map_err(|problems| spec.failure(&problems))?;
    let drafts = audit::draft(spec.sources(), &api, text).map_err(|_| no_table(document))?;
    let head = modeline(spec.refers_to(SCHEMA));
    let mut plan = Plan::empty(folder);
    let mut sources = spec.sources().to_vec();
    for Drafted { path, text, .. } in &drafts.files {
        let place = folder.join(path);
        refuse_existing(&place, "move it away, or write the operation yourself")?;
        let text = format!("{head}{text}");
        plan = plan.with_file(&place, &text)?;
        sources.push(Source::new(shown(&place), text));
    }
    write::apply(&plan, &lock)?;
    output::print(&summary(context, document, &drafts, &sources))
}

fn summary(context: &Context<'_>, document: &Path, drafts: &Drafts, sources: &[Source]) -> String {
    let paint = Paint::stdout();
    let document = shown(document);
    let mut text = String::new();
    for file in &drafts.files {
        let place = shown(&context.spec().join(&file.path));
        text.push_str(&format!(
            "{} {place}   {document}:{}, section {}\n",
            paint.green("wrote"),
            file.document_line,
            file.section
        ));
    }
    for (section, line) in &drafts.without_address {
        text.push_str(&format!(
            "{} section {section}, {document}:{line}: it has no method and path, like `POST /cards`\n",
            paint.yellow("left out")
        ));
    }
    for line in &drafts.without_section {
        text.push_str(&format!(
            "{} the table at {document}:{line}: no heading above has a number, like `# 1.1 Add a card`, or names an \
             operation whose method and path follow\n",
            paint.yellow("left out")
        ));
    }
    if !drafts.without_section.is_empty() && drafts.files.is_empty() {
        return text + "nothing to draft\n";
    }
    if drafts.files.is_empty() {
        return text + "the spec has an operation for every section that describes one: nothing to draft\n";
    }
    let new = drafts.files.len();
    let todo: usize = drafts.files.iter().map(|file| file.text.matches("TODO").count()).sum();
    text.push_str(&format!(
        "\n{} written, {} to complete\n\nnext:\n  replace each `TODO`: the documentation does not state it\n",
        count(new, "file"),
        count(todo, "`TODO`"),
    ));
    let errors = problems(sources).iter().filter(|problem| problem.severity == Severity::Error).count();
    if errors > 0 {
        text.push_str(&format!("  correct {}, which `check` shows\n", count(errors, "error")));
    }
    let spec = context.spec_argument();
    text.push_str(&format!(
        "  {}{spec}\n  {} {}{spec}\n",
        context.command("check"),
        context.command("audit"),
        quoted(Path::new(&document))
    ));
    text
}

/// The diagnostics of the spec with the drafts.
fn problems(sources: &[Source]) -> Diagnostics {
    match check::check(sources) {
        Ok(checked) => checked.warnings,
        Err(problems) => problems,
    }
}
