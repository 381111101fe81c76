//! Reads the parameter tables of a document in Markdown.

use super::cells::cells;
use super::words::folded;

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
    /// How many cells the row and its table's head have, where the row has more.
    pub(super) surplus: Option<(usize, usize)>,
}

impl Document {
    pub(super) fn read(text: &str) -> Document {
        let mut document = Document { headings: Vec::new(), tables: Vec::new() };
        let mut lines = (1..).zip(text.trim_start_matches('\u{feff}').lines()).peekable();
        let mut fenced = false;
        while let Some((line, text)) = lines.next() {
            if text.trim_start().starts_with("```") || text.trim_start().starts_with("~~~") {
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
            let head = cells(text);
            let columns = Columns::of(&head);
            let mut rows = Vec::new();
            while let Some((line, row)) = lines.next_if(|(_, next)| next.contains('|')) {
                let cells = cells(row);
                let row = columns.as_ref().and_then(|columns| columns.row(line, &cells));
                let surplus = (cells.len() > head.len()).then_some((cells.len(), head.len()));
                rows.extend(row.map(|row| Row { surplus, ..row }));
            }
            if !rows.is_empty() {
                let section = document.headings.last().map(|(number, _)| number.clone());
                document.tables.push(Table { section, line, rows });
            }
        }
        document
    }
}

/// The number of a heading: `## 1.1 Create` and `# 4. Flights`. That of `# 3D films` is none.
fn heading(line: &str) -> Option<String> {
    let title = line.trim_start().strip_prefix('#')?.trim_start_matches('#').trim_start();
    let end = title.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(title.len());
    let (number, rest) = title.split_at(end);
    let number = number.trim_end_matches('.');
    let is_word = rest.starts_with(|c: char| c.is_ascii_alphabetic());
    (!number.is_empty() && !is_word).then(|| number.to_owned())
}

/// The line below a table's head: `---|:---:|`.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('|') && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
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
        let head: Vec<String> = head.iter().map(|cell| folded(cell)).collect();
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
            surplus: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_numbers_or_are_none() {
        assert_eq!(heading("# 1.1 Create").as_deref(), Some("1.1"));
        assert_eq!(heading("### 4. Flights").as_deref(), Some("4"));
        assert_eq!(heading("#3 Movies").as_deref(), Some("3"));
        assert_eq!(heading("# 1.1创建").as_deref(), Some("1.1"));
        assert_eq!(heading("# Movies"), None);
        assert_eq!(heading("# 3D films"), None);
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
