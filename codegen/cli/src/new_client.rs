//! `new client`: a complete crate for another API, ready to compile.

use std::fs;
use std::path::{Path, PathBuf};

use specwright::ir::{Api, Bound, PatternShape};
use specwright::{Generated, Options};

use crate::arguments::ReportFormat;
use crate::context::{Context, Program};
use crate::error::Error;
use crate::lock::Lock;
use crate::manifest::crate_name;
use crate::output::{self, Exit, Paint};
use crate::paths::{quoted, relative, shown, slashes};
use crate::plan::{Compared, Owned, Plan, Wanted};
use crate::spec::Spec;
use crate::write;

const MANIFEST: &str = include_str!("new_client/Cargo.toml.in");
const LIB: &str = include_str!("new_client/lib.rs.in");
const README: &str = include_str!("new_client/README.md.in");
const GITIGNORE: &str = include_str!("new_client/gitignore.in");
const GITATTRIBUTES: &str = include_str!("new_client/gitattributes.in");

/// Names with a meaning to Cargo or the compiler, and that of the runtime: a crate cannot depend on another of the
/// same name.
const TAKEN: &[&str] = &["alloc", "core", "proc_macro", "specwright_runtime", "std", "test"];

pub(crate) fn run(context: &Context<'_>, name: &str) -> Result<Exit, Error> {
    let (Some(spec_folder), Some(out)) = (context.given_spec(), context.given_out()) else {
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

    let crate_files = fill(&Facts::new(context.program, name, &api, spec_folder, out)?);
    let by_hand = crate_files.iter().map(|(path, contents)| Compared::new(out, Wanted { path, contents }));
    let plan = Plan::new(out, vec![Owned::code()], files.into_iter().chain(by_hand))?;
    write::apply(&plan, &lock)?;
    output::print(&next_steps(context, name, plan.changes.len()))?;
    Ok(Exit::Success)
}

/// The values of the templates' placeholders.
struct Facts {
    name: String,
    /// The API's name in the spec.
    api: String,
    /// The runtime's source as part of an inline table: its path relative to the new crate, or nothing.
    runtime_path: String,
    /// Features of the runtime that the generated code needs, as part of an inline table.
    runtime_features: &'static str,
    /// The table that excludes the crate from a surrounding workspace, or nothing.
    own_workspace: &'static str,
    /// In which folder the command that generates the client runs.
    regen_place: &'static str,
    /// That command.
    regen: String,
    /// That command without its folders.
    regen_name: String,
}

impl Facts {
    fn new(program: &Program, name: &str, api: &Api, spec: &Path, out: &Path) -> Result<Facts, Error> {
        let (spec, out) = (existing_path(spec)?, existing_path(out)?);
        let from = |folder: &Path| -> Result<String, Error> {
            let folder = existing_path(folder)?;
            Ok(format!(
                "--spec {} --out {}",
                quoted(&relative(&folder, &spec)),
                quoted(&relative(&folder, &out))
            ))
        };
        let (regen_place, folders) = match &program.root {
            Some(root) => ("the workspace of the generator", from(root)?),
            None => ("this folder", from(&out)?),
        };
        let runtime = program.runtime.as_deref().map(existing_path).transpose()?;
        let runtime_path =
            runtime.map(|runtime| format!("path = \"{}\", ", slashes(&relative(&out, &runtime))));
        let regen_name = format!("{} regen", program.name);
        Ok(Facts {
            name: name.to_owned(),
            api: api.name.clone(),
            runtime_path: runtime_path.unwrap_or_default(),
            runtime_features: if needs_regex(api) { ", features = [\"pattern\"]" } else { "" },
            own_workspace: if is_in_a_workspace(&out) { "\n\n[workspace]" } else { "" },
            regen_place,
            regen: format!("{regen_name} {folders}"),
            regen_name,
        })
    }
}

fn fill(facts: &Facts) -> Vec<(&'static str, String)> {
    let fill = |template: &str| {
        template
            .replace("{{name}}", &facts.name)
            .replace("{{crate}}", &crate_name(&facts.name))
            .replace("{{api}}", &facts.api)
            .replace("{{runtime_path}}", &facts.runtime_path)
            .replace("{{runtime_version}}", env!("CARGO_PKG_VERSION"))
            .replace("{{runtime_features}}", facts.runtime_features)
            .replace("{{own_workspace}}", facts.own_workspace)
            .replace("{{regen_place}}", facts.regen_place)
            .replace("{{regen}}", &facts.regen)
            .replace("{{regen_name}}", &facts.regen_name)
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
        "may contain only the letters a to z, digits, `-` and `_`"
    } else if name.chars().count() > 64 {
        "may have at most 64 characters"
    } else if TAKEN.contains(&crate_name(name).as_str()) {
        "is reserved"
    } else if specwright::is_keyword(name) {
        "is a keyword of Rust"
    } else {
        return Ok(());
    };
    Err(Error::new(format!("`{name}` cannot be the name of a crate: it {problem}"))
        .help("for example: `petshop-client`"))
}

/// Returns an error unless the folder is new or empty.
fn check_empty(out: &Path) -> Result<(), Error> {
    if fs::symlink_metadata(out).is_err() {
        return Ok(());
    }
    let mut entries = fs::read_dir(out).map_err(|error| Error::io("read", out, &error))?;
    match entries.next() {
        None => Ok(()),
        Some(_) => Err(Error::new(format!("`{}` is not empty", shown(out))).help(
            "`new client` writes into a new or empty folder; `regen` updates the generated files of an existing crate",
        )),
    }
}

/// The path without links as far as it exists, and the rest of it.
fn existing_path(path: &Path) -> Result<PathBuf, Error> {
    let absolute = std::path::absolute(path).map_err(|error| Error::io("find", path, &error))?;
    match (fs::canonicalize(&absolute), absolute.parent(), absolute.file_name()) {
        (Ok(real), _, _) => Ok(real),
        (Err(_), Some(parent), Some(name)) => Ok(existing_path(parent)?.join(name)),
        (Err(error), _, _) => Err(Error::io("find", path, &error)),
    }
}

/// Whether Cargo would regard the crate as a member of a workspace in a parent folder.
fn is_in_a_workspace(out: &Path) -> bool {
    out.ancestors().skip(1).any(|folder| {
        fs::read_to_string(folder.join("Cargo.toml"))
            .is_ok_and(|manifest| manifest.lines().any(|line| line.trim_start().starts_with("[workspace")))
    })
}

/// Whether a pattern needs the regex engine: it is neither a prefix nor a set of characters.
fn needs_regex(api: &Api) -> bool {
    let fields = api.models.iter().flat_map(|(_, model)| &model.fields);
    let fields = fields.chain(api.unions.iter().flat_map(|(_, union)| &union.values));
    fields
        .flat_map(|field| field.limits.all())
        .any(|limit| matches!(limit.bound(), Bound::Pattern(pattern) if pattern.shape == PatternShape::Regex))
}

/// Commands to run one after the other in the current folder.
fn next_steps(context: &Context<'_>, name: &str, files: usize) -> String {
    let paint = Paint::stdout();
    let (spec, out) = (quoted(context.spec()), quoted(context.out()));
    let manifest = quoted(&context.out().join("Cargo.toml"));
    format!(
        "{} written: `{name}` in `{}`\n\nnext:\n  {}\n  {}   # after the spec has changed\n",
        output::count(files, "file"),
        shown(context.out()),
        paint.bold(&format!("cargo check --manifest-path {manifest}")),
        paint.bold(&format!("{} --spec {spec} --out {out}", context.command("regen"))),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files of a new client in `crates/client` for the spec in `spec`, written by a program with the runtime at a
    /// path or from a registry, which runs in `root` or everywhere.
    fn files(runtime: Option<&str>, root: Option<&str>) -> Vec<(&'static str, String)> {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("spec")).unwrap();
        fs::write(at("spec/api.yaml"), "api: pets\nserver: https://pets.example\n").unwrap();
        fs::write(at("spec/get.yaml"), "operation: get_pet\nmethod: GET\npath: /pet\n").unwrap();
        let program = Program {
            name: "cargo xtask",
            spec: PathBuf::new(),
            out: PathBuf::new(),
            site: "target/docs".into(),
            root: root.map(at),
            runtime: runtime.map(at),
            checker: None,
        };
        let api = Spec::read(&at("spec"), ReportFormat::Text).unwrap().check().unwrap().api;
        fill(&Facts::new(&program, "pets", &api, &at("spec"), &at("crates/client")).unwrap())
    }

    fn text<'a>(files: &'a [(&'static str, String)], name: &str) -> &'a str {
        files.iter().find(|(path, _)| *path == name).map(|(_, text)| text.as_str()).unwrap()
    }

    #[test]
    fn the_runtime_is_a_path_or_the_published_version() {
        let manifest = |runtime| text(&files(runtime, None), "Cargo.toml").lines().last().unwrap().to_owned();
        let version = concat!("version = \"", env!("CARGO_PKG_VERSION"), "\", default-features = false }");
        assert_eq!(manifest(None), format!("specwright-runtime = {{ {version}"));
        assert_eq!(
            manifest(Some("codegen/runtime")),
            format!("specwright-runtime = {{ path = \"../../codegen/runtime\", {version}")
        );
    }

    #[test]
    fn the_readme_has_the_command_and_where_it_runs() {
        let readme = |root| text(&files(None, root), "README.md").to_owned();
        let everywhere =
            "run this in this folder:\n\n```console\ncargo xtask regen --spec ../../spec --out .\n";
        assert!(readme(None).contains(everywhere), "{}", readme(None));
        let in_root = "run this in the workspace of the generator:\n\n```console\n\
            cargo xtask regen --spec ../spec --out ../crates/client\n";
        assert!(readme(Some("main")).contains(in_root), "{}", readme(Some("main")));
    }
}
