//! Exports: what JSON Schema can say is judged as by the interpreter, nothing of an API is lost, and each construct looks as
//! documented.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod agreement;
mod constructs;
mod documents;
mod lengths;
mod lossless;
#[path = "../../../tests/support/mutations.rs"]
mod mutations;
#[path = "../../../tests/support/random.rs"]
mod random;
mod round_trip;
mod unsaid;

use std::path::Path;

use specwright::Source;
use specwright::ir::Api;

/// The API of a spec folder, relative to the workspace.
fn api(folder: &str) -> Api {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    checked(&specwright::build::read_spec(&root).unwrap())
}

/// The API of files in one text, each after a line `--- name`.
fn small(text: &str) -> Api {
    let files = text.split("--- ").skip(1).map(|file| file.split_once('\n').unwrap());
    let sources: Vec<Source> =
        files.map(|(name, body)| Source::new(format!("{}.yaml", name.trim()), body)).collect();
    checked(&sources)
}

/// The first random APIs whose specs have no errors.
fn random(count: usize) -> impl Iterator<Item = Api> {
    (1..).filter_map(|seed| Some(specwright::check::check(&random::spec(seed)).ok()?.api)).take(count)
}

fn checked(sources: &[Source]) -> Api {
    match specwright::check::check(sources) {
        Ok(checked) => checked.api,
        Err(problems) => panic!("{}", problems.render(sources, false)),
    }
}
