//! Command-line arguments. Clap handles `--help`, `--version` and invalid arguments; the latter exit with 2.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use crate::paths;

/// Exit codes, for the help of a program that offers the commands.
pub const EXIT_CODES: &str = "Exit codes: 0 success; 1 drift, a difference, a break that nobody accepted, an invalid body, or warnings with \
     `--deny-warnings`; 2 an error of the spec, a failure, or wrong arguments.";

/// The folders of the API that a command works on.
#[derive(Clone, Debug, Default, Args)]
pub struct Folders {
    /// The folder that holds the YAML files of the spec [default: `spec`]
    #[arg(long, global = true, value_name = "DIR")]
    pub spec: Option<PathBuf>,
    /// The root of the client crate [default: the current folder]
    #[arg(long, global = true, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// A command that works on any API.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Generates the client: writes the files that differ from what the spec says
    ///
    /// Nothing is written if the spec has an error or the command fails. Files below `src/generated/` that the spec no
    /// longer requires are deleted, unless none of the files there was written by this generator; no other file is ever
    /// deleted.
    Regen {
        /// Write nothing; list what differs, with the differences, and exit with 1 if anything does
        #[arg(long)]
        check: bool,
        /// Output format of the differences
        #[arg(long, value_enum, default_value_t = ReportFormat::Text, requires = "check")]
        format: ReportFormat,
    },
    /// Reports every error of the spec, and every warning
    ///
    /// The JSON is one object with `errors` and `warnings`, which are numbers, and `diagnostics`. Each of those has
    /// `code`, `severity`, `message`, `label`, `help`, `related` and a position: `file`; `line` and `column` from 1, in
    /// characters; `utf16_column` from 1, in UTF-16 code units; `byte_offset` from 0; and its end, exclusive, as
    /// `end_line`, `end_column`, `end_utf16_column`, `end_byte_offset`. Every command that takes `--format` reports the
    /// errors of a spec in this way, on standard output.
    Check {
        /// Exit with 1 if there is a warning
        #[arg(long)]
        deny_warnings: bool,
        /// Output format of the diagnostics
        #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
        format: ReportFormat,
    },
    /// Formats the spec's files
    ///
    /// Data and comments do not change. A file that is not valid YAML is skipped and reported, with exit code 2.
    Fmt {
        /// Write nothing; show what would change, and exit with 1 if anything would
        #[arg(long)]
        check: bool,
        /// Output format of the differences
        #[arg(long, value_enum, default_value_t = ReportFormat::Text, requires = "check")]
        format: ReportFormat,
    },
    /// Validates the JSON body of a request
    ///
    /// The JSON is one object with `operation`, `valid`, `errors` and `warnings`. Each of those has `path`
    /// (`a.b[0].c`), `rule`, `message`, `limit` and `actual` in the unit of the rule, and a position in the body with
    /// the keys that `check` has: of the value, of the key that is not allowed, or of the object that lacks a key.
    Validate {
        /// The operation that the body is for, by its name in the spec: `create_meeting_ticket`
        operation: String,
        /// The file that contains the body; `-` is standard input
        file: PathBuf,
        /// Accept keys that the spec does not have, with a warning
        #[arg(long)]
        lenient: bool,
        /// Output format of the result
        #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
        format: ReportFormat,
    },
    /// Compares the spec with the API's own documentation
    ///
    /// Each FILE is Markdown with its parameters in pipe tables under headings: `section` in the spec is the number of the
    /// heading, as in `# 1.1 …`, or the text of a heading without one. Several files are compared as one documentation,
    /// which has a row for each field that it should have in one of them. Exits with 1 if a row and a field differ and no
    /// `documented` of the field pins the text of the row, or if the document does not confirm a pin.
    ///
    /// The JSON is one object with `documents`; `tables` and `rows`, which are numbers; `unread`, each with `what` is
    /// not read and the `document_lines` of the tables, with `document` and `line`; and `differences`. Each of those has `kind` (`extra`,
    /// `missing`,
    /// `moved`, `cells`, `required`, `type`, `max_cjk`, `max` or `pin`), `section`, `field`, what both say as
    /// `documented` and `spec`, `document` and `document_line`, `help`, and `file` and position in the spec, with the keys that `check`
    /// has. Lines count from 1; what does not exist is null.
    Audit {
        /// The files that contain the documentation; `-` is standard input
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Compare this section only, by its number or its title; can be given several times
        #[arg(long, value_name = "SECTION", conflicts_with = "draft")]
        section: Vec<String>,
        /// Write a draft of each operation that is missing from the spec, with its models, into the spec's folder
        ///
        /// A section of the documentation with an address, like `POST /cards`, and without an operation in the spec
        /// becomes a file in `operations/`; the objects that it sends and receives become files in `models/`, unless
        /// the spec has their types. What the tables do not state is marked `TODO`. If a file already exists, nothing
        /// is written. The drafts pass `check`.
        #[arg(long, conflicts_with = "format")]
        draft: bool,
        /// Output format of the differences
        #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
        format: ReportFormat,
    },
    /// Makes a spec of an OpenAPI document of version 3.0, 3.1 or 3.2
    ///
    /// Writes the files of the spec into the folder `--spec`, and the list of them, `import.json`, by which a later import
    /// recognises changes that were made by hand. What the spec cannot express is counted by kind; `--report` lists each
    /// place.
    ///
    /// The report is one JSON object with `operations` and `typed_operations`, which are numbers; `untyped`, the
    /// other operations, each with `operation`, `pointer` and the kinds of its `reasons`; `counts` by kind; and `rows`,
    /// each with `pointer` in the document, `kind`, `what` it is, and what the spec has `instead`.
    Import {
        /// The document, in JSON or YAML
        file: PathBuf,
        /// An overlay (OpenAPI Overlay 1.0) to apply to the document first; may be repeated
        #[arg(long, value_name = "FILE")]
        overlay: Vec<PathBuf>,
        /// Write the report as JSON to this file
        #[arg(long, value_name = "FILE")]
        report: Option<PathBuf>,
        /// Write nothing into the spec; show what would change in it, and exit with 1 if anything would
        #[arg(long)]
        diff: bool,
        /// Overwrite files of an earlier import that were changed by hand
        #[arg(long, conflicts_with = "diff")]
        force: bool,
    },
    /// Reports what changed in the spec since a revision, and what the changes break
    ///
    /// Compares the meaning of the spec in a revision with that in the working tree. Each change has a verdict
    /// on the Rust API, on the wire, and on the limits of requests. Exits with 1 on a breaking change that is not
    /// accepted: neither did the client's version increase enough since the last release, by Cargo's rules, nor is the
    /// change listed under `accepted:` in the spec, with its reason. An entry there that accepts nothing is an
    /// error of the spec. Changes of a crate that is in no revision break nobody.
    ///
    /// The JSON is one object with `base`, which has `revision`, `commit` and `chosen` (`asked`, `release` or
    /// `last-commit`); `passes`; `level`, the greatest of all changes (`major`, `minor`, `patch`, or null); the
    /// numbers `breaking`, `accepted`, `compatible` and `without_effect`; `version`, null if there is no client, else with
    /// `package`, `manifest`, `released_in`, `old`, `new`, and `wanted`, the version that would be enough, null
    /// if the version is; and `changes`. Each of those has `change`, the kind; `at`; `old` and `new`, in words; `direction`
    /// (`request`, `reply`, `both`, or null); `level`; `accepted`, the reason or null; `passes`; `rust`, `wire` and
    /// `limits`, each with `effect` (`none`, `compatible`, `breaking`) and `reason`; and a position with the keys that
    /// `check` has, in the file of the `side` that is `new`, or `old` for what was removed, where `file` begins at the
    /// root of the repository.
    Diff {
        /// The git revision to compare with [default: the latest release that is an ancestor of HEAD, a tag such as
        /// `v0.1.0` or `NAME-v0.1.0`; without one, HEAD]
        #[arg(value_name = "GIT-REV")]
        revision: Option<String>,
        /// Output format of the changes
        #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
        format: DiffFormat,
    },
    /// Explains a diagnostic by its code, a field of the spec by its path, or an operation by its name
    ///
    /// A code is one that `check` prints: `SW0107`. A path is one that `validate` prints,
    /// `card.meeting_ticket.base_info.title`, or a type and the wire name of a field, `BaseInfo.title`. Fields and operations are
    /// shown with the error codes that belong to them.
    Explain {
        /// A code, a path or the name of an operation
        #[arg(value_name = "CODE|PATH|OPERATION")]
        what: String,
    },
    /// Writes the reference of the API as a web site
    ///
    /// Needs `mdbook`, whose version it tells if there is none, and `npm`, which fetches the library of the search. The
    /// site loads nothing from elsewhere, and works from a disk, except for its page that judges requests, as `checker` writes it:
    /// that needs a server. Where the checker cannot be built, the site has no such page, and the command says why. The folder is
    /// emptied if an earlier run wrote it; another one must be empty. The pages as Markdown are written by `regen`, if the client's `Cargo.toml` names a folder for
    /// them.
    Docs {
        /// The folder of the site [default: `target/docs`]
        #[arg(long, value_name = "DIR")]
        site: Option<PathBuf>,
        /// The language of all texts but those of the spec
        #[arg(long, value_enum, default_value_t = DocsLanguage::En)]
        lang: DocsLanguage,
        /// Use the checker that is in this folder, as `checker` wrote it, instead of building one
        #[arg(long, value_name = "DIR")]
        checker: Option<PathBuf>,
        /// Write the site without a checker
        #[arg(long, conflicts_with = "checker")]
        no_checker: bool,
        /// Show the site in a browser, until the program is interrupted
        #[arg(long)]
        serve: bool,
    },
    /// Serves the API on the loopback interface and validates every request, to try out and test clients
    ///
    /// Tests control it: `POST /__mock/expire-tokens` forgets every token that was issued; `POST /__mock/next-error`
    /// with `{"code": 40001}` answers the next call with that error, and may have `operation` and `status`;
    /// `POST /__mock/next-reply` with `{"path": "/card/get", "reply": {}}` plans the reply of a path, or of an `operation`,
    /// once or `always`; `POST /__mock/advance` with `{"seconds": 7200}` moves the clock by which tokens expire;
    /// `GET /__mock/requests` lists the last requests and replies, without secrets.
    Mock {
        /// The port; 0 selects a free one
        #[arg(long, value_name = "N", default_value_t = 8080)]
        port: u16,
        /// A token to accept in addition to those that the API's own operations issue; may be repeated
        #[arg(long = "token", value_name = "TOKEN")]
        tokens: Vec<String>,
        /// Accept keys that the spec does not have, with a warning
        #[arg(long)]
        lenient: bool,
    },
    /// Writes the API for programs that read OpenAPI or JSON Schema
    Export {
        /// What to write
        #[command(subcommand)]
        kind: ExportKind,
    },
    /// Writes the files of a page that judges request bodies in a browser
    ///
    /// They are the checked API, the checker as a WebAssembly module, and a script and a style sheet that fill
    /// `<div id="specwright-checker">` of a page. `--out` is the folder for them. The module is compiled by Cargo, for
    /// which the target `wasm32-unknown-unknown` must be installed; it is the same for every API.
    Checker {
        /// Write the page `index.html`, too
        #[arg(long)]
        standalone: bool,
    },
    /// Writes a client crate, or a template for a file of the spec
    New {
        /// What to write
        #[command(subcommand)]
        kind: NewKind,
    },
}

/// A language of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DocsLanguage {
    /// English
    En,
    /// Simplified Chinese
    Zh,
}

/// The argument of `new`.
#[derive(Clone, Debug, Subcommand)]
pub enum NewKind {
    /// Writes a client crate for the spec in `--spec` into the folder `--out`
    Client {
        /// The crate's name: `petshop-client`
        name: String,
    },
    /// Writes a template for an operation into the folder `operations/` of the spec
    Operation {
        /// The operation's name: `create_card`
        name: String,
    },
    /// Writes a template for a model into the folder `models/` of the spec
    Model {
        /// The model's name: `BaseInfo`
        name: String,
    },
    /// Writes a template for fields that several models share into the folder `models/` of the spec
    FieldGroup {
        /// The name of the group: `binding`
        name: String,
    },
    /// Writes a template for a union into the folder `models/` of the spec
    Union {
        /// The union's name: `DateInfo`
        name: String,
    },
    /// Writes a template for an enumeration into the folder `models/` of the spec
    Enum {
        /// The enumeration's name: `Color`
        name: String,
    },
}

/// The argument of `export`.
#[derive(Clone, Debug, Subcommand)]
pub enum ExportKind {
    /// Writes an OpenAPI document
    ///
    /// What OpenAPI has no words for is in keys `x-…`, named as those of the dialect. Examples in Rust import the client of
    /// the folder `--out`. If the manifest of that client says `openapi = "openapi.json"` in `[package.metadata.specwright]`,
    /// `regen` writes the document there, and `regen --check` compares it.
    Openapi {
        /// The version of OpenAPI
        #[arg(long = "version", id = "openapi-version", value_enum, value_name = "VERSION", default_value_t = OpenapiVersion::V3_1)]
        version: OpenapiVersion,
        /// Output format
        #[arg(long, value_enum, default_value_t = ExportFormat::Json)]
        format: ExportFormat,
        /// The file to write [default: standard output]
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Writes a JSON Schema (2020-12) of the body of each request, each reply and each family of events
    ///
    /// The files are named `OPERATION.request.json`, `OPERATION.reply.json` and `EVENTS.event.json`, and none refers to
    /// another. Files that are already there and have other names are left alone.
    JsonSchema {
        /// The folder to write them to
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
        /// Output format
        #[arg(long, value_enum, default_value_t = ExportFormat::Json)]
        format: ExportFormat,
    },
}

/// A version of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OpenapiVersion {
    /// 3.1.0
    #[value(name = "3.1")]
    V3_1,
    /// 3.0.3, which has no words for conditions and no webhooks
    #[value(name = "3.0")]
    V3_0,
}

/// The format of what `export` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// JSON
    Json,
    /// YAML
    Yaml,
}

/// The output format of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Human-readable text
    Text,
    /// One JSON object
    Json,
    /// Annotations for GitHub Actions, with paths from the root of the repository; if there are more than GitHub
    /// shows, one of them states their total
    Github,
}

/// The output format of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// Human-readable text
    Text,
    /// One JSON object
    Json,
    /// An entry of a changelog, or a comment on a pull request, for GitHub
    Markdown,
    /// Annotations for GitHub Actions, with paths from the root of the repository; if there are more than GitHub
    /// shows, one of them states their total
    Github,
}

impl ReportFormat {
    /// A file's path in this format: relative to the root of the repository for GitHub, else to the current folder.
    pub(crate) fn shown(self, path: &Path) -> String {
        match self {
            ReportFormat::Text | ReportFormat::Json => paths::shown(path),
            ReportFormat::Github => paths::in_repository(path),
        }
    }
}

impl DiffFormat {
    /// The format of the diagnostics if the comparison cannot be made.
    pub(crate) fn of_problems(self) -> ReportFormat {
        match self {
            DiffFormat::Text | DiffFormat::Markdown => ReportFormat::Text,
            DiffFormat::Json => ReportFormat::Json,
            DiffFormat::Github => ReportFormat::Github,
        }
    }
}
