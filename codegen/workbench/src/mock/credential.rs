//! Checking credentials.

use serde_json::Value;

use super::message::MockRequest;
use super::state::{Renewal, State};
use specwright_runtime::AccessToken;

use specwright::ir::{Api, Auth, AuthPlace, Operation, TokenExchange};

/// Why a request is not authorised to call the operation.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Refusal {
    /// It has no credential.
    Missing,
    /// Its credential is unknown or expired.
    Invalid,
}

/// Checks that the request has a credential for the operation, where it requires one.
pub(super) fn admit(
    api: &Api,
    operation: &Operation,
    request: &MockRequest,
    state: &State,
) -> Result<(), Refusal> {
    match &api.auth {
        Some(auth) if operation.auth => match given(auth, request) {
            Some(credential) if credential.is_empty() => Err(Refusal::Missing),
            Some(credential) if is_valid(auth, &credential, state) => Ok(()),
            Some(_) => Err(Refusal::Invalid),
            None => Err(Refusal::Missing),
        },
        _ => Ok(()),
    }
}

/// Which token the operation returns for this request.
pub(super) fn renewal(exchange: &TokenExchange, request: &MockRequest) -> Renewal {
    let Some(wire) = &exchange.renewed_by else { return Renewal::Always };
    let body = serde_json::from_slice::<Value>(&request.body).unwrap_or_default();
    let form = form_urlencoded::parse(&request.body).into_owned();
    let mut texts = request.query().into_iter().chain(form);
    let is_forced = body.get(wire) == Some(&Value::Bool(true))
        || texts.any(|(key, value)| key == *wire && value == "true");
    if is_forced { Renewal::Forced } else { Renewal::Expired }
}

/// The query key that holds the credential.
pub(super) fn query_key(api: &Api) -> Option<&str> {
    api.auth.as_ref()?.place.query()
}

fn given(auth: &Auth, request: &MockRequest) -> Option<String> {
    let header = |name: &str| request.header_values(name).next().map(str::to_owned);
    let of_scheme = |name: &str| {
        let value = header("authorization")?;
        let (scheme, credential) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case(name).then(|| credential.trim().to_owned())
    };
    match &auth.place {
        AuthPlace::Query(name) => {
            request.query().into_iter().find(|(key, _)| key == name).map(|(_, credential)| credential)
        }
        AuthPlace::Header(name) => header(name),
        AuthPlace::Prefixed(name, prefix) => header(name)?.strip_prefix(prefix.as_str()).map(str::to_owned),
        AuthPlace::Bearer => of_scheme("bearer"),
        AuthPlace::Basic => {
            AccessToken::decode_basic(&of_scheme("basic")?).map(|basic| basic.expose().to_owned())
        }
        AuthPlace::Cookie(name) => {
            let cookies = header("cookie")?;
            let mut cookies = cookies.split(';').filter_map(|cookie| cookie.trim().split_once('='));
            cookies.find(|(key, _)| key == name).map(|(_, value)| value.to_owned())
        }
    }
}

/// Where the API issues no tokens and none was configured, any credential is valid.
fn is_valid(auth: &Auth, credential: &str, state: &State) -> bool {
    state.knows(credential) || (auth.sources.is_empty() && !state.accepts_some())
}
