//! Every kind of problem, one line each.

use std::fmt;

/// Makes the enum and its views from one table.
macro_rules! codes {
    ($($variant:ident = $code:literal, $title:literal;)*) => {
        /// The stable name of a kind of problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = concat!("`", $code, "`: ", $title, ".")] $variant,)*
        }

        impl Code {
            /// All of them, in the order of their numbers.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            /// As it is shown: `SW0107`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Code::$variant => $code,)*
                }
            }

            /// The kind of problem in a few words, the same for every place it occurs at.
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

// A number is never given to a second kind of problem. A new kind goes to the end of its block.
#[rustfmt::skip]
codes! {
    // SW00xx: the text is not YAML, or YAML that the dialect leaves out.
    NotUtf8             = "SW0001", "the file is not UTF-8";
    Syntax              = "SW0002", "the YAML cannot be parsed";
    DuplicateKey        = "SW0003", "a key stands twice in one mapping";
    Anchor              = "SW0004", "anchors and aliases are not part of the dialect";
    MergeKey            = "SW0005", "merge keys are not part of the dialect";
    Tag                 = "SW0006", "tags are not part of the dialect";
    FullWidth           = "SW0007", "a full-width sign stands where YAML needs the ASCII one";
    OddSpace            = "SW0008", "a space that YAML does not take for one";
    Tab                 = "SW0009", "a tab in the indentation";
    TooDeep             = "SW0010", "the nesting is too deep";
    SeveralDocuments    = "SW0011", "several documents in one file";
    EmptyFile           = "SW0012", "the file declares nothing";
    OddBreak            = "SW0013", "a line break that is none to most programs";

    // SW01xx: limits and values.
    LimitDoesNotApply   = "SW0101", "a limit on a type that cannot have it";
    LimitOutOfRange     = "SW0102", "a limit outside the range of its type";
    LimitNeverBroken    = "SW0103", "a limit that nothing can break";
    LimitsContradict    = "SW0104", "two limits contradict each other";
    WarningNeverGiven   = "SW0105", "a warning that can never be given";
    BadPattern          = "SW0106", "a pattern that cannot be used";
    MaxBytesBelowCjk    = "SW0107", "`max_bytes` is smaller than `max_cjk` needs";
    BadExample          = "SW0108", "an example that breaks the rules of its field";
    BadDefault          = "SW0109", "a default that its type does not have";
    BadConst            = "SW0110", "a constant that breaks the rules of its field";
    PresenceContradiction = "SW0111", "keys that decide differently whether a field is there";
    ConditionUnknownField = "SW0112", "a condition on a field that does not exist";
    ConditionImpossible = "SW0113", "a condition on a value that cannot occur";
    BadConditionField   = "SW0114", "a condition on a field that cannot decide it";
    ConditionCycle      = "SW0115", "conditions that depend on each other";
    EmptyCondition      = "SW0116", "a condition that asks for nothing";
    OrderUnknownField   = "SW0117", "an order after a field that does not exist";
    BadOrder            = "SW0118", "an order between fields that cannot be compared";
    OrderCycle          = "SW0119", "fields that must come after each other in a circle";
    UnknownTolerance    = "SW0120", "a tolerance that the dialect does not have";
    UselessTolerance    = "SW0121", "a tolerance that nothing uses";
    SecretNotText       = "SW0122", "a secret that is no string";
    UselessNullable     = "SW0123", "null where it means nothing";
    ConstructorUnknownField = "SW0124", "a constructor sets a field that does not exist";
    ConstructorImpossible = "SW0125", "a constructor sets what its field cannot have";

    // SW02xx: names and references.
    UnknownType         = "SW0201", "a type that is not declared";
    BadTypeExpression   = "SW0202", "a type that cannot be understood";
    DuplicateName       = "SW0203", "a name that is given twice";
    NameCollision       = "SW0204", "two names that become one in Rust";
    BadName             = "SW0205", "a name that is spelt against the rules";
    ReservedName        = "SW0206", "a name that the generated code needs itself";
    UnusedType          = "SW0207", "a type that nothing uses";
    ModelCycle          = "SW0208", "a type that contains itself without a box";
    EndlessValue        = "SW0209", "a type of which no value can end";
    NoValues            = "SW0210", "a union or an enumeration with nothing in it";
    DuplicateTag        = "SW0211", "a tag or value that stands twice";
    MixedTags           = "SW0212", "tags or values of both kinds, integers and strings";
    BadTag              = "SW0213", "a value that cannot be a tag";
    TagIsField          = "SW0214", "a variant has a field where the tag stands";
    VariantNotModel     = "SW0215", "a variant whose content is no model";
    VariantTwice        = "SW0216", "a variant with fields of its own and a model";

    // SW03xx: structure and keys.
    UnknownKey          = "SW0301", "a key that the dialect does not have here";
    WrongType           = "SW0302", "a value of the wrong type";
    Unquoted            = "SW0303", "a text that YAML reads as something else";
    MissingKey          = "SW0304", "a key is missing";
    NoValue             = "SW0305", "a key without a value";
    SplitByComma        = "SW0306", "a comma splits an inline value";
    UnknownKind         = "SW0307", "a file that declares nothing the dialect knows";
    SeveralKinds        = "SW0308", "one file declares two things";
    BadKey              = "SW0309", "a key that cannot be a name";
    BadAllowance        = "SW0310", "an allowance of something that is no lint";
    UnknownChange       = "SW0311", "a kind of change that there is not";

    // SW04xx: operations and the API as a whole.
    NoApi               = "SW0401", "a spec without an api file";
    SeveralApis         = "SW0402", "a spec with several api files";
    NoOperations        = "SW0403", "an API without operations";
    BadServer           = "SW0404", "an address that no server can have";
    BadAuth             = "SW0405", "a credential without a place, or with several";
    UnknownClass        = "SW0406", "a class that no error code has";
    BadTokenSource      = "SW0407", "a token source that cannot give a token";
    AuthWithoutPlace    = "SW0408", "an operation needs a credential that the API does not have";
    AuthParam           = "SW0409", "a parameter where the credential stands";
    BadReply            = "SW0410", "a reply without the part that is searched";
    BadErrorCode        = "SW0411", "an error code that no reply can have";
    DuplicateError      = "SW0412", "an error code or its name stands twice";
    UnknownErrorField   = "SW0413", "an error code complains of a field that does not exist";
    OkIsError           = "SW0414", "the code of a success among the errors";
    UnknownMethod       = "SW0415", "a method that no operation can have";
    BadPath             = "SW0416", "a path that cannot be sent";
    PathParamMissing    = "SW0417", "a path parameter that is not declared";
    PathParamUnused     = "SW0418", "a path parameter that the path does not have";
    ParamType           = "SW0419", "a parameter of a type that cannot stand there";
    BadHeader           = "SW0420", "a header that an operation cannot set";
    BodyNotAllowed      = "SW0421", "a body where HTTP has none";
    UnknownBody         = "SW0422", "a form of body that the dialect does not have";
    BodyWithoutRequest  = "SW0423", "a form of body without a request";
    RequestType         = "SW0424", "a request that cannot be a whole body";
    FormBody            = "SW0425", "a form with more than one level";
    BadWrap             = "SW0426", "a wrap without one place for the request";
    UselessRetry        = "SW0427", "a retry that waits for nothing";
    UnknownRule         = "SW0428", "an error code of a rule that no request can break";

    // SW05xx: lints. They stop nothing, and `allow` settles them, except for SW0509.
    MissingDoc          = "SW0501", "nothing says what it means";
    MissingExample      = "SW0502", "a text of a request has no example";
    ByteRatio           = "SW0503", "`max_bytes` and `max_cjk` do not limit the same text";
    CaseOnly            = "SW0504", "two names differ only in case";
    FullWidthName       = "SW0505", "a full-width sign in a name";
    SuspiciousLimit     = "SW0506", "a limit that is hardly meant";
    UnusedError         = "SW0507", "an error code that no request brings about";
    LonelyClass         = "SW0508", "a class that is almost another one";
    UselessAllowance    = "SW0509", "an allowance that nothing uses";
    OpenDoc             = "SW0510", "a `TODO` in the documentation or an example";
    UndeclaredClass     = "SW0511", "a class that `classes` does not have";
    SpaceInName         = "SW0512", "white space at an end of a name or value on the wire";
    SameRequest         = "SW0513", "two operations that send the same request";
    LiteralParameter    = "SW0514", "a part of a path that looks like a parameter";
    PresenceWord        = "SW0515", "a condition that compares with a word for presence";
    DoubtfulRepeat      = "SW0516", "`idempotent` contradicts the documentation";
    NumberedName        = "SW0517", "a Rust name made of the numbers of characters";

    // SW06xx: changes that a spec accepts.
    SeveralAccepted     = "SW0601", "a spec with several lists of accepted changes";
    AcceptedTwice       = "SW0602", "a change that is accepted twice";
    UnmatchedAcceptance = "SW0603", "an accepted change that breaks nothing";

    // SW09xx: the generator itself.
    Internal            = "SW0901", "the generator made a mistake";
}

impl Code {
    /// Whether it is a doubt about a spec that is right, which `allow` can settle.
    pub fn is_lint(self) -> bool {
        self.as_str().starts_with("SW05") && self != Code::UselessAllowance
    }

    /// The kind of problem with this name, in either case: `SW0107`.
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
    fn codes_are_numbered_in_order_and_found_by_name() {
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
