//! Reads revisions with `git`. Neither the working tree nor the index is changed.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use semver::Version;

use crate::error::Error;
use crate::paths::shown;

/// Variables that git sets for hooks. Here, the folder determines the repository.
const OF_A_HOOK: [&str; 8] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
];

/// A repository with a working tree.
#[derive(Debug)]
pub(super) struct Repository {
    /// The root of the working tree.
    pub(super) root: PathBuf,
}

/// A tag that names a version: `v0.1.0`, or `tickets-v0.1.0`.
#[derive(Debug)]
pub(super) struct Release {
    pub(super) tag: String,
    version: Version,
}

impl Repository {
    /// The repository that contains a folder, and the relative path from its root to the folder: empty, or with a
    /// trailing slash.
    ///
    /// # Errors
    ///
    /// If there is none, or it has no working tree.
    pub(super) fn containing(folder: &Path) -> Result<(Repository, String), Error> {
        let output = run(command(folder, ["rev-parse", "--show-toplevel", "--show-prefix"]))?;
        if !output.status.success() {
            let message = words(&output.stderr);
            let problem = match message.contains("not a git repository") {
                true => format!("`{}` lies in no git repository", shown(folder)),
                false => format!("git cannot read the repository of `{}`: {message}", shown(folder)),
            };
            return Err(Error::new(problem).help("the old spec is read from the history of the new one"));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let mut lines = text.lines();
        let (root, prefix) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
        Ok((Repository { root: PathBuf::from(root) }, prefix.to_owned()))
    }

    /// The commit that a revision resolves to, if any.
    pub(super) fn commit(&self, revision: &str) -> Result<Option<String>, Error> {
        // No revision begins with a hyphen, but an option does.
        if revision.is_empty() || revision.starts_with('-') {
            return Ok(None);
        }
        let verify = |revision: &str| {
            let output = run(command(&self.root, ["rev-parse", "--verify", "--quiet", revision]))?;
            Ok(output.status.success().then(|| words(&output.stdout)))
        };
        // In two steps, since what follows `:/` is a search text up to its end.
        match verify(revision)? {
            Some(object) => verify(&format!("{object}^{{commit}}")),
            None => Ok(None),
        }
    }

    /// The release with the greatest version that is the commit or one of its ancestors. Tags with the name of the
    /// client take precedence over those without a name, and releases over pre-releases.
    pub(super) fn release(&self, commit: &str, client: &str) -> Result<Option<Release>, Error> {
        let merged = format!("--merged={commit}");
        let tags = self.ask(["for-each-ref", &merged, "--format=%(refname:strip=2)", "refs/tags"])?;
        let tags = String::from_utf8_lossy(&tags);
        let named = format!("{client}-v");
        let latest = |prefix: &str| {
            let release = |tag: &str| {
                let version = Version::parse(tag.strip_prefix(prefix)?).ok()?;
                Some(Release { tag: tag.to_owned(), version })
            };
            let releases = tags.lines().filter_map(release);
            releases.max_by(|a, b| {
                let rank = |release: &Release| release.version.pre.is_empty();
                rank(a).cmp(&rank(b)).then_with(|| a.version.cmp(&b.version))
            })
        };
        Ok(latest(&named).or_else(|| latest("v")))
    }

    /// Whether the clone is shallow, so that commits are missing.
    pub(super) fn is_shallow(&self) -> Result<bool, Error> {
        Ok(words(&self.ask(["rev-parse", "--is-shallow-repository"])?) == "true")
    }

    /// The files below a folder of the working tree that a sparse checkout excludes.
    pub(super) fn left_out(&self, prefix: &str) -> Result<Vec<String>, Error> {
        let mut command = command(&self.root, ["ls-files", "-z", "-t", "--"]);
        command.env("GIT_LITERAL_PATHSPECS", "1");
        if !prefix.is_empty() {
            command.arg(prefix);
        }
        let output = success(run(command)?)?;
        let entries = output.split(|byte| *byte == 0).map(String::from_utf8_lossy);
        Ok(entries.filter_map(|entry| entry.strip_prefix("S ").map(str::to_owned)).collect())
    }

    /// Every file of a commit, in the format of `git ls-tree`.
    pub(super) fn list(&self, commit: &str) -> Result<Vec<u8>, Error> {
        self.ask(["ls-tree", "-r", "-z", "--full-tree", commit])
    }

    /// The contents of objects, in their order.
    pub(super) fn contents(&self, objects: &[&str]) -> Result<Vec<Vec<u8>>, Error> {
        let mut command = command(&self.root, ["cat-file", "--batch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| cannot_run(&error))?;
        let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Error::new("cannot open the standard streams of git"));
        };
        let mut output = BufReader::new(output);
        let contents = objects.iter().map(|object| read_object(&mut input, &mut output, object)).collect();
        drop(input);
        // All requests were answered, or one failed.
        let _ = child.wait();
        contents
    }

    fn ask<const N: usize>(&self, arguments: [&str; N]) -> Result<Vec<u8>, Error> {
        success(run(command(&self.root, arguments))?)
    }
}

/// Requests one object and reads the answer, so that neither side blocks on a full pipe.
fn read_object(input: &mut impl Write, output: &mut impl BufRead, object: &str) -> Result<Vec<u8>, Error> {
    let failure = |error: io::Error| Error::new(format!("git cannot read the object {object}: {error}"));
    writeln!(input, "{object}").and_then(|()| input.flush()).map_err(failure)?;
    let mut header = String::new();
    output.read_line(&mut header).map_err(failure)?;
    let size = header.trim_end().rsplit_once(" blob ").and_then(|(_, size)| size.parse().ok());
    let Some(size) = size else {
        return Err(Error::new(format!("git cannot read the object {object}: {}", header.trim_end()))
            .help("it is missing in the clone; `git fetch` fetches it"));
    };
    let mut content = vec![0; size];
    output.read_exact(&mut content).map_err(failure)?;
    output.read_exact(&mut [0]).map_err(failure)?;
    Ok(content)
}

fn command<const N: usize>(folder: &Path, arguments: [&str; N]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg::<&OsStr>(folder.as_ref()).args(arguments).stdin(Stdio::null());
    // The output is parsed, so it must be in English, and git must not prompt.
    command.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0").env("GIT_OPTIONAL_LOCKS", "0");
    for name in OF_A_HOOK {
        command.env_remove(name);
    }
    command
}

fn run(mut command: Command) -> Result<Output, Error> {
    command.output().map_err(|error| cannot_run(&error))
}

fn success(output: Output) -> Result<Vec<u8>, Error> {
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(Error::new(format!("git failed: {}", words(&output.stderr)))),
    }
}

fn cannot_run(error: &io::Error) -> Error {
    let problem = match error.kind() {
        io::ErrorKind::NotFound => "there is no program `git`".to_owned(),
        _ => format!("`git` cannot be run: {error}"),
    };
    Error::new(problem).help("install git: the old spec is read from the history of the new one")
}

fn words(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.trim().strip_prefix("fatal: ").unwrap_or(text.trim()).to_owned()
}
