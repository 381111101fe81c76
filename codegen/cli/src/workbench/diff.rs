//! `diff`: what changed in a spec since a revision, what the changes break, and whether they are accepted.
//!
//! A change is accepted if the version increased enough since the last release, or if the spec lists it. The meaning of
//! both specs is compared; the old one is read from git.

mod client;
mod git;
mod github;
mod json;
mod markdown;
mod old;
mod report;
mod text;
mod tree;
mod version;

use std::path::Path;

use specwright_workbench::changes::{Accepted, AcceptedList, Change, accepted, compare, unmatched};

use crate::arguments::DiffFormat;
use crate::context::Context;
use crate::error::Error;
use crate::output::{self, Exit, Paint};
use crate::spec::{SCHEMA, Spec};
use client::Crate;
use git::{Release, Repository};
use old::{New, Old, refuse_sparse};
use report::{Base, Chosen, Judged, List, Report};

/// Prints the changes; the exit is negative if one breaks something and is not accepted.
pub(crate) fn run(context: &Context<'_>, revision: Option<&str>, format: DiffFormat) -> Result<Exit, Error> {
    let spec = Spec::read(context.spec(), format.of_problems())?;
    let api = spec.check()?.api;
    let (repository, prefix) = Repository::containing(context.spec())?;
    let new =
        New { spec: &spec, api: &api, folder: prefix.trim_end_matches('/'), format: format.of_problems() };
    refuse_sparse(&repository, new.folder)?;
    let client = Crate::find(&repository, context, &api)?;
    let base = match revision {
        Some(revision) => requested(&repository, revision)?,
        None => latest(&repository, client.name(&api))?,
    };
    let release = release_of(&repository, &base.commit, client.name(&api))?;

    let old = Old::read(&repository, &base.commit, &base.revision, &new)?;
    let changes = compare(old.side(), new.side());
    let listed = accepted(spec.sources());
    let list = list(&spec, context.spec(), listed.as_ref(), format);
    let accepted = listed.map(|list| list.entries).unwrap_or_default();
    if accepted.iter().any(|entry| !changes.iter().any(|change| entry.accepts(change))) {
        refuse_unmatched(&repository, &base, release.as_ref(), &new, &accepted, &changes)?;
    }

    let mut revisions: Vec<(&str, &str)> = Vec::new();
    revisions.extend(release.as_ref().map(|(release, commit)| (release.tag.as_str(), commit.as_str())));
    revisions.push((&base.revision, &base.commit));
    let client = client.compared(&repository, &revisions, format.of_problems())?;
    let changes = changes.into_iter().map(|change| with_acceptance(change, &accepted)).collect();
    let report = Report { base, client, changes, list };
    let text = match format {
        DiffFormat::Text => report.to_text(Paint::stdout()),
        DiffFormat::Json => report.to_json(),
        DiffFormat::Markdown => report.to_markdown(),
        DiffFormat::Github => report.to_github(|path| repository.root.join(path).is_file()),
    };
    output::print_report(&text, format == DiffFormat::Text)?;
    Ok(report.exit())
}

/// Returns an error for entries that match no change since the revision, and none since the release before it: the
/// revision may contain a change that is not released yet.
fn refuse_unmatched(
    repository: &Repository,
    base: &Base,
    release: Option<&(Release, String)>,
    new: &New<'_>,
    accepted: &[Accepted],
    changes: &[Change],
) -> Result<(), Error> {
    let mut all = changes.to_vec();
    if let Some((release, commit)) = release.filter(|(_, commit)| *commit != base.commit) {
        all.extend(compare(Old::read(repository, commit, &release.tag, new)?.side(), new.side()));
    }
    let problems = unmatched(accepted, &all);
    if problems.is_empty() {
        return Ok(());
    }
    if release.is_none() {
        output::eprint(&format!(
            "no tag of a release leads to {} here, so an entry for a change that it has already matches nothing; `git \
             fetch --tags` fetches the tags\n",
            base.revision
        ));
    }
    Err(new.spec.failure(&problems))
}

/// The file of accepted changes; if there is none, the path of the one to create and its first lines.
fn list(spec: &Spec, folder: &Path, listed: Option<&AcceptedList>, format: DiffFormat) -> List {
    let begin = "accepted:".to_owned();
    let file = listed.and_then(|list| spec.sources().get(list.file)).map(|source| &source.path);
    let (place, head, in_brackets) = match (file, listed) {
        (Some(file), Some(list)) if list.entries.is_empty() => {
            (format!("`{file}`, in place of the empty list"), vec![begin], false)
        }
        (Some(file), Some(list)) if list.in_brackets => {
            (format!("`{file}`, behind the `[`"), Vec::new(), true)
        }
        (Some(file), _) => (format!("`{file}`"), Vec::new(), false),
        (None, _) => {
            let modeline =
                spec.refers_to(SCHEMA).then(|| format!("# yaml-language-server: $schema={SCHEMA}"));
            let file = format.of_problems().shown(&folder.join("accepted.yaml"));
            (format!("`{file}`"), modeline.into_iter().chain([begin]).collect(), false)
        }
    };
    List { place, head, in_brackets }
}

fn with_acceptance(change: Change, accepted: &[Accepted]) -> Judged {
    let reason = accepted.iter().find(|entry| entry.accepts(&change)).map(|entry| entry.reason.clone());
    Judged { change, accepted: reason }
}

fn requested(repository: &Repository, revision: &str) -> Result<Base, Error> {
    match repository.commit(revision)? {
        Some(commit) => Ok(Base { revision: revision.to_owned(), commit, chosen: Chosen::Asked }),
        None => {
            let help = match repository.is_shallow()? {
                true => format!("{SHALLOW}, unless the name is misspelt"),
                false => "`git fetch --tags` fetches what is missing in the clone; `git tag` and `git branch -a` list what is \
                          there"
                    .to_owned(),
            };
            Err(Error::new(format!("the repository has no commit `{revision}`")).help(help))
        }
    }
}

/// The latest release before the last commit, or the last commit itself where there is none.
fn latest(repository: &Repository, client: &str) -> Result<Base, Error> {
    let Some(head) = repository.commit("HEAD")? else {
        return Err(Error::new("the repository has no commit to compare with"));
    };
    if let Some((release, commit)) = release_of(repository, &head, client)? {
        return Ok(Base { revision: release.tag, commit, chosen: Chosen::LatestRelease });
    }
    // Unthere are the release may be missing in this clone only.
    if repository.is_shallow()? {
        return Err(Error::new("this clone is shallow and has no tag of a release to compare with")
            .help(format!("{SHALLOW}; or name a revision")));
    }
    Ok(Base { revision: "HEAD".to_owned(), commit: head, chosen: Chosen::LastCommit })
}

const SHALLOW: &str = "the clone is shallow: `git fetch --unshallow --tags` fetches the rest, `fetch-depth: 0` in GitHub's checkout";

/// The last release that is the commit or one of its ancestors, and its commit.
fn release_of(
    repository: &Repository,
    commit: &str,
    client: &str,
) -> Result<Option<(Release, String)>, Error> {
    let Some(release) = repository.release(commit, client)? else { return Ok(None) };
    let commit = repository.commit(&format!("refs/tags/{}", release.tag))?;
    Ok(commit.map(|commit| (release, commit)))
}
