//! The fixed texts of the reference, in all languages.

/// A language of the reference. Texts of the spec stay as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// All of them.
    pub const ALL: [Language; 2] = [Language::English, Language::Chinese];

    /// Its tag, as BCP 47 defines it.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Chinese => "zh",
        }
    }

    /// The language of a tag such as `zh-CN`: English, if there are no texts in the language that it names.
    pub fn of_tag(tag: &str) -> Language {
        let primary = tag.split('-').next().unwrap_or_default();
        let known = Language::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary));
        known.unwrap_or_default()
    }

    /// A text in this language.
    pub(super) fn say(self, words: Words) -> &'static str {
        let Entry { english, chinese } = words.entry();
        match self {
            Language::English => english,
            Language::Chinese => chinese,
        }
    }

    /// A text in this language, with a value in place of each `{}`, in order, or of `{1}` by its index.
    pub(super) fn fill(self, words: Words, values: &[&str]) -> String {
        let mut filled = String::new();
        let mut parts = self.say(words).split('{');
        filled.push_str(parts.next().unwrap_or_default());
        for (order, part) in parts.enumerate() {
            let (index, rest) = part.split_once('}').unwrap_or(("", part));
            filled.push_str(values.get(index.parse().unwrap_or(order)).copied().unwrap_or_default());
            filled.push_str(rest);
        }
        filled
    }
}

/// A text in every language.
pub(super) struct Entry {
    pub(super) english: &'static str,
    pub(super) chinese: &'static str,
}

macro_rules! words {
    ($($name:ident: $english:literal, $chinese:literal;)*) => {
        /// A text of the reference. `{}` is replaced by a value.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Words {
            $($name,)*
        }

        impl Words {
            #[cfg(test)]
            pub(super) const ALL: &[Words] = &[$(Words::$name,)*];

            pub(super) const fn entry(self) -> Entry {
                match self {
                    $(Words::$name => Entry { english: $english, chinese: $chinese },)*
                }
            }
        }
    };
}

words! {
    // Titles and headings.
    Reference: "Reference of `{}`", "`{}` 接口参考";
    Contents: "Contents", "目录";
    Operations: "Operations", "接口";
    Types: "Types", "类型";
    Events: "Events", "事件";
    ErrorCodes: "Error codes", "错误码";
    ErrorCodesByClass: "All error codes, by class", "按类别列出的全部错误码";
    Credentials: "Credentials", "凭据";
    CredentialsLead: "What calls are authorised with, and where it comes from", "调用所用的凭据及其来源";
    Checker: "Checker", "在线校验";
    CheckerLead: "Type or paste what a request sends, as JSON or in a form: every error is shown at its place, with what is left of each limit. Nothing leaves this page.", "输入或粘贴请求的内容（JSON 或表单）：每个错误都显示在相应位置，并给出每项限制的余量。内容不会离开本页。";
    CheckerNeeds: "The checker needs JavaScript and a page that is served over HTTP.", "校验需要 JavaScript，且页面须通过 HTTP 访问。";
    CheckRequest: "Check a request", "校验请求";
    Walk: "From beginning to end", "完整流程";
    Steps: "Steps", "步骤";
    States: "States", "状态";
    State: "State", "状态";
    Start: "start", "开始";
    Request: "Request", "请求";
    Reply: "Reply", "响应";
    PathParameters: "Path parameters", "路径参数";
    QueryParameters: "Query parameters", "查询参数";
    Headers: "Headers", "请求头";
    BodyHeading: "Body", "请求体";
    JsonExample: "JSON", "JSON";
    RustAsync: "Rust, async", "Rust（异步）";
    RustBlocking: "Rust, blocking", "Rust（阻塞）";
    RustPages: "Rust, all pages", "Rust（全部分页）";
    Curl: "curl", "curl";
    Notes: "Notes", "备注";
    Rules: "Rules over several fields", "跨字段规则";
    FormerFields: "Former fields", "已停用的字段";
    Constructors: "Constructors in Rust", "Rust 构造函数";
    ConstructorSets: "sets {}", "设 {}";
    SetTo: "{} to {}", "{} 为 {}";
    ConstructorTakes: "takes {}", "参数为 {}";
    FormerFieldsLead: "Accepted with a warning, and never written by the client.", "仍接受但有警告，客户端不会写入。";
    ModelHeading: "Model {}", "模型 {}";
    UnionHeading: "Union {}", "联合 {}";
    EnumHeading: "Enumeration {}", "枚举 {}";
    ClassHeading: "Class {}", "类别 {}";
    WithoutClass: "Without a class", "未分类";
    CommonFields: "Fields that all of these events have", "所有事件共有的字段";
    Signature: "Signature", "签名";
    Encryption: "Encryption", "加密";
    Repetitions: "Repeated deliveries", "重复投递";
    Answer: "Answer", "应答";

    // Columns.
    Field: "Field", "字段";
    Type: "Type", "类型";
    Presence: "Presence", "是否必填";
    Limits: "Limits and values", "限制与取值";
    Meaning: "Meaning", "说明";
    Code: "Code", "错误码";
    Name: "Name", "名称";
    WhatToDo: "What to do", "处理办法";
    Value: "Value", "取值";
    Operation: "Operation", "接口";
    MethodAndPath: "Method and path", "方法与路径";
    Variant: "Variant", "变体";

    // Facts of an operation.
    Address: "Address", "地址";
    Servers: "The same API is also served by {}.", "备用地址：{}。";
    Authorised: "Authorisation", "鉴权";
    AuthQuery: "the credential in the query parameter {}", "查询参数 {} 中的凭据";
    AuthHeader: "the credential in the header {}", "请求头 {} 中的凭据";
    AuthBearer: "the credential in the header `Authorization`, after `Bearer`", "请求头 `Authorization` 中 `Bearer` 之后的凭据";
    AuthPrefixed: "the credential in the header {}, after {}", "请求头 {} 中 {} 之后的凭据";
    AuthBasic: "user name and password by HTTP Basic", "HTTP Basic 的用户名与密码";
    AuthCookie: "the credential in the cookie {}", "Cookie {} 中的凭据";
    AuthNone: "none", "无需";
    BodyFact: "Body", "请求体";
    BodyNone: "none", "无";
    BodyJson: "JSON in UTF-8", "UTF-8 编码的 JSON";
    BodyForm: "a form, `application/x-www-form-urlencoded`", "表单 `application/x-www-form-urlencoded`";
    BodyNestedForm: "a form, `application/x-www-form-urlencoded`, with the names of inner values in brackets", "表单 `application/x-www-form-urlencoded`，内层键名写在方括号中";
    BodyMultipart: "parts, `multipart/form-data`", "分段 `multipart/form-data`";
    BodyText: "text, {}", "文本 {}";
    BodyBytes: "bytes with a media type of their own", "带有自身媒体类型的字节";
    Repeating: "Sent twice", "重复调用";
    Idempotent: "has the effect of being sent once", "与调用一次效果相同";
    NotIdempotent: "may have its effect twice", "可能产生两次效果";
    Wrapped: "The fields below are those of {} in the body; what is around it is constant, as the example shows.", "下列字段位于请求体的 {} 中；其外层为固定内容，见示例。";
    BodyIs: "The body is {}.", "请求体为 {}。";
    BodyOptional: "A request can also have no body.", "请求也可以没有请求体。";
    ReplyIs: "The reply is {}.", "响应为 {}。";
    NoReply: "A success has no content that anyone needs to read.", "成功时没有需要读取的内容。";
    RepliesByStatus: "The status of a success says what it has; one with any other status is `Unknown`:", "成功响应的内容取决于状态码，其他状态码为 `Unknown`：";
    NoValue: "no value", "无内容";
    ReplyEnvelope: "A reply whose {} is {} is a success; any other value is an [error code]({}), and {} says more.", "{} 为 {} 表示成功；其他值为[错误码]({})，{} 中有说明。";
    ReplyStatus: "The HTTP status says whether a call succeeded; {} of a failure is an [error code]({}).", "由 HTTP 状态判断成功与否；失败时 {} 为[错误码]({})。";
    ReplyStatusOnly: "The HTTP status says whether a call succeeded: it is the [error code]({}).", "由 HTTP 状态判断成功与否，状态即[错误码]({})。";
    ReplyText: "The reply is a text in UTF-8.", "响应为 UTF-8 文本。";
    ReplyBytes: "The reply is bytes.", "响应为字节。";
    ReplyAccept: "Its media type is {}.", "媒体类型为 {}。";
    ReplyData: "It is the value of {} in the body.", "其位于响应体的 {} 中。";
    ReplyNoContent: "A success can also have no value: an empty body, or null.", "成功时也可能没有内容：响应体为空或为 null。";
    ServerVariables: "The address of the server is {}, of which a program can choose the parts in braces:", "服务器地址为 {}，花括号中的部分可由程序选择：";
    ReplyHeaders: "A reply can have these headers:", "响应可以带有以下响应头：";
    FailureBodies: "The body of a failure, by its status:", "失败时的响应体，按状态码：";
    AnyOtherStatus: "any other status", "其他状态码";
    UnknownKeys: "Unknown keys", "未知的键";
    UnknownKeysTolerated: "accepted with a warning", "接受，有警告";
    PagesItems: "The list is {} of the reply.", "列表位于响应的 {} 中。";
    PagesItemsWhole: "The reply itself is the list.", "响应本身即为列表。";
    PagesOffset: "{} of the request grows by the number of items.", "请求的 {} 随已取得的条数递增。";
    PagesPage: "{} of the request grows by 1.", "请求的 {} 每页加 1。";
    PagesCursor: "{} of the reply is sent as {} of the next request.", "响应的 {} 作为下一次请求的 {} 发送。";
    PagesLink: "The header `Link` of the reply leads to the next page.", "响应头 `Link` 指向下一页。";
    PagesTotal: "{} of the reply is the number of all items.", "响应的 {} 为总条数。";
    PagesTotalPages: "{} of the reply is the number of all pages.", "响应的 {} 为总页数。";
    PagesMore: "{} of the reply states whether there is another page.", "响应的 {} 表示是否还有下一页。";
    PagesFact: "The reply is a page of a list; the client's method {} requests all of them.", "响应为列表的一页；客户端方法 {} 会请求全部分页。";
    BodyFromFile: "with the JSON above in the file `request.json`", "文件 `request.json` 中为上面的 JSON";
    AtPath: "At {}.", "位于 {}。";
    NoFields: "No fields.", "没有字段。";
    TagIs: "The value of {} names the variant.", "由 {} 的值区分变体。";
    ByKind: "A value that is not such an object is distinguished by its kind.", "不是此类对象的值由其类型区分。";
    TagNone: "The key that only one variant has names the variant.", "由各变体独有的键区分。";
    TagsToo: "also read: {}", "也接受：{}";
    OtherVariantsTolerated: "A field of another variant is accepted with a warning.", "其他变体的字段仍接受，但有警告。";
    TagDigitsTolerated: "A number in a string is accepted with a warning.", "字符串形式的数字仍接受，但有警告。";
    Extra: "Seen in use, and not documented: accepted with a warning.", "实际使用中出现但文档未列出：接受并有警告。";
    UnknownInReplies: "A reply can have other values.", "响应中可能出现其他取值。";
    SeeWalk: "Where it belongs: [{}]({}).", "所处环节：[{}]({})。";

    // Presence.
    Required: "required", "必填";
    RequiredIf: "required {}", "{}必填";
    Optional: "optional", "选填";
    ForbiddenIf: "not allowed {}", "{}不可填";
    OnlyReplies: "only in replies", "仅在响应中";
    OnlyRequests: "only in requests", "仅在请求中";
    AlwaysThere: "always", "必有";
    MayBeMissing: "can be absent", "可能没有";
    MayBeNull: "may be null", "可为 null";

    // Conditions.
    When: "when {}", "当{}时";
    Unless: "unless {}", "除非{}，";
    IsAnyOf: "{} is {}", "{} 为 {}";
    IsPresent: "{} is present", "有 {}";
    IsAbsent: "{} is absent", "没有 {}";
    And: " and ", "且";
    AndFields: " and ", "和";
    Or: " or ", "或";
    Comma: ", ", "、";
    Semicolon: "; ", "；";
    Colon: ": ", "：";
    FullStop: ".", "。";

    // Limits.
    AtLeast: "at least {}", "至少 {}";
    AtMost: "at most {}", "至多 {}";
    AtMostBytes: "at most {} ({})", "至多 {}（{}）";
    OneByte: "{} byte", "{} 字节";
    Bytes: "{} bytes", "{} 字节";
    OneCjk: "{} CJK character", "{} 个汉字";
    Cjk: "{} CJK characters", "{} 个汉字";
    OneCharacter: "{} character", "{} 个字符";
    Characters: "{} characters", "{} 个字符";
    OneElement: "{} element", "{} 个元素";
    Elements: "{} elements", "{} 个元素";
    Matches: "matches {}", "匹配 {}";
    MediaType: "of the media type {}", "媒体类型为 {}";
    Unique: "no two elements equal", "元素互不相同";
    NumberAtLeast: "at least {}", "不小于 {}";
    NumberAtMost: "at most {}", "不大于 {}";
    NumberAbove: "greater than {}", "大于 {}";
    NumberBelow: "less than {}", "小于 {}";
    MultipleOf: "a multiple of {}", "{} 的倍数";
    EachElement: "each element: {}", "每个元素：{}";
    EachKey: "each key: {}", "每个键：{}";
    Warned: "{} (otherwise a warning)", "{}（否则警告）";
    GreaterThan: "greater than {}", "大于 {}";
    OneOf: "{}", "{}";
    Constant: "always {}", "固定为 {}";
    Default: "{} if absent", "缺省为 {}";
    ZeroFraction: "an integer with a fraction of zeros (`1.0`) is accepted with a warning", "也接受小数部分为零的整数（`1.0`），有警告";
    DigitString: "a string of digits is accepted with a warning", "也接受数字字符串，有警告";
    Single: "a single element is accepted with a warning", "也接受单个元素，有警告";
    AlsoRead: "also read as {}", "也接受名称 {}";
    Secret: "secret", "机密";
    WrittenAs: "written as {}", "写作 {}";

    // Rules.
    RuleRequired: "{} is required {}", "{1}须有 {0}";
    RuleForbidden: "{} is not allowed {}", "{1}不可有 {0}";
    RuleAnyOf: "{} is {} {}", "{2}{0} 须为 {1}";
    RuleWithin: "{} is {} {}", "{2}{0} 须{1}";
    RuleAtLeastOne: "at least one of {} is required {}", "{1}{0} 至少须有一个";
    RuleAtMostOne: "at most one of {} is allowed {}", "{1}{0} 至多可有一个";
    RuleMaxItems: "{} have at most {} together {}", "{2}{0} 合计至多 {1}";

    // Types.
    TypeText: "string", "字符串";
    TypeInt: "integer, 64 bits", "整数（64 位）";
    TypeInt32: "integer, 32 bits", "整数（32 位）";
    TypeUint: "integer, 64 bits, at least 0", "非负整数（64 位）";
    TypeUint32: "integer, 32 bits, at least 0", "非负整数（32 位）";
    TypeFloat: "number", "数";
    TypeBool: "true or false", "布尔";
    TypeTimestamp: "Unix seconds as a number", "Unix 秒（数字）";
    TypeTimestampMs: "milliseconds since 1970 as a number", "自 1970 年起的毫秒数（数字）";
    TypeDigitTimestamp: "Unix seconds as a string", "Unix 秒（字符串）";
    TypeDate: "date, `YYYY-MM-DD`", "日期 `YYYY-MM-DD`";
    TypeDateTime: "date and time, RFC 3339", "日期时间（RFC 3339）";
    TypeUuid: "UUID", "UUID";
    TypeDecimal: "decimal number in a string", "字符串形式的十进制数";
    TypeBase64: "bytes in Base64", "Base64 编码的字节";
    TypeFile: "file", "文件";
    TypeJson: "any JSON", "任意 JSON";
    ListOf: "list of {}", "{} 的列表";
    MapOf: "map of {}", "{} 的映射";
    OrNull: "null or {}", "null 或 {}";

    // Remarks.
    Note: "Note", "备注";
    Documented: "The API's own documentation says: {}.", "接口自身的文档写的是：{}。";
    Deprecated: "Deprecated", "已弃用";
    Discouraged: "Discouraged, a warning where it is present", "不建议使用，出现时有警告";
    DiscouragedUnlessEmpty: "Discouraged, a warning where it is present and not empty", "不建议使用，出现且不为空时有警告";
    Since: "Since {}.", "自 {} 起。";
    Section: "Source: section {}.", "来源：{} 节。";
    DocumentedRequired: "required", "必填";
    DocumentedOptional: "optional", "选填";
    DocumentedAbsent: "no row for this field", "没有此字段";

    // Errors.
    SpecificErrors: "Codes about this operation:", "与本接口有关的错误码：";
    GeneralErrors: "Codes that any operation can answer with:", "任何接口都可能返回的错误码：";
    InOperations: "In {}: {}", "在 {} 中：{}";
    AboutField: "About the field {}.", "涉及字段 {}。";
    AboutFields: "About the fields {}.", "涉及字段 {}。";
    ReportsRules: "Reports that these rules are broken: {}.", "表示违反了这些规则：{}。";
    OtherClass: "Of the class {} there.", "在其中属于类别 {}。";
    AlsoInClass: "In some operations also: {}", "在部分接口中还有：{}";
    AdviceRefresh: "Fetch a new token and repeat the call; the client does so once.", "获取新的凭据后重试；客户端会自动重试一次。";
    AdviceWait: "Wait and repeat the call; the client does so where that is safe.", "稍候重试；客户端会在安全时自动重试。";
    AdviceWaitSeconds: "Wait {} seconds and repeat the call; the client does so.", "等待 {} 秒后重试；客户端会自动重试。";
    AdviceCorrect: "Correct the request.", "修改请求。";
    AdviceResolve: "Remove the cause; the same call fails again.", "先消除原因，原样重试仍会失败。";

    RequestIdHeader: "The header {} of a reply identifies the call.", "响应头 {} 标识本次调用。";
    RequestIdInMessage: "A message can contain the identifier of the call, after {}.", "消息中 {} 之后可能含有本次调用的标识。";
    FieldPathAtEnd: "The message of {} ends with the path of the field that it is about.", "{} 的消息以相关字段的路径结尾。";
    BodyRestAfter: "After {}, a message quotes the rest of the request's body from the place of the error.", "消息在 {} 之后引用请求体中出错位置以后的内容。";

    // Credentials and events.
    CredentialPlace: "Calls are authorised by {}.", "调用通过{}鉴权。";
    CredentialRefresh: "Error codes of the class {} mean that the credential is no longer taken: the client fetches a new one and repeats the call once.", "{} 类错误码表示凭据已失效：客户端会获取新的凭据并重试一次。";
    SourceLine: "{} calls {}; the reply's {} is the credential", "{} 调用 {}；响应的 {} 即为凭据";
    SourceExpires: ", valid for the seconds in {}", "，有效秒数见 {}";
    SourceRenews: ". Without {} it is the current one until it expires", "。未设 {} 时，在过期前返回当前凭据";
    SourceSets: ". The request sets {}", "。请求中 {}";
    OtherCredentials: "Credentials for other purposes, which no call sends:", "其他用途的凭据，调用时不发送：";
    EventsFormatJson: "Each event is a JSON object that the server sends to an address of yours.", "每个事件是服务器发送到你的地址的一个 JSON 对象。";
    EventsFormatXml: "Each event is XML with the root element {}, in which each field is an element; the server sends it to an address of yours.", "每个事件是以 {} 为根元素的 XML，每个字段为一个元素；由服务器发送到你的地址。";
    EventsTag: "The field {} says which event it is.", "字段 {} 表示事件类型。";
    EventsHeader: "The field {} is the header {}, which the signature does not cover.", "字段 {} 在请求头 {} 中，不受签名保护。";
    SignatureSha1: "The query parameter {} is the SHA-1, in hexadecimal, of three texts that are sorted and joined: the shared secret and the query parameters {} and {}.", "查询参数 {} 是将共享密钥与查询参数 {}、{} 三者排序后拼接所得文本的 SHA-1（十六进制）。";
    SignatureEcho: "To check the address, the server sends a signed request whose parameter {} is the answer that it expects.", "验证地址时，服务器发送带签名的请求，应答须为参数 {} 的值。";
    SignatureHmac: "The header {} is the HMAC-SHA256 of the body with the shared secret, in {}.", "请求头 {} 为用共享密钥计算的请求体 HMAC-SHA256（{}）。";
    SignatureHmacAfter: "The header {} is {} followed by the HMAC-SHA256 of the body with the shared secret, in {}.", "请求头 {} 为 {} 后接用共享密钥计算的请求体 HMAC-SHA256（{}）。";
    Hexadecimal: "hexadecimal", "十六进制";
    Base64: "base64", "base64";
    EnvelopeAes: "Events can be encrypted: {} then holds AES-256-CBC, in base64, of 16 random bytes, the length in 4 bytes, the message and the receiver's id, and the query parameter {} signs it. An encrypted answer has the fields {}, {}, {} and {}.", "事件可加密：此时 {} 为 base64 编码的 AES-256-CBC，内容依次为 16 个随机字节、4 字节长度、消息和接收方 id，查询参数 {} 为其签名。加密的应答含字段 {}、{}、{} 和 {}。";
    DuplicatesAre: "Two deliveries of one event are equal in {}.", "同一事件的多次投递在 {} 上相同。";
    AnswerWith: "Answer with a 2xx status and the body {}.", "以 2xx 状态和内容 {} 应答。";
    AnswerEmpty: "Answer with a 2xx status and an empty body.", "以 2xx 状态和空内容应答。";

    // The first page.
    Measured: "A limit in bytes is one of UTF-8, in which a CJK character has three bytes or four; the number of CJK characters in parentheses is how many fit if there is nothing else.", "以字节计的限制指 UTF-8 字节，一个汉字占三或四个字节；括号中的汉字数是仅含汉字时可容纳的个数。";
    NoControl: "Texts must not contain control characters other than tab and line breaks.", "文本不得包含除制表符和换行符以外的控制字符。";
    NoEscapes: "JSON must contain the characters themselves, and no escapes such as `\\u5e74`.", "JSON 中须直接写字符本身，不得使用 `\\u5e74` 之类的转义。";
    ServedAt: "Served at {}.", "服务地址：{}。";

    // Diagrams.
    WalkDiagram: "The states, and what leads from one to another", "各状态及其变化";
    TokenDiagram: "The life of the credential", "凭据的生命周期";
    TokenDiagramText: "A credential is fetched, valid until it expires or is rejected, and then fetched again.", "凭据获取后有效，直至过期或被拒绝，随后重新获取。";
    TokenNone: "no credential", "无凭据";
    TokenValid: "valid", "有效";
    TokenExpired: "expired", "已过期";
    TokenRejected: "rejected", "被拒绝";
    TokenTimeIsUp: "its time is up", "到期";
    TokenErrorOf: "an error of the class {}", "{} 类错误";
    InStates: "In {}", "在 {} 中";
    FromTo: "{} → {}", "{} → {}";
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts that are the same in both languages.
    const SAME: [Words; 6] =
        [Words::JsonExample, Words::TypeUuid, Words::Curl, Words::OneOf, Words::Base64, Words::FromTo];

    #[test]
    fn a_language_has_tags() {
        let found = ["zh-CN", "ZH", "en-GB", "fr", ""].map(Language::of_tag);
        let [chinese, english] = [Language::Chinese, Language::English];
        assert_eq!(found, [chinese, chinese, english, english, english]);
    }

    #[test]
    fn every_text_is_in_both_languages_with_the_same_values() {
        for words in Words::ALL {
            let Entry { english, chinese } = words.entry();
            assert!(!english.is_empty() && !chinese.is_empty(), "{words:?}");
            let is_chinese = !chinese.is_ascii();
            assert!(is_chinese || SAME.contains(words), "{words:?} is not in Chinese");
            assert_eq!(english.matches('{').count(), chinese.matches('{').count(), "{words:?}");
        }
    }
}
