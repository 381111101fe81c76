//! What of a document is not in the spec that was made from it.

use std::collections::BTreeMap;

use serde_json::json;

/// Creates the enum and its table from the list below.
macro_rules! losses {
    ($($variant:ident = $name:literal, $instead:literal;)*) => {
        /// A kind of thing that the dialect does not have, or that a document should not have.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Loss {
            $(#[doc = concat!("`", $name, "`: ", $instead, ".")] $variant,)*
        }

        impl Loss {
            /// All of them.
            pub const ALL: &[Loss] = &[$(Loss::$variant,)*];

            /// The name in reports: `error-reply`.
            pub fn as_str(self) -> &'static str {
                match self { $(Loss::$variant => $name,)* }
            }

            /// What the spec has instead.
            pub fn instead(self) -> &'static str {
                match self { $(Loss::$variant => $instead,)* }
            }
        }
    };
}

// What the dialect learns is removed here, and carried where the row was made.
#[rustfmt::skip]
losses! {
    // References and schemas.
    OwnForm           = "own-form", "the value is any JSON";
    Reference         = "reference", "the value is any JSON";
    ReferenceCycle    = "reference-cycle", "the value is any JSON";
    TooDeep           = "too-deep", "the value is any JSON";
    NotASchema        = "not-a-schema", "the value is any JSON";
    FalseSchema       = "false-schema", "the value is any JSON";
    MixedTypes        = "mixed-types", "the value is any JSON";
    MixedValues       = "mixed-values", "the value is any JSON";
    UnionOfScalars    = "union-of-scalars", "the value is any JSON";
    AmbiguousUnion    = "ambiguous-union", "the value is any JSON";
    JoinedUnion       = "joined-union", "one model with the fields of all of them, of which those are required that all require";
    OpenEnumeration   = "open-enumeration", "the value is any string; the known values are left out";
    OneOrMany         = "one-or-many", "always sent as a list; one value is read as a list of one";
    WiderType         = "wider-type", "the type that includes all of them";
    Inheritance       = "inheritance", "a model with the fields of the base; those of the subtypes are kept as extra fields";
    Conflict          = "conflict", "the first of the values counts";
    Tuple             = "tuple", "a list whose elements are any JSON";
    Condition         = "condition", "left out";
    AdditionalFields  = "additional-fields", "fields without a name in the spec are kept as extra fields of any JSON";
    PatternFields     = "pattern-fields", "a map with any keys";
    KeyLimit          = "key-limit", "a map with any keys";
    FieldCount        = "field-count", "left out";
    NestedLimit       = "nested-limit", "left out";
    Format            = "format", "a plain value of its type";
    Limit             = "limit", "left out";
    ClampedLimit      = "clamped-limit", "the limit of the type";
    Pattern           = "pattern", "left out";
    Default           = "default", "left out";
    Constant          = "constant", "the value is any value of its type";
    Example           = "example", "left out";
    FurtherExample    = "further-example", "only the first example is kept";
    Required          = "required", "the field is optional, so that a value is finite";
    UndeclaredField   = "undeclared-field", "a required field of any JSON";
    Title             = "title", "left out; the description is kept";
    Xml               = "xml", "left out";
    Keyword           = "keyword", "left out";
    Extension         = "extension", "left out";
    // Operations.
    NoOperationId     = "no-operation-id", "named by its method and path";
    DuplicateId       = "duplicate-operation-id", "named with a number";
    NotAnOperation    = "not-an-operation", "left out";
    LeftOut           = "operation-left-out", "the client's `call_raw` sends it";
    PathFragment      = "path-fragment", "the path without its fragment";
    PathQuery         = "path-query", "a constant query parameter";
    PathParameter     = "path-parameter", "a text";
    ParameterStyle    = "parameter-style", "a text that the caller writes in that style";
    EmptyValue        = "allow-empty-value", "a name is always sent with its value";
    Reserved          = "allow-reserved", "reserved characters are percent-encoded, which means the same";
    ParameterType     = "parameter-type", "a text that the caller writes";
    ParameterLeftOut  = "parameter-left-out", "left out";
    ObjectParameter   = "object-parameter", "a parameter for each of its fields";
    CookieParameter   = "cookie-parameter", "left out";
    ClientHeader      = "client-header", "left out: the client sets the header";
    NullBody          = "null-body", "the body is never null";
    BodyWithGet       = "body-with-get", "left out";
    BodyType          = "body-type", "the body is any JSON";
    OptionalPlainBody = "optional-plain-body", "a body that can be empty, and is always there";
    FormField         = "form-field", "a text that the caller writes";
    ScalarInForm      = "scalar-in-form", "the first of the types that has parts";
    Encoding          = "encoding", "the encoding of the media type";
    FurtherBody       = "further-media-type", "the first media type that the client can write";
    FurtherReplyType  = "further-reply-type", "the JSON of the reply";
    FurtherReply      = "further-reply", "the first successful reply";
    ErrorReply        = "error-reply", "an error with its status";
    ReplyHeader       = "reply-header", "left out";
    Link              = "link", "left out";
    Callback          = "callback", "left out";
    Webhook           = "webhook", "left out";
    // The API as a whole.
    Server            = "server", "the first server of the document";
    NoServer          = "no-server", "a placeholder for the address";
    ServerVariable    = "server-variable", "its default";
    OperationServer   = "operation-server", "the server of the API";
    Security          = "security", "the first scheme of the API";
    SecurityScheme    = "security-scheme", "a credential that the caller obtains";
    Scopes            = "scopes", "left out";
    Tag               = "tag", "a folder of operations, and no group; its description is left out";
    Info              = "info", "left out";
}

impl Loss {
    /// Whether a value becomes any JSON, although the document says more.
    pub(super) fn is_any_json(self) -> bool {
        [
            Loss::Reference,
            Loss::ReferenceCycle,
            Loss::TooDeep,
            Loss::NotASchema,
            Loss::FalseSchema,
            Loss::MixedTypes,
            Loss::MixedValues,
            Loss::UnionOfScalars,
            Loss::AmbiguousUnion,
            Loss::Constant,
        ]
        .contains(&self)
    }
}

/// A thing that is not in the spec as the document has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Row {
    /// Its JSON pointer in the document, after the overlays: `/paths/~1pets/get`.
    pub pointer: String,
    /// Its kind.
    pub loss: Loss,
    /// What it is, in a few words.
    pub what: String,
}

/// What of a document is not in the spec, and how much of it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// What is not in the spec, sorted by pointer.
    pub rows: Vec<Row>,
    /// The number of operations in the document.
    pub operations: usize,
    /// The number of operations in the spec whose parameters, body and reply have the types of the document, none of
    /// which is any JSON or a text instead. A field inside of them can be any JSON, where a row says so.
    pub typed_operations: usize,
    /// The other operations in the spec, in the order of the document.
    pub untyped: Vec<Untyped>,
}

/// An operation of which something has no type, although the document has one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Untyped {
    /// Its name in the spec.
    pub operation: String,
    /// Its JSON pointer in the document.
    pub pointer: String,
    /// The kinds of the rows that say what has no type.
    pub reasons: Vec<Loss>,
}

impl Report {
    /// The number of rows of each kind, the most frequent first.
    pub fn counts(&self) -> Vec<(Loss, usize)> {
        let mut counts: BTreeMap<Loss, usize> = BTreeMap::new();
        for row in &self.rows {
            *counts.entry(row.loss).or_default() += 1;
        }
        let mut counts: Vec<(Loss, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(loss, count)| (std::cmp::Reverse(*count), *loss));
        counts
    }

    /// One JSON object: `operations`, `typed_operations`, `untyped`, each with `operation`, `pointer` and `reasons`,
    /// `counts` by kind, and `rows`, each with `pointer`, `kind`, `what` and `instead`.
    pub fn to_json(&self) -> serde_json::Value {
        let rows = self.rows.iter().map(|row| {
            json!({
                "pointer": row.pointer,
                "kind": row.loss.as_str(),
                "what": row.what,
                "instead": row.loss.instead(),
            })
        });
        let untyped = self.untyped.iter().map(|Untyped { operation, pointer, reasons }| {
            let reasons: Vec<&str> = reasons.iter().map(|loss| loss.as_str()).collect();
            json!({ "operation": operation, "pointer": pointer, "reasons": reasons })
        });
        let counts = self.counts().into_iter().map(|(loss, count)| (loss.as_str().to_owned(), count.into()));
        json!({
            "operations": self.operations,
            "typed_operations": self.typed_operations,
            "untyped": untyped.collect::<Vec<_>>(),
            "counts": counts.collect::<serde_json::Map<_, _>>(),
            "rows": rows.collect::<Vec<_>>(),
        })
    }
}
