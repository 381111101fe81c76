//! `checker`: writes the files of a page that judges request bodies in a browser.

mod module;

use std::fs;
use std::path::Path;

use specwright::ir::Api;
use specwright_checker::{FILES, PAGE, write};

use crate::arguments::ReportFormat;
use crate::context::Context;
use crate::error::Error;
use crate::output::{self, Exit};
use crate::paths::shown;
use crate::spec::Spec;

/// Writes the files into the folder `--out`. Nothing is written before all of them are made.
pub(crate) fn run(context: &Context<'_>, standalone: bool) -> Result<Exit, Error> {
    // The default is the root of a client, where these files do not belong.
    let out = context
        .given_out()
        .ok_or_else(|| Error::new("the folder for the files is missing").help("`--out DIR` names it"))?;
    let api = Spec::read(context.spec(), ReportFormat::Text)?.check()?.api;
    let mut files = files(context, &api)?;
    if standalone {
        files.push(("index.html".to_owned(), PAGE.as_bytes().to_vec()));
    }
    fs::create_dir_all(out).map_err(|error| Error::io("create", out, &error))?;
    for (name, contents) in &files {
        let path = out.join(name);
        fs::write(&path, contents).map_err(|error| Error::io("write", &path, &error))?;
    }
    output::print(&format!("{} files in `{}`\n", files.len(), shown(Path::new(out))))?;
    Ok(Exit::Success)
}

/// The files of a checker of an API, with their names.
pub(crate) fn files(context: &Context<'_>, api: &Api) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let mut files = module::files(context)?;
    files.extend(FILES.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
    files.push(("spec.json".to_owned(), write(api).into_bytes()));
    Ok(files)
}
