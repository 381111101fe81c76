//! Text that belongs to one field, given for another.

use wechat_tickets::boarding_pass::{CheckInUrl, FromField, Gate, Required, To};
use wechat_tickets::{BoardingPass, Text};

fn route(required: &mut Required, from: Text<FromField>, to: Text<To>) {
    #[cfg(mistake = "assignment")]
    let (from, to) = (to, from);
    required.from = from;
    required.to = to;
}

fn boarding(pass: BoardingPass, gate: Text<Gate>, url: Text<CheckInUrl>) -> BoardingPass {
    #[cfg(mistake = "setter")]
    let (gate, url) = (url, gate);
    pass.gate(gate).check_in_url(url)
}

fn main() {
    let _ = (route, boarding);
}
