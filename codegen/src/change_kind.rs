//! Every kind of change, one line each.

use std::fmt;
use std::str::FromStr;

/// Makes the enum and its views from one table.
macro_rules! kinds {
    ($($variant:ident = $name:literal, $title:literal;)*) => {
        /// What kind of change it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ChangeKind {
            $(#[doc = concat!("`", $name, "`: ", $title, ".")] $variant,)*
        }

        impl ChangeKind {
            /// All of them.
            pub const ALL: &[ChangeKind] = &[$(ChangeKind::$variant,)*];

            /// As it is shown, and as `accepted:` names it: `field-added`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(ChangeKind::$variant => $name,)*
                }
            }

            /// The change in a few words.
            pub fn title(self) -> &'static str {
                match self {
                    $(ChangeKind::$variant => $title,)*
                }
            }
        }
    };
}

// A name that was released is never given to another kind: accepted breaks go by it.
#[rustfmt::skip]
kinds! {
    OperationAdded        = "operation-added", "a new operation";
    OperationRemoved      = "operation-removed", "an operation that is gone";
    OperationRenamed      = "operation-renamed", "an operation under another name";
    MethodChanged         = "method-changed", "another HTTP method";
    PathChanged           = "path-changed", "another path";
    RequestTypeChanged    = "request-type-changed", "another type of request";
    ReplyTypeChanged      = "reply-type-changed", "another type of reply";
    BodyFormChanged       = "body-form-changed", "another form of the body";
    WrapChanged           = "wrap-changed", "another envelope around the request";
    AuthChanged           = "auth-changed", "whether a call carries the credential";
    IdempotentChanged     = "idempotent-changed", "whether a call may be repeated";

    ModelAdded            = "model-added", "a new model";
    ModelRemoved          = "model-removed", "a model that is gone";
    ModelRenamed          = "model-renamed", "a model under another name";
    UnionAdded            = "union-added", "a new union";
    UnionRemoved          = "union-removed", "a union that is gone";
    UnionRenamed          = "union-renamed", "a union under another name";
    EnumAdded             = "enum-added", "a new enumeration";
    EnumRemoved           = "enum-removed", "an enumeration that is gone";
    EnumRenamed           = "enum-renamed", "an enumeration under another name";
    UsageChanged          = "usage-changed", "a type that travels in another direction";

    FieldAdded            = "field-added", "a new field or parameter";
    FieldRemoved          = "field-removed", "a field or parameter that is gone";
    FieldRenamed          = "field-renamed", "a field under another wire key and Rust name";
    WireKeyChanged        = "wire-key-changed", "another wire key of the same Rust field";
    RustNameChanged       = "rust-name-changed", "another Rust name of the same wire key";
    FieldsReordered       = "fields-reordered", "fields in another order, which changes the Rust API";
    PlaceChanged          = "place-changed", "a parameter at another place of the request";
    TypeChanged           = "type-changed", "another type";
    NullableChanged       = "nullable-changed", "whether null may stand for a value";
    TolerateChanged       = "tolerate-changed", "which other forms are let through";
    PresenceChanged       = "presence-changed", "when a field must be there";
    ForbiddenChanged      = "forbidden-changed", "when a field must not be there";
    LimitAdded            = "limit-added", "a new limit";
    LimitRemoved          = "limit-removed", "a limit that is gone";
    LimitTightened        = "limit-tightened", "a limit that lets less through";
    LimitLoosened         = "limit-loosened", "a limit that lets more through";
    LimitChanged          = "limit-changed", "a limit that lets something else through";
    ImpliedLimitStated    = "implied-limit-stated", "a limit that held already and is now stated";
    ImpliedLimitUnstated  = "implied-limit-unstated", "a limit that still holds and is no longer stated";
    WarningAdded          = "warning-added", "a new limit that only warns";
    WarningRemoved        = "warning-removed", "a limit that only warned and is gone";
    WarningChanged        = "warning-changed", "another limit that only warns";
    OrderAdded            = "order-added", "a new order between two fields";
    OrderRemoved          = "order-removed", "an order between two fields that is gone";
    OrderChanged          = "order-changed", "another order between fields";
    ConstChanged          = "const-changed", "another constant";
    DefaultChanged        = "default-changed", "another default";
    SecretChanged         = "secret-changed", "whether a value is kept from being shown";
    ConstructorAdded      = "constructor-added", "a new constructor";
    ConstructorRemoved    = "constructor-removed", "a constructor that is gone";
    ConstructorChanged    = "constructor-changed", "a constructor that asks for or sets something else";

    VariantAdded          = "variant-added", "a new variant";
    VariantRemoved        = "variant-removed", "a variant that is gone";
    VariantRenamed        = "variant-renamed", "a variant under another Rust name";
    TagChanged            = "tag-changed", "another key that tells variants apart";
    ValueAdded            = "value-added", "a new value";
    ValueRemoved          = "value-removed", "a value that is gone";
    ValueRenamed          = "value-renamed", "a value under another Rust name";
    ValueChanged          = "value-changed", "another wire value of the same variant";
    ValuesReordered       = "values-reordered", "values in another order";
    AlsoReadChanged       = "also-read-changed", "other spellings that are equally right";
    ExtraChanged          = "extra-changed", "whether a value is documented";

    ErrorCodeAdded        = "error-code-added", "a new error code";
    ErrorCodeRemoved      = "error-code-removed", "an error code that is gone";
    ErrorCodeRenamed      = "error-code-renamed", "an error code under another name";
    ErrorCodeChanged      = "error-code-changed", "an error code that means something else";
    TokenSourceAdded      = "token-source-added", "a new source of tokens";
    TokenSourceRemoved    = "token-source-removed", "a source of tokens that is gone";
    TokenSourceRenamed    = "token-source-renamed", "a source of tokens under another name";
    TokenSourceChanged    = "token-source-changed", "a source that fetches tokens in another way";

    ApiRenamed            = "api-renamed", "another name of the API";
    ServerChanged         = "server-changed", "another first server";
    FallbackChanged       = "fallback-servers-changed", "other servers to fall back on";
    CredentialChanged     = "credential-changed", "another place of the credential";
    RefreshChanged        = "refreshed-by-changed", "other errors that fetch a new token";
    EnvelopeChanged       = "reply-envelope-changed", "another way for replies to tell of errors";
    RetryChanged          = "retry-changed", "other errors that are waited out";
    ControlChanged        = "forbid-control-changed", "whether text may hold control characters";

    DocsChanged           = "docs-changed", "other words";
    DeprecatedChanged     = "deprecated-changed", "whether something should still be used";
    RustItemChanged       = "rust-item-changed", "an item of the Rust API that changed with others";
}

impl fmt::Display for ChangeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// No kind of change has the name.
///
/// ```
/// use specwright::{ChangeKind, UnknownChangeKind};
///
/// assert_eq!("field-added".parse(), Ok(ChangeKind::FieldAdded));
/// assert!("field-painted".parse::<ChangeKind>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownChangeKind;

impl fmt::Display for UnknownChangeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no kind of change has this name")
    }
}

impl std::error::Error for UnknownChangeKind {}

impl FromStr for ChangeKind {
    type Err = UnknownChangeKind;

    fn from_str(name: &str) -> Result<ChangeKind, UnknownChangeKind> {
        ChangeKind::ALL.iter().copied().find(|kind| kind.as_str() == name).ok_or(UnknownChangeKind)
    }
}

#[cfg(test)]
mod tests {
    use super::ChangeKind;

    #[test]
    fn every_kind_is_found_by_its_own_name() {
        for kind in ChangeKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(*kind));
        }
        assert!("field-lost".parse::<ChangeKind>().is_err());
    }
}
