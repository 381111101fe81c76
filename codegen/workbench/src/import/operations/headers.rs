//! Headers of replies.

use specwright::names;

use super::parameters::as_parameter;
use crate::import::draft::{Field, Operation, Owner};
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::schemas::Import;
use crate::import::value::Value;

impl<'d> Import<'d> {
    /// The headers of the reply that an operation has, or of one of several, without those that the replies before it say in
    /// the same words. `has_link` states that `Link` leads to the next page.
    pub(super) fn reply_headers(
        &mut self,
        reply: &Part<'d>,
        before: &[&Part<'d>],
        has_link: bool,
        made: &mut Operation,
        owner: Owner,
    ) {
        for (name, header) in reply.get("headers").iter().flat_map(Part::members) {
            // OpenAPI says of `Content-Type` that it is ignored.
            let is_known =
                name.eq_ignore_ascii_case("content-type") || has_link && name.eq_ignore_ascii_case("link");
            let is_said = before.iter().any(|other| find(other, name) == Some(header.value));
            if is_known || is_said {
                continue;
            }
            let at = header.at.clone();
            let is_taken =
                made.reply_headers.iter().any(|known| names::field(&known.wire) == names::field(name));
            let typed = self.followed(header).filter(|_| is_name(name) && !is_taken);
            match typed.and_then(|header| self.reply_header(name, &header, owner)) {
                Some(field) => made.reply_headers.push(field),
                None => self.lose(Loss::ReplyHeader, &at, name),
            }
        }
    }

    /// A header of a reply; `None` if its value is not a single text, or a list of those.
    fn reply_header(&mut self, name: &str, header: &Part<'d>, owner: Owner) -> Option<Field> {
        if header.get("content").is_some() {
            return None;
        }
        let typed = self.parameter_type(header, name, owner);
        if !self.is_flat(&typed.ty) {
            return None;
        }
        let mut field = self.parameter_field(header, name, typed, false);
        as_parameter(&mut field);
        for (key, _) in field.keys.iter().filter(|(key, _)| *key != "example") {
            self.lose(Loss::Limit, &header.at, format!("`{key}` of a header of a reply"));
        }
        field.keys.retain(|(key, _)| *key == "example");
        Some(field)
    }
}

/// A header of a reply.
pub(super) fn find<'d>(reply: &Part<'d>, wanted: &str) -> Option<&'d Value> {
    let headers = reply.value.get("headers")?.members();
    headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, header)| header)
}

/// Whether the name is a token as defined by HTTP.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
