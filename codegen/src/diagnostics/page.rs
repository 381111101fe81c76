//! The page of a code: why it is a problem, with a wrong and a right example.

use super::Code;
use crate::source::Source;

/// The page of a code.
///
/// ```
/// use specwright::Code;
///
/// let page = Code::MissingDoc.page();
/// assert!(!page.text.is_empty() && page.wrong.is_some() && page.right.is_some());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page {
    /// The problem, and why it matters.
    pub text: &'static str,
    /// A part of a spec that causes the diagnostic; `None` if no text can show it.
    pub wrong: Option<Example>,
    /// The same part without the problem.
    pub right: Option<Example>,
}

/// A part of a spec: one file, or several that each begin with a comment such as `# card.yaml`.
///
/// ```
/// use specwright::{Code, check::check};
///
/// let wrong = Code::UnknownKey.page().wrong.unwrap();
/// let found = check(&wrong.sources()).unwrap_err();
/// assert!(found.iter().any(|one| one.code == Code::UnknownKey));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// The text.
    pub yaml: &'static str,
}

/// The files of a spec that an example does not show.
const HIDDEN_FILES: [(&str, &str); 3] = [
    ("api.yaml", "api: tickets\ndoc: Tickets.\nserver: https://api.example.com\n"),
    (
        "card.yaml",
        "model: Card\ndoc: A ticket.\nfields:\n  title: { type: string, required: true, doc: Its name., example: 票 }\n",
    ),
    (
        "create_card.yaml",
        "operation: create_card\ndoc: Creates a ticket.\nmethod: POST\npath: /cards\nrequest: Card\n",
    ),
];

impl Code {
    /// The page of this code.
    pub fn page(self) -> Page {
        let text = self.page_text();
        let example = |heading: &str| {
            let (_, after) = text.split_once(heading)?;
            let (yaml, _) = after.trim_start().strip_prefix("```yaml\n")?.split_once("```")?;
            Some(Example { yaml })
        };
        let words = text.split_once("\nWrong:\n").map_or(text, |(words, _)| words);
        Page { text: words.trim(), wrong: example("\nWrong:\n"), right: example("\nRight:\n") }
    }
}

impl Example {
    /// The files of a whole spec that contains the example.
    pub fn sources(&self) -> Vec<Source> {
        let mut files: Vec<(String, String)> =
            HIDDEN_FILES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let begin = |name: &str, files: &mut Vec<(String, String)>| {
            files.retain(|(file, _)| file != name);
            files.push((name.to_owned(), String::new()));
        };
        if !self.yaml.starts_with("# ") {
            begin(self.unnamed(), &mut files);
        }
        for line in self.yaml.lines() {
            if let Some(name) = line.strip_prefix("# without ") {
                files.retain(|(file, _)| file != name);
            } else if let Some(name) = line.strip_prefix("# ").filter(|name| name.ends_with(".yaml")) {
                begin(name, &mut files);
            } else if let Some((_, text)) = files.last_mut() {
                text.push_str(line);
                text.push('\n');
            }
        }
        files.sort();
        files.into_iter().map(|(name, text)| Source::new(format!("spec/{name}"), text)).collect()
    }

    /// The name of the file if the example does not name it.
    fn unnamed(&self) -> &'static str {
        let kind = self.yaml.split(':').next().unwrap_or_default();
        match kind {
            "api" => "api.yaml",
            "operation" => "create_card.yaml",
            _ => "card.yaml",
        }
    }
}
