//! Tests of the checker with whole specs, mostly a single model with an api file and an operation.

mod cascades;
mod groups;
mod helps;
mod invariants;
mod limits;
mod meaning;
mod mutations;
mod names;
mod operations;
mod presence;
mod silent;
mod unions;
mod whole;

use std::fmt::Write as _;

use crate::diagnostics::{Diagnostic, Diagnostics, Place, Spot};
use crate::ir::Api;

use crate::source::Source;

const API: &str = "--- api.yaml\napi: shop\nserver: https://shop.example\n";
const SEND: &str = "--- send.yaml\noperation: send\nmethod: POST\npath: /send\nrequest: Thing\n";

/// The files of a spec in one text, each after a line `--- name`.
fn sources(text: &str) -> Vec<Source> {
    let sections = text.split("--- ").skip(1).map(|section| section.split_once('\n').unwrap());
    sections.map(|(name, body)| Source::new(name.trim(), body)).collect()
}

fn check(text: &str) -> Result<Api, Diagnostics> {
    super::check(&sources(text)).map(|checked| checked.api)
}

/// A spec with a model `Thing`, in file 2, with these fields, one per line.
fn thing(fields: &str) -> String {
    let mut text = format!("{API}{SEND}--- thing.yaml\nmodel: Thing\nfields:\n");
    for line in fields.lines() {
        writeln!(text, "  {line}").unwrap();
    }
    text
}

/// The diagnostics, one per line: code, place, message, label, related places, help.
fn problems(text: &str) -> String {
    match check(text) {
        Ok(_) => "none".to_owned(),
        Err(found) => found.iter().map(line).collect::<Vec<_>>().join("\n"),
    }
}

/// The codes of the diagnostics, in order.
fn codes(text: &str) -> Vec<String> {
    match check(text) {
        Ok(_) => Vec::new(),
        Err(found) => found.iter().map(|one| one.code.to_string()).collect(),
    }
}

/// Each case with its diagnostics.
fn report(cases: &[&str], spec: impl Fn(&str) -> String) -> String {
    let mut report = String::new();
    for case in cases {
        writeln!(report, "{}\n{}\n", case.trim_end(), indent(&problems(&spec(case)))).unwrap();
    }
    report
}

fn indent(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("    {line}")).collect();
    lines.join("\n")
}

fn line(diagnostic: &Diagnostic) -> String {
    let Diagnostic { code, message, label, related, help, .. } = diagnostic;
    let mut line = format!("{code} {}: {message}", place(&diagnostic.place));
    if let Some(label) = label {
        write!(line, " | {label}").unwrap();
    }
    for (related, words) in related {
        write!(line, " | {}: {words}", place(related)).unwrap();
    }
    match help {
        Some(help) => write!(line, " = {help}").unwrap(),
        None => write!(line, " (no help)").unwrap(),
    }
    line
}

fn place(place: &Place) -> String {
    let file = place.file;
    match &place.spot {
        Spot::File => format!("{file}"),
        Spot::Bytes(from, to) => format!("{file}@{from}..{to}"),
        Spot::Key(path) => format!("{file}:{}:", path.join(".")),
        Spot::Value(path) => format!("{file}:{}", path.join(".")),
        Spot::Part(path, part) => format!("{file}:{}[{part}]", path.join(".")),
    }
}
