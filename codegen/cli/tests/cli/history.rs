//! A shop in a git repository, independent of the user's git configuration.

use std::path::Path;
use std::process::Command;

use crate::support::{Ran, Shop};

const MANIFEST: &str = "[package]\nname = \"pets\"\nversion = \"0.1.0\"\n";

impl Shop {
    /// A shop with a released client 0.1.0.
    pub(crate) fn released() -> Shop {
        let shop = Shop::new();
        shop.put("client/Cargo.toml", MANIFEST);
        shop.git(&["init", "--quiet", "--initial-branch", "main"]);
        shop.commit("Begin");
        shop.git(&["tag", "v0.1.0"]);
        shop
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        git_in(&self.path(""), arguments)
    }

    /// Commits everything; returns the commit.
    pub(crate) fn commit(&self, message: &str) -> String {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Compares the spec with the latest release, or according to the arguments.
    pub(crate) fn diff(&self, arguments: &[&str]) -> Ran {
        let ran = self.run(&[&["diff", "--spec", "spec", "--out", "client"], arguments].concat());
        // Commit hashes change with the fixture.
        Ran { stdout: without_commits(&ran.stdout), ..ran }
    }
}

/// Runs git in a folder; returns its output.
pub(crate) fn git_in(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["-c", "protocol.file.allow=always"]).args(arguments);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    for role in ["AUTHOR", "COMMITTER"] {
        command
            .env(format!("GIT_{role}_NAME"), "Somebody")
            .env(format!("GIT_{role}_EMAIL"), "somebody@example.com");
    }
    let output = command
        .env("GIT_CONFIG_GLOBAL", if cfg!(windows) { "NUL" } else { "/dev/null" })
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

/// Replaces every word of at least twelve hexadecimal digits by `…`.
fn without_commits(text: &str) -> String {
    let is_commit = |word: &str| word.len() >= 12 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let words = text.split_inclusive(|c: char| !c.is_ascii_alphanumeric());
    words
        .map(|piece| match piece.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()) {
            word if is_commit(word) => piece.replacen(word, "…", 1),
            _ => piece.to_owned(),
        })
        .collect()
}
