//! Patterns: invalid ones are errors, and those with an equivalent simpler check are converted.
//!
//! Generated clients match with `regex-lite`, whose classes `\d`, `\w` and `\s` are ASCII. The proof uses
//! the expression parsed by `regex-syntax`, with ASCII classes in their places.

use regex_syntax::ast::{self, Ast, ClassPerlKind, ClassSetItem, ErrorKind, Visitor};
use regex_syntax::hir::{Class, Hir, HirKind, Look};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Pattern, PatternShape};

use crate::check::at::At;

/// Maximum number of prefixes that are compared one by one.
const MAX_PREFIXES: usize = 16;

/// The pattern, and the minimum number of bytes of a text that matches it; `None` if it is invalid, which is reported.
pub(super) fn lower(source: &str, at: &At, found: &mut Diagnostics) -> Option<(Pattern, usize)> {
    let syntax = match ast::parse::Parser::new().parse(source) {
        Ok(syntax) => syntax,
        Err(error) => {
            found.push(refused(at, error.kind()));
            return None;
        }
    };
    if let Err(error) = regex_lite::Regex::new(source) {
        found.push(not_in_engine(at, source, &error.to_string()));
        return None;
    }
    let Some(hir) = meaning(source, &syntax) else {
        return Some((pattern(source, PatternShape::Regex), 0));
    };
    let properties = hir.properties();
    let Some(least) = properties.minimum_len().filter(|_| !is_impossible(&hir)) else {
        let help = match source.strip_prefix('/').and_then(|inside| inside.rsplit_once('/')) {
            Some((inside, _)) => format!("write it without the slashes around it: `{inside}`"),
            None => "correct the pattern".to_owned(),
        };
        found
            .push(Diagnostic::error(Code::BadPattern, at.value(), "no text matches this pattern").help(help));
        return None;
    };
    if least == 0 && properties.look_set().is_empty() {
        found.push(
            Diagnostic::error(Code::LimitNeverBroken, at.value(), "every text matches this pattern")
                .label("a pattern can match anywhere in the text, here the empty text")
                .help("anchor it, `^…$`, or remove it"),
        );
        return None;
    }
    let shape = prefixes(&hir).or_else(|| chars(&hir)).unwrap_or(PatternShape::Regex);
    Some((pattern(source, shape), least))
}

/// Whether something is required before the beginning of the text, or after its end, as in `/^a$/`.
fn is_impossible(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Concat(parts) => {
            let is_text = |part: &Hir| part.properties().minimum_len().is_some_and(|least| least > 0);
            let is = |part: &Hir, look: Look| matches!(part.kind(), HirKind::Look(one) if *one == look);
            let first = parts.iter().position(is_text).unwrap_or(parts.len());
            let last = parts.iter().rposition(is_text).unwrap_or_default();
            parts.iter().any(is_impossible)
                || parts.iter().skip(first).any(|part| is(part, Look::Start))
                || parts.iter().take(last).any(|part| is(part, Look::End))
        }
        HirKind::Alternation(parts) => parts.iter().all(is_impossible),
        HirKind::Capture(capture) => is_impossible(&capture.sub),
        HirKind::Repetition(repetition) => repetition.min > 0 && is_impossible(&repetition.sub),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => false,
    }
}

fn pattern(source: &str, shape: PatternShape) -> Pattern {
    Pattern { source: source.to_owned(), shape }
}

fn refused(at: &At, kind: &ErrorKind) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::BadPattern, at.value(), "this pattern cannot be used");
    match kind {
        ErrorKind::UnsupportedLookAround => diagnostic
            .label("look-around is not available")
            .help("patterns are matched in linear time, without `(?=…)`, `(?!…)`, `(?<=…)` and `(?<!…)`; use `^`, `$` and classes"),
        ErrorKind::UnsupportedBackreference => diagnostic
            .label("a backreference is not available")
            .help("patterns are matched in linear time, without `\\1`; write out the repetition"),
        other => diagnostic.label(other.to_string()).help(
            "correct the regular expression; in single quotes, backslashes are not escapes in YAML: `pattern: '^\\d+$'`",
        ),
    }
}

fn not_in_engine(at: &At, source: &str, error: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::BadPattern, at.value(), "this pattern cannot be used");
    if source.contains("\\p") || source.contains("\\P") {
        diagnostic
            .label("Unicode classes are not available")
            .help("write ranges: `[\\u{4e00}-\\u{9fff}]` instead of `\\p{Han}`")
    } else {
        diagnostic.label(error.to_owned()).help("use a simpler expression")
    }
}

/// The parsed expression, with the engine's `\d`, `\w` and `\s`; `None` if flags could make
/// the two engines differ.
fn meaning(source: &str, syntax: &Ast) -> Option<Hir> {
    let mut classes = ast::visit(syntax, PerlClasses::default()).ok()?;
    classes.spans.sort();
    let mut spelt = String::new();
    let mut done = 0;
    for (start, end, class) in classes.spans {
        spelt.push_str(source.get(done..start)?);
        spelt.push_str(class);
        done = end;
    }
    spelt.push_str(source.get(done..)?);
    regex_syntax::parse(&spelt).ok()
}

/// The positions of Perl classes in an expression, and their ASCII equivalents. Flags are an error.
#[derive(Default)]
struct PerlClasses {
    spans: Vec<(usize, usize, &'static str)>,
}

impl PerlClasses {
    fn add(&mut self, class: &ast::ClassPerl) {
        let spelt = match (&class.kind, class.negated) {
            (ClassPerlKind::Digit, false) => "[0-9]",
            (ClassPerlKind::Digit, true) => "[^0-9]",
            (ClassPerlKind::Space, false) => "[\\t\\n\\v\\f\\r ]",
            (ClassPerlKind::Space, true) => "[^\\t\\n\\v\\f\\r ]",
            (ClassPerlKind::Word, false) => "[0-9A-Za-z_]",
            (ClassPerlKind::Word, true) => "[^0-9A-Za-z_]",
        };
        self.spans.push((class.span.start.offset, class.span.end.offset, spelt));
    }
}

impl Visitor for PerlClasses {
    type Output = PerlClasses;
    type Err = ();

    fn finish(self) -> Result<PerlClasses, ()> {
        Ok(self)
    }

    fn visit_pre(&mut self, node: &Ast) -> Result<(), ()> {
        match node {
            Ast::Flags(_) => return Err(()),
            Ast::Group(group) if group.flags().is_some_and(|flags| !flags.items.is_empty()) => {
                return Err(());
            }
            Ast::ClassPerl(class) => self.add(class),
            _ => {}
        }
        Ok(())
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), ()> {
        if let ClassSetItem::Perl(class) = item {
            self.add(class);
        }
        Ok(())
    }
}

/// `^` followed by one of several literal texts, and anything.
fn prefixes(hir: &Hir) -> Option<PatternShape> {
    let HirKind::Concat(parts) = hir.kind() else {
        return None;
    };
    let (first, rest) = parts.split_first()?;
    if !matches!(first.kind(), HirKind::Look(Look::Start)) {
        return None;
    }
    let texts = literals(&Hir::concat(rest.to_vec()))?;
    (!texts.iter().any(String::is_empty)).then_some(PatternShape::Prefix(texts))
}

/// The texts that an expression without repetition matches, in its order.
fn literals(hir: &Hir) -> Option<Vec<String>> {
    let texts = match hir.kind() {
        HirKind::Empty => vec![String::new()],
        HirKind::Literal(literal) => vec![String::from_utf8(literal.0.to_vec()).ok()?],
        HirKind::Class(Class::Unicode(class)) => {
            let mut texts = Vec::new();
            for range in class.ranges() {
                for character in range.start()..=range.end() {
                    if texts.len() == MAX_PREFIXES {
                        return None;
                    }
                    texts.push(character.to_string());
                }
            }
            texts
        }
        HirKind::Capture(capture) => literals(&capture.sub)?,
        HirKind::Alternation(choices) => {
            let mut texts = Vec::new();
            for choice in choices {
                texts.extend(literals(choice)?);
            }
            texts
        }
        HirKind::Concat(parts) => {
            let mut texts = vec![String::new()];
            for part in parts {
                let ends = literals(part)?;
                if texts.len() * ends.len() > MAX_PREFIXES {
                    return None;
                }
                texts = texts
                    .iter()
                    .flat_map(|text| ends.iter().map(move |end| format!("{text}{end}")))
                    .collect();
            }
            texts
        }
        HirKind::Repetition(repetition) if (repetition.min, repetition.max) == (0, Some(1)) => {
            let mut texts = literals(&repetition.sub)?;
            texts.push(String::new());
            texts
        }
        HirKind::Repetition(_) | HirKind::Class(Class::Bytes(_)) | HirKind::Look(_) => return None,
    };
    (texts.len() <= MAX_PREFIXES).then_some(texts)
}

/// `^[class]*$` or `^[class]+$`.
fn chars(hir: &Hir) -> Option<PatternShape> {
    let HirKind::Concat(parts) = hir.kind() else {
        return None;
    };
    let [start, middle, end] = parts.as_slice() else {
        return None;
    };
    if !matches!(start.kind(), HirKind::Look(Look::Start)) || !matches!(end.kind(), HirKind::Look(Look::End))
    {
        return None;
    }
    let HirKind::Repetition(repetition) = middle.kind() else {
        return None;
    };
    let allow_empty = match (repetition.min, repetition.max) {
        (0, None) => true,
        (1, None) => false,
        _ => return None,
    };
    let ranges = match repetition.sub.kind() {
        HirKind::Class(Class::Unicode(class)) => {
            class.ranges().iter().map(|range| (range.start(), range.end())).collect()
        }
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            let mut characters = text.chars();
            match (characters.next(), characters.next()) {
                (Some(only), None) => vec![(only, only)],
                _ => return None,
            }
        }
        _ => return None,
    };
    Some(PatternShape::Chars { ranges, allow_empty })
}
