//! Shared by the tests: the real spec, its examples, and bodies on the wire.
#![allow(dead_code, unused_imports, unused_macros, reason = "each test file uses a part of it")]

use std::path::Path;

use serde_json::Value;
use specwright::example;
use specwright::ir::{Api, Input, Operation, Type};

/// The real spec, checked.
pub(crate) fn api() -> Api {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let sources = specwright::build::read_spec(&folder).unwrap();
    match specwright::check::check(&sources) {
        Ok(checked) => checked.api,
        Err(problems) => panic!("{}", problems.render(&sources, false)),
    }
}

/// A request from the spec's examples, without the envelope of the operation.
pub(crate) fn example(api: &Api, operation: &str) -> Value {
    match &api.operation(operation).unwrap().input {
        Input::Whole(Type::Model(id)) => example::model(api, *id),
        other => panic!("{operation} takes {other:?}"),
    }
}

/// Calls a macro for each operation with a model, with the type of its request.
macro_rules! every_request {
    ($macro:ident) => {
        $macro! {
            create_meeting_ticket: MeetingTicket,
            create_scenic_ticket: ScenicTicket,
            create_movie_ticket: MovieTicket,
            create_boarding_pass: BoardingPass,
            update_meeting_ticket: MeetingTicketUpdate,
            update_movie_ticket: MovieTicketUpdate,
            check_in_boarding_pass: BoardingPassCheckIn,
            fetch_stable_access_token: StableTokenRequest,
            create_landing_page: LandingPage,
            deposit_codes: CodeDeposit,
            count_deposited_codes: CardReference,
            check_deposited_codes: CodeCheck,
            set_test_whitelist: TestWhitelist,
            get_card: CardReference,
            get_code: CodeQuery,
            decrypt_code: EncryptedCode,
            consume_code: CodeReference,
            update_code: CodeChange,
            invalidate_code: CodeInvalidation,
            list_cards: CardListQuery,
            modify_stock: StockChange,
            delete_card: CardReference,
            list_held_cards: HolderQuery,
        }
    };
}
pub(crate) use every_request;
