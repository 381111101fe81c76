//! Keeping secrets out of what is shown.

use std::fmt;
use std::sync::Arc;

/// The secrets of one call: its token, and what its request holds. They are replaced in every text that comes
/// from outside, however they are spelt there.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    /// Longest first, so that one that is part of another leaves no rest.
    secrets: Vec<Arc<str>>,
}

/// What stands in a secret's place.
const REDACTED: &str = "[redacted]";

/// So many characters of a body are shown.
const EXCERPT_CHARS: usize = 200;

/// So many characters of a server's message are shown: it is meant to be read.
const MESSAGE_CHARS: usize = 500;

impl Redactor {
    pub(crate) fn add(&mut self, secret: Arc<str>) {
        if !secret.is_empty() && !self.secrets.contains(&secret) {
            self.secrets.push(secret);
            self.secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        }
    }

    pub(crate) fn secrets(&self) -> &[Arc<str>] {
        &self.secrets
    }

    /// The text without secrets.
    pub(crate) fn clean(&self, text: &str) -> String {
        self.cleaned(text).collect()
    }

    /// The beginning of a body on one line, without secrets. It cleans no more of the body than it shows.
    pub(crate) fn excerpt(&self, body: &[u8]) -> String {
        shortened(self.cleaned(&String::from_utf8_lossy(body)), EXCERPT_CHARS, body.len())
    }

    /// The characters of the text, with secrets replaced.
    fn cleaned<'t>(&'t self, text: &'t str) -> impl Iterator<Item = char> + 't {
        let mut rest = text;
        let pieces = std::iter::from_fn(move || {
            let next = rest.chars().next()?;
            if let Some(after) = self.strip_secret(rest, next) {
                rest = after;
                return Some(REDACTED);
            }
            let (piece, after) = rest.split_at_checked(next.len_utf8())?;
            rest = after;
            Some(piece)
        });
        pieces.flat_map(str::chars)
    }

    /// What follows a secret at the start of the text, which begins with `first`.
    fn strip_secret<'t>(&self, text: &'t str, first: char) -> Option<&'t str> {
        // Few characters begin a spelling of a secret, and bodies are long.
        let may_begin =
            |secret: &&Arc<str>| matches!(first, '%' | '+' | '\\' | '&') || secret.starts_with(first);
        self.secrets.iter().filter(may_begin).find_map(|secret| strip_spelt(text, secret))
    }
}

/// What follows the secret at the start of the text.
fn strip_spelt<'a>(text: &'a str, secret: &str) -> Option<&'a str> {
    let escaped = || {
        secret.chars().try_fold(text, |rest, c| {
            strip_percent(rest, c)
                .or_else(|| strip_backslash(rest, c))
                .or_else(|| strip_entity(rest, c))
                .or_else(|| rest.strip_prefix(c))
        })
    };
    text.strip_prefix(secret).or_else(escaped)
}

/// A character as addresses and forms have it: `%2F`, `%2f`, `+` for a space.
fn strip_percent(text: &str, c: char) -> Option<&str> {
    if let (' ', Some(rest)) = (c, text.strip_prefix('+')) {
        return Some(rest);
    }
    c.encode_utf8(&mut [0; 4]).bytes().try_fold(text, |rest, byte| {
        let rest = rest.strip_prefix('%')?;
        (u8::from_str_radix(rest.get(..2)?, 16) == Ok(byte)).then(|| rest.get(2..))?
    })
}

/// A character as JSON and Rust have it: `\/`, `\"`, `\u002f`.
fn strip_backslash(text: &str, c: char) -> Option<&str> {
    let rest = text.strip_prefix('\\')?;
    if matches!(c, '"' | '\\' | '/' | '\'') {
        if let Some(rest) = rest.strip_prefix(c) {
            return Some(rest);
        }
    }
    c.encode_utf16(&mut [0; 2]).iter().enumerate().try_fold(rest, |rest, (index, unit)| {
        let rest = if index == 0 { rest } else { rest.strip_prefix('\\')? };
        let rest = rest.strip_prefix('u')?;
        (u16::from_str_radix(rest.get(..4)?, 16) == Ok(*unit)).then(|| rest.get(4..))?
    })
}

/// A character as HTML has it: `&amp;`, `&#38;`, `&#x26;`.
fn strip_entity(text: &str, c: char) -> Option<&str> {
    let text = text.strip_prefix('&')?;
    let (end, _) = text.char_indices().take(10).find(|(_, c)| *c == ';')?;
    let (entity, rest) = text.split_at_checked(end)?;
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let spelt = match (entity.strip_prefix("#x").or(entity.strip_prefix("#X")), entity.strip_prefix('#')) {
        (Some(digits), _) => number(digits, 16),
        (None, Some(digits)) => number(digits, 10),
        (None, None) => match entity {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => None,
        },
    };
    if spelt == Some(c) { rest.strip_prefix(';') } else { None }
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redactor")
    }
}

/// The text on one line: white space and control characters become single spaces.
pub(crate) fn one_line(text: &str) -> String {
    shortened(text.chars(), usize::MAX, text.len())
}

/// The beginning of a message on one line.
pub(crate) fn first_of_message(message: &str) -> String {
    shortened(message.chars(), MESSAGE_CHARS, message.len())
}

/// So many characters on one line, and if there are more, of how many bytes they are the first.
fn shortened(text: impl Iterator<Item = char>, max_chars: usize, bytes: usize) -> String {
    let (mut line, mut chars, mut is_gap) = (String::new(), 0, false);
    for c in text {
        if c.is_whitespace() || c.is_control() {
            is_gap = !line.is_empty();
            continue;
        }
        let width = if std::mem::take(&mut is_gap) { 2 } else { 1 };
        if max_chars - chars < width {
            line.push_str(&format!("… ({bytes} bytes)"));
            break;
        }
        if width == 2 {
            line.push(' ');
        }
        line.push(c);
        chars += width;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_secret_goes() {
        let mut redactor = Redactor::default();
        redactor.add("a/b \"&票𠮷".into());
        redactor.add("".into());
        for spelt in [
            "a/b \"&票𠮷",
            r#"a/b \"&票𠮷"#,
            r#"a\/b\u0020\u0022\u0026\u7968\ud842\udfb7"#,
            "a%2Fb%20%22%26%E7%A5%A8%F0%A0%AE%B7",
            "a%2fb+%22%26%e7%a5%a8%f0%a0%ae%b7",
            "%61%2Fb %22&票𠮷",
            "a&#47;b &quot;&amp;&#31080;&#x20bb7;",
        ] {
            assert_eq!(redactor.clean(&format!("<{spelt}>")), "<[redacted]>", "{spelt}");
        }
        for other in ["a/b", "a%2Gb", "%", "\\u00", "&;", "&#;", "&#x110000;", "票", "a/b \"&票"] {
            assert_eq!(redactor.clean(other), other);
        }
    }

    #[test]
    fn the_longer_of_two_secrets_goes_first() {
        let mut redactor = Redactor::default();
        redactor.add("abc".into());
        redactor.add("abcdef".into());
        assert_eq!(redactor.clean("abcdefabc"), "[redacted][redacted]");
    }

    #[test]
    fn an_excerpt_is_one_short_line() {
        let redactor = Redactor::default();
        assert_eq!(redactor.excerpt(b"<html>\r\n\t<body>\0x"), "<html> <body> x");
        assert_eq!(redactor.excerpt(b"\xFF"), "\u{FFFD}");
        let at = "票".repeat(EXCERPT_CHARS);
        assert_eq!(redactor.excerpt(at.as_bytes()), at);
        let over = format!("{at}a");
        assert_eq!(redactor.excerpt(over.as_bytes()), format!("{at}… (601 bytes)"));
    }
}
