//! The arguments. Clap answers `--help`, `--version` and mistakes by itself; mistakes exit with 2.

use std::env;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::bench::Bench;
use crate::paths;

/// The maintainers' commands.
#[derive(Debug, Parser)]
#[command(
    name = "xtask",
    bin_name = "cargo xtask",
    version,
    after_help = "Exit codes: 0 success; 1 drift, a difference, a break that nobody decided on, or an invalid body; 2 a wrong spec, a failure, or wrong arguments."
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) folders: Folders,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Which API is meant.
#[derive(Debug, Args)]
pub(crate) struct Folders {
    /// The folder that holds the spec's YAML files [default: `spec` of the workspace]
    #[arg(long, global = true, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The root of the client's crate [default: `generated-client` of the workspace]
    #[arg(long, global = true, value_name = "DIR")]
    out: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Writes the generated files of a client anew, where they differ from what the spec says
    ///
    /// Nothing is written if the spec is wrong or something fails. Files below `src/generated/` that the spec
    /// asks for no longer are deleted, unless none there is the generator's; no other file ever is.
    Regen {
        /// Write nothing; list what differs, with the differences, and exit with 1 if anything does
        #[arg(long)]
        check: bool,
        /// How the differences are shown
        #[arg(long, value_enum, default_value_t = ReportFormat::Text, requires = "check")]
        format: ReportFormat,
    },
    /// Shows every problem of the spec, and every doubt about it
    ///
    /// The JSON is one object with `errors` and `warnings`, which count, and `diagnostics`. Each of those has `code`,
    /// `severity`, `message`, `label`, `help`, `related` and a position: `file`; `line` and `column` from 1, in
    /// characters; `utf16_column` from 1, in units of UTF-16; `byte_offset` from 0; and where it ends, exclusive,
    /// as `end_line`, `end_column`, `end_utf16_column`, `end_byte_offset`. Every command that takes `--format`
    /// tells the problems of a wrong spec so, on standard output.
    Check {
        /// How the problems are shown
        #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
        format: ReportFormat,
    },
    /// Gives the spec's files the layout of the dialect
    ///
    /// Data and comments stay as they are. A file that is no YAML is left alone and told of, with exit code 2.
    Fmt {
        /// Write nothing; show what would change, and exit with 1 if anything would
        #[arg(long)]
        check: bool,
        /// How the differences are shown
        #[arg(long, value_enum, default_value_t = ReportFormat::Text, requires = "check")]
        format: ReportFormat,
    },
    /// Judges the JSON body of a request by the spec
    ///
    /// The JSON is one object with `operation`, `valid`, `errors` and `warnings`. Each of those has `path` (`a.b[0].c`),
    /// `rule`, `message`, `limit` and `actual` in the unit of the rule, and where the body has it, in the same numbers
    /// as those of `check`: the value; the key where it should not be there; the object where it lacks one.
    Validate {
        /// The operation that the body is for, as the spec names it: `create_meeting_ticket`
        operation: String,
        /// The file that holds the body; `-` is standard input
        file: PathBuf,
        /// How the verdict is shown
        #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
        format: ReportFormat,
    },
    /// Holds the spec against the API's own documentation
    ///
    /// FILE is in Markdown and has its parameters in tables with bars, below headings: `section` in the spec is the
    /// number of the heading, as in `# 1.1 …`, or the words of one that has none. Exits with 1 if a row and a field differ and no `documented` of
    /// the field pins the row's words; a pin that the document does not bear out is a difference, too.
    ///
    /// The JSON is one object with `document`; `tables` and `rows`, which count; `unread`, with `what` nothing is read
    /// from and the `document_lines` of such tables; and `differences`. Each of those has `kind` (`extra`, `missing`, `moved`, `cells`, `required`, `type`, `max_cjk`, `max` or `pin`), `section`, `field`,
    /// what both say as `documented` and `spec`, `document_line`, `help`, and `file` and position in the spec, as
    /// `check` has them. Lines count from 1; what there is none of is null.
    Audit {
        /// The file that holds the documentation; `-` is standard input
        file: PathBuf,
        /// Write a draft of each operation that the spec lacks, with its models, into the spec's folder
        ///
        /// A section of the documentation that has an address, like `POST /cards`, and no operation in the spec
        /// becomes a file in `operations/`; the objects that it sends and receives become files in `models/`, unless
        /// the spec has their types. What the tables do not say is marked `TODO`. A file that is there is never
        /// overwritten: nothing is written then. The drafts pass `check`.
        #[arg(long, conflicts_with = "format")]
        draft: bool,
        /// How the differences are shown
        #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
        format: ReportFormat,
    },
    /// Tells what changed in the spec since a revision, and what that breaks
    ///
    /// Both specs are compared by what they mean; that of the working tree is the new one. Each change has a verdict
    /// on the Rust API, on the wire, and on the limits of requests. Exits with 1 if something breaks that nobody has
    /// decided on: neither did the client's version go up far enough since the last release, by Cargo's rules, nor
    /// is the change listed under `accepted:` in the spec, with its reason. An entry there that accepts nothing is a
    /// problem of the spec. Of a crate that is in no revision, users have nothing that could break.
    ///
    /// The JSON is one object with `base`, which has `revision`, `commit` and `chosen` (`asked`, `release` or
    /// `last-commit`); `passes`; `level`, the greatest of all changes (`major`, `minor`, `patch`, or null); the
    /// numbers `breaking`, `accepted`, `compatible` and `without_effect`; `version`, null where there is no client, else with
    /// `package`, `manifest`, `released_in`, `old`, `new`, and `wanted`, the version that would be enough, null
    /// where it is; and `changes`. Each of those has `change`, the kind; `at`; `old` and `new`, in words; `direction`
    /// (`request`, `reply`, `both`, or null); `level`; `accepted`, the reason or null; `passes`; `rust`, `wire` and
    /// `limits`, each with `effect` (`none`, `compatible`, `breaking`) and `reason`; and a position as `check` tells
    /// it, in the file of the `side` that is `new`, or `old` for what is gone, where `file` begins at the root of
    /// the repository.
    Diff {
        /// What to compare with, in the words of git [default: the latest release, a tag such as `v0.1.0` or
        /// `NAME-v0.1.0` that leads to the last commit; where there is none, the last commit]
        #[arg(value_name = "GIT-REV")]
        revision: Option<String>,
        /// How the changes are shown
        #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
        format: DiffFormat,
    },
    /// Explains a problem by its code, or a field of the spec by its path
    ///
    /// A code is one that `check` prints: `SW0107`. A path is one that `validate` prints,
    /// `card.meeting_ticket.base_info.title`, or a type and a field's name on the wire, `BaseInfo.title`.
    Explain {
        /// A code or a path
        #[arg(value_name = "CODE|PATH")]
        what: String,
    },
    /// Tries the schema for editors with the real `yaml-language-server`
    ///
    /// It is installed below `target/`, which needs Node.js 20 or later and npm. Exits with 1 if a completion, an
    /// explanation or a complaint is missing or stands at the wrong place.
    Conformance,
    /// Serves the API on loopback, judged by the spec, for trying out and testing clients
    ///
    /// Tests steer it: `POST /__mock/expire-tokens` forgets every token that was issued; `POST /__mock/next-error`
    /// with `{"code": 40001}` answers the next call with that error, and `operation` and `status` may be given, too;
    /// `GET /__mock/requests` tells the last requests and replies, without secrets.
    Mock {
        /// The port; 0 takes a free one
        #[arg(long, value_name = "N", default_value_t = 8080)]
        port: u16,
        /// A token to accept, besides those that the API's own operations issue; may be repeated
        #[arg(long = "token", value_name = "TOKEN")]
        tokens: Vec<String>,
    },
    /// Measures the generator and the client beside their peers
    ///
    /// A section's tables are printed when it is done, below the machine, the versions and the date; anything else
    /// that the machine does is in the numbers. On two quiet cores: the first run builds the peers in some ten
    /// minutes. `generation` then takes three minutes, `regeneration` half a minute, `requests` five minutes,
    /// `compile` ten and `size` five minutes, and with `--full` three times as long. Clients are compiled at most three
    /// times, and their dependencies twice, however many rounds there are.
    Bench(Bench),
    /// Begins something new
    New {
        #[command(subcommand)]
        kind: NewKind,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum NewKind {
    /// Writes a client crate for the spec in `--spec` into the folder `--out`
    Client {
        /// The crate's name: `petshop-client`
        name: String,
    },
    /// Writes a file to begin an operation with, in the folder `operations/` of the spec
    Operation {
        /// The operation's name: `create_card`
        name: String,
    },
    /// Writes a file to begin a model with, in the folder `models/` of the spec
    Model {
        /// The model's name: `BaseInfo`
        name: String,
    },
    /// Writes a file to begin a union with, in the folder `models/` of the spec
    Union {
        /// The union's name: `DateInfo`
        name: String,
    },
    /// Writes a file to begin an enumeration with, in the folder `models/` of the spec
    Enum {
        /// The enumeration's name: `Color`
        name: String,
    },
}

/// How results are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
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
pub(crate) enum DiffFormat {
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
    /// What a file is called: for GitHub from the root of its repository, else from the current folder.
    pub(crate) fn shown(self, path: &Path) -> String {
        match self {
            ReportFormat::Text | ReportFormat::Json => paths::shown(path),
            ReportFormat::Github => paths::in_repository(path),
        }
    }
}

impl DiffFormat {
    /// How problems of a spec that stops it are told.
    pub(crate) fn of_problems(self) -> ReportFormat {
        match self {
            DiffFormat::Text | DiffFormat::Markdown => ReportFormat::Text,
            DiffFormat::Json => ReportFormat::Json,
            DiffFormat::Github => ReportFormat::Github,
        }
    }
}

impl Folders {
    /// The spec's folder.
    pub(crate) fn spec(&self) -> PathBuf {
        self.spec.clone().unwrap_or_else(|| workspace().join("spec"))
    }

    /// The client crate's root.
    pub(crate) fn out(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| workspace().join("generated-client"))
    }

    /// The spec's folder, if it was given.
    pub(crate) fn given_spec(&self) -> Option<&Path> {
        self.spec.as_deref()
    }

    /// The spec's folder as an argument of a command to type, with a space before it; empty where it was not given.
    pub(crate) fn spec_argument(&self) -> String {
        self.given_spec().map(|spec| format!(" --spec {}", paths::quoted(spec))).unwrap_or_default()
    }

    /// The client crate's root, if it was given.
    pub(crate) fn given_out(&self) -> Option<&Path> {
        self.out.as_deref()
    }
}

/// The workspace that is worked on. `cargo run` names it; a program that is called by itself works on the one that it was
/// built in. They differ where a workspace was copied with its `target/`, which Cargo then takes for fresh.
pub(crate) fn workspace() -> PathBuf {
    let is_own = env::var_os("CARGO_PKG_NAME").is_some_and(|package| package == env!("CARGO_PKG_NAME"));
    let named = env::var_os("CARGO_MANIFEST_DIR").filter(|_| is_own);
    let here = named.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().map(Path::to_owned).unwrap_or(here)
}
