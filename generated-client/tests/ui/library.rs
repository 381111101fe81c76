//! Nothing but the client.

use wechat_tickets as _;

fn main() {}
