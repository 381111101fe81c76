//! Replaces secrets in texts that are shown.

mod spelling;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;

use self::spelling::Decoded;

/// The secrets of a call: its token, and those of its request. They are replaced in every text that comes from outside,
/// in all spellings of addresses, forms, JSON and HTML.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    secrets: Vec<Arc<str>>,
}

/// The replacement of a secret.
const REDACTED: &str = "[redacted]";

/// Maximum number of characters of a body that are shown.
const EXCERPT_CHARS: usize = 200;

/// Maximum number of characters of a server's message that are kept.
const MESSAGE_CHARS: usize = 500;

/// Maximum number of bytes of a text that are searched for secrets, which bounds the time.
const WINDOW: usize = 16 * 1024;

impl Redactor {
    pub(crate) fn add(&mut self, secret: Arc<str>) {
        if !secret.is_empty() && !self.secrets.contains(&secret) {
            self.secrets.push(secret);
        }
    }

    pub(crate) fn secrets(&self) -> &[Arc<str>] {
        &self.secrets
    }

    /// The beginning of the text without secrets, at most 16 KiB.
    pub(crate) fn clean(&self, text: &str) -> String {
        // A secret that begins before the end of the window is found whole.
        let longest = self.secrets.iter().map(|secret| secret.len()).max().unwrap_or(0);
        let searched = first_bytes(text, WINDOW.saturating_add(longest.saturating_mul(spelling::MAX_BYTES)));
        let shown = first_bytes(text, WINDOW);
        let (mut cleaned, mut end) = (String::new(), 0);
        for range in self.find(searched).into_iter().take_while(|range| range.start < shown.len()) {
            cleaned.push_str(searched.get(end..range.start).unwrap_or_default());
            cleaned.push_str(REDACTED);
            end = range.end;
        }
        cleaned.push_str(shown.get(end..).unwrap_or_default());
        cleaned
    }

    /// The beginning of a message without secrets.
    pub(crate) fn message(&self, message: &str) -> String {
        first_of_message(&self.clean(message), message.len())
    }

    /// The beginning of a body on one line, without secrets.
    pub(crate) fn excerpt(&self, body: &[u8]) -> String {
        let window = body.get(..WINDOW * 2).unwrap_or(body);
        let cleaned = self.clean(&String::from_utf8_lossy(window));
        let (line, is_cut) = on_one_line(&cleaned, EXCERPT_CHARS);
        if is_cut || body.len() > WINDOW { with_length(&line, body.len()) } else { line }
    }

    /// The ranges of all secrets in the text, in order and without overlaps.
    fn find(&self, text: &str) -> Vec<Range<usize>> {
        let decoded = Decoded::new(text);
        let has_escapes = decoded.bytes != text.as_bytes();
        let mut found = Vec::new();
        for secret in &self.secrets {
            if has_escapes {
                found.extend(occurrences(text.as_bytes(), secret.as_bytes()));
            }
            // What looks like an escape in the secret may be one in the text, or be escaped there itself.
            let mut spellings = vec![secret.replace('+', " ").into_bytes(), Decoded::new(secret).bytes];
            spellings.dedup();
            for spelling in spellings {
                found
                    .extend(occurrences(&decoded.bytes, &spelling).filter_map(|range| decoded.origin(range)));
            }
        }
        found.sort_by_key(|range| (range.start, range.end));
        let mut merged: Vec<Range<usize>> = Vec::new();
        for range in found {
            match merged.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => merged.push(range),
            }
        }
        merged
    }
}

fn occurrences(text: &[u8], secret: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let starts: Vec<usize> = memmem::find_iter(text, secret).collect();
    let length = secret.len();
    starts.into_iter().map(move |start| start..start + length)
}

/// The first bytes of the text, ending at a character boundary.
fn first_bytes(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redactor")
    }
}

/// The part of a message without secrets that is kept; `bytes` is the length of the original.
pub(crate) fn first_of_message(cleaned: &str, bytes: usize) -> String {
    match cleaned.char_indices().nth(MESSAGE_CHARS) {
        Some((end, _)) => with_length(cleaned.get(..end).unwrap_or_default(), bytes),
        None if bytes > WINDOW => with_length(cleaned, bytes),
        None => cleaned.to_owned(),
    }
}

/// The beginning of a text, and the length of the whole.
fn with_length(beginning: &str, bytes: usize) -> String {
    format!("{beginning}… ({bytes} bytes)")
}

/// The text on one line: each run of white space and control characters becomes one space.
pub(crate) fn one_line(text: &str) -> String {
    on_one_line(text, usize::MAX).0
}

/// The first characters on one line, and whether there are more.
fn on_one_line(text: &str, max_chars: usize) -> (String, bool) {
    let (mut line, mut chars, mut is_gap) = (String::new(), 0, false);
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() {
            is_gap = !line.is_empty();
            continue;
        }
        let width = if std::mem::take(&mut is_gap) { 2 } else { 1 };
        if max_chars - chars < width {
            return (line, true);
        }
        if width == 2 {
            line.push(' ');
        }
        line.push(c);
        chars += width;
    }
    (line, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_secret_is_redacted() {
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
    fn the_longer_of_two_secrets_is_replaced() {
        let mut redactor = Redactor::default();
        redactor.add("abc".into());
        redactor.add("abcdef".into());
        assert_eq!(redactor.clean("abcdefabc"), "[redacted][redacted]");
    }

    #[test]
    fn a_secret_that_looks_like_an_escape_is_redacted_in_every_spelling() {
        for secret in ["50%41/x", r"a\u0041b", "a&amp;b", "1+2 3", r#"\"x\"#, "%"] {
            let mut redactor = Redactor::default();
            redactor.add(secret.into());
            let percent = crate::url::encode(secret).to_string();
            let json = serde_json::Value::from(secret).to_string();
            let form: String = form_urlencoded(secret);
            for spelt in [secret, &percent, json.trim_matches('"'), &form, &secret.replace('/', r"\/")] {
                let cleaned = redactor.clean(&format!("{spelt};"));
                assert!(cleaned.contains(REDACTED) && cleaned.ends_with(';'), "{spelt}: {cleaned}");
            }
        }
    }

    fn form_urlencoded(text: &str) -> String {
        crate::url::encode(text).to_string().replace("%20", "+")
    }

    #[test]
    fn a_secret_over_the_end_of_what_is_kept_leaves_no_part() {
        let mut redactor = Redactor::default();
        redactor.add("SECRET/票".into());
        for spelt in ["SECRET/票", "SECRET&#x00002F;\\u7968", "%53%45%43%52%45%54%2F%E7%A5%A8"] {
            for before in (0..40).map(|less| WINDOW - less) {
                let cleaned = redactor.clean(&format!("{}{spelt} after", ".".repeat(before)));
                let rest = cleaned.trim_start_matches('.');
                assert!(
                    ["", "[redacted]", "[redacted] after"].iter().any(|whole| whole.starts_with(rest)),
                    "{rest}"
                );
                assert!(before == WINDOW || rest.starts_with("[redacted]"), "{before}: {rest}");
            }
        }
    }

    #[test]
    fn the_time_is_linear_even_if_secrets_and_text_are_similar() {
        let mut redactor = Redactor::default();
        for length in 1..=64 {
            redactor.add(format!("{}b", "a".repeat(length * 64)).into());
        }
        let begun = std::time::Instant::now();
        let message = redactor.message(&"a".repeat(1 << 20));
        assert_eq!(message, format!("{}… (1048576 bytes)", "a".repeat(500)));
        assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
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
