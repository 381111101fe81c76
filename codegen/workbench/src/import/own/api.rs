//! The API as a whole.

use specwright::check::is_server;

use super::{Keys, Own, Tree, key, others, texts};
use crate::import::operations::{PLACEHOLDER, variables};
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::value::Value;

/// What the root of a document has besides the keys of the dialect.
const ROOT: [&str; 11] = [
    "openapi",
    "x-specwright",
    "info",
    "servers",
    "security",
    "tags",
    "paths",
    "webhooks",
    "x-webhooks",
    "components",
    "x-auth",
];

impl<'d> Own<'d> {
    pub(super) fn api(&mut self) {
        let document = self.document.clone();
        let info = document.get("info");
        let name = info.as_ref().and_then(|info| info.text("title")).unwrap_or_default();
        let mut keys: Keys = vec![("api".to_owned(), Tree::Leaf(name.into()))];
        if let Some(info) = &info {
            let own = self.extensions(info, "api", &["title", "description", "version"]);
            keys.extend(texts(info, &own));
        }
        let servers = document.get("servers");
        let mut addresses = Vec::new();
        let mut variables = None;
        for server in servers.iter().flat_map(Part::elements) {
            let address = server.text("url").unwrap_or_default();
            if let (true, Some((found, _))) = (addresses.is_empty(), variables::of(&server)) {
                addresses.push(address);
                variables = Some(found);
                continue;
            }
            match is_server(address) {
                true if !addresses.contains(&address) => addresses.push(address),
                true => self.lose(Loss::Server, &server.at, address),
                false => {
                    self.lose(
                        Loss::NoServer,
                        &format!("{}/url", server.at),
                        format!("`{address}` is not an address"),
                    );
                }
            }
        }
        let mut addresses = addresses.into_iter();
        keys.push(("server".to_owned(), Tree::Leaf(addresses.next().unwrap_or(PLACEHOLDER).into())));
        keys.extend(variables.map(|found| ("server_variables".to_owned(), Tree::of(&found))));
        let others_of: Vec<Value> = addresses.map(Value::text).collect();
        if !others_of.is_empty() {
            keys.push(("fallback_servers".to_owned(), Tree::Leaf(Value::List(others_of))));
        }
        if let Some(auth) = self.auth(&document) {
            keys.push(("auth".to_owned(), Tree::Map(auth)));
        }
        let own = self.extensions(&document, "api", &ROOT);
        keys.extend(others(&own));
        self.file("api.yaml".to_owned(), &keys);
    }

    fn auth(&mut self, document: &Part<'d>) -> Option<Keys> {
        let schemes = document.get("components")?.get("securitySchemes")?;
        let mut schemes = schemes.members();
        let (_, scheme) = schemes.next()?;
        for (name, other) in schemes {
            self.lose(Loss::SecurityScheme, &other.at, name);
        }
        let name = scheme.text("name").map_or(Value::Null, Value::text);
        let place = match (scheme.text("type"), scheme.text("in"), scheme.text("scheme")) {
            (Some("apiKey"), Some(place @ ("query" | "header" | "cookie")), _) => (place, name),
            (Some("http"), _, Some(place @ ("bearer" | "basic"))) => (place, Value::Bool(true)),
            (kind, ..) => {
                self.lose(Loss::SecurityScheme, &scheme.at, kind.unwrap_or_default());
                return None;
            }
        };
        let mut auth: Keys = vec![(place.0.to_owned(), Tree::Leaf(place.1))];
        let own = self.extensions(&scheme, "auth", &["type", "in", "name", "scheme", "description"]);
        auth.extend(others(&own));
        auth.extend(
            document
                .get("x-auth")
                .iter()
                .flat_map(Part::members)
                .map(|(name, member)| (key(name), Tree::of(member.value))),
        );
        Some(auth)
    }
}
