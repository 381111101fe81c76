//! Errors of the parser.

use granit_parser::{ErrorKind, ScanError};

/// The error of a text that could not be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The problem.
    pub problem: Problem,
    /// The byte of the problem.
    pub at: usize,
    /// A related byte: where the construct begins that could not be parsed, or where it should have
    /// ended.
    pub related: Option<usize>,
}

/// The problem of a text that could not be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Mappings and lists are nested more than [`MAX_DEPTH`](super::MAX_DEPTH) deep.
    TooDeep,
    /// A quote, a brace or a bracket is not closed, or not before a line that is not indented enough, which is
    /// the related place then.
    NotClosed(char),
    /// A line of a quoted text, of a mapping in braces or a list in brackets is not indented enough.
    IndentedTooLittle(char),
    /// Text after a closing quote.
    AfterQuote,
    /// Neither the end of a mapping in braces nor the next entry.
    NoCommaInBraces,
    /// Neither the end of a list in brackets nor the next element.
    NoCommaInBrackets,
    /// A closing brace or bracket without an opening one, or of the other kind.
    WrongBracket,
    /// A missing key.
    NoKey,
    /// A missing `-`.
    NoDash,
    /// A block list that begins on the line of its key, or in braces or brackets.
    ListNotAllowed,
    /// A line that is not a key and its value, since it has no colon.
    NoColon,
    /// A second colon.
    SecondColon,
    /// Text on the line of a `|` or `>`.
    AfterBlockSign,
    /// An unknown escape in double quotes.
    Escape,
    /// A character that cannot begin a text.
    CannotBegin,
    /// A `#` directly after a text.
    CommentNotApart,
    /// A comment inside a text of several lines.
    CommentInText,
    /// A tab as indentation.
    Tab,
    /// Anything else, with the parser's message.
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
            ErrorKind::UnexpectedCharacter { .. }
            | ErrorKind::MissingAnchorOrAliasName
            | ErrorKind::MappingKeyNotAllowed => Problem::CannotBegin,
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
