//! Conversion of a YAML value. Values that cannot be converted are reported.

mod describe;
mod entries;
mod mapping;
mod quotes;
mod refuse;

use super::{Fact, List, Mapping, Scalar, Wanted};
use crate::change_kind::ChangeKind;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::suggest;
use crate::yaml::{self, Node, SpanNode};

use super::file::File;
use super::keys::{Keys, LINTS};
pub(crate) use describe::zero_before;
use describe::{describe, wanted};

pub(super) use entries::Entry;
pub(super) use mapping::Reader;

/// A value of a file, with its position.
#[derive(Clone)]
pub(super) struct Item<'a> {
    file: &'a File<'a>,
    span: &'a SpanNode,
    /// The data.
    node: &'a Node,
    /// The keys and indexes that lead to it.
    path: Vec<String>,
}

impl<'a> Item<'a> {
    /// The whole document.
    pub(super) fn root(file: &'a File<'a>, span: &'a SpanNode) -> Item<'a> {
        Item { file, span, node: &span.node, path: Vec::new() }
    }

    /// A text; leading and trailing white space is removed.
    pub(super) fn text(&self) -> Option<String> {
        let text = self.any_text()?;
        self.warn_of_quotes(&text);
        self.warn_of_comment();
        Some(text)
    }

    fn any_text(&self) -> Option<String> {
        match self.node {
            Node::Scalar(Scalar::Text(text)) => Some(text.clone()),
            Node::Scalar(Scalar::Bool(flag)) if self.name() == "deprecated" => {
                let help = match flag {
                    true => "write a sentence that says what to use instead: `deprecated: Use `title`.`",
                    false => {
                        "remove the key: only what should no longer be used is `deprecated`, with a sentence that says why"
                    }
                };
                self.refuse("a text", Some(help.to_owned()))
            }
            Node::Scalar(Scalar::Bool(true)) if self.name() == "discouraged" => {
                self.refuse("a text", Some("write the reason, which is part of the warning".to_owned()))
            }
            Node::Null if self.raw().eq_ignore_ascii_case("null") => self.refuse(
                "a text",
                Some(format!("quote it if it is the text: `{}`", yaml::quoted(self.raw()))),
            ),
            Node::Scalar(Scalar::Bool(_) | Scalar::Int(_) | Scalar::Float(_)) => {
                self.unquoted(format!("quote it: `\"{}\"`", self.raw()))
            }
            Node::Null | Node::List(_) | Node::Mapping(_) => {
                let in_quotes =
                    || self.span.flow.then(|| format!("quote it: `{}`", yaml::quoted(self.raw())));
                self.refuse("a text", describe::text_in(self.name(), self.node).or_else(in_quotes))
            }
        }
    }

    /// A text that is not blank.
    pub(super) fn sentence(&self) -> Option<String> {
        let text = self.text()?;
        if text.trim().is_empty() {
            let message = format!("`{}` is blank", self.name());
            self.report(
                Diagnostic::error(Code::NoValue, self.place(), message)
                    .help("write a sentence, or remove the key"),
            );
            return None;
        }
        Some(text)
    }

    /// A name, a type or a path.
    pub(super) fn word(&self) -> Option<String> {
        if let Node::Scalar(Scalar::Bool(_) | Scalar::Int(_) | Scalar::Float(_)) = self.node {
            return self.unquoted(format!("write a name; if this is one, quote it: `\"{}\"`", self.raw()));
        }
        let text = self.any_text()?;
        self.refuse_quotes(&text)?;
        self.warn_of_comment();
        let word = text.trim();
        if word.len() == text.len() && !text.contains(is_odd_space) {
            return Some(text);
        }
        let word: String = word.chars().filter(|c| !is_odd_space(*c)).collect();
        let what = if text.trim().len() < text.len() {
            "leading or trailing white space"
        } else {
            "an invisible sign"
        };
        let message = format!("{} has {what}", describe(self.node, self.raw()));
        let help = format!("write `{word}`");
        self.report(Diagnostic::error(Code::OddSpace, self.place(), message).help(help));
        None
    }

    /// One of some words.
    fn one_of(&self, choices: &'static [&'static str]) -> Option<String> {
        let word = self.word()?;
        if choices.contains(&word.as_str()) {
            return Some(word);
        }
        let message = format!("`{word}` is not a word of `{}`", self.name());
        let help = suggest::help(&word, choices.iter().copied());
        self.report(Diagnostic::error(Code::UnknownWord, self.place(), message).help(help));
        None
    }

    /// The code of a lint.
    pub(super) fn lint(&self) -> Option<Code> {
        let word = self.word()?;
        let code = Code::ALL.iter().copied().find(|code| code.as_str() == word);
        let lint = code.filter(|code| code.is_lint());
        if lint.is_none() {
            let message = match code {
                Some(_) => format!("`{word}` is an error, which cannot be allowed"),
                None => format!("there is no lint `{word}`"),
            };
            let lints: Vec<String> = LINTS.iter().map(|lint| format!("`{lint}`")).collect();
            let help = format!("the lints are {}", suggest::list(&lints));
            self.report(Diagnostic::error(Code::BadAllowance, self.place(), message).help(help));
        }
        lint
    }

    /// The kind of a change.
    pub(super) fn change(&self) -> Option<ChangeKind> {
        let word = self.word()?;
        let kind = word.parse().ok();
        if kind.is_none() {
            let message = format!("there is no kind of change `{word}`");
            let help = match suggest::nearest(&word, ChangeKind::ALL.iter().map(|kind| kind.as_str())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`diff` prints the kind of each change".to_owned(),
            };
            self.report(Diagnostic::error(Code::UnknownChange, self.place(), message).help(help));
        }
        kind
    }

    pub(super) fn flag(&self) -> Option<bool> {
        match self.node {
            Node::Scalar(Scalar::Bool(flag)) => Some(*flag),
            Node::Scalar(Scalar::Text(text)) => {
                let help = match text.to_ascii_lowercase().as_str() {
                    "true" | "false" => "remove the quotes".to_owned(),
                    "yes" | "y" | "on" | "是" | "真" => "write `true`".to_owned(),
                    "no" | "n" | "off" | "否" | "假" => "write `false`".to_owned(),
                    word => suggest::help(word, ["true", "false"]),
                };
                self.refuse("`true` or `false`", Some(help))
            }
            Node::Scalar(Scalar::Int(1)) => self.refuse("`true` or `false`", Some("write `true`".to_owned())),
            Node::Scalar(Scalar::Int(0)) => {
                self.refuse("`true` or `false`", Some("write `false`".to_owned()))
            }
            _ => self.refuse(
                "`true` or `false`",
                Some("write `true` or `false`, without anything around it".to_owned()),
            ),
        }
    }

    /// Whether the value is `true`; `false` is reported.
    pub(super) fn is_true(&self) -> bool {
        let flag = self.flag();
        if flag == Some(false) {
            let message = format!("`{}: false` has no effect", self.name());
            self.report(
                Diagnostic::error(Code::NoValue, self.place(), message)
                    .help("remove the key: only `true` has an effect"),
            );
        }
        flag.unwrap_or_default()
    }

    /// A non-negative integer.
    pub(super) fn count(&self) -> Option<u64> {
        const WANTED: &str = "a non-negative integer";
        match self.node {
            Node::Scalar(Scalar::Int(number)) => match u64::try_from(*number) {
                Ok(number) => Some(number),
                Err(_) if *number < 0 => {
                    self.refuse(WANTED, Some(format!("remove `{}` if there is no limit", self.name())))
                }
                Err(_) => self.refuse("a number of at most 64 bits", None),
            },
            Node::Scalar(Scalar::Text(text)) => {
                let remove = || {
                    format!(
                        "write digits, for example `{}: 36`, or remove the key if there is no limit",
                        self.name()
                    )
                };
                self.refuse(WANTED, describe::number_in(text).or_else(|| Some(remove())))
            }
            Node::Scalar(Scalar::Float(float)) if *float >= 0.0 && *float < 1e15 => {
                let (below, above) = (float.floor(), float.ceil());
                let both = if below < above { format!(" or `{above:.0}`") } else { String::new() };
                self.refuse(WANTED, Some(format!("write `{below:.0}`{both}")))
            }
            _ => {
                let one = describe::one_in(self.name(), self.node);
                self.refuse(
                    WANTED,
                    one.or_else(|| Some(format!("write a number alone: `{}: 36`", self.name()))),
                )
            }
        }
    }

    /// A text, a number or a boolean.
    pub(super) fn scalar(&self) -> Option<Scalar> {
        match self.node {
            Node::Scalar(Scalar::Float(float)) if !float.is_finite() => {
                let help = format!("write a number, or remove `{}` if any value is allowed", self.name());
                self.refuse("a finite number", Some(help))
            }
            Node::Scalar(scalar) => {
                if let Scalar::Text(text) = scalar {
                    self.warn_of_quotes(text);
                    self.warn_of_comment();
                }
                Some(scalar.clone())
            }
            Node::Null | Node::List(_) | Node::Mapping(_) => {
                self.refuse("a text, a number or `true` or `false`", describe::one_in(self.name(), self.node))
            }
        }
    }

    /// A list, with each element converted by `read`.
    pub(super) fn list<T>(&self, read: impl Fn(&Item<'a>) -> Option<T>) -> List<T> {
        let numbered = self.elements().into_iter().enumerate();
        numbered.filter_map(|(position, item)| Some((position, read(&item)?))).collect()
    }

    /// Any value, as JSON.
    pub(super) fn json(&self) -> Option<serde_json::Value> {
        match self.node {
            Node::Null => Some(serde_json::Value::Null),
            Node::Scalar(Scalar::Bool(flag)) => Some((*flag).into()),
            Node::Scalar(Scalar::Text(text)) => {
                self.warn_of_quotes(text);
                self.warn_of_comment();
                Some(text.as_str().into())
            }
            Node::Scalar(Scalar::Int(number)) => {
                let json = i64::try_from(*number)
                    .map(Into::into)
                    .or_else(|_| u64::try_from(*number).map(Into::into));
                json.ok().or_else(|| self.refuse("a number of at most 64 bits", None))
            }
            Node::Scalar(Scalar::Float(float)) => {
                let json = serde_json::Number::from_f64(*float).map(serde_json::Value::Number);
                json.or_else(|| self.refuse("a finite number", None))
            }
            Node::List(_) => self.elements().iter().map(Item::json).collect(),
            Node::Mapping(_) => {
                let entries = self.named();
                entries.into_iter().map(|(name, item)| Some((name, item.json()?))).collect()
            }
        }
    }

    /// The elements of a list.
    fn elements(&self) -> Vec<Item<'a>> {
        let Node::List(nodes) = self.node else {
            let help = match self.node {
                Node::Scalar(Scalar::Text(text)) if text.starts_with(['–', '—', '−', '•', '·']) => {
                    Some("begin each element with the ASCII `-` and a space".to_owned())
                }
                Node::Scalar(_) => Some(format!("write `[{}]`", self.raw().trim_matches(['(', ')']))),
                Node::Mapping(entries) => Some(describe::listed(entries)),
                Node::Null | Node::List(_) => None,
            };
            let _: Option<()> = self.refuse_collection("[ … ]", "a list", help);
            return Vec::new();
        };
        let element = |(position, span): (usize, &'a SpanNode)| self.child(position.to_string(), span);
        nodes.iter().enumerate().map(element).collect()
    }

    /// A mapping whose keys are names.
    pub(super) fn named(&self) -> Vec<(String, Item<'a>)> {
        self.entries().into_iter().filter_map(|entry| Some((entry.name()?, entry.item))).collect()
    }

    /// A mapping whose keys are integers or names.
    pub(super) fn coded(&self) -> Vec<(Scalar, Item<'a>)> {
        self.entries().into_iter().filter_map(|entry| Some((entry.code()?, entry.item))).collect()
    }

    /// A mapping from names to scalars or lists of them.
    pub(super) fn conditions(&self) -> Option<Mapping<Wanted>> {
        if !matches!(self.node, Node::Mapping(_)) {
            let help = Some(describe::condition(self.name(), self.node));
            return self.refuse_collection("{ … }", "a mapping from fields to values", help);
        }
        const RULES: &str =
            "limits and presence are for `rules` of the model: `when: { field: { present: true } }`";
        let read = |(name, item): (String, Item<'a>)| {
            if matches!(item.node, Node::Null | Node::Mapping(_)) && !item.raw().is_empty() {
                return item.refuse("a value, or a list of values", Some(RULES.to_owned()));
            }
            Some((name, item.some()?.wanted()?))
        };
        let named = self.named();
        let none = named.is_empty();
        let conditions: Mapping<_> = named.into_iter().filter_map(read).collect();
        // A condition that is empty because its values were rejected is not reported again.
        (none || !conditions.is_empty()).then_some(conditions)
    }

    /// A mapping from names to facts, each converted by `read` if it is a mapping.
    pub(super) fn facts(&self, read: impl Fn(&Item<'a>) -> Option<Fact>) -> Option<Mapping<Fact>> {
        if !matches!(self.node, Node::Mapping(_)) {
            let help = Some(describe::condition(self.name(), self.node));
            return self.refuse_collection("{ … }", "a mapping from fields to values", help);
        }
        let fact = |(name, item): (String, Item<'a>)| {
            if *item.node == Node::Null && !item.raw().is_empty() {
                let help = "write `{ absent: true }` where the field is absent";
                return item.refuse(
                    "a value, a list of values, or what is true of the field",
                    Some(help.to_owned()),
                );
            }
            let item = item.some()?;
            let fact = match item.node {
                Node::Mapping(_) => read(item),
                Node::Null | Node::Scalar(_) | Node::List(_) => item.wanted().map(Fact::Value),
            };
            Some((name, fact?))
        };
        let facts: Mapping<_> = self.named().into_iter().filter_map(fact).collect();
        (!facts.is_empty()).then_some(facts)
    }

    /// A scalar or a list of scalars. `None` if all values were rejected.
    fn wanted(&self) -> Option<Wanted> {
        match self.node {
            Node::List(nodes) => {
                let list = self.list(Item::scalar);
                (nodes.is_empty() || !list.is_empty()).then_some(Wanted::AnyOf(list))
            }
            _ => self.scalar().map(Wanted::One),
        }
    }

    /// The value, unless it is null, which is reported.
    pub(super) fn some(&self) -> Option<&Item<'a>> {
        if *self.node == Node::Null {
            self.report_no_value(None);
            return None;
        }
        Some(self)
    }

    /// A mapping with known keys.
    pub(super) fn mapping(&self, keys: &'static Keys) -> Option<Reader<'a>> {
        if *self.node == Node::Null {
            self.report_no_value(Some(keys));
            return None;
        }
        self.is_mapping_of(keys)?;
        Some(Reader::new(self, keys))
    }

    fn is_mapping(&self) -> Option<()> {
        match self.node {
            Node::Mapping(_) => Some(()),
            _ => self.refuse_collection("{ … }", "a mapping", describe::named_in(self.node, self.raw())),
        }
    }

    fn is_mapping_of(&self, keys: &'static Keys) -> Option<()> {
        if matches!(self.node, Node::Mapping(_)) {
            return Some(());
        }
        let name = self.path.last().map(String::as_str).unwrap_or_default();
        let says_no = matches!(self.node, Node::Scalar(Scalar::Bool(false)))
            || self.node.as_text().is_some_and(|text| ["none", "no", "off"].contains(&text));
        let help = match keys.get(name) {
            _ if says_no => Some(format!("remove `{name}` if there is none")),
            Some(_) => Some(format!("indent it further: `{name}` is a key of {}", keys.what)),
            None => wanted(keys, self.node, self.raw()),
        };
        self.refuse_collection("{ … }", &format!("a mapping with the keys of {}", keys.what), help)
    }

    fn child(&self, name: String, span: &'a SpanNode) -> Item<'a> {
        let mut path = Vec::with_capacity(self.path.len() + 1);
        path.extend_from_slice(&self.path);
        path.push(name);
        Item { file: self.file, span, node: &span.node, path }
    }

    fn place(&self) -> Place {
        Place::value(self.file.index, self.path.iter().cloned())
    }

    fn key_place(&self) -> Place {
        Place::key(self.file.index, self.path.iter().cloned())
    }

    /// The first line of the value as it is written.
    fn raw(&self) -> &'a str {
        self.file.slice(self.span.value.clone()).lines().next().unwrap_or_default()
    }

    /// The key of the value.
    fn name(&self) -> &str {
        self.path.last().map(String::as_str).unwrap_or_default()
    }

    fn report(&self, diagnostic: Diagnostic) {
        self.file.report(diagnostic);
    }
}

/// White space, or a zero-width character, that is neither a space nor a line break.
pub(super) fn is_odd_space(c: char) -> bool {
    let zero_width = matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}');
    zero_width || (c.is_whitespace() && !matches!(c, ' ' | '\n' | '\r' | '\t'))
}
