//! Web addresses in plain text.

const SCHEMES: [&str; 2] = ["https://", "http://"];

/// Maximum number of characters of an address. What follows is searched for the next one, so that a text with nothing but
/// beginnings of addresses takes no time that anyone notices.
const MAX_CHARS: usize = 2048;

/// A part of a text.
#[derive(Debug, PartialEq)]
pub(super) enum Part<'a> {
    Words(&'a str),
    Address(&'a str),
}

/// Whether it is a web address, and not a path or the name of an item.
pub(super) fn is_address(destination: &str) -> bool {
    SCHEMES.iter().any(|scheme| destination.starts_with(scheme))
}

/// Splits a text into addresses and other parts, in order.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut rest, mut searched) = (text, 0);
    while let Some(start) = start(rest, searched) {
        let (before, from) = rest.split_at_checked(start).unwrap_or((rest, ""));
        let (address, after) = from.split_at_checked(length(from)).unwrap_or((from, ""));
        if SCHEMES.contains(&address) {
            searched = start + address.len();
            continue;
        }
        parts.extend([Part::Words(before), Part::Address(address)]);
        (rest, searched) = (after, 0);
    }
    parts.push(Part::Words(rest));
    parts.retain(|part| *part != Part::Words(""));
    parts
}

/// The start of the next address.
fn start(text: &str, searched: usize) -> Option<usize> {
    let rest = text.get(searched..)?;
    let mut candidates = rest.match_indices("http").map(|(at, _)| at);
    let at = candidates.find(|at| rest.get(*at..).is_some_and(is_address))?;
    Some(searched + at)
}

/// Number of bytes of the address at the beginning of the text. It ends where rustdoc's lint `bare_urls` ends it: at
/// a space, at punctuation, or at a letter outside of ASCII. In addition, it contains balanced parentheses only, and
/// not the punctuation at the end of a sentence.
fn length(text: &str) -> usize {
    let mut open = Vec::new();
    let mut length = text.len();
    for (count, (at, character)) in text.char_indices().enumerate() {
        match character {
            '(' if count < MAX_CHARS => open.push(at),
            ')' if count < MAX_CHARS && open.pop().is_some() => {}
            _ if is_part(character) && count < MAX_CHARS => {}
            _ => {
                length = at;
                break;
            }
        }
    }
    let length = open.first().map_or(length, |unclosed| length.min(*unclosed));
    let scheme = SCHEMES.iter().find(|scheme| text.starts_with(**scheme)).map_or(0, |scheme| scheme.len());
    let rest = text.get(scheme..length).unwrap_or_default();
    scheme + rest.trim_end_matches(['.', ':', '?']).len()
}

fn is_part(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || matches!(character, '-' | '@' | ':' | '%' | '_' | '+' | '.' | '~' | '#' | '?' | '&' | '/' | '=')
}

#[cfg(test)]
mod tests {
    use super::Part::{Address, Words};
    use super::parts;

    #[test]
    fn an_address_ends_as_in_rustdoc() {
        assert_eq!(
            parts("GET https://api.example.com/users/<id>/x"),
            [Words("GET "), Address("https://api.example.com/users/"), Words("<id>/x")]
        );
        assert_eq!(
            parts("见（https://example.com/c）"),
            [Words("见（"), Address("https://example.com/c"), Words("）")]
        );
        assert_eq!(parts("https://example.com/a。后面"), [Address("https://example.com/a"), Words("。后面")]);
        assert_eq!(
            parts("https://a.b/c、https://a.b/d"),
            [Address("https://a.b/c"), Words("、"), Address("https://a.b/d")]
        );
        assert_eq!(
            parts("参见https://a.com/路径，然后继续。"),
            [Words("参见"), Address("https://a.com/"), Words("路径，然后继续。")]
        );
    }

    #[test]
    fn an_address_has_balanced_parentheses_and_no_full_stop() {
        assert_eq!(
            parts("https://en.wikipedia.org/wiki/Shebang_(Unix)."),
            [Address("https://en.wikipedia.org/wiki/Shebang_(Unix)"), Words(".")]
        );
        assert_eq!(
            parts("(see https://a.b/(c)/d) or http://e.f?"),
            [Words("(see "), Address("https://a.b/(c)/d"), Words(") or "), Address("http://e.f"), Words("?")]
        );
        assert_eq!(parts("https://a.b/(c"), [Address("https://a.b/"), Words("(c")]);
    }

    #[test]
    fn a_scheme_alone_is_not_an_address() {
        assert_eq!(parts("begins with http:// or https://"), [Words("begins with http:// or https://")]);
        assert_eq!(parts("https://。http://a"), [Words("https://。"), Address("http://a")]);
    }
}
