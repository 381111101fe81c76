//! A value that the spec does not know can be looked at, but not made up.

use wechat_tickets::runtime::Unknown;
use wechat_tickets::runtime::read::Node;
use wechat_tickets::runtime::serde_json::{self, Value};

fn look(unknown: &Unknown) -> &Value {
    unknown.value()
}

/// As generated code makes one of an answer.
fn read(answer: &str) -> serde_json::Result<Unknown> {
    serde_json::from_str::<Node<'_>>(answer).map(Unknown::from)
}

fn make_up(value: Value) {
    #[cfg(mistake = "field")]
    let _ = Unknown(value);
    #[cfg(mistake = "constructor")]
    let _ = Unknown::read(value);
    #[cfg(mistake = "node")]
    let _ = Unknown::from(Node(value));
    #[cfg(mistake = "deserialize")]
    let _ = serde_json::from_value::<Unknown>(value);
}

fn main() {
    let _ = (look, read, make_up);
}
