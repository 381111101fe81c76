//! Keeping secrets out of what is shown.

use std::fmt;

use crate::url;

/// The secrets of one call: its token, and what its request holds. Their spellings are replaced in every text
/// that comes from outside.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    /// Longest first, so that one that is part of another leaves no rest.
    spellings: Vec<String>,
}

/// What stands in a secret's place.
const REDACTED: &str = "[redacted]";

/// So many characters of a body are shown.
const EXCERPT_CHARS: usize = 200;

impl Redactor {
    pub(crate) fn add(&mut self, secret: &str) {
        if secret.is_empty() {
            return;
        }
        let json = serde_json::Value::from(secret).to_string();
        let json = json.trim_matches('"').to_owned();
        let percent = url::encode(secret);
        let lower = percent.to_ascii_lowercase();
        let plus = percent.replace("%20", "+");
        for spelling in [secret.to_owned(), json.replace('/', "\\/"), json, percent, lower, plus] {
            if !self.spellings.contains(&spelling) {
                self.spellings.push(spelling);
            }
        }
        self.spellings.sort_by_key(|spelling| std::cmp::Reverse(spelling.len()));
    }

    /// The text without secrets.
    pub(crate) fn clean(&self, text: &str) -> String {
        let mut clean = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(next) = rest.chars().next() {
            let found = self.spellings.iter().find_map(|spelling| rest.strip_prefix(spelling.as_str()));
            rest = match found {
                Some(after) => {
                    clean.push_str(REDACTED);
                    after
                }
                None => {
                    clean.push(next);
                    rest.get(next.len_utf8()..).unwrap_or_default()
                }
            };
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
        redactor.add("a/b \"c\"");
        redactor.add("");
        assert_eq!(redactor.clean(r#"x a/b "c" y"#), "x [redacted] y");
        assert_eq!(redactor.clean(r#""a/b \"c\"""#), "\"[redacted]\"");
        assert_eq!(redactor.clean(r#""a\/b \"c\"""#), "\"[redacted]\"");
        assert_eq!(redactor.clean("?t=a%2Fb%20%22c%22&a%2fb%20%22c%22"), "?t=[redacted]&[redacted]");
        assert_eq!(redactor.clean("a%2Fb+%22c%22"), "[redacted]");
        assert_eq!(redactor.clean("票"), "票");
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
