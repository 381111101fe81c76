//! The page of the way through the API, and its diagrams.

use specwright::ir::{Walk, WalkStep};

use super::Book;
use super::diagram::{Diagram, Transition};
use super::markdown::{Page, blocks, cell, code, link, slug};
use super::words::Words;

/// The file of the diagram of the walk, beside its page.
pub(super) const WALK_DIAGRAM: &str = "walk.svg";
/// The file of the diagram of the credential, beside the page of credentials.
pub(super) const TOKEN_DIAGRAM: &str = "token.svg";

impl Book<'_> {
    pub(super) fn walk(&self, walk: &Walk) -> String {
        let mut page = Page::new(self.say(Words::Walk));
        page.block(&walk.doc.as_deref().map(blocks).unwrap_or_default());
        if !walk.states.is_empty() {
            page.block(&self.image(Words::WalkDiagram, WALK_DIAGRAM));
        }
        page.heading(2, self.say(Words::Steps));
        let steps: Vec<String> = walk.steps.iter().map(|step| self.step(step)).collect();
        page.numbered(&steps);
        if !walk.states.is_empty() {
            page.heading(2, self.say(Words::States));
            let rows = walk.states.iter().map(|state| {
                let doc = state.doc.as_deref().map(blocks).unwrap_or_default();
                [code(&state.name), doc].map(|text| cell(&text))
            });
            let columns = [Words::State, Words::Meaning].map(|words| self.say(words));
            page.table(columns, &rows.collect::<Vec<_>>());
        }
        page.finish()
    }

    /// A diagram as an image with its title in words.
    pub(super) fn image(&self, title: Words, file: &str) -> String {
        format!("![{}]({file})", self.say(title))
    }

    fn step(&self, step: &WalkStep) -> String {
        let mut text = blocks(&step.doc);
        let mut links: Vec<String> =
            step.operations.iter().map(|name| link(&code(name), &format!("operations/{name}.md"))).collect();
        links.extend(step.events.iter().map(|event| {
            let name = format!("{}.{}", event.events, event.variant);
            link(&code(&name), &format!("events/{}.md", event.events))
        }));
        if !links.is_empty() {
            text.push_str(&format!("\n\n{}", links.join(self.say(Words::Comma))));
        }
        let states = |names: &[String]| {
            let names: Vec<String> = names.iter().map(|name| code(name)).collect();
            self.language.joined(&names, Words::Or)
        };
        let change = match (step.from.as_slice(), &step.to) {
            ([], None) => None,
            ([], Some(to)) => Some(self.fill(Words::FromTo, &[self.say(Words::Start), &code(to)])),
            (from, Some(to)) => Some(self.fill(Words::FromTo, &[&states(from), &code(to)])),
            (from, None) => Some(self.fill(Words::InStates, &[&states(from)])),
        };
        if let Some(change) = change {
            text.push_str(&format!("\n\n{change}"));
        }
        text
    }

    /// The diagram of the walk: its states, and the steps that lead from one to another.
    pub(super) fn walk_diagram(&self, walk: &Walk) -> String {
        let states = walk.states.iter().map(|state| state.name.replace('_', " ")).collect();
        let index = |name: &str| walk.states.iter().position(|state| state.name == name);
        let mut transitions = Vec::new();
        for step in &walk.steps {
            let Some(to) = step.to.as_deref().and_then(index) else { continue };
            let events = step.events.iter().map(|event| event.variant.clone());
            let names: Vec<String> = step.operations.iter().cloned().chain(events).collect();
            let mut add = |from| transitions.push(Transition { from, to, labels: names.clone() });
            if step.from.is_empty() {
                add(None);
            }
            step.from.iter().filter_map(|from| index(from)).for_each(|from| add(Some(from)));
        }
        let title = self.say(Words::WalkDiagram);
        let steps: Vec<String> = transitions.iter().map(|transition| transition.labels.join(", ")).collect();
        Diagram { title, description: &steps.join("; "), states, transitions }.to_svg()
    }

    /// The diagram of the credential: fetched, valid, and no longer valid.
    pub(super) fn token_diagram(&self) -> Option<String> {
        let auth = self.api.auth.as_ref().filter(|auth| !auth.sources.is_empty())?;
        let states = [Words::TokenNone, Words::TokenValid, Words::TokenExpired, Words::TokenRejected];
        let operations: Vec<String> = auth.sources.iter().map(|source| source.operation.clone()).collect();
        let step = |from, to, labels| Transition { from: Some(from), to, labels };
        let mut transitions = vec![
            step(0, 1, operations.clone()),
            step(1, 2, vec![self.say(Words::TokenTimeIsUp).to_owned()]),
            step(2, 1, operations.clone()),
        ];
        let class = auth.refreshed_by.as_deref();
        if let Some(class) = class {
            let errors = self.fill(Words::TokenErrorOf, &[class]);
            transitions.extend([step(1, 3, vec![errors]), step(3, 1, operations)]);
        }
        let states = states.into_iter().take(if class.is_some() { 4 } else { 3 });
        let diagram = Diagram {
            title: self.say(Words::TokenDiagram),
            description: self.say(Words::TokenDiagramText),
            states: states.map(|words| self.say(words).to_owned()).collect(),
            transitions,
        };
        Some(diagram.to_svg())
    }

    /// The line that leads from an operation or events to the walk.
    pub(super) fn in_walk(&self, is_meant: impl Fn(&WalkStep) -> bool) -> String {
        match self.api.walk.as_ref().filter(|walk| walk.steps.iter().any(is_meant)) {
            Some(_) => {
                let target = format!("../walk.md#{}", slug(self.say(Words::Steps)));
                self.fill(Words::SeeWalk, &[self.say(Words::Walk), &target])
            }
            None => String::new(),
        }
    }
}
