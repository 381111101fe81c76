//! Two small APIs as generated code: one reports errors in the body, the other by status.

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;
use specwright_runtime::read::{self, Node, Object, Read};
use specwright_runtime::{
    ApiSpec, AuthPlace, Body, Breach, Check, Issued, Judge, KnownError, Meaning, Method, Number, Operation,
    OperationSpec, Parts, Refreshing, Replies, Request, Rules, Secret, ServerCode, Severity, ToJson, Wrap,
};

/// Errors are in the body of a 200.
pub(crate) static SHOP: ApiSpec = ApiSpec {
    name: "shop",
    user_agent: "shop/1.0.0",
    servers: &["https://api.example.com", "https://api2.example.com"],
    auth: Some(AuthPlace::Query("access_token")),
    refreshed_by: Some("token"),
    wait: &["busy"],
    forbid_escapes: true,
    replies: Replies {
        code: &["errcode"],
        message: &["errmsg"],
        ok: Some(ServerCode::Int(0)),
        request_id_in_message: &["rid: ", "hint: [", "hint:["],
        request_id_header: None,
        field_path_of: &[ServerCode::Int(41011)],
        body_rest_after: Some("Error before "),
    },
    errors: &[
        KnownError {
            code: ServerCode::Int(40001),
            name: "INVALID_CREDENTIAL",
            class: Some("token"),
            fields: &[],
            rules: &[],
            pause_seconds: None,
            doc: "The token is wrong or has expired.",
            by_operation: &[],
        },
        KnownError {
            code: ServerCode::Int(41014),
            name: "MISSING_CLASS",
            class: Some("payload"),
            fields: &["class"],
            rules: &[],
            pause_seconds: None,
            doc: "The class\nis missing.",
            by_operation: &[],
        },
        KnownError {
            code: ServerCode::Int(45011),
            name: "MINUTE_QUOTA",
            class: Some("busy"),
            fields: &[],
            rules: &[],
            pause_seconds: None,
            doc: "",
            by_operation: &[],
        },
        KnownError {
            code: ServerCode::Int(45012),
            name: "HALF_MINUTE_QUOTA",
            class: Some("busy"),
            fields: &[],
            rules: &[],
            pause_seconds: Some(30),
            doc: "",
            by_operation: &[],
        },
        KnownError {
            code: ServerCode::Int(45009),
            name: "DAILY_QUOTA",
            class: Some("quota"),
            fields: &[],
            rules: &[],
            pause_seconds: None,
            doc: "",
            by_operation: &[],
        },
        KnownError {
            code: ServerCode::Int(40125),
            name: "INVALID_SECRET",
            class: Some("configuration"),
            fields: &[],
            rules: &[],
            pause_seconds: None,
            doc: "",
            by_operation: &[],
        },
        KnownError {
            code: ServerCode::Int(50100),
            name: "LOCKED",
            class: Some("state"),
            fields: &["ticket"],
            rules: &[],
            pause_seconds: None,
            doc: "The ticket is locked.",
            by_operation: &[
                Meaning::new(&["ping"], "The server is locked for a moment.").class("busy"),
                Meaning::new(&["update_ticket"], "The token is locked.").class("token"),
            ],
        },
    ],
};

/// Errors are reported by status, with nested details in the body.
pub(crate) static PETS: ApiSpec = ApiSpec {
    name: "pets",
    user_agent: "pets/1.0.0",
    servers: &["https://pets.example.com/v1"],
    auth: Some(AuthPlace::Bearer),
    refreshed_by: Some("login"),
    wait: &[],
    forbid_escapes: false,
    replies: Replies {
        code: &["error", "code"],
        message: &["error", "message"],
        ok: None,
        request_id_in_message: &[],
        request_id_header: Some("X-Request-Id"),
        field_path_of: &[],
        body_rest_after: None,
    },
    errors: &[
        KnownError {
            code: ServerCode::Int(401),
            name: "UNAUTHORIZED",
            class: Some("login"),
            fields: &[],
            rules: &[],
            pause_seconds: None,
            doc: "Log in again.",
            by_operation: &[],
        },
        KnownError {
            code: ServerCode::text("no_such_pet"),
            name: "NO_SUCH_PET",
            class: Some("payload"),
            fields: &["pet_id"],
            rules: &[],
            pause_seconds: None,
            doc: "",
            by_operation: &[],
        },
    ],
};

const POST: OperationSpec = OperationSpec {
    name: "create_ticket",
    method: Method::Post,
    path: "/ticket/create",
    auth: true,
    idempotent: false,
    tolerate_unknown_keys: false,
    secret_reply: false,
    body: Body::Json,
    wrap: None,
};

pub(crate) const CREATE: Operation<Ticket, Created> = Operation::new(OperationSpec {
    wrap: Some(Wrap { before: r#"{"card":{"kind":"T","ticket":"#, after: "}}", path: &["card", "ticket"] }),
    ..POST
});

pub(crate) const UPDATE: Operation<Ticket, ()> =
    Operation::without_reply(OperationSpec { name: "update_ticket", path: "/ticket/update", ..POST });

pub(crate) const PING: Operation<(), Created> = Operation::new(OperationSpec {
    name: "ping",
    method: Method::Get,
    path: "/ping",
    auth: false,
    idempotent: true,
    tolerate_unknown_keys: false,
    body: Body::Empty,
    ..POST
});

pub(crate) const ADD_PET: Operation<AddPet, Value> = Operation::new(OperationSpec {
    name: "add_pet",
    method: Method::Put,
    path: "/stores/{store_id}/pets/{pet_id}",
    ..POST
});

pub(crate) const LOG_IN: Operation<Credentials, Token> = Operation::new(OperationSpec {
    name: "log_in",
    path: "/token",
    auth: false,
    secret_reply: true,
    body: Body::Form,
    ..POST
});

/// A token source, as generated.
pub(crate) fn login() -> Refreshing<Credentials, Token> {
    let request = Credentials { id: "shop-1".to_owned(), secret: "SECRET/+MARK".into() };
    Refreshing::new(&LOG_IN, request, |reply| Issued::new(&reply.token, reply.seconds))
}

#[derive(Clone, Debug)]
pub(crate) struct Ticket {
    pub(crate) title: &'static str,
    pub(crate) seats: i64,
}

pub(crate) const TICKET: Ticket = Ticket { title: "年会", seats: 2 };

impl Serialize for Ticket {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("title", self.title)?;
        map.serialize_entry("seats", &self.seats)?;
        map.end()
    }
}

/// No seats are an error, more than nine a warning, an empty title an error.
impl Check for Ticket {
    fn check(&self, mut judge: impl Judge, _: &Rules) {
        if self.title.is_empty() {
            judge.key("title").report(Severity::Error, || Breach::Required { when: None });
        }
        let actual = Number::Int(self.seats.into());
        if self.seats < 1 {
            judge.key("seats").report(Severity::Error, || Breach::Min { limit: Number::Int(1), actual });
        } else if self.seats > 9 {
            judge.key("seats").report(Severity::Warning, || Breach::Max { limit: Number::Int(9), actual });
        }
    }
}

impl Request for Ticket {
    fn body(&self) -> Option<&dyn ToJson> {
        Some(self)
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct AddPet {
    pub(crate) store_id: String,
    pub(crate) pet_id: i64,
    pub(crate) tags: Vec<String>,
    pub(crate) limit: Option<i64>,
    pub(crate) trace: Option<String>,
    pub(crate) body: BTreeMap<String, Value>,
}

impl Check for AddPet {
    fn check(&self, mut judge: impl Judge, _: &Rules) {
        judge.root().field("limit", &self.limit);
        self.body.check(judge, &Rules::NONE);
    }
}

impl Request for AddPet {
    fn parameters(&self, parts: &mut Parts) {
        parts.path("store_id", &self.store_id);
        parts.path("pet_id", &self.pet_id);
        parts.query("tag", &self.tags);
        parts.query("limit", &self.limit);
        parts.header("X-Trace", &self.trace);
    }

    fn body(&self) -> Option<&dyn ToJson> {
        Some(&self.body)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Credentials {
    pub(crate) id: String,
    pub(crate) secret: Secret,
}

impl Serialize for Credentials {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("secret", &self.secret)?;
        map.end()
    }
}

impl Check for Credentials {
    fn check(&self, mut judge: impl Judge, _: &Rules) {
        if self.id.is_empty() {
            judge.key("id").report(Severity::Error, || Breach::Required { when: None });
        }
    }

    fn secrets(&self, parts: &mut Parts) {
        parts.secret(self.secret.expose());
    }
}

impl Request for Credentials {
    fn body(&self) -> Option<&dyn ToJson> {
        Some(self)
    }
}

#[derive(Debug, PartialEq)]
pub(crate) struct Created {
    pub(crate) id: String,
}

impl Read for Created {
    fn read(node: Node<'_>) -> Result<Self, read::Error> {
        Ok(Self { id: Object::of_reply("Created", node)?.required("id")? })
    }
}

#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) token: Secret,
    pub(crate) seconds: Option<i64>,
}

impl Read for Token {
    fn read(node: Node<'_>) -> Result<Self, read::Error> {
        let mut object = Object::of_reply("Token", node)?;
        Ok(Self {
            // The error quotes the value.
            token: object.required::<String>("token")?.into(),
            seconds: object.optional("seconds")?,
        })
    }
}
