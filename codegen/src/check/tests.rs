//! The checker on whole specs, most of them one model between an api file and an operation.

mod stand_in;

use std::fmt::Write as _;

use crate::diagnostics::{Diagnostic, Diagnostics, Place, Spot};
use crate::ir::Api;

use super::spec::Spec;

/// Splits `--- name` sections into files and checks them.
fn check(text: &str) -> Result<Api, Diagnostics> {
    let mut spec = Spec::default();
    for (file, section) in text.split("--- ").skip(1).enumerate() {
        let (name, body) = section.split_once('\n').unwrap();
        spec.paths.push(name.trim().to_owned());
        spec.add(file, stand_in::read(body).unwrap());
    }
    let mut found = Diagnostics::default();
    let api = super::lower(&spec, &mut found);
    if found.has_errors() { Err(found) } else { Ok(api) }
}

/// What is wrong, a line each: code, place, message, label, help.
fn problems(text: &str) -> String {
    match check(text) {
        Ok(_) => "none".to_owned(),
        Err(found) => found.iter().map(line).collect::<Vec<_>>().join("\n"),
    }
}

fn line(diagnostic: &Diagnostic) -> String {
    let mut line = format!("{} {}: {}", diagnostic.code, place(&diagnostic.place), diagnostic.message);
    if let Some(label) = &diagnostic.label {
        write!(line, " | {label}").unwrap();
    }
    for (related, words) in &diagnostic.related {
        write!(line, " | {}: {words}", place(related)).unwrap();
    }
    if let Some(help) = &diagnostic.help {
        write!(line, " = {help}").unwrap();
    }
    line
}

fn place(place: &Place) -> String {
    match &place.spot {
        Spot::File => format!("{}", place.file),
        Spot::Bytes(from, to) => format!("{}@{from}..{to}", place.file),
        Spot::Key(path) => format!("{}:{}:", place.file, path.join(".")),
        Spot::Value(path) => format!("{}:{}", place.file, path.join(".")),
    }
}

#[test]
fn the_real_spec_passes() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec");
    let mut text = String::new();
    for folder in ["", "models", "operations"] {
        let mut paths: Vec<_> = std::fs::read_dir(format!("{root}/{folder}"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ext| ext == "yaml"))
            .collect();
        paths.sort();
        for path in paths {
            text += &format!("--- {}\n{}\n", path.display(), std::fs::read_to_string(&path).unwrap());
        }
    }
    assert_eq!(problems(&text), "none");
    let api = check(&text).unwrap();
    println!("{api:#?}");
}
