//! `new client`: a crate for another API, complete and ready to compile.

use std::fs;
use std::path::{Path, PathBuf};

use specwright::ir::{Api, Bound, PatternShape};
use specwright::{Generated, Options};

use crate::cli::{Folders, ReportFormat, workspace};
use crate::error::Error;
use crate::lock::Lock;
use crate::manifest::crate_name;
use crate::output::{self, Exit, Paint};
use crate::paths::{quoted, relative, shown, slashes};
use crate::plan::{Compared, Plan, Wanted};
use crate::spec::Spec;
use crate::write;

const MANIFEST: &str = include_str!("new_client/Cargo.toml.in");
const LIB: &str = include_str!("new_client/lib.rs.in");
const README: &str = include_str!("new_client/README.md.in");
const GITIGNORE: &str = include_str!("new_client/gitignore.in");
const GITATTRIBUTES: &str = include_str!("new_client/gitattributes.in");

/// Names that Cargo or the compiler gives a meaning of its own, the runtime's among them: a crate that depends
/// on another of its own name cannot be built.
const TAKEN: &[&str] = &["alloc", "core", "proc_macro", "specwright_runtime", "std", "test"];

/// Writes the crate.
pub(crate) fn run(folders: &Folders, name: &str) -> Result<Exit, Error> {
    let (Some(spec_folder), Some(out)) = (folders.given_spec(), folders.given_out()) else {
        return Err(Error::new("`new client` needs `--spec DIR` and `--out DIR`")
            .help("`--spec` is the folder of the API's YAML files, `--out` the new crate's root"));
    };
    check_name(name)?;
    let lock = Lock::take(&[spec_folder, out]);
    check_empty(out)?;
    let spec = Spec::read(spec_folder, ReportFormat::Text)?;
    let api = spec.check()?.api;
    let options = Options::default().public_path(crate_name(name));
    let Generated { files, .. } = spec.generate(&options, |file| Compared::new(out, Wanted::from(&file)))?;

    let crate_files = fill(&Facts::new(name, &api, spec_folder, out)?);
    let by_hand = crate_files.iter().map(|(path, contents)| Compared::new(out, Wanted { path, contents }));
    let plan = Plan::new(out, files.into_iter().chain(by_hand))?;
    write::apply(&plan, &lock)?;
    output::print(&next_steps(name, spec_folder, out, plan.changes.len()))?;
    Ok(Exit::Success)
}

/// What the templates leave open.
struct Facts {
    name: String,
    /// The API's name as the spec gives it.
    api: String,
    /// The runtime's folder, from the new crate.
    runtime: String,
    /// Features of the runtime that the generated code needs.
    runtime_features: &'static str,
    /// Empty, or the table that keeps the crate out of the workspace around it.
    own_workspace: &'static str,
    /// The command that generates anew, from the workspace of the generator.
    regen: String,
}

impl Facts {
    fn new(name: &str, api: &Api, spec: &Path, out: &Path) -> Result<Facts, Error> {
        let out = existing_path(out)?;
        let runtime = workspace().join("codegen/runtime");
        let spec = existing_path(spec)?;
        let root = existing_path(&workspace())?;
        Ok(Facts {
            name: name.to_owned(),
            api: api.name.clone(),
            runtime: slashes(&relative(&out, &existing_path(&runtime)?)),
            runtime_features: if needs_regex(api) { ", features = [\"pattern\"]" } else { "" },
            own_workspace: if is_in_a_workspace(&out) { "\n\n[workspace]" } else { "" },
            regen: format!(
                "cargo xtask regen --spec {} --out {}",
                quoted(&relative(&root, &spec)),
                quoted(&relative(&root, &out))
            ),
        })
    }
}

fn fill(facts: &Facts) -> Vec<(&'static str, String)> {
    let fill = |template: &str| {
        template
            .replace("{{name}}", &facts.name)
            .replace("{{crate}}", &crate_name(&facts.name))
            .replace("{{api}}", &facts.api)
            .replace("{{runtime}}", &facts.runtime)
            .replace("{{runtime_version}}", env!("CARGO_PKG_VERSION"))
            .replace("{{runtime_features}}", facts.runtime_features)
            .replace("{{own_workspace}}", facts.own_workspace)
            .replace("{{regen}}", &facts.regen)
    };
    vec![
        ("Cargo.toml", fill(MANIFEST)),
        ("README.md", fill(README)),
        (".gitignore", fill(GITIGNORE)),
        (".gitattributes", fill(GITATTRIBUTES)),
        ("src/lib.rs", fill(LIB)),
    ]
}

fn check_name(name: &str) -> Result<(), Error> {
    let problem = if !name.starts_with(|first: char| first.is_ascii_lowercase()) {
        "must begin with one of the letters a to z"
    } else if !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_')) {
        "may hold only the letters a to z, digits, `-` and `_`"
    } else if name.chars().count() > 64 {
        "may have at most 64 characters"
    } else if TAKEN.contains(&crate_name(name).as_str()) {
        "has a meaning of its own"
    } else if specwright::is_keyword(name) {
        "is a keyword of Rust"
    } else {
        return Ok(());
    };
    Err(Error::new(format!("`{name}` cannot be the name of a crate: it {problem}"))
        .help("for example: `petshop-client`"))
}

/// The folder must be new, or hold nothing.
fn check_empty(out: &Path) -> Result<(), Error> {
    if fs::symlink_metadata(out).is_err() {
        return Ok(());
    }
    let mut entries = fs::read_dir(out).map_err(|error| Error::io("read", out, &error))?;
    match entries.next() {
        None => Ok(()),
        Some(_) => Err(Error::new(format!("`{}` is not empty", shown(out))).help(
            "`new client` writes into a new or empty folder; `regen` renews the generated files of a crate",
        )),
    }
}

/// The real path of something that exists, or of the nearest folder above it that does, and the rest.
fn existing_path(path: &Path) -> Result<PathBuf, Error> {
    let absolute = std::path::absolute(path).map_err(|error| Error::io("find", path, &error))?;
    match (fs::canonicalize(&absolute), absolute.parent(), absolute.file_name()) {
        (Ok(real), _, _) => Ok(real),
        (Err(_), Some(parent), Some(name)) => Ok(existing_path(parent)?.join(name)),
        (Err(error), _, _) => Err(Error::io("find", path, &error)),
    }
}

/// Whether Cargo would take the crate for a member of a workspace in a folder above.
fn is_in_a_workspace(out: &Path) -> bool {
    out.ancestors().skip(1).any(|folder| {
        fs::read_to_string(folder.join("Cargo.toml"))
            .is_ok_and(|manifest| manifest.lines().any(|line| line.trim_start().starts_with("[workspace")))
    })
}

/// Whether a pattern is neither a prefix nor a set of characters.
fn needs_regex(api: &Api) -> bool {
    let fields = api.models.iter().flat_map(|(_, model)| &model.fields);
    let mut limits = fields.flat_map(|field| field.limits.errors.iter().chain(&field.limits.warnings));
    limits
        .any(|limit| matches!(limit.bound(), Bound::Pattern(pattern) if pattern.shape == PatternShape::Regex))
}

fn next_steps(name: &str, spec: &Path, out: &Path, files: usize) -> String {
    let paint = Paint::stdout();
    format!(
        "{} written: `{name}` in `{}`\n\nnext:\n  {}\n  {}\n",
        output::count(files, "file"),
        shown(out),
        paint.bold(&format!("cd {} && cargo check", quoted(out))),
        paint.bold(&format!(
            "cargo xtask regen --spec {} --out {}   # after the spec has changed",
            quoted(spec),
            quoted(out)
        )),
    )
}
