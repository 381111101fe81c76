//! Regular expressions that mean the same to every reader of a document.
//!
//! Those of the dialect are matched by Rust; a document is read in JavaScript (with the flag `u`), Python, and others. Their
//! engines agree on literals, lists of characters, repetitions, groups without a name, alternatives, `^` and `$` (but Python lets
//! a final newline follow `$`). They differ in `.`, `\d`, `\w`, `\s`, `\b`, `\p{…}`, named groups, flags, and escapes that are not needed.

use regex_syntax::ast::{
    Assertion, AssertionKind, Ast, ClassBracketed, ClassSet, ClassSetItem, GroupKind, Literal, LiteralKind,
    RepetitionKind, parse::Parser,
};

/// Whether the pattern means the same to every engine.
pub(super) fn is_portable(pattern: &str) -> bool {
    Parser::new().parse(pattern).is_ok_and(|ast| tree(&ast))
}

fn tree(ast: &Ast) -> bool {
    match ast {
        Ast::Empty(_) => true,
        Ast::Literal(literal) => self::literal(literal, false),
        Ast::Assertion(assertion) => anchor(assertion),
        Ast::ClassBracketed(class) => self::class(class),
        Ast::Repetition(repetition) => {
            // A lazy repetition matches the same texts. Of an anchor, JavaScript has none.
            let is_known = match repetition.op.kind {
                RepetitionKind::ZeroOrOne | RepetitionKind::ZeroOrMore | RepetitionKind::OneOrMore => true,
                RepetitionKind::Range(ref range) => range.is_valid(),
            };
            is_known && !matches!(*repetition.ast, Ast::Assertion(_)) && tree(&repetition.ast)
        }
        Ast::Group(group) => {
            let is_plain = match &group.kind {
                GroupKind::CaptureIndex(_) => true,
                GroupKind::NonCapturing(flags) => flags.items.is_empty(),
                GroupKind::CaptureName { .. } => false,
            };
            is_plain && tree(&group.ast)
        }
        Ast::Alternation(alternation) => alternation.asts.iter().all(tree),
        Ast::Concat(concat) => concat.asts.iter().all(tree),
        Ast::Flags(_) | Ast::Dot(_) | Ast::ClassUnicode(_) | Ast::ClassPerl(_) => false,
    }
}

fn anchor(assertion: &Assertion) -> bool {
    match assertion.kind {
        AssertionKind::StartLine | AssertionKind::EndLine => true,
        AssertionKind::StartText
        | AssertionKind::EndText
        | AssertionKind::WordBoundary
        | AssertionKind::NotWordBoundary
        | AssertionKind::WordBoundaryStart
        | AssertionKind::WordBoundaryEnd
        | AssertionKind::WordBoundaryStartAngle
        | AssertionKind::WordBoundaryEndAngle
        | AssertionKind::WordBoundaryStartHalf
        | AssertionKind::WordBoundaryEndHalf => false,
    }
}

fn class(class: &ClassBracketed) -> bool {
    match &class.kind {
        ClassSet::Item(item) => set_item(item),
        ClassSet::BinaryOp(_) => false,
    }
}

fn set_item(item: &ClassSetItem) -> bool {
    match item {
        ClassSetItem::Literal(literal) => self::literal(literal, true),
        ClassSetItem::Range(range) => literal(&range.start, true) && literal(&range.end, true),
        ClassSetItem::Union(union) => union.items.iter().all(set_item),
        ClassSetItem::Empty(_)
        | ClassSetItem::Ascii(_)
        | ClassSetItem::Unicode(_)
        | ClassSetItem::Perl(_)
        | ClassSetItem::Bracketed(_) => false,
    }
}

/// A character that is written as itself, or with an escape that every engine has.
fn literal(literal: &Literal, in_class: bool) -> bool {
    let is_syntax = |c: char| "^$\\.*+?()[]{}|".contains(c) || in_class && c == '-';
    match literal.kind {
        // In a list of characters, these alone mean something to an engine or will do so.
        LiteralKind::Verbatim => !(in_class && "[&~|".contains(literal.c)),
        LiteralKind::Meta | LiteralKind::Superfluous => is_syntax(literal.c),
        LiteralKind::Octal
        | LiteralKind::HexFixed(_)
        | LiteralKind::HexBrace(_)
        | LiteralKind::Special(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_portable;

    #[test]
    fn what_all_engines_share_is_portable() {
        for pattern in [
            "^https?://",
            "^[A-Z]{2}[0-9]+$",
            "^(?:a|b(c)*)?$",
            r"^\.[a-z\-]{1,}\(x\)$",
            "票|[一-龥]",
            "",
            "^gh_",
        ] {
            assert!(is_portable(pattern), "{pattern}");
        }
    }

    #[test]
    fn what_engines_read_differently_is_not() {
        for pattern in [
            r"\d",
            r"\w",
            r"\s",
            ".",
            r"\p{L}",
            "(?i)a",
            "(?P<n>x)",
            r"\b",
            r"\x41",
            r"\-",
            r"\_",
            "[a&&b]",
            "[[:alpha:]]",
            "[[a]]",
            r"\A",
            "(?x) a",
            "a(",
            r"[\d]",
            r"\u{41}",
            r"\t",
        ] {
            assert!(!is_portable(pattern), "{pattern}");
        }
    }
}
