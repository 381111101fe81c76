//! Every kind of problem, one line each.

use std::fmt;

/// Makes the enum and its three views from one table.
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

    // SW01xx: limits and values.
    MaxBytesBelowCjk    = "SW0107", "`max_bytes` is smaller than `max_cjk` needs";

    // SW02xx: names and references.

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

    // SW04xx: operations and the API as a whole.

    // SW09xx: the generator itself.
    Internal            = "SW0901", "the generator made a mistake";
}

impl Code {
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
        assert_eq!(Code::parse("sw0107"), Some(Code::MaxBytesBelowCjk));
        assert_eq!(Code::parse("SW9999"), None);
    }
}
