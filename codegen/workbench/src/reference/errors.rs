//! Error codes: the page of all of them, and what an operation's page says of them.

use std::collections::BTreeSet;

use specwright::ir::{ErrorCode, Input, Meaning, Operation};
use specwright_runtime::complaint::Complaint;

use super::Book;
use super::layout::{NamedType, in_request};
use super::markdown::{Page, cell, code, link, slug, split};
use super::words::Words;

/// Rules that are not about the content of a request.
const OF_THE_CALL: [&str; 4] = ["no_credential", "no_operation", "not_get", "not_post"];

impl Book<'_> {
    /// The page of all codes, by class.
    pub(super) fn errors(&self) -> String {
        let mut page = Page::new(self.say(Words::ErrorCodes));
        page.block(&self.envelope("errors.md"));
        page.list(&self.messages());
        for class in self.classes() {
            self.class(&mut page, class);
        }
        page.finish()
    }

    /// What replies say besides a code.
    fn messages(&self) -> Vec<String> {
        let replies = &self.api.replies;
        let quoted = |texts: &[String]| {
            let texts: Vec<String> = texts.iter().map(|text| code(text)).collect();
            self.language.joined(&texts, Words::Or)
        };
        let mut found = Vec::new();
        found.extend(
            replies.request_id_header.as_ref().map(|name| self.fill(Words::RequestIdHeader, &[&code(name)])),
        );
        if !replies.request_id_in_message.is_empty() {
            found.push(self.fill(Words::RequestIdInMessage, &[&quoted(&replies.request_id_in_message)]));
        }
        if !replies.field_path_of.is_empty() {
            let codes: Vec<String> = replies.field_path_of.iter().map(ToString::to_string).collect();
            found.push(self.fill(Words::FieldPathAtEnd, &[&quoted(&codes)]));
        }
        found.extend(
            replies.body_rest_after.as_ref().map(|text| self.fill(Words::BodyRestAfter, &[&code(text)])),
        );
        found
    }

    /// The classes in the spec's order, then those that it does not document; `None` is for codes without one.
    pub(super) fn classes(&self) -> Vec<Option<&str>> {
        let mut classes: Vec<Option<&str>> = Vec::new();
        let documented = self.api.classes.iter().map(|class| Some(class.name.as_str()));
        for class in documented.chain(self.api.errors.iter().map(|error| error.class.as_deref())) {
            if !classes.contains(&class) {
                classes.push(class);
            }
        }
        classes
    }

    fn class(&self, page: &mut Page, class: Option<&str>) {
        let errors: Vec<&ErrorCode> =
            self.api.errors.iter().filter(|error| error.class.as_deref() == class).collect();
        page.heading(2, &self.class_title(class));
        if let Some(documented) = self.api.classes.iter().find(|known| Some(known.name.as_str()) == class) {
            self.docs(page, &documented.docs);
        }
        if class.is_some() {
            page.block(&self.advice(class, None));
        }
        let others = self.api.errors.iter().filter(|error| {
            let elsewhere = |meaning: &Meaning| meaning.class.as_deref() == class;
            class.is_some() && error.class.as_deref() != class && error.by_operation.iter().any(elsewhere)
        });
        let others: Vec<String> = others.map(|error| self.error_link(error, "")).collect();
        if !others.is_empty() {
            page.block(&self.fill(Words::AlsoInClass, &[&others.join(self.say(Words::Comma))]));
        }
        for error in errors {
            self.error(page, error);
        }
    }

    pub(super) fn class_title(&self, class: Option<&str>) -> String {
        match class {
            Some(class) => self.fill(Words::ClassHeading, &[&code(class)]),
            None => self.say(Words::WithoutClass).to_owned(),
        }
    }

    fn error(&self, page: &mut Page, error: &ErrorCode) {
        page.heading(3, &code(&error.code.to_string()));
        page.block(&format!("**{}**", code(&error.name)));
        self.docs(page, &error.docs);
        if error.pause_seconds.is_some() || error.class.is_none() {
            page.block(&self.advice(error.class.as_deref(), Some(error)));
        }
        page.block(&self.about(&error.fields, &error.rules));
        let items: Vec<String> =
            error.by_operation.iter().map(|meaning| self.meaning(error, meaning)).collect();
        page.list(&items);
    }

    /// What a code is about: fields, and rules.
    fn about(&self, fields: &[String], rules: &[String]) -> String {
        let mut sentences: Vec<String> = Vec::new();
        let codes = |names: &[String]| {
            let names: Vec<String> = names.iter().map(|name| code(name)).collect();
            names.join(self.say(Words::Comma))
        };
        match fields {
            [] => {}
            [field] => sentences.push(self.fill(Words::AboutField, &[&code(field)])),
            fields => sentences.push(self.fill(Words::AboutFields, &[&codes(fields)])),
        }
        if !rules.is_empty() {
            sentences.push(self.fill(Words::ReportsRules, &[&codes(rules)]));
        }
        sentences.join(" ")
    }

    fn meaning(&self, error: &ErrorCode, meaning: &Meaning) -> String {
        let operations: Vec<String> = meaning
            .operations
            .iter()
            .map(|name| link(&code(name), &format!("operations/{name}.md")))
            .collect();
        let doc = meaning.docs.doc.as_deref().map(|doc| split(doc).0).unwrap_or_default();
        let operations = operations.join(self.say(Words::Comma));
        let mut text = self.fill(Words::InOperations, &[&operations, &doc]);
        if meaning.class != error.class
            && let Some(class) = &meaning.class
        {
            text.push_str(&format!(" {}", self.fill(Words::OtherClass, &[&code(class)])));
        }
        if meaning.fields != error.fields {
            text.push_str(&format!(" {}", self.about(&meaning.fields, &[])));
        }
        let note = meaning.docs.note.as_deref().filter(|_| meaning.docs.note != error.docs.note);
        if let Some(note) = note {
            text.push_str(&format!(
                "\n\n{}",
                super::markdown::labelled(self.say(Words::Note), self.say(Words::Colon), note)
            ));
        }
        text.trim_end().to_owned()
    }

    /// A link to a code; `page` is the way to the page of codes, and empty on that page.
    pub(super) fn error_link(&self, error: &ErrorCode, page: &str) -> String {
        let shown = code(&error.code.to_string());
        link(&shown, &format!("{page}#{}", slug(&shown)))
    }

    /// What to do about a code of this class; what is known of the code itself decides first.
    fn advice(&self, class: Option<&str>, error: Option<&ErrorCode>) -> String {
        let refreshes = self.api.auth.as_ref().and_then(|auth| auth.refreshed_by.as_deref());
        let is_waited = match (class, error) {
            (None, Some(error)) => self.api.waits_for(error),
            (class, _) => class.is_some_and(|class| self.api.wait.iter().any(|wait| wait == class)),
        };
        let is_of_request = self.api.errors.iter().any(|error| {
            let is_of_value = |rule: &String| !OF_THE_CALL.contains(&rule.as_str());
            class.is_some() && error.class.as_deref() == class && error.rules.iter().any(is_of_value)
        });
        let advice = match error.and_then(|error| error.pause_seconds) {
            Some(seconds) => return self.fill(Words::AdviceWaitSeconds, &[&seconds.to_string()]),
            None if class.is_some() && refreshes == class => Words::AdviceRefresh,
            None if is_waited => Words::AdviceWait,
            None if is_of_request => Words::AdviceCorrect,
            None => Words::AdviceResolve,
        };
        self.say(advice).to_owned()
    }

    /// The codes that an operation can answer with: those about it, and those of any operation.
    pub(super) fn errors_of(&self, page: &mut Page, operation: &Operation) {
        if self.api.errors.is_empty() {
            return;
        }
        page.heading(2, self.say(Words::ErrorCodes));
        let sent = self.sent_fields(operation);
        let is_specific = |error: &&ErrorCode| {
            let fields = error.fields(&operation.name);
            error.meaning(&operation.name).is_some()
                || fields.iter().any(|field| sent.contains(field.as_ref()))
        };
        let specific: Vec<&ErrorCode> = self.api.errors.iter().filter(is_specific).collect();
        if !specific.is_empty() {
            page.block(self.say(Words::SpecificErrors));
            let columns =
                [Words::Code, Words::Name, Words::Meaning, Words::WhatToDo].map(|words| self.say(words));
            page.table(columns, &specific.iter().map(|error| self.row(operation, error)).collect::<Vec<_>>());
        }
        page.block(self.say(Words::GeneralErrors));
        let general =
            |error: &&ErrorCode| error.fields.is_empty() && error.meaning(&operation.name).is_none();
        let mut items = Vec::new();
        for class in self.classes() {
            let of_class =
                self.api.errors.iter().filter(|error| error.class.as_deref() == class).filter(general);
            let links: Vec<String> = of_class.map(|error| self.error_link(error, "../errors.md")).collect();
            if !links.is_empty() {
                let (colon, comma) = (self.say(Words::Colon), self.say(Words::Comma));
                let advice = class.map(|_| self.advice(class, None) + " ").unwrap_or_default();
                items.push(format!("{}{colon}{advice}{}", self.class_title(class), links.join(comma)));
            }
        }
        page.list(&items);
    }

    fn row(&self, operation: &Operation, error: &ErrorCode) -> [String; 4] {
        let meaning = error.meaning(&operation.name);
        let class = meaning.map_or(&error.class, |meaning| &meaning.class).as_deref();
        let docs = meaning.map_or(&error.docs, |meaning| &meaning.docs);
        let doc = docs.doc.as_deref().map(|doc| split(doc).0).unwrap_or_default();
        let advice = self.advice(class, Some(error));
        [self.error_link(error, "../errors.md"), code(&error.name), doc, advice].map(|text| cell(&text))
    }

    /// The wire names of the fields that an operation sends.
    fn sent_fields<'o>(&'o self, operation: &'o Operation) -> BTreeSet<&'o str> {
        let mut names = BTreeSet::new();
        let mut add = |id| {
            for field in &self.api.models[id].fields {
                names.insert(field.wire.as_str());
            }
        };
        if let Input::Parameters(id) = &operation.input {
            add(*id);
        }
        for place in in_request(self.api, operation) {
            match place.ty {
                NamedType::Model(id) => add(id),
                NamedType::Union(_) | NamedType::Enum(_) => {}
            }
        }
        names.extend(operation.wrap.iter().flat_map(|wrap| &wrap.path).map(String::as_str));
        names
    }
}
