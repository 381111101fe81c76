//! An API in a folder, in the formats of all generators.

use std::error::Error;
use std::fs;
use std::path::Path;

use specwright::Source;
use specwright::check::check;

use crate::openapi::{self, Edition};

/// Writes `spec/`, `openapi-3.0.json` and `openapi-3.1.json`.
///
/// # Errors
///
/// If the spec has errors or a file cannot be written.
pub fn write(sources: &[Source], folder: &Path) -> Result<(), Box<dyn Error>> {
    let checked = check(sources).map_err(|problems| problems.render(sources, false))?;
    for source in sources {
        let path = folder.join("spec").join(&source.path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, &source.bytes)?;
    }
    for (edition, name) in [(Edition::V3_0, "openapi-3.0.json"), (Edition::V3_1, "openapi-3.1.json")] {
        fs::write(folder.join(name), format!("{:#}\n", openapi::document(&checked.api, edition)))?;
    }
    Ok(())
}
