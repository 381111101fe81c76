//! `diff`: typical edits and their verdicts.

mod shop;

use std::fs;

use serde_json::Value;

use crate::support::Shop;
use shop::{PET, PET_OF, shop};

/// An edit: description; file, old text and new text (the whole file if the old text is empty);
/// its changes as `kind of item (direction): Rust, wire, limits`; and whether `diff` exits with 1.
struct Edit {
    what: &'static str,
    edits: &'static [(&'static str, &'static str, &'static str)],
    said: &'static [&'static str],
    fails: bool,
}

const EDITS: &[Edit] = &[
    Edit {
        what: "a field is added",
        edits: &[(
            "models/pet.yaml",
            "  kind:",
            "  note: { type: string, doc: A note., example: 好 }\n  kind:",
        )],
        said: &["field-added of Pet.note (request): compatible, compatible, none"],
        fails: false,
    },
    Edit {
        what: "a required field is added",
        edits: &[(
            "models/pet.yaml",
            "  kind:",
            "  note: { type: string, required: true, doc: A note., example: 好 }\n  kind:",
        )],
        said: &["field-added of Pet.note (request): breaking, breaking, none"],
        fails: true,
    },
    Edit {
        what: "a field is removed",
        edits: &[(
            "models/pet.yaml",
            "  nick: { type: string, doc: What friends call it., example: 黑 }\n",
            "",
        )],
        said: &["field-removed of Pet.nick (request): breaking, breaking, none"],
        fails: true,
    },
    Edit {
        what: "a field gets another name",
        edits: &[("models/pet.yaml", "  nick:", "  nickname:")],
        said: &["field-renamed of Pet.nick (request): breaking, breaking, none"],
        fails: true,
    },
    Edit {
        what: "a field gets another name in Rust alone",
        edits: &[("models/pet.yaml", "  nick: { type: string,", "  nick: { type: string, name: nickname,")],
        said: &["rust-name-changed of Pet.nick (request): breaking, none, none"],
        fails: true,
    },
    Edit {
        what: "a field gets another name on the wire alone",
        edits: &[("models/pet.yaml", "  nick: { type: string,", "  nickname: { type: string, name: nick,")],
        said: &["wire-key-changed of Pet.nick (request): none, breaking, none"],
        fails: true,
    },
    Edit {
        what: "a limit of a request is tightened",
        edits: &[("models/pet.yaml", "max_bytes: 12", "max_bytes: 9")],
        said: &["limit-tightened of Pet.name (request): breaking, none, breaking"],
        fails: true,
    },
    Edit {
        what: "a limit of a request is loosened",
        edits: &[("models/pet.yaml", "max_bytes: 12", "max_bytes: 15")],
        said: &["limit-loosened of Pet.name (request): none, none, compatible"],
        fails: false,
    },
    Edit {
        what: "a limit of a reply is tightened",
        edits: &[("models/receipt.yaml", "max_bytes: 20", "max_bytes: 9")],
        said: &["limit-tightened of Receipt.id (reply): none, none, none"],
        fails: false,
    },
    Edit {
        what: "a limit of a request is new",
        edits: &[("models/pet.yaml", "nick: { type: string,", "nick: { type: string, max_bytes: 30,")],
        said: &["limit-added of Pet.nick (request): breaking, none, breaking"],
        fails: true,
    },
    Edit {
        what: "a limit of a request is removed",
        edits: &[("models/pet.yaml", "max_bytes: 12, ", "")],
        said: &["limit-removed of Pet.name (request): none, none, compatible"],
        fails: false,
    },
    Edit {
        what: "an optional field of a request becomes required",
        edits: &[("models/pet.yaml", "kind: { type: Kind,", "kind: { type: Kind, required: true,")],
        said: &["presence-changed of Pet.kind (request): breaking, breaking, none"],
        fails: true,
    },
    Edit {
        what: "a required field of a request becomes optional",
        edits: &[("models/pet.yaml", "required: true, max_bytes: 12", "max_bytes: 12")],
        said: &["presence-changed of Pet.name (request): breaking, compatible, none"],
        fails: true,
    },
    Edit {
        what: "a field becomes required on a condition",
        edits: &[("models/pet.yaml", "kind: { type: Kind,", "kind: { type: Kind, required_if: { legs: 4 },")],
        said: &["presence-changed of Pet.kind (request): none, breaking, breaking"],
        fails: true,
    },
    Edit {
        what: "a field of a reply is no longer always there",
        edits: &[("models/receipt.yaml", "required: true, max", "max")],
        said: &["presence-changed of Receipt.id (reply): breaking, breaking, none"],
        fails: true,
    },
    Edit {
        what: "a type is changed",
        edits: &[
            ("models/pet.yaml", "legs: { type: int, min: 0,", "legs: { type: string,"),
            ("models/pet.yaml", "example: 4", "example: vier"),
        ],
        said: &[
            "limit-removed of Pet.legs (request): none, none, none",
            "type-changed of Pet.legs (request): breaking, breaking, none",
            "docs-changed of Pet.legs (request): none, none, none",
        ],
        fails: true,
    },
    Edit {
        what: "an order between fields is new",
        edits: &[
            ("models/pet.yaml", "born: { type: timestamp,", "born: { type: timestamp, after: sold,"),
            ("models/pet.yaml", "sold: { type: timestamp, after: born,", "sold: { type: timestamp,"),
        ],
        said: &[
            "order-added of Pet.born (request): none, none, breaking",
            "order-removed of Pet.sold (request): none, none, compatible",
        ],
        fails: true,
    },
    Edit {
        what: "a default is new",
        edits: &[("models/pet.yaml", "legs: { type: int,", "legs: { type: int, default: 4,")],
        said: &["default-changed of Pet.legs (request): none, compatible, none"],
        fails: false,
    },
    Edit {
        what: "the enumeration of a reply is extended",
        edits: &[("models/state.yaml", "  gone:", "  lost: { doc: Nowhere. }\n  gone:")],
        said: &["value-added of State.lost (reply): compatible, compatible, none"],
        fails: false,
    },
    Edit {
        what: "the enumeration of a request is extended",
        edits: &[("models/kind.yml", "  dog:", "  cow: { doc: A cow. }\n  dog:")],
        said: &["value-added of Kind.cow (request): compatible, compatible, compatible"],
        fails: false,
    },
    Edit {
        what: "the enumeration of a request loses a value",
        edits: &[("models/kind.yml", "  dog: { doc: A dog. }\n", "")],
        said: &["value-removed of Kind.dog (request): breaking, breaking, breaking"],
        fails: true,
    },
    Edit {
        what: "a variant is new",
        edits: &[("models/food.yaml", "  Wet:", "  None: { value: none, doc: Nothing. }\n  Wet:")],
        said: &["variant-added of Food.None (request): compatible, compatible, compatible"],
        fails: false,
    },
    Edit {
        what: "a variant is removed",
        edits: &[(
            "models/food.yaml",
            "  Wet: { value: wet, doc: From a tin., fields: { tins: { type: int, required: true, min: 1, doc: How many. } } }\n",
            "",
        )],
        said: &["variant-removed of Food.Wet (request): breaking, breaking, breaking"],
        fails: true,
    },
    Edit {
        what: "an operation is renamed",
        edits: &[("operations/add_pet.yaml", "operation: add_pet", "operation: create_pet")],
        said: &["operation-renamed of add_pet (both): breaking, none, none"],
        fails: true,
    },
    Edit {
        what: "an operation is new",
        edits: &[(
            "operations/remove_pet.yaml",
            "",
            "operation: remove_pet\ndoc: Gives an animal away.\nmethod: DELETE\npath: /pets\n",
        )],
        said: &["operation-added of remove_pet (both): compatible, compatible, none"],
        fails: false,
    },
    Edit {
        what: "an operation is removed",
        edits: &[("operations/fetch_pet.yaml", PET_OF, "")],
        said: &["operation-removed of fetch_pet (both): breaking, breaking, none"],
        fails: true,
    },
    Edit {
        what: "a path is changed",
        edits: &[("operations/add_pet.yaml", "path: /pets", "path: /animals")],
        said: &["path-changed of add_pet (request): none, breaking, none"],
        fails: true,
    },
    Edit {
        what: "a method is changed",
        edits: &[("operations/add_pet.yaml", "method: POST", "method: PUT")],
        said: &[
            "idempotent-changed of add_pet (request): none, compatible, none",
            "method-changed of add_pet (request): none, breaking, none",
        ],
        fails: true,
    },
    Edit {
        what: "a parameter is new",
        edits: &[(
            "operations/fetch_pet.yaml",
            "full: { type: bool, doc: Whether to tell everything. }",
            "full: { type: bool, doc: Whether to tell everything. }, lang: { type: string, doc: The language., example: zh }",
        )],
        said: &["field-added of fetch_pet.lang (request): compatible, compatible, none"],
        fails: false,
    },
    Edit {
        what: "a credential is no longer needed",
        edits: &[("operations/add_pet.yaml", "reply: Receipt", "reply: Receipt\nauth: false")],
        said: &["auth-changed of add_pet (request): none, compatible, none"],
        fails: false,
    },
    Edit {
        what: "an envelope is new",
        edits: &[("operations/add_pet.yaml", "reply: Receipt", "reply: Receipt\nwrap: { pet: $request }")],
        said: &["wrap-changed of add_pet (request): none, breaking, none"],
        fails: true,
    },
    Edit {
        what: "an error code is new",
        edits: &[(
            "api.yaml",
            "  4002:",
            "  4003: { name: FULL, class: payload, doc: There is no room. }\n  4002:",
        )],
        said: &["error-code-added of errors.4003 (reply): compatible, compatible, none"],
        fails: false,
    },
    Edit {
        what: "an error code is removed",
        edits: &[("api.yaml", "  4002: { name: BUSY, class: busy, doc: Come back later. }\n", "")],
        said: &["error-code-removed of errors.4002 (reply): breaking, compatible, none"],
        fails: true,
    },
    Edit {
        what: "the server moves",
        edits: &[("api.yaml", "https://pets.example", "https://animals.example")],
        said: &["server-changed of api (nowhere): none, breaking, none"],
        fails: true,
    },
    Edit {
        what: "a repetition is harmless",
        edits: &[("operations/add_pet.yaml", "reply: Receipt", "reply: Receipt\nidempotent: true")],
        said: &["idempotent-changed of add_pet (request): none, compatible, none"],
        fails: false,
    },
    Edit {
        what: "control characters are refused",
        edits: &[("api.yaml", "auth:", "text: { forbid_control: true }\nauth:")],
        said: &["forbid-control-changed of api (request): none, none, breaking"],
        fails: true,
    },
    Edit {
        what: "a model gets another name",
        edits: &[
            ("models/pet.yaml", "model: Pet", "model: Animal"),
            ("operations/add_pet.yaml", "request: Pet", "request: Animal"),
        ],
        said: &["model-renamed of Pet (request): breaking, none, none"],
        fails: true,
    },
    Edit {
        what: "words are better",
        edits: &[("models/pet.yaml", "What friends call it.", "What its friends call it.")],
        said: &["docs-changed of Pet.nick (request): none, none, none"],
        fails: false,
    },
    Edit {
        what: "a field goes out of use",
        edits: &[(
            "models/pet.yaml",
            "nick: { type: string,",
            "nick: { type: string, deprecated: Use the name.,",
        )],
        said: &["deprecated-changed of Pet.nick (request): compatible, none, none"],
        fails: false,
    },
    Edit {
        what: "files are named otherwise",
        edits: &[("models/beast.yaml", "", PET), ("models/pet.yaml", PET, "")],
        said: &[],
        fails: false,
    },
    Edit {
        what: "nothing but the layout changes",
        edits: &[(
            "models/pet.yaml",
            "  kind: { type: Kind, doc: What it is. }\n",
            "  # What it is, if known.\n  kind:\n    type: Kind\n    doc: What it is.\n",
        )],
        said: &[],
        fails: false,
    },
];

/// The changes since the release.
fn said(shop: &Shop) -> (Option<i32>, Vec<String>) {
    let ran = shop.diff(&["--format", "json"]);
    let report: Value =
        serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}{}", ran.stdout, ran.stderr));
    let line = |change: &Value| {
        let text = |value: &Value| value.as_str().unwrap_or("nowhere").to_owned();
        let effects = ["rust", "wire", "limits"].map(|name| text(&change[name]["effect"]));
        let (kind, at, direction) =
            (text(&change["change"]), text(&change["at"]), text(&change["direction"]));
        format!("{kind} of {at} ({direction}): {}", effects.join(", "))
    };
    (ran.code, report["changes"].as_array().unwrap().iter().map(line).collect())
}

#[test]
fn every_edit_has_its_verdict() {
    let shop = shop();
    let mut wrong = String::new();
    for Edit { what, edits, said: wanted, fails } in EDITS {
        for (file, old, new) in *edits {
            let path = format!("spec/{file}");
            match (*old, *new) {
                ("", new) => shop.put(&path, new),
                (_, "") if shop.text(&path) == *old => fs::remove_file(shop.path(&path)).unwrap(),
                (old, new) => shop.edit(&path, old, new),
            }
        }
        let (code, found) = said(&shop);
        if found != *wanted || code != Some(i32::from(*fails)) {
            wrong.push_str(&format!("{what}: {code:?}\n  \"{}\",\n", found.join("\",\n  \"")));
        }
        shop.git(&["checkout", "--quiet", "--", "spec"]);
        shop.git(&["clean", "--quiet", "--force", "-d", "spec"]);
    }
    assert!(wrong.is_empty(), "{wrong}");
}
