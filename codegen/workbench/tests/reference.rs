//! The reference: its pages, its links, and texts of the spec that have to be escaped.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use specwright::Source;
use specwright::check::check;
use specwright::example;
use specwright::interpret::Interpreter;
use specwright::ir::Api;
use specwright_workbench::reference::{File, HEAD, Language, book, files, first_page};

/// The specs of this repository, each with the path of its client's items.
const SPECS: [(&str, &str); 2] =
    [("../../spec", "wechat_tickets"), ("../tests/parcels/spec", "specwright_parcels")];

fn api(folder: &str) -> Api {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let sources = specwright::build::read_spec(&folder).unwrap();
    check(&sources).unwrap_or_else(|wrong| panic!("{}", wrong.render(&sources, false))).api
}

fn page<'a>(files: &'a [File], path: &str) -> &'a str {
    let file = files.iter().find(|file| file.path == path);
    &file.unwrap_or_else(|| panic!("no page `{path}`")).contents
}

#[test]
fn pages_of_both_apis() {
    let pages: [(usize, &[&str]); 2] = [
        (
            0,
            &[
                "operations/check_in_boarding_pass.md",
                "types/date_info.md",
                "walk.md",
                "walk.svg",
                "token.svg",
            ],
        ),
        (
            1,
            &[
                "README.md",
                "operations/create_parcel.md",
                "operations/list_depots.md",
                "operations/send_photos.md",
                "operations/search_parcels.md",
                "operations/track_parcel.md",
                "operations/fetch_invoice.md",
                "events/depot_events.md",
                "events/parcel_events.md",
                "errors.md",
                "credentials.md",
            ],
        ),
    ];
    for (spec, pages) in pages {
        let (folder, public_path) = SPECS[spec];
        let files = files(&api(folder), public_path, Language::English);
        for path in pages {
            insta::assert_snapshot!(format!("{public_path}_{path}"), page(&files, path));
        }
    }
}

#[test]
fn pages_in_chinese() {
    let (folder, public_path) = SPECS[1];
    let api = api(folder);
    let files = files(&api, public_path, Language::Chinese);
    insta::assert_snapshot!("zh_operation", page(&files, "operations/create_parcel.md"));
    insta::assert_snapshot!("zh_errors", page(&files, "errors.md"));
    insta::assert_snapshot!("zh_first_page", first_page(&api, Language::Chinese, "../reference"));
}

#[test]
fn the_source_of_the_book() {
    let (folder, public_path) = SPECS[1];
    let files = book(&api(folder), public_path, Language::Chinese, true);
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths.len(), files.len());
    for path in ["book.toml", "src/SUMMARY.md", "src/checker.md"] {
        insta::assert_snapshot!(format!("book_{path}"), page(&files, path));
    }
    // The diagram takes the colours of the page.
    let walk = page(&files, "src/walk.md");
    assert!(walk.contains("<div class=\"diagram\">\n<svg ") && !walk.contains("walk.svg"), "{walk}");
    assert!(!paths.contains("src/walk.svg"));
    let index = page(&files, "src/search-index.js");
    for found in ["operations/create_parcel.html#json", "小王", "not_found", "errors.html#bad_weight"] {
        assert!(index.contains(found), "{found}");
    }
    let without = book(&api(folder), public_path, Language::English, false);
    assert!(without.iter().all(|file| !file.contents.contains("checker.md")));
}

#[test]
fn every_example_of_a_request_is_valid() {
    for (folder, _) in SPECS {
        let api = api(folder);
        let interpreter = Interpreter::new(&api);
        for operation in &api.operations {
            if let Some(body) = example::body(&api, operation) {
                let body = operation.wrapped(body);
                let report = interpreter.request(operation, &body);
                assert!(report.is_valid(), "{}: {report}: {body:#}", operation.name);
            }
            if let Some(values) = example::parameters(&api, operation) {
                let report = interpreter.parameters(operation, &values);
                assert!(report.is_valid(), "{}: {report}: {values:#}", operation.name);
            }
        }
    }
}

#[test]
fn every_link_and_anchor_resolves() {
    for (folder, public_path) in SPECS {
        let api = api(folder);
        for language in Language::ALL {
            let files = files(&api, public_path, language);
            let anchors: BTreeMap<&str, BTreeSet<String>> = files
                .iter()
                .map(|file| {
                    (
                        file.path.as_str(),
                        if file.path.ends_with(".md") { anchors(&file.contents) } else { BTreeSet::new() },
                    )
                })
                .collect();
            let mut links = 0;
            for file in files.iter().filter(|file| file.path.ends_with(".md")) {
                for link in links_in(&file.contents) {
                    let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
                    let target = joined(&file.path, path);
                    let known = anchors.get(target.as_str());
                    let known =
                        known.unwrap_or_else(|| panic!("`{}` links to `{link}`: no such page", file.path));
                    assert!(
                        anchor.is_empty() || known.contains(anchor),
                        "`{}` links to `{link}`: no such anchor",
                        file.path
                    );
                    links += 1;
                }
            }
            assert!(links > 100, "{folder} has {links} links");
        }
    }
}

#[test]
fn every_page_and_no_other_can_be_reached() {
    for (folder, public_path) in SPECS {
        let files = files(&api(folder), public_path, Language::English);
        let mut reached = BTreeSet::from(["README.md".to_owned()]);
        let mut waiting = vec!["README.md".to_owned()];
        while let Some(path) = waiting.pop() {
            if !path.ends_with(".md") {
                continue;
            }
            for link in links_in(page(&files, &path)) {
                let target = joined(&path, link.split('#').next().unwrap());
                if reached.insert(target.clone()) {
                    waiting.push(target);
                }
            }
        }
        let all: BTreeSet<String> = files.iter().map(|file| file.path.clone()).collect();
        assert_eq!(reached, all);
        assert!(
            files
                .iter()
                .filter(|file| file.path.ends_with(".md"))
                .all(|file| file.contents.starts_with(HEAD))
        );
    }
}

#[test]
fn diagrams_are_xml_with_a_title() {
    for (folder, public_path) in SPECS {
        let files = files(&api(folder), public_path, Language::Chinese);
        for file in files.iter().filter(|file| file.path.ends_with(".svg")) {
            let document = roxmltree::Document::parse(&file.contents).unwrap();
            let titled = |name: &str| {
                let mut elements = document.root_element().children();
                elements.any(|element| {
                    element.has_tag_name(("http://www.w3.org/2000/svg", name)) && element.text().is_some()
                })
            };
            assert!(titled("title") && titled("desc"), "{}", file.path);
        }
    }
}

/// Texts that Markdown, HTML and tables would take for something else.
const HOSTILE: &str =
    "a | b <b>c</b> `x|y` ``p`q`` *d* _e_ [f](g) # h 品牌 <!-- i --> &amp; {{#include /etc/passwd}}";

#[test]
fn texts_of_the_spec_are_shown_as_they_are() {
    let doc = serde_json::Value::from(HOSTILE).to_string();
    let spec = [
        "api: hostile\nserver: https://a.example\nreply: { code: code, message: message, ok: 0 }\n\
         errors:\n  \"1|2\": { name: ODD, class: odd, field: \"a|b\", doc: DOC }"
            .replace("DOC", &doc),
        "operation: send\nmethod: POST\npath: /a\nrequest: Odd\ndoc: DOC".replace("DOC", &doc),
        "model: Odd\nfields:\n  \
         \"a|b\": { type: string, name: ab, required: true, pattern: \"^(a|`b`)$\", doc: DOC, note: DOC, example: a }\n  \
         \"`\": { type: Kind, name: tick, discouraged: DOC }"
            .replace("DOC", &doc),
        "enum: Kind\nvalues: { \"<b>|\": { name: Bold, doc: DOC }, \"\": { name: Nothing, doc: DOC } }".replace("DOC", &doc),
    ];
    let source = |(index, text): (usize, String)| Source::new(format!("{index}.yaml"), text);
    let sources: Vec<_> = spec.into_iter().enumerate().map(source).collect();
    let api = check(&sources).unwrap_or_else(|wrong| panic!("{}", wrong.render(&sources, false))).api;
    let files = files(&api, "hostile", Language::English);
    let pages = files.iter().filter(|file| file.path.ends_with(".md"));
    // What a reader sees: code spans without backticks; HTML as text.
    let seen = "a | b <b>c</b> x|y p`q d e f (g) # h 品牌 <!-- i --> & {{#include /etc/passwd}}";
    let mut found = 0;
    for file in pages {
        let rendered = rendered(&file.contents);
        found += rendered.matches(seen).count();
        for row in rows(&file.contents) {
            let (columns, cells) = row;
            assert_eq!(columns, cells, "a row of `{}` is broken:\n{}", file.path, file.contents);
        }
    }
    // In each place where the spec has it, and where the first page and the operation's table repeat it.
    assert_eq!(found, 9, "{files:#?}");
}

/// The text that a reader sees. HTML must be the comment on the first line, a line break, or code in a cell.
fn rendered(page: &str) -> String {
    let mut text = String::new();
    for event in parser(page) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::Html(html) => assert_eq!(html.trim(), HEAD),
            Event::InlineHtml(html) => assert!(["<code>", "</code>", "<br>"].contains(&&*html), "{html}"),
            _ => {}
        }
    }
    text
}

/// The number of columns of each table, with the number of cells of each of its rows. Without the parser, which would add or
/// remove cells.
fn rows(page: &str) -> Vec<(usize, usize)> {
    let mut rows = Vec::new();
    let mut columns = 0;
    for line in page.lines() {
        let cells = line.replace("\\|", "").matches('|').count();
        match line {
            line if line.starts_with("|---") => columns = cells,
            line if line.starts_with("| ") && columns > 0 => rows.push((columns, cells)),
            line if !line.starts_with('|') => columns = 0,
            _ => {}
        }
    }
    rows
}

fn parser(page: &str) -> Parser<'_> {
    Parser::new_ext(page, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
}

/// The links of a page to others, and its images.
fn links_in(page: &str) -> Vec<String> {
    let target = |event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    };
    parser(page).filter_map(target).filter(|link| !link.contains("://")).collect()
}

/// The anchors of the headings of a page, as GitHub makes them.
fn anchors(page: &str) -> BTreeSet<String> {
    let (mut anchors, mut heading) = (BTreeSet::new(), None::<String>);
    for event in parser(page) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(level)) => {
                let text = heading.take().unwrap().to_lowercase().replace(' ', "-");
                let slug: String =
                    text.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect();
                let repeated = (1..).map(|n| format!("{slug}-{n}"));
                let free = std::iter::once(slug.clone())
                    .chain(repeated)
                    .find(|slug| !anchors.contains(slug))
                    .unwrap();
                assert!(level == HeadingLevel::H1 || !free.is_empty());
                anchors.insert(free);
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            _ => {}
        }
    }
    anchors
}

/// The page that a link leads to.
fn joined(from: &str, link: &str) -> String {
    if link.is_empty() {
        return from.to_owned();
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        if part == ".." {
            parts.pop().unwrap();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}
