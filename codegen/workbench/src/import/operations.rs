//! Paths and operations.

mod body;
mod forms;
pub(super) mod groups;
mod headers;
mod names;
mod objects;
mod pages;
mod parameters;
mod paths;
pub(super) mod plain;
mod replies;
mod scalars;
mod servers;
pub(super) mod variables;

use super::Step;
use super::draft::{Field, Operation, Owner, Texts};
use super::references::Part;
use super::report::Loss;
use super::schemas::{Import, doc};
use super::value::Value;

pub(super) use servers::{PLACEHOLDER, Servers};

/// What all operations have in common.
#[derive(Debug)]
pub(super) struct Common<'d> {
    pub(super) servers: Servers,
    /// The name of the security scheme of the API, and the requirements of all operations.
    pub(super) scheme: Option<&'d str>,
    /// The name of the header or query parameter of the credential.
    pub(super) credential: Option<&'d str>,
    pub(super) security: Option<Part<'d>>,
}

/// The methods that a path can have, as OpenAPI writes them.
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// An operation of the document.
struct Found<'d> {
    method: String,
    path: &'d str,
    item: Part<'d>,
    operation: Part<'d>,
}

impl<'d> Import<'d> {
    /// Reads all operations; returns how many the document has.
    pub(super) fn operations(
        &mut self,
        document: &Part<'d>,
        common: &Common<'d>,
        progress: &mut dyn FnMut(Step),
    ) -> usize {
        let found = self.found(document);
        let names = self.operation_names(&found);
        let all = found.len();
        for (made, (found, name)) in found.iter().zip(names).enumerate() {
            progress(Step::Operations { made, all });
            self.operation(found, name, common);
            // The types of an operation come after those of the operations before it.
            self.work();
        }
        all
    }

    fn found(&mut self, document: &Part<'d>) -> Vec<Found<'d>> {
        let mut all = Vec::new();
        for (path, item) in document.get("paths").iter().flat_map(Part::members) {
            if path.starts_with("x-") {
                self.lose(Loss::Extension, &item.at, path);
                continue;
            }
            let Some(item) = self.followed(item) else { continue };
            for (name, operation) in item.members() {
                if METHODS.contains(&name) && operation.value.is_object() {
                    let (method, item) = (name.to_ascii_uppercase(), item.clone());
                    all.push(Found { method, path, item, operation });
                } else if name == "additionalOperations" {
                    for (method, operation) in operation.members() {
                        all.push(Found { method: method.to_owned(), path, item: item.clone(), operation });
                    }
                } else if name.starts_with("x-") {
                    self.lose(Loss::Extension, &operation.at, name);
                } else if !matches!(name, "parameters" | "servers" | "summary" | "description" | "$ref") {
                    self.lose(Loss::NotAnOperation, &operation.at, name);
                }
            }
        }
        all
    }

    fn operation(&mut self, found: &Found<'d>, name: String, common: &Common<'d>) {
        let Found { method, path, item, operation } = found;
        let at = operation.at.to_string();
        let owner = Owner::Operation(self.draft.operations.len());
        if !specwright_runtime::Method::ALL.iter().any(|known| known.as_str() == method) {
            self.lose(Loss::LeftOut, &at, format!("the method `{method}`"));
            return;
        }
        let rows = self.rows.len();
        let summary = operation.text("summary").or(item.text("summary"));
        let description = operation.text("description").or(item.text("description"));
        let mut made = Operation {
            at: at.clone(),
            name,
            folder: operation
                .value
                .get("tags")
                .and_then(|tags| tags.elements().first()?.as_text())
                .and_then(groups::of_tag),
            group: None,
            texts: Texts { doc: doc(summary, description), deprecated: operation.is_true("deprecated") },
            method: method.clone(),
            path: String::new(),
            server: None,
            path_params: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            request: None,
            body: None,
            plain: Vec::new(),
            optional_body: false,
            reply: None,
            replies: Vec::new(),
            other_reply: None,
            reply_headers: Vec::new(),
            no_content: false,
            failures: Vec::new(),
            auth: self.auth_of(operation, common),
            pages: Vec::new(),
            untyped: Vec::new(),
        };
        // The place of the operation is taken before its types are made, which are named after it.
        self.draft.operations.push(made.empty());
        let parameters = self.parameters(found, common, owner);
        let path = self.path(path, &at, parameters, &mut made);
        (made.server, made.path) = common.servers.place_of(self, found.servers(), &path);
        self.body(operation, &mut made, owner);
        self.reply(operation, &mut made, owner);
        self.rest(operation);
        made.untyped.extend(self.rows.iter().skip(rows).map(|row| row.loss).filter(|loss| is_untyped(*loss)));
        made.untyped.sort_unstable();
        made.untyped.dedup();
        if let Some(place) = self.draft.operations.last_mut() {
            *place = made;
        }
    }

    /// Whether the operation sends the credential, where that differs from the API.
    fn auth_of(&mut self, operation: &Part<'d>, common: &Common<'d>) -> Option<bool> {
        let scheme = common.scheme?;
        let Some(security) = operation.get("security").or_else(|| common.security.clone()) else {
            return Some(false);
        };
        let requirements = security.elements();
        let all: Vec<Part<'d>> = requirements.collect();
        if all.iter().all(|requirement| requirement.value.members().is_empty()) {
            return Some(false);
        }
        let names = |part: &Part<'d>| part.members().map(|(name, _)| name).collect::<Vec<_>>();
        if operation.get("security").is_some() {
            let is_own = |part: &Part<'d>| names(part) == [scheme];
            let others: Vec<&Part<'d>> = all.iter().filter(|part| !is_own(part)).collect();
            for other in others {
                let names = names(other).join(" and ");
                let what = if names.is_empty() { "no credential".to_owned() } else { names };
                self.lose(Loss::Security, &other.at, what);
            }
            for part in
                all.iter().flat_map(|part| part.members().map(|(_, scopes)| scopes).collect::<Vec<_>>())
            {
                if !part.value.elements().is_empty() {
                    self.lose(Loss::Scopes, &part.at, scopes(part.value));
                }
            }
        }
        None
    }

    /// Reports what an operation has besides.
    fn rest(&mut self, operation: &Part<'d>) {
        const READ: [&str; 11] = [
            "tags",
            "summary",
            "description",
            "operationId",
            "parameters",
            "requestBody",
            "responses",
            "deprecated",
            "security",
            "servers",
            "externalDocs",
        ];
        for (name, part) in operation.members() {
            if READ.contains(&name) {
                continue;
            }
            let loss = match name {
                "callbacks" => Loss::Callback,
                name if name.starts_with("x-") => Loss::Extension,
                _ => Loss::Keyword,
            };
            self.lose(loss, &part.at, name);
        }
    }
}

impl<'d> Found<'d> {
    /// The servers of the operation or its path.
    fn servers(&self) -> Option<Part<'d>> {
        self.operation.get("servers").or_else(|| self.item.get("servers"))
    }
}

impl Operation {
    /// An operation that holds the place of this one.
    fn empty(&self) -> Operation {
        Operation {
            at: self.at.clone(),
            name: self.name.clone(),
            folder: None,
            group: None,
            texts: Texts::default(),
            method: self.method.clone(),
            path: String::new(),
            server: None,
            path_params: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            request: None,
            body: None,
            plain: Vec::new(),
            optional_body: false,
            reply: None,
            replies: Vec::new(),
            other_reply: None,
            reply_headers: Vec::new(),
            no_content: false,
            failures: Vec::new(),
            auth: None,
            pages: Vec::new(),
            untyped: Vec::new(),
        }
    }

    /// All parameters.
    pub(super) fn parameters(&self) -> impl Iterator<Item = &Field> {
        self.path_params.iter().chain(&self.query).chain(&self.headers)
    }
}

/// Whether a loss of an operation itself leaves something without its type.
fn is_untyped(loss: Loss) -> bool {
    matches!(
        loss,
        Loss::ParameterStyle
            | Loss::ParameterType
            | Loss::ParameterLeftOut
            | Loss::BodyType
            | Loss::FormField
            | Loss::FurtherReply
            | Loss::CookieParameter
    )
}

fn scopes(value: &Value) -> String {
    let names: Vec<&str> = value.elements().iter().filter_map(Value::as_text).collect();
    names.join(", ")
}
