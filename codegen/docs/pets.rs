use specwright::Source;

/// A spec of one operation.
fn sources() -> Vec<Source> {
    let pet = "model: Pet\ndoc: A pet.\nfields:\n  name: { type: string, required: true, max_bytes: 12, doc: Its name., example: 小白 }\n";
    vec![
        Source::new("api.yaml", "api: pets\ndoc: Pets.\nserver: https://pets.example\n"),
        Source::new("pet.yaml", pet),
        Source::new("add_pet.yaml", "operation: add_pet\ndoc: Adds a pet.\nmethod: POST\npath: /pets\nrequest: Pet\n"),
    ]
}
