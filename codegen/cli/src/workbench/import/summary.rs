//! The result of an import, for people.

use std::path::Path;

use specwright_workbench::import::Imported;

use super::Wanted;
use crate::context::Context;
use crate::output::{Paint, count};
use crate::paths::{quoted, shown};
use crate::plan::{Kind, Plan};

/// Maximum number of operations that are listed because something of them has no type.
const SHOWN: usize = 10;

pub(super) fn of(
    context: &Context<'_>,
    wanted: &Wanted<'_>,
    imported: &Imported,
    plan: &Plan,
    paint: Paint,
) -> String {
    let deleted = plan.changes.iter().filter(|change| matches!(change.kind, Kind::Orphaned { .. })).count();
    let written = plan.changes.len() - deleted;
    let report = &imported.report;
    let mut text = format!(
        "{} written to `{}`, {deleted} deleted, {} unchanged\n{}, of which {} are typed throughout\n",
        count(written, "file"),
        shown(context.spec()),
        plan.unchanged,
        count(report.operations, "operation"),
        report.typed_operations,
    );
    for untyped in report.untyped.iter().take(SHOWN) {
        let reasons: Vec<&str> = untyped.reasons.iter().map(|loss| loss.as_str()).collect();
        text.push_str(&format!("  not {}: {}\n", untyped.operation, reasons.join(", ")));
    }
    if let Some(rest @ 1..) = report.untyped.len().checked_sub(SHOWN) {
        text.push_str(&format!("  nor {} more\n", count(rest, "operation")));
    }
    if !report.rows.is_empty() {
        text.push_str(&format!(
            "\n{} in the document that the spec has otherwise:\n",
            count(report.rows.len(), "place")
        ));
        let width = report.counts().iter().map(|(loss, _)| loss.as_str().len()).max().unwrap_or_default();
        for (loss, number) in report.counts() {
            let name = paint.yellow(&format!("{:width$}", loss.as_str()));
            text.push_str(&format!("{number:7}  {name}  {}\n", loss.instead()));
        }
        if wanted.report.is_none() {
            text.push_str(&format!(
                "{}: `--report FILE` lists each with its JSON pointer\n",
                paint.bold("help")
            ));
        }
    }
    let spec = context.spec_argument();
    let out = match context.given_out() {
        Some(out) => format!(" --out {}", quoted(Path::new(&shown(out)))),
        None => " --out DIR".to_owned(),
    };
    text.push_str(&format!(
        "\nnext:\n  {}{spec}\n  {}{spec}{out}\n",
        context.command("check"),
        context.command("new client NAME")
    ));
    text
}
