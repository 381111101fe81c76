//! The api file: the server, the credential, and what the document says about itself.

use super::operations::{Common, Servers};
use super::references::Part;
use super::report::Loss;
use super::schemas::{Import, doc};
use super::value::Value;

/// The keys of the api file.
pub(super) type Keys = Vec<(&'static str, Value)>;

impl<'d> Import<'d> {
    /// Reads what all operations have in common.
    pub(super) fn common(&mut self, document: &Part<'d>) -> (Common<'d>, Keys) {
        let info = document.get("info");
        let title = info.as_ref().and_then(|info| info.text("title")).unwrap_or_default();
        let mut keys: Keys = vec![("api", Value::Text(name(title)))];
        let about = info.as_ref().and_then(|info| doc(info.text("summary"), info.text("description")));
        keys.extend(about.or_else(|| doc(None, Some(title))).map(|doc| ("doc", Value::Text(doc))));
        self.about(document, info.as_ref());
        let first_path = document.get("paths").and_then(|paths| paths.members().next());
        let servers = Servers::of(self, document, first_path.and_then(|(_, item)| item.get("servers")));
        match &servers.template {
            None => keys.push(("server", Value::text(&servers.address))),
            Some((template, variables)) => {
                keys.extend([("server", Value::text(template)), ("server_variables", variables.clone())]);
            }
        }
        let security = document.get("security");
        let chosen = self.scheme(document, security.as_ref());
        let mut common = Common { servers, scheme: None, credential: None, security };
        if let Some((name, scheme)) = chosen
            && let Some(place) = self.place(&scheme)
        {
            common.scheme = Some(name);
            common.credential = scheme.text("name").filter(|_| scheme.text("type") == Some("apiKey"));
            let place = place.into_iter().map(|(key, value)| (key.to_owned(), value));
            keys.push(("auth", Value::Object(place.collect())));
        }
        (common, keys)
    }

    /// The scheme that most requests use, by its name.
    fn scheme(&mut self, document: &Part<'d>, security: Option<&Part<'d>>) -> Option<(&'d str, Part<'d>)> {
        let schemes = document.get("components")?.get("securitySchemes")?;
        let known = |name: &str| schemes.members().find(|(known, _)| *known == name);
        let first = |requirements: &Part<'d>| {
            let names = requirements
                .elements()
                .flat_map(|one| one.members().map(|(name, _)| name).collect::<Vec<_>>());
            names.into_iter().find_map(known)
        };
        if let Some(found) = security.and_then(first) {
            for other in security.iter().flat_map(|all| all.elements()).skip(1) {
                let names: Vec<&str> = other.members().map(|(name, _)| name).collect();
                self.lose(Loss::Security, &other.at, names.join(" and "));
            }
            return self.with_target(found);
        }
        let mut counts: Vec<(&'d str, usize)> = schemes.members().map(|(name, _)| (name, 0)).collect();
        for (_, item) in document.get("paths").iter().flat_map(Part::members) {
            for (_, operation) in item.members() {
                for requirement in operation.get("security").iter().flat_map(Part::elements) {
                    for (name, _) in requirement.members() {
                        let count = counts.iter_mut().find(|(known, _)| *known == name);
                        if let Some((_, count)) = count {
                            *count += 1;
                        }
                    }
                }
            }
        }
        let most = counts.into_iter().rev().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 0);
        let found = known(most?.0)?;
        self.with_target(found)
    }

    fn with_target(&mut self, (name, scheme): (&'d str, Part<'d>)) -> Option<(&'d str, Part<'d>)> {
        Some((name, self.followed(scheme)?))
    }

    /// The keys that say where a scheme has the credential.
    fn place(&mut self, scheme: &Part<'d>) -> Option<Keys> {
        let kind = scheme.text("type").unwrap_or_default();
        let name = scheme.text("name").unwrap_or_default();
        let http = scheme.text("scheme").unwrap_or_default();
        let place = match (kind, scheme.text("in"), http.to_ascii_lowercase().as_str()) {
            ("apiKey", Some("header"), _) if !name.is_empty() => vec![("header", Value::text(name))],
            ("apiKey", Some("query"), _) if !name.is_empty() => vec![("query", Value::text(name))],
            ("apiKey", Some("cookie"), _) if !name.is_empty() => vec![("cookie", Value::text(name))],
            ("http", _, "bearer") => vec![("bearer", true.into())],
            ("http", _, "basic") => vec![("basic", true.into())],
            ("oauth2" | "openIdConnect", _, _) => {
                let what = format!("`{kind}`: how the token is obtained");
                self.lose(Loss::SecurityScheme, &scheme.at, what);
                vec![("bearer", true.into())]
            }
            ("http", _, scheme_name) if !scheme_name.is_empty() => {
                self.lose(Loss::SecurityScheme, &scheme.at, format!("`{http}`: how the credential is made"));
                vec![("header", "Authorization".into()), ("prefix", Value::Text(format!("{http} ")))]
            }
            _ => {
                self.lose(Loss::SecurityScheme, &scheme.at, format!("`{kind}`: the credential is not sent"));
                return None;
            }
        };
        Some(place)
    }

    /// Reports what the document says about itself.
    fn about(&mut self, document: &Part<'d>, info: Option<&Part<'d>>) {
        for (name, part) in info.iter().flat_map(|info| info.members()) {
            if !matches!(name, "title" | "description" | "summary") {
                let what = part
                    .value
                    .as_text()
                    .map_or_else(|| format!("`{name}`"), |text| format!("`{name}`: {text}"));
                self.lose(Loss::Info, &part.at, what);
            }
        }
        for (name, part) in document.members() {
            match name {
                "openapi" | "info" | "servers" | "paths" | "components" | "security" | "$schema" | "tags" => {
                }
                "webhooks" => {
                    for (name, webhook) in part.members() {
                        self.lose(Loss::Webhook, &webhook.at, name);
                    }
                }
                "externalDocs" => self.lose(Loss::Info, &part.at, part.text("url").unwrap_or_default()),
                "x-webhooks" => {
                    for (name, webhook) in part.members() {
                        self.lose(Loss::Webhook, &webhook.at, name);
                    }
                }
                name if name.starts_with("x-") => self.lose(Loss::Extension, &part.at, name),
                _ => self.lose(Loss::Keyword, &part.at, name),
            }
        }
    }
}

/// The name of an API: lower-case ASCII words joined by hyphens.
fn name(title: &str) -> String {
    const NOISE: [&str; 5] = ["api", "rest", "the", "openapi", "specification"];
    let words: String = title.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let snake = specwright::names::snake(&words);
    let all: Vec<&str> = snake.split('_').filter(|word| !word.is_empty()).collect();
    let kept: Vec<&str> = all.iter().copied().filter(|word| !NOISE.contains(word)).collect();
    let name = if kept.is_empty() { all.join("-") } else { kept.join("-") };
    match name.starts_with(|first: char| first.is_ascii_lowercase()) {
        true => name,
        false => format!("api-{name}").trim_end_matches('-').to_owned(),
    }
}
