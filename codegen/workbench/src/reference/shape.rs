//! Models, unions and enumerations as sections of a page.

use specwright::ir::{Constructor, Docs, Enum, Field, Model, Scalar, TagValue, Type, Union, Variant};
use specwright::{phrase, prose};

use super::Book;
use super::layout::{Home, NamedType, named};
use super::markdown::{Page, blocks, cell, code, labelled, link, slug, split};
use super::words::Words;

/// The greatest number of values of an enumeration that the fields of its type list.
const FEW_VALUES: usize = 6;

impl Book<'_> {
    /// The section of a type; `path` is where it is in the body, if it is on the page of that.
    pub(super) fn section(&self, page: &mut Page, level: usize, ty: NamedType, path: &str) {
        page.heading(level, &self.title_of(ty));
        self.contents_of(page, ty, path);
    }

    /// The section of a type without its heading.
    pub(super) fn contents_of(&self, page: &mut Page, ty: NamedType, path: &str) {
        if !path.is_empty() {
            page.block(&self.fill(Words::AtPath, &[&code(path)]));
        }
        match ty {
            NamedType::Model(id) => {
                let model = &self.api.models[id];
                self.docs(page, &model.docs);
                self.fields(page, model, &model.fields.iter().collect::<Vec<_>>());
                self.rules(page, model);
                self.constructors(page, model);
            }
            NamedType::Union(id) => self.union(page, &self.api.unions[id]),
            NamedType::Enum(id) => self.enumeration(page, &self.api.enums[id]),
        }
    }

    /// The heading of a type, from which its anchor follows.
    pub(super) fn title_of(&self, ty: NamedType) -> String {
        let heading = match ty {
            NamedType::Model(_) => Words::ModelHeading,
            NamedType::Union(_) => Words::UnionHeading,
            NamedType::Enum(_) => Words::EnumHeading,
        };
        self.fill(heading, &[self.name_of(ty)])
    }

    pub(super) fn name_of(&self, ty: NamedType) -> &str {
        match ty {
            NamedType::Model(id) => &self.api.models[id].name,
            NamedType::Union(id) => &self.api.unions[id].name,
            NamedType::Enum(id) => &self.api.enums[id].name,
        }
    }

    pub(super) fn docs_of(&self, ty: NamedType) -> &Docs {
        match ty {
            NamedType::Model(id) => &self.api.models[id].docs,
            NamedType::Union(id) => &self.api.unions[id].docs,
            NamedType::Enum(id) => &self.api.enums[id].docs,
        }
    }

    /// The file of a type's own page, below the reference's folder.
    pub(super) fn file_of(&self, ty: NamedType) -> String {
        let module = match ty {
            NamedType::Model(id) => &self.api.models[id].module,
            NamedType::Union(id) => &self.api.unions[id].module,
            NamedType::Enum(id) => &self.api.enums[id].module,
        };
        format!("types/{module}.md")
    }

    /// A link to a type from a page in a folder below the reference's.
    pub(super) fn link_to(&self, ty: NamedType) -> String {
        let anchor = slug(&self.title_of(ty));
        let target = match self.layout.home(ty) {
            Some(Home::Own(own)) if *own == ty => format!("../{}", self.file_of(ty)),
            Some(Home::Own(own)) => format!("../{}#{anchor}", self.file_of(*own)),
            Some(Home::Operation(name)) => format!("../operations/{name}.md#{anchor}"),
            Some(Home::Events(name)) => format!("../events/{name}.md#{anchor}"),
            None => format!("#{anchor}"),
        };
        link(&code(self.name_of(ty)), &target)
    }

    /// A type, with a link to it if it has a name.
    pub(super) fn ty(&self, ty: &Type) -> String {
        match ty {
            Type::Scalar(kind) => self.language.scalar(*kind).to_owned(),
            Type::Model(id) => self.link_to(NamedType::Model(*id)),
            Type::Union(id) => self.link_to(NamedType::Union(*id)),
            Type::Enum(id) => self.link_to(NamedType::Enum(*id)),
            Type::List(inner) => self.fill(Words::ListOf, &[&self.ty(inner)]),
            Type::Map(inner) => self.fill(Words::MapOf, &[&self.ty(inner)]),
            Type::Nullable(inner) => self.fill(Words::OrNull, &[&self.ty(inner)]),
            Type::Boxed(inner) => self.ty(inner),
        }
    }

    /// What is declared of an item, as blocks.
    pub(super) fn docs(&self, page: &mut Page, docs: &Docs) {
        page.block(&docs.doc.as_deref().map(blocks).unwrap_or_default());
        if let Some(note) = &docs.note {
            page.block(&labelled(self.say(Words::Note), self.say(Words::Colon), note));
        }
        for remark in self.remarks(docs) {
            page.block(&remark);
        }
    }

    /// Everything but the meaning and the note.
    fn remarks(&self, docs: &Docs) -> Vec<String> {
        let colon = self.say(Words::Colon);
        let mut remarks = Vec::new();
        if let Some(pin) = &docs.documented {
            let mut words = Vec::new();
            words.extend(pin.required.map(|required| {
                self.say(if required { Words::DocumentedRequired } else { Words::DocumentedOptional })
                    .to_owned()
            }));
            words.extend(pin.ty.as_deref().map(code));
            words.extend(pin.max_cjk.map(|count| {
                let counted =
                    self.fill(if count == 1 { Words::OneCjk } else { Words::Cjk }, &[&count.to_string()]);
                self.fill(Words::AtMost, &[&counted])
            }));
            words.extend(pin.max.map(|max| self.fill(Words::NumberAtMost, &[&max.to_string()])));
            words.extend(pin.absent.then(|| self.say(Words::DocumentedAbsent).to_owned()));
            if !words.is_empty() {
                remarks.push(self.fill(Words::Documented, &[&self.language.listed(&words)]));
            }
        }
        if let Some(reason) = &docs.deprecated {
            remarks.push(labelled(self.say(Words::Deprecated), colon, reason));
        }
        if let Some(since) = &docs.since {
            remarks.push(self.fill(Words::Since, &[&prose::words(since)]));
        }
        if let Some(section) = &docs.section {
            remarks.push(self.fill(Words::Section, &[&prose::words(section)]));
        }
        remarks
    }

    /// A table of fields, and a list of what is too long for it.
    pub(super) fn fields(&self, page: &mut Page, model: &Model, fields: &[&Field]) {
        if fields.is_empty() {
            page.block(self.say(Words::NoFields));
            return;
        }
        let columns = [Words::Field, Words::Type, Words::Presence, Words::Limits, Words::Meaning];
        let mut notes = Vec::new();
        let rows: Vec<[String; 5]> = fields
            .iter()
            .map(|field| {
                let (meaning, rest) = field.docs.doc.as_deref().map(split).unwrap_or_default();
                notes.extend(self.note(field, rest));
                [
                    code(&field.wire),
                    self.ty(&field.ty),
                    self.language.presence(model, field),
                    self.limits(field),
                    meaning,
                ]
                .map(|text| cell(&text))
            })
            .collect();
        page.table(columns.map(|column| self.say(column)), &rows);
        self.notes(page, &notes);
    }

    fn notes(&self, page: &mut Page, notes: &[String]) {
        if !notes.is_empty() {
            page.block(&format!("**{}**", self.say(Words::Notes)));
            page.list(notes);
        }
    }

    fn limits(&self, field: &Field) -> String {
        let mut parts = self.language.limits(field);
        if let Some(NamedType::Enum(id)) = named(&field.ty).filter(|_| field.constant.is_none()) {
            let values: Vec<String> =
                self.api.enums[id].values.iter().map(|value| self.tag(&value.value)).collect();
            if values.len() <= FEW_VALUES {
                parts.insert(0, self.fill(Words::OneOf, &[&self.language.joined(&values, Words::Or)]));
            }
        }
        self.language.listed(&parts)
    }

    /// What the table does not say of a field.
    fn note(&self, field: &Field, rest: String) -> Option<String> {
        let reason = field.discouraged.as_ref();
        let label = if field.unless_empty { Words::DiscouragedUnlessEmpty } else { Words::Discouraged };
        let discouraged = reason.map(|reason| labelled(self.say(label), self.say(Words::Colon), reason));
        self.note_on(&field.wire, &field.docs, rest, discouraged)
    }

    /// What a table does not say of one of its rows: `rest` is what follows the first paragraph of the meaning.
    fn note_on(&self, name: &str, docs: &Docs, rest: String, more: Option<String>) -> Option<String> {
        let mut remarks: Vec<String> = Some(rest).filter(|rest| !rest.is_empty()).into_iter().collect();
        remarks.extend(more);
        remarks.extend(docs.note.as_deref().map(blocks));
        let is_told = docs.note.is_some() || docs.documented.is_some() || docs.deprecated.is_some();
        if is_told || docs.since.is_some() {
            remarks.extend(self.remarks(docs));
        }
        let (first, others) = remarks.split_first()?;
        let name = code(name);
        let joint = if prose::begins_with_paragraph(first) { self.say(Words::Colon) } else { "\n\n" };
        let others: String = others.iter().map(|remark| format!("\n\n{remark}")).collect();
        Some(format!("{name}{joint}{first}{others}"))
    }

    fn rules(&self, page: &mut Page, model: &Model) {
        if !model.rules.is_empty() {
            page.block(&format!("**{}**", self.say(Words::Rules)));
            let rule = |rule: &specwright::ir::Rule| {
                let stop = self.say(Words::FullStop);
                let reason = rule.reason.as_deref().map(|reason| format!(" {}", blocks(reason)));
                format!("{}{stop}{}", self.language.rule(rule), reason.unwrap_or_default())
            };
            page.list(&model.rules.iter().map(rule).collect::<Vec<_>>());
        }
        if !model.former_fields.is_empty() {
            page.block(&format!("**{}**", self.say(Words::FormerFields)));
            page.block(self.say(Words::FormerFieldsLead));
            let former = |(wire, reason): &(String, String)| {
                format!("{}{}{}", code(wire), self.say(Words::Colon), blocks(reason))
            };
            page.list(&model.former_fields.iter().map(former).collect::<Vec<_>>());
        }
    }

    /// What Rust offers besides `new`.
    fn constructors(&self, page: &mut Page, model: &Model) {
        if model.constructors.is_empty() || !model.usage.request {
            return;
        }
        page.block(&format!("**{}**", self.say(Words::Constructors)));
        let item = |constructor: &Constructor| {
            let set = |(wire, value): &(String, Scalar)| {
                self.fill(Words::SetTo, &[&code(wire), &code(&phrase::scalar(value))])
            };
            let sets: Vec<String> = constructor.sets.iter().map(set).collect();
            let mut parts = Vec::new();
            if !sets.is_empty() {
                let sets = self.language.joined(&sets, Words::AndFields);
                parts.push(self.fill(Words::ConstructorSets, &[&sets]));
            }
            if !constructor.required.is_empty() {
                let required: Vec<String> = constructor.required.iter().map(|wire| code(wire)).collect();
                let required = self.language.joined(&required, Words::AndFields);
                parts.push(self.fill(Words::ConstructorTakes, &[&required]));
            }
            let name = code(&format!("{}::{}", model.name, constructor.name));
            let doc = constructor.docs.doc.as_deref().map(|doc| format!("\n\n{}", blocks(doc)));
            let colon = self.say(Words::Colon);
            format!("{name}{colon}{}{}", self.language.listed(&parts), doc.unwrap_or_default())
        };
        page.list(&model.constructors.iter().map(item).collect::<Vec<_>>());
    }

    fn union(&self, page: &mut Page, union: &Union) {
        self.docs(page, &union.docs);
        match &union.tag {
            Some(tag) => page.block(&self.fill(Words::TagIs, &[&code(tag)])),
            None if union.variants.is_empty() => {}
            None => page.block(self.say(Words::TagNone)),
        }
        let columns = [Words::Value, Words::Variant, Words::Meaning].map(|column| self.say(column));
        let mut notes = Vec::new();
        let mut row = |variant: &Variant| {
            let (meaning, rest) = variant.docs.doc.as_deref().map(split).unwrap_or_default();
            notes.extend(self.note_on(&variant.name, &variant.docs, rest, None));
            let fields = if self.api.models[variant.model].fields.is_empty() {
                code(&variant.name)
            } else {
                self.link_to(NamedType::Model(variant.model))
            };
            [self.tags(&variant.value, &variant.also_read), fields, meaning].map(|text| cell(&text))
        };
        let rows: Vec<[String; 3]> = union.variants.iter().map(&mut row).collect();
        if !rows.is_empty() {
            page.table(columns, &rows);
        }
        if !union.values.is_empty() {
            page.block(self.say(Words::ByKind));
            let columns = [Words::Type, Words::Variant, Words::Meaning].map(|column| self.say(column));
            let mut value = |field: &Field| {
                let (meaning, rest) = field.docs.doc.as_deref().map(split).unwrap_or_default();
                notes.extend(self.note_on(&field.wire, &field.docs, rest, None));
                let mut ty = vec![self.ty(&field.ty)];
                ty.extend(self.language.limits(field));
                [self.language.listed(&ty), code(&field.wire), meaning].map(|text| cell(&text))
            };
            let rows: Vec<[String; 3]> = union.values.iter().map(&mut value).collect();
            page.table(columns, &rows);
        }
        self.notes(page, &notes);
        if union.tolerate.other_variants {
            page.block(self.say(Words::OtherVariantsTolerated));
        }
        if union.tolerate.digit_string {
            page.block(self.say(Words::TagDigitsTolerated));
        }
    }

    fn enumeration(&self, page: &mut Page, choice: &Enum) {
        self.docs(page, &choice.docs);
        let columns = [Words::Value, Words::Name, Words::Meaning].map(|column| self.say(column));
        let mut notes = Vec::new();
        let rows: Vec<[String; 3]> = choice
            .values
            .iter()
            .map(|value| {
                let (first, rest) = value.docs.doc.as_deref().map(split).unwrap_or_default();
                notes.extend(self.note_on(&value.value.to_string(), &value.docs, rest, None));
                let mut meaning: Vec<String> =
                    Some(first).filter(|first| !first.is_empty()).into_iter().collect();
                meaning.extend(value.extra.then(|| self.say(Words::Extra).to_owned()));
                let value =
                    [self.tags(&value.value, &value.also_read), code(&value.name), meaning.join("\\\n")];
                value.map(|text| cell(&text))
            })
            .collect();
        page.table(columns, &rows);
        self.notes(page, &notes);
        if let Some(default) = &choice.default {
            page.block(&format!(
                "{}{}",
                self.fill(Words::Default, &[&self.tag(default)]),
                self.say(Words::FullStop)
            ));
        }
        if choice.usage.reply {
            page.block(self.say(Words::UnknownInReplies));
        }
    }

    fn tags(&self, value: &TagValue, also_read: &[TagValue]) -> String {
        let own = self.tag(value);
        if also_read.is_empty() {
            return own;
        }
        let others: Vec<String> = also_read.iter().map(|value| self.tag(value)).collect();
        let others = self.fill(Words::TagsToo, &[&self.language.joined(&others, Words::Comma)]);
        format!("{own}{}{others}", self.say(Words::Semicolon))
    }

    /// A value as JSON where a string could be taken for a number.
    fn tag(&self, value: &TagValue) -> String {
        match value {
            TagValue::Text(text) if text.parse::<f64>().is_ok() => code(&format!("\"{text}\"")),
            TagValue::Text(_) | TagValue::Int(_) => code(&value.to_string()),
        }
    }
}
