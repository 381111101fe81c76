//! The spec that is edited.

use std::fs;

use crate::support::Shop;

const API: &str = "api: pets\ndoc: A shop.\nserver: https://pets.example\nauth: { header: X-Key }\n\
    reply: { code: code, message: message }\n\
    errors:\n  4001: { name: BAD_NAME, class: payload, field: name, doc: The name is refused. }\n  \
    4002: { name: BUSY, class: busy, doc: Come back later. }\n";

pub(super) const PET: &str = "model: Pet\ndoc: An animal.\nfields:\n  \
    name: { type: string, required: true, max_bytes: 12, doc: What it is called., example: 小黑 }\n  \
    kind: { type: Kind, doc: What it is. }\n  \
    legs: { type: int, min: 0, doc: How many legs it has., example: 4 }\n  \
    nick: { type: string, doc: What friends call it., example: 黑 }\n  \
    born: { type: timestamp, doc: When it was born. }\n  \
    sold: { type: timestamp, after: born, doc: When it was sold. }\n  \
    food: { type: Food, doc: What it eats. }\n";

const KIND: &str = "enum: Kind\ndoc: What an animal is.\nvalues:\n  cat: { doc: A cat. }\n  dog: { doc: A dog. }\n\
    extra: [axolotl]\n";

const FOOD: &str = "union: Food\ndoc: What an animal eats.\ntag: type\nvariants:\n  \
    Dry: { value: dry, doc: From a bag., fields: { grams: { type: int, required: true, min: 1, doc: How much. } } }\n  \
    Wet: { value: wet, doc: From a tin., fields: { tins: { type: int, required: true, min: 1, doc: How many. } } }\n";

const RECEIPT: &str = "model: Receipt\ndoc: What became of it.\nfields:\n  \
    id: { type: string, required: true, max_bytes: 20, doc: Its number., example: a1 }\n  \
    state: { type: State, doc: Where it is. }\n";

const STATE: &str =
    "enum: State\ndoc: Where an animal is.\nvalues:\n  here: { doc: In the shop. }\n  gone: { doc: Sold. }\n";

const ADD_PET: &str =
    "operation: add_pet\ndoc: Takes an animal in.\nmethod: POST\npath: /pets\nrequest: Pet\nreply: Receipt\n";

pub(super) const PET_OF: &str = "operation: fetch_pet\ndoc: Tells of an animal.\nmethod: GET\npath: /pets/{id}\n\
    path_params: { id: { type: string, required: true, max_bytes: 20, doc: Its number., example: a1 } }\n\
    query: { full: { type: bool, doc: Whether to tell everything. } }\nreply: Receipt\nidempotent: true\n";

/// A released shop with all features.
pub(super) fn shop() -> Shop {
    let shop = Shop::released();
    let files = [
        ("api", API),
        ("models/pet", PET),
        ("models/food", FOOD),
        ("models/receipt", RECEIPT),
        ("models/state", STATE),
        ("operations/add_pet", ADD_PET),
        ("operations/fetch_pet", PET_OF),
    ];
    for (file, text) in files {
        shop.put(&format!("spec/{file}.yaml"), text);
    }
    shop.put("spec/models/kind.yml", KIND);
    fs::remove_file(shop.path("spec/operations/list_pets.yaml")).unwrap();
    shop.commit("Grow");
    shop.git(&["tag", "v0.1.1"]);
    shop
}
