//! Reads the parameter tables of a document in Markdown.

/// What a document has.
#[derive(Debug)]
pub(super) struct Document {
    /// The numbers of its headings, with their lines.
    pub(super) headings: Vec<(String, usize)>,
    /// Its parameter tables.
    pub(super) tables: Vec<Table>,
}

/// A table of parameters.
#[derive(Debug)]
pub(super) struct Table {
    /// The number of the nearest heading above it that has one.
    pub(super) section: Option<String>,
    /// The line of its head, from 1.
    pub(super) line: usize,
    pub(super) rows: Vec<Row>,
}

/// A row of a table, in the document's words. What its table has no column for, or left empty, is `None`.
#[derive(Debug)]
pub(super) struct Row {
    /// From 1.
    pub(super) line: usize,
    pub(super) name: String,
    pub(super) required: Option<String>,
    pub(super) ty: Option<String>,
    pub(super) description: Option<String>,
}

impl Document {
    pub(super) fn read(text: &str) -> Document {
        let mut document = Document { headings: Vec::new(), tables: Vec::new() };
        let mut lines = (1..).zip(text.trim_start_matches('\u{feff}').lines()).peekable();
        let mut fenced = false;
        while let Some((line, text)) = lines.next() {
            if text.trim_start().starts_with("```") {
                fenced = !fenced;
            }
            if fenced {
                continue;
            }
            if let Some(number) = heading(text) {
                document.headings.push((number, line));
                continue;
            }
            if !lines.peek().is_some_and(|(_, next)| text.contains('|') && is_rule(next)) {
                continue;
            }
            lines.next();
            let columns = Columns::of(&cells(text));
            let mut rows = Vec::new();
            while let Some((line, row)) = lines.next_if(|(_, next)| next.contains('|')) {
                rows.extend(columns.as_ref().and_then(|columns| columns.row(line, &cells(row))));
            }
            if !rows.is_empty() {
                let section = document.headings.last().map(|(number, _)| number.clone());
                document.tables.push(Table { section, line, rows });
            }
        }
        document
    }
}

/// The number of a heading: `## 1.1 Create` and `# 4. Flights`.
fn heading(line: &str) -> Option<String> {
    let title = line.trim_start().strip_prefix('#')?.trim_start_matches('#').trim_start();
    let number = title.split(|c: char| !c.is_ascii_digit() && c != '.').next()?.trim_end_matches('.');
    (!number.is_empty()).then(|| number.to_owned())
}

/// The line below a table's head: `---|:---:|`.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('|') && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// The cells of a row, as they read once Markdown and HTML are resolved.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => cell.extend(characters.next_if(char::is_ascii_punctuation).or(Some('\\'))),
            '|' => cells.push(plain(&std::mem::take(&mut cell))),
            other => cell.push(other),
        }
    }
    // A bar at the end opens no further cell.
    if !cell.trim().is_empty() {
        cells.push(plain(&cell));
    }
    cells
}

fn plain(cell: &str) -> String {
    const ENTITIES: [(&str, &str); 7] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("\u{a0}", " "),
        // The last, so that nothing is resolved twice.
        ("&amp;", "&"),
    ];
    let mut text = cell.to_owned();
    for (entity, character) in ENTITIES {
        text = text.replace(entity, character);
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = text.trim_matches(|c| c == '`' || c == '*').trim();
    bare.to_owned()
}

/// Which column holds what.
struct Columns {
    name: usize,
    required: Option<usize>,
    ty: Option<usize>,
    description: Option<usize>,
}

impl Columns {
    /// `None` where the head is not that of a table of parameters.
    fn of(head: &[String]) -> Option<Columns> {
        let head: Vec<String> = head.iter().map(|cell| cell.to_lowercase()).collect();
        let find = |words: &[&str]| head.iter().position(|cell| words.iter().any(|word| cell.contains(word)));
        let names = ["parameter", "field", "name", "key", "attribute", "property", "参数", "字段", "名称"];
        Some(Columns {
            name: find(&names)?,
            required: find(&["required", "have to", "mandatory", "必填", "必须", "必需"]),
            ty: find(&["type", "类型"]),
            description: find(&["descri", "introduction", "explanation", "meaning", "note", "描述", "说明"]),
        })
    }

    /// `None` for a row that names nothing.
    fn row(&self, line: usize, cells: &[String]) -> Option<Row> {
        let cell = |column: usize| cells.get(column).filter(|cell| !cell.is_empty()).cloned();
        Some(Row {
            line,
            name: cell(self.name)?,
            required: self.required.and_then(cell),
            ty: self.ty.and_then(cell),
            description: self.description.and_then(cell),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_they_are_shown() {
        assert_eq!(cells(r"| `a\_b` | 3\*3 &lt;x&gt; | c \| d |  |"), ["a_b", "3*3 <x>", "c | d", ""]);
        assert_eq!(cells("a | b"), ["a", "b"]);
        assert_eq!(cells(r"a\n | &amp;lt; |"), [r"a\n", "&lt;"]);
    }

    #[test]
    fn headings_have_numbers_or_are_none() {
        assert_eq!(heading("# 1.1 Create").as_deref(), Some("1.1"));
        assert_eq!(heading("### 4. Flights").as_deref(), Some("4"));
        assert_eq!(heading("#3 Movies").as_deref(), Some("3"));
        assert_eq!(heading("# Movies"), None);
        assert_eq!(heading("1.1 Create"), None);
    }

    #[test]
    fn tables_belong_to_the_numbered_heading_above() {
        let text = "\u{feff}# 1.1 A\r\n## Reply\r\nField | Type |\r\n---|---|\r\na | int |\r\n| | int |\r\n\r\n\
                    ```\nname | b |\n---|---|\nc | d |\n```\nCode | Meaning |\n---|---|\n1 | bad |\n";
        let document = Document::read(text);
        assert_eq!(document.headings, [("1.1".to_owned(), 1)]);
        let [table] = document.tables.as_slice() else { panic!("{document:?}") };
        assert_eq!((table.section.as_deref(), table.line, table.rows.len()), (Some("1.1"), 3, 1));
        assert_eq!((table.rows[0].line, table.rows[0].ty.as_deref()), (5, Some("int")));
        assert_eq!((&table.rows[0].required, &table.rows[0].description), (&None, &None));
    }
}
