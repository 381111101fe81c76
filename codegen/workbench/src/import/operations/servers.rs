//! The addresses of servers.

use specwright::check::is_server;

use super::variables;
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::schemas::Import;
use crate::import::value::Value;

/// The server of an API.
#[derive(Clone, Debug)]
pub(in crate::import) struct Servers {
    /// The address, without a slash at its end.
    pub(in crate::import) address: String,
    /// The address with variables, and these, if it has some.
    pub(in crate::import) template: Option<(String, Value)>,
}

pub(in crate::import) const PLACEHOLDER: &str = "https://api.example.com";

impl Servers {
    /// The first server of a document.
    pub(in crate::import) fn of<'d>(
        import: &mut Import<'d>,
        document: &Part<'d>,
        fallback: Option<Part<'d>>,
    ) -> Servers {
        let servers: Vec<Part<'d>> = document.get("servers").iter().flat_map(Part::elements).collect();
        for other in servers.iter().skip(1) {
            import.lose(Loss::Server, &other.at, other.text("url").unwrap_or_default());
        }
        // A document without servers may have those of its first path.
        let first = servers.first().cloned().or_else(|| fallback?.elements().next());
        if let Some(server) = &first
            && let Some((variables, address)) = variables::of(server)
        {
            let template = server.text("url").unwrap_or_default().trim().trim_end_matches('/').to_owned();
            return Servers { address, template: Some((template, variables)) };
        }
        let address = first.as_ref().and_then(|server| import.address(server));
        let address = match address {
            Some(address) if is_absolute(&address) => address,
            Some(path) => {
                let at = first.map(|server| server.at).unwrap_or_default();
                import.lose(Loss::NoServer, &at, format!("`{path}` has no host"));
                let host = path.strip_prefix("//").map(|host| format!("https://{host}"));
                host.unwrap_or_else(|| format!("{PLACEHOLDER}/{}", path.trim_start_matches('/')))
            }
            None => {
                import.lose(Loss::NoServer, "", "the document has no server");
                PLACEHOLDER.to_owned()
            }
        };
        let address = address.trim_end_matches('/').to_owned();
        if !is_server(&address) {
            import.lose(Loss::NoServer, "/servers/0/url", format!("`{address}` is not an address"));
            return Servers { address: PLACEHOLDER.to_owned(), template: None };
        }
        Servers { address, template: None }
    }

    /// The server of an operation, if it has one of its own, and its path.
    pub(in crate::import) fn place_of<'d>(
        &self,
        import: &mut Import<'d>,
        own: Option<Part<'d>>,
        path: &str,
    ) -> (Option<String>, String) {
        let unchanged = (None, path.to_owned());
        let Some(server) = own.and_then(|own| own.elements().next()) else { return unchanged };
        let Some(address) = import.address(&server) else { return unchanged };
        let address = address.trim_end_matches('/');
        match address.strip_prefix(&self.address) {
            Some(more) if more.is_empty() || more.starts_with('/') => (None, format!("{more}{path}")),
            _ if !is_absolute(address) && self.address.ends_with(address) => unchanged,
            _ if is_server(address) => (Some(address.to_owned()), path.to_owned()),
            _ => {
                import.lose(Loss::OperationServer, &server.at, address);
                unchanged
            }
        }
    }
}

impl<'d> Import<'d> {
    /// The address of a server, with the defaults of its variables.
    fn address(&mut self, server: &Part<'d>) -> Option<String> {
        let mut address = server.text("url")?.trim().to_owned();
        for (name, variable) in server.get("variables").iter().flat_map(Part::members) {
            let default = variable.value.get("default");
            let text = match default {
                Some(Value::Text(text)) => text.clone(),
                Some(Value::Int(number)) => number.to_string(),
                _ => continue,
            };
            let marker = format!("{{{name}}}");
            if address.contains(&marker) {
                address = address.replace(&marker, &text);
                self.lose(Loss::ServerVariable, &variable.at, format!("`{name}`: {text}"));
            }
        }
        let address = address.replace(['{', '}'], "");
        Some(address).filter(|address| !address.is_empty())
    }
}

fn is_absolute(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}
