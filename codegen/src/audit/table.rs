//! Reads the parameter tables of a document in Markdown.

use super::cells::cells;
use super::words::folded;

/// What a document has.
#[derive(Debug)]
pub(super) struct Document {
    /// Its headings that have a number.
    pub(super) headings: Vec<Heading>,
    /// Its parameter tables.
    pub(super) tables: Vec<Table>,
}

/// A heading with a number.
#[derive(Debug, PartialEq)]
pub(super) struct Heading {
    pub(super) number: String,
    /// What follows the number.
    pub(super) title: String,
    /// From 1.
    pub(super) line: usize,
}

/// A table of parameters.
#[derive(Debug)]
pub(super) struct Table {
    /// The number of the nearest heading above it that has one.
    pub(super) section: Option<String>,
    /// The line of its head, from 1.
    pub(super) line: usize,
    /// The last words above it that are no table.
    pub(super) caption: String,
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
    pub(super) example: Option<String>,
    pub(super) description: Option<String>,
    /// How many cells the row and its table's head have, where the row has more.
    pub(super) surplus: Option<(usize, usize)>,
}

impl Document {
    pub(super) fn read(text: &str) -> Document {
        let mut document = Document { headings: Vec::new(), tables: Vec::new() };
        let mut lines = (1..).zip(text.trim_start_matches('\u{feff}').lines()).peekable();
        let mut fenced = false;
        let mut caption = "";
        while let Some((line, text)) = lines.next() {
            if text.trim_start().starts_with("```") || text.trim_start().starts_with("~~~") {
                fenced = !fenced;
            }
            if fenced {
                continue;
            }
            if let Some((number, title)) = heading(text) {
                document.headings.push(Heading { number, title, line });
            }
            if !lines.peek().is_some_and(|(_, next)| text.contains('|') && is_rule(next)) {
                if !text.trim().is_empty() {
                    caption = text.trim();
                }
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
                let section = document.headings.last().map(|heading| heading.number.clone());
                document.tables.push(Table { section, line, caption: caption.to_owned(), rows });
            }
        }
        document
    }
}

/// The number of a heading and its title: `## 1.1 Create` and `# 4. Flights`. `# 3D films` has no number.
pub(super) fn heading(line: &str) -> Option<(String, String)> {
    let title = line.trim_start().strip_prefix('#')?.trim_start_matches('#').trim_start();
    let end = title.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(title.len());
    let (number, rest) = title.split_at(end);
    let number = number.trim_end_matches('.');
    let is_word = rest.starts_with(|c: char| c.is_ascii_alphabetic());
    (!number.is_empty() && !is_word).then(|| (number.to_owned(), rest.trim().to_owned()))
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
    example: Option<usize>,
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
            example: find(&["example", "sample", "示例", "样例", "举例"]),
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
            example: self.example.and_then(cell),
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
        let found = |number: &str, title: &str| Some((number.to_owned(), title.to_owned()));
        assert_eq!(heading("# 1.1 Create"), found("1.1", "Create"));
        assert_eq!(heading("### 4. Flights"), found("4", "Flights"));
        assert_eq!(heading("#3 Movies "), found("3", "Movies"));
        assert_eq!(heading("# 1.1创建"), found("1.1", "创建"));
        assert_eq!(heading("# Movies"), None);
        assert_eq!(heading("# 3D films"), None);
        assert_eq!(heading("1.1 Create"), None);
    }

    #[test]
    fn tables_belong_to_the_numbered_heading_above() {
        let text = "\u{feff}# 1.1 A\r\n## Reply\r\nField | Type |\r\n---|---|\r\na | int |\r\n| | int |\r\n\r\n\
                    ```\nname | b |\n---|---|\nc | d |\n```\nCode | Meaning |\n---|---|\n1 | bad |\n";
        let document = Document::read(text);
        let heading = Heading { number: "1.1".to_owned(), title: "A".to_owned(), line: 1 };
        assert_eq!(document.headings, [heading]);
        let [table] = document.tables.as_slice() else { panic!("{document:?}") };
        assert_eq!((table.section.as_deref(), table.line, table.rows.len()), (Some("1.1"), 3, 1));
        assert_eq!(table.caption, "## Reply");
        assert_eq!((table.rows[0].line, table.rows[0].ty.as_deref()), (5, Some("int")));
        assert_eq!((&table.rows[0].required, &table.rows[0].description), (&None, &None));
    }
}
