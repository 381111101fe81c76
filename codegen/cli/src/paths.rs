//! Paths in messages and commands.

use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The path relative to the current folder if it is below it, else as given; with forward slashes.
pub(crate) fn shown(path: &Path) -> String {
    let below = env::current_dir().ok().and_then(|here| {
        let absolute = std::path::absolute(path).ok()?;
        absolute.strip_prefix(here).ok().map(Path::to_owned)
    });
    match below {
        Some(below) if below.as_os_str().is_empty() => ".".to_owned(),
        Some(below) => slashes(&below),
        None => slashes(path),
    }
}

/// The path relative to the root of its repository, as GitHub names files; outside of a repository, as [`shown`].
/// Symbolic links are resolved.
pub(crate) fn in_repository(path: &Path) -> String {
    let below = || {
        let path = real(path)?;
        let root = path.ancestors().find(|folder| folder.join(".git").exists())?;
        path.strip_prefix(root).ok().map(slashes)
    };
    match below() {
        Some(root) if root.is_empty() => ".".to_owned(),
        Some(below) => below,
        None => shown(path),
    }
}

/// The path without links and `..`, as far as it exists.
fn real(path: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(path).ok()?;
    absolute.ancestors().find_map(|above| {
        let rest = absolute.strip_prefix(above).ok()?;
        fs::canonicalize(above).ok().map(|real| real.join(rest))
    })
}

/// The path with forward slashes. Names that are not Unicode are converted lossily.
pub(crate) fn slashes(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace('\\', "/") }
}

/// The path quoted for a shell if necessary.
pub(crate) fn quoted(path: &Path) -> String {
    let text = slashes(path);
    let is_plain = |character: char| {
        character.is_alphanumeric() || matches!(character, '/' | '.' | '_' | '-' | ':' | '+')
    };
    if !text.is_empty() && text.chars().all(is_plain) {
        text
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// The relative path from one folder to another; both are absolute and have no `..`. If they have no common root,
/// the other path itself.
pub(crate) fn relative(from: &Path, to: &Path) -> PathBuf {
    let (from_parts, to_parts): (Vec<_>, Vec<_>) = (from.components().collect(), to.components().collect());
    let common = from_parts.iter().zip(&to_parts).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return to.to_owned();
    }
    let up = from_parts.iter().skip(common).map(|_| Component::ParentDir);
    let path: PathBuf = up.chain(to_parts.iter().skip(common).copied()).collect();
    if path.as_os_str().is_empty() { PathBuf::from(".") } else { path }
}

/// Joins a folder and a relative path, resolving `.` and `..` lexically.
pub(crate) fn joined(folder: &Path, way: &str) -> PathBuf {
    let mut path = folder.to_owned();
    for step in Path::new(way).components() {
        match step {
            Component::CurDir => {}
            Component::ParentDir if path.file_name().is_some() => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths() {
        let way = |from: &str, to: &str| slashes(&relative(Path::new(from), Path::new(to)));
        assert_eq!(way("/a/b", "/a/b"), ".");
        assert_eq!(way("/a/b", "/a/b/c"), "c");
        assert_eq!(way("/a/b", "/a/c/d"), "../c/d");
        assert_eq!(way("/a/b", "/"), "../..");
        assert_eq!(way("a", "/b"), "/b");
    }

    #[test]
    fn joined_paths() {
        let joined = |folder: &str, way: &str| slashes(&joined(Path::new(folder), way));
        assert_eq!(joined("", "./a.json"), "a.json");
        assert_eq!(joined("../spec/models", "../a.json"), "../spec/a.json");
        assert_eq!(joined("models", "../../a.json"), "../a.json");
        assert_eq!(joined("models", "/a.json"), "/a.json");
    }

    #[test]
    fn quoted_paths() {
        assert_eq!(quoted(Path::new("../pet-shop/spec")), "../pet-shop/spec");
        assert_eq!(quoted(Path::new("票务/spec")), "票务/spec");
        assert_eq!(quoted(Path::new("my spec")), "'my spec'");
        assert_eq!(quoted(Path::new("it's")), r"'it'\''s'");
        assert_eq!(quoted(Path::new("")), "''");
    }

    #[test]
    fn a_path_below_the_current_folder_is_relative() {
        let here = env::current_dir().unwrap();
        assert_eq!(shown(&here), ".");
        assert_eq!(shown(&here.join("src/main.rs")), "src/main.rs");
        assert_eq!(shown(Path::new("src/main.rs")), "src/main.rs");
        assert_eq!(shown(Path::new("../elsewhere")), "../elsewhere");
    }
}
