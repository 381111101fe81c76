//! The first page.

use super::Book;
use super::markdown::{Page, blocks, cell, code, link, split};
use super::words::Words;
use specwright::ir::{Operation, ServerVariable};

impl Book<'_> {
    /// The first page; `folder` leads from it to the reference's folder.
    pub(super) fn index(&self, folder: &str) -> String {
        let api = self.api;
        let mut page = Page::new(&self.fill(Words::Reference, &[&api.name]));
        self.docs(&mut page, &api.docs);
        page.block(&self.fill(Words::ServedAt, &[&code(&api.server)]));
        if let Some(template) = &api.server_template {
            page.block(&self.fill(Words::ServerVariables, &[&code(&template.address)]));
            let item = |variable: &ServerVariable| {
                let values: Vec<String> = variable.values.iter().map(|(value, _)| code(value)).collect();
                let values = self.language.joined(&values, Words::Or);
                let default = self.fill(Words::Default, &[&code(&variable.default)]);
                let parts: Vec<String> =
                    [values, default].into_iter().filter(|part| !part.is_empty()).collect();
                let doc = variable.doc.as_deref().map(|doc| format!("\n\n{}", blocks(doc)));
                let (name, colon) = (code(&variable.name), self.say(Words::Colon));
                format!("{name}{colon}{}{}", self.language.listed(&parts), doc.unwrap_or_default())
            };
            page.list(&template.variables.iter().map(item).collect::<Vec<_>>());
        }
        if !api.fallback_servers.is_empty() {
            let servers: Vec<String> = api.fallback_servers.iter().map(|server| code(server)).collect();
            page.block(&self.fill(Words::Servers, &[&self.language.joined(&servers, Words::AndFields)]));
        }
        let mut texts = vec![self.say(Words::Measured)];
        texts.extend(api.forbid_control.then(|| self.say(Words::NoControl)));
        texts.extend(api.forbid_escapes.then(|| self.say(Words::NoEscapes)));
        page.block(&texts.join(" "));
        page.block(&self.envelope(&format!("{folder}errors.md")));
        let mut others = Vec::new();
        if let Some(walk) = &api.walk {
            let page = link(self.say(Words::Walk), &format!("{folder}walk.md"));
            others.push(match meaning(&walk.doc) {
                doc if doc.is_empty() => page,
                doc => format!("{page}{}{doc}", self.say(Words::Colon)),
            });
        }
        if self.has_credentials() {
            let page = link(self.say(Words::Credentials), &format!("{folder}credentials.md"));
            others.push(format!("{page}{}{}", self.say(Words::Colon), self.say(Words::CredentialsLead)));
        }
        if !api.errors.is_empty() {
            let page = link(self.say(Words::ErrorCodes), &format!("{folder}errors.md"));
            others.push(format!("{page}{}{}", self.say(Words::Colon), self.say(Words::ErrorCodesByClass)));
        }
        page.list(&others);
        self.operations(&mut page, folder);
        self.families(&mut page, folder);
        self.types(&mut page, folder);
        page.finish()
    }

    fn operations(&self, page: &mut Page, folder: &str) {
        page.heading(2, self.say(Words::Operations));
        self.operations_of(page, None, folder);
        for group in &self.api.groups {
            page.heading(3, &group.name);
            self.docs(page, &group.docs);
            self.operations_of(page, Some(&group.name), folder);
        }
    }

    /// The operations of a group, or those that belong to none.
    fn operations_of(&self, page: &mut Page, group: Option<&str>, folder: &str) {
        let is_in =
            |operation: &&Operation| operation.group.as_ref().map(|group| group.name.as_str()) == group;
        let mut operations = self.api.operations.iter().filter(is_in).peekable();
        if operations.peek().is_none() {
            return;
        }
        let columns = [Words::Operation, Words::MethodAndPath, Words::Meaning].map(|words| self.say(words));
        let rows = operations.map(|operation| {
            let target = format!("{folder}operations/{}.md", operation.name);
            let path = format!("{} {}", operation.method.as_str(), operation.path_template());
            [link(&code(&operation.name), &target), code(&path), meaning(&operation.docs.doc)]
                .map(|text| cell(&text))
        });
        page.table(columns, &rows.collect::<Vec<_>>());
    }

    fn families(&self, page: &mut Page, folder: &str) {
        if self.api.events.is_empty() {
            return;
        }
        page.heading(2, self.say(Words::Events));
        let columns = [Words::Name, Words::Meaning].map(|words| self.say(words));
        let rows = self.api.events.iter().map(|events| {
            let target = format!("{folder}events/{}.md", events.name);
            [link(&code(&events.name), &target), meaning(&events.docs.doc)].map(|text| cell(&text))
        });
        page.table(columns, &rows.collect::<Vec<_>>());
    }

    fn types(&self, page: &mut Page, folder: &str) {
        let rows: Vec<[String; 2]> = self
            .layout
            .own()
            .map(|ty| {
                let target = format!("{folder}{}", self.file_of(ty));
                [link(&code(self.name_of(ty)), &target), meaning(&self.docs_of(ty).doc)]
                    .map(|text| cell(&text))
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        page.heading(2, self.say(Words::Types));
        page.table([Words::Type, Words::Meaning].map(|words| self.say(words)), &rows);
    }
}

/// The first paragraph of a text of the spec.
fn meaning(doc: &Option<String>) -> String {
    doc.as_deref().map(|doc| split(doc).0).unwrap_or_default()
}
