//! Drafts pass the check, and an audit reports only their open questions.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

use specwright::Source;
use specwright::check::{check, check_incomplete};
use specwright_workbench::audit::{Drafts, NoTable, audit, draft};
use specwright_workbench::format;

const API: &str = r#"
api: ferries
server: https://ferries.example/v1
auth: { query: key }
reply: { code: status.code, message: status.text, ok: 0 }
"#;

/// A spec with one of the document's operations.
const SPEC: [(&str, &str); 3] = [
    ("api.yaml", API),
    (
        "models/pier.yaml",
        "model: Pier\nsection: \"1.1\"\nfields:\n  town: { type: string, required: true, max_bytes: 30 }\n  deep: { type: bool }\n",
    ),
    (
        "operations/list_piers.yaml",
        "operation: list_piers\nsection: \"1.1\"\nmethod: GET\npath: /piers\nreply: Page\n",
    ),
];

const PAGE: (&str, &str) = (
    "models/page.yaml",
    "model: Page\nsection: \"1.1\"\nfields:\n  pier: { type: Pier }\n  next: { type: string }\n",
);

/// A document with several styles of tables.
const DOCUMENT: &str = r#"# 1. Piers
# 1.1 List the piers
Method: GET https://ferries.example/v1/piers?key=KEY
Response
name | type |
---|---|
pier | object |
town | string(30) |
deep | bool |
next | string |

# 1.2 The Book-a-passage interface
Books a passage on a ferry.

Http request method: POST URL: https://ferries.example/v1/passages?key=KEY

parameter | Do I have to? | Introductions |
---|---|---|
key | yes | Who calls |
POST data | yes | JSON |

```json
{ "data": {
  "form": "PASSAGE",
  "passage": {
    "from": { "town": "Oban", "deep": true },
    "passengers": [ { "name": "Ann", "age": 41 }, ... ],
    "seats": [3, 4],
    "remark": "window",
    ....
  },
}}
```
Main fields:
Name | Required | Type | Example | Description |
---|---|---|---|---|
form | yes | string(16) | PASSAGE | What is booked |
from | yes | object | | Where it begins |
ship | yes | string(30) | 海鸥号 | The ship, 10 Chinese characters at most |
berth | no | string(9) | 上铺 | At most 4 Chinese characters |
motto | no | string(4) | too long for that | What is painted on it |
sails_at | yes | unsigned int | 1790784000 | Departure, a Unix timestamp |
knots | no | unsigned int | 20 | How fast, at most 30 |
seats | no | array | 3,4 | Which seats |
plate | if there is a car | string(12) | K-12 | Of the car: "front" |
票价 | no | double | 9.5 | The fare: in pounds |
mood | no | varchar2 | sunny | Whatever |
passengers | yes | array | | Who travels |
The passengers' fields:
Name | Required | Type | Example | Description |
---|---|---|---|---|
name | yes | string(60) | Ann | The name |
age | no | int | forty | In years |
Return instructions
{ "status": { "code": 0, "text": "ok" }, "passage_id": "p1", "legs": [ { "pier": { "town": "Oban", "deep": false }, "minutes": 12 } ] }
Field | Meaning |
---|---|
code | 0 is fine |
text | Why not |
passage_id | Its number |
legs | One after the other |
minutes | How long it takes |

# 1.3 取消订单
请求方式：`DELETE /passages/:passage_id`

参数 | 是否必须 | 类型 | 说明
---|---|---|---
key | 是 | string | 调用凭证
passage_id | 是 | string（16） | 编号
reason | 否 | string（60） | 原因

# 1.4 Crew
## Add
POST /crew?key=KEY
Name | Required | Type |
---|---|---|
type | yes | int |
## Read
GET /crew/{member}?key=KEY&lang=en
Response
Name | Type |
---|---|
type | int |
# 1.5 Words
word | name |
---|---|
a | b |
"#;

fn sources(more: &[(&str, &str)]) -> Vec<Source> {
    SPEC.iter().chain(more).map(|(path, text)| Source::new(*path, *text)).collect()
}

fn drafts(sources: &[Source], document: &str) -> Drafts {
    let api = check_incomplete(sources).unwrap_or_else(|found| panic!("{}", found.render(sources, false)));
    draft(sources, &api, document).unwrap()
}

/// The sources with the drafts, which must pass the check.
fn with_drafts(sources: &[Source], drafts: &Drafts) -> Vec<Source> {
    let files = drafts.files.iter().map(|file| Source::new(file.path.as_str(), file.text.as_str()));
    let all: Vec<Source> = sources.iter().cloned().chain(files).collect();
    if let Err(found) = check(&all) {
        panic!("{}", found.render(&all, false));
    }
    all
}

/// The differences of an audit, one per line.
fn reported(sources: &[Source], document: &str) -> Vec<String> {
    let api = check(sources).unwrap().api;
    let differences = audit(sources, &api, document).unwrap().differences;
    differences
        .iter()
        .map(|one| format!("{} {}: {} | {}", one.kind.as_str(), one.field, one.documented, one.spec))
        .collect()
}

#[test]
fn a_document_is_drafted() {
    let drafts = drafts(&sources(&[PAGE]), DOCUMENT);
    let files: Vec<String> = drafts
        .files
        .iter()
        .map(|file| {
            format!("== {} ({}, line {})\n{}", file.path, file.section, file.document_line, file.text)
        })
        .collect();
    insta::assert_snapshot!(files.join("\n"));
    assert_eq!(drafts.without_address, [("1.5".to_owned(), 85)]);
}

#[test]
fn drafts_pass_the_check_and_an_audit_reports_open_questions_only() {
    let sources = sources(&[PAGE]);
    let all = with_drafts(&sources, &drafts(&sources, DOCUMENT));
    assert_eq!(
        reported(&all, DOCUMENT),
        [
            "required Passage.plate: if there is a car | optional",
            "extra `b`: a table of parameters | no such section",
        ]
    );
    assert!(drafts(&all, DOCUMENT).files.is_empty(), "there is nothing left to draft");
}

#[test]
fn drafts_are_formatted() {
    for file in drafts(&sources(&[PAGE]), DOCUMENT).files {
        assert_eq!(format::format(&Source::new(file.path.as_str(), file.text.as_str())).unwrap(), file.text);
    }
}

#[test]
fn line_endings_do_not_matter() {
    let sources = sources(&[PAGE]);
    let windows = format!("\u{feff}{}", DOCUMENT.replace('\n', "\r\n"));
    assert_eq!(drafts(&sources, &windows), drafts(&sources, DOCUMENT));
}

#[test]
fn existing_types_are_used() {
    let drafts = drafts(&sources(&[PAGE]), DOCUMENT);
    let declares = |name: &str| {
        drafts.files.iter().filter(|file| file.text.contains(&format!("model: {name}\n"))).count()
    };
    assert_eq!(declares("Pier"), 0);
    // A type that is drafted for the reply is shared.
    assert_eq!(declares("Legs"), 1);
}

#[test]
fn an_incomplete_spec_can_be_completed_by_drafts() {
    // A type is unused, and there is no operation, so that nothing could be generated.
    let sources: Vec<Source> = SPEC[..2].iter().map(|(path, text)| Source::new(*path, *text)).collect();
    assert!(check(&sources).is_err());
    let drafts = drafts(&sources, DOCUMENT);
    assert_eq!(drafts.files[0].path, "operations/list_piers.yaml");
    with_drafts(&sources, &drafts);
    // Errors that no draft could correct are reported.
    let broken = [Source::new("api.yaml", API.replace("server:", "servant:"))];
    assert!(check_incomplete(&broken).is_err());
}

#[test]
fn paths_determine_nesting() {
    let document = "# 2 Charter\nPOST /charters\n\nname | required | type | description\n---|---|---|---\n\
        ship | yes | string(30) |\n\
        captain | yes | object |\n\
        captain.name | yes | string(60) |\n\
        captain.papers.number | no | int |\n\
        legs | yes | array |\n\
        legs[].pier | yes | object |\n\
        legs[].pier.town | yes | string(30) |\n\
        legs[].at | yes | int |\n\
        crew[].name | no | string(60) |\n\
        crew[].age | no | int |\n\
        seats[] | no | string(9) |\n\
        stops[] | yes | object |\n\
        stops[].pier | yes | string(12) |\n\
        prices[] | no | int | the maximum is 100\n\n\
        Response\n\nname | type |\n---|---|\nstatus.code | int |\nstatus.text | string |\ncharter.id | string |\n";
    let sources = sources(&[PAGE]);
    let drafts = drafts(&sources, document);
    let files: Vec<String> =
        drafts.files.iter().map(|file| format!("== {}\n{}", file.path, file.text)).collect();
    insta::assert_snapshot!(files.join("\n"));
    let all = with_drafts(&sources, &drafts);
    let found = audit(&all, &check(&all).unwrap().api, document).unwrap().differences;
    let of_section: Vec<_> = found.iter().filter(|one| one.section.as_deref() == Some("2")).collect();
    assert!(of_section.is_empty(), "{of_section:?}");
    // A separate object in the example is included.
    let sample = document.replace(
        "\n\nname | required",
        "\n\n{ \"ship\": \"Fay\", \"captain\": { \"name\": \"Ann\", \"papers\": { \"number\": 7 } }, \"crew\": [] }\n\nname | required",
    );
    with_drafts(&sources, &self::drafts(&sources, &sample));
}

#[test]
fn a_section_without_a_number_is_drafted_with_its_heading() {
    let document = "# The ferries\n\nname | type |\n---|---|\nlost | int |\n\n\
        ## Charter a ship\n### Request\n`POST /charters`\n\nname | type |\n---|---|\nship | string(30) |\n\n\
        ### Response\n\nname | type |\n---|---|\ncharter_id | string |\n\n\
        ## 退租\n### 请求\nDELETE /charters/{charter_id}\n\n参数 | 必填 | 类型 |\n---|---|---|\ncharter_id | 是 | string |\n";
    let sources = sources(&[PAGE]);
    let drafts = drafts(&sources, document);
    let paths: Vec<&str> = drafts.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "operations/charter_ship.yaml",
            "models/charter_ship.yaml",
            "models/charter_ship_reply.yaml",
            "operations/delete_charters.yaml"
        ]
    );
    assert!(drafts.files[0].text.contains("\nsection: Charter a ship\n"), "{}", drafts.files[0].text);
    assert_eq!(drafts.without_section, [3]);
    let all = with_drafts(&sources, &drafts);
    let found = audit(&all, &check(&all).unwrap().api, document).unwrap().differences;
    let of_new: Vec<_> =
        found.iter().filter(|one| one.section.as_deref() != Some("1.1")).map(|one| &one.documented).collect();
    assert_eq!(of_new, ["a table of parameters"], "the one above all");
    assert!(self::drafts(&all, document).files.is_empty(), "there is nothing left to draft");
    // A name cannot be made from text outside of ASCII.
    let foreign = "# 退租\nDELETE https://ferries.example/v1/退租\n\n参数 | 类型 |\n---|---|\na | int |\n";
    assert_eq!(self::drafts(&sources, foreign).files[0].path, "operations/operation.yaml");
}

/// The text of the drafted file of this path.
fn drafted(document: &str, path: &str) -> String {
    let sources = sources(&[PAGE]);
    let drafts = drafts(&sources, document);
    with_drafts(&sources, &drafts);
    let file = drafts.files.iter().find(|file| file.path == path);
    file.unwrap_or_else(|| {
        panic!("{path}: {:?}", drafts.files.iter().map(|file| &file.path).collect::<Vec<_>>())
    })
    .text
    .clone()
}

#[test]
fn the_address_above_a_table_is_no_caption() {
    for path in ["card/query", "pay/orderquery", "card/header", "查询/query"] {
        let document = format!(
            "# 5 Ask for it\nPOST https://ferries.example/v1/{path}\n\nname | type |\n---|---|\nberth_no | string(9) |\n"
        );
        let sources = sources(&[PAGE]);
        let drafts = drafts(&sources, &document);
        let text = &drafts.files[0].text;
        assert!(
            text.contains("request: ") && !text.contains("query:") && !text.contains("headers:"),
            "{text}"
        );
    }
    let labelled =
        "# 5 Ask\nPOST /card/query\n\nQuery parameters:\n\nname | type |\n---|---|\nberth_no | string(9) |\n";
    assert!(drafted(labelled, "operations/ask.yaml").contains("query:"));
}

#[test]
fn an_example_belongs_where_the_text_before_it_says() {
    let document = |label: &str, sample: &str| {
        format!(
            "# 6 Rent a boat\nPOST /boats\n\nname | type |\n---|---|\nboat | string(9) |\ndays | int |\n\n\
             Response\n\nname | type |\n---|---|\nrent_id | string |\n\n{label}\n\n```\n{sample}\n```\n"
        )
    };
    let sent = "{ \"boat\": \"Fay\", \"days\": 3, \"skipper\": true }";
    let received = "{ \"rent_id\": \"r1\", \"left\": 2 }";
    let models = |document: &str| {
        (drafted(document, "models/rent_boat.yaml"), drafted(document, "models/rent_boat_reply.yaml"))
    };
    for label in ["Example of a request:", "请求示例", "POST data sample"] {
        let (request, reply) = models(&document(label, sent));
        assert!(request.contains("skipper") && !reply.contains("skipper"), "{label}\n{request}\n{reply}");
    }
    for label in ["Example of a response:", "返回示例", "An example:"] {
        let (request, reply) = models(&document(label, received));
        assert!(reply.contains("left") && !request.contains("left"), "{label}\n{request}\n{reply}");
    }
    // Where nobody can tell, it is left open.
    let doubtful = document("An example:", sent);
    let (request, reply) = models(&doubtful);
    assert!(!request.contains("skipper") && !reply.contains("skipper"), "{request}\n{reply}");
    let operation = drafted(&doubtful, "operations/rent_boat.yaml");
    assert!(operation.contains("TODO. The example on line 18 of the documentation"), "{operation}");
}

#[test]
fn names_are_unused() {
    let document = "# 1 Move\nPOST /move\nname | type |\n---|---|\nclient | object |\n\
        # 2 Move\nPOST /move\nname | type |\n---|---|\nclient | object |\n# 3 List piers\nGET /x?a=1\n";
    let sources = sources(&[PAGE]);
    let drafts = drafts(&sources, document);
    let paths: Vec<&str> =
        drafts.files.iter().map(|file| file.path.as_str()).filter(|path| path.starts_with("op")).collect();
    assert_eq!(
        paths,
        ["operations/move_call.yaml", "operations/move_call_2.yaml", "operations/list_piers_2.yaml"]
    );
    with_drafts(&sources, &drafts);
}

#[test]
fn a_document_without_a_table_has_nothing_to_draft() {
    let sources = sources(&[PAGE]);
    let api = check(&sources).unwrap().api;
    assert_eq!(draft(&sources, &api, "# 1 Move\nPOST /move\n"), Err(NoTable { document: 0 }));
}

proptest::proptest! {
    /// Lines that are removed, moved or duplicated, and cells with other contents.
    #[test]
    fn drafts_of_any_document_pass_the_check(
        picks in proptest::collection::vec((0..DOCUMENT.lines().count(), 0..24_usize), 1..120),
    ) {
        const CELLS: [&str; 17] = [
            "", "yes", "no", "string(0)", "string(3)", "int", "object", "array", "bool", "票", "self", "a b", "a.b",
            "12 Chinese characters", "at most 7", "{\"a\": [{\"b\": {}}, 1]}", "string(99999999999999999999)",
        ];
        let lines: Vec<&str> = DOCUMENT.lines().collect();
        let edited = picks.into_iter().map(|(line, cell)| {
            let line = lines[line];
            match CELLS.get(cell) {
                Some(cell) if line.contains('|') => {
                    let at = cell.len() % 3;
                    line.split('|').enumerate().map(|(i, old)| if i == at { *cell } else { old }).collect::<Vec<_>>().join("|")
                }
                _ => line.to_owned(),
            }
        });
        // The beginning is valid, so that there is something to draft.
        let document = format!(
            "# 1.2 Book\nPOST /passages\nname | type |\n---|---|\nx | int |\n{}\n",
            edited.collect::<Vec<_>>().join("\n")
        );
        let sources = sources(&[PAGE]);
        with_drafts(&sources, &drafts(&sources, &document));
    }
}
