//! The page of an operation.

use specwright::emit::{call_example, pages_example};
use specwright::ir::{AuthPlace, Body, Field, Input, Location, Model, Operation, Type};

use super::Book;
use super::layout::{Home, NamedType, Place, below, in_request, named};
use super::markdown::{Page, code};
use super::samples;
use super::words::Words;
use crate::curl;

/// The longest JSON that is part of a command line.
const SHORT_BODY: usize = 160;

impl Book<'_> {
    pub(super) fn operation(&self, operation: &Operation) -> String {
        let mut page = Page::new(&operation.name);
        self.docs(&mut page, &operation.docs);
        self.facts(&mut page, operation);
        self.request(&mut page, operation);
        self.calls(&mut page, operation);
        self.reply(&mut page, operation);
        self.errors_of(&mut page, operation);
        page.finish()
    }

    fn facts(&self, page: &mut Page, operation: &Operation) {
        let colon = self.say(Words::Colon);
        let fact = |name: Words, text: &str| format!("**{}**{colon}{text}", self.say(name));
        let address = format!(
            "{} {}{}",
            operation.method.as_str(),
            operation.address(self.api),
            operation.path_template()
        );
        let body = match operation.body {
            Body::Empty => self.say(Words::BodyNone).to_owned(),
            Body::Json => self.say(Words::BodyJson).to_owned(),
            Body::Form => self.say(Words::BodyForm).to_owned(),
            Body::NestedForm => self.say(Words::BodyNestedForm).to_owned(),
            Body::Multipart => self.say(Words::BodyMultipart).to_owned(),
            Body::Text => self.fill(Words::BodyText, &[&code(operation.text_content_type())]),
            Body::Bytes => self.say(Words::BodyBytes).to_owned(),
        };
        let repeating = if operation.idempotent { Words::Idempotent } else { Words::NotIdempotent };
        let mut facts = vec![
            fact(Words::Address, &code(&address)),
            fact(Words::Authorised, &self.authorisation(operation.auth)),
            fact(Words::BodyFact, &body),
            fact(Words::Repeating, self.say(repeating)),
        ];
        if operation.tolerate_unknown_keys {
            facts.push(fact(Words::UnknownKeys, self.say(Words::UnknownKeysTolerated)));
        }
        page.list(&facts);
        page.block(&self.in_walk(|step| step.operations.contains(&operation.name)));
    }

    /// What authorises a call.
    pub(super) fn authorisation(&self, is_needed: bool) -> String {
        match self.api.auth.as_ref().filter(|_| is_needed).map(|auth| &auth.place) {
            Some(AuthPlace::Query(name)) => self.fill(Words::AuthQuery, &[&code(name)]),
            Some(AuthPlace::Header(name)) => self.fill(Words::AuthHeader, &[&code(name)]),
            Some(AuthPlace::Prefixed(name, prefix)) => {
                self.fill(Words::AuthPrefixed, &[&code(name), &code(prefix)])
            }
            Some(AuthPlace::Bearer) => self.say(Words::AuthBearer).to_owned(),
            Some(AuthPlace::Basic) => self.say(Words::AuthBasic).to_owned(),
            Some(AuthPlace::Cookie(name)) => self.fill(Words::AuthCookie, &[&code(name)]),
            None => self.say(Words::AuthNone).to_owned(),
        }
    }

    fn request(&self, page: &mut Page, operation: &Operation) {
        if operation.input == Input::None {
            return;
        }
        page.heading(2, self.say(Words::Request));
        if let Input::Parameters(id) = &operation.input {
            let model = &self.api.models[*id];
            self.parameters(page, model, &Location::Path, Words::PathParameters);
            self.parameters(page, model, &Location::Query, Words::QueryParameters);
            self.parameters(page, model, &Location::Header, Words::Headers);
        }
        if let Some(ty) = operation.body_type(self.api) {
            if matches!(operation.input, Input::Parameters(_)) {
                page.heading(3, self.say(Words::BodyHeading));
            }
            if let Some(wrap) = &operation.wrap {
                page.block(&self.fill(Words::Wrapped, &[&code(&wrap.path.join("."))]));
            }
            self.whole(page, ty, Words::BodyIs);
            let limits = operation.plain_body(self.api).map(|field| self.language.limits(field));
            page.list(&limits.unwrap_or_default());
            if operation.has_optional_body(self.api) {
                page.block(self.say(Words::BodyOptional));
            }
        }
        let home = Home::Operation(operation.name.clone());
        let root = operation.body_type(self.api).and_then(whole_model);
        self.places(page, &home, in_request(self.api, operation), root, &mut Vec::new());
    }

    fn parameters(&self, page: &mut Page, model: &Model, location: &Location, heading: Words) {
        let fields: Vec<&Field> = model.fields.iter().filter(|field| field.location == *location).collect();
        if !fields.is_empty() {
            page.heading(3, self.say(heading));
            self.fields(page, model, &fields);
        }
    }

    /// The type of a whole body. The fields of a model that only this page has are shown at once.
    pub(super) fn whole(&self, page: &mut Page, ty: &Type, words: Words) {
        page.block(&self.fill(words, &[&self.ty(ty)]));
    }

    /// The sections of the types that only this page has.
    pub(super) fn places(
        &self,
        page: &mut Page,
        home: &Home,
        places: Vec<Place>,
        root: Option<NamedType>,
        seen: &mut Vec<NamedType>,
    ) {
        for place in places {
            if self.layout.home(place.ty) != Some(home) || seen.contains(&place.ty) {
                continue;
            }
            let path = if Some(place.ty) == root && place.path.is_empty() { "" } else { &place.path };
            self.section(page, 3, place.ty, path);
            seen.push(place.ty);
        }
    }

    fn calls(&self, page: &mut Page, operation: &Operation) {
        let json = samples::body(self.api, operation);
        if let Some((pretty, _)) = &json {
            page.heading(2, self.say(Words::JsonExample));
            page.code("json", pretty);
        }
        let examples = [
            (Words::RustAsync, call_example(self.api, operation, self.public_path, false)),
            (Words::RustBlocking, call_example(self.api, operation, self.public_path, true)),
            (Words::RustPages, pages_example(self.api, operation, self.public_path)),
        ];
        for (heading, example) in examples {
            if let Some(example) = example {
                page.heading(2, self.say(heading));
                page.code("rust", &example);
            }
        }
        page.heading(2, self.say(Words::Curl));
        let json = json.map(|(_, line)| line).unwrap_or_default();
        let is_long = json.len() > SHORT_BODY;
        page.code("sh", &curl::command(self.api, operation, if is_long { "@request.json" } else { &json }));
        if is_long {
            page.block(self.say(Words::BodyFromFile));
        }
    }

    /// How a reply states whether it is a success.
    pub(super) fn envelope(&self, errors: &str) -> String {
        let replies = &self.api.replies;
        let path = |keys: &Option<Vec<String>>| {
            keys.as_ref().map(|keys| keys.iter().fold(String::new(), |path, key| below(&path, key)))
        };
        let place = path(&replies.code).map(|path| code(&path));
        let message = path(&replies.message).map(|path| code(&path)).unwrap_or_default();
        if self.api.errors.is_empty() {
            return String::new();
        }
        match (&replies.ok, place) {
            (Some(ok), Some(place)) => {
                self.fill(Words::ReplyEnvelope, &[&place, &code(&ok.to_string()), errors, &message])
            }
            (None, Some(place)) => self.fill(Words::ReplyStatus, &[&place, errors]),
            (_, None) => self.fill(Words::ReplyStatusOnly, &[errors]),
        }
    }
}

/// The type with a name, if the type is that type itself.
pub(super) fn whole_model(ty: &Type) -> Option<NamedType> {
    match ty {
        Type::List(_) | Type::Map(_) | Type::Nullable(_) => None,
        Type::Scalar(_) | Type::Model(_) | Type::Union(_) | Type::Enum(_) | Type::Boxed(_) => named(ty),
    }
}
