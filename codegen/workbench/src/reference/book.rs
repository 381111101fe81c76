//! The reference as the source of a book for mdBook.

use std::fmt::Write as _;

use super::markdown::link;
use super::search;
use super::walk::{TOKEN_DIAGRAM, WALK_DIAGRAM};
use super::words::Words;
use super::{Book, File, Part};
use specwright::ir::Operation;

/// The version of mdBook that the source is written for.
pub const MDBOOK_VERSION: &str = "0.5.4";

/// The page of the checker, of whose files the folder `checker` of the book consists.
const CHECKER: &str = "checker.md";

impl Book<'_> {
    /// All files of the book's source; what search finds is in one of them.
    pub(super) fn source_files(&self, pages: Vec<File>, has_checker: bool) -> Vec<File> {
        let diagram =
            |name: &str| pages.iter().find(|page| page.path == name).map(|page| page.contents.as_str());
        let diagrams = [WALK_DIAGRAM, TOKEN_DIAGRAM].map(|name| (name, diagram(name).unwrap_or_default()));
        let mut files = vec![
            file("book.toml", self.settings()),
            file("reference.css", include_str!("book/reference.css")),
            file("search.js", include_str!("book/search.js")),
            file("src/SUMMARY.md", self.summary(has_checker)),
            file("src/search-index.js", search::index(&pages)),
        ];
        if has_checker {
            files.push(file(&format!("src/{CHECKER}"), self.checker()));
        }
        for page in pages.iter().filter(|page| page.path.ends_with(".md")) {
            let mut contents = inlined(&page.contents, &diagrams);
            if has_checker && let Some(operation) = self.operation_of(page) {
                contents = self.with_checker_link(&contents, operation);
            }
            files.push(file(&format!("src/{}", page.path), contents));
        }
        files
    }

    fn operation_of(&self, page: &File) -> Option<&Operation> {
        self.api.operations.iter().find(|operation| self.path(Part::Operation(operation)) == page.path)
    }

    /// The page of an operation with a link to the checker below its title.
    fn with_checker_link(&self, page: &str, operation: &Operation) -> String {
        let target = format!("../{CHECKER}#operation={}", operation.name);
        let link = link(self.say(Words::CheckRequest), &target);
        match page.split_once("\n# ").and_then(|(before, rest)| Some((before, rest.split_once('\n')?))) {
            Some((before, (title, rest))) => format!("{before}\n# {title}\n\n{link}\n{rest}"),
            None => page.to_owned(),
        }
    }

    fn settings(&self) -> String {
        let title = self.fill(Words::Reference, &[&self.api.name]).replace('`', "");
        // The texts of the spec are not to be taken for directives, so that only the preprocessor of the first page runs.
        format!(
            "[book]\ntitle = {}\nlanguage = \"{}\"\n\n\
             [build]\nuse-default-preprocessors = false\n\n[preprocessor.index]\n\n\
             [output.html]\nsmart-punctuation = false\ndefinition-lists = false\nadmonitions = false\n\
             default-theme = \"light\"\npreferred-dark-theme = \"navy\"\ninput-404 = \"\"\nno-section-label = true\n\
             additional-css = [\"reference.css\"]\nadditional-js = [\"search.js\"]\n\n\
             [output.html.playground]\nrunnable = false\n\n\
             [output.html.print]\nenable = false\n\n\
             [output.html.search]\nenable = false\n",
            serde_json::Value::from(title),
            self.language.tag()
        )
    }

    fn summary(&self, has_checker: bool) -> String {
        let mut summary = String::from("# Summary\n\n");
        let mut line = |text: &str| {
            let _ = writeln!(summary, "{text}");
        };
        line(&link(self.say(Words::Contents), "README.md"));
        line("");
        if has_checker {
            line(&format!("- {}", link(self.say(Words::Checker), CHECKER)));
        }
        let mut group = None;
        for part in self.parts() {
            let (heading, text) = match part {
                Part::Index | Part::WalkDiagram(_) | Part::TokenDiagram => continue,
                Part::Walk(_) => (None, self.say(Words::Walk)),
                Part::Credentials => (None, self.say(Words::Credentials)),
                Part::Errors => (None, self.say(Words::ErrorCodes)),
                Part::Operation(operation) => (Some(Words::Operations), operation.name.as_str()),
                Part::Events(events) => (Some(Words::Events), events.name.as_str()),
                Part::Type(ty) => (Some(Words::Types), self.name_of(ty)),
            };
            if heading != group
                && let Some(heading) = heading
            {
                line(&format!("\n# {}\n", self.say(heading)));
            }
            group = heading;
            line(&format!("- {}", link(text, &self.path(part))));
        }
        summary
    }

    fn checker(&self) -> String {
        format!(
            "# {}\n\n{}\n\n<link rel=\"stylesheet\" href=\"checker/checker.css\">\n\n\
             <div id=\"specwright-checker\"><p>{}</p></div>\n\n\
             <script type=\"module\" src=\"checker/checker.js\"></script>\n",
            self.say(Words::Checker),
            self.say(Words::CheckerLead),
            self.say(Words::CheckerNeeds)
        )
    }
}

fn file(path: &str, contents: impl Into<String>) -> File {
    File { path: path.to_owned(), contents: contents.into() }
}

/// The page with the diagrams themselves instead of images, so that they have the colours of the page.
fn inlined(page: &str, diagrams: &[(&str, &str)]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in page.lines() {
        let diagram = diagrams.iter().find(|(name, svg)| {
            !svg.is_empty() && line.starts_with("![") && line.ends_with(&format!("]({name})"))
        });
        lines.push(match diagram {
            Some((_, svg)) => format!("<div class=\"diagram\">\n{}\n</div>", svg.trim_end()),
            None => line.to_owned(),
        });
    }
    lines.join("\n") + "\n"
}
