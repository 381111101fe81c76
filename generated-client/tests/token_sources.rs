//! The token sources with the mock, for random credentials.
#![cfg(all(feature = "mock", feature = "proptest"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use proptest::prelude::*;
use wechat_tickets::mock::Mock;
use wechat_tickets::runtime::HttpResponse;
use wechat_tickets::runtime::mock::{Expect, FromWire};
use wechat_tickets::*;

fn config() -> ProptestConfig {
    ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() }
}

/// Completes a call. Mocks need no async runtime.
fn finish<T>(call: impl IntoFuture<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(call.into_future())
}

/// The requests that a source has sent after two calls, the second with a new token.
fn two_tokens<R>(mock: &Mock, source: impl TokenSource + 'static, fetches: &Expect<R, IssuedToken>) -> Vec<R>
where
    R: FromWire + 'static,
{
    let calls = mock.check_in_boarding_pass().reply(()).error(ErrorCode::AccessTokenExpired).reply(());
    let client = mock.builder().token_source(source).build().unwrap();
    for _ in 0..2 {
        finish(client.check_in_boarding_pass(BoardingPassCheckIn::cancel("0023456789"))).unwrap();
    }
    let received = calls.received();
    let tokens: Vec<&str> = received.iter().filter_map(|request| request.url.expose_query()).collect();
    assert_eq!(tokens, ["access_token=t1", "access_token=t1", "access_token=t2"]);
    fetches.requests()
}

/// Asserts that the secret of the request is not shown, however the server returns it.
fn keeps_quiet(source: impl TokenSource + 'static, mock: &Mock, secret: &str) -> Result<(), TestCaseError> {
    let client = mock.builder().token_source(source).retry(Retry::NEVER).build().unwrap();
    let error = finish(client.check_in_boarding_pass(BoardingPassCheckIn::cancel("1"))).unwrap_err();
    prop_assert!(matches!(error, Error::Token(_)), "{}", error);
    // A shorter one would also occur in other text.
    if secret.chars().count() > 8 {
        let shown = format!("{error} {error:?}");
        prop_assert!(!shown.contains(secret), "{}", shown);
    }
    Ok(())
}

fn repeated(secret: &str) -> HttpResponse {
    let said = serde_json::json!({ "errcode": 40125, "errmsg": format!("<{secret}> is wrong") });
    HttpResponse::new(200, said.to_string())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn stable_token(request: StableTokenRequest) {
        let mock = Mock::new();
        let issued = |number| IssuedToken::new(format!("t{number}"), 7200);
        let fetches = mock.fetch_stable_access_token().reply(issued(1)).reply(issued(2));
        let sent = two_tokens(&mock, StableToken::from_request(request.clone()), &fetches);
        prop_assert_eq!(sent, [request.clone(), request.clone()]);

        mock.fetch_stable_access_token().respond(repeated(request.secret.as_str()));
        keeps_quiet(StableToken::from_request(request.clone()), &mock, request.secret.as_str())?;
    }

    #[test]
    fn classic_token(request: FetchAccessTokenRequest) {
        let mock = Mock::new();
        let issued = |number| IssuedToken::new(format!("t{number}"), 7200);
        let fetches = mock.fetch_access_token().reply(issued(1)).reply(issued(2));
        let sent = two_tokens(&mock, ClassicToken::from_request(request.clone()), &fetches);
        prop_assert_eq!(sent, [request.clone(), request.clone()]);
        // Parameters are stored as an object.
        let stored = serde_json::to_value(&request).unwrap();
        prop_assert_eq!(&stored["appid"], request.appid.as_str());
        prop_assert_eq!(&serde_json::from_value::<FetchAccessTokenRequest>(stored).unwrap(), &request);

        mock.fetch_access_token().respond(repeated(request.secret.as_str()));
        keeps_quiet(ClassicToken::from_request(request.clone()), &mock, request.secret.as_str())?;
    }
}
