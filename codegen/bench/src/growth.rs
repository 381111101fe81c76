//! Specs of which one dimension has any size, with what the commands need beside them.

use specwright::Source;

/// What there can be much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Fields of one model.
    Fields,
    /// Values of one enumeration.
    Values,
    /// Models, each in a file of its own.
    Models,
    /// Operations with the same request.
    Operations,
    /// Error codes.
    Errors,
    /// Variants of one union.
    Variants,
    /// Paragraphs of documentation of one model.
    Documentation,
}

/// A spec and what it is measured with.
#[derive(Clone, Debug)]
pub struct Grown {
    /// The spec.
    pub spec: Vec<Source>,
    /// The same with another name for everything that there is much of.
    pub renamed: Vec<Source>,
    /// A valid body of the operation `send`, as large as the spec allows.
    pub body: String,
    /// Documentation in Markdown with a row for each field.
    pub document: String,
}

impl Dimension {
    /// All dimensions, each with a size from which on its cost is more than that of starting a program.
    pub const ALL: [(Dimension, usize); 7] = [
        (Dimension::Fields, 1000),
        (Dimension::Values, 4000),
        (Dimension::Models, 500),
        (Dimension::Operations, 500),
        (Dimension::Errors, 4000),
        (Dimension::Variants, 500),
        (Dimension::Documentation, 40_000),
    ];

    /// In words, for tables.
    pub fn name(self) -> &'static str {
        match self {
            Dimension::Fields => "fields a model",
            Dimension::Values => "values an enumeration",
            Dimension::Models => "models",
            Dimension::Operations => "operations",
            Dimension::Errors => "error codes",
            Dimension::Variants => "variants a union",
            Dimension::Documentation => "paragraphs of documentation",
        }
    }

    /// The spec of a size.
    pub fn grown(self, size: usize) -> Grown {
        let fields = names(size, "f");
        let (rows, ty, body) = match self {
            Dimension::Fields => (fields.clone(), "string(20)", object(&fields, "\"x\"")),
            Dimension::Models => (fields.clone(), "object", object(&fields, "{\"text\": \"x\"}")),
            Dimension::Values => (vec!["all".to_owned()], "array", list(&quoted(&names(size, "v")))),
            Dimension::Variants => {
                let variant = |tag: &String| format!("{{\"kind\": {tag}, \"text\": \"x\"}}");
                let all: Vec<String> = quoted(&names(size, "v")).iter().map(variant).collect();
                (vec!["all".to_owned()], "array", list(&all))
            }
            Dimension::Operations | Dimension::Errors | Dimension::Documentation => {
                let text = "A sentence of the text. ".repeat(size);
                (vec!["text".to_owned()], "string", format!("{{\"text\": \"{text}\"}}"))
            }
        };
        let rows: String = rows.iter().map(|name| format!("{name} | no | {ty}\n")).collect();
        Grown {
            spec: self.spec(size, ["f", "v", "M", "o", "E"]),
            renamed: self.spec(size, ["g", "w", "N", "p", "F"]),
            body,
            document: format!("# 1.1 Sent\nname | required | type\n---|---|---\n{rows}"),
        }
    }

    fn spec(self, size: usize, [field, value, model, operation, error]: [&str; 5]) -> Vec<Source> {
        let named = |prefix: &str, entry: &dyn Fn(usize) -> String| -> String {
            (0..size).map(|index| format!("  {prefix}{index}: {}\n", entry(index))).collect()
        };
        let text = "{ type: string, doc: A text., example: x }";
        let mut api = "api: load\ndoc: A load.\nserver: https://load.example.com\n".to_owned();
        let mut sent = "model: Sent\ndoc: What is sent.\nsection: '1.1'\nfields:\n".to_owned();
        let mut files = Vec::new();
        match self {
            Dimension::Fields => {
                sent += &named(field, &|_| {
                    "{ type: string, max_bytes: 20, doc: A text., example: x }".to_owned()
                });
            }
            Dimension::Values => {
                sent += &format!("  all: {{ type: list<Value>, doc: All., example: [{value}0] }}\n");
                let values = named(value, &|_| "{ doc: A value. }".to_owned());
                files.push(format!("enum: Value\ndoc: A value.\nvalues:\n{values}"));
            }
            Dimension::Models => {
                sent += &named(field, &|index| format!("{{ type: {model}{index}, doc: A part. }}"));
                let part = |index| {
                    format!(
                        "model: {model}{index}\ndoc: A part.\nfields:\n  text: {text}\n  own{index}: {text}\n"
                    )
                };
                files.extend((0..size).map(part));
            }
            Dimension::Operations => {
                let send = |index| {
                    format!(
                        "operation: {operation}{index}\ndoc: Sends it.\nmethod: POST\npath: /{index}\nrequest: Sent\n"
                    )
                };
                files.extend((0..size).map(send));
            }
            Dimension::Errors => {
                api += "reply: { code: code, message: message, ok: 0 }\nerrors:\n";
                let codes = (0..size).map(|index| {
                    format!(
                        "  {}: {{ name: {error}_{index}, class: c{}, doc: An error. }}\n",
                        index + 1,
                        index / 8
                    )
                });
                api.extend(codes);
            }
            Dimension::Variants => {
                sent += "  all: { type: list<Kind>, doc: All. }\n";
                let variants = (0..size).map(|index| {
                    format!(
                        "  {model}{index}: {{ value: v{index}, doc: One., fields: {{ text: {text} }} }}\n"
                    )
                });
                files.push(format!(
                    "union: Kind\ndoc: A kind.\ntag: kind\nvariants:\n{}",
                    variants.collect::<String>()
                ));
            }
            Dimension::Documentation => {
                let paragraph =
                    |index| format!("  Paragraph *{index}* at https://load.example.com/{index}.\n\n");
                let paragraphs: String = (0..size).map(paragraph).collect();
                sent = sent.replace("doc: What is sent.\n", &format!("doc: |\n{paragraphs}"));
            }
        }
        if matches!(self, Dimension::Operations | Dimension::Errors | Dimension::Documentation) {
            sent += &format!("  text: {text}\n");
        }
        let send = "operation: send\ndoc: Sends it.\nsection: '1.1'\nmethod: POST\npath: /send\nrequest: Sent\nreply: Sent\n";
        files.extend([api, sent, send.to_owned()]);
        let numbered = files.into_iter().enumerate();
        numbered.map(|(index, text)| Source::new(format!("{index}.yaml"), text)).collect()
    }
}

fn names(size: usize, prefix: &str) -> Vec<String> {
    (0..size).map(|index| format!("{prefix}{index}")).collect()
}

fn quoted(names: &[String]) -> Vec<String> {
    names.iter().map(|name| format!("\"{name}\"")).collect()
}

fn object(names: &[String], value: &str) -> String {
    let entries: Vec<String> = quoted(names).iter().map(|name| format!("{name}: {value}")).collect();
    format!("{{{}}}", entries.join(", "))
}

fn list(values: &[String]) -> String {
    format!("{{\"all\": [{}]}}", values.join(", "))
}
