//! A comparison as JSON.

use serde_json::{Map, Value, json};
use specwright_workbench::changes::{Change, Level, Verdict};

use super::report::{Chosen, Client, Judged, Report};
use crate::output::Exit;

impl Report {
    pub(super) fn to_json(&self) -> String {
        let chosen = match self.base.chosen {
            Chosen::Asked => "asked",
            Chosen::LatestRelease => "release",
            Chosen::LastCommit => "last-commit",
        };
        let report = json!({
            "base": { "revision": self.base.revision, "commit": self.base.commit, "chosen": chosen },
            "passes": self.exit() == Exit::Success,
            "level": self.level().map(Level::as_str),
            "breaking": self.count(Level::Major),
            "accepted": self.changes.iter().filter(|judged| judged.accepted.is_some()).count(),
            "compatible": self.count(Level::Minor),
            "without_effect": self.count(Level::Patch),
            "version": self.version_json(),
            "changes": self.changes.iter().map(|judged| self.change_json(judged)).collect::<Vec<Value>>(),
        });
        format!("{report:#}\n")
    }

    fn version_json(&self) -> Value {
        let wanted = self.wanted().map(|version| version.to_string());
        match &self.client {
            Client::Compared(versions) => json!({
                "package": versions.name,
                "manifest": versions.manifest,
                "released_in": versions.released,
                "old": versions.old.to_string(),
                "new": versions.new.to_string(),
                "wanted": wanted,
            }),
            Client::New { name, version } => json!({
                "package": name,
                "manifest": null,
                "released_in": null,
                "old": null,
                "new": version.to_string(),
                "wanted": null,
            }),
            Client::Unknown { .. } => Value::Null,
        }
    }

    fn change_json(&self, judged: &Judged) -> Value {
        let Change { kind, at, old, new, direction, rust, wire, limits, position, .. } = &judged.change;
        let mut entries = Map::from_iter([
            ("change".to_owned(), json!(kind.as_str())),
            ("at".to_owned(), json!(at)),
            ("old".to_owned(), json!(old)),
            ("new".to_owned(), json!(new)),
            ("direction".to_owned(), json!(direction.map(|direction| direction.as_str()))),
            ("level".to_owned(), json!(judged.change.level().as_str())),
            ("accepted".to_owned(), json!(judged.accepted)),
            ("passes".to_owned(), json!(!self.is_open(judged))),
            ("rust".to_owned(), verdict(rust)),
            ("wire".to_owned(), verdict(wire)),
            ("limits".to_owned(), verdict(limits)),
            ("side".to_owned(), json!(position.revision.as_str())),
            ("file".to_owned(), json!(position.file)),
        ]);
        entries.extend(position.range.entries().map(|(key, number)| (key.to_owned(), json!(number))));
        Value::Object(entries)
    }
}

fn verdict(verdict: &Verdict) -> Value {
    json!({ "effect": verdict.effect.as_str(), "reason": verdict.reason })
}
