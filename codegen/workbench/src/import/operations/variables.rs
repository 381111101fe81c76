//! Variables of a server, which a program can choose.

use std::collections::HashSet;

use specwright::check::{is_server, is_server_value};
use specwright::ir::TagValue;
use specwright::names;

use crate::import::references::Part;
use crate::import::value::Value;

/// The variables of a server for the key `server_variables`, and the address with their defaults; `None` if it has none, or
/// one that the dialect does not have.
pub(in crate::import) fn of(server: &Part<'_>) -> Option<(Value, String)> {
    let mut address = server.text("url")?.trim().trim_end_matches('/').to_owned();
    let mut variables: Vec<(String, Value)> = Vec::new();
    let mut idents: Vec<String> = Vec::new();
    for (name, variable) in server.get("variables").iter().flat_map(Part::members) {
        let marker = format!("{{{name}}}");
        if !address.contains(&marker) {
            continue;
        }
        let ident = names::field(name);
        let default = variable.text("default").filter(|default| is_server_value(default))?;
        let listed = variable.value.get("enum").map_or(&[][..], Value::elements);
        let values: Vec<&str> = listed.iter().map(Value::as_text).collect::<Option<_>>()?;
        let texts: Vec<TagValue> = values.iter().map(|value| TagValue::Text((*value).to_owned())).collect();
        let distinct: HashSet<String> = names::variants(&names::pascal(name), &texts).into_iter().collect();
        let is_closed = !values.is_empty();
        let is_sound = names::is_snake(ident.trim_end_matches('_'))
            && !idents.contains(&ident)
            && values.iter().all(|value| is_server_value(value))
            && distinct.len() == values.len()
            && (!is_closed || values.contains(&default));
        if !is_sound {
            return None;
        }
        idents.push(ident);
        let mut keys: Vec<(String, Value)> = vec![("default".to_owned(), default.into())];
        if is_closed {
            keys.push(("values".to_owned(), Value::List(values.into_iter().map(Value::text).collect())));
        }
        let doc = variable.text("description").filter(|doc| !doc.trim().is_empty());
        keys.extend(doc.map(|doc| ("doc".to_owned(), doc.into())));
        address = address.replace(&marker, default);
        variables.push((name.to_owned(), Value::Object(keys)));
    }
    (!variables.is_empty() && is_server(&address)).then_some((Value::Object(variables), address))
}
