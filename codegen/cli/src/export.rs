//! `export`: writes the API as OpenAPI or JSON Schema.

use std::path::{Path, PathBuf};

use specwright::ir::Api;
use specwright_workbench::export::{Node, SchemaFile, Version, json_schemas, openapi, to_yaml};

use crate::arguments::{ExportFormat, ExportKind, OpenapiVersion, ReportFormat};
use crate::context::Context;
use crate::error::Error;
use crate::lock::Lock;
use crate::manifest::Client;
use crate::output::{self, Exit, count};
use crate::paths::shown;
use crate::plan::Plan;
use crate::spec::Spec;
use crate::write;

/// Writes one of them.
pub(crate) fn run(context: &Context<'_>, kind: &ExportKind) -> Result<Exit, Error> {
    let api = Spec::read(context.spec(), ReportFormat::Text)?.check()?.api;
    match kind {
        ExportKind::Openapi { version, format, to } => {
            let version = match version {
                OpenapiVersion::V3_0 => Version::V3_0,
                OpenapiVersion::V3_1 => Version::V3_1,
            };
            let client = Client::read(context.out())?;
            let text = printed(&openapi(&api, version, Some(&client.public_path(&api))), *format)?;
            match to {
                Some(path) => save(&[(path.clone(), text)])?,
                None => output::print_data(&text)?,
            }
        }
        ExportKind::JsonSchema { to, format } => {
            let file = |file: SchemaFile| {
                let ending = match format {
                    ExportFormat::Json => "json",
                    ExportFormat::Yaml => "yaml",
                };
                Ok((to.join(format!("{}.{ending}", file.name)), printed(&file.schema, *format)?))
            };
            save(&json_schemas(&api).into_iter().map(file).collect::<Result<Vec<_>, Error>>()?)?;
        }
    }
    Ok(Exit::Success)
}

/// The document that `regen` keeps beside a client.
pub(crate) fn document(client: &Client, api: &Api) -> Result<String, Error> {
    printed(&openapi(api, Version::V3_1, Some(&client.public_path(api))), ExportFormat::Json)
}

fn printed(node: &Node, format: ExportFormat) -> Result<String, Error> {
    match format {
        ExportFormat::Json => serde_json::to_string_pretty(node)
            .map(|json| json + "\n")
            .map_err(|error| Error::new(format!("the document cannot be written as JSON: {error}"))),
        ExportFormat::Yaml => Ok(to_yaml(node)),
    }
}

/// Writes the files that differ.
fn save(files: &[(PathBuf, String)]) -> Result<(), Error> {
    let folder =
        |path: &'_ Path| path.parent().filter(|parent| !parent.as_os_str().is_empty()).map(Path::to_owned);
    let folders: Vec<PathBuf> = files.iter().filter_map(|(path, _)| folder(path)).collect();
    let folder = folders.first().cloned().unwrap_or_else(|| PathBuf::from("."));
    let lock = Lock::take(&[&folder]);
    let mut plan = Plan::empty(&folder);
    for (path, text) in files {
        plan = plan.with_file(path, text)?;
    }
    let written = plan.changes.len();
    write::apply(&plan, &lock)?;
    let unchanged = files.len() - written;
    output::print(&format!(
        "{} written to `{}`, {unchanged} unchanged\n",
        count(written, "file"),
        shown(&folder)
    ))
}
