//! The API on loopback, judged by the interpreter: for trying out and testing clients in any language.
//!
//! It checks what a real server would: the route, the credential (against tokens that it issued itself where the
//! spec names operations that issue them), the parameters and the body. What is wrong is answered with an error
//! code of the spec, what is right with a reply made from the spec's examples.
//!
//! ```no_run
//! # fn serve(api: specwright::ir::Api) -> std::io::Result<()> {
//! let mock = specwright_workbench::mock::Mock::bind(api, "127.0.0.1:8080")?
//!     .on_request(|exchange| println!("{exchange}"));
//! println!("http://{}", mock.local_addr());
//! mock.serve()
//! # }
//! ```
//!
//! Tests steer it over HTTP, too:
//!
//! | request | does |
//! |---|---|
//! | `POST /__mock/expire-tokens` | forgets every token that was issued |
//! | `POST /__mock/next-error` with `{"code": 45009}` | answers the next call with this error; `operation` and `status` may be given, too, or a `status` alone |
//! | `GET /__mock/requests` | tells the last requests and replies, without secrets |

mod arguments;
mod connections;
mod control;
mod credential;
mod exchange;
mod http;
mod message;
mod redact;
mod reply;
mod responder;
mod route;
mod server;
mod state;

pub use exchange::Exchange;
pub use message::{MockRequest, MockResponse};
pub use responder::Responder;
pub use server::Mock;
