//! Keys of other description languages. Of several rows with one word, the first that applies in a mapping answers.

use super::{At, Row};

/// The words mean a key that the mapping has.
const fn has(key: &'static str, words: &'static [&'static str], help: &'static str) -> Row {
    Row { words, place: At::Has(key), help }
}

/// The words mean something in some mappings.
const fn at(ids: &'static [&'static str], words: &'static [&'static str], help: &'static str) -> Row {
    Row { words, place: At::In(ids), help }
}

/// The words mean the same everywhere.
const fn any(words: &'static [&'static str], help: &'static str) -> Row {
    Row { words, place: At::Anywhere, help }
}

const OPERATION: &[&str] = &["operation"];
const API: &[&str] = &["api"];
const FIELD: &[&str] = &["field"];

#[rustfmt::skip]
pub(super) const KEYS: &[Row] = &[
    // Rules.
    at(&["rule"], &["anyof", "atleastone", "required", "requires", "or"], "write `at_least_one_of`, with a list of fields"),
    at(&["rule"], &["oneof", "exactlyone", "xor", "oneofgroup"], "write `exactly_one_of`, with a list of fields"),
    at(&["rule"], &["mutuallyexclusive", "conflicts", "exclusive", "atmostone", "not"], "write `at_most_one_of`, with a list of fields"),
    at(&["rule"], &["allof", "and", "dependentrequired", "dependencies"],
        "write `when` and `then`: `when: { a: { present: true } }`, `then: { b: { present: true } }`"),
    at(&["rule"], &["if", "unless", "condition", "where"], "write `when`, with fields and what must be true of each"),
    at(&["rule"], &["severity", "level", "warning"], "write `warn: true` if a violation is only a warning"),
    at(&["rule"], &["message", "description", "reason", "errormessage", "note"], "write `doc`, with the reason"),

    // Documentation.
    has("doc", &["description", "desc", "summary", "comment", "comments", "title", "documentation", "docs", "docstring", "help", "label",
        "remarks", "remark", "displayname", "externaldocs", "termsofservice"], "write `doc`, or `note` for a reason"),
    at(&["retry", "text", "auth", "reply", "warn", "allow", "documented"], &["description", "desc", "summary", "comment", "comments", "title", "doc", "note"],
        "write a YAML comment, after `# `"),
    has("example", &["examples", "sample", "samples", "externalvalue"], "write `example`, with one value"),
    any(&["example", "examples", "sample", "samples", "externalvalue"], "write an `example` at each field; that of a request is made of them"),
    has("since", &["version", "added", "introduced"], "write `since`, with the version or date"),
    has("deprecated", &["obsolete", "removed", "sunset", "deprecationreason"], "write `deprecated`, with a sentence that says what to use instead"),
    any(&["info", "contact", "email", "license", "termsofservice", "externaldocs"], "write it into the `doc` of the api file"),
    at(OPERATION, &["tags", "tag", "group", "category"], "not supported: the client has one method for each operation; `section` names the section of the \
        API's documentation"),
    at(API, &["tags"], "not supported: the client has one method for each operation; the folders of the spec are yours to choose"),

    // The kind and the name of what a file declares.
    has("change", &["code", "kind", "type", "rule"], "write `change`, with the kind that `diff` prints"),
    has("at", &["path", "field", "where", "name"], "write `at`, with the name that `diff` prints"),
    at(&["model", "union", "enum"], &["type"], "remove it: the first key says what the file declares; a name for another type is not needed, write \
        that type where it is used"),
    at(&["model", "union", "enum", "operation", "api"], &["name", "id", "operationid", "identifier"],
        "the name is the value of the first key: `model: Card`, `operation: create_card`"),
    any(&["openapi", "swagger", "syntax", "edition", "annotationtypes", "uses", "variables", "option", "asyncapi", "raml", "smithy", "schema", "jsonschemadialect", "vocabulary", "anchor", "dynamicanchor"],
        "remove it: the dialect has one version and needs no key for it"),
    at(API, &["paths", "operations", "endpoints", "resources", "resource", "rpc", "action", "routes", "channels", "pathitems", "services", "service", "get", "post"],
        "declare each operation in a file of its own: `operation: create_card`, `method: POST`, `path: /card/create`"),
    any(&["components", "schemas", "definitions", "defs", "types", "models", "structs", "messages", "structures", "interface", "scalar", "interfaces", "shapes",
        "requestbodies", "enums", "unions", "namespace", "package", "module", "resourcetypes", "traits"],
        "declare each model, union and enumeration in a file of its own, and refer to it by its name"),

    // Enumerations, unions and their parts.
    has("values", &["fields", "variants", "members", "constants", "cases", "symbols", "enum", "items"], "write `values`; what has fields is a `model`"),
    has("variants", &["fields", "values", "members", "cases", "oneof", "anyof", "options", "types"],
        "write `variants`; the fields are those of a variant"),
    has("tag", &["discriminator", "propertyname", "discriminatorproperty", "tagname", "key"], "write `tag`, with the name of the key"),
    at(&["union"], &["mapping", "discriminatormapping", "discriminatorvalue"], "write the value of the tag at each variant, as its `value`"),
    at(&["union"], &["untagged"], "remove it: without a `tag`, the variant is the one whose required key is present"),
    at(&["union"], &["content"], "write the key that holds a variant as a required field of the variant"),
    at(&["union"], &["allof"], "write the fields that every variant has as the `fields` of the union"),
    at(FIELD, &["alias", "aliases", "synonyms"], "not supported in JSON: a key has one name, and names that it had once are `former_fields` of the model; \
        a part of a `multipart` body can have `also_read`"),
    has("also_read", &["alias", "aliases", "synonyms"], "write `also_read`, with a list of the other spellings"),
    at(&["value"], &["value", "const", "code", "number"], "the value is the key itself"),
    at(&["value"], &["rename", "varname"], "write `name`; the key is the value on the wire"),
    at(&["enum"], &["xenumvarnames", "xenumdescriptions", "names", "descriptions"], "write `name` and `doc` at each of the `values`"),
    at(&["enum", "union"], &["open", "closed", "nonexhaustive", "extensible", "allowunknown", "unknown", "other", "fallback"],
        "remove it: in replies a value that the spec does not know is always kept as `Unknown`"),
    at(&["enum"], &["format", "repr", "base", "underlying"], "remove it: the values are integers or strings, as they are written under `values`"),
    has("value", &["tag", "discriminatorvalue", "const", "rename"], "write `value`, with the value of the tag"),
    at(&["variant"], &["type", "ref", "schema", "content"], "write `model`, with the name of the model that has the fields, or `fields`"),
    has("sets", &["set", "values", "fields", "with", "defaults"], "write `sets`, with a mapping from fields to values"),

    // Fields: presence and values.
    at(&["model", "variant"], &["required", "optional"], "write `required: true` at each field that is always present"),
    has("required", &["optional", "isoptional", "partial"], "a field is optional unless it says `required: true`"),
    has("required", &["mandatory", "isnotempty", "isdefined", "present", "minoccurs"], "write `required: true`"),
    has("nullable", &["null", "allownull", "isnullable", "xnullable"], "write `nullable: true`"),
    at(&["model", "union", "enum"], &["nullable", "null", "allownull"], "write `nullable: true` at each field that can be null"),
    has("const", &["constant", "value", "fixed", "literal", "equals", "enumvalue"], "write `const`"),
    has("default", &["defaultvalue", "initial", "fallback"], "write `default`, with what the server assumes"),
    has("secret", &["sensitive", "password", "masked", "redact", "redacted", "writeonce"], "write `secret: true`"),
    has("warn", &["warning", "warnings", "soft"], "write `warn`"),
    has("tolerate", &["coerce", "lenient", "cast"], "write `tolerate`, with a list of the forms: `[digit_string]`"),
    has("documented", &["source", "original"], "write `documented`"),
    at(FIELD, &["if", "then", "else", "when", "validateif", "dependentrequired", "dependentschemas", "dependencies", "not", "requires", "dependson",
        "onlyif", "unless", "conflicts", "exclusive", "xor"], "write `required_if`, `required_unless`, `forbidden_if` or `forbidden_unless`, with a field of the same model and its values, or `rules` at the model"),
    any(&["if", "then", "else", "when", "not", "dependentrequired", "dependentschemas", "dependencies"],
        "write `required_if`, `required_unless`, `forbidden_if` or `forbidden_unless` at a field, with a field of the same model and its values, or `rules` at the model"),
    at(FIELD, &["exclusiveminimum", "exclusivemin", "gt", "morethan", "ispositive"], "write `exclusive_min`"),
    at(FIELD, &["exclusivemaximum", "exclusivemax", "lt", "lessthan", "isnegative"], "write `exclusive_max`"),
    at(FIELD, &["limits", "limit"], "write each limit as a key of the field: `max_bytes: 36`"),
    at(FIELD, &["range", "between"], "write `min` and `max`"),
    at(FIELD, &["lengthrange", "islength"], "say the unit: `min_chars` and `max_chars`, `max_bytes`, `max_cjk`"),
    at(FIELD, &["nonempty", "notempty", "notblank", "arraynotempty"], "write `min_chars: 1`, of a list `min_items: 1`"),
    at(FIELD, &["minproperties", "minentries"], "write `min_items`, which limits a `map<…>` too"),
    at(FIELD, &["maxproperties", "maxentries"], "write `max_items`, which limits a `map<…>` too"),
    at(FIELD, &["mincontains", "maxcontains", "disallow", "reserved", "contains", "validate", "validator", "validators", "constraints", "custom", "rules", "check", "assert"],
        "not supported: the limits are `max_bytes`, `max_cjk`, `pattern`, `min`, `max` and others; say anything else in `doc`"),
    at(FIELD, &["before", "lessthanfield"], "write `after` at the other field"),
    at(FIELD, &["readonly", "serverset"], "write `read_only: true`; a request with the field is refused"),
    at(FIELD, &["writeonly"], "write `write_only: true`; replies are without the field"),
    at(FIELD, &["visibility", "access", "createonly", "updateonly"],
        "write `read_only: true` if only replies have it, `write_only: true` if only requests have it; otherwise declare a model for each use"),
    at(FIELD, &["skipserializingif", "omitempty", "skip", "exclude", "skipserializing", "skipdeserializing", "ignore", "emitdefault"],
        "remove it: a field that is not set is not sent"),

    // Fields: types.
    has("type", &["format"], "the format is part of the type, for example `timestamp`, `date` or `int32`; of any other text, write `string`, with a `pattern` where \
        there is one"),
    has("type", &["prefixitems", "additionalitems", "unevaluateditems", "tuple"], "not supported: the elements of a list have one type; write `list<json>`"),
    has("type", &["items", "item", "element", "elements", "itemtype", "elementtype", "packed", "member", "repeated", "list", "array", "isarray", "multiple"],
        "the elements are part of the type: `type: list<int>`"),
    has("type", &["ref", "schema", "model", "class", "target", "dynamicref", "recursiveref", "typename", "datatype", "isstring", "isint", "isnumber", "isboolean", "isdate", "isemail", "isurl", "isuuid", "struct", "message"],
        "write `type`, with the name of the model, union or enumeration"),
    has("type", &["options", "choices", "allowed", "enum", "allowedvalues", "oneofvalues", "isin", "isenum", "values", "symbols"],
        "declare an enumeration in a file of its own and name it as the type"),
    has("type", &["properties", "fields", "attributes", "members", "children", "object", "nested", "validatenested", "additionalproperties",
        "patternproperties", "propertynames", "unevaluatedproperties", "keys"],
        "declare a model in a file of its own and name it as the type; where the keys are free, write `map<…>`"),
    has("type", &["oneof", "anyof", "union", "untagged", "variants", "discriminator", "tag", "mapping", "propertyname"],
        "declare a union in a file of its own and name it as the type; its `tag`, or else a required key of each variant, says which variant it is; where \
        nothing does, write `json`"),
    has("type", &["allof", "extends", "inherits", "mixin", "flatten", "include", "merge"],
        "not supported: write the fields of the other model here, at the same level, or a field of the type of that model where it is nested on the wire"),
    has("type", &["contentencoding", "contentmediatype", "contentschema", "encoding", "serializewith", "deserializewith", "with", "transform", "getter", "into", "encode", "base64", "binary", "mime"],
        "not supported: write `string`; the program encodes and decodes the text itself"),
    has("type", &["precision", "scale", "decimals", "digits", "unit", "currency"],
        "not supported: a `float` has 64 bits; say the unit in `doc`, and write `decimal` for exact decimals in strings"),
    has("type", &["timestampformat", "dateformat", "timezone"], "the form is that of the type: `timestamp` for Unix seconds, `date` for `2026-02-28`; for any other form write `string`"),
    has("name", &["rename", "jsonname", "json", "serializedname", "wirename", "fieldname", "alias", "aliases", "serializedas", "expose", "key", "xml"],
        "the key of the field is its name on the wire; `name` is its name in Rust"),
    any(&["renameall", "casing", "attribute", "case", "namingstrategy"], "not supported: each key is written as it is on the wire; the Rust names are derived from it"),
    has("style", &["explode", "collectionformat", "arrayformat", "csv", "delimiter", "separator"], "write `style`, with `brackets`, `comma`, `space`, `pipe` or `json`; \
        without it, the key is repeated with each element"),
    at(FIELD, &["allowreserved", "allowemptyvalue"], "remove it: a value is percent-encoded, and one that is empty is sent as it is"),
    at(FIELD, &["in", "location", "position", "param", "from", "httpquery", "httpheader", "httplabel", "httppayload", "query", "header", "path", "body", "cookie"],
        "where a parameter is sent is the key above it: `path_params`, `query` or `headers` of the operation"),
    at(FIELD, &["index", "unique", "primarykey", "generated", "computed", "autoincrement", "order", "fieldnumber", "hidden", "internal"],
        "not supported: it does not change what is sent; say it in `doc`"),

    // Models.
    has("fields", &["properties", "attributes", "members", "columns", "structure", "props", "parameters", "params", "elements", "field"], "write `fields`"),
    at(&["model", "variant", "union", "enum"], &["oneof", "anyof"], "declare a `union` in a file of its own, whose `tag`, or else a required key of each variant, \
        says which variant it is; where nothing does, write the type `json` where it is used"),
    at(&["model", "variant", "union", "enum"], &["allof", "extends", "inherits", "mixin", "mixins", "flatten", "include", "is", "uses", "base", "parent", "import"],
        "not supported: a model does not inherit; write the fields of the other model here"),
    at(&["model", "variant", "union"], &["additionalproperties", "patternproperties", "propertynames", "unevaluatedproperties", "denyunknownfields", "strict", "open",
        "facets"], "remove it: fields of a reply that the spec does not know are kept, and `set_extra` sends others; where all keys are free, write `map<…>` in \
        place of a model"),
    at(&["model"], &["discriminator", "tag", "mapping", "variants"], "declare a `union`, with `tag` and `variants`, in a file of its own"),
    at(&["model"], &["values", "enum", "const", "symbols"], "declare an enumeration in a file of its own: `enum: Color` and `values`"),
    at(&["model"], &["items", "prefixitems", "contains", "element"], "a list needs no model: write `list<…>` where it is used"),
    at(&["model", "variant"], &["minproperties", "maxproperties", "atleastone", "exactlyone", "oneofgroup", "mutuallyexclusive", "invariants", "rules", "validate"],
        "write `rules` of a `model:` file, with `at_least_one_of`, `at_most_one_of` or `exactly_one_of`, or with `when` and `then`"),
    at(&["model", "union", "enum"], &["ref", "typename"], "refer to a model by its name, where it is used"),
    at(&["model", "union", "enum", "variant"], &["readonly", "writeonly", "visibility", "access", "direction", "input", "output", "request", "reply"],
        "remove it: whether a model is sent or received follows from the operations that use it"),
    at(&["model", "union", "enum", "variant"], &["format", "contentencoding", "contentmediatype", "contentschema", "default", "xml", "transparent"],
        "not supported: a model is an object in JSON; formats and defaults are those of its fields"),
    at(&["model", "union"], &["derive", "traits", "trait", "implements", "generics", "typeparameters", "serde", "attributes"],
        "not supported: every type has the same traits; the features of the generated crate add `Serialize` and `Deserialize`"),

    any(&["oneof", "anyof", "allof"], "alternatives are a `union` in a file of its own; nothing inherits the fields of a model"),

    // Operations.
    has("method", &["verb", "httpmethod", "type", "httpverb"], "write `method`, for example `POST`"),
    at(OPERATION, &["get", "post", "put", "patch", "delete", "head", "options", "trace", "http"], "write `method` and `path`: `method: GET`, `path: /card`"),
    has("path", &["url", "uri", "endpoint", "route", "httppath", "address"], "write `path`"),
    has("path_params", &["params", "parameters", "args", "arguments"], "write `path_params`, `query` or `headers`"),
    has("path_params", &["pathparameters", "pathparam", "uriparameters", "urlparams", "urlparameters", "pathvariables"], "write `path_params`"),
    at(OPERATION, &["queryparameters", "queryparams", "querystring", "queryparam", "search"], "write `query`"),
    at(OPERATION, &["header", "headerparameters", "requestheaders", "headerparams"], "write `headers`"),
    at(OPERATION, &["cookie", "cookies", "cookieparameters"], "write the header `Cookie`: `headers: { Cookie: { type: string } }`"),
    at(OPERATION, &["multipart", "files", "filetypes", "upload", "attachments", "formdata", "parts", "file"],
        "write `body: multipart`, and as `request` a model whose fields are the parts; files have the type `file`"),
    has("request", &["requestbody", "payload", "input", "requestmodel", "bodyschema", "bodyparams", "entity", "json"], "write `request`, with the type of the body"),
    at(OPERATION, &["content", "mediatype", "mediatypes", "consumes", "contenttype", "mime", "mimetype", "encoding", "produces", "form"],
        "a body is JSON, or what `body` says; the media type of one that is text is `content_type`, and that of a reply that is text or bytes is `accept`"),
    at(OPERATION, &["status", "statuscode", "statuscodes", "statuses", "success", "successstatus", "expectedstatus", "code", "ok"],
        "remove it: each status of 2xx is a success; `detailed()` of a call gives the status, and `reply` of the api file says where errors are"),
    has("reply_headers", &["responseheaders"], "write `reply_headers`, with the type of each header; the request id is `request_id_header` of the api file"),
    at(OPERATION, &["stream", "streaming", "sse", "websocket", "chunked", "bindings"],
        "not supported: send such requests with an HTTP client; of a reply that is bytes, write `reply_body: bytes`, which `write_to` of a call writes while it arrives"),
    at(OPERATION, &["download", "binary", "raw", "blob", "bytes", "text", "plain"], "write `reply_body: bytes`, or `reply_body: text`"),
    at(OPERATION, &["dataroot", "unwrap", "datakey", "resultkey", "resultpath", "responsekey", "replyroot"],
        "write `data`, with the path of the value in the reply"),
    has("reply", &["response", "responses", "returns", "return", "result", "results", "output", "responsebody", "responsemodel"],
        "write `reply`, with the type of a success, or `replies` if it depends on the status; errors are the `errors` of the api file"),
    has("failures", &["errors", "error", "throws", "exceptions", "faults", "raises", "errorcodes"], "declare the codes under `errors` of the api file, and the types of their bodies as `failures`"),
    at(OPERATION, &["security", "authentication", "authorization", "authorisation", "requiresauth", "authenticated", "secured", "securedby",
        "permissions", "scopes", "public", "anonymous", "token", "bearer"], "write `auth: false` where no credential is sent; where it travels is `auth` of the api file"),
    at(OPERATION, &["servers", "host", "baseurl", "basepath", "baseuri", "schemes", "protocols"],
        "the address is `server` of the api file; an operation that has another one has a `server` of its own"),
    any(&["callbacks", "callback", "event", "webhooks", "webhook", "links", "events", "operationref", "correlationid", "publish", "subscribe", "notifications"],
        "what the server sends by itself has a file of its own, `events: order_events`"),
    any(&["pagination", "paginated", "paginate", "paging", "page"],
        "write `pages` in the operation, with the list in the reply and what leads to the next page: `pages: { items: data, cursor: after, next: next_cursor }`"),
    has("pages", &["cursor"], "write `pages`, with the list in the reply and what leads to the next page: `pages: { items: data, cursor: after, next: next_cursor }`"),
    at(&["operation", "api"], &["timeout", "deadline", "ratelimit", "throttle", "cache", "caching", "proxy", "tls", "useragent", "redirects", "compression", "gzip"],
        "remove it: such settings are made when the client is built, with `Client::builder()`, or at a call"),
    at(OPERATION, &["retry", "retries", "retryable", "attempts", "backoff"], "write `idempotent: true` where sending twice has the effect of sending once; which errors pass with time is \
        `retry` of the api file"),
    has("idempotent", &["idempotency", "idempotencykey", "idempotencytoken", "safe", "readonly", "repeatable"],
        "write `idempotent: true` where sending twice has the effect of sending once; a key for it is a field or one of the `headers`"),
    has("wrap", &["envelope", "root", "rootkey", "wrapper", "wrapped", "around", "outer"], "write `wrap`, with `$request` where the body goes"),
    any(&["signature", "sign", "hmac", "nonce"], "not supported: declare the signature as a field or a parameter, which the program computes"),
    at(OPERATION, &["async", "batch", "longrunning", "polling", "waiters", "waitable"], "not supported: an operation is one request and its reply; the program repeats it"),
    at(OPERATION, &["fields", "body"], "declare a model and write its name as `request`"),
    at(OPERATION, &["schema", "ref", "model", "target"], "write `request` or `reply`, with the name of the model"),

    // The api file and its parts.
    has("server", &["baseurl", "host", "servers", "baseuri", "basepath", "schemes", "protocols", "url", "endpoint", "address", "domain", "root", "apiurl"],
        "write `server`, and `fallback_servers` for more"),
    has("server_variables", &["servervariables", "variables", "serverparams"], "write `server_variables`, with the default of each part of `server` in braces"),
    has("auth", &["securityschemes", "security", "securitydefinitions", "authentication", "authorization", "credentials", "credential", "oauth", "oauth2", "flows", "apikey",
        "bearer", "token", "tokens", "securedby", "login"], "write `auth`, for example `auth: { bearer: true }`"),
    has("errors", &["error", "errorcodes", "codes", "exceptions", "faults"], "write `errors`, with the codes as keys"),
    has("classes", &["errorclasses", "errorgroups", "groups", "categories"], "write `classes`, with the classes of the error codes as keys"),
    has("retry", &["retries", "backoff", "retrypolicy"], "write `retry: { wait: [CLASS] }`, with the classes of the errors that pass with time"),
    at(API, &["reply", "response", "responses", "success", "envelope", "data", "result", "status", "produces"],
        "write `reply`, with where a reply holds the error code: `reply: { code: errcode, message: errmsg, ok: 0 }`"),
    at(API, &["parameters", "headers", "query", "params", "consumes", "mediatype"], "declare parameters at each operation that has them; a credential is `auth`"),
    at(&["reply"], &["result", "results", "payload", "body", "content", "root", "items", "value"],
        "write `data`, with the key or dotted path under which the body of a success has its value; without it, the whole body is the value"),
    at(&["reply"], &["status", "statuscode", "success", "successcode", "okcode", "successvalue"],
        "write `ok`, with the code that means success; without it, the HTTP status decides"),
    has("code", &["errcode", "errorcode", "error", "err", "retcode"], "write `code`, with the key of the error code"),
    has("message", &["msg", "errmsg", "errormessage", "reason", "detail"], "write `message`, with the key of the error message"),
    at(&["reply"], &["requestid", "traceid", "rid", "correlationid"], "write `request_id_header`, or `request_id_in_message`"),
    at(&["auth"], &["type", "in", "name", "scheme", "apikey", "oauth2", "flows", "implicit", "authorizationcode", "clientcredentials", "location", "bearerformat", "openidconnecturl", "scopes", "authorizationurl"],
        "write where the credential travels: `query: NAME`, `header: NAME` or `bearer: true`"),
    at(&["auth"], &["digest", "hmac", "aws4", "negotiate"], "not supported: a credential is sent as it is; sign requests in a `Transport` of the program"),
    at(&["auth"], &["username", "user", "password"], "write `basic: true`; the program gives them to its client"),
    at(&["auth"], &["token", "tokenurl", "refreshurl", "source", "login", "refresh"], "write `sources`, with an operation that gives a token"),
    has("expires_in", &["expires", "lifetime", "ttl", "expiresin", "expiresat", "expiry"], "write `expires_in`, with the field that holds the lifetime in seconds"),
    has("token", &["accesstoken", "field", "value"], "write `token`, with the field that holds the token"),
    has("pause_seconds", &["retryafter", "delay", "wait", "pause", "backoff", "pausems"], "write `pause_seconds`, with the least time to wait"),
    at(&["error"], &["retry", "retryable", "transient", "temporary"], "write `class`, and name the class in `retry: { wait: […] }` of the api file"),
    has("class", &["group", "category", "kind", "type", "severity"], "write `class`, with a word of your own"),
    at(&["error"], &["code", "status", "httpstatus", "statuscode"], "a code is the key itself"),
    at(&["error"], &["fields", "path", "param"], "write `field`, with one field on the wire"),
    at(&["retry"], &["max", "attempts", "maxattempts", "retries", "backoff", "delay", "times", "statuses"], "remove it: how often a call is repeated is a setting of the client, `Retry`"),
    has("wait", &["on", "classes", "codes", "errors"], "write `wait`, with a list of classes of errors"),
];
