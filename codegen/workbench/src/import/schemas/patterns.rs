//! Regular expressions.

/// A regular expression of ECMAScript in the syntax of the dialect; `None` if it has something that the dialect lacks.
pub(super) fn portable(pattern: &str) -> Option<String> {
    // Some documents write it as a literal of JavaScript.
    let pattern = pattern.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')).unwrap_or(pattern);
    let mut written = String::with_capacity(pattern.len());
    let mut characters = pattern.chars().peekable();
    while let Some(character) = characters.next() {
        if character != '\\' {
            written.push(character);
            continue;
        }
        match characters.next()? {
            // Escapes that have no effect, and that the dialect refuses.
            escaped @ ('/' | '"' | '\'' | ':' | ',' | ';' | '@' | '=' | '%' | '!' | '_' | ' ' | '<' | '>'
            | '`') => {
                written.push(escaped);
            }
            'u' if characters.peek().is_some_and(char::is_ascii_hexdigit) => {
                let digits: String = characters.by_ref().take(4).collect();
                written.push_str(&format!("\\u{{{digits}}}"));
            }
            'p' | 'P' => return None,
            other => {
                written.push('\\');
                written.push(other);
            }
        }
    }
    let has_look_around = ["(?=", "(?!", "(?<=", "(?<!"].iter().any(|sign| written.contains(sign));
    (!has_look_around && !written.is_empty()).then_some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_written_in_the_syntax_of_the_dialect() {
        let written = |pattern| portable(pattern);
        assert_eq!(written(r"^\/a\.b$").as_deref(), Some(r"^/a\.b$"));
        assert_eq!(written(r"/^a$/").as_deref(), Some("^a$"));
        assert_eq!(written(r"\u4e00").as_deref(), Some(r"\u{4e00}"));
        assert_eq!(written(r"^(?!a)").as_deref(), None);
        assert_eq!(written(r"\p{L}").as_deref(), None);
        assert_eq!(written("\\"), None);
    }
}
