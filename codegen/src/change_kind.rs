//! The kinds of changes between two versions of a spec, one line each.

use std::fmt;
use std::str::FromStr;

/// Creates the enum and its tables from the list below.
macro_rules! kinds {
    ($($variant:ident = $name:literal, $title:literal;)*) => {
        /// The kind of a change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ChangeKind {
            $(#[doc = concat!("`", $name, "`: ", $title, ".")] $variant,)*
        }

        impl ChangeKind {
            /// All kinds.
            pub const ALL: &[ChangeKind] = &[$(ChangeKind::$variant,)*];

            /// The name in reports and in `accepted:`: `field-added`.
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

// A released name is never reused for another kind: accepted changes refer to it.
#[rustfmt::skip]
kinds! {
    OperationAdded        = "operation-added", "a new operation";
    OperationRemoved      = "operation-removed", "a removed operation";
    OperationRenamed      = "operation-renamed", "a renamed operation";
    OperationGroupChanged = "operation-group-changed", "another group of an operation, or another name in it";
    MethodChanged         = "method-changed", "a changed HTTP method";
    PathChanged           = "path-changed", "another path";
    RequestTypeChanged    = "request-type-changed", "a changed type of the request";
    ReplyTypeChanged      = "reply-type-changed", "a changed type of the reply";
    BodyFormChanged       = "body-form-changed", "a changed format of the body";
    WrapChanged           = "wrap-changed", "a changed envelope of the request";
    DataChanged           = "data-changed", "another place of the value in the reply";
    FailuresChanged       = "failures-changed", "other bodies of failures";
    OperationServerChanged = "operation-server-changed", "another server of an operation";
    ReplyHeadersChanged   = "reply-headers-changed", "other headers of replies";
    AuthChanged           = "auth-changed", "a change of whether a call sends the credential";
    IdempotentChanged     = "idempotent-changed", "a change of whether a call may be repeated";
    UnknownKeysChanged    = "unknown-keys-changed", "a change of whether unknown keys are a warning";
    PagesChanged          = "pages-changed", "another way to the next page of a list";

    EventsAdded           = "events-added", "a new family of events";
    EventsRemoved         = "events-removed", "a removed family of events";
    EventsChanged         = "events-changed", "events that arrive otherwise, or are made of other types";

    ModelAdded            = "model-added", "a new model";
    ModelRemoved          = "model-removed", "a removed model";
    ModelRenamed          = "model-renamed", "a renamed model";
    UnionAdded            = "union-added", "a new union";
    UnionRemoved          = "union-removed", "a removed union";
    UnionRenamed          = "union-renamed", "a renamed union";
    EnumAdded             = "enum-added", "a new enumeration";
    EnumRemoved           = "enum-removed", "a removed enumeration";
    EnumRenamed           = "enum-renamed", "a renamed enumeration";
    UsageChanged          = "usage-changed", "a type that is sent in another direction";

    FieldAdded            = "field-added", "a new field or parameter";
    FieldRemoved          = "field-removed", "a removed field or parameter";
    FieldRenamed          = "field-renamed", "a field with another wire key and Rust name";
    WireKeyChanged        = "wire-key-changed", "another wire key of the same Rust field";
    RustNameChanged       = "rust-name-changed", "another Rust name of the same wire key";
    FieldsReordered       = "fields-reordered", "fields in another order, which changes the Rust API";
    PlaceChanged          = "place-changed", "a parameter in another part of the request";
    StyleChanged          = "style-changed", "a list in a query that is written in another form";
    TypeChanged           = "type-changed", "another type";
    NullableChanged       = "nullable-changed", "a change of whether null is a value";
    TolerateChanged       = "tolerate-changed", "changed tolerated forms";
    PresenceChanged       = "presence-changed", "a change of when a field is required";
    ForbiddenChanged      = "forbidden-changed", "a change of when a field is forbidden";
    LimitAdded            = "limit-added", "a new limit";
    LimitRemoved          = "limit-removed", "a removed limit";
    LimitTightened        = "limit-tightened", "a limit that accepts fewer values";
    LimitLoosened         = "limit-loosened", "a limit that accepts more values";
    LimitChanged          = "limit-changed", "a limit that accepts other values";
    ImpliedLimitStated    = "implied-limit-stated", "an implied limit that is now stated";
    ImpliedLimitUnstated  = "implied-limit-unstated", "a stated limit that is now only implied";
    WarningAdded          = "warning-added", "a new warning limit";
    WarningRemoved        = "warning-removed", "a removed warning limit";
    WarningChanged        = "warning-changed", "a changed warning limit";
    OrderAdded            = "order-added", "a new order between two fields";
    OrderRemoved          = "order-removed", "a removed order between two fields";
    OrderChanged          = "order-changed", "a changed order between fields";
    ConstChanged          = "const-changed", "another constant";
    DefaultChanged        = "default-changed", "another default";
    DiscouragedChanged    = "discouraged-changed", "a change of whether a field should be used";
    SecretChanged         = "secret-changed", "a change of whether a value is secret";
    ConstructorAdded      = "constructor-added", "a new constructor";
    ConstructorRemoved    = "constructor-removed", "a removed constructor";
    ConstructorChanged    = "constructor-changed", "a constructor that requires or sets other fields";
    RuleAdded             = "rule-added", "a new rule over several fields";
    FormerFieldsChanged   = "former-fields-changed", "changed former fields";
    RuleRemoved           = "rule-removed", "a removed rule over several fields";

    VariantAdded          = "variant-added", "a new variant";
    VariantRemoved        = "variant-removed", "a removed variant";
    VariantRenamed        = "variant-renamed", "a variant with another Rust name";
    TagChanged            = "tag-changed", "another key for the tag";
    ValueAdded            = "value-added", "a new value";
    ValueRemoved          = "value-removed", "a removed value";
    ValueRenamed          = "value-renamed", "a value with another Rust name";
    ValueChanged          = "value-changed", "another wire value of the same variant";
    ValuesReordered       = "values-reordered", "values in another order";
    AlsoReadChanged       = "also-read-changed", "changed alternative spellings";
    ExtraChanged          = "extra-changed", "a change of a change of whether a value is documented";

    ErrorCodeAdded        = "error-code-added", "a new error code";
    ErrorCodeRemoved      = "error-code-removed", "a removed error code";
    ErrorCodeRenamed      = "error-code-renamed", "a renamed error code";
    ErrorCodeChanged      = "error-code-changed", "an error code with another meaning";
    TokenSourceAdded      = "token-source-added", "a new source of tokens";
    TokenSourceRemoved    = "token-source-removed", "a removed source of tokens";
    TokenSourceRenamed    = "token-source-renamed", "a renamed source of tokens";
    TokenSourceChanged    = "token-source-changed", "a changed source of tokens";
    ClientCredentialAdded   = "client-credential-added", "a new credential of the client";
    ClientCredentialRemoved = "client-credential-removed", "a removed credential of the client";
    ClientCredentialChanged = "client-credential-changed", "a changed credential of the client";

    ApiRenamed            = "api-renamed", "a renamed API";
    ServerChanged         = "server-changed", "a changed first server";
    ServerVariablesChanged = "server-variables-changed", "changed variables of the server";
    FallbackChanged       = "fallback-servers-changed", "changed fallback servers";
    CredentialChanged     = "credential-changed", "a changed place of the credential";
    RefreshChanged        = "refreshed-by-changed", "a changed class of errors that fetch a new token";
    EnvelopeChanged       = "reply-envelope-changed", "a changed representation of errors in replies";
    RetryChanged          = "retry-changed", "changed classes of errors that are retried";
    ControlChanged        = "forbid-control-changed", "a change of whether text may contain control characters";
    EscapesChanged        = "forbid-escapes-changed", "a change of whether JSON may contain escapes";

    DocsChanged           = "docs-changed", "other words";
    DeprecatedChanged     = "deprecated-changed", "a change of whether something is deprecated";
    RustItemChanged       = "rust-item-changed", "a change of the Rust API caused by several changes";
}

impl fmt::Display for ChangeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The error for an unknown name of a kind.
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
        f.write_str("there is no kind of change with this name")
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
    fn every_kind_is_found_by_its_name() {
        for kind in ChangeKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(*kind));
        }
        assert!("field-lost".parse::<ChangeKind>().is_err());
    }
}
