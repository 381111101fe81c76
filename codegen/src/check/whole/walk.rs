//! The way through the API.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect;
use crate::ir::{Arena, Events, Union, Walk, WalkEvent, WalkState, WalkStep};

use crate::check::at::At;
use crate::check::spec::Spec;
use crate::suggest;

/// What the steps can name.
#[derive(Clone, Copy)]
pub(in crate::check) struct Surroundings<'a> {
    pub(in crate::check) spec: &'a Spec,
    pub(in crate::check) events: &'a [Events],
    pub(in crate::check) unions: &'a Arena<Union>,
    /// Whether events may be missing because of other errors.
    pub(in crate::check) unresolved: bool,
}

/// Lowers `walk`, whose steps name operations, events and states that exist, and whose states are all used.
pub(in crate::check) fn lower(
    source: &dialect::Walk,
    root: &At,
    around: Surroundings<'_>,
    found: &mut Diagnostics,
) -> Walk {
    let at = root.child("walk");
    let steps_at = at.child("steps");
    let known = Known::of(source, around);
    let mut steps = Vec::new();
    for (index, step) in &source.steps {
        steps.push(lower_step(step, &known, &steps_at.item(*index), around, found));
    }
    let used: BTreeSet<&String> = steps.iter().flat_map(|step| step.from.iter().chain(&step.to)).collect();
    let is_used = |name: &String| used.contains(name);
    // The steps that use a state may be what was reported.
    let is_whole = !around.spec.damaged.contains(&root.file());
    for (name, _) in source.states.iter().filter(|(name, _)| is_whole && !is_used(name)) {
        let place = at.child("states").child(name).key();
        let message = format!("no step of the walk begins or ends in the state `{name}`");
        let help = "name it in `from` or `to` of a step, or remove it";
        found.push(Diagnostic::error(Code::UnusedState, place, message).help(help));
    }
    let state = |(name, state): &(String, dialect::WalkState)| WalkState {
        name: name.clone(),
        doc: state.doc.clone(),
    };
    Walk { doc: source.doc.clone(), states: source.states.iter().map(state).collect(), steps }
}

/// The states and events that steps can name.
struct Known<'a> {
    states: BTreeSet<&'a str>,
    events: BTreeMap<String, WalkEvent>,
}

impl<'a> Known<'a> {
    fn of(walk: &'a dialect::Walk, around: Surroundings<'_>) -> Known<'a> {
        let events = around.events.iter().flat_map(|events| {
            let variants = around.unions[events.union].variants.iter();
            variants.map(|variant| WalkEvent { events: events.name.clone(), variant: variant.name.clone() })
        });
        Known {
            states: walk.states.iter().map(|(name, _)| name.as_str()).collect(),
            events: events.map(|event| (format!("{}.{}", event.events, event.variant), event)).collect(),
        }
    }
}

fn lower_step(
    step: &dialect::WalkStep,
    known: &Known<'_>,
    at: &At,
    around: Surroundings<'_>,
    found: &mut Diagnostics,
) -> WalkStep {
    let spec = around.spec;
    let listed = at.child("operations");
    for (index, name) in &step.operations {
        if spec.operation(name).is_none() && spec.is_whole() {
            let names = spec.operations.iter().map(|entry| entry.body.operation.as_str());
            found.push(unknown("operation", name, &listed.item(*index), names));
        }
    }
    let listed = at.child("events");
    let events = step
        .events
        .iter()
        .filter_map(|(index, name)| event(name, &listed.item(*index), known, around, found));
    let events = events.collect();
    let mut check_state = |name: &String, at: &At| {
        if !known.states.contains(name.as_str()) {
            found.push(unknown("state", name, at, known.states.iter().copied()));
        }
    };
    for (index, name) in &step.from {
        check_state(name, &at.child("from").item(*index));
    }
    if let Some(name) = &step.to {
        check_state(name, &at.child("to"));
    }
    WalkStep {
        operations: step.operations.iter().map(|(_, name)| name.clone()).collect(),
        events,
        from: step.from.iter().map(|(_, name)| name.clone()).collect(),
        to: step.to.clone(),
        doc: step.doc.clone().unwrap_or_default(),
    }
}

/// An event by the names of its family and its variant: `card_events.CardPassCheck`.
fn event(
    name: &str,
    at: &At,
    known: &Known<'_>,
    around: Surroundings<'_>,
    found: &mut Diagnostics,
) -> Option<WalkEvent> {
    let meant = known.events.get(name);
    if meant.is_none() && around.spec.is_whole() && !around.unresolved {
        found.push(unknown("event", name, at, known.events.keys().map(String::as_str)));
    }
    meant.cloned()
}

fn unknown<'a>(kind: &str, name: &str, at: &At, known: impl Iterator<Item = &'a str> + Clone) -> Diagnostic {
    let help = match suggest::nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None if kind == "event" => {
            "write a family of events and a variant: `loan_events.Returned`".to_owned()
        }
        None => format!("declare the {kind}, or remove it here"),
    };
    Diagnostic::error(Code::UnknownInWalk, at.value(), format!("there is no {kind} `{name}`")).help(help)
}
