//! The runtime of clients that `specwright` generates.
//!
//! It has no field, path or error code of any API: these are data in the generated crate, so that a fix here does not
//! require generating it again.
//!
//! | items | contents |
//! |---|---|
//! | [`measure`] | what a byte, a character and a CJK character are |
//! | [`Text`], [`lit!`] | strings that know the field they belong to and its limits |
//! | [`Check`], [`Report`] | validation, which reports all violations |
//! | [`File`], [`FilePart`] | files in multipart bodies |
//! | [`Timestamp`], [`TimestampMs`], [`Date`], [`DateTime`], [`Uuid`], [`Decimal`], [`Base64`], [`Nullable`], [`Secret`], [`Extra`] | types of values |
//! | [`read`], [`write`](mod@write) | the logic behind generated `Deserialize` and `Serialize` |
//! | [`ApiSpec`], [`Operation`], [`Request`] | the description of an API in generated code |
//! | [`Client`], [`Call`], [`RawCall`], [`Error`] | calls and their errors |
//! | [`Pages`], [`Items`] | the pages and items of a list that takes several calls; a `Stream` with the feature `stream` |
//! | [`TokenSource`], [`Refreshing`], [`Credential`] | the sources of tokens and other credentials |
//! | [`CredentialStore`] | shares tokens with other processes and machines |
//! | [`Transport`] | sends requests; over reqwest with the feature `rustls` (default) or `reqwest` |
//! | `blocking` | the same calls without async, with the feature `blocking` |
//! | `events` | events that the server sends, with the feature `events` |
//! | `mock` | a transport with the answers of a test, with the feature `mock` |
//! | `proptest` | strategies for property tests, with the feature `proptest` |
//!
//! A program uses a generated client, which has a method for each operation:
//!
//! ```
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let transport = Canned(200, r#"["Rex"]"#);
//! let client = Client::builder(&PETS).token("an API key").transport(transport).build()?;
//! let names = run(async { client.call(&LIST_PETS, ()).await })?;
//! assert_eq!(names, ["Rex"]);
//! # Ok(())
//! # }
//! ```

#![cfg_attr(docsrs, feature(doc_cfg))]

mod access_token;
mod api;
mod auth_place;
mod base64_text;
#[cfg(feature = "blocking")]
pub mod blocking;
mod bound;
mod breach;
mod by_status;
mod check;
mod client;
#[doc(hidden)]
pub mod complaint;
mod contract;
mod credential_store;
mod date;
mod date_time;
mod decimal;
mod error;
#[cfg(feature = "events")]
pub mod events;
mod file;
mod flow;
pub mod form;
mod json;
#[doc(hidden)]
pub mod json_text;
mod limit;
mod link;
mod list_style;
mod lit;
pub mod measure;
mod message;
mod method;
#[cfg(feature = "mock")]
pub mod mock;
mod multipart;
mod named_field;
mod number;
mod operation;
mod page;
mod parsed;
mod parts;
mod pattern;
#[cfg(feature = "proptest")]
pub mod proptest;
pub mod read;
mod redact;
mod reply;
mod reply_body;
mod reply_header;
mod report;
mod request;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod retry;
mod retry_after;
mod rules;
mod scan;
mod secrets;
mod settings;
mod tag;
#[doc(hidden)]
pub mod testing;
mod text;
mod timestamp;
mod timestamp_ms;
#[cfg(feature = "reqwest")]
mod tls;
#[cfg(feature = "tracing")]
mod trace;
mod transport;
mod url;
mod urlencoded;
mod uuid;
mod value;
pub mod write;

pub use access_token::AccessToken;
pub use api::{ApiSpec, KnownError, Meaning, Replies, ServerCode};
pub use auth_place::AuthPlace;
pub use base64_text::{Base64, Base64Error};
pub use bound::{Bound, Operand};
pub use breach::Breach;
pub use by_status::{ByStatus, ReplyError, Success, UnknownReply};
pub use check::{
    At, Check, FieldRule, FileInfo, Judge, MAX_LEVELS, Ordered, check_file, check_items, check_key,
    check_number, check_text, is_content_type, is_media_type, is_too_deep, validate, wire_text,
};
pub use client::{
    Answer, Call, Client, ClientBuilder, Credential, Exchange, FixedToken, Issued, Items, Pages, RawCall,
    Refreshing, TokenSource,
};
pub use contract::{CONTRACT, assert_contract};
pub use credential_store::{
    CredentialKey, CredentialStore, MemoryStore, StoreError, StoredCredential, UnknownFormat,
};
pub use date::{Date, DateError};
pub use date_time::{DateTime, DateTimeError};
pub use decimal::{Decimal, DecimalError};
pub use error::{
    ApiError, BuildError, DecodeError, Error, HttpError, InvalidRequest, TokenError, TokenFailure,
    TransportFailure,
};
pub use file::{File, FilePart, Files, HttpBody, Part, PartContent};
pub use json::ToJson;
pub use limit::{
    Direction, Elements, ElementsTest, FileTest, LimitKind, Limits, NumberTest, Subject, Test, TextLimits,
    TextTest, Unit,
};
pub use list_style::ListStyle;
pub use method::Method;
pub use number::{Number, is_less};
pub use operation::{Body, Operation, OperationSpec, Wrap};
pub use page::{Cursor, Next, PageNumber, Paging};
pub use parts::Parts;
#[cfg(feature = "pattern")]
pub use pattern::Regex;
pub use pattern::{Matcher, Pattern};
pub use reply_header::{HeaderError, ReplyHeader};
pub use report::{Report, Severity, Violation};
pub use request::{MAX_HEAD_BYTES, Request, validate_request};
#[cfg(feature = "reqwest")]
pub use reqwest_transport::ReqwestTransport;
pub use retry::Retry;
pub use rules::{Rules, TextPlace, TextRules};
pub use serde;
pub use serde_json;
pub use text::{Text, TextField};
pub use timestamp::Timestamp;
pub use timestamp_ms::TimestampMs;
pub use transport::{
    BoxFuture, Chunks, HttpRequest, HttpResponse, MAX_REPLY_BYTES, Sent, Transport, TransportError,
    TransportErrorKind,
};
pub use url::{Url, UrlError, server_address};
pub use urlencoded::{nested_form, nested_names};
pub use uuid::{Uuid, UuidError};
pub use value::{Extra, Nullable, Secret, Unknown};
