use super::{API, codes, report, thing};

/// An operation in file 1, and a model with all kinds of fields.
fn operation(body: &str) -> String {
    format!(
        "{API}--- 1\noperation: send\n{body}\n--- 2\noperation: other\nmethod: POST\npath: /other\nrequest: Deep\n\
         --- 3\nmodel: Flat\nfields: {{ a: {{ type: int }}, b: {{ type: list<string> }} }}\n\
         --- 4\nmodel: Deep\nfields: {{ flat: {{ type: Flat }} }}\n"
    )
}

#[test]
fn methods_and_paths_that_cannot_be_sent() {
    let cases = [
        "method: get\npath: /a",
        "method: FETCH\npath: /a",
        "method: connect\npath: /a",
        "method: GET\npath: a",
        "method: GET\npath: https://x.example/a",
        "method: GET\npath: /a?b=1",
        "method: GET\npath: '/a#b'",
        "method: GET\npath: /a b",
        "method: GET\npath: /票",
        "method: GET\npath: /a%2",
        "method: GET\npath: '/{id'",
        "method: GET\npath: '/id}'",
        "method: GET\npath: '/{}'",
        "method: GET\npath: '/{id}'",
        "method: GET\npath: '/{idd}'\npath_params: { id: { type: int } }",
        "method: GET\npath: '/{id}/{id}'\npath_params: { id: { type: int } }",
        "method: GET\npath: /a\npath_params: { id: { type: int } }",
    ];
    insta::assert_snapshot!(report(&cases, operation));
}

#[test]
fn parameters_in_unsuitable_places() {
    let cases = [
        "method: GET\npath: '/{id}'\npath_params: { id: { type: 'list<int>' } }",
        "method: GET\npath: '/{id}'\npath_params: { id: { type: int, required: false } }",
        "method: GET\npath: '/{id}'\npath_params: { id: { type: int, required_if: { x: 1 } } }\nquery: { x: { type: int } }",
        "method: GET\npath: '/{id}'\npath_params: { id: { type: int, default: 5 } }",
        "method: GET\npath: '/{id}'\npath_params: { id: { type: int, required: true, default: 5 } }",
        "method: GET\npath: /a\nquery: { x: { type: json } }",
        "method: GET\npath: /a\nquery: { x: { type: 'list<list<int>>' } }",
        "method: GET\npath: /a\nquery: { x: { type: Flat } }",
        "method: GET\npath: /a\nquery: { x: { type: int, nullable: true } }",
        "method: GET\npath: /a\nquery: { x: { type: int, tolerate: [digit_string] } }",
        "method: GET\npath: /a\nheaders: { X-Map: { type: 'map<int>' } }",
        "method: GET\npath: /a\nheaders: { Authorization: { type: string } }",
        "method: GET\npath: /a\nheaders: { content-type: { type: string } }",
        "method: GET\npath: /a\nheaders: { Host: { type: string } }",
        "method: GET\npath: /a\nheaders: { User-Agent: { type: string } }",
        "method: GET\npath: /a\nheaders: { Accept-Encoding: { type: string } }",
        "method: GET\npath: /a\nheaders: { TE: { type: string } }",
        "method: GET\npath: /a\nheaders: { Proxy-Authorization: { type: string } }",
        "method: GET\npath: /a\nheaders: { 'X Y': { type: string } }",
        "method: GET\npath: /a\nheaders: { X-Y: { type: string }, x-y: { type: string } }",
        "method: GET\npath: '/{id}'\npath_params: { id: { type: int } }\nquery: { id: { type: int } }",
        "method: GET\npath: /a\nquery: { trace: { type: int } }\nheaders: { trace: { type: int } }",
        "method: POST\npath: /a\nquery: { body: { type: int }, request: { type: int }, Payload: { type: int } }\nrequest: Flat",
        "method: GET\npath: /a\nquery: { x: { type: int, max_bytes: 3 } }",
        "method: GET\npath: /a\nquery: { x: { type: int, style: json } }",
        "method: GET\npath: /a\nquery: { x: { type: list<digit_timestamp>, style: json } }",
        "method: GET\npath: /a\nheaders: { X: { type: list<int>, style: json } }",
    ];
    insta::assert_snapshot!(report(&cases, operation));
}

#[test]
fn bodies_that_cannot_be_sent() {
    let cases = [
        "method: GET\npath: /a\nrequest: Flat",
        "method: HEAD\npath: /a\nrequest: Flat",
        "method: POST\npath: /a\nbody: xml\nrequest: Flat",
        "method: POST\npath: /a\nbody: form",
        "method: POST\npath: /a\nrequest: string",
        "method: POST\npath: /a\nrequest: box<Flat>",
        "method: POST\npath: /a\nreply: box<Flat>",
        "method: POST\npath: /a\nrequest: list<digit_timestamp>",
        "method: POST\npath: /a\nreply: digit_timestamp",
        "method: POST\npath: /a\nrequest: Nowhere",
        "method: POST\npath: /a\nreply: Nowhere",
        "method: POST\npath: /a\nbody: form\nrequest: Deep",
        "method: POST\npath: /a\nreply: nullable<Flat>",
        "method: POST\npath: /a\nbody: form\nrequest: list<int>",
        "method: POST\npath: /a\nbody: nested_form\nrequest: list<int>",
        "method: POST\npath: /a\nauth: true",
    ];
    insta::assert_snapshot!(report(&cases, operation));
}

#[test]
fn wraps_without_one_place() {
    let cases = [
        "wrap: { a: 1 }\nrequest: Flat",
        "wrap: { a: $request, b: $request }\nrequest: Flat",
        "wrap: { a: x $request }\nrequest: Flat",
        "wrap: { $request: a }\nrequest: Flat",
        "wrap: { a: [$request] }\nrequest: Flat",
        "wrap: $request\nrequest: Flat",
        "wrap: { a: $body }\nrequest: Flat",
        "wrap: { a: $request }",
        "wrap: { a: $request }\nbody: form\nrequest: Flat",
        "wrap: { a: $request }\nbody: nested_form\nrequest: Flat",
        "optional_body: true",
        "optional_body: false\nrequest: Flat",
    ];
    insta::assert_snapshot!(report(&cases, |case| operation(&format!("method: POST\npath: /a\n{case}"))));
}

#[test]
fn valid_operations() {
    let cases = [
        "method: DELETE\npath: /a\nrequest: Flat",
        "method: GET\npath: '/a/{x}-{y}.json'\npath_params: { x: { type: string }, y: { type: bool } }",
        "method: PATCH\npath: '/a/%E7%A5%A8/:go'\nbody: form\nrequest: Flat",
        "method: GET\npath: /\nquery: { Q: { type: 'list<timestamp>' } }\nheaders: { X-T: { type: digit_timestamp } }",
        "method: POST\npath: /a\nrequest: json\nreply: 'map<Flat>'",
        "method: POST\npath: /a\nwrap: { price: $5, a: { b: $request } }\nrequest: Flat",
        "method: POST\npath: /a\nreply: string",
        "method: POST\npath: /a\nrequest: Flat\noptional_body: true",
        "method: POST\npath: /a\nquery: { body: { type: int }, request: { type: int } }\nrequest: Flat",
        "method: GET\npath: /a\nquery: { trace: { type: int } }\nheaders: { TRACE: { type: int, name: trace_header } }",
    ];
    for case in cases {
        assert_eq!(codes(&operation(case)), Vec::<String>::new(), "{case}");
    }
    assert_eq!(codes(&thing("a: { type: int }")), Vec::<String>::new());
}

#[test]
fn places_of_the_value_that_no_reply_has() {
    let cases = [
        "method: GET\npath: /a\nreply: Flat\ndata: a..b",
        "method: GET\npath: /a\nreply: Flat\ndata: 7",
        "method: GET\npath: /a\nreply: Flat\ndata: true",
        "method: GET\npath: /a\nreply: Flat\ndata: false",
        "method: GET\npath: /a\ndata: a",
        "method: GET\npath: /a\nreply: json\nno_content: true",
        "method: HEAD\npath: /a\nno_content: true",
        "method: HEAD\npath: /a\nreply: Flat\nno_content: true",
        "method: HEAD\npath: /a\nreply_body: text",
        "method: GET\npath: /a\nreply_body: binary",
        "method: GET\npath: /a\nreply_body: text\naccept: '*/*; q='",
        "method: GET\npath: /a\nreply_body: json\naccept: application/json",
        "method: GET\npath: /a\nreply_body: text\naccept: text/csv\nheaders: { accept: { type: string } }",
    ];
    insta::assert_snapshot!(report(&cases, operation));
}

#[test]
fn the_value_is_where_the_api_says_unless_the_operation_says_otherwise() {
    let api = |reply: &str| format!("{API}reply: {reply}\n");
    let spec = |reply: &str| {
        let operations =
            [("one", ""), ("three", "data: false"), ("two", "data: other")].map(|(name, data)| {
                format!(
                    "--- {name}.yaml\noperation: {name}\nmethod: GET\npath: /{name}\nreply: Thing\n{data}\n"
                )
            });
        format!(
            "{}{}--- thing.yaml\nmodel: Thing\nfields: {{ a: {{ type: int }} }}\n",
            api(reply),
            operations.concat()
        )
    };
    let checked = super::check(&spec("{ data: result.data }")).unwrap();
    let data: Vec<&[String]> = checked.operations.iter().map(|operation| operation.data.as_slice()).collect();
    assert_eq!(data, [&["result", "data"].map(str::to_owned)[..], &[], &["other".to_owned()]]);
    assert_eq!(codes(&spec("{ code: error, data: error.data }")), ["SW0410"]);
    assert_eq!(codes(&spec("{ data: a..b }")), ["SW0410"]);
}
