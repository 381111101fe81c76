//! Finds the method and the path in the text of a document.

const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// The address of a request.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) method: Option<&'static str>,
    /// Relative to the server, with the names of parameters in braces: `/shops/{shop_id}`.
    pub(super) path: Option<String>,
    /// The names of query parameters.
    pub(super) query: Vec<String>,
}

impl Address {
    /// The address in the first line that has both, or else the first method and the first path of any line.
    pub(super) fn find<'d>(lines: impl Iterator<Item = &'d str> + Clone, server: &str) -> Address {
        let mut whole = lines.clone().map(|line| Address::in_line(line, server));
        if let Some(found) = whole.find(|address| address.method.is_some() && address.path.is_some()) {
            return found;
        }
        let method = lines.clone().filter(|line| names_method(line)).find_map(method);
        let (path, query) = lines.filter_map(|line| path(line, server)).next().unzip();
        Address { method, path, query: query.unwrap_or_default() }
    }

    /// Whether a line contains a complete address.
    pub(super) fn begins_in(line: &str, server: &str) -> bool {
        let address = Address::in_line(line, server);
        address.method.is_some() && address.path.is_some()
    }

    fn in_line(line: &str, server: &str) -> Address {
        let (path, query) = path(line, server).unzip();
        Address { method: method(line), path, query: query.unwrap_or_default() }
    }
}

/// Whether a line states the method, and does not only mention one.
fn names_method(line: &str) -> bool {
    let line = line.to_lowercase();
    ["method", "方式", "方法"].iter().any(|word| line.contains(word))
}

fn method(line: &str) -> Option<&'static str> {
    let mut words = line.split(|c: char| !c.is_ascii_alphanumeric());
    words.find_map(|word| METHODS.into_iter().find(|method| *method == word))
}

/// The path and the names of its query parameters.
fn path(line: &str, server: &str) -> Option<(String, Vec<String>)> {
    let is_end =
        |c: char| c.is_whitespace() || matches!(c, '`' | '"' | '\'' | ')' | '，' | '（' | '）' | '。');
    let url = ["https://", "http://"].iter().find_map(|scheme| line.find(scheme));
    let start = match url {
        Some(start) => start,
        None => line.match_indices('/').map(|(start, _)| start).find(|start| {
            let before = line.get(..*start).and_then(|before| before.chars().next_back());
            let after = line.get(start + 1..).and_then(|after| after.chars().next());
            before.is_none_or(is_end)
                && after.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '{' | ':' | '<'))
        })?,
    };
    let address = line.get(start..)?.split(is_end).next()?;
    let (place, query) = address.split_once('?').unwrap_or((address, ""));
    let below = match place.strip_prefix(server) {
        Some(below) => below,
        None => match place.split_once("://") {
            Some((_, rest)) => rest.get(rest.find('/')?..)?,
            None => place,
        },
    };
    let names = query.split('&').filter_map(|pair| pair.split('=').next()).filter(|name| !name.is_empty());
    let path: String = below.split('/').skip(1).map(|step| format!("/{}", placeholder(step))).collect();
    (path.len() > 1).then(|| (path, names.map(str::to_owned).collect()))
}

/// A path segment with its parameter in braces: `:id` and `<id>` become `{id}`.
fn placeholder(step: &str) -> String {
    let name =
        step.strip_prefix(':').or_else(|| step.strip_prefix('<').and_then(|step| step.strip_suffix('>')));
    name.map_or_else(|| step.to_owned(), |name| format!("{{{name}}}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (Option<&'static str>, Option<String>, Vec<String>) {
        let Address { method, path, query } = Address::find(text.lines(), "https://api.example/v2");
        (method, path, query)
    }

    #[test]
    fn the_method_and_the_path_are_found() {
        let post = |path: &str, query: &[&str]| {
            (Some("POST"), Some(path.to_owned()), query.iter().map(|name| (*name).to_owned()).collect())
        };
        assert_eq!(
            found(
                "Examples of POST data:\nHttp request method: POST URL:https://api.example/v2/a/b?token=T&x=1"
            ),
            post("/a/b", &["token", "x"])
        );
        assert_eq!(found("`POST /shops/:id/<tag>/{n}`"), post("/shops/{id}/{tag}/{n}", &[]));
        assert_eq!(
            found("请求方式：POST（请使用https协议）\nhttps://other.example/a（如下）"),
            post("/a", &[])
        );
        assert_eq!(found("and/or POST is 1 / 2"), (None, None, vec![]));
        assert_eq!(found("see https://api.example/v2/"), (None, None, vec![]));
    }
}
