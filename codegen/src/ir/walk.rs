//! The way through an API from beginning to end.

/// Steps that are usually made one after the other, and the states between them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Walk {
    /// What the steps lead to, in Markdown.
    pub doc: Option<String>,
    /// The states, in the spec's order; their names are distinct.
    pub states: Vec<WalkState>,
    /// The steps, in their usual order; at least one.
    pub steps: Vec<WalkStep>,
}

/// A state between two steps.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct WalkState {
    /// The name in the spec: `in_review`.
    pub name: String,
    /// What is true in it, in Markdown.
    pub doc: Option<String>,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct WalkStep {
    /// The names of the operations of which one makes the step.
    pub operations: Vec<String>,
    /// The events of which one reports the step.
    pub events: Vec<WalkEvent>,
    /// The names of the states in which it can be made; none if that does not matter.
    pub from: Vec<String>,
    /// The name of the state that it leads to; `None` if it changes none.
    pub to: Option<String>,
    /// What is done, or what happens, in Markdown.
    pub doc: String,
}

/// An event that reports a step.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct WalkEvent {
    /// The name of the family of events.
    pub events: String,
    /// The name of the variant.
    pub variant: String,
}
