//! Parts of the server's address that a program can choose.

/// The address of a server with names in braces.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ServerTemplate {
    /// The address: `https://{region}.example.com`.
    pub address: String,
    /// Its variables, in the spec's order; at least one.
    pub variables: Vec<ServerVariable>,
}

/// A part of the address of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ServerVariable {
    /// The name in the address: `region`.
    pub name: String,
    /// The name of the Rust field.
    pub ident: String,
    /// The value that a client has by itself.
    pub default: String,
    /// The possible values, each with the name of its Rust variant; any, if there are none.
    pub values: Vec<(String, String)>,
    /// The meaning.
    pub doc: Option<String>,
}

impl ServerTemplate {
    /// The address with the default of each variable.
    pub fn with_defaults(&self) -> String {
        let values: Vec<(&str, &str)> = self
            .variables
            .iter()
            .map(|variable| (variable.name.as_str(), variable.default.as_str()))
            .collect();
        specwright_runtime::server_address(&self.address, &values)
    }
}
