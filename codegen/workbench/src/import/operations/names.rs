//! The names of operations.

use std::collections::HashSet;

use specwright::names;

use super::Found;
use crate::import::report::Loss;
use crate::import::schemas::Import;

impl<'d> Import<'d> {
    /// The name of each operation.
    pub(super) fn operation_names(&mut self, found: &[Found<'d>]) -> Vec<String> {
        let mut taken: HashSet<String> = HashSet::new();
        found
            .iter()
            .map(|found| {
                let id = found.operation.text("operationId").and_then(of_id);
                if id.is_none() {
                    self.lose(
                        Loss::NoOperationId,
                        &found.operation.at,
                        format!("{} {}", found.method, found.path),
                    );
                }
                let given = id.unwrap_or_else(|| of_path(&found.method, found.path));
                let name = match names::is_keyword(&given) || names::reserved_operation(&given) {
                    true => format!("do_{given}"),
                    false => given.clone(),
                };
                let mut free = name.clone();
                let mut number = 1;
                while taken.contains(&free) || names::is_keyword(&free) || names::reserved_operation(&free) {
                    number += 1;
                    free = format!("{name}_{number}");
                }
                if number > 1 {
                    self.lose(Loss::DuplicateId, &found.operation.at, format!("`{given}`"));
                }
                taken.insert(free.clone());
                free
            })
            .collect()
    }
}

/// The name that an `operationId` gives.
fn of_id(id: &str) -> Option<String> {
    let words: String = id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let name = names::snake(&words);
    let name = match name.starts_with(|first: char| first.is_ascii_digit()) {
        true => format!("call_{name}"),
        false => name,
    };
    Some(name).filter(|name| names::is_snake(name))
}

/// The name that a method and a path give: `get_pets_by_id`.
fn of_path(method: &str, path: &str) -> String {
    let mut words = vec![method.to_ascii_lowercase()];
    for segment in path.split(['?', '#']).next().unwrap_or(path).split('/') {
        let is_parameter = segment.starts_with('{');
        let word: String = segment.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
        let word = names::snake(&word);
        if !word.is_empty() {
            words.push(if is_parameter { format!("by_{word}") } else { word });
        }
    }
    words.join("_")
}
