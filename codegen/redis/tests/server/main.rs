//! The store with a real server, and with several processes. The program starts `redis-server` on a free port of the loopback
//! interface, and itself as the other processes.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "the whole program is a test")]

mod api;
mod process;
mod redis_server;
mod single;
mod together;

use std::process::ExitCode;

use redis_server::RedisServer;

/// Requires `redis-server`: without it, the program fails instead of skipping the tests.
const REQUIRE: &str = "SPECWRIGHT_REQUIRE_REDIS";

/// A test and its name.
type Test = (&'static str, fn(RedisServer));

/// The tests, each with a server of its own.
const TESTS: [Test; 10] = [
    (
        "a_credential_is_stored_unless_another_one_expires_later",
        single::a_credential_is_stored_unless_another_one_expires_later,
    ),
    ("only_the_rejected_credential_is_removed", single::only_the_rejected_credential_is_removed),
    ("one_owner_has_the_lease", single::one_owner_has_the_lease),
    (
        "a_value_of_another_version_is_absent_and_replaced",
        single::a_value_of_another_version_is_absent_and_replaced,
    ),
    ("credentials_are_encrypted_at_rest", single::credentials_are_encrypted_at_rest),
    ("a_store_reconnects_and_names_the_address", single::a_store_reconnects_and_names_the_address),
    ("a_server_with_tls_must_be_trusted", single::a_server_with_tls_must_be_trusted),
    ("eight_processes_fetch_once_for_each_expiry", together::eight_processes_fetch_once_for_each_expiry),
    ("a_killed_process_does_not_keep_the_lease", together::a_killed_process_does_not_keep_the_lease),
    ("without_redis_calls_go_on_and_then_fail", together::without_redis_calls_go_on_and_then_fail),
];

fn main() -> ExitCode {
    if process::runs_as_child() {
        return ExitCode::SUCCESS;
    }
    if !RedisServer::is_installed() {
        let install = "install it: apt-get install redis-server, or brew install redis";
        if std::env::var_os(REQUIRE).is_some_and(|value| value == "1") {
            eprintln!("`redis-server` is required by {REQUIRE}=1 and cannot be started; {install}");
            return ExitCode::FAILURE;
        }
        println!(
            "skipped: `redis-server` cannot be started; {install}. With {REQUIRE}=1, this is a failure."
        );
        return ExitCode::SUCCESS;
    }
    for (name, test) in TESTS {
        println!("test {name}");
        test(RedisServer::start());
    }
    println!("{} tests passed", TESTS.len());
    ExitCode::SUCCESS
}
