//! `explain`: the meaning of a diagnostic, or the rules and error codes of a field or an operation.

use specwright::diagnostics::Example;
use specwright::{Code, generate};
use specwright_workbench::explain::{FieldPage, Origin, Rule, explain};
use specwright_workbench::lint;

use crate::arguments::ReportFormat;
use crate::context::Context;
use crate::error::Error;
use crate::output::{self, Exit, Paint};
use crate::spec::Spec;

/// Prints the page of a code or of a path.
pub(crate) fn run(context: &Context<'_>, what: &str) -> Result<Exit, Error> {
    let paint = Paint::stdout();
    let page = match Code::parse(what) {
        Some(code) => code_page(code, paint),
        None if looks_like_a_code(what) => {
            return Err(Error::new(format!("there is no diagnostic `{what}`"))
                .help("`check` prints codes in brackets: `SW0107`"));
        }
        None => path_pages(&Spec::read(context.spec(), ReportFormat::Text)?, what, paint)?,
    };
    output::print(&page)?;
    Ok(Exit::Success)
}

fn looks_like_a_code(what: &str) -> bool {
    let digits = what.strip_prefix("SW").or_else(|| what.strip_prefix("sw"));
    digits.is_some_and(|digits| !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_digit()))
}

fn code_page(code: Code, paint: Paint) -> String {
    let page = code.page();
    let mut text = format!("{}: {}\n\n{}\n", paint.bold(code.as_str()), code.title(), page.text);
    if let Some(wrong) = page.wrong {
        text.push_str(&format!("\n{}\n\n{}\n", paint.red("wrong"), indented(wrong.yaml)));
        text.push_str(&format!("`check` reports:\n\n{}", indented(&report(code, &wrong, paint))));
    }
    if let Some(right) = page.right {
        text.push_str(&format!("\n{}\n\n{}", paint.green("right"), indented(right.yaml)));
    }
    text
}

/// The diagnostics of an example, for this code only.
fn report(code: Code, example: &Example, paint: Paint) -> String {
    let sources = example.sources();
    let mut found = match generate(&sources) {
        Ok(generated) => generated.warnings,
        Err(problems) => problems,
    };
    found.extend(lint(&sources));
    let mut own = specwright::Diagnostics::default();
    own.extend(found.into_iter().filter(|problem| problem.code == code));
    own.render(&sources, paint.color)
}

fn indented(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") };
    text.trim_end().lines().map(line).collect()
}

fn path_pages(spec: &Spec, path: &str, paint: Paint) -> Result<String, Error> {
    let api = spec.check()?.api;
    let pages = explain(spec.sources(), &api, path).map_err(|unknown| {
        Error::new(format!("the spec has no field and no operation `{path}`")).help(unknown.help)
    })?;
    let pages: Vec<String> = pages.iter().map(|page| field_page(page, paint)).collect();
    Ok(pages.join("\n"))
}

fn field_page(page: &FieldPage, paint: Paint) -> String {
    let mut text = format!("{}\n", paint.bold(&page.name));
    for words in page.doc.iter() {
        text.push_str(&format!("  {}\n", words.trim().replace('\n', "\n  ")));
    }
    if !page.travels.is_empty() {
        text.push_str(&format!("\n{}\n", paint.cyan("travels")));
        text.push_str(&columns(&page.travels));
    }
    if !page.rules.is_empty() {
        text.push_str(&format!("\n{}\n", paint.cyan("rules")));
        text.push_str(&rules(&page.rules));
    }
    if !page.errors.is_empty() {
        text.push_str(&format!("\n{}\n", paint.cyan("error codes")));
        text.push_str(&columns(&page.errors));
    }
    for (title, words) in [("note", &page.note), ("documented as", &page.documented)] {
        if let Some(words) = words {
            text.push_str(&format!("\n{}\n  {}\n", paint.cyan(title), words.trim().replace('\n', "\n  ")));
        }
    }
    text.push_str(&format!("\n{}\n", paint.cyan("in Rust")));
    text.push_str(&columns(&page.rust));
    text
}

fn rules(rules: &[Rule]) -> String {
    let mut text = String::new();
    for rule in rules {
        let origin = match &rule.origin {
            Some(Origin { file, position, .. }) => format!("{file}:{}", position.line),
            None => String::new(),
        };
        text.push_str(&format!("  {}\n      {origin}\n", rule.text));
        if let Some(proved) = &rule.proved {
            text.push_str(&format!("      proved: {proved}\n"));
        }
    }
    text
}

fn columns(rows: &[(String, String)]) -> String {
    let width = rows.iter().map(|(first, _)| first.len()).max().unwrap_or_default();
    rows.iter().map(|(first, second)| format!("  {first:width$}  {second}\n")).collect()
}
