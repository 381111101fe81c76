//! Limits as Rust constants and as phrases.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use specwright_runtime::{ListStyle, Subject, TextPlace, measure};

use super::types::ident;
use crate::ir::{
    Bound, Field, Limit, LimitKind, Limits, Number, Pattern, PatternShape, Severity, Type, counted,
};

/// The value of `TextField::RULES` for a field.
pub(crate) fn text_rules(field: &Field, forbid_control: bool) -> TokenStream {
    let rules = of_text(&field.wire, &field.limits);
    let forbid_control = (forbid_control && !field.ty.is_file()).then(|| quote!(.forbid_control()));
    let secret = field.secret.then(|| quote!(.secret()));
    let place = field.text_place().map(|place| match place {
        TextPlace::PathSegment => quote!(.place(rt::TextPlace::PathSegment)),
        TextPlace::PathPart => quote!(.place(rt::TextPlace::PathPart)),
        TextPlace::Header => quote!(.place(rt::TextPlace::Header)),
        TextPlace::Element(style) => {
            let style = list_style(style);
            quote!(.place(rt::TextPlace::Element(#style)))
        }
    });
    quote!(#rules #forbid_control #secret #place)
}

/// The `TextRules` of limits on a text.
fn of_text(wire: &str, limits: &Limits) -> TokenStream {
    let errors = limits.errors.iter().filter(is_of_text).map(setter);
    let warnings = warnings(limits, is_of_text, &quote!(rt::TextLimits::NONE));
    quote!(rt::TextRules::of(#wire) #(#errors)* #warnings)
}

/// The severity of a violation as an expression.
pub(crate) fn severity(severity: Severity) -> TokenStream {
    match severity {
        Severity::Error => quote!(rt::Severity::Error),
        Severity::Warning => quote!(rt::Severity::Warning),
    }
}

/// The style of a list as an expression.
pub(crate) fn list_style(style: ListStyle) -> TokenStream {
    let variant = ident(match style {
        ListStyle::Repeated => "Repeated",
        ListStyle::Brackets => "Brackets",
        ListStyle::Comma => "Comma",
        ListStyle::Space => "Space",
        ListStyle::Pipe => "Pipe",
        ListStyle::Json => "Json",
    });
    quote!(rt::ListStyle::#variant)
}

/// The `Rules` of a field for numbers, elements and keys; `None` if it has none.
pub(crate) fn rules(field: &Field) -> Option<TokenStream> {
    let is_other = |limit: &&Limit| !is_of_text(limit);
    let errors: Vec<_> = field.limits.errors.iter().filter(is_other).map(setter).collect();
    let warnings = warnings(&field.limits, is_other, &quote!(rt::Limits::NONE));
    let keys = field.limits.keys.as_ref().map(|keys| {
        let rules = of_text(&field.wire, keys);
        quote!(.keys(const { &#rules }))
    });
    (!errors.is_empty() || warnings.is_some() || keys.is_some())
        .then(|| quote!(rt::Rules::NONE #(#errors)* #warnings #keys))
}

/// The `Rules` of limits on a number.
pub(crate) fn of_number(limits: &[Limit]) -> TokenStream {
    let limits = limits.iter().map(setter);
    quote!(rt::Rules::NONE #(#limits)*)
}

/// The call that adds warning limits, if there are any.
fn warnings(limits: &Limits, includes: impl Fn(&&Limit) -> bool, none: &TokenStream) -> Option<TokenStream> {
    let mut limits = limits.warnings.iter().filter(includes).map(setter).peekable();
    limits.peek().is_some().then(|| quote!(.warning(#none #(#limits)*)))
}

fn is_of_text(limit: &&Limit) -> bool {
    matches!(limit.kind().subject(), Subject::Text | Subject::File)
}

/// The call that sets a limit: `.max_bytes(36)`.
fn setter(limit: &Limit) -> TokenStream {
    let (name, value) = (ident(limit.kind().key()), bound(limit.bound()));
    quote!(.#name(#value))
}

fn bound(bound: &Bound) -> TokenStream {
    match bound {
        Bound::Count(count) => {
            let count = Literal::usize_unsuffixed(*count);
            quote!(#count)
        }
        Bound::Number(number) => self::number(*number),
        Bound::Pattern(pattern) => self::pattern(pattern),
        Bound::Flag => quote!(true),
        Bound::Words(words) => quote!(&[#(#words),*]),
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

pub(crate) fn number(number: Number) -> TokenStream {
    match number {
        Number::Int(value) => {
            let value = Literal::i128_unsuffixed(value);
            quote!(rt::Number::Int(#value))
        }
        Number::Float(value) => {
            let value = Literal::f64_unsuffixed(value);
            quote!(rt::Number::Float(#value))
        }
    }
}

/// The limits as phrases: `at most 36 bytes (12 CJK characters)`. Limits on the elements of a list or a map are marked
/// as such, and those on the keys of a map.
pub(crate) fn phrases(field: &Field) -> Vec<String> {
    let is_nested = matches!(field.ty, Type::List(_) | Type::Map(_));
    let phrase = |limit: &Limit| {
        let each = if is_nested && limit.is_of_element() { "each " } else { "" };
        let phrase = if field.ty.is_file() { limit.short_words() } else { phrase(limit) };
        format!("{each}{phrase}")
    };
    let of_key = |limit: &Limit| format!("each key {}", self::phrase(limit));
    let own = with_warnings(&field.limits, phrase);
    own.chain(field.limits.keys.iter().flat_map(|keys| with_warnings(keys, of_key))).collect()
}

fn with_warnings<'l>(
    limits: &'l Limits,
    phrase: impl Fn(&Limit) -> String + Copy + 'l,
) -> impl Iterator<Item = String> + 'l {
    let warnings = limits.warnings.iter().map(move |limit| format!("{}, else a warning", phrase(limit)));
    limits.errors.iter().map(phrase).chain(warnings)
}

/// A limit as a phrase in Markdown. A maximum in bytes also states the number of CJK characters.
fn phrase(limit: &Limit) -> String {
    match (limit.pattern(), limit.count()) {
        (Some(pattern), _) => format!("matches `{}`", pattern.source.replace('`', "'")),
        (None, Some(bytes)) if limit.kind() == LimitKind::MaxBytes => {
            format!("{} ({})", limit.short_words(), counted(bytes / measure::MIN_CJK_BYTES, "CJK character"))
        }
        (None, _) => limit.short_words(),
    }
}
