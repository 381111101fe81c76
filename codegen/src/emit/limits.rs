//! Limits as Rust constants and as sentences. One match arm a kind of limit in each.

use proc_macro2::TokenStream;
use quote::quote;
use specwright_runtime::measure;

use super::types::ident;
use crate::ir::{Constraint, Field, Number, Pattern, PatternShape, Type};

/// The value of `TextField::RULES` for a field.
pub(crate) fn text_rules(field: &Field, forbid_control: bool) -> TokenStream {
    let wire = &field.wire;
    let errors = field.limits.errors.iter().filter_map(text_limit);
    let warnings = warnings(field, text_limit, &quote!(rt::TextLimits::NONE));
    let forbid_control = forbid_control.then(|| quote!(.forbid_control()));
    let secret = field.secret.then(|| quote!(.secret()));
    quote!(rt::TextRules::of(#wire) #(#errors)* #warnings #forbid_control #secret)
}

/// The call that adds limits of which only the report speaks, if there are any.
fn warnings(
    field: &Field,
    limit: fn(&Constraint) -> Option<TokenStream>,
    none: &TokenStream,
) -> Option<TokenStream> {
    let mut limits = field.limits.warnings.iter().filter_map(limit).peekable();
    limits.peek().is_some().then(|| quote!(.warning(#none #(#limits)*)))
}

fn text_limit(constraint: &Constraint) -> Option<TokenStream> {
    match constraint {
        Constraint::MaxBytes(limit) => Some(call("max_bytes", *limit)),
        Constraint::MinBytes(limit) => Some(call("min_bytes", *limit)),
        Constraint::MaxCjk(limit) => Some(call("max_cjk", *limit)),
        Constraint::MaxChars(limit) => Some(call("max_chars", *limit)),
        Constraint::Pattern(pattern) => {
            let pattern = self::pattern(pattern);
            Some(quote!(.pattern(#pattern)))
        }
        Constraint::Min(_) | Constraint::Max(_) | Constraint::MinItems(_) | Constraint::MaxItems(_) => None,
    }
}

fn pattern(pattern: &Pattern) -> TokenStream {
    let source = &pattern.source;
    match &pattern.shape {
        PatternShape::Prefix(prefixes) => quote!(rt::Pattern::prefix(#source, &[#(#prefixes),*])),
        PatternShape::Chars { ranges, allow_empty } => {
            let ranges = ranges.iter().map(|(first, last)| quote!((#first, #last)));
            quote!(rt::Pattern::chars(#source, &[#(#ranges),*], #allow_empty))
        }
        PatternShape::Regex => quote! {
            rt::Pattern::lazy(#source, || {
                static REGEX: ::std::sync::LazyLock<rt::Regex> =
                    ::std::sync::LazyLock::new(|| rt::Regex::new(#source));
                &REGEX
            })
        },
    }
}

/// The `Rules` of a field for its numbers and its elements; `None` where it has none.
pub(crate) fn rules(field: &Field) -> Option<TokenStream> {
    let errors: Vec<_> = field.limits.errors.iter().filter_map(other_limit).collect();
    let warnings = warnings(field, other_limit, &quote!(rt::Limits::NONE));
    (!errors.is_empty() || warnings.is_some()).then(|| quote!(rt::Rules::NONE #(#errors)* #warnings))
}

fn other_limit(constraint: &Constraint) -> Option<TokenStream> {
    match constraint {
        Constraint::Min(limit) => {
            let limit = number(*limit);
            Some(quote!(.min(#limit)))
        }
        Constraint::Max(limit) => {
            let limit = number(*limit);
            Some(quote!(.max(#limit)))
        }
        Constraint::MinItems(limit) => Some(call("min_items", *limit)),
        Constraint::MaxItems(limit) => Some(call("max_items", *limit)),
        Constraint::MaxBytes(_)
        | Constraint::MinBytes(_)
        | Constraint::MaxCjk(_)
        | Constraint::MaxChars(_)
        | Constraint::Pattern(_) => None,
    }
}

fn call(name: &str, limit: usize) -> TokenStream {
    let name = ident(name);
    let limit = proc_macro2::Literal::usize_unsuffixed(limit);
    quote!(.#name(#limit))
}

pub(crate) fn number(number: Number) -> TokenStream {
    match number {
        Number::Int(value) => {
            let value = proc_macro2::Literal::i128_unsuffixed(value);
            quote!(rt::Number::Int(#value))
        }
        Number::Float(value) => {
            let value = proc_macro2::Literal::f64_unsuffixed(value);
            quote!(rt::Number::Float(#value))
        }
    }
}

/// What the limits say, a phrase each: `at most 36 bytes (12 CJK characters)`. Where the field is a list or a
/// map, limits on its elements say so.
pub(crate) fn phrases(field: &Field) -> Vec<String> {
    let each = if matches!(field.ty, Type::List(_) | Type::Map(_)) { "each " } else { "" };
    let said = |constraint: &Constraint| {
        let of_elements = !matches!(constraint, Constraint::MinItems(_) | Constraint::MaxItems(_));
        format!("{}{}", if of_elements { each } else { "" }, phrase(constraint))
    };
    let errors = field.limits.errors.iter().map(said);
    let warnings = field.limits.warnings.iter().map(|limit| format!("{}, else a warning", said(limit)));
    errors.chain(warnings).collect()
}

fn phrase(constraint: &Constraint) -> String {
    match constraint {
        Constraint::MaxBytes(limit) => {
            let cjk = counted(limit / measure::MIN_CJK_BYTES, "CJK character");
            format!("at most {} ({cjk})", counted(*limit, "byte"))
        }
        Constraint::MinBytes(limit) => format!("at least {}", counted(*limit, "byte")),
        Constraint::MaxCjk(limit) => format!("at most {}", counted(*limit, "CJK character")),
        Constraint::MaxChars(limit) => format!("at most {}", counted(*limit, "character")),
        Constraint::Pattern(pattern) => format!("matches `{}`", pattern.source.replace('`', "'")),
        Constraint::Min(limit) => format!("at least {}", plain(*limit)),
        Constraint::Max(limit) => format!("at most {}", plain(*limit)),
        Constraint::MinItems(limit) => format!("at least {}", counted(*limit, "item")),
        Constraint::MaxItems(limit) => format!("at most {}", counted(*limit, "item")),
    }
}

fn counted(count: usize, unit: &str) -> String {
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

fn plain(number: Number) -> String {
    match number {
        Number::Int(value) => value.to_string(),
        Number::Float(value) => value.to_string(),
    }
}
