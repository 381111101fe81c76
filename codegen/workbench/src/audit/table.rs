//! Parses the parameter tables of a Markdown document.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{cells, has_bar};
use super::request;
use super::words::folded;
use super::{DocumentLine, Unread};
use specwright::suggest;

/// One or several parsed documents. Their lines are numbered as those of one document.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// For each document the number of lines before it.
    starts: Vec<usize>,
    /// The headings of its sections.
    pub(super) headings: Vec<Heading>,
    /// Its parameter tables.
    pub(super) tables: Vec<Table>,
    /// Parts of the tables that were skipped, each kind once.
    pub(super) unread: Vec<Unread>,
}

/// The heading of a section.
#[derive(Debug, PartialEq)]
pub(super) struct Heading {
    /// Its number, or else its text.
    pub(super) section: String,
    /// The text after the number.
    pub(super) title: String,
    /// Line number, from 1.
    pub(super) line: usize,
}

/// A table of parameters.
#[derive(Debug)]
pub(super) struct Table {
    /// The section that the nearest heading above begins.
    pub(super) section: Option<String>,
    /// The line number of its head, from 1.
    pub(super) line: usize,
    /// The last non-empty line above it that is not part of a table.
    pub(super) caption: String,
    pub(super) rows: Vec<Row>,
}

/// A row of a table. Empty cells and missing columns are `None`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    /// Line number, from 1.
    pub(super) line: usize,
    pub(super) name: String,
    pub(super) required: Option<String>,
    pub(super) ty: Option<String>,
    pub(super) example: Option<String>,
    pub(super) description: Option<String>,
    /// The numbers of cells of the row and of the table's head, if the row has more.
    pub(super) surplus: Option<(usize, usize)>,
}

impl Document {
    /// A heading with a number begins a section, and so do one without if `is_section` accepts it, and a line that states
    /// a request to one of the `paths`.
    pub(super) fn read(texts: &[&str], is_section: impl Fn(&str) -> bool, paths: &[&str]) -> Document {
        let mut document = Document::default();
        let mut unread = Skipped::new();
        let mut before = 0;
        for text in texts {
            document.starts.push(before);
            document.add(text, before + 1, &is_section, paths, &mut unread);
            before += text.lines().count();
        }
        let unread = unread.into_iter().map(|(what, lines)| Unread {
            what,
            document_lines: lines.into_iter().map(|line| document.place(line)).collect(),
        });
        document.unread = unread.collect();
        document
    }

    /// The document that has a line, and the line's number in it.
    pub(super) fn place(&self, line: usize) -> DocumentLine {
        let document = self.starts.partition_point(|start| *start < line).saturating_sub(1);
        let start = self.starts.get(document).copied().unwrap_or(0);
        DocumentLine { document, line: line - start }
    }

    /// Reads a document whose lines are numbered from `first`.
    fn add(
        &mut self,
        text: &str,
        first: usize,
        is_section: &impl Fn(&str) -> bool,
        paths: &[&str],
        unread: &mut Skipped,
    ) {
        let mut lines = (first..).zip(text.trim_start_matches('\u{feff}').lines()).peekable();
        let mut section: Option<String> = None;
        let mut fenced = false;
        let mut caption = "";
        while let Some((line, text)) = lines.next() {
            if text.trim_start().starts_with("```") || text.trim_start().starts_with("~~~") {
                fenced = !fenced;
            }
            if fenced {
                continue;
            }
            if let Some((begun, title)) = section_at(text, is_section, paths) {
                section = Some(begun.clone());
                self.headings.push(Heading { section: begun, title, line });
            }
            let Some((_, rule)) = lines.next_if(|(_, next)| has_bar(text) && is_rule(next)) else {
                if !text.trim().is_empty() {
                    caption = text.trim();
                }
                continue;
            };
            let head = cells(text, cells(rule, 2).len());
            let columns = Columns::of(&head);
            let skipped = match &columns {
                Some(columns) => columns.skipped(&head),
                None => vec![format!("a table with the head {}", suggest::list(&quoted(&head)))],
            };
            skipped.into_iter().for_each(|what| unread.entry(what).or_default().push(line));
            let mut rows = Vec::new();
            while let Some((line, row)) = lines.next_if(|(_, next)| has_bar(next)) {
                let cells = cells(row, head.len());
                let found = columns.as_ref().map(|columns| columns.rows(line, &cells)).unwrap_or_default();
                let surplus = (cells.len() > head.len()).then_some((cells.len(), head.len()));
                rows.extend(found.into_iter().map(|row| Row { surplus, ..row }));
            }
            for what in repeated(&rows) {
                unread.entry(format!("a repetition of the row `{}`", what.name)).or_default().push(what.line);
            }
            if !rows.is_empty() {
                self.tables.push(Table { section: section.clone(), line, caption: caption.to_owned(), rows });
            }
        }
    }
}

/// What was skipped, and the numbers of its lines.
type Skipped = BTreeMap<String, Vec<usize>>;

/// The section that a line begins, and its title.
fn section_at(text: &str, is_section: &impl Fn(&str) -> bool, paths: &[&str]) -> Option<(String, String)> {
    if let Some(path) = request::path_in(text, paths) {
        return Some((path.to_owned(), title(text).unwrap_or(text).to_owned()));
    }
    heading(text).or_else(|| {
        let title = title(text).filter(|title| is_section(title))?;
        Some((title.to_owned(), title.to_owned()))
    })
}

/// The rows that are equal to an earlier one.
fn repeated(rows: &[Row]) -> impl Iterator<Item = &Row> {
    let words = |row: &Row| Row { line: 0, ..row.clone() };
    let mut seen = BTreeSet::new();
    rows.iter().filter(move |row| !seen.insert(words(row)))
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

/// The text of any heading.
pub(super) fn title(line: &str) -> Option<&str> {
    let title = line.trim().strip_prefix('#')?.trim_matches('#').trim();
    (!title.is_empty()).then_some(title)
}

/// Whether a line is the delimiter row of a table: `---|:---:|`.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    has_bar(line) && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '｜' | '-' | ':' | ' '))
}

fn quoted(head: &[String]) -> Vec<String> {
    head.iter().filter(|cell| !cell.is_empty()).map(|cell| format!("`{cell}`")).collect()
}

/// The index of each column.
struct Columns {
    name: usize,
    required: Option<usize>,
    ty: Option<usize>,
    example: Option<usize>,
    description: Option<usize>,
}

impl Columns {
    /// `None` if the head is not that of a parameter table.
    fn of(head: &[String]) -> Option<Columns> {
        const NAME: &[&str] = &[
            "parameter",
            "param",
            "field",
            "name",
            "key",
            "attribute",
            "property",
            "variable",
            "参数",
            "字段",
            "名称",
            "属性",
            "变量",
            "键",
        ];
        const REQUIRED: &[&str] =
            &["required", "have to", "mandatory", "必填", "必须", "必需", "必选", "必传", "必要", "必输"];
        const TYPE: &[&str] = &["type", "类型"];
        const EXAMPLE: &[&str] = &["example", "sample", "示例", "样例", "举例", "例子", "范例"];
        const DESCRIPTION: &[&str] = &[
            "descri",
            "introduction",
            "explanation",
            "meaning",
            "note",
            "comment",
            "remark",
            "描述",
            "说明",
            "备注",
            "含义",
            "解释",
            "注释",
        ];
        let head: Vec<String> = head.iter().map(|cell| folded(cell)).collect();
        let says = |cell: &str, words: &[&str]| words.iter().any(|word| cell.contains(word));
        let find = |words: &[&str]| head.iter().position(|cell| says(cell, words));
        // "Parameter type" is no name.
        let is_other =
            |cell: &str| [REQUIRED, TYPE, EXAMPLE, DESCRIPTION].iter().any(|words| says(cell, words));
        let only_name = head.iter().position(|cell| says(cell, NAME) && !is_other(cell));
        Some(Columns {
            name: only_name.or_else(|| find(NAME))?,
            required: find(REQUIRED),
            ty: find(TYPE),
            example: find(EXAMPLE),
            description: find(DESCRIPTION),
        })
    }

    /// The columns that are skipped.
    fn skipped(&self, head: &[String]) -> Vec<String> {
        let read = [Some(self.name), self.required, self.ty, self.example, self.description];
        let others = head.iter().enumerate().filter(|(column, _)| !read.contains(&Some(*column)));
        let named = others.filter(|(_, cell)| !cell.is_empty());
        named.map(|(_, cell)| format!("the column `{cell}`")).collect()
    }

    /// A row for each name in the cell of the name. Several have no example, since it would be that of all.
    fn rows(&self, line: usize, cells: &[String]) -> Vec<Row> {
        let cell = |column: usize| cells.get(column).filter(|cell| !cell.is_empty()).cloned();
        let names = names_in(&cell(self.name).unwrap_or_default());
        let is_alone = names.len() == 1;
        let row = |name| Row {
            line,
            name,
            required: self.required.and_then(cell),
            ty: self.ty.and_then(cell),
            example: self.example.filter(|_| is_alone).and_then(cell),
            description: self.description.and_then(cell),
            surplus: None,
        };
        names.into_iter().map(row).collect()
    }
}

/// The names in a cell: two for `begin, end` and for `cards[].id, .url`, where the latter has the path of the former. A
/// cell with other words is one name, and an empty one none.
fn names_in(cell: &str) -> Vec<String> {
    let is_key = |part: &str| {
        part.contains(|c: char| c.is_ascii_alphabetic())
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']' | '$'))
    };
    let parts: Vec<&str> =
        cell.split([',', '，', '、']).map(|part| part.trim().trim_matches('`').trim()).collect();
    if parts.len() == 1 || !parts.iter().all(|part| is_key(part)) {
        return Some(cell).filter(|cell| !cell.is_empty()).map(str::to_owned).into_iter().collect();
    }
    let mut names: Vec<String> = Vec::new();
    for part in parts {
        let outer = names.last().and_then(|name| name.rsplit_once('.')).filter(|_| part.starts_with('.'));
        let name = outer.map_or_else(|| part.to_owned(), |(outer, _)| format!("{outer}{part}"));
        names.push(name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_have_many_names() {
        for name in
            ["属性", "属性名", "变量名", "变量", "键", "键名", "参数名称", "Field name", "Key", "Variable"]
        {
            for required in ["必选", "是否必选", "必传", "是否必传", "是否必填", "Required"] {
                let head = [required, "参数类型", name, "备注"].map(str::to_owned);
                let columns = Columns::of(&head).unwrap();
                let found = (columns.name, columns.required, columns.ty, columns.description);
                assert_eq!(found, (2, Some(0), Some(1), Some(3)), "{name}, {required}");
            }
        }
        assert!(Columns::of(&["错误码".to_owned(), "含义".to_owned()]).is_none());
    }

    #[test]
    fn numbered_headings_are_parsed() {
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
        let document = Document::read(&[text], |title| title == "Words", &[]);
        let heading = Heading { section: "1.1".to_owned(), title: "A".to_owned(), line: 1 };
        assert_eq!(document.headings, [heading]);
        let skipped = Unread {
            what: "a table with the head `Code` and `Meaning`".to_owned(),
            document_lines: vec![DocumentLine { document: 0, line: 13 }],
        };
        assert_eq!(document.unread, [skipped]);
        let [table] = document.tables.as_slice() else { panic!("{document:?}") };
        assert_eq!((table.section.as_deref(), table.line, table.rows.len()), (Some("1.1"), 3, 1));
        assert_eq!(table.caption, "## Reply");
        assert_eq!((table.rows[0].line, table.rows[0].ty.as_deref()), (5, Some("int")));
        assert_eq!((&table.rows[0].required, &table.rows[0].description), (&None, &None));
    }

    #[test]
    fn a_heading_without_a_number_begins_a_section_if_selected() {
        let table = "name | Since |\n---|---|\na | 3 |\n";
        let text = format!("{table}# Words #\n## Request\n{table}# 2 More\n{table}## Words\n{table}");
        let document = Document::read(&[&text], |title| title == "Words", &[]);
        let sections: Vec<_> = document.tables.iter().map(|table| table.section.as_deref()).collect();
        assert_eq!(sections, [None, Some("Words"), Some("2"), Some("Words")]);
        let document_lines = [1, 6, 10, 14].map(|line| DocumentLine { document: 0, line }).to_vec();
        let since = Unread { what: "the column `Since`".to_owned(), document_lines };
        assert_eq!(document.unread, [since]);
    }

    #[test]
    fn the_sections_of_documents_end_with_them() {
        let table = "name | Since |\n---|---|\na | 3 |\n";
        let texts = [format!("# 1 A\n```\n{table}"), table.to_owned(), format!("# 1 A\n{table}")];
        let document = Document::read(&texts.each_ref().map(String::as_str), |_| false, &[]);
        let tables: Vec<_> = document
            .tables
            .iter()
            .map(|table| (table.section.as_deref(), document.place(table.line)))
            .collect();
        let at = |document, line| DocumentLine { document, line };
        assert_eq!(tables, [(None, at(1, 1)), (Some("1"), at(2, 2))]);
        assert_eq!(document.unread[0].document_lines, [at(1, 1), at(2, 2)]);
    }

    #[test]
    fn a_cell_can_have_several_names() {
        assert_eq!(names_in("begin, end"), ["begin", "end"]);
        assert_eq!(names_in("`a_1`、`b-2`，c"), ["a_1", "b-2", "c"]);
        assert_eq!(names_in("cards[].id, .url"), ["cards[].id", "cards[].url"]);
        for one in ["begin", "path, else the fields", "1, 2", "a,", "begin / end"] {
            assert_eq!(names_in(one), [one]);
        }
        assert!(names_in("").is_empty());
    }
}
