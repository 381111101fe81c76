//! Error codes that were added, removed or changed.

use std::collections::{BTreeMap, BTreeSet};

use super::collector::{Collector, Draft, Node};
use super::excerpt::select;
use super::pairs::{Pair, Pairs, also, by};
use super::trial::of_part;
use super::{Direction, Kind, Revision, Verdict, docs};
use specwright::emit::Part;
use specwright::ir::{Api, Arena, Docs, ErrorCode, Meaning};

pub(super) fn compare(pairs: &Pairs<'_>, found: &mut Collector<'_>) {
    let (old, new) = (&pairs.old.errors, &pairs.new.errors);
    let matched = by(old, new, |error| &error.code);
    let matched = also(matched, |error| &error.name);
    let mut trial = Trial::new(&pairs.renamed, old);
    for pair in &matched {
        match pair {
            Pair::Removed(error) => {
                let rust =
                    trial.edit(found, &[error], |errors| errors.retain(|other| other.code != error.code));
                let draft = draft(Kind::ErrorCodeRemoved, Revision::Old, error).old(Some(&error.name));
                let wire = Verdict::compatible("Old clients no longer receive it.");
                found.push(draft.rust(rust).wire(wire));
            }
            Pair::Added(error) => {
                let rust = trial.edit(found, &[error], |errors| errors.push((*error).clone()));
                let draft = draft(Kind::ErrorCodeAdded, Revision::New, error).became(Some(&error.name));
                let wire = Verdict::compatible("Old clients report it by its number.");
                found.push(draft.rust(rust).wire(wire));
            }
            Pair::Both(before, after) => changed(pairs, before, after, &mut trial, found),
        }
    }
    docs_only(&matched, found);
    classes(pairs, found);
    reordered(pairs, &matched, found);
}

/// Codes that both have, in another order, which their variants are compared by.
fn reordered(pairs: &Pairs<'_>, matched: &[Pair<&ErrorCode>], found: &mut Collector<'_>) {
    let codes = pairs.new.errors.iter().map(|error| error.code.to_string());
    let positions: BTreeMap<String, usize> = codes.zip(0..).collect();
    let position = |error: &ErrorCode| positions.get(&error.code.to_string()).copied();
    let positions: Vec<_> = matched
        .iter()
        .filter_map(|pair| match pair {
            Pair::Both(_, after) => position(after),
            Pair::Removed(_) | Pair::Added(_) => None,
        })
        .collect();
    if !positions.is_sorted() {
        let node = Node::api(Revision::New).key("errors");
        let rust = Verdict::compatible("`ErrorCode` compares its variants in another order.");
        found.push(Draft::new(Kind::ValuesReordered, "errors", node).rust(rust));
    }
}

/// The API with other error codes, and without what these do not depend on.
struct Trial<'a> {
    api: Api,
    old: &'a [ErrorCode],
    /// Codes that every trial has: whether there are codes, and classes, decides about other items.
    kept: BTreeSet<usize>,
    by_code: BTreeMap<String, usize>,
    /// The first codes of each class, so that each code leaves another of its class, where there is one.
    of_class: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Trial<'a> {
    fn new(base: &Api, old: &'a [ErrorCode]) -> Trial<'a> {
        let api = Api {
            models: Arena::new(Vec::new()),
            unions: Arena::new(Vec::new()),
            enums: Arena::new(Vec::new()),
            operations: Vec::new(),
            errors: Vec::new(),
            auth: None,
            credentials: Vec::new(),
            ..base.clone()
        };
        let (mut kept, mut counts) = (BTreeSet::new(), [0, 0]);
        let (mut by_code, mut of_class) = (BTreeMap::new(), BTreeMap::<&str, Vec<usize>>::new());
        for (index, error) in old.iter().enumerate() {
            by_code.insert(error.code.to_string(), index);
            if let Some(class) = &error.class {
                of_class.entry(class).or_default().push(index);
            }
            let count = counts.get_mut(usize::from(error.class.is_some()));
            if let Some(count) = count.filter(|count| **count < 2) {
                *count += 1;
                kept.insert(index);
            }
        }
        of_class.values_mut().for_each(|indexes| indexes.truncate(2));
        Trial { api, old, kept, by_code, of_class }
    }

    /// What an edit does to the Rust API that concerns these codes, and their classes, only.
    fn edit(
        &mut self,
        found: &mut Collector<'_>,
        about: &[&ErrorCode],
        edit: impl FnOnce(&mut Vec<ErrorCode>),
    ) -> Verdict {
        let surface = |api: &Api| of_part(api, Part::ErrorCodes).join(of_part(api, Part::Root));
        let mut indexes = self.kept.clone();
        for error in about {
            indexes.extend(self.by_code.get(&error.code.to_string()));
            let class = error.class.as_deref();
            indexes.extend(class.and_then(|class| self.of_class.get(class)).into_iter().flatten());
        }
        self.api.errors = select(self.old, &indexes);
        let before = surface(&self.api);
        edit(&mut self.api.errors);
        found.explained.verdict(&before, &surface(&self.api))
    }
}

/// The value of one key of an error code.
struct KeyChange {
    key: &'static str,
    old: Option<String>,
    new: Option<String>,
    wire: Verdict,
    /// Replaces the old value by the new one.
    edit: fn(&mut ErrorCode, &ErrorCode),
}

fn changed(
    pairs: &Pairs<'_>,
    before: &ErrorCode,
    after: &ErrorCode,
    trial: &mut Trial<'_>,
    found: &mut Collector<'_>,
) {
    // The variant follows the name; documentation is compared separately.
    let ErrorCode { code, variant: _, name, class, fields, rules, pause_seconds, docs: _, by_operation } =
        after;
    if before.name != *name {
        let rust = trial.edit(found, &[before, after], |errors| {
            for error in errors.iter_mut().filter(|error| error.code == before.code) {
                error.name.clone_from(name);
                error.variant.clone_from(&after.variant);
            }
        });
        let rust = rust.because(format!(
            "`ErrorCode::{}` is called `{}`: code that names it does not compile.",
            before.variant, after.variant
        ));
        let draft = draft(Kind::ErrorCodeRenamed, Revision::New, after);
        let wire = Verdict::none("Names of errors are not sent.");
        found.push(draft.old(Some(&before.name)).became(Some(name)).rust(rust).wire(wire));
    }
    let seconds = |seconds: Option<u64>| seconds.map(|seconds| format!("{seconds} seconds"));
    let list = |rules: &[String]| (!rules.is_empty()).then(|| rules.join(", "));
    let parts: [KeyChange; 6] = [
        KeyChange {
            key: "code",
            old: Some(before.code.to_string()),
            new: Some(code.to_string()),
            wire: Verdict::breaking("Old clients do not recognise the error by its new code."),
            edit: |error, after| error.code.clone_from(&after.code),
        },
        KeyChange {
            key: "class",
            old: before.class.clone(),
            new: class.clone(),
            wire: Verdict::compatible(format!(
                "Old clients treat the error as one of its old class.{}",
                of_class(pairs, before, after)
            )),
            edit: |error, after| error.class.clone_from(&after.class),
        },
        KeyChange {
            key: "field",
            old: list(&before.fields),
            new: list(fields),
            wire: Verdict::compatible("Old clients report other fields."),
            edit: |error, after| error.fields.clone_from(&after.fields),
        },
        KeyChange {
            key: "rules",
            old: list(&before.rules),
            new: list(rules),
            wire: Verdict::compatible("Old clients report the same; mocks return it for other violations."),
            edit: |error, after| error.rules.clone_from(&after.rules),
        },
        KeyChange {
            key: "pause_seconds",
            old: seconds(before.pause_seconds),
            new: seconds(*pause_seconds),
            wire: Verdict::compatible(format!(
                "Old clients wait for another duration.{}",
                of_pause(before, after)
            )),
            edit: |error, after| error.pause_seconds = after.pause_seconds,
        },
        KeyChange {
            key: "by_operation",
            old: meanings(&before.by_operation),
            new: meanings(by_operation),
            wire: Verdict::compatible(
                "Old clients treat the error in these operations as before. A new client sends a call again, or fetches a \
                 new token, by its class there.",
            ),
            edit: |error, after| error.by_operation.clone_from(&after.by_operation),
        },
    ];
    for KeyChange { key, old, new, wire, edit } in parts.into_iter().filter(|part| part.old != part.new) {
        let rust = trial.edit(found, &[before, after], |errors| {
            errors.iter_mut().filter(|error| error.code == before.code).for_each(|error| edit(error, after));
        });
        let words = |value: Option<String>| value.map(|value| format!("{key}: {value}"));
        let mut draft = draft(Kind::ErrorCodeChanged, Revision::New, after);
        if key != "code" {
            draft = draft.at_key(key);
        }
        found.push(draft.old(words(old)).became(words(new)).rust(rust).wire(wire));
    }
}

/// The meanings of a code by operation; none if there are none.
fn meanings(meanings: &[Meaning]) -> Option<String> {
    let one = |meaning: &Meaning| {
        let class = meaning.class.as_ref().map(|class| format!("class {class}"));
        let field = (!meaning.fields.is_empty()).then(|| format!("field {}", meaning.fields.join(", ")));
        let rules = (!meaning.rules.is_empty()).then(|| format!("rules {}", meaning.rules.join(", ")));
        let doc = meaning.docs.doc.as_ref().map(|doc| doc.trim().to_owned());
        let parts: Vec<String> = [class, field, rules, doc].into_iter().flatten().collect();
        format!("{}: {}", meaning.operations.join(", "), parts.join("; "))
    };
    let lines: Vec<String> = meanings.iter().map(one).collect();
    (!lines.is_empty()).then(|| lines.join(" | "))
}

/// What another class means for calls of a new client.
fn of_class(pairs: &Pairs<'_>, before: &ErrorCode, after: &ErrorCode) -> String {
    let refreshes = |api: &Api, error: &ErrorCode| {
        let class = api.auth.as_ref().and_then(|auth| auth.refreshed_by.as_ref());
        class.is_some() && class == error.class.as_ref()
    };
    let waits = match (pairs.old.waits_for(before), pairs.new.waits_for(after)) {
        (true, false) => {
            " A new client does not send a call again that fails with it: its class is not one of `retry`."
        }
        (false, true) => {
            " A new client sends a call again that fails with it, where the call may be repeated."
        }
        (true, true) | (false, false) => "",
    };
    let fetches = match (refreshes(pairs.old, before), refreshes(pairs.new, after)) {
        (true, false) => " A new client no longer fetches a new token for it.",
        (false, true) => " A new client fetches a new token for it, and sends the call again.",
        (true, true) | (false, false) => "",
    };
    format!("{waits}{fetches}")
}

/// What another pause means for calls of a new client.
fn of_pause(before: &ErrorCode, after: &ErrorCode) -> String {
    match (before.pause_seconds, after.pause_seconds) {
        (_, None) => {
            " A new client no longer takes it that the server did nothing: calls that are not idempotent are \
                      not sent again."
                .to_owned()
        }
        (None, Some(seconds)) => {
            format!(
                " A new client sends any call again, after at least {seconds} seconds, for the server did nothing."
            )
        }
        (Some(old), Some(new)) => {
            format!(
                " A new client waits for at least {new} seconds, in place of {old}, before it sends a call again."
            )
        }
    }
}

fn docs_only(pairs: &[Pair<&ErrorCode>], found: &mut Collector<'_>) {
    for pair in pairs {
        if let Pair::Both(before, after) = pair {
            let words = (&before.docs, &after.docs);
            docs::compare(&at(after), &node(Revision::New, after), Some(Direction::Reply), words, found);
        }
    }
}

/// The documentation of the classes; a class without documentation need not be declared.
fn classes(pairs: &Pairs<'_>, found: &mut Collector<'_>) {
    let none = Docs::default();
    for pair in &by(&pairs.old.classes, &pairs.new.classes, |class| &class.name) {
        let (revision, class, words) = match pair {
            Pair::Removed(class) => (Revision::Old, class, (&class.docs, &none)),
            Pair::Added(class) => (Revision::New, class, (&none, &class.docs)),
            Pair::Both(before, after) => (Revision::New, after, (&before.docs, &after.docs)),
        };
        let node = Node::api(revision).key("classes").key(&class.name);
        docs::compare(&format!("classes.{}", class.name), &node, Some(Direction::Reply), words, found);
    }
}

/// `errors.40001`
fn at(error: &ErrorCode) -> String {
    format!("errors.{}", error.code)
}

fn node(revision: Revision, error: &ErrorCode) -> Node {
    Node::api(revision).key("errors").named(&error.code.to_string())
}

fn draft(kind: Kind, revision: Revision, error: &ErrorCode) -> Draft {
    Draft::new(kind, at(error), node(revision, error)).direction(Some(Direction::Reply))
}
