//! Random specs. What they use of the dialect's vocabulary comes from its tables, so that a new limit or type is among it.

use fastrand::Rng;
use serde_json::{Map, Value, json};
use specwright::Source;
use specwright::ir::{JsonKind, LimitKind, ScalarKind};

/// The spec of a seed. It may have errors.
pub(crate) fn spec(seed: u64) -> Vec<Source> {
    let mut spec = Spec { rng: Rng::with_seed(seed), files: Vec::new() };
    spec.api();
    spec.put("enum", "Word", json!({ "values": { "red": {}, "green": { "also_read": ["GREEN"] }, "blue": {} }, "extra": ["grey"] }));
    spec.put("enum", "Level", json!({ "values": { "1": { "name": "Low" }, "2": { "name": "High" } } }));
    for depth in 0..4 {
        let fields = spec.fields(depth, Place::Body);
        let rules = spec.rules(&fields);
        let (include, fields) = spec.included(depth, fields);
        spec.put(
            "model",
            &format!("Model{depth}"),
            json!({ "include": include, "fields": fields, "rules": rules }),
        );
        let union = spec.union(depth);
        spec.put("union", &format!("Union{depth}"), union);
    }
    for number in 0..6 {
        let mut operation = spec.operation(number);
        if spec.rng.bool() {
            operation["group"] = json!("things");
        }
        spec.put("operation", &format!("operation_{number}"), operation);
    }
    spec.files
}

/// Where a field is.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Body,
    /// In a form with one level.
    Form,
    /// In a part of a multipart body.
    Part,
    Path,
    Query,
    Header,
}

struct Spec {
    rng: Rng,
    files: Vec<Source>,
}

impl Spec {
    fn put(&mut self, kind: &str, name: &str, mut content: Value) {
        let mut file = Map::from_iter([(kind.to_owned(), json!(name))]);
        if let Some(content) = content.as_object_mut() {
            content.retain(|_, value| *value != json!([]));
            file.append(content);
        }
        // JSON is YAML, in which keys can be numbers.
        let text = Value::Object(file).to_string();
        let numbers = ["1", "2", "201", "202", "204"];
        let text = numbers
            .iter()
            .fold(text, |text, number| text.replace(&format!("\"{number}\":"), &format!("{number}: ")));
        self.files.push(Source::new(format!("{kind}_{}.yaml", name.to_lowercase()), text));
    }

    /// Puts the first fields of a model into a group, some of the time. Returns the names of the groups and the other fields.
    fn included(&mut self, depth: usize, fields: Map<String, Value>) -> (Vec<String>, Map<String, Value>) {
        if !self.percent(40) {
            return (Vec::new(), fields);
        }
        let count = self.rng.usize(1..=fields.len());
        let (first, rest): (Vec<_>, Vec<_>) =
            fields.into_iter().enumerate().partition(|(index, _)| *index < count);
        let fields = |part: Vec<(usize, (String, Value))>| part.into_iter().map(|(_, field)| field).collect();
        let (name, first): (_, Map<String, Value>) = (format!("group_{depth}"), fields(first));
        self.put("field_group", &name, json!({ "fields": first }));
        (vec![name], fields(rest))
    }

    /// Whether something happens that does in this percentage of cases.
    fn percent(&mut self, percent: u32) -> bool {
        self.rng.u32(..100) < percent
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        self.rng.choice(of).cloned()
    }

    fn api(&mut self) {
        let auth = self.one(&[
            json!({ "query": "key" }),
            json!({ "header": "X-Key" }),
            json!({ "header": "X-Key", "prefix": "Key " }),
        ]);
        let text = json!({ "forbid_control": self.rng.bool() });
        let content = json!({ "server": "https://random.example/v1", "auth": auth, "text": text, "groups": { "things": {} } });
        self.put("api", "random", content);
    }

    /// The fields of a model that can use those of lower depths.
    fn fields(&mut self, depth: usize, place: Place) -> Map<String, Value> {
        let mut fields = Map::new();
        for number in 0..self.rng.usize(2..8) {
            let field = self.field(depth, place, &fields);
            fields.insert(format!("field_{number}"), field);
        }
        fields
    }

    fn field(&mut self, depth: usize, place: Place, before: &Map<String, Value>) -> Value {
        let scalar = self.scalar(place);
        let (name, is_list, is_map, scalar) = match self.rng.u32(..100) {
            0..45 => (scalar.name().to_owned(), false, false, Some(scalar)),
            45..55 => (self.one(&["Word", "Level"]).unwrap_or_default().to_owned(), false, false, None),
            55..75 if place != Place::Path && place != Place::Header => {
                let element = self.element(place, scalar.name(), Some(scalar));
                (format!("list<{element}>"), true, false, Some(scalar))
            }
            75..80 if place == Place::Body => {
                let value = self.element(place, scalar.name(), Some(scalar));
                (format!("map<{value}>"), false, true, Some(scalar))
            }
            80.. if place == Place::Body && depth > 0 => {
                let model = format!(
                    "{}{}",
                    self.one(&["Model", "Union"]).unwrap_or_default(),
                    self.rng.usize(..depth)
                );
                let is_list = self.percent(30);
                let name = match is_list {
                    true => format!("list<{}>", self.element(place, &model, None)),
                    false => model,
                };
                (name, is_list, false, None)
            }
            _ => (scalar.name().to_owned(), false, false, Some(scalar)),
        };
        let mut field = Map::from_iter([("type".to_owned(), json!(name))]);
        self.limits(&mut field, scalar, is_list, is_map);
        // Next to a limit, most warnings would be about values that are refused already.
        if field.len() == 1 && self.percent(30) {
            let mut warn = Map::new();
            self.limits(&mut warn, scalar, is_list, is_map);
            if !warn.is_empty() {
                field.insert("warn".to_owned(), Value::Object(warn));
            }
        }
        if is_map && self.percent(50) {
            let mut keys = Map::new();
            self.limits(&mut keys, Some(ScalarKind::Text), false, false);
            if !keys.is_empty() {
                field.insert("keys".to_owned(), Value::Object(keys));
            }
        }
        if place != Place::Path {
            self.presence(&mut field, place, before);
        }
        if let Some(scalar) = scalar.filter(|_| place == Place::Body) {
            if scalar.is_number() && !is_map && self.percent(30) {
                let form = match scalar.json() {
                    JsonKind::Integer => self.one(&["digit_string", "zero_fraction"]),
                    _ => Some("digit_string"),
                };
                field.insert("tolerate".to_owned(), json!([form]));
            } else if is_list && scalar != ScalarKind::Json && self.percent(15) {
                field.insert("tolerate".to_owned(), json!(["single"]));
            }
            let earlier: Vec<String> = before
                .iter()
                .filter(|(_, other)| scalar.is_timestamp() && !is_list && other["type"] == name.as_str())
                .map(|(other, _)| other.clone())
                .collect();
            if let Some(other) = self.one(&earlier) {
                field.insert("after".to_owned(), json!(other));
            }
        }
        Value::Object(field)
    }

    fn scalar(&mut self, place: Place) -> ScalarKind {
        let possible: Vec<ScalarKind> = ScalarKind::ALL
            .into_iter()
            .filter(|kind| match kind {
                ScalarKind::File => place == Place::Part,
                ScalarKind::Json => place == Place::Body,
                ScalarKind::Base64 => place != Place::Path,
                _ => true,
            })
            .collect();
        // Text has the most rules.
        if self.percent(35) { ScalarKind::Text } else { self.one(&possible).unwrap_or(ScalarKind::Text) }
    }

    /// Adds limits that the type can have.
    fn limits(
        &mut self,
        to: &mut Map<String, Value>,
        scalar: Option<ScalarKind>,
        is_list: bool,
        is_map: bool,
    ) {
        let low = self.rng.u64(1..6);
        for kind in LimitKind::ALL {
            let subject = kind.subject();
            let applies = if subject.is_whole() {
                is_list && scalar != Some(ScalarKind::Bool) || is_map && *kind != LimitKind::UniqueItems
            } else {
                scalar.and_then(ScalarKind::limits) == Some(subject)
            };
            let key = kind.key();
            // Of two bounds of a number in one direction, one has no effect.
            let is_twice = to.keys().any(|other| key == format!("exclusive_{other}"));
            if !applies || is_twice || !self.percent(25) {
                continue;
            }
            let bound = match kind.operand() {
                _ if key == "pattern" => json!(self.one(&["^[a-z]*$", "^(a|票)", "^x", "[0-9]$"])),
                _ if key == "media_types" => json!(["image/png", "text/plain"]),
                _ if key == "unique_items" => json!(true),
                _ if key == "multiple_of" => json!(self.rng.u64(2..5)),
                _ if key.contains("min") => json!(low),
                _ if key == "max_cjk" => json!(low + 2),
                // Room for the maximum number of CJK characters.
                _ if key == "max_bytes" => json!(low + self.rng.u64(21..60)),
                _ if subject.is_whole() => json!(low + self.rng.u64(1..4)),
                _ => json!(low + self.rng.u64(6..60)),
            };
            to.insert(key.to_owned(), bound);
        }
    }

    /// The type of the elements of a list or the values of a map.
    fn element(&mut self, place: Place, name: &str, scalar: Option<ScalarKind>) -> String {
        let can_be_null = place == Place::Body && scalar != Some(ScalarKind::Json) && self.percent(20);
        if can_be_null { format!("nullable<{name}>") } else { name.to_owned() }
    }

    fn presence(&mut self, field: &mut Map<String, Value>, place: Place, before: &Map<String, Value>) {
        let conditions: Vec<(String, Value)> = before
            .iter()
            .filter_map(|(name, other)| {
                let value = match other["type"].as_str()? {
                    "bool" => json!(true),
                    "Word" => json!(["red", "green"]),
                    "Level" => json!(2),
                    _ => return None,
                };
                Some((name.clone(), value))
            })
            .collect();
        let is_body = place == Place::Body;
        match self.rng.u32(..100) {
            0..40 => drop(field.insert("required".to_owned(), json!(true))),
            40..60 => {
                if let Some((name, value)) = self.one(&conditions) {
                    let key =
                        self.one(&["required_if", "required_unless", "forbidden_if", "forbidden_unless"]);
                    field.insert(key.unwrap_or_default().to_owned(), json!({ name: value }));
                }
            }
            60..63 if is_body && self.percent(50) => drop(field.insert("read_only".to_owned(), json!(true))),
            60..63 if is_body => {
                field.insert("write_only".to_owned(), json!(true));
                field.insert("required".to_owned(), json!(self.rng.bool()));
            }
            63..68 => drop(field.insert("discouraged".to_owned(), json!("It is old."))),
            _ => {}
        }
        let is_any = field["type"].as_str().is_some_and(|ty| ty == ScalarKind::Json.name());
        if is_body && !is_any && self.percent(10) {
            field.insert("nullable".to_owned(), json!(true));
        }
    }

    fn rules(&mut self, fields: &Map<String, Value>) -> Value {
        let optional: Vec<String> = fields
            .iter()
            .filter(|(_, field)| {
                field.as_object().is_some_and(|keys| {
                    !keys.keys().any(|key| {
                        ["required", "nullable", "read_only"].contains(&key.as_str())
                            || key.contains('_') && key.ends_with("if")
                    })
                })
            })
            .map(|(name, _)| name.clone())
            .collect();
        let numbers: Vec<String> =
            optional.iter().filter(|name| fields[*name]["type"] == "int").cloned().collect();
        let mut rules = Vec::new();
        if let [first, second, rest @ ..] = optional.as_slice() {
            if self.percent(30) {
                let key =
                    self.one(&["at_least_one_of", "at_most_one_of", "exactly_one_of"]).unwrap_or_default();
                rules.push(json!({ key: [first, second] }));
            }
            if let [third, ..] = rest
                && self.percent(30)
            {
                let demand = self.one(&[json!({ "present": true }), json!({ "absent": true })]);
                let mut rule = json!({ "when": { second: { "present": true } }, "then": { third: demand } });
                if self.rng.bool() {
                    rule["warn"] = json!(true);
                }
                rules.push(rule);
            }
        }
        if let [number, ..] = numbers.as_slice()
            && let Some(other) = optional.iter().find(|name| *name != number)
            && self.percent(50)
        {
            rules.push(json!({ "when": { number: { "min": 3 } }, "then": { other: { "present": true } } }));
        }
        json!(rules)
    }

    fn union(&mut self, depth: usize) -> Value {
        let mut variants = Map::new();
        let is_tagged = self.rng.bool();
        for number in 0..3 {
            let mut fields = self.fields(depth, Place::Body);
            if !is_tagged {
                fields.insert(format!("only_{number}"), json!({ "type": "string", "required": true }));
            }
            let mut variant = json!({ "fields": fields });
            if is_tagged {
                variant["value"] = json!(format!("V{number}"));
            }
            variants.insert(format!("Union{depth}Variant{number}"), variant);
        }
        for (name, ty) in [("Number", ScalarKind::Int), ("Words", ScalarKind::Text)] {
            if self.percent(25) {
                let mut value = Map::from_iter([("type".to_owned(), json!(ty.name()))]);
                self.limits(&mut value, Some(ty), false, false);
                variants.insert(name.to_owned(), Value::Object(value));
            }
        }
        if self.percent(25) {
            let element = self.element(Place::Body, ScalarKind::Date.name(), Some(ScalarKind::Date));
            let mut value = Map::from_iter([("type".to_owned(), json!(format!("list<{element}>")))]);
            self.limits(&mut value, Some(ScalarKind::Date), true, false);
            variants.insert("Days".to_owned(), Value::Object(value));
        }
        let mut union = json!({ "variants": variants });
        if is_tagged {
            union["tag"] = json!("kind");
            if self.percent(40) {
                union["tolerate"] = json!(["other_variant_fields"]);
            }
        }
        union
    }

    fn operation(&mut self, number: usize) -> Value {
        let mut path = format!("/things/{number}");
        let mut operation = Map::new();
        if self.percent(30) {
            let id = json!({ "id": self.field(0, Place::Path, &Map::new()) });
            path += "/{id}";
            operation.insert("path_params".to_owned(), id);
        }
        for (key, place) in [("query", Place::Query), ("headers", Place::Header)] {
            if self.percent(30) {
                let fields = self.fields(0, place);
                let named = fields.into_iter().map(|(name, field)| {
                    (if place == Place::Header { format!("X-{name}") } else { format!("q_{name}") }, field)
                });
                // A condition would name a field by its former name.
                let named = named.filter(|(_, field)| {
                    !field.as_object().is_some_and(|keys| {
                        keys.keys().any(|key| key.ends_with("_if") || key.ends_with("_unless"))
                    })
                });
                operation.insert(key.to_owned(), Value::Object(named.collect()));
            }
        }
        operation.insert("path".to_owned(), json!(path));
        operation.insert("method".to_owned(), json!(self.one(&["POST", "PUT"])));
        match self.rng.u32(..100) {
            0..15 => self.encoded(&mut operation, &format!("Form{number}"), Place::Form, "form"),
            15..30 => self.encoded(&mut operation, &format!("Parts{number}"), Place::Part, "multipart"),
            30..40 => {
                let body = self.one(&["text", "bytes"]).unwrap_or_default();
                operation.insert("body".to_owned(), json!(body));
                let least = self.rng.usize(..4);
                if least > 0 {
                    operation.insert("min_bytes".to_owned(), json!(least));
                }
                if self.percent(60) {
                    operation.insert("max_bytes".to_owned(), json!(least + self.rng.usize(1..40)));
                }
            }
            _ => {
                let kind = self.one(&["Model", "Model", "Union"]).unwrap_or_default();
                operation.insert("request".to_owned(), json!(format!("{kind}{}", self.rng.usize(..4))));
                if self.percent(30) {
                    operation
                        .insert("wrap".to_owned(), json!({ "version": 1, "data": { "it": "$request" } }));
                }
            }
        }
        let is_plain = ["text", "bytes"].iter().any(|body| operation.get("body") == Some(&json!(body)));
        if !is_plain && self.percent(15) {
            operation.insert("optional_body".to_owned(), json!(true));
        }
        let mut model = || json!({ "type": format!("Model{}", self.rng.usize(..4)) });
        let (reply, other) = (model(), model());
        if self.percent(25) {
            let mut replies = Map::from_iter([("201".to_owned(), reply), ("202".to_owned(), other)]);
            if self.percent(50) {
                replies.insert("204".to_owned(), json!({}));
            }
            operation.insert("replies".to_owned(), Value::Object(replies));
        } else {
            operation.insert("reply".to_owned(), reply["type"].clone());
        }
        Value::Object(operation)
    }

    /// A body in another encoding, with a model of its own.
    fn encoded(&mut self, operation: &mut Map<String, Value>, model: &str, place: Place, body: &str) {
        let fields = self.fields(0, place);
        self.put("model", model, json!({ "fields": fields }));
        operation.extend([("request".to_owned(), json!(model)), ("body".to_owned(), json!(body))]);
    }
}
