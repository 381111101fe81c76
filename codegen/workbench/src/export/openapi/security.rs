//! Credentials.

use specwright::ir::{Api, Auth, AuthPlace, Operation};

use crate::export::node::Object;

/// The name of the only scheme.
const SCHEME: &str = "credential";

/// The security schemes.
pub(super) fn schemes(api: &Api) -> Object {
    match &api.auth {
        Some(auth) => Object::new().with(SCHEME, scheme(auth)),
        None => Object::new(),
    }
}

fn scheme(auth: &Auth) -> Object {
    let sources: Vec<String> = auth.sources.iter().map(|source| format!("`{}`", source.operation)).collect();
    let mut description = match sources.as_slice() {
        [] => "The credential of the API.".to_owned(),
        _ => format!("The credential of the API, which comes from {}.", sources.join(" or ")),
    };
    if let AuthPlace::Prefixed(_, prefix) = &auth.place {
        description.push_str(&format!(" The value is `{prefix}`, followed by it."));
    }
    let key =
        |place: &str, name: &str| Object::new().with("type", "apiKey").with("in", place).with("name", name);
    match &auth.place {
        AuthPlace::Query(name) => key("query", name),
        AuthPlace::Header(name) => key("header", name),
        AuthPlace::Prefixed(name, prefix) => key("header", name).with("x-prefix", prefix.as_str()),
        AuthPlace::Bearer => Object::new().with("type", "http").with("scheme", "bearer"),
        AuthPlace::Basic => Object::new().with("type", "http").with("scheme", "basic"),
        AuthPlace::Cookie(name) => key("cookie", name),
    }
    .with("description", description)
}

/// What an operation needs unless it says otherwise.
pub(super) fn required(api: &Api) -> Vec<Object> {
    api.auth.iter().map(|_| with_credential()).collect()
}

/// What operations of one path need, where that is not what all need.
pub(super) fn of_operations(api: &Api, operations: &[&Operation]) -> Option<Vec<Object>> {
    api.auth.as_ref()?;
    let needing = operations.iter().filter(|operation| operation.auth).count();
    if needing == operations.len() {
        None
    } else if needing == 0 {
        Some(Vec::new())
    } else {
        Some(vec![with_credential(), Object::new()])
    }
}

fn with_credential() -> Object {
    Object::new().with(SCHEME, Vec::<Object>::new())
}
