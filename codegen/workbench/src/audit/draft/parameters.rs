//! Drafts the parameters of an operation.

use super::super::table::{Row, Table};
use super::super::words;
use super::field::{self, Place};
use super::part::Part;
use super::shape::Member;
use super::yaml::FieldText;

/// The parameters in the path, in the query, and in headers.
pub(super) struct Parameters {
    path: Vec<FieldText>,
    query: Vec<FieldText>,
    headers: Vec<FieldText>,
    credential: Option<String>,
}

impl Parameters {
    pub(super) fn of(part: &Part<'_>, credential: Option<&str>) -> Parameters {
        let steps: Vec<&str> = part.address.path.iter().flat_map(|path| path.split('/')).collect();
        let in_path: Vec<&str> =
            steps.iter().filter_map(|step| step.strip_prefix('{')?.strip_suffix('}')).collect();
        let mut all = Parameters {
            path: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            credential: credential.map(str::to_owned),
        };
        let until = part.reply_from();
        for table in part.tables.iter().filter(|table| table.line < until) {
            for row in &table.rows {
                let is_common = Some(row.name.as_str()) == credential || words::is_body(&row.name);
                if !is_common && !all.has(&row.name) {
                    all.row(part, table, row, &in_path, credential);
                }
            }
        }
        let named = |name: &str, place| {
            field::draft(&Member { name: name.to_owned(), ..Member::default() }, None, place)
        };
        for name in in_path {
            if !all.has(name) {
                all.path.push(named(name, Place::Path));
            }
        }
        for name in &part.address.query {
            if !all.has(name) && credential != Some(name) {
                all.query.push(named(name, Place::Parameter));
            }
        }
        all
    }

    fn row(&mut self, part: &Part<'_>, table: &Table, row: &Row, in_path: &[&str], credential: Option<&str>) {
        let member = Member { name: row.name.clone(), row: Some(row), ..Member::default() };
        if in_path.contains(&row.name.as_str()) {
            let mut field = field::draft(&member, None, Place::Path);
            // A path parameter is always required.
            field.required = true;
            self.path.push(field);
        } else if caption_says(table, &["header", "请求头"]) {
            self.headers.push(field::draft(&member, None, Place::Parameter));
        } else if is_for_query(part, table, credential) || part.address.query.contains(&row.name) {
            self.query.push(field::draft(&member, None, Place::Parameter));
        }
    }

    /// Whether one of them has this name.
    pub(super) fn has(&self, name: &str) -> bool {
        [&self.path, &self.query, &self.headers].into_iter().flatten().any(|field| field.wire == name)
    }

    /// Whether all rows of a table are parameters.
    pub(super) fn takes(&self, part: &Part<'_>, table: &Table) -> bool {
        caption_says(table, &["header", "请求头"]) || is_for_query(part, table, self.credential.as_deref())
    }

    pub(super) fn groups(&mut self) -> Vec<(&'static str, Vec<FieldText>)> {
        let all =
            [("path_params", &mut self.path), ("query", &mut self.query), ("headers", &mut self.headers)];
        let groups = all.into_iter().map(|(key, fields)| (key, std::mem::take(fields)));
        groups.filter(|(_, fields)| !fields.is_empty()).collect()
    }
}

/// Whether a table describes the query: its caption states it, it contains the credential or the body as a row, or
/// the request has no body.
fn is_for_query(part: &Part<'_>, table: &Table, credential: Option<&str>) -> bool {
    let is_around = |row: &Row| Some(row.name.as_str()) == credential || words::is_body(&row.name);
    let says_body = caption_says(table, &["body", "请求体"]);
    !part.has_body()
        || caption_says(table, &["query", "查询"])
        || !says_body && table.rows.iter().any(is_around) && table.rows.iter().all(|row| row.ty.is_none())
        || !says_body && table.rows.iter().all(is_around)
}

fn caption_says(table: &Table, words: &[&str]) -> bool {
    let caption = table.caption.to_lowercase();
    words.iter().any(|word| caption.contains(word))
}
