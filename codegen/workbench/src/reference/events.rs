//! The page of a family of events.

use specwright::ir::{EventEnvelope, EventFormat, Events, Signature};

use super::Book;
use super::layout::{Home, NamedType, in_events};
use super::markdown::{Page, code};
use super::samples;
use super::words::Words;

impl Book<'_> {
    pub(super) fn events(&self, events: &Events) -> String {
        let mut page = Page::new(&events.name);
        self.docs(&mut page, &events.docs);
        match &events.format {
            EventFormat::Json => page.block(self.say(Words::EventsFormatJson)),
            EventFormat::Xml { root } => page.block(&self.fill(Words::EventsFormatXml, &[&code(root)])),
        }
        let tag = self.api.unions[events.union].tag.as_deref().unwrap_or_default();
        page.block(&self.fill(Words::EventsTag, &[&code(tag)]));
        for header in &events.headers {
            let names = [&code(&header.field), &code(&header.header)];
            page.block(&self.fill(Words::EventsHeader, &names.map(String::as_str)));
        }
        page.block(&self.in_walk(|step| step.events.iter().any(|event| event.events == events.name)));
        self.proof(&mut page, events);
        page.heading(2, self.say(Words::Repetitions));
        let fields: Vec<String> = events.duplicates.iter().map(|wire| code(wire)).collect();
        page.block(&self.fill(Words::DuplicatesAre, &[&self.language.joined(&fields, Words::AndFields)]));
        page.heading(2, self.say(Words::Answer));
        page.block(&match events.acknowledge.as_str() {
            "" => self.say(Words::AnswerEmpty).to_owned(),
            body => self.fill(Words::AnswerWith, &[&code(body)]),
        });
        page.heading(2, self.say(Words::CommonFields));
        let common = &self.api.models[events.common];
        self.fields(&mut page, common, &common.fields.iter().collect::<Vec<_>>());
        self.variants(&mut page, events);
        page.finish()
    }

    fn proof(&self, page: &mut Page, events: &Events) {
        page.heading(2, self.say(Words::Signature));
        match &events.signature {
            Signature::SortedSha1 { signature, timestamp, nonce, echo } => {
                let names = [signature, timestamp, nonce].map(|name| code(name));
                let [signature, timestamp, nonce] = &names;
                page.block(&self.fill(Words::SignatureSha1, &[signature, timestamp, nonce]));
                if let Some(echo) = echo {
                    page.block(&self.fill(Words::SignatureEcho, &[&code(echo)]));
                }
            }
            Signature::HmacSha256 { header, prefix, base64 } => {
                let encoding = self.say(if *base64 { Words::Base64 } else { Words::Hexadecimal });
                let header = code(header);
                page.block(&match prefix.as_str() {
                    "" => self.fill(Words::SignatureHmac, &[&header, encoding]),
                    prefix => self.fill(Words::SignatureHmacAfter, &[&header, &code(prefix), encoding]),
                });
            }
        }
        match &events.envelope {
            None => {}
            Some(EventEnvelope::AesCbcWithId {
                field,
                signature,
                answer_signature,
                answer_timestamp,
                answer_nonce,
            }) => {
                page.heading(2, self.say(Words::Encryption));
                let names = [field, signature, field, answer_signature, answer_timestamp, answer_nonce];
                let names = names.map(|name| code(name));
                page.block(&self.fill(Words::EnvelopeAes, &names.each_ref().map(String::as_str)));
            }
        }
    }

    fn variants(&self, page: &mut Page, events: &Events) {
        let home = Home::Events(events.name.clone());
        let union = &self.api.unions[events.union];
        self.section(page, 2, NamedType::Union(events.union), "");
        for variant in &union.variants {
            let model = NamedType::Model(variant.model);
            if self.layout.home(model) == Some(&home) {
                self.section(page, 3, model, "");
            } else {
                page.heading(3, &variant.name);
                page.block(&self.link_to(model));
            }
            let language = match &events.format {
                EventFormat::Json => "json",
                EventFormat::Xml { .. } => "xml",
            };
            page.code(language, &samples::event(self.api, events, variant));
        }
        let is_shown = |ty: NamedType| {
            let is_variant = union.variants.iter().any(|variant| NamedType::Model(variant.model) == ty);
            is_variant || ty == NamedType::Union(events.union) || ty == NamedType::Model(events.common)
        };
        for place in in_events(self.api, events) {
            if self.layout.home(place.ty) == Some(&home) && !is_shown(place.ty) {
                self.section(page, 3, place.ty, &place.path);
            }
        }
    }
}
