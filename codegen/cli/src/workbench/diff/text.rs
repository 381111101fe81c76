//! A comparison as text for the terminal.

use specwright_workbench::changes::{Change, Direction, Effect, Kind, Level, Revision, Verdict};

use super::report::{Base, Chosen, Client, Judged, Report};
use crate::output::{Paint, count};

/// The levels, from breaking to without effect.
pub(super) const GROUPS: [(Level, &str); 3] =
    [(Level::Major, "breaking"), (Level::Minor, "compatible"), (Level::Patch, "without effect")];

impl Report {
    pub(super) fn to_text(&self, paint: Paint) -> String {
        let mut text = format!("{}\n", self.base.to_text());
        for (level, title) in GROUPS {
            let mut changes = self.of(level).peekable();
            if changes.peek().is_some() {
                text.push_str(&format!("\n{}\n", paint.cyan(title)));
            }
            text.extend(changes.map(|judged| self.change(judged, paint)));
        }
        text.push_str(&format!("\n{}\n", self.summary()));
        if let Some(version) = self.version() {
            text.push_str(&format!("{version}\n"));
        }
        for (suggestion, lines) in self.suggestions() {
            text.push_str(&format!("{}: {suggestion}\n", paint.bold("help")));
            text.extend(lines.iter().map(|line| format!("  {line}\n")));
        }
        text
    }

    fn change(&self, judged: &Judged, paint: Paint) -> String {
        let change = &judged.change;
        let kind = match change.level() {
            Level::Major if self.is_open(judged) => paint.red(change.kind.as_str()),
            Level::Major => paint.yellow(change.kind.as_str()),
            Level::Minor | Level::Patch => change.kind.as_str().to_owned(),
        };
        let mut text = format!("\n{kind}: {}{}\n", paint.bold(&change.at), direction(change));
        text.push_str(&format!("  {}\n", self.place(change)));
        let rows = [("old", &change.old), ("new", &change.new)];
        for (name, words) in rows {
            text.extend(words.iter().map(|words| row(name, words)));
        }
        // Three lines that state no effect would hide a line that states one.
        let verdicts = (change.kind != Kind::DocsChanged).then(|| verdicts(change));
        for (name, verdict) in verdicts.into_iter().flatten() {
            let effect = match verdict.effect {
                Effect::Breaking => paint.red(verdict.effect.as_str()),
                Effect::Compatible => paint.green(verdict.effect.as_str()),
                Effect::None => verdict.effect.as_str().to_owned(),
            };
            text.push_str(&row(name, &format!("{effect}: {}", verdict.reason)));
        }
        text.extend(judged.accepted.iter().map(|reason| row("accepted", reason)));
        text
    }

    /// `spec/models/pet.yaml:5:3`; for what was removed, with the revision before it, as `git show` accepts it.
    pub(super) fn place(&self, change: &Change) -> String {
        let position = &change.position;
        let place = format!("{}:{}:{}", position.file, position.range.line, position.range.column);
        match position.revision {
            Revision::Old => format!("{}:{place}", self.base.revision),
            Revision::New => place,
        }
    }

    /// `4 changes since v0.1.0: 2 breaking (1 accepted), 2 compatible`.
    pub(super) fn summary(&self) -> String {
        let since = &self.base.revision;
        if self.changes.is_empty() {
            return format!("nothing changed since {since}");
        }
        let accepted = self.changes.iter().filter(|judged| judged.accepted.is_some()).count();
        let part = |level: Level, words: &str| match self.count(level) {
            0 => None,
            number if level == Level::Major && accepted > 0 => {
                Some(format!("{number} {words} ({accepted} accepted)"))
            }
            number => Some(format!("{number} {words}")),
        };
        let parts: Vec<String> = GROUPS.iter().filter_map(|(level, words)| part(*level, words)).collect();
        let level = self.level().map(|level| format!("; level: {level}")).unwrap_or_default();
        format!("{} since {since}: {}{level}", count(self.changes.len(), "change"), parts.join(", "))
    }

    /// The version, and whether it is sufficient; `None` if no change requires a version.
    pub(super) fn version(&self) -> Option<String> {
        let level = self.required_level().filter(|level| *level > Level::Patch)?;
        let versions = match &self.client {
            Client::Compared(versions) => versions,
            Client::New { name, version } => {
                return Some(format!("version: {name} {version} has no release yet: changes break nobody"));
            }
            Client::Unknown { why } => return Some(format!("version: not compared: {why}")),
        };
        let (old, new) = (&versions.old, &versions.new);
        let name = format!("{} {old} in {}", versions.name, versions.released);
        let now = match new.cmp_precedence(old) {
            std::cmp::Ordering::Equal => format!("{name}, unchanged now"),
            std::cmp::Ordering::Less => format!("{name}, and lower now: {new}"),
            std::cmp::Ordering::Greater => format!("{name}, {new} now"),
        };
        Some(match self.wanted() {
            Some(enough) if level == Level::Major => {
                format!("version: {now}; breaking changes require {enough}")
            }
            Some(enough) => {
                format!("version: {now}; additions require {enough}, at the next release")
            }
            None => format!("version: {now}, which covers {}", covers(level)),
        })
    }

    /// How breaking changes can be accepted, each with lines to write, if any.
    pub(super) fn suggestions(&self) -> Vec<(String, Vec<String>)> {
        let open: Vec<_> = self.open().collect();
        if open.is_empty() {
            return Vec::new();
        }
        let mut suggestions = Vec::new();
        if let (Some(version), Client::Compared(versions)) = (self.wanted(), &self.client) {
            suggestions.push((
                format!("to release it unchanged, in `{}`:", versions.manifest),
                vec![format!("version = \"{version}\"")],
            ));
        }
        let mut lines = self.list.head.clone();
        for Judged { change, .. } in open {
            let entry = format!("{{ change: {}, at: {}, reason: … }}", change.kind, quoted(&change.at));
            let line = if self.list.in_brackets { format!("  {entry},") } else { format!("  - {entry}") };
            // Two limits of one field are accepted at once.
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        suggestions.push((
            format!("if no user relies on it, accept it with a reason in {}:", self.list.place),
            lines,
        ));
        suggestions
    }
}

impl Base {
    /// The revision that the spec was compared with, and why.
    pub(super) fn to_text(&self) -> String {
        let (revision, commit) = (&self.revision, short(&self.commit));
        match self.chosen {
            Chosen::Asked if self.commit.starts_with(revision.as_str()) => {
                format!("compared with {revision}")
            }
            Chosen::Asked => format!("compared with {revision} ({commit})"),
            Chosen::LatestRelease => format!("compared with the latest release, {revision} ({commit})"),
            Chosen::LastCommit => {
                format!("compared with the last commit ({commit}), as no tag such as `v0.1.0` leads to it")
            }
        }
    }
}

/// An abbreviated commit hash.
pub(super) fn short(commit: &str) -> &str {
    commit.get(..12).unwrap_or(commit)
}

/// The verdicts on a change.
pub(super) fn verdicts(change: &Change) -> [(&'static str, &Verdict); 3] {
    [("Rust", &change.rust), ("wire", &change.wire), ("limits", &change.limits)]
}

/// The old and the new state, if there are two.
pub(super) fn old_and_new(change: &Change, words: impl Fn(&str) -> String) -> String {
    match (change.old.as_deref().map(&words), change.new.as_deref().map(&words)) {
        (Some(old), Some(new)) => format!(": {old} → {new}"),
        (Some(old), None) => format!(": was {old}"),
        (None, Some(new)) => format!(": {new}"),
        (None, None) => String::new(),
    }
}

/// ` (in requests)`.
pub(super) fn direction(change: &Change) -> &'static str {
    match change.direction {
        Some(Direction::Request) => " (in requests)",
        Some(Direction::Reply) => " (in replies)",
        Some(Direction::Both) => " (in requests and replies)",
        None => "",
    }
}

pub(super) fn covers(level: Level) -> &'static str {
    match level {
        Level::Major => "breaking changes",
        Level::Minor => "additions",
        Level::Patch => "words",
    }
}

/// A text as a YAML scalar in a flow mapping, quoted if necessary.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/');
    let starts_well = text.starts_with(|c: char| c.is_alphabetic());
    if starts_well && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

fn row(name: &str, words: &str) -> String {
    format!("  {name:8} {}\n", words.trim().replace('\n', "\n           "))
}
