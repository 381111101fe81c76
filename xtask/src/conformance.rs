//! `conformance`: tries the schema for editors with the language server that editors use.

mod client;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use specwright::Source;

use crate::cli::{ReportFormat, workspace};
use crate::error::Error;
use crate::output::{self, Exit, Paint, count};
use crate::spec::{SCHEMA, Spec};
use client::{Client, list, text};

const MANIFEST: &str = include_str!("conformance/package.json");
const LOCK: &str = include_str!("conformance/package-lock.json");

/// A model with one mistake, or with a place to type at: `▮` is the cursor, and is not part of the text.
struct Try {
    what: &'static str,
    text: &'static str,
    wanted: Wanted,
}

/// What the server has to say at the cursor.
enum Wanted {
    /// A complaint that begins there and holds these words.
    Complaint(&'static str),
    /// Proposals, these among them.
    Proposals(&'static [&'static str]),
    /// An explanation with these words.
    Hover(&'static str),
}

const TRIES: [Try; 9] = [
    Try {
        what: "an unknown key is reported where it stands",
        text: "model: Card\nfields:\n  title: { type: string, doc: 票, ▮max_bites: 3 }\n",
        wanted: Wanted::Complaint("max_bites"),
    },
    Try {
        what: "a wrong type is reported where it stands",
        text: "model: Card\nfields:\n  title:\n    type: string\n    doc: 票\n    max_bytes: ▮many\n",
        wanted: Wanted::Complaint("integer"),
    },
    Try {
        what: "a word that means nothing is reported where it stands",
        text: "operation: send\nmethod: ▮SEND\npath: /\n",
        wanted: Wanted::Complaint("GET"),
    },
    Try {
        what: "the keys of a field are completed",
        text: "model: Card\nfields:\n  title:\n    type: string\n    ▮\n",
        wanted: Wanted::Proposals(&["max_bytes", "max_cjk", "required", "doc", "example"]),
    },
    Try {
        what: "the keys of an operation are completed",
        text: "operation: send\nmethod: GET\n▮\n",
        wanted: Wanted::Proposals(&["path", "query", "request", "reply"]),
    },
    Try {
        what: "methods are completed",
        text: "operation: send\nmethod: ▮\npath: /\n",
        wanted: Wanted::Proposals(&["GET", "POST", "DELETE"]),
    },
    Try {
        what: "the types of the dialect are completed",
        text: "model: Card\nfields:\n  title:\n    type: ▮\n",
        wanted: Wanted::Proposals(&["string", "int", "timestamp"]),
    },
    Try {
        what: "kinds of changes are completed",
        text: "accepted:\n  - at: Card.title\n    change: ▮\n",
        wanted: Wanted::Proposals(&["field-removed", "limit-tightened"]),
    },
    Try {
        what: "a key is explained",
        text: "model: Card\nfields:\n  title:\n    type: string\n    max_▮bytes: 3\n",
        wanted: Wanted::Hover("At most so many bytes of UTF-8."),
    },
];

/// Installs the server, asks it everything, and prints what was not as it should be.
pub(crate) fn run() -> Result<Exit, Error> {
    output::progress("installing the language server below `target/`");
    let server = install()?;
    let mut client = Client::start(&server, &uri(&workspace()))?;
    output::progress("asking it about every file");
    let mut wrong = Vec::new();
    let mut files = 0;
    for folder in ["spec", "codegen/tests/parcels/spec"] {
        let spec = Spec::read(&workspace().join(folder), ReportFormat::Text)?;
        for source in spec.sources() {
            files += 1;
            wrong.extend(complaints(&mut client, source)?);
        }
    }
    for (number, one) in TRIES.iter().enumerate() {
        if let Some(found) = one.run(&mut client, number)? {
            wrong.push(format!("{}: not so, for the server says {found}", one.what));
        }
    }
    let paint = Paint::stdout();
    let lines: String = wrong.iter().map(|line| format!("{} {line}\n", paint.red("wrong"))).collect();
    let (files, tries) = (count(files, "file"), count(TRIES.len(), "question"));
    output::print(&format!("{lines}{files} and {tries}, {} not as they should be\n", wrong.len()))?;
    Ok(if wrong.is_empty() { Exit::Success } else { Exit::Negative })
}

/// Installs the server of the lock file, and answers where its program is.
fn install() -> Result<PathBuf, Error> {
    let folder = workspace().join("target/conformance");
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|error| Error::io("write", &path, &error))
    };
    fs::create_dir_all(&folder).map_err(|error| Error::io("create the folder", &folder, &error))?;
    write("package.json", MANIFEST)?;
    write("package-lock.json", LOCK)?;
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&folder);
    let done = npm.output().map_err(|error| {
        Error::new(format!("cannot run `npm`: {error}")).help("install Node.js 20 or later, with npm")
    })?;
    if !done.status.success() {
        output::eprint(&String::from_utf8_lossy(&done.stderr));
        return Err(Error::new("`npm ci` failed").help("it needs a registry, the first time"));
    }
    Ok(folder.join("node_modules/yaml-language-server/bin/yaml-language-server"))
}

/// What the server says against a file of a right spec.
fn complaints(client: &mut Client, source: &Source) -> Result<Vec<String>, Error> {
    let content = String::from_utf8_lossy(&source.bytes);
    let path =
        std::path::absolute(&source.path).map_err(|error| Error::io("find", source.path.as_ref(), &error))?;
    let found = client.open(&uri(&path), &with_schema(&content))?;
    Ok(found.iter().map(|one| format!("{}: {}", source.path, text(one, "/message"))).collect())
}

impl Try {
    /// What the server says in place of what it should, if so.
    fn run(&self, client: &mut Client, number: usize) -> Result<Option<String>, Error> {
        let marked = with_schema(self.text);
        let before = marked.split('▮').next().unwrap_or_default();
        let line = before.matches('\n').count();
        let character = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count();
        let uri = format!("{}/spec/models/try_{number}.yaml", uri(&workspace()));
        let found = client.open(&uri, &marked.replace('▮', ""))?;
        let (holds, said) = match self.wanted {
            Wanted::Complaint(words) => {
                let begins = |one: &Value| {
                    number_at(one, "/range/start/line") == Some(line)
                        && number_at(one, "/range/start/character") == Some(character)
                };
                let says = |one: &Value| text(one, "/message").contains(words);
                (found.iter().any(|one| begins(one) && says(one)), Value::from(found))
            }
            Wanted::Proposals(labels) => {
                let answer = client.ask("completion", &uri, line, character)?;
                let items = list(&answer, "/items");
                let labels_found: Vec<&str> = items.iter().map(|item| text(item, "/label")).collect();
                (labels.iter().all(|label| labels_found.contains(label)), labels_found.into())
            }
            Wanted::Hover(words) => {
                let answer = client.ask("hover", &uri, line, character)?;
                (text(&answer, "/contents/value").contains(words), answer)
            }
        };
        Ok((!holds).then(|| said.to_string()))
    }
}

fn number_at(message: &Value, pointer: &str) -> Option<usize> {
    message.pointer(pointer)?.as_u64()?.try_into().ok()
}

/// The text with the modeline of this workspace's schema, unless it has one.
fn with_schema(text: &str) -> String {
    match text.contains("yaml-language-server:") {
        true => text.to_owned(),
        false => {
            let schema = workspace().join("spec").join(SCHEMA);
            format!("# yaml-language-server: $schema={}\n{text}", uri(&schema))
        }
    }
}

fn uri(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/").replace(' ', "%20");
    format!("file://{}{path}", if path.starts_with('/') { "" } else { "/" })
}
