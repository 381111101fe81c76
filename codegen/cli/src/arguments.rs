//! The arguments. Clap answers `--help`, `--version` and wrong arguments by itself; the latter exit with 2.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use crate::paths;

/// For the help of a program that offers the commands.
pub const EXIT_CODES: &str = "Exit codes: 0 success; 1 drift, a difference, a break that nobody accepted, an invalid body, or warnings with \
     `--deny-warnings`; 2 an error of the spec, a failure, or wrong arguments.";

/// Which API a command works on.
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
    /// longer requires are deleted, unless none of the files there is of this generator; no other file is ever deleted.
    Regen {
        /// Write nothing; list what differs, with the differences, and exit with 1 if anything does
        #[arg(long)]
        check: bool,
        /// How the differences are shown
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
        /// How the diagnostics are shown
        #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
        format: ReportFormat,
    },
    /// Formats the spec's files
    ///
    /// Data and comments stay as they are. A file that is not YAML is left alone and reported, with exit code 2.
    Fmt {
        /// Write nothing; show what would change, and exit with 1 if anything would
        #[arg(long)]
        check: bool,
        /// How the differences are shown
        #[arg(long, value_enum, default_value_t = ReportFormat::Text, requires = "check")]
        format: ReportFormat,
    },
    /// Validates the JSON body of a request
    ///
    /// The JSON is one object with `operation`, `valid`, `errors` and `warnings`. Each of those has `path` (`a.b[0].c`),
    /// `rule`, `message`, `limit` and `actual` in the unit of the rule, and a position in the body with the keys that
    /// `check` has: that of the value; of the key that is not allowed; of the object in which a key is missing.
    Validate {
        /// The operation that the body is for, by its name in the spec: `create_meeting_ticket`
        operation: String,
        /// The file that contains the body; `-` is standard input
        file: PathBuf,
        /// Accept keys that the spec does not have
        #[arg(long)]
        lenient: bool,
        /// How the result is shown
        #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
        format: ReportFormat,
    },
    /// Compares the spec with the API's own documentation
    ///
    /// FILE is in Markdown and has its parameters in tables with bars, below headings: `section` in the spec is the
    /// number of the heading, as in `# 1.1 …`, or the text of a heading without one. Exits with 1 if a row and a field
    /// differ and no `documented` of the field pins the text of the row; a pin that the document does not confirm is a
    /// difference, too.
    ///
    /// The JSON is one object with `document`; `tables` and `rows`, which are numbers; `unread`, each with `what` is not
    /// read and the `document_lines` of such tables; and `differences`. Each of those has `kind` (`extra`, `missing`,
    /// `moved`, `cells`, `required`, `type`, `max_cjk`, `max` or `pin`), `section`, `field`, what both say as
    /// `documented` and `spec`, `document_line`, `help`, and `file` and position in the spec, with the keys that `check`
    /// has. Lines count from 1; what does not exist is null.
    Audit {
        /// The file that contains the documentation; `-` is standard input
        file: PathBuf,
        /// Write a draft of each operation that the spec lacks, with its models, into the spec's folder
        ///
        /// A section of the documentation that has an address, like `POST /cards`, and no operation in the spec
        /// becomes a file in `operations/`; the objects that it sends and receives become files in `models/`, unless
        /// the spec has their types. What the tables do not say is marked `TODO`. An existing file is never
        /// overwritten: nothing is written then. The drafts pass `check`.
        #[arg(long, conflicts_with = "format")]
        draft: bool,
        /// How the differences are shown
        #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
        format: ReportFormat,
    },
    /// Reports what changed in the spec since a revision, and what that breaks
    ///
    /// Both specs are compared by their meaning; that of the working tree is the new one. Each change has a verdict
    /// on the Rust API, on the wire, and on the limits of requests. Exits with 1 if a change breaks something and nobody
    /// accepted that: the client's version did not go up far enough since the last release, by Cargo's rules, and the
    /// change is not listed under `accepted:` in the spec, with its reason. An entry there that accepts nothing is an
    /// error of the spec. A crate that is in no revision has no users whom a change could break.
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
        /// The git revision to compare with [default: the latest release, a tag such as `v0.1.0` or `NAME-v0.1.0` that
        /// leads to the last commit; without one, the last commit]
        #[arg(value_name = "GIT-REV")]
        revision: Option<String>,
        /// How the changes are shown
        #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
        format: DiffFormat,
    },
    /// Explains a diagnostic by its code, or a field of the spec by its path
    ///
    /// A code is one that `check` prints: `SW0107`. A path is one that `validate` prints,
    /// `card.meeting_ticket.base_info.title`, or a type and the wire name of a field, `BaseInfo.title`.
    Explain {
        /// A code or a path
        #[arg(value_name = "CODE|PATH")]
        what: String,
    },
    /// Serves the API on loopback and validates every request, for trying out and testing clients
    ///
    /// Tests control it: `POST /__mock/expire-tokens` forgets every token that was issued; `POST /__mock/next-error`
    /// with `{"code": 40001}` answers the next call with that error, and may have `operation` and `status`;
    /// `GET /__mock/requests` lists the last requests and replies, without secrets.
    Mock {
        /// The port; 0 takes a free one
        #[arg(long, value_name = "N", default_value_t = 8080)]
        port: u16,
        /// A token to accept, besides those that the API's own operations issue; may be repeated
        #[arg(long = "token", value_name = "TOKEN")]
        tokens: Vec<String>,
        /// Accept keys that the spec does not have
        #[arg(long)]
        lenient: bool,
    },
    /// Writes a client crate, or a file of the spec to start from
    New {
        /// What to write.
        #[command(subcommand)]
        kind: NewKind,
    },
}

/// What `new` writes.
#[derive(Clone, Debug, Subcommand)]
pub enum NewKind {
    /// Writes a client crate for the spec in `--spec` into the folder `--out`
    Client {
        /// The crate's name: `petshop-client`
        name: String,
    },
    /// Writes an operation to start from, into the folder `operations/` of the spec
    Operation {
        /// The operation's name: `create_card`
        name: String,
    },
    /// Writes a model to start from, into the folder `models/` of the spec
    Model {
        /// The model's name: `BaseInfo`
        name: String,
    },
    /// Writes a union to start from, into the folder `models/` of the spec
    Union {
        /// The union's name: `DateInfo`
        name: String,
    },
    /// Writes an enumeration to start from, into the folder `models/` of the spec
    Enum {
        /// The enumeration's name: `Color`
        name: String,
    },
}

/// How results are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people
    Text,
    /// One JSON object
    Json,
    /// Annotations for GitHub Actions, with paths from the root of the repository; where there are more than GitHub
    /// shows, their total is one of them
    Github,
}

/// How a comparison is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people
    Text,
    /// One JSON object
    Json,
    /// The entry of a changelog, or the comment on a pull request, for GitHub
    Markdown,
    /// Annotations for GitHub Actions, with paths from the root of the repository; where there are more than GitHub
    /// shows, their total is one of them
    Github,
}

impl ReportFormat {
    /// The path of a file as this format shows it: for GitHub from the root of its repository, else from the current folder.
    pub(crate) fn shown(self, path: &Path) -> String {
        match self {
            ReportFormat::Text | ReportFormat::Json => paths::shown(path),
            ReportFormat::Github => paths::in_repository(path),
        }
    }
}

impl DiffFormat {
    /// How the errors of a spec are shown that cannot be compared.
    pub(crate) fn of_problems(self) -> ReportFormat {
        match self {
            DiffFormat::Text | DiffFormat::Markdown => ReportFormat::Text,
            DiffFormat::Json => ReportFormat::Json,
            DiffFormat::Github => ReportFormat::Github,
        }
    }
}
