use insta::assert_snapshot;

use crate::{document, imported, shown};

#[test]
fn parameters_keep_their_places_and_names() {
    assert_snapshot!(shown(&document(
        r#"
  /shops/{id}/items/{item-id}.{format}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: integer } }
      - { name: lang, in: query, schema: { type: string } }
    get:
      operationId: list items
      summary: Lists items.
      description: Page by page.
      tags: [Item Lists, other]
      parameters:
        - { name: item-id, in: path, required: true, schema: { type: string, default: x } }
        - { name: lang, in: query, required: true, description: The language., schema: { type: string, enum: [en, zh] } }
        - { name: id, in: query, schema: { type: integer } }
        - { name: ids, in: query, schema: { type: array, items: { type: integer } }, example: [1] }
        - { name: csv, in: query, explode: false, schema: { type: array, items: { type: string } } }
        - { name: filter, in: query, style: deepObject, schema: { type: object, properties: { gt: { type: integer }, in: { type: array, items: { type: string } } } } }
        - { name: spaced, in: query, style: spaceDelimited, explode: false, schema: { type: array, items: { type: string } } }
        - { name: piped, in: query, style: pipeDelimited, explode: false, schema: { type: array, items: { type: string } } }
        - { name: number, in: query, allowReserved: true, schema: { oneOf: [{ type: integer }, { type: string, enum: [all] }] } }
        - { name: one, in: query, explode: false, schema: { oneOf: [{ type: string }, { type: array, items: { type: string, enum: [a, b] } }] } }
        - { name: words, in: query, allowEmptyValue: true, schema: { type: array, items: { type: [integer, string] } } }
        - { name: expand, in: query, style: deepObject, schema: { type: array, items: { type: string } } }
        - { name: range, in: query, schema: { type: object, properties: { from: { type: integer }, to: { type: integer } } } }
        - { name: raw, in: query, content: { application/json: { schema: { type: object } } } }
        - { name: X-Trace, in: header, schema: { type: string } }
        - { name: Accept, in: header, schema: { type: string } }
        - { name: session, in: cookie, schema: { type: string } }
      responses: { "204": { description: ok } }
"#,
        ""
    )));
}

/// A query has each name once, and the name of a field can be longer than a line, or than what YAML takes as a key.
#[test]
fn fields_of_objects_in_a_query_leave_other_parameters_alone() {
    let (long, longest) = ("x".repeat(130), "y".repeat(1100));
    assert_snapshot!(shown(&document(
        &format!(
            r#"
  /items:
    get:
      operationId: items
      parameters:
        - {{ name: range, in: query, schema: {{ type: object, properties: {{ from: {{ type: integer }}, lang: {{ type: integer }}, range: {{ type: string }} }} }} }}
        - {{ name: lang, in: query, schema: {{ type: string }} }}
        - {{ name: page, in: query, schema: {{ type: object, properties: {{ from: {{ type: integer }} }} }} }}
      responses: {{ "200": {{ description: ok, content: {{ application/json: {{ schema: {{ type: object, properties: {{ {long}: {{ enum: [{long}, b] }}, z: {{ enum: [{longest}, c] }} }} }} }} }} }} }}
"#
        ),
        ""
    )));
}

#[test]
fn odd_paths_are_carried() {
    assert_snapshot!(shown(&document(
        r#"
  /a b/{x}#second:
    post: { operationId: second, responses: { "204": { description: ok } } }
  /files?beta=true&v=2:
    get: { operationId: files, responses: { "204": { description: ok } } }
  /own:
    servers: [{ url: "https://shop.example/v1/sub" }]
    get: { operationId: own, responses: { "204": { description: ok } } }
    put: { operationId: elsewhere, servers: [{ url: "https://other.example" }], responses: { "204": { description: ok } } }
"#,
        ""
    )));
}

#[test]
fn bodies_have_a_format() {
    assert_snapshot!(shown(&document(
        r#"
  /json:
    post:
      operationId: json
      requestBody: { content: { application/xml: { schema: { type: object } }, application/json: { schema: { type: array, items: { type: integer } } } } }
      responses: { "204": { description: ok } }
  /form:
    post:
      operationId: form
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            encoding: { card: { style: deepObject }, tags: { style: deepObject } }
            schema:
              type: object
              required: [name]
              properties:
                name: { type: string }
                card: { type: object, properties: { number: { type: string }, exp: { type: object, properties: { year: { type: integer } } } } }
                tags: { type: array, items: { type: string } }
                rows: { type: array, items: { type: object, properties: { a: { type: string } } } }
      responses: { "204": { description: ok } }
  /upload:
    post:
      operationId: upload
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [file]
              properties:
                file: { type: string, format: binary, description: The picture. }
                more: { type: array, items: { type: string, format: binary } }
                title: { type: string, maxLength: 9 }
                meta: { type: object, properties: { a: { type: string } } }
      responses: { "204": { description: ok } }
  /raw:
    post:
      operationId: raw
      requestBody: { required: true, content: { image/png: { schema: { type: string, format: binary } } } }
      responses: { "204": { description: ok } }
  /raw/several:
    post:
      operationId: raw_several
      requestBody: { required: true, content: { image/png: {}, image/jpeg: { schema: { type: string, format: binary, maxLength: 2000 } }, text/plain: {} } }
      responses: { "204": { description: ok } }
  /raw/range:
    post:
      operationId: raw_range
      requestBody: { content: { "image/*": {} } }
      responses: { "204": { description: ok } }
  /raw/any:
    post:
      operationId: raw_any
      requestBody: { required: true, content: { "*/*": { schema: { type: string, format: binary } } } }
      responses: { "204": { description: ok } }
  /text:
    put:
      operationId: text
      requestBody: { required: true, content: { "text/csv; charset=utf-8": { schema: { type: string, minLength: 3 }, example: "a;b" } } }
      responses: { "204": { description: ok } }
  /text/plain:
    put:
      operationId: text_plain
      requestBody: { required: true, content: { text/plain: {} } }
      responses: { "204": { description: ok } }
  /text/xml:
    put:
      operationId: text_xml
      requestBody: { required: true, content: { application/xml: { schema: { type: object } } } }
      responses: { "204": { description: ok } }
  /get:
    get:
      operationId: get
      requestBody: { content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } } }
      responses: { "204": { description: ok } }
  /value:
    put:
      operationId: value
      requestBody: { required: true, content: { application/json: { schema: { type: string } } } }
      responses: { "204": { description: ok } }
"#,
        ""
    )));
}

#[test]
fn a_success_is_the_reply_or_several_are_by_status() {
    assert_snapshot!(shown(&document(
        r#"
  /several:
    get:
      operationId: several
      responses:
        "204": { description: none }
        "202": { description: later, content: { application/json: { schema: { type: object, properties: { b: { type: string } } } } } }
        "200": { description: ok, headers: { X-Left: { description: How many., schema: { type: integer, minimum: 0 }, example: 7 }, x_left: {}, Content-Type: {}, X-Kind: { schema: { type: string, enum: [a, b] } }, X-Map: { schema: { type: object, additionalProperties: { type: string } } }, ETag: { $ref: '#/components/headers/ETag' }, X-Days: { schema: { type: array, items: { type: string, format: date } } } }, content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } } }
        "404": { description: no, content: { application/json: { schema: { type: object } } } }
        default: { description: error, content: { application/json: { schema: { type: object } } } }
  /jobs:
    post:
      operationId: start
      responses:
        "200": { description: " Done. ", content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } }, text/html: {} } }
        "201": { description: "", headers: { Location: { schema: { type: string } } }, content: { application/json: { schema: { type: array, nullable: true, items: { $ref: '#/components/schemas/Problem' } } } } }
        "202": { description: Later., content: { application/json: {} } }
        "203": { description: As text., content: { text/plain: { schema: { type: string } } } }
        "204": { description: None., content: { application/json: { schema: { type: string } } } }
  /same:
    post:
      operationId: same
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }
        "201": { description: made, content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }
        "204": { description: none }
  /ranged:
    post:
      operationId: ranged
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }
        2XX: { description: other, content: { application/json: { schema: { type: string } } } }
  /default:
    get:
      operationId: by_default
      responses:
        default: { description: ok, content: { "application/vnd.shop+json; v=1": { schema: { type: array, items: { type: string } } } } }
  /text:
    get: { operationId: text, responses: { "200": { description: ok, content: { text/csv: { schema: { type: string } } } } } }
  /picture:
    get: { operationId: picture, responses: { "200": { description: ok, content: { "image/png": { schema: { type: string, format: binary } }, image/gif: {} } } } }
  /any_picture:
    get: { operationId: any_picture, responses: { "200": { description: ok, content: { "image/*": {} } } } }
  /failures:
    get:
      operationId: failures
      responses:
        "200": { description: ok, content: { application/json: { schema: { type: object, nullable: true, properties: { a: { type: string } } } } } }
        "301": { description: elsewhere, content: { text/html: {} } }
        "404": { description: " Not found. ", headers: { X-Left: {} }, content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } } }
        "410": { description: gone, content: { text/plain: {} } }
        5XX: { description: broken, content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }
  /head:
    head: { operationId: head, responses: { "200": { description: ok, content: { application/json: { schema: { type: object } } } } } }
"#,
        "    Problem: { type: object, required: [title], properties: { title: { type: string } } }\n  headers:\n    ETag: { description: The version., schema: { type: string } }\n"
    )));
}

#[test]
fn pages_are_recognised_where_they_are_certain() {
    let list = |name: &str, query: &str, reply: &str, headers: &str| {
        format!(
            "  /{name}:\n    get:\n      operationId: {name}\n      parameters:\n{query}      responses:\n        \"200\": {{ description: ok{headers}, content: {{ application/json: {{ schema: {reply} }} }} }}\n"
        )
    };
    let parameter =
        |name: &str, ty: &str| format!("        - {{ name: {name}, in: query, schema: {{ type: {ty} }} }}\n");
    let items = "{ type: array, items: { type: string } }";
    let page = |more: &str| format!("{{ type: object, properties: {{ items: {items}{more} }} }}");
    let size = parameter("limit", "integer");
    let paths = [
        list("offsets", &(parameter("offset", "integer") + &size), items, ""),
        list("numbers", &(parameter("page", "integer") + &parameter("per_page", "integer")), &page(""), ""),
        list("cursors", &parameter("cursor", "string"), &page(", next_cursor: { type: string }"), ""),
        list("links", &size, items, ", headers: { Link: { schema: { type: string } } }"),
        // Nothing says how many are on a page, or the next cursor is of another type.
        list("uncertain", &parameter("page", "integer"), items, ""),
        list("others", &parameter("cursor", "string"), &page(", next_cursor: { type: integer }"), ""),
    ];
    assert_snapshot!(shown(&document(&paths.concat(), "")));
}

#[test]
fn tags_of_many_operations_are_groups() {
    let operation = |id: &str, tag: &str| {
        format!(
            "  /{id}:\n    get:\n      operationId: {id}\n{tag}      responses: {{ \"204\": {{ description: ok }} }}\n"
        )
    };
    let tagged = |id: &str, tag: &str| operation(id, &format!("      tags: [{tag}]\n"));
    let special = [
        tagged("big_things_list", "Big Things"),
        // The short name is taken, or that of a method of every client.
        tagged("big_things_thing_1", "Big Things"),
        tagged("big_things_core", "Big Things"),
        tagged("read", "client"),
        tagged("write", "health"),
        operation("health", ""),
    ];
    let many = |count: usize| -> String {
        let plain = (0..count).map(|number| tagged(&format!("thing_{number}"), "Big Things"));
        special.iter().cloned().chain(plain).collect()
    };
    let tags = "tags:\n  - { name: Big Things, description: \"What is large. \\n\\n\" }\n  - { name: Lost, description: Nothing. }\n";
    let text = |count| format!("{}{tags}", document(&many(count), ""));
    let of = |count| {
        let imported = imported(&text(count));
        let lines = imported.files.iter().filter(|file| !file.path.contains("thing_1")).flat_map(|file| {
            let text = file.text();
            let is_shown = |line: &&str| {
                ["operation:", "group:", "name_in_group:", "groups:", "  "]
                    .iter()
                    .any(|start| line.starts_with(start))
            };
            text.lines().filter(is_shown).map(str::to_owned).collect::<Vec<_>>()
        });
        let lines: Vec<String> = lines.collect();
        format!("{}\n{}", lines.join("\n"), crate::rows(&imported))
    };
    assert!(!of(34).contains("group"), "{}", of(34));
    let shown = of(35);
    let (shown, _) = shown.split_once("operation: thing_0").unwrap();
    assert_snapshot!(shown);
}
