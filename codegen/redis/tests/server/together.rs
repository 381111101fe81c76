//! Clients of several processes.

use std::thread;
use std::time::Duration;

use specwright_runtime::{Error, blocking};

use crate::api::{API, Api, PING, tokens};
use crate::process::{self, CALLS, Role, assert_no_secret};
use crate::redis_server::RedisServer;

const PROCESSES: usize = 8;

pub(crate) fn eight_processes_fetch_once_for_each_expiry(redis: RedisServer) {
    let api = Api::start(&[1000, 2000, 3000], 0);
    let roles = [Role::Async, Role::Blocking].into_iter().cycle().take(PROCESSES);
    let children: Vec<_> = roles.map(|role| process::start(role, &api, &redis)).collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), format!("{CALLS} calls\n"));
    }
    let counts = api.count(|counts| (counts.calls, counts.tokens, counts.tickets));
    assert_eq!(counts, (PROCESSES * CALLS, 1 + 3, 1));
    // Nobody has the lease any more.
    let mut names: Vec<String> = redis.command(&[b"KEYS", b"*"]);
    names.sort();
    assert_eq!(names, ["specwright:desk:desk-1:Ticket", "specwright:desk:desk-1:Token"]);
}

pub(crate) fn a_killed_process_does_not_keep_the_lease(redis: RedisServer) {
    let api = Api::start(&[], 1);
    let mut killed = process::start(Role::Async, &api, &redis);
    while api.count(|counts| counts.unanswered) > 0 {
        thread::sleep(Duration::from_millis(20));
    }
    assert!(redis.command::<bool>(&[b"EXISTS", b"specwright:desk:desk-1:Token:lease"]));
    killed.kill().unwrap();
    killed.wait().unwrap();
    let clients = [client(&api, &redis), client(&api, &redis)];
    thread::scope(|scope| {
        for client in &clients {
            scope.spawn(|| client.call(&PING, ()).send().unwrap());
        }
    });
    assert_eq!(api.count(|counts| (counts.calls, counts.tokens)), (2, 1));
}

pub(crate) fn without_redis_calls_go_on_and_then_fail(mut redis: RedisServer) {
    let api = Api::start(&[], 0);
    let (known, unknown) = (client(&api, &redis), client(&api, &redis));
    known.call(&PING, ()).send().unwrap();
    redis.stop();
    known.call(&PING, ()).send().unwrap();
    let first = unknown.call(&PING, ()).send().unwrap_err();
    api.reject_token();
    let later = known.call(&PING, ()).send().unwrap_err();
    for error in [&first, &later] {
        let said = format!("the credential store: Redis at {}: Connection refused", redis.host());
        assert!(error.to_string().contains(&said), "{error}");
        assert!(error.is_retryable() && matches!(error, Error::Token(_)), "{error:?}");
        assert_no_secret(&format!("{error} {error:?}"));
    }
    assert_eq!(api.count(|counts| counts.tokens), 1, "no process fetches on its own");
    redis.restart();
    known.call(&PING, ()).send().unwrap();
    unknown.call(&PING, ()).send().unwrap();
    assert_eq!(api.count(|counts| counts.tokens), 2);
}

fn client(api: &Api, redis: &RedisServer) -> blocking::Client {
    let builder = blocking::Client::builder(&API).server(api.address()).token_source(tokens());
    builder.credential_store(redis.store().encrypted(&process::KEY)).build().unwrap()
}
