//! Renders the changes of a plan as unified diffs.

use similar::TextDiff;

use crate::output::Paint;
use crate::paths;
use crate::plan::{Change, Kind};

/// The difference between a file and its new contents.
pub(crate) fn change(change: &Change, paint: Paint) -> String {
    let path = paths::shown(&change.path);
    match &change.kind {
        Kind::Missing { new } => Diff { old_name: "/dev/null", old: b"", new_name: &path, new }.show(paint),
        Kind::Orphaned { old } => Diff { old_name: &path, old, new_name: "/dev/null", new: "" }.show(paint),
        Kind::Stale { old, new } => Diff { old_name: &path, old, new_name: &path, new }.show(paint),
    }
}

struct Diff<'a> {
    old_name: &'a str,
    old: &'a [u8],
    new_name: &'a str,
    new: &'a str,
}

impl Diff<'_> {
    fn show(&self, paint: Paint) -> String {
        let mut shown = paint.bold(&format!("--- {}", self.old_name)) + "\n";
        shown.push_str(&(paint.bold(&format!("+++ {}", self.new_name)) + "\n"));
        for line in self.body().lines() {
            let line = match line.as_bytes().first() {
                Some(b'-') => paint.red(line),
                Some(b'+') => paint.green(line),
                Some(b'@') => paint.cyan(line),
                _ => line.to_owned(),
            };
            shown.push_str(&line);
            shown.push('\n');
        }
        shown
    }

    fn body(&self) -> String {
        let Ok(old) = std::str::from_utf8(self.old) else {
            return "@@ the file is not UTF-8 @@".to_owned();
        };
        if old.is_empty() && self.old_name == self.new_name {
            return "@@ the file is empty, or a symbolic link @@".to_owned();
        }
        let unix = old.replace("\r\n", "\n");
        let diff = TextDiff::from_lines(unix.as_str(), self.new).unified_diff().to_string();
        if unix == old {
            return diff;
        }
        // A diff by lines would report every line and hide other differences.
        format!("@@ the file has CRLF line endings; generated and formatted files have LF @@\n{diff}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &[u8], new: &str) -> String {
        let kind = Kind::Stale { old: old.to_vec(), new: new.to_owned() };
        change(&Change { path: "pets/src/generated/a.rs".into(), kind }, Paint { color: false })
    }

    #[test]
    fn a_changed_line_has_its_context() {
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        insta::assert_snapshot!(shown(old.as_bytes(), &old.replace('5', "five")), @r"
        --- pets/src/generated/a.rs
        +++ pets/src/generated/a.rs
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8
        ");
    }

    #[test]
    fn crlf_line_endings_are_stated_once() {
        insta::assert_snapshot!(shown(b"1\r\n2\r\n", "1\n2\n"), @r"
        --- pets/src/generated/a.rs
        +++ pets/src/generated/a.rs
        @@ the file has CRLF line endings; generated and formatted files have LF @@
        ");
        insta::assert_snapshot!(shown(b"1\r\n2\r\n", "1\n3\n"), @r"
        --- pets/src/generated/a.rs
        +++ pets/src/generated/a.rs
        @@ the file has CRLF line endings; generated and formatted files have LF @@
        @@ -1,2 +1,2 @@
         1
        -2
        +3
        ");
    }

    #[test]
    fn a_missing_final_newline_is_shown() {
        let diff = shown(b"1", "1\n");
        assert!(diff.contains("No newline at end of file"), "{diff}");
    }

    #[test]
    fn an_empty_file_is_stated_in_one_line() {
        assert!(shown(b"", "1\n").ends_with("\n@@ the file is empty, or a symbolic link @@\n"));
    }

    #[test]
    fn binary_contents_are_not_shown() {
        assert!(shown(b"\xff\xfe", "1\n").ends_with("@@ the file is not UTF-8 @@\n"));
    }
}
