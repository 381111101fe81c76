//! Tags as groups of operations, where a document has so many that one list of them would be hard to read.

use std::collections::{HashMap, HashSet};

use specwright::names;

use crate::import::draft::Operation;
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::schemas::{Import, doc};
use crate::import::value::Value;

/// The number of operations up to which the client has a method for each.
const FEW: usize = 40;

/// The name that a tag gives to a folder or a group.
pub(in crate::import) fn of_tag(tag: &str) -> Option<String> {
    let words: String = tag.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    Some(names::snake(&words)).filter(|name| names::is_snake(name))
}

impl<'d> Import<'d> {
    /// Puts each operation into the group of its first tag, if there are many operations. Returns the key of the api file with the
    /// groups.
    pub(in crate::import) fn groups(&mut self, document: &Part<'d>) -> Option<(&'static str, Value)> {
        let mut groups: Vec<(String, Value)> = Vec::new();
        if self.draft.operations.len() > FEW {
            let texts = texts(document);
            let settled = settled(&self.draft.operations);
            for (tag, group) in &settled {
                let doc = texts.get(tag.as_str()).cloned().unwrap_or_else(|| tag.replace('_', " "));
                groups.push((group.clone(), Value::Object(vec![("doc".to_owned(), Value::Text(doc))])));
            }
            let by_tag = settled.iter().map(|(tag, group)| (tag.as_str(), group.as_str())).collect();
            assign(&mut self.draft.operations, &by_tag);
        }
        let used: HashSet<String> =
            self.draft.operations.iter().filter_map(|one| one.folder.clone()).collect();
        for tag in document.get("tags").iter().flat_map(Part::elements) {
            let name = tag.text("name").unwrap_or_default();
            let is_used = !groups.is_empty() && of_tag(name).is_some_and(|name| used.contains(&name));
            if tag.get("description").is_some() && !is_used {
                self.lose(Loss::Tag, &tag.at, name);
            }
        }
        (!groups.is_empty()).then_some(("groups", Value::Object(groups)))
    }
}

/// The texts of the tags, by the names that they give.
fn texts(document: &Part<'_>) -> HashMap<String, String> {
    let mut texts = HashMap::new();
    for tag in document.get("tags").iter().flat_map(Part::elements) {
        let name = tag.text("name").unwrap_or_default();
        let doc = doc(None, tag.text("description")).or_else(|| doc(None, Some(name)));
        if let (Some(tag), Some(doc)) = (of_tag(name), doc) {
            texts.entry(tag).or_insert(doc);
        }
    }
    texts
}

/// The tags of operations in the order of the operations, each with the name of its group: one that no method of the client has, and
/// whose type no other group has.
fn settled(operations: &[Operation]) -> Vec<(String, String)> {
    let own = operations.iter().filter(|operation| operation.folder.is_none());
    let mut taken: HashSet<String> =
        own.flat_map(|operation| [operation.name.clone(), format!("{}_pages", operation.name)]).collect();
    let mut types: HashSet<String> = HashSet::new();
    let mut tags: Vec<(String, String)> = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    for tag in operations.iter().filter_map(|operation| operation.folder.as_deref()) {
        if !seen.insert(tag) {
            continue;
        }
        let candidates = std::iter::once(tag.to_owned())
            .chain(std::iter::once(format!("{tag}_group")))
            .chain((2..).map(|number| format!("{tag}_group_{number}")));
        for name in candidates {
            let is_free =
                !names::is_keyword(&name) && !names::reserved_operation(&name) && !taken.contains(&name);
            if is_free && types.insert(names::pascal(&name)) {
                taken.insert(name.clone());
                tags.push((tag.to_owned(), name));
                break;
            }
        }
    }
    tags
}

/// Puts each operation into the group of its tag. A name that begins with the tag is shorter there, unless another method of the group
/// has that name.
fn assign(operations: &mut [Operation], groups: &HashMap<&str, &str>) {
    let with_pages = |name: &str| [name.to_owned(), format!("{name}_pages")];
    let mut taken: HashMap<String, HashSet<String>> = HashMap::new();
    for operation in operations.iter() {
        let Some(tag) = &operation.folder else { continue };
        taken.entry(tag.clone()).or_default().extend(with_pages(&operation.name));
    }
    for operation in operations {
        let Some(tag) = &operation.folder else { continue };
        let (Some(group), Some(taken)) = (groups.get(tag.as_str()), taken.get_mut(tag)) else { continue };
        let short = operation.name.strip_prefix(tag.as_str()).and_then(|rest| rest.strip_prefix('_'));
        let is_good = |name: &&str| {
            names::is_snake(name)
                && !names::is_keyword(name)
                && !names::reserved_operation(name)
                && with_pages(name).iter().all(|name| !taken.contains(name))
        };
        let short = short.filter(is_good).map(str::to_owned);
        taken.extend(short.iter().flat_map(|name| with_pages(name)));
        operation.group = Some(((*group).to_owned(), short));
    }
}
