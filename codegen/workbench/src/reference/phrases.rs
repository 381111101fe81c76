//! Presence, limits, conditions and rules in words. Each is Markdown within a line.

use specwright::ir::{
    Choice, Condition, Demand, Field, FieldPath, Is, Limit, LimitKind, Location, Model, Need, Rule, Scalar,
    ScalarKind, Severity, Type,
};
use specwright::phrase;
use specwright_runtime::measure::MIN_CJK_BYTES;
use specwright_runtime::{ElementsTest, FileTest, NumberTest, Test, TextTest, Unit};

use super::markdown::code;
use super::words::{Language, Words};

impl Language {
    /// Parts, with a word before the last one: `a, b or c`.
    pub(super) fn joined(self, parts: &[String], last: Words) -> String {
        match parts.split_last() {
            Some((end, rest)) if !rest.is_empty() => {
                format!("{}{}{end}", rest.join(self.say(Words::Comma)), self.say(last))
            }
            _ => parts.concat(),
        }
    }

    /// Parts, each of which may have commas.
    pub(super) fn listed(self, parts: &[String]) -> String {
        parts.join(self.say(Words::Semicolon))
    }

    /// When a field is there.
    pub(super) fn presence(self, model: &Model, field: &Field) -> String {
        let is_received = !model.usage.request;
        let mut parts = Vec::new();
        match &field.presence.need {
            Need::Always if is_received => parts.push(self.say(Words::AlwaysThere).to_owned()),
            Need::Always => parts.push(self.say(Words::Required).to_owned()),
            Need::When(condition) => parts.push(self.fill(Words::RequiredIf, &[&self.when(condition)])),
            Need::Optional if field.constant.is_some() => {}
            Need::Optional if field.presence.is_read_only() => {}
            Need::Optional if is_received => parts.push(self.say(Words::MayBeMissing).to_owned()),
            Need::Optional => parts.push(self.say(Words::Optional).to_owned()),
        }
        if field.presence.is_read_only() {
            parts.push(self.say(Words::OnlyReplies).to_owned());
        } else if let Some(condition) = &field.presence.forbidden {
            parts.push(self.fill(Words::ForbiddenIf, &[&self.when(condition)]));
        }
        if field.presence.write_only {
            parts.push(self.say(Words::OnlyRequests).to_owned());
        }
        if field.nullable {
            parts.push(self.say(Words::MayBeNull).to_owned());
        }
        self.listed(&parts)
    }

    /// A condition that does not always hold.
    fn when(self, condition: &Condition) -> String {
        let choices: Vec<String> = condition.choices.iter().map(|choice| self.choice(choice)).collect();
        let words = if condition.negated { Words::Unless } else { Words::When };
        self.fill(words, &[&choices.join(self.say(Words::And))])
    }

    fn choice(self, choice: &Choice) -> String {
        let field = code(&choice.field.to_string());
        match &choice.is {
            Is::AnyOf(values) => self.fill(Words::IsAnyOf, &[&field, &self.values(values)]),
            Is::Present => self.fill(Words::IsPresent, &[&field]),
            Is::Absent => self.fill(Words::IsAbsent, &[&field]),
            Is::Within(limits) => self.fill(Words::IsAnyOf, &[&field, &self.within(limits)]),
        }
    }

    fn values(self, values: &[Scalar]) -> String {
        let values: Vec<String> = values.iter().map(|value| code(&phrase::scalar(value))).collect();
        self.joined(&values, Words::Or)
    }

    fn within(self, limits: &[Limit]) -> String {
        let limits: Vec<String> = limits.iter().map(|limit| self.limit(limit, None)).collect();
        self.joined(&limits, Words::And)
    }

    /// The limits of a field, its only value and its default.
    pub(super) fn limits(self, field: &Field) -> Vec<String> {
        let mut parts = Vec::new();
        if let Some(value) = &field.constant {
            parts.push(self.fill(Words::Constant, &[&code(&phrase::scalar(value))]));
        }
        for limit in &field.limits.errors {
            parts.push(self.of_element(field, limit, self.limit(limit, Some(field))));
        }
        for limit in &field.limits.warnings {
            let limited = self.of_element(field, limit, self.limit(limit, Some(field)));
            parts.push(self.fill(Words::Warned, &[&limited]));
        }
        for (is_warning, limit) in field.limits.keys.iter().flat_map(|keys| {
            let errors = keys.errors.iter().map(|limit| (false, limit));
            errors.chain(keys.warnings.iter().map(|limit| (true, limit)))
        }) {
            let words = self.fill(Words::EachKey, &[&self.limit(limit, Some(field))]);
            parts.push(if is_warning { self.fill(Words::Warned, &[&words]) } else { words });
        }
        if let Some(order) = &field.after {
            let order_words = self.fill(Words::GreaterThan, &[&code(&order.field)]);
            parts.push(match order.severity {
                Severity::Error => order_words,
                Severity::Warning => self.fill(Words::Warned, &[&order_words]),
            });
        }
        if let (Type::List(_), Location::Query) = (&field.ty, &field.location) {
            let written = field.style.example().replace('a', &field.wire);
            parts.push(self.fill(Words::WrittenAs, &[&code(&written)]));
        }
        if field.tolerate.digit_string {
            parts.push(self.say(Words::DigitString).to_owned());
        }
        if field.tolerate.zero_fraction {
            parts.push(self.say(Words::ZeroFraction).to_owned());
        }
        if field.tolerate.single {
            parts.push(self.say(Words::Single).to_owned());
        }
        if !field.also_read.is_empty() {
            let names: Vec<String> = field.also_read.iter().map(|name| code(name)).collect();
            parts.push(self.fill(Words::AlsoRead, &[&self.joined(&names, Words::Or)]));
        }
        if let Some(value) = &field.default {
            parts.push(self.fill(Words::Default, &[&code(&phrase::scalar(value))]));
        }
        if field.secret {
            parts.push(self.say(Words::Secret).to_owned());
        }
        parts
    }

    fn of_element(self, field: &Field, limit: &Limit, words: String) -> String {
        match &field.ty {
            Type::List(_) | Type::Map(_) if limit.is_of_element() => self.fill(Words::EachElement, &[&words]),
            Type::List(_)
            | Type::Map(_)
            | Type::Scalar(_)
            | Type::Model(_)
            | Type::Union(_)
            | Type::Enum(_)
            | Type::Nullable(_)
            | Type::Boxed(_) => words,
        }
    }

    /// A limit in words. With the field that it is of, the most bytes of a text are also stated in CJK characters.
    fn limit(self, limit: &Limit, field: Option<&Field>) -> String {
        let number = || limit.number().map(|number| number.to_string()).unwrap_or_default();
        match limit.kind().test() {
            Test::Text(TextTest::AtLeast(unit)) => self.fill(Words::AtLeast, &[&self.counted(limit, unit)]),
            Test::Text(TextTest::AtMost(unit)) => {
                let most = self.counted(limit, unit);
                match field.and_then(|field| cjk_room(limit, unit, field)) {
                    Some(room) => {
                        self.fill(Words::AtMostBytes, &[&most, &self.count(room, Words::OneCjk, Words::Cjk)])
                    }
                    None => self.fill(Words::AtMost, &[&most]),
                }
            }
            Test::Text(TextTest::Matches) => {
                let pattern = limit.pattern().map_or("", |pattern| &pattern.source);
                self.fill(Words::Matches, &[&code(pattern)])
            }
            Test::File(FileTest::MediaType) => {
                let types: Vec<String> = limit.listed().iter().map(|ty| code(ty)).collect();
                self.fill(Words::MediaType, &[&self.joined(&types, Words::Or)])
            }
            Test::Number(NumberTest::AtLeast) => self.fill(Words::NumberAtLeast, &[&number()]),
            Test::Number(NumberTest::AtMost) => self.fill(Words::NumberAtMost, &[&number()]),
            Test::Number(NumberTest::Above) => self.fill(Words::NumberAbove, &[&number()]),
            Test::Number(NumberTest::Below) => self.fill(Words::NumberBelow, &[&number()]),
            Test::Number(NumberTest::MultipleOf) => self.fill(Words::MultipleOf, &[&number()]),
            Test::Elements(ElementsTest::AtLeast) => self.fill(Words::AtLeast, &[&self.elements(limit)]),
            Test::Elements(ElementsTest::AtMost) => self.fill(Words::AtMost, &[&self.elements(limit)]),
            Test::Elements(ElementsTest::Unique) => self.say(Words::Unique).to_owned(),
        }
    }

    fn counted(self, limit: &Limit, unit: Unit) -> String {
        let (one, many) = match unit {
            Unit::Byte => (Words::OneByte, Words::Bytes),
            Unit::CjkCharacter => (Words::OneCjk, Words::Cjk),
            Unit::Character => (Words::OneCharacter, Words::Characters),
        };
        self.count(limit.count().unwrap_or_default(), one, many)
    }

    fn elements(self, limit: &Limit) -> String {
        self.count(limit.count().unwrap_or_default(), Words::OneElement, Words::Elements)
    }

    fn count(self, count: usize, one: Words, many: Words) -> String {
        self.fill(if count == 1 { one } else { many }, &[&count.to_string()])
    }

    /// A rule over several fields.
    pub(super) fn rule(self, rule: &Rule) -> String {
        let when = rule.when.as_ref().map(|condition| self.when(condition)).unwrap_or_default();
        let demand = match &rule.demand {
            Demand::Required(path) => self.fill(Words::RuleRequired, &[&field(path), &when]),
            Demand::Forbidden(path) => self.fill(Words::RuleForbidden, &[&field(path), &when]),
            Demand::AnyOf(path, values) => {
                self.fill(Words::RuleAnyOf, &[&field(path), &self.values(values), &when])
            }
            Demand::Within(path, limited) => {
                self.fill(Words::RuleWithin, &[&field(path), &self.within(&limited.limits.errors), &when])
            }
            Demand::AtLeastOne(paths) => self.fill(Words::RuleAtLeastOne, &[&self.fields(paths), &when]),
            Demand::AtMostOne(paths) => self.fill(Words::RuleAtMostOne, &[&self.fields(paths), &when]),
            Demand::MaxItems(paths, most) => {
                let most = self.count(*most, Words::OneElement, Words::Elements);
                self.fill(Words::RuleMaxItems, &[&self.fields(paths), &most, &when])
            }
        };
        let demand = demand.trim_end().to_owned();
        match rule.severity {
            Severity::Error => demand,
            Severity::Warning => self.fill(Words::Warned, &[&demand]),
        }
    }

    fn fields(self, paths: &[FieldPath]) -> String {
        self.joined(&paths.iter().map(field).collect::<Vec<_>>(), Words::AndFields)
    }

    /// A scalar type.
    pub(super) fn scalar(self, kind: ScalarKind) -> &'static str {
        self.say(match kind {
            ScalarKind::Text => Words::TypeText,
            ScalarKind::Int => Words::TypeInt,
            ScalarKind::Int32 => Words::TypeInt32,
            ScalarKind::Uint => Words::TypeUint,
            ScalarKind::Uint32 => Words::TypeUint32,
            ScalarKind::Float => Words::TypeFloat,
            ScalarKind::Bool => Words::TypeBool,
            ScalarKind::Timestamp => Words::TypeTimestamp,
            ScalarKind::DigitTimestamp => Words::TypeDigitTimestamp,
            ScalarKind::TimestampMs => Words::TypeTimestampMs,
            ScalarKind::Date => Words::TypeDate,
            ScalarKind::DateTime => Words::TypeDateTime,
            ScalarKind::Uuid => Words::TypeUuid,
            ScalarKind::Decimal => Words::TypeDecimal,
            ScalarKind::Base64 => Words::TypeBase64,
            ScalarKind::File => Words::TypeFile,
            ScalarKind::Json => Words::TypeJson,
        })
    }
}

fn field(path: &FieldPath) -> String {
    code(&path.to_string())
}

/// How many CJK characters a text has room for that has only a limit in bytes.
fn cjk_room(limit: &Limit, unit: Unit, field: &Field) -> Option<usize> {
    let is_in_bytes = unit == Unit::Byte && !field.ty.is_file();
    let has_own = field.limits.error(LimitKind::MaxCjk).is_some();
    (is_in_bytes && !has_own).then(|| limit.count().unwrap_or_default() / MIN_CJK_BYTES)
}
