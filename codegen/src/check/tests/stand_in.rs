//! A stand-in for the reader: well-formed YAML only, nothing reported.

use serde_yaml::Value;

use crate::dialect::*;

pub(super) fn read(text: &str) -> Option<Document> {
    let value: Value = serde_yaml::from_str(text).ok()?;
    let node = Node(&value);
    let words = node.words();
    Some(if let Some(api) = node.text("api") {
        let auth = node.get("auth").map(|auth| Auth {
            query: auth.text("query"),
            header: auth.text("header"),
            bearer: auth.flag("bearer"),
            refreshed_by: auth.text("refreshed_by"),
            sources: auth.map("sources", |source| Source {
                operation: source.text("operation"),
                token: source.text("token"),
                expires_in: source.text("expires_in"),
                words: source.words(),
            }),
        });
        let reply = node.get("reply").map(|reply| Reply {
            code: reply.text("code"),
            message: reply.text("message"),
            ok: reply.scalar("ok"),
            request_id_in_message: reply.text("request_id_in_message"),
            request_id_header: reply.text("request_id_header"),
        });
        Document::Api(Api {
            api,
            words,
            server: node.text("server"),
            fallback_servers: node.texts("fallback_servers"),
            auth,
            reply,
            text: node.get("text").map(|text| Text { forbid_control: text.flag("forbid_control") }),
            errors: node.keyed("errors", |error| ErrorCode {
                name: error.text("name"),
                class: error.text("class"),
                field: error.text("field"),
                words: error.words(),
            }),
        })
    } else if let Some(model) = node.text("model") {
        Document::Model(Model {
            model,
            words,
            fields: node.map("fields", field),
            constructors: node.map("constructors", |one| Constructor {
                sets: one.map("sets", |value| value.as_scalar()),
                words: one.words(),
            }),
        })
    } else if let Some(union) = node.text("union") {
        Document::Union(Union {
            union,
            words,
            tag: node.text("tag"),
            tolerate: node.texts("tolerate"),
            variants: node.map("variants", |variant| Variant {
                value: variant.scalar("value"),
                also_read: variant.scalars("also_read"),
                fields: variant.get("fields").map(|_| variant.map("fields", field)),
                model: variant.text("model"),
                words: variant.words(),
            }),
        })
    } else if let Some(name) = node.text("enum") {
        Document::Enum(Enum {
            name,
            words,
            values: node.keyed("values", |value| EnumValue {
                name: value.text("name"),
                also_read: value.scalars("also_read"),
                words: value.words(),
            }),
            extra: node.scalars("extra"),
            default: node.scalar("default"),
        })
    } else {
        Document::Operation(Operation {
            operation: node.text("operation")?,
            words,
            method: node.text("method"),
            path: node.text("path"),
            path_params: node.map("path_params", field),
            query: node.map("query", field),
            headers: node.map("headers", field),
            request: node.text("request"),
            body: node.text("body"),
            wrap: node.json("wrap"),
            reply: node.text("reply"),
            auth: node.flag("auth"),
            idempotent: node.flag("idempotent"),
        })
    })
}

fn field(node: Node<'_>) -> Field {
    let condition = |key: &str| {
        node.get(key).map(|_| {
            node.map(key, |value| match value.0 {
                Value::Sequence(items) => items.iter().map(|item| Node(item).as_scalar()).collect(),
                _ => vec![value.as_scalar()],
            })
        })
    };
    Field {
        ty: node.text("type"),
        required: node.flag("required"),
        required_if: condition("required_if"),
        required_unless: condition("required_unless"),
        forbidden_if: condition("forbidden_if"),
        nullable: node.flag("nullable"),
        constant: node.scalar("const"),
        default: node.scalar("default"),
        limits: limits(Node(node.0)),
        warn: node.get("warn").map(limits),
        tolerate: node.texts("tolerate"),
        secret: node.flag("secret"),
        example: node.json("example"),
        documented: None,
        words: node.words(),
    }
}

fn limits(node: Node<'_>) -> Limits {
    let count = |key: &str| node.get(key).and_then(|value| value.0.as_u64());
    Limits {
        max_bytes: count("max_bytes"),
        min_bytes: count("min_bytes"),
        max_cjk: count("max_cjk"),
        max_chars: count("max_chars"),
        min: node.scalar("min"),
        max: node.scalar("max"),
        min_items: count("min_items"),
        max_items: count("max_items"),
        pattern: node.text("pattern"),
        after: node.text("after"),
    }
}

struct Node<'a>(&'a Value);

impl<'a> Node<'a> {
    fn get(&self, key: &str) -> Option<Node<'a>> {
        self.0.get(key).map(Node)
    }

    fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.0.as_str().map(str::to_owned)
    }

    fn flag(&self, key: &str) -> Option<bool> {
        self.get(key)?.0.as_bool()
    }

    fn scalar(&self, key: &str) -> Option<Scalar> {
        self.get(key).map(|value| value.as_scalar())
    }

    fn as_scalar(&self) -> Scalar {
        match self.0 {
            Value::Bool(value) => Scalar::Bool(*value),
            Value::Number(number) => match number.as_i64() {
                Some(int) => Scalar::Int(int.into()),
                None => match number.as_u64() {
                    Some(int) => Scalar::Int(int.into()),
                    None => Scalar::Float(number.as_f64().unwrap()),
                },
            },
            other => Scalar::Text(other.as_str().unwrap_or_default().to_owned()),
        }
    }

    fn items(&self, key: &str) -> Vec<Node<'a>> {
        let items = self.get(key).and_then(|list| list.0.as_sequence());
        items.into_iter().flatten().map(Node).collect()
    }

    fn scalars(&self, key: &str) -> Vec<Scalar> {
        self.items(key).iter().map(Node::as_scalar).collect()
    }

    fn texts(&self, key: &str) -> Vec<String> {
        let items = self.items(key);
        items.iter().filter_map(|item| item.0.as_str().map(str::to_owned)).collect()
    }

    fn json(&self, key: &str) -> Option<serde_json::Value> {
        serde_json::to_value(self.get(key)?.0).ok()
    }

    fn keyed<T>(&self, key: &str, read: impl Fn(Node<'a>) -> T) -> Vec<(Scalar, T)> {
        let mapping = self.get(key).and_then(|value| value.0.as_mapping());
        let entries = mapping.into_iter().flatten();
        entries.map(|(key, value)| (Node(key).as_scalar(), read(Node(value)))).collect()
    }

    fn map<T>(&self, key: &str, read: impl Fn(Node<'a>) -> T) -> Mapping<T> {
        let entries = self.keyed(key, read).into_iter();
        entries.map(|(key, value)| (crate::check::values::key_text(&key), value)).collect()
    }

    fn words(&self) -> Words {
        Words {
            doc: self.text("doc"),
            note: self.text("note"),
            section: self.text("section"),
            since: self.text("since"),
            deprecated: self.text("deprecated"),
        }
    }
}
