//! The indentation of quoted texts and flow collections over several lines. YAML 1.2 requires their lines to be
//! indented more than the mapping or the list around them, but `serde_yaml` and the parser do not check this.

/// The first line from byte `start` to byte `end` that is not indented enough for what begins at `start`: the byte of
/// its first character. `column` is the indentation of the mapping or the list around it.
///
/// A line that begins with the closing brace or bracket may be indented like that mapping, as is common.
pub(super) fn indented_too_little(text: &str, start: usize, end: usize, column: usize) -> Option<usize> {
    let inside = text.get(start..end)?;
    let quoted = inside.starts_with(['"', '\'']);
    let mut at = start;
    for (number, line) in inside.split_inclusive('\n').enumerate() {
        let rest = line.trim_start_matches(' ');
        let indentation = line.len() - rest.len();
        let first = at + indentation;
        at += line.len();
        let skipped = number == 0 || rest.trim().is_empty() || (!quoted && rest.starts_with('#'));
        let closes = !quoted && rest.starts_with(['}', ']']);
        if !skipped && indentation < column + usize::from(!closes) {
            return Some(first);
        }
    }
    None
}

/// Whether a line looks like a key or an element of a list, and not like a part of a text.
pub(super) fn begins_entry(line: &str) -> bool {
    let is_key = |key: &str| !key.is_empty() && !key.contains([' ', '"', '\'', ',']);
    line.starts_with("- ")
        || line.split_once(": ").is_some_and(|(key, _)| is_key(key))
        || line.trim_end().strip_suffix(':').is_some_and(is_key)
}

/// The end of the quoted text that begins at a byte: after the closing quote, or the end of the text.
pub(super) fn quote_end(text: &str, start: usize) -> usize {
    let mut inside = text.get(start..).unwrap_or_default().char_indices();
    let quote = inside.next().map(|(_, quote)| quote);
    let mut escaped = false;
    for (at, c) in inside {
        if Some(c) == quote && !escaped {
            return start + at + c.len_utf8();
        }
        escaped = quote == Some('"') && c == '\\' && !escaped;
    }
    text.len()
}
