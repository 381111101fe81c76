//! Why a text could not be parsed.

use granit_parser::{ErrorKind, ScanError};

/// Why a text could not be parsed, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What the parser objects to.
    pub problem: Problem,
    /// The byte that the problem is at.
    pub at: usize,
    /// Another byte that belongs to it: where the construct begins that could not be parsed, or where it should have
    /// ended.
    pub related: Option<usize>,
}

/// What the parser objects to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Mappings and lists are nested more than [`MAX_DEPTH`](super::MAX_DEPTH) deep.
    TooDeep,
    /// A quote, a brace or a bracket is not closed, at least not before a line with too little indentation, which is
    /// the related place then.
    NotClosed(char),
    /// A line of a text in quotes, of a mapping in braces or a list in brackets is indented too little.
    IndentedTooLittle(char),
    /// A text goes on after its closing quote.
    AfterQuote,
    /// Neither the end of a mapping in braces nor the next entry.
    NoCommaInBraces,
    /// Neither the end of a list in brackets nor the next element.
    NoCommaInBrackets,
    /// A brace or a bracket that closes nothing, or that closes the other one.
    WrongBracket,
    /// No key where one must be.
    NoKey,
    /// No `-` where one must be.
    NoDash,
    /// A list that begins on the line of its key, or in braces or brackets.
    ListNotAllowed,
    /// A line that is not a key and its value, for want of a colon.
    NoColon,
    /// A colon that cannot end a key.
    SecondColon,
    /// Text on the line of a `|` or `>`.
    AfterBlockSign,
    /// An escape that does not exist, in double quotes.
    Escape,
    /// A character that no text can begin with.
    CannotBegin,
    /// A `#` that follows a text at once.
    CommentNotApart,
    /// A comment inside a text of several lines.
    CommentInText,
    /// A tab that indents.
    Tab,
    /// Anything else, in the parser's own words.
    Other(String),
}

impl From<&ScanError> for Problem {
    fn from(error: &ScanError) -> Problem {
        match error.kind() {
            ErrorKind::RecursionLimitExceeded => Problem::TooDeep,
            ErrorKind::UnclosedQuotedScalar => Problem::NotClosed('"'),
            ErrorKind::UnclosedFlowCollection { open } => Problem::NotClosed(*open),
            ErrorKind::UnexpectedEofFlowSequence => Problem::NotClosed('['),
            ErrorKind::UnexpectedEofFlowMapping | ErrorKind::UnexpectedEofImplicitFlowMapping => {
                Problem::NotClosed('{')
            }
            ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
                Problem::AfterQuote
            }
            ErrorKind::ExpectedFlowMappingSeparator => Problem::NoCommaInBraces,
            ErrorKind::ExpectedFlowSequenceSeparator | ErrorKind::InvalidColonPlacement => {
                Problem::NoCommaInBrackets
            }
            ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
                Problem::WrongBracket
            }
            ErrorKind::ExpectedBlockMappingKey | ErrorKind::ExpectedDocumentStart => Problem::NoKey,
            ErrorKind::ExpectedBlockSequenceEntry => Problem::NoDash,
            ErrorKind::BlockSequenceEntryNotAllowed | ErrorKind::BlockEntryInFlowCollection => {
                Problem::ListNotAllowed
            }
            ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => Problem::NoColon,
            ErrorKind::MappingValueNotAllowed => Problem::SecondColon,
            ErrorKind::InvalidBlockScalarHeader => Problem::AfterBlockSign,
            ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidQuotedScalarHexEscape => Problem::Escape,
            ErrorKind::UnexpectedCharacter { .. } | ErrorKind::MissingAnchorOrAliasName => {
                Problem::CannotBegin
            }
            ErrorKind::CommentNotSeparated => Problem::CommentNotApart,
            ErrorKind::CommentInterceptedScalar => Problem::CommentInText,
            ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabNotAllowed
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart => Problem::Tab,
            other => Problem::Other(other.to_string()),
        }
    }
}
