//! Forms of generated code on which the compiler's time and clippy depend.
#![allow(clippy::panic, reason = "a test may fail loudly")]

use specwright::Source;

/// The file of the client that is generated for these files and an API.
fn generated(name: &str, spec: &[&str]) -> String {
    let mut sources = vec![Source::new("api.yaml", "api: forms\nserver: https://a.example\n")];
    let source = |(index, text): (usize, &&str)| Source::new(format!("{index}.yaml"), *text);
    sources.extend(spec.iter().enumerate().map(source));
    match specwright::generate(&sources) {
        Ok(generated) => {
            let file = generated.files.into_iter().find(|file| file.path.ends_with(name));
            file.map(|file| file.contents).unwrap_or_default()
        }
        Err(problems) => panic!("{}", problems.render(&sources, false)),
    }
}

const PAGE: &str = "model: Page\nfields:\n  \
    object: { type: string, doc: What it is., example: list }\n  \
    next: { type: string, doc: Where to go on., example: b }\n  \
    data: { type: list<string>, required: true, doc: The elements., example: [a] }\n";
const LIST: &str = "operation: list\nmethod: GET\npath: /list\nquery:\n  \
    wire: { type: string, doc: How it is sent., example: a }\n  \
    after: { type: string, doc: Where to go on., example: b }\nreply: Page\n\
    pages: { items: data, cursor: after, next: next }\n";

/// With the operator `?` inside of the struct expression, a model of 360 fields takes the compiler 50 times as long.
#[test]
fn what_is_read_is_bound_before_the_struct() {
    let page = generated("page.rs", &[PAGE, LIST]);
    let fields = [
        "let object_ = object.optional(\"object\")?;",
        "let next = object.optional(\"next\")?;",
        "object: object_,",
    ];
    fields.iter().for_each(|line| assert!(page.contains(line), "{line}\n{page}"));
    let mock = generated("mock.rs", &[PAGE, LIST]);
    let parameters =
        ["let wire_ = wire.query(\"wire\")?;", "let after = wire.query(\"after\")?;", "wire: wire_,"];
    parameters.iter().for_each(|line| assert!(mock.contains(line), "{line}\n{mock}"));
}

#[test]
fn a_text_in_an_option_is_borrowed_without_a_closure() {
    let operations = generated("operations.rs", &[PAGE, LIST]);
    assert!(operations.contains("reply.next.as_deref()"), "{operations}");
}
