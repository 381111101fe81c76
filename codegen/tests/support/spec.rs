//! Reading and checking a spec.

use std::path::Path;

use specwright::ir::Api;

/// The API of a spec folder, relative to the package.
pub(crate) fn api(folder: &str) -> Api {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let sources = specwright::build::read_spec(&root).unwrap();
    match specwright::check::check(&sources) {
        Ok(checked) => checked.api,
        Err(problems) => panic!("{}", problems.render(&sources, false)),
    }
}
