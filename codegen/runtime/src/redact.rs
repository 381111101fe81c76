//! Keeping secrets out of what is shown.

use std::fmt;

/// The secrets of one call: its token, and what its request holds. They are replaced in every text that comes
/// from outside, however they are spelt there.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    /// Longest first, so that one that is part of another leaves no rest.
    secrets: Vec<String>,
}

/// What stands in a secret's place.
const REDACTED: &str = "[redacted]";

/// So many characters of a body are shown.
const EXCERPT_CHARS: usize = 200;

impl Redactor {
    pub(crate) fn add(&mut self, secret: &str) {
        if !secret.is_empty() && !self.secrets.iter().any(|known| known == secret) {
            self.secrets.push(secret.to_owned());
            self.secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        }
    }

    /// The text without secrets.
    pub(crate) fn clean(&self, text: &str) -> String {
        let mut clean = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(next) = rest.chars().next() {
            match self.secrets.iter().find_map(|secret| strip_spelt(rest, secret)) {
                Some(after) => {
                    clean.push_str(REDACTED);
                    rest = after;
                }
                None => {
                    clean.push(next);
                    rest = rest.get(next.len_utf8()..).unwrap_or_default();
                }
            }
        }
        clean
    }

    /// The beginning of a body on one line, without secrets.
    pub(crate) fn excerpt(&self, body: &[u8]) -> String {
        let text = self.clean(&String::from_utf8_lossy(body));
        let line = one_line(&text);
        match line.char_indices().nth(EXCERPT_CHARS) {
            Some((end, _)) => format!("{}… ({} bytes)", line.get(..end).unwrap_or_default(), body.len()),
            None => line,
        }
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
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_secret_goes() {
        let mut redactor = Redactor::default();
        redactor.add("a/b \"&票𠮷");
        redactor.add("");
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
        redactor.add("abc");
        redactor.add("abcdef");
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
