//! Words of other description languages that are types, forms of a body, first keys of a file, or conditions.

use super::Words;

const FILES_ARE_PARTS: &str =
    "write `file`, in a model that is sent with `body: multipart`; for a file in base64, write `string`";
const AS_STRING: &str =
    "write `string`, with a `pattern` where the form is fixed; the dialect has no type for it";

#[rustfmt::skip]
pub(super) const TYPES: Words = &[
    (&["array", "slice", "sequence", "vec", "list", "arraylist", "set", "collection", "repeated", "数组", "列表", "集合"], "write `list<…>` with the type of its elements"),
    (&["object", "dict", "dictionary", "hash", "struct", "map", "hashmap", "record", "structure", "对象", "结构体", "字典"],
        "write the name of a model, `map<…>` if the keys are free, or `json` if anything goes"),
    (&["enum", "enumeration", "枚举"], "write the name of an enumeration, which has a file of its own: `enum: Color`"),
    (&["union", "oneof", "anyof", "variant"], "write the name of a union, which has a file of its own: `union: DateInfo`"),
    (&["tuple", "pair"], "write `list<json>`: the elements of a list have one type"),
    (&["binary", "image", "stream", "multipart", "文件", "图片"], FILES_ARE_PARTS),
    (&["buffer"], "write `base64`"),
    (&["base64url"], "write `string`, with a `pattern`; `base64` has the alphabet with `+` and `/`"),
    (&["timestampus", "timestampns", "microseconds", "nanoseconds"], "write `int`, and the unit in `doc`"),
    (&["self"], "write the name of the model, as `box<Name>` where the model would contain itself"),
    (&["bigint", "biginteger", "int128", "uint128", "i128", "u128"], "write `int` or `uint` where 64 bits are enough, else `string`"),
    (&["null", "nil", "none", "void", "unit", "nothing", "never", "empty", "undefined", "无", "空"],
        "remove the key where there is no value; a value that can be null has its type and `nullable: true`"),
    (&["字符串", "文本", "字符", "字串"], "write `string`"),
    (&["整数", "整型", "整形", "长整型"], "write `int`"),
    (&["无符号整数", "无符号整型"], "write `uint`"),
    (&["数字", "数值", "浮点数", "浮点", "浮点型", "小数"], "write `float`, or `int` if it has no fraction"),
    (&["布尔", "布尔值", "布尔型"], "write `bool`"),
    (&["时间戳"], "write `timestamp` for Unix seconds as a number, or `digit_timestamp` for Unix seconds in a string"),
    (&["时间", "日期", "日期时间"], "write `timestamp` for Unix seconds as a number, `digit_timestamp` for Unix seconds in a string, or `string` for anything else"),
    (&["任意", "任意类型"], "write `json`"),
];

/// Formats of strings.
#[rustfmt::skip]
pub(super) const FORMATS: Words = &[
    (&["email", "idnemail", "hostname", "idnhostname", "ipv4", "ipv6", "ip", "phone", "mobile", "iri", "irireference", "urireference", "uritemplate", "jsonpointer",
        "relativejsonpointer", "ulid", "objectid", "slug", "html", "markdown", "password", "currency", "color", "regex", "duration", "period", "version",
        "cidr", "mac", "locale", "country", "language", "timezone"], AS_STRING),
];

#[rustfmt::skip]
pub(super) const BODIES: Words = &[
    (&["application/json", "text/json", "raw", "object"], "write `body: json`, or nothing, for JSON is what a body is by default"),
    (&["application/xwwwformurlencoded", "urlencoded", "formurlencoded", "xwwwformurlencoded", "query", "params"], "write `body: form`"),
    (&["multipart", "multipart/formdata", "multipart/mixed", "formdata", "file", "files", "upload"],
        "write `body: multipart`; the parts are the fields of the request's model, files of the type `file`"),
    (&["xml", "application/xml", "text/xml", "text/plain", "plain", "csv", "yaml", "html", "soap", "graphql", "string"],
        "write `body: text`, with the `content_type` and without a `request`"),
    (&["binary", "application/octetstream", "octetstream", "stream", "protobuf", "msgpack"],
        "write `body: bytes`, with the `media_types` that they can have and without a `request`"),
    (&["none", "empty", "no"], "remove it: without `request` there is no body"),
];

#[rustfmt::skip]
pub(super) const FILES: Words = &[
    (&["openapi", "swagger", "paths", "components", "info", "definitions"],
        "this seems to be OpenAPI, which is another language: here each operation and each model has a file of its own, `operation: create_card` or `model: Card`"),
    (&["asyncapi", "channels"], "this seems to be AsyncAPI, which is another language: here an operation is one HTTP request and its reply, `operation: create_card`"),
    (&["raml", "baseuri", "resourcetypes"], "this seems to be RAML, which is another language: here each operation has a file of its own, `operation: create_card`"),
    (&["schema", "defs", "id", "properties", "type", "allof", "oneof", "anyof", "ref", "fields", "required"],
        "a file begins with the name of what it declares: `model: Card` and `fields`, `union: DateInfo` and `variants`, or `enum: Color` and `values`"),
    (&["struct", "structure", "message", "interface", "class", "object", "record", "table", "entity", "dto", "schemas", "models"], "write `model:` and a name, with `fields`"),
    (&["oneof", "variant", "variants", "tag", "sumtype", "discriminator"], "write `union:` and a name, with `tag` and `variants`"),
    (&["enumeration", "choice", "values", "enums"], "write `enum:` and a name, with `values`"),
    (&["endpoint", "method", "request", "path", "route", "get", "post", "put", "delete", "patch", "rpc", "operations", "call", "function", "action", "url"],
        "write `operation:` and a name first, then `method` and `path`"),
    (&["service", "server", "servers", "host", "errors", "auth", "name", "title", "version", "namespace", "package"], "the file of the whole API begins with `api:` and a name, and has its `server`"),
    (&["event", "webhook", "webhooks", "callback", "callbacks", "notification", "notifications"],
        "write `events:` and a name, with `common` and `event`, the types of what the server sends by itself"),
];

/// What a condition cannot ask.
const PRESENCE_HELP: &str = "a condition of a field compares another one with values; for presence, write `rules` at the model: `when: { field: { present: true } }`";

#[rustfmt::skip]
pub(super) const PRESENCE: Words = &[
    (&["present", "absent", "exists", "exist", "missing", "set", "unset", "defined", "undefined", "null", "nil", "none", "any", "*", "nonnull", "notnull", "notempty", "nonempty",
        "empty", "given", "provided", "存在", "非空", "为空", "有值", "空", "不为空"], PRESENCE_HELP),
];
