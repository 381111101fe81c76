//! Calls of both clients while the server and the network fail in every known way, and what must hold of them: nothing is
//! created twice without consent, no call outlives its deadline, a token is fetched once for each expiry, an error says
//! whether the request was sent, and no secret is logged or shown.

mod calls;
mod fault;
mod lateness;
mod listener;
mod server;
mod tally;

pub use calls::{Plan, run};
pub use fault::Fault;
pub use server::{Seen, Server};
pub use tally::Tally;
