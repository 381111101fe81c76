//! The kinds of diagnostics, one line each.

use std::fmt;

/// Creates the enum and its tables from the list below.
macro_rules! codes {
    ($($variant:ident = $code:literal, $title:literal;)*) => {
        /// The stable code of a kind of diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = concat!("`", $code, "`: ", $title, ".")] $variant,)*
        }

        impl Code {
            /// All codes, in ascending order.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            /// The code as it is shown: `SW0107`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Code::$variant => $code,)*
                }
            }

            /// The kind of problem in a few words, independent of the place.
            pub fn title(self) -> &'static str {
                match self {
                    $(Code::$variant => $title,)*
                }
            }

            /// The text of its page.
            pub(super) fn page_text(self) -> &'static str {
                match self {
                    $(Code::$variant => include_str!(concat!("pages/", $code, ".md")),)*
                }
            }
        }
    };
}

// A number is never reused for another kind. A new kind is added at the end of its group.
#[rustfmt::skip]
codes! {
    // SW00xx: invalid YAML, or YAML that is not part of the dialect.
    NotUtf8             = "SW0001", "the file is not UTF-8";
    Syntax              = "SW0002", "the YAML cannot be parsed";
    DuplicateKey        = "SW0003", "a duplicate key in a mapping";
    Anchor              = "SW0004", "anchors and aliases are not part of the dialect";
    MergeKey            = "SW0005", "merge keys are not part of the dialect";
    Tag                 = "SW0006", "tags are not part of the dialect";
    FullWidth           = "SW0007", "a full-width character instead of an ASCII one";
    OddSpace            = "SW0008", "a space character that is not white space in YAML";
    Tab                 = "SW0009", "a tab in the indentation";
    TooDeep             = "SW0010", "the nesting is too deep";
    SeveralDocuments    = "SW0011", "several documents in one file";
    EmptyFile           = "SW0012", "the file declares nothing";
    OddBreak            = "SW0013", "a line break that most programs do not recognise";

    // SW01xx: limits and values.
    LimitDoesNotApply   = "SW0101", "a limit that does not apply to its type";
    LimitOutOfRange     = "SW0102", "a limit outside the range of its type";
    LimitNeverBroken    = "SW0103", "a limit that no value can violate";
    LimitsContradict    = "SW0104", "two limits contradict each other";
    WarningNeverGiven   = "SW0105", "a warning limit that is never reported";
    BadPattern          = "SW0106", "a pattern that cannot be used";
    MaxBytesBelowCjk    = "SW0107", "`max_bytes` is too small for `max_cjk`";
    BadExample          = "SW0108", "an example that violates the rules of its field";
    BadDefault          = "SW0109", "a default that violates the rules of its field";
    BadConst            = "SW0110", "a constant that violates the rules of its field";
    PresenceContradiction = "SW0111", "contradictory keys for the presence of a field";
    ConditionUnknownField = "SW0112", "a condition on an unknown field";
    ConditionImpossible = "SW0113", "a condition on an impossible value";
    BadConditionField   = "SW0114", "a condition on a field of an unsuitable type";
    ConditionCycle      = "SW0115", "a cycle of conditions";
    EmptyCondition      = "SW0116", "an empty condition";
    OrderUnknownField   = "SW0117", "an order after an unknown field";
    BadOrder            = "SW0118", "an order between fields that cannot be compared";
    OrderCycle          = "SW0119", "a cycle of orders between fields";
    UnknownTolerance    = "SW0120", "an unknown tolerance";
    UselessTolerance    = "SW0121", "a tolerance without an effect";
    SecretNotText       = "SW0122", "a secret that is not a string";
    UselessNullable     = "SW0123", "`nullable` without an effect";
    ConstructorUnknownField = "SW0124", "a constructor that sets an unknown field";
    ConstructorImpossible = "SW0125", "a constructor that sets an impossible value";
    BadMediaType        = "SW0140", "an invalid media type";
    UselessDirection    = "SW0145", "`read_only` or `write_only` without an effect";
    DiscouragedAlwaysThere = "SW0160", "a discouraged field that is always present";
    RuleUnknownField    = "SW0161", "a rule about an unknown field";
    BadRuleField        = "SW0162", "a rule about an unsuitable field";
    UselessRule         = "SW0163", "a rule without an effect, or that nothing satisfies";
    IncompleteRule      = "SW0164", "an incomplete rule";
    FormerIsField       = "SW0165", "a former field that is still a field";
    UselessUnlessEmpty  = "SW0166", "`unless_empty` without an effect";

    // SW02xx: names and references.
    UnknownType         = "SW0201", "an unknown type";
    BadTypeExpression   = "SW0202", "an invalid type expression";
    DuplicateName       = "SW0203", "a duplicate name";
    NameCollision       = "SW0204", "two names that are equal in Rust";
    BadName             = "SW0205", "an invalid name";
    ReservedName        = "SW0206", "a reserved name";
    UnusedType          = "SW0207", "an unused type";
    ModelCycle          = "SW0208", "a type that contains itself without a box";
    EndlessValue        = "SW0209", "a type without a finite value";
    NoValues            = "SW0210", "an empty union or enumeration";
    DuplicateTag        = "SW0211", "a duplicate tag or value";
    MixedTags           = "SW0212", "tags or values that are both integers and strings";
    BadTag              = "SW0213", "a value that cannot be a tag";
    TagIsField          = "SW0214", "a variant with a field of the tag's name";
    VariantNotModel     = "SW0215", "a variant whose content is not a model";
    VariantTwice        = "SW0216", "a variant with more than one content";
    AmbiguousVariant    = "SW0245", "a variant that nothing distinguishes from the others";
    ValueWithoutTag     = "SW0246", "a value of a tag in a union without one";
    ModelBesideFields   = "SW0247", "a model as a variant of a union with fields of its own";
    AmbiguousValues     = "SW0248", "variants of a union that JSON does not distinguish";
    UnknownGroup        = "SW0249", "an unknown field group";
    GroupTwice          = "SW0250", "a field group that a model includes twice";
    UnusedGroup         = "SW0251", "a field group that no model includes";

    // SW03xx: structure and keys.
    UnknownKey          = "SW0301", "an unknown key";
    WrongType           = "SW0302", "a value of the wrong type";
    Unquoted            = "SW0303", "an unquoted text that YAML reads as something else";
    MissingKey          = "SW0304", "a missing key";
    NoValue             = "SW0305", "a key without a value";
    SplitByComma        = "SW0306", "a comma that splits a value";
    UnknownKind         = "SW0307", "a file of an unknown kind";
    SeveralKinds        = "SW0308", "a file with several declarations";
    BadKey              = "SW0309", "an invalid key";
    BadAllowance        = "SW0310", "an allowance of something that is not a lint";
    UnknownChange       = "SW0311", "an unknown kind of change";
    UnknownWord         = "SW0320", "a word that a key does not have";

    // SW04xx: operations and the API as a whole.
    NoApi               = "SW0401", "a missing api file";
    SeveralApis         = "SW0402", "several api files";
    NoOperations        = "SW0403", "an API without operations";
    BadServer           = "SW0404", "an invalid address of a server";
    BadAuth             = "SW0405", "a credential without exactly one place";
    UnknownClass        = "SW0406", "an unknown class of error codes";
    BadTokenSource      = "SW0407", "a token source whose operation cannot return a token";
    AuthWithoutPlace    = "SW0408", "an operation that requires a credential, in an API without one";
    AuthParam           = "SW0409", "a parameter in the place of the credential";
    BadReply            = "SW0410", "an incomplete or invalid `reply`";
    BadErrorCode        = "SW0411", "an impossible error code";
    DuplicateError      = "SW0412", "a duplicate error code or name";
    UnknownErrorField   = "SW0413", "an error code for an unknown field";
    OkIsError           = "SW0414", "the success code among the error codes";
    UnknownMethod       = "SW0415", "an unsupported HTTP method";
    BadPath             = "SW0416", "an invalid path";
    PathParamMissing    = "SW0417", "a path parameter that is not declared";
    PathParamUnused     = "SW0418", "an unused path parameter";
    ParamType           = "SW0419", "an unsuitable type of a parameter";
    BadHeader           = "SW0420", "a header that an operation cannot set";
    BodyNotAllowed      = "SW0421", "a body with a method that allows none";
    UnknownBody         = "SW0422", "an unknown format of the body";
    BodyWithoutRequest  = "SW0423", "a format of the body without a request";
    RequestType         = "SW0424", "a type that cannot be a whole body";
    FormBody            = "SW0425", "a nested form";
    BadWrap             = "SW0426", "a `wrap` without exactly one place for the request";
    UselessRetry        = "SW0427", "a retry without an effect";
    UnknownRule         = "SW0428", "an error code for an unknown rule";
    BadPages            = "SW0435", "pages that do not lead to the next one";
    MultipartBody       = "SW0440", "a multipart body with an unsuitable part";
    FileElsewhere       = "SW0441", "a file outside of a multipart body";
    BadPartName         = "SW0442", "a part whose other names have no effect";
    UnknownErrorOperation = "SW0450", "an error code with a meaning in an unknown operation";
    SeveralMeanings     = "SW0451", "an error code with several meanings in one operation";
    UselessMeaning      = "SW0452", "a meaning by operation that does not differ";
    BadCredential       = "SW0455", "a credential whose operation cannot return it";
    BadData             = "SW0456", "an invalid place of the reply's value";
    UselessNoContent    = "SW0457", "`no_content` without an effect";
    BadStyle            = "SW0458", "a style of a list that does not apply";
    BadReplyBody        = "SW0459", "a format of a reply that does not fit the other keys";
    BadFailure          = "SW0460", "a failure without a status of failures";
    PlainBody           = "SW0461", "a body that is text or bytes, and has keys that do not fit";
    BadReplyHeader      = "SW0462", "a header of a reply whose name is not one, or is there twice";
    BadReplies          = "SW0463", "replies by status that do not fit each other or other keys";
    EventType           = "SW0465", "events that are not made of a model and a union";
    SharedEventField    = "SW0466", "a field that an event has twice";
    BadDuplicates       = "SW0467", "a field that recognises no event";
    BadSignature        = "SW0468", "a signature whose keys do not fit its scheme";
    BadEventFormat      = "SW0469", "events that their format cannot represent";
    BadEventHeader      = "SW0470", "a header that cannot be a field of events";
    UnknownOperationGroup = "SW0475", "an operation in an unknown group";
    UnusedOperationGroup = "SW0476", "a group without operations";
    NameWithoutGroup    = "SW0477", "a name in a group of an operation without one";
    UnknownInWalk       = "SW0480", "a step of the walk that names something unknown";
    UnusedState         = "SW0481", "a state of the walk without a step";

    // SW05xx: lints. They prevent nothing, and `allow` accepts them, except for SW0509.
    MissingDoc          = "SW0501", "missing documentation";
    MissingExample      = "SW0502", "a missing example of a text in a request";
    ByteRatio           = "SW0503", "`max_bytes` and `max_cjk` do not match";
    CaseOnly            = "SW0504", "two names differ only in case";
    FullWidthName       = "SW0505", "a full-width character in a name";
    SuspiciousLimit     = "SW0506", "a suspicious limit";
    UnusedError         = "SW0507", "an error code for a field that no request has";
    LonelyClass         = "SW0508", "a class that may be misspelt";
    UselessAllowance    = "SW0509", "an unused allowance";
    OpenDoc             = "SW0510", "a `TODO` or a placeholder in the documentation or an example";
    UndeclaredClass     = "SW0511", "a class that `classes` does not have";
    SpaceInName         = "SW0512", "a name or value on the wire that is empty or has white space at an end";
    SameRequest         = "SW0513", "two operations that send the same request";
    LiteralParameter    = "SW0514", "a part of a path that is hardly meant";
    PresenceWord        = "SW0515", "a condition that compares with a word for presence";
    DoubtfulRepeat      = "SW0516", "`idempotent` contradicts the documentation";
    NumberedName        = "SW0517", "a Rust name made of the numbers of characters";

    // SW06xx: accepted changes.
    SeveralAccepted     = "SW0601", "several lists of accepted changes";
    AcceptedTwice       = "SW0602", "a duplicate accepted change";
    UnmatchedAcceptance = "SW0603", "an accepted change that does not break anything";

    // SW09xx: errors of the generator.
    Internal            = "SW0901", "an internal error of the generator";
}

impl Code {
    /// Whether it is a lint, which `allow` can accept.
    pub fn is_lint(self) -> bool {
        self.as_str().starts_with("SW05") && self != Code::UselessAllowance
    }

    /// The code of this name, ignoring case: `SW0107`.
    pub fn parse(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.as_str().eq_ignore_ascii_case(name))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn codes_are_in_order_and_found_by_name() {
        assert!(Code::ALL.windows(2).all(|pair| pair[0].as_str() < pair[1].as_str()));
        for code in Code::ALL {
            assert_eq!(Code::parse(code.as_str()), Some(*code));
        }
        let lints = Code::ALL.iter().filter(|code| code.is_lint()).map(|code| code.as_str());
        assert!(lints.eq(crate::dialect::LINTS.iter().copied()));
        assert_eq!(Code::parse("sw0107"), Some(Code::MaxBytesBelowCjk));
        assert_eq!(Code::parse("SW9999"), None);
    }
}
