//! Imports small documents, one construct each. The compiler checks every spec that is made, and the formatter has nothing
//! to change in it.

#![cfg(test)]

mod hostile;
mod names;
mod operations;
mod overlays;
mod schemas;
mod security;
mod servers;
mod unions;

use specwright::check::check;
use specwright_workbench::format;
use specwright_workbench::import::{Document, Imported, import};

/// A document with these paths and schemas, both indented by two spaces.
fn document(paths: &str, schemas: &str) -> String {
    let schemas = match schemas.trim().is_empty() {
        true => String::new(),
        false => format!("components:\n  schemas:\n{schemas}"),
    };
    format!(
        "openapi: 3.1.0\ninfo: {{ title: Shop, version: \"1\" }}\nservers: [{{ url: \"https://shop.example/v1/\" }}]\npaths:\n{paths}\n{schemas}"
    )
}

/// A document whose only operation receives a schema, and has these schemas besides.
fn with_reply(schema: &str, schemas: &str) -> String {
    let paths = format!(
        "  /things:\n    get:\n      operationId: getThing\n      responses:\n        \"200\": {{ description: ok, content: {{ application/json: {{ schema: {schema} }} }} }}\n"
    );
    document(&paths, schemas)
}

/// A document whose only operation sends a schema, and has these schemas besides.
fn with_body(schema: &str, schemas: &str) -> String {
    let paths = format!(
        "  /things:\n    post:\n      operationId: addThing\n      requestBody: {{ required: true, content: {{ application/json: {{ schema: {schema} }} }} }}\n      responses:\n        \"204\": {{ description: ok }}\n"
    );
    document(&paths, schemas)
}

/// Imports a document that can be imported, and verifies what every import promises.
fn imported(text: &str) -> Imported {
    let imported = match import(Document { path: "openapi.yaml", bytes: text.as_bytes() }, &[]) {
        Ok(imported) => imported,
        Err(problem) => panic!("{problem}"),
    };
    if let Err(problems) = check(&imported.files) {
        panic!("{}", problems.render(&imported.files, false));
    }
    for file in &imported.files {
        assert_eq!(format::format(file).unwrap(), file.text(), "{}", file.path);
    }
    let again = import(Document { path: "openapi.yaml", bytes: text.as_bytes() }, &[]).unwrap();
    assert_eq!(again.report, imported.report);
    assert!(again.files.iter().zip(&imported.files).all(|(one, other)| one.bytes == other.bytes));
    imported
}

/// The files, without the line for editors and the api file, and the rows of the report.
fn shown(text: &str) -> String {
    let imported = imported(text);
    let mut shown = String::new();
    for file in imported.files.iter().filter(|file| file.path != "api.yaml") {
        let text = file.text();
        let (_, text) = text.split_once('\n').unwrap_or_default();
        shown.push_str(&format!("--- {}\n{text}", file.path));
    }
    shown + &rows(&imported)
}

fn rows(imported: &Imported) -> String {
    let rows = imported.report.rows.iter().filter(|row| row.pointer != "/info/version");
    let rows: String =
        rows.map(|row| format!("{}: {} ({})\n", row.pointer, row.loss.as_str(), row.what)).collect();
    if rows.is_empty() { String::new() } else { format!("=== report\n{rows}") }
}
