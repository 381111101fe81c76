//! The cells of a table's row, with Markdown and HTML resolved.

/// Whether a line can be a row of a table.
pub(super) fn has_bar(line: &str) -> bool {
    line.contains(BARS)
}

/// The bar of Markdown, and the one that input methods for Chinese type.
const BARS: [char; 2] = ['|', '｜'];

/// The cells of a row in a table with this number of columns. Full-width bars separate cells if there are too few
/// others.
pub(super) fn cells(line: &str, columns: usize) -> Vec<String> {
    let cells = split(line, &['|']);
    if cells.len() < columns && line.contains('｜') { split(line, &BARS) } else { cells }
}

fn split(line: &str, bars: &[char]) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix(bars).unwrap_or(line);
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => cell.extend(characters.next_if(char::is_ascii_punctuation).or(Some('\\'))),
            bar if bars.contains(&bar) => cells.push(plain(&std::mem::take(&mut cell))),
            other => cell.push(other),
        }
    }
    // A bar at the end begins no cell.
    if !cell.trim().is_empty() {
        cells.push(plain(&cell));
    }
    cells
}

fn plain(cell: &str) -> String {
    let text = resolved(&without_breaks(cell));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = text.trim_matches(|c| c == '`' || c == '*').trim();
    bare.to_owned()
}

/// A cell with a space for every `<br>`, the line break of tables.
fn without_breaks(cell: &str) -> String {
    let mut text = String::new();
    let mut rest = cell;
    while let Some((before, after)) = rest.split_once('<') {
        let tag = after
            .split_once('>')
            .filter(|(tag, _)| tag.trim_end_matches(['/', ' ']).eq_ignore_ascii_case("br"));
        text.push_str(before);
        text.push(if tag.is_some() { ' ' } else { '<' });
        rest = tag.map_or(after, |(_, after)| after);
    }
    text + rest
}

/// Resolves character references once: `&lt;`, `&#60;` and `&#x3c;`. Anything else does not change.
fn resolved(text: &str) -> String {
    let mut resolved = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        resolved.push_str(before);
        let reference = after.split_once(';').and_then(|(name, after)| Some((character(name)?, after)));
        let (character, after) = reference.unwrap_or(('&', after));
        resolved.push(character);
        rest = after;
    }
    resolved + rest
}

/// The character of a reference.
fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        };
        return number.ok().and_then(char::from_u32);
    }
    NAMED.iter().find(|(found, _)| *found == name).map(|(_, character)| *character)
}

/// The named references that occur in prose and types: ASCII punctuation, spaces, dashes, quotes and comparisons.
#[rustfmt::skip]
const NAMED: [(&str, char); 62] = [
    ("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''),
    ("AMP", '&'), ("LT", '<'), ("GT", '>'), ("QUOT", '"'),
    ("excl", '!'), ("num", '#'), ("dollar", '$'), ("percnt", '%'), ("lpar", '('), ("rpar", ')'), ("ast", '*'),
    ("plus", '+'), ("comma", ','), ("period", '.'), ("sol", '/'), ("colon", ':'), ("semi", ';'), ("equals", '='),
    ("quest", '?'), ("commat", '@'), ("lbrack", '['), ("lsqb", '['), ("bsol", '\\'), ("rbrack", ']'), ("rsqb", ']'),
    ("Hat", '^'), ("lowbar", '_'), ("grave", '`'), ("lbrace", '{'), ("lcub", '{'), ("verbar", '|'), ("vert", '|'),
    ("VerticalLine", '|'), ("rbrace", '}'), ("rcub", '}'), ("Tab", '\t'), ("NewLine", '\n'),
    ("nbsp", '\u{a0}'), ("ensp", '\u{2002}'), ("emsp", '\u{2003}'), ("thinsp", '\u{2009}'),
    ("ndash", '–'), ("mdash", '—'), ("hellip", '…'), ("middot", '·'), ("bull", '•'), ("times", '×'),
    ("lsquo", '‘'), ("rsquo", '’'), ("ldquo", '“'), ("rdquo", '”'),
    ("le", '≤'), ("ge", '≥'), ("ne", '≠'), ("rarr", '→'), ("yen", '¥'), ("deg", '°'),
];

#[cfg(test)]
mod tests {
    fn cells(line: &str) -> Vec<String> {
        super::cells(line, 2)
    }

    #[test]
    fn cells_are_unescaped() {
        assert_eq!(cells(r"| `a\_b` | 3\*3 &lt;x&gt; | c \| d |  |"), ["a_b", "3*3 <x>", "c | d", ""]);
        assert_eq!(cells("a | b"), ["a", "b"]);
        assert_eq!(cells(r"a\n | &amp;lt; |"), [r"a\n", "&lt;"]);
        assert_eq!(cells("a | b |\u{3000}"), ["a", "b"]);
    }

    #[test]
    fn full_width_bars_separate_cells_if_there_are_too_few_others() {
        assert_eq!(cells("｜ a ｜ b ｜"), ["a", "b"]);
        assert_eq!(cells("a ｜ b | c"), ["a ｜ b", "c"]);
        assert_eq!(super::cells("a ｜ b | c", 3), ["a", "b", "c"]);
        assert_eq!(super::cells("a | b", 3), ["a", "b"]);
    }

    #[test]
    fn references_are_resolved_by_name_and_by_number() {
        assert_eq!(cells("string&lpar;16&rpar; | string&#40;16&#x29;"), ["string(16)", "string(16)"]);
        assert_eq!(cells("a&nbsp;b | a&#160;b | &hellip;"), ["a b", "a b", "…"]);
        assert_eq!(cells("a &verbar; b"), ["a | b"]);
        // Invalid references do not change.
        assert_eq!(cells("a & b; c | &what; | &#xd800; | R&D"), ["a & b; c", "&what;", "&#xd800;", "R&D"]);
    }

    #[test]
    fn br_is_a_space_and_other_tags_are_text() {
        assert_eq!(
            cells("one<br>two<BR />three | list<int> | a < b"),
            ["one two three", "list<int>", "a < b"]
        );
    }
}
