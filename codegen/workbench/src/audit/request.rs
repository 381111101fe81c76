//! Finds the requests that lines of a document state.

/// The path of `paths` to which the line states a request: a heading or a line with a method or an address, as in `POST /pets`,
/// `HTTP 请求方式: POST URL: https://pets.example/pets?token=TOKEN` and `### Create (/pets)`.
pub(super) fn path_in<'p>(line: &str, paths: &[&'p str]) -> Option<&'p str> {
    const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    let is_method = |word: &str| METHODS.contains(&word);
    let states_request = line.trim_start().starts_with('#')
        || line.contains("://")
        || line.split(|c: char| !c.is_ascii_alphabetic()).any(is_method);
    let mut found = paths.iter().filter(|path| states_request && is_in(line, path));
    // A line with several paths compares them.
    found.next().filter(|_| found.next().is_none()).copied()
}

/// Whether the line has the path as a whole, alone or behind a server.
fn is_in(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(start, _)| {
        let before = line.get(..start).unwrap_or_default();
        let after = line.get(start + path.len()..).unwrap_or_default();
        let word = before.rsplit(|c: char| !is_part(c) && c != ':').next().unwrap_or_default();
        let is_server = word.split_once("://").is_some_and(|(_, server)| !server.contains('/'));
        (word.is_empty() || word.ends_with(':') || is_server) && !after.starts_with(is_part)
    })
}

/// Whether a character can be part of a path or of a server's name.
fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '~' | '{' | '}')
}

#[cfg(test)]
mod tests {
    use super::path_in;

    #[test]
    fn a_request_is_a_heading_an_address_or_a_method_with_a_path() {
        let paths = ["/card/get", "/card/get/all", "/card"];
        let found = |line| path_in(line, &paths);
        assert_eq!(found("### 3.14 POST /card/get"), Some("/card/get"));
        assert_eq!(found("# Read (`/card/get`)"), Some("/card/get"));
        assert_eq!(
            found("HTTP请求方式: POST URL:https://api.example/card/get/all?access_token=TOKEN"),
            Some("/card/get/all")
        );
        assert_eq!(found("POST：/card"), Some("/card"));
        assert_eq!(found("Afterwards ask /card/get for the stock."), None, "no request is stated");
        assert_eq!(found("POST https://api.example/v2/card/get"), None, "another path");
        assert_eq!(found("POST /card/get or /card"), None, "two paths");
        assert_eq!(found("POST /cards"), None);
    }
}
