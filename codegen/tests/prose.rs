//! The documentation of a crate generated from unusual texts: rustc, clippy and rustdoc accept it with warnings
//! denied.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use specwright::Source;

/// The dependencies: the versions that the workspace is tested with.
const LOCK: &str = include_str!("../../Cargo.lock");

const TEXTS: usize = 50;

const PARTS: [&str; 64] = [
    "a",
    "word",
    "two words",
    "词",
    "入场券",
    "，",
    "。",
    "（",
    "）",
    "https://a.bc/c",
    "http://x.yz/(d)",
    "www.a.b",
    "x(",
    "`code`",
    "snake_case",
    "3",
    " ",
    "  ",
    "\n",
    "\n\n",
    "    ",
    "\n    ",
    "\n  ",
    "\t",
    "\r\n",
    "\u{0}",
    "\u{1}",
    "\u{85}",
    "\u{202e}",
    "\u{2066}",
    "\u{2028}",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "# ",
    "> ",
    "`",
    "``",
    "```",
    "~~~",
    "~~",
    "*",
    "**",
    "_",
    "[",
    "]",
    "(",
    ")",
    "<",
    "</b>",
    "<!--",
    "|",
    "\n|---|",
    "---",
    "===",
    "\\",
    "&amp;",
    "![",
    "[x]: y",
    "[^1]",
    "- [ ] ",
    "](z)",
];

/// Texts that were once rejected by a compiler or a lint, or changed in meaning.
const KNOWN: [&str; 12] = [
    "- one\n  more of one\n- two",
    "- a\n  - b\n- c\n\n1. one\n   more",
    "a tab\tinside a line",
    "GET https://api.example.com/users/<id>/x",
    "参见https://a.com/路径，然后继续。https://a.b/c、https://a.b/d",
    "https://en.wikipedia.org/wiki/Shebang_(Unix)",
    "See <https://a.com/x>, [text](https://a.com), **bold**\n> quote\nlazy",
    "~~~\nnot rust\n~~~\n\n    nor this\n\n```\nnor that",
    "\u{202e}reversed\u{2066} and \u{0} and \u{1}",
    "[x] <b>bold</b> <T> [Vec] [`Vec`] [a](Vec::new) [^1]",
    "| a | b |\n|---|---|\n| `x|y` | https://a.bc/d |",
    "1.1\n---\n* * *\n#hash\n\n[x]: y",
];

#[test]
fn any_prose_compiles_with_warnings_denied() {
    let texts: Vec<String> = KNOWN.iter().map(ToString::to_string).chain(random()).take(TEXTS).collect();
    let sources = spec(&texts);
    let generated = match specwright::generate(&sources) {
        Ok(generated) => generated,
        Err(problems) => panic!("{}", problems.render(&sources, false)),
    };
    for file in &generated.files {
        let unseen = file.contents.chars().find(|c| c.is_control() && *c != '\n' || is_directional(*c));
        assert_eq!(unseen, None, "in {}", file.path);
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("prose");
    write_crate(&folder, &generated.single_file());
    run(&folder, &["clippy", "--features=full-serde", "--no-deps", "--", "-D", "warnings"]);
    run(&folder, &["doc", "--features=full-serde", "--no-deps"]);
}

fn is_directional(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Random texts, equal in every run.
fn random() -> impl Iterator<Item = String> {
    let mut state: u64 = 0x2545_F491_4F6C_DD1D;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    std::iter::repeat_with(move || (0..4 + next(30)).map(|_| PARTS[next(PARTS.len())]).collect())
}

/// A spec with a text for each kind of item.
fn spec(texts: &[String]) -> Vec<Source> {
    let text = |index: usize| quoted(&texts[index % texts.len()]);
    let mut fields = String::new();
    for index in 0..texts.len() {
        let required = if index % 10 == 0 { ", required: true" } else { "" };
        writeln!(
            fields,
            "  f{index}: {{ type: string, doc: {}, note: {}{required} }}",
            text(index),
            text(index + 7)
        )
        .unwrap();
    }
    let api = format!(
        "api: any\nserver: https://a.example\ndoc: {}\nreply: {{ code: code, message: message, ok: 0 }}\n\
         errors:\n  7: {{ name: BUSY, doc: {} }}\n  8: {{ name: GONE, doc: {} }}\n",
        text(0),
        text(1),
        text(2)
    );
    let operation = format!(
        "operation: send\nmethod: POST\npath: /a\nrequest: Sent\ndoc: {}\nnote: {}\nsection: {}\n",
        text(3),
        text(4),
        text(5)
    );
    let model = format!(
        "model: Sent\ndoc: {}\nfields:\n{fields}  \"odd\\u202E\\u0001\": {{ type: Choice, name: odd }}\n  one: {{ type: One }}\n  short: {{ type: string, max_bytes: 9, example: \"a\\u202Eb\" }}\n",
        text(6)
    );
    let choice = format!(
        "enum: Choice\ndoc: {}\nvalues:\n  \"a\\u2066\": {{ name: First, doc: {} }}\n  \"b`*[x]\": {{ name: Second, doc: {} }}\n",
        text(7),
        text(8),
        text(9)
    );
    let union = format!(
        "union: One\ntag: \"t\\u202A\"\ndoc: {}\nvariants:\n  A: {{ value: \"a\\u0002\", model: Inner, doc: {} }}\n",
        text(10),
        text(11)
    );
    let inner = "model: Inner\nfields:\n  x: { type: int, doc: The number. }\n".to_owned();
    let files = [api, operation, model, choice, union, inner];
    let source = |(index, text): (usize, String)| Source::new(format!("{index}.yaml"), text);
    files.into_iter().enumerate().map(source).collect()
}

/// The text in double quotes for YAML, with every character except ASCII letters by its number.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            quoted.push(character);
        } else {
            write!(quoted, "\\u{:04X}", u32::from(character)).unwrap();
        }
    }
    quoted + "\""
}

fn write_crate(folder: &Path, code: &str) {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime");
    let manifest = format!(
        "[package]\nname = \"prose\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [features]\nblocking = []\nfull-serde = []\nmock = []\nproptest = []\n\n\
         [dependencies]\nspecwright-runtime = {{ path = {runtime:?}, default-features = false, features = [\"pattern\"] }}\n"
    );
    put(&folder.join("Cargo.toml"), &manifest);
    put(&folder.join("src/lib.rs"), code);
    if !folder.join("Cargo.lock").exists() {
        put(&folder.join("Cargo.lock"), LOCK);
    }
}

/// Runs Cargo, and asserts that it succeeds.
fn run(folder: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}\n{}", String::from_utf8_lossy(&output.stderr));
}

/// Writes a file if it differs: Cargo checks the time of the last change.
fn put(path: &PathBuf, text: &str) {
    if fs::read_to_string(path).is_ok_and(|known| known == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
