//! A mock server of the API on loopback, for trying out and testing clients in any language.
//!
//! It checks what a real server checks: the route, the credential (against tokens that it has issued, where the spec
//! names operations that issue tokens), the parameters and the body. An invalid request is answered with an error code
//! of the spec, a valid one with a reply made from the spec's examples.
//!
//! [`Responder`] answers requests without I/O; [`Mock`] serves it over HTTP.
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
//! Tests configure it over HTTP:
//!
//! | request | effect |
//! |---|---|
//! | `POST /__mock/expire-tokens` | invalidates every token that was issued |
//! | `POST /__mock/advance` with `{"seconds": 7200}` | advances the clock, so that tokens expire |
//! | `POST /__mock/next-reply` with `{"path": "/pets", "reply": […]}` | answers the next valid call of this path with this reply; `operation` in place of `path` restricts it to one operation, `status` sets the HTTP status, `headers` adds headers, `"always": true` keeps the reply for all calls. No operation need have the path. Where the replies of the operation differ by status, one without `reply` is an example of what the `status` has |
//! | `POST /__mock/next-error` with `{"code": 45009}` | answers the next call with this error; `operation` restricts it to one operation, `status` sets the HTTP status and may be given alone |
//! | `GET /__mock/requests` | returns the last 100 requests and replies, without secrets |

mod arguments;
mod control;
mod credential;
mod exchange;
mod message;
mod multipart;
mod nested_form;
mod redact;
mod reply;
mod responder;
mod route;
mod server;
mod state;

pub use crate::judge::MockResponse;
pub use exchange::Exchange;
pub use message::MockRequest;
pub use responder::Responder;
pub use server::Mock;
