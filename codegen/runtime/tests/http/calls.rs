//! Requests on the wire.

use std::future::IntoFuture;
use std::time::Duration;

use serde_json::json;
use specwright_runtime::{
    AccessToken, ApiSpec, AuthPlace, Call, Client, Error, Method, Retry, Sent, ServerCode,
};

use crate::shop::{ADD_PET, AddPet, CREATE, Created, PETS, PING, SHOP, TICKET, Ticket, UPDATE, login};
use crate::support::{Fake, body, ok, status, wait};

#[test]
fn a_request_is_wrapped_and_has_the_token() {
    let fake = Fake::script([ok(r#"{"errcode":0,"errmsg":"ok","id":"c1"}"#)]);
    let created = wait(fake.client(&SHOP).call(&CREATE, TICKET)).unwrap();
    assert_eq!(created, Created { id: "c1".to_owned() });

    let requests = fake.requests();
    assert_eq!(fake.lines(), ["POST api.example.com /ticket/create?access_token=TOKEN"]);
    assert_eq!(body(&requests[0]), r#"{"card":{"kind":"T","ticket":{"title":"年会","seats":2}}}"#);
    assert_eq!(requests[0].header("content-type"), Some("application/json; charset=utf-8"));
    let agent = format!("shop/1.0.0 specwright-runtime/{}", env!("CARGO_PKG_VERSION"));
    assert_eq!(requests[0].header("user-agent"), Some(agent.as_str()));
}

#[test]
fn parameters_are_encoded() {
    let fake = Fake::script([ok("[]")]);
    let request = AddPet {
        store_id: "a/b ?#%票".to_owned(),
        pet_id: 7,
        tags: vec!["x&y".to_owned(), "z".to_owned()],
        trace: Some("t-1".to_owned()),
        body: [("name".to_owned(), json!("Rex"))].into(),
        ..AddPet::default()
    };
    assert_eq!(wait(fake.client(&PETS).call(&ADD_PET, request)).unwrap(), json!([]));

    let requests = fake.requests();
    let path = "/v1/stores/a%2Fb%20%3F%23%25%E7%A5%A8/pets/7?tag=x%26y&tag=z";
    assert_eq!(fake.lines(), [format!("PUT pets.example.com {path}")]);
    assert_eq!(requests[0].header("x-trace"), Some("t-1"));
    assert_eq!(requests[0].header("authorization"), Some("Bearer TOKEN"));
    assert_eq!(body(&requests[0]), r#"{"name":"Rex"}"#);
}

#[test]
fn a_parameter_cannot_change_the_path() {
    for wrong in ["", ".", ".."] {
        let fake = Fake::script([]);
        let request = AddPet { store_id: wrong.to_owned(), ..AddPet::default() };
        let error = wait(fake.client(&PETS).call(&ADD_PET, request).skip_validation()).unwrap_err();
        assert!(matches!(&error, Error::Invalid(error) if error.report.violations()[0].path == "store_id"));
    }
}

#[test]
fn a_header_cannot_be_split() {
    let fake = Fake::script([]);
    let trace = Some("a\r\nX-Evil: 1".to_owned());
    let request = AddPet { store_id: "s".to_owned(), trace, ..AddPet::default() };
    let error = wait(fake.client(&PETS).call(&ADD_PET, request).skip_validation()).unwrap_err();
    assert!(matches!(&error, Error::Invalid(error) if error.report.violations()[0].path == "X-Trace"));
}

#[test]
fn an_invalid_request_is_not_sent_unless_requested() {
    let wrong = Ticket { title: "", seats: 0 };
    let fake = Fake::script([ok(r#"{"id":"c1"}"#)]);
    let client = fake.client(&SHOP);
    let error = wait(client.call(&CREATE, wrong.clone())).unwrap_err();
    assert_eq!((error.sent(), error.operation()), (Sent::No, Some("create_ticket")));
    let Error::Invalid(error) = error else { panic!("{error}") };
    let paths: Vec<_> = error.report.errors().map(|violation| violation.path.as_str()).collect();
    assert_eq!(paths, ["card.ticket.title", "card.ticket.seats"]);
    assert!(fake.requests().is_empty());

    wait(client.call(&CREATE, wrong).skip_validation()).unwrap();
    assert_eq!(fake.requests().len(), 1);
}

#[test]
fn warnings_do_not_stop_a_call_and_are_returned() {
    let fake = Fake::script([ok(r#"{"id":"c1"}"#)]);
    let request = Ticket { title: "t", seats: 10 };
    let answer = wait(fake.client(&SHOP).call(&CREATE, request).detailed()).unwrap();
    assert_eq!(answer.report.warnings().count(), 1);
    assert_eq!((answer.status, answer.body.as_slice()), (200, &br#"{"id":"c1"}"#[..]));
}

#[test]
fn without_a_token_source_only_calls_that_need_none_are_sent() {
    let fake = Fake::script([ok(r#"{"id":"p"}"#)]);
    let client = Client::builder(&SHOP).transport(fake.clone()).build().unwrap();
    let error = wait(client.call(&UPDATE, TICKET)).unwrap_err();
    assert!(matches!(error, Error::Token(_)), "{error}");
    assert_eq!(error.sent(), Sent::No);
    assert!(fake.requests().is_empty());

    wait(client.call(&PING, ())).unwrap();
    assert_eq!(fake.lines(), ["GET api.example.com /ping"]);
    assert!(fake.requests()[0].body.is_none());
}

#[test]
fn a_form_is_urlencoded() {
    let fake = Fake::new(|request| match request.url.path() {
        "/token" => ok(r#"{"token":"T1","seconds":7200}"#),
        _ => ok(r#"{"errcode":0}"#),
    });
    let client = Client::builder(&SHOP).transport(fake.clone()).token_source(login()).build().unwrap();
    wait(client.call(&UPDATE, TICKET)).unwrap();
    let requests = fake.requests();
    assert_eq!(requests[0].header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(body(&requests[0]), "id=shop-1&secret=SECRET%2F%2BMARK");
    assert_eq!(fake.lines()[1], "POST api.example.com /ticket/update?access_token=T1");
}

#[test]
fn a_token_that_is_invalid_in_a_header_is_not_sent() {
    assert_eq!(PETS.auth, Some(AuthPlace::Bearer));
    let fake = Fake::script([]);
    let client = Client::builder(&PETS).transport(fake.clone()).token("a\nb").build().unwrap();
    let request = AddPet { store_id: "s".to_owned(), ..AddPet::default() };
    assert!(matches!(wait(client.call(&ADD_PET, request)), Err(Error::Token(_))));
}

/// The pets with the credential in another place.
fn pets_with(place: AuthPlace) -> &'static ApiSpec {
    Box::leak(Box::new(ApiSpec { auth: Some(place), replies: PETS.replies.clone(), ..PETS }))
}

#[test]
fn a_credential_is_sent_in_its_place_and_not_if_the_place_cannot_have_it() {
    let sent = |place, token: AccessToken| {
        let fake = Fake::new(|_| status(204, ""));
        let client = Client::builder(pets_with(place)).transport(fake.clone()).token(token).build().unwrap();
        let result = wait(client.call_raw(Method::Get, "/pets", None)).map(drop);
        let requests = fake.requests();
        let header = |name| requests.first()?.header(name).map(str::to_owned);
        (result.is_ok(), ["authorization", "x-key", "cookie"].into_iter().find_map(header))
    };
    let is_sent = |place, token: AccessToken, header: &str| {
        assert_eq!(sent(place, token), (true, Some(header.to_owned())))
    };
    is_sent(AuthPlace::Bearer, "t1".into(), "Bearer t1");
    is_sent(AuthPlace::Header("X-Key"), "t1".into(), "t1");
    is_sent(AuthPlace::Prefixed("Authorization", "Token "), "t1".into(), "Token t1");
    is_sent(
        AuthPlace::Basic,
        AccessToken::basic("Aladdin", "open sesame"),
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
    );
    is_sent(AuthPlace::Basic, AccessToken::basic("käse", ""), "Basic a8Okc2U6");
    is_sent(AuthPlace::Cookie("session"), "t1=/".into(), "session=t1=/");
    let is_refused = |place, token: AccessToken| assert_eq!(sent(place, token), (false, None));
    is_refused(AuthPlace::Prefixed("X-Key", "k:"), "a\nb".into());
    is_refused(AuthPlace::Prefixed("X-Key", "k:"), "".into());
    is_refused(AuthPlace::Basic, "no-colon".into());
    is_refused(AuthPlace::Basic, AccessToken::basic("a", "b\0"));
    for wrong in ["a b", "a;b", "a,b", "a\"b", "a\\b", "é"] {
        is_refused(AuthPlace::Cookie("session"), wrong.into());
    }
}

#[test]
fn a_password_is_shown_in_no_spelling() {
    for echo in ["MARK!", "TUFSSzpNQVJLIQ==", "Basic TUFSSzpNQVJLIQ==", "MARK:MARK!"] {
        let body = format!(r#"{{"error":{{"code":"x","message":"wrong: {echo} {{}}"}}}}"#);
        let fake = Fake::new(move |_| status(400, &body));
        let token = AccessToken::basic("MARK", "MARK!");
        let client =
            Client::builder(pets_with(AuthPlace::Basic)).transport(fake).token(token).build().unwrap();
        let shown = wait(client.call_raw(Method::Get, "/pets", None)).map(drop).unwrap_err().to_string();
        assert!(
            shown.contains("[redacted]") && !shown.contains("MARK!") && !shown.contains("TUFS"),
            "{shown}"
        );
    }
}

#[test]
fn timeout_and_size_limit_are_passed_to_the_transport() {
    let fake = Fake::new(|_| ok(r#"{"id":"p"}"#));
    let builder = Client::builder(&SHOP).transport(fake.clone()).max_reply_bytes(99).user_agent("mine/2");
    let client = builder.timeout(Duration::from_secs(3)).build().unwrap();
    wait(client.call(&PING, ())).unwrap();
    wait(client.call(&PING, ()).timeout(Duration::from_secs(5))).unwrap();
    let requests = fake.requests();
    assert_eq!(requests[0].timeout, Some(Duration::from_secs(3)));
    assert_eq!(requests[1].timeout, Some(Duration::from_secs(5)));
    assert_eq!(requests[0].max_reply_bytes, 99);
    assert!(requests[0].header("user-agent").unwrap().starts_with("mine/2 specwright-runtime/"));
}

#[test]
fn a_raw_call_has_its_own_timeouts_and_retries() {
    let post = |client: &Client| client.call_raw(Method::Post, "/card/get", Some(&json!({})));
    let fake = Fake::script([status(503, ""), status(503, ""), ok(r#"{"errcode":0, "n":1}"#)]);
    let client = fake.client(&SHOP);
    let error = wait(post(&client)).unwrap_err();
    assert_eq!((error.status(), fake.requests().len()), (Some(503), 1), "a POST is not repeated unasked");
    let answer = wait(post(&client).allow_repeat().detailed()).unwrap();
    assert_eq!((answer.status, &answer.value["n"]), (200, &json!(1)));
    assert_eq!(answer.body, br#"{"errcode":0, "n":1}"#);

    let fake = Fake::new(|_| status(503, ""));
    let call = || fake.client(&SHOP).call_raw(Method::Get, "/x?secret=MARK", None);
    assert_eq!(format!("{:?}", call()), r#"RawCall { operation: Some("GET /x"), .. }"#);
    wait(call().retry(Retry::new(2))).unwrap_err();
    assert_eq!(fake.requests().len(), 2);
    wait(call().deadline(Duration::from_millis(1))).unwrap_err();
    assert_eq!(fake.requests().len(), 3, "there is no time for another");
    wait(call().timeout(Duration::from_millis(7)).retry(Retry::NEVER)).unwrap_err();
    assert_eq!(fake.requests()[3].timeout, Some(Duration::from_millis(7)));
}

#[test]
fn an_unknown_operation_can_be_called_raw() {
    let fake = Fake::script([
        ok(r#"{"errcode":0,"n":1}"#),
        ok(r#"{"errcode":"41014","errmsg":"no class"}"#),
        ok(r#"{"errcode":0}"#),
    ]);
    let client = fake.client(&SHOP);
    let body = json!({ "code": "1" });
    let reply = wait(client.call_raw(Method::Post, "/card/get?v=2", Some(&body))).unwrap();
    assert_eq!(reply["n"], json!(1));
    assert_eq!(fake.lines(), ["POST api.example.com /card/get?v=2&access_token=TOKEN"]);

    let error = wait(client.call_raw(Method::Post, "/card/get?v=2", Some(&body))).unwrap_err();
    assert_eq!(error.operation(), Some("POST /card/get"));
    assert_eq!(error.code(), Some(&ServerCode::Int(41014)));

    wait(client.call_raw(Method::Get, "/list", None)).unwrap();
    assert!(fake.requests()[2].body.is_none());
    for wrong in ["card", "/a b", "/a#b", "/票", "@evil.example.com/"] {
        assert!(matches!(wait(client.call_raw(Method::Get, wrong, None)), Err(Error::Invalid(_))), "{wrong}");
    }
    assert_eq!(fake.requests().len(), 3);
}

#[test]
fn an_invalid_client_is_not_built() {
    for wrong in ["api.example.com", "https://user:pw@api.example.com", "https://h?x=1"] {
        let result = Client::builder(&SHOP).transport(Fake::script([])).server(wrong).build();
        assert!(matches!(result, Err(Error::Build(_))), "{wrong}");
    }
    let result = Client::builder(&SHOP).transport(Fake::script([])).user_agent("a\r\nb").build();
    assert!(matches!(result, Err(Error::Build(_))));
}

#[test]
fn clients_and_calls_can_be_sent_to_other_threads() {
    fn sendable<T: Send + 'static>(value: T) -> T {
        value
    }
    fn shared<T: Clone + Send + Sync>(_: &T) {}

    let fake = Fake::script([ok(r#"{"id":"p"}"#)]);
    let client = fake.client(&SHOP);
    shared(&client);
    let call: Call<(), Created> = sendable(client.call(&PING, ()));
    drop(client);
    let future = sendable(call.into_future());
    std::thread::spawn(move || wait(future).unwrap()).join().unwrap();
}
