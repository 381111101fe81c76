//! `docs`: the reference as a web site, by mdBook.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use specwright::ir::Api;
use specwright_workbench::reference::{self, Language, MDBOOK_VERSION};

use crate::arguments::{DocsLanguage, ReportFormat};
use crate::context::Context;
use crate::error::Error;
use crate::manifest;
use crate::output::{self, Exit};
use crate::paths::shown;
use crate::spec::Spec;

/// A file of every site, by which a folder is known as one.
const MARK: &str = "search-index.js";
/// The library of the search, and the version of it that was tested.
const PACKAGE: &str = include_str!("docs/package.json");
const PACKAGE_LOCK: &str = include_str!("docs/package-lock.json");

/// What the site is made from and where it goes.
pub(crate) struct Options<'a> {
    pub(crate) site: Option<&'a Path>,
    pub(crate) language: DocsLanguage,
    pub(crate) checker: Checker<'a>,
    pub(crate) serve: bool,
}

/// Where the checker of the site comes from.
#[derive(Clone, Copy)]
pub(crate) enum Checker<'a> {
    /// The site has none.
    None,
    /// A folder with its files.
    Folder(&'a Path),
    /// It is built, if it can be.
    Built,
}

/// Files with their names.
type Files = Vec<(String, Vec<u8>)>;

pub(crate) fn run(context: &Context<'_>, options: &Options<'_>) -> Result<Exit, Error> {
    let api = Spec::read(context.spec(), ReportFormat::Text)?.check()?.api;
    let client = manifest::Client::read(context.out())?;
    let site = absolute(options.site.unwrap_or(&context.program.site))?;
    refuse_other_contents(&site, MARK)?;
    let checker = checker(context, &api, options.checker)?;
    let language = match options.language {
        DocsLanguage::En => Language::English,
        DocsLanguage::Zh => Language::Chinese,
    };
    let source = beside(&site);
    refuse_other_contents(&source, "book.toml")?;
    if source.exists() {
        fs::remove_dir_all(&source).map_err(|error| Error::io("replace", &source, &error))?;
    }
    for file in reference::book(&api, &client.public_path(&api), language, checker.is_some()) {
        write(&source.join(&file.path), file.contents.as_bytes())?;
    }
    fetch_search(&source)?;
    for (name, contents) in checker.into_iter().flatten() {
        write(&source.join("src/checker").join(name), &contents)?;
    }
    build(&source, &site, options.serve)?;
    output::print(&format!("wrote `{}`; its first page is `index.html`\n", shown(&site)))?;
    Ok(Exit::Success)
}

/// The files of the checker, if the site has one.
fn checker(context: &Context<'_>, api: &Api, checker: Checker<'_>) -> Result<Option<Files>, Error> {
    match checker {
        Checker::None => Ok(None),
        Checker::Folder(folder) if folder.join("checker.js").is_file() => files_in(folder).map(Some),
        Checker::Folder(folder) => Err(Error::new(format!("`{}` has no `checker.js`", shown(folder)))
            .help("`--checker` is the folder with the files of the checker")),
        // A site without a checker is worth more than none.
        Checker::Built => Ok(built(context, api)
            .map_err(|error| output::eprint(&format!("the site has no checker of requests: {error}\n")))
            .ok()),
    }
}

#[cfg(feature = "checker")]
fn built(context: &Context<'_>, api: &Api) -> Result<Files, Error> {
    crate::workbench::checker::files(context, api)
}

#[cfg(not(feature = "checker"))]
fn built(_: &Context<'_>, _: &Api) -> Result<Files, Error> {
    Err(Error::new("this build cannot make it").help("the feature `checker` of `specwright-cli` adds it"))
}

/// The files in a folder and below, with the paths from there.
fn files_in(folder: &Path) -> Result<Files, Error> {
    let fail = |error: io::Error| Error::io("read", folder, &error);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if path.is_dir() {
            files.extend(
                files_in(&path)?.into_iter().map(|(below, contents)| (format!("{name}/{below}"), contents)),
            );
        } else {
            files.push((name, fs::read(&path).map_err(fail)?));
        }
    }
    Ok(files)
}

/// The folder of the book's source: mdBook empties that of the site.
fn beside(site: &Path) -> PathBuf {
    let mut name = site.file_name().unwrap_or(OsStr::new("docs")).to_owned();
    name.push(".source");
    site.with_file_name(name)
}

/// A folder whose contents are replaced must be empty, or have been written by this command.
fn refuse_other_contents(folder: &Path, mark: &str) -> Result<(), Error> {
    let is_empty = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(error) => return Err(Error::io("read", folder, &error)),
    };
    if is_empty || folder.join(mark).is_file() {
        return Ok(());
    }
    Err(Error::new(format!("`{}` has files that `docs` did not write, and would be emptied", shown(folder)))
        .help("name a new folder with `--site DIR`; nothing was written"))
}

/// Installs the library of the search by npm, and copies its script.
fn fetch_search(source: &Path) -> Result<(), Error> {
    let folder = source.join("search");
    write(&folder.join("package.json"), PACKAGE.as_bytes())?;
    write(&folder.join("package-lock.json"), PACKAGE_LOCK.as_bytes())?;
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]).current_dir(&folder);
    finish(npm, "install Node.js, whose `npm` fetches the library of the search")?;
    let script = folder.join("node_modules/minisearch/dist/umd/index.js");
    let contents = fs::read(&script).map_err(|error| Error::io("read", &script, &error))?;
    write(&source.join("src/minisearch.js"), &contents)
}

fn build(source: &Path, site: &Path, serve: bool) -> Result<(), Error> {
    let mut mdbook = Command::new(env::var_os("MDBOOK").unwrap_or_else(|| "mdbook".into()));
    mdbook.arg(if serve { "serve" } else { "build" }).arg(source).arg("--dest-dir").arg(site);
    mdbook.env("RUST_LOG", "mdbook=warn");
    if serve {
        mdbook.arg("--open").env("RUST_LOG", "mdbook=info");
    }
    let install =
        format!("install it with `cargo install --locked mdbook@{MDBOOK_VERSION}`, or name it in `MDBOOK`");
    finish(mdbook, &install)
}

/// Runs a program to its end; `help` says how to get it.
fn finish(mut command: Command, help: &str) -> Result<(), Error> {
    let program = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Error::new(format!("`{program}` failed: {status}"))),
        Err(error) => Err(Error::new(format!("cannot run `{program}`: {error}")).help(help)),
    }
}

fn write(path: &Path, contents: &[u8]) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| Error::io("create the folder", folder, &error))?;
    fs::write(path, contents).map_err(|error| Error::io("write", path, &error))
}

fn absolute(path: &Path) -> Result<PathBuf, Error> {
    std::path::absolute(path).map_err(|error| Error::io("find", path, &error))
}
