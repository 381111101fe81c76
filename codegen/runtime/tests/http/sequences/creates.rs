//! How often a create is sent.

use super::*;

#[test]
fn a_create_whose_reply_contradicts_itself_is_not_repeated() {
    for reply in [
        r#"{"errcode":0,"errcode":40001,"id":"c1"}"#,
        r#"{"errcode":40001,"errcode":0,"id":"c1"}"#,
        r#"{"errcode":40001,"id":"c1","errcode":45011}"#,
        r#"{"errcode":40001,"err\u0063ode":40001}"#,
    ] {
        for made in [Made::Plainly, Made::Never, Made::AllowingRepeats] {
            for (error, sent, _) in create(made, Duration::ZERO, || vec![at_once(ok(reply))]) {
                assert!(matches!(error, Some(Error::Decode(_))), "{reply}: {error:?}");
                assert_eq!(sent, 1, "{reply}, {made:?}");
            }
        }
    }
}

#[test]
fn a_create_that_was_refused_for_its_token_is_sent_once_more() {
    let rejected = || at_once(ok(REJECTED));
    for made in [Made::Plainly, Made::Never] {
        for (error, sent, _) in create(made, SECOND, || vec![rejected(), at_once(ok(CREATED))]) {
            assert!(error.is_none() && sent == 2, "{made:?}: {error:?}");
        }
        for (error, sent, _) in create(made, SECOND, || vec![rejected(), rejected()]) {
            assert!(error.is_some_and(|error| error.class() == Some("token")));
            assert_eq!(sent, 2, "{made:?}");
        }
        for (error, sent, took) in create(made, SECOND, || vec![rejected(), never()]) {
            assert_eq!(error.map(|error| error.sent()), Some(Sent::Yes), "{made:?}");
            assert_eq!((sent, took), (2, SECOND * 6), "{made:?}");
        }
    }
}

#[test]
fn a_create_that_may_have_been_done_is_not_sent_again_unless_the_program_allows_it() {
    let failures: [fn() -> Answer; 6] = [
        || at_once(status(503, "")),
        || at_once(broken(Sent::Maybe)),
        || at_once(broken(Sent::Yes)),
        || at_once(broken_body()),
        || at_once(ok(r#"{"errcode":45011}"#)),
        never,
    ];
    for failure in failures {
        for made in [Made::Plainly, Made::Never] {
            for (error, sent, took) in create(made, SECOND, || vec![failure()]) {
                assert!(error.is_some_and(|error| error.sent() != Sent::No));
                assert!(sent == 1 && took <= SECOND * 5, "{made:?}: {sent} in {took:?}");
            }
        }
        for (error, sent, took) in
            create(Made::AllowingRepeats, SECOND, || vec![failure(), at_once(ok(CREATED))])
        {
            assert!(error.is_none() && sent == 2 && took < DEADLINE, "{error:?}, {sent} in {took:?}");
        }
    }
}

#[test]
fn a_create_that_was_turned_away_is_sent_again() {
    let busy = || at_once(status(429, ""));
    for (error, sent, took) in create(Made::Plainly, Duration::ZERO, || vec![busy(), at_once(ok(CREATED))]) {
        assert!(error.is_none() && sent == 2 && took <= SECOND, "{error:?}");
    }
    for (error, sent, _) in create(Made::Never, Duration::ZERO, || vec![busy()]) {
        assert!(error.is_some_and(|error| error.status() == Some(429)) && sent == 1);
    }
}

#[test]
fn a_create_that_no_server_can_be_reached_for_is_never_sent() {
    let unreached = || vec![at_once(broken(Sent::No)), at_once(broken(Sent::No))];
    for (error, offered, _) in create(Made::Never, Duration::ZERO, unreached) {
        assert_eq!((error.map(|error| error.sent()), offered), (Some(Sent::No), 2));
    }
}

#[test]
fn a_redirected_create_goes_nowhere_else() {
    for code in [301, 302, 303, 307, 308] {
        let redirect = || {
            let location = "https://evil.example.com/ticket/create";
            vec![at_once(Ok(HttpResponse::new(code, "").with_header("Location", location)))]
        };
        for (error, sent, _) in create(Made::AllowingRepeats, Duration::ZERO, redirect) {
            assert!(error.is_some_and(|error| error.status() == Some(code)) && sent == 1);
        }
    }
}
