//! One request and its reply, over one connection.

use std::io;

use super::body::{self, BodyError};
use super::connection::Connection;
use super::deadline::{Deadline, is_over};
use super::head::{self, Head};
use crate::{HttpRequest, HttpResponse, Method, Sent, TransportError, TransportErrorKind};

/// A request that is to be sent.
pub(super) struct Exchange<'r> {
    pub(super) request: &'r HttpRequest,
    /// The request as it goes over the wire.
    pub(super) bytes: &'r [u8],
    pub(super) deadline: Deadline,
}

impl Exchange<'_> {
    /// The reply, and the connection if it can be used again.
    pub(super) fn run(
        &self,
        mut connection: Connection,
    ) -> Result<(HttpResponse, Option<Connection>), TransportError> {
        connection.begin(self.deadline);
        let (head, is_whole) = self.send(&mut connection)?;
        let body = body::read(&mut connection, head.framing, self.request.max_reply_bytes)
            .map_err(|error| self.amid_reply(error))?;
        let asks_to_close = self.request.header("connection").is_some();
        let is_kept = is_whole && head.keeps_open && body.is_at_end && !asks_to_close;
        let response = HttpResponse { status: head.status, headers: head.headers, body: body.bytes };
        Ok((response, is_kept.then_some(connection)))
    }

    /// Sends the request and reads the head of the reply; and whether the whole request went out.
    fn send(&self, connection: &mut Connection) -> Result<(Head, bool), TransportError> {
        let sent = connection.send(self.bytes);
        if let Err(error) = sent {
            // A server may refuse a request before it has all of it, and hang up.
            let hung_up = connection.has_sent() && !is_over(&error);
            let refusal = hung_up.then(|| self.read_head(connection).ok()).flatten();
            return match refusal {
                Some(head) => Ok((head, false)),
                None => Err(self.before_reply(error, connection.has_sent())),
            };
        }
        let head = self.read_head(connection).map_err(|error| self.before_reply(error, true))?;
        Ok((head, true))
    }

    fn read_head(&self, connection: &mut Connection) -> io::Result<Head> {
        head::read(connection, self.request.method == Method::Head)
    }

    fn before_reply(&self, error: io::Error, has_sent: bool) -> TransportError {
        let sent = if has_sent { Sent::Maybe } else { Sent::No };
        if is_over(&error) {
            return TransportError::no_reply_within(self.request.timeout, sent);
        }
        TransportError::new(TransportErrorKind::Io, sent).because(error)
    }

    fn amid_reply(&self, error: BodyError) -> TransportError {
        match error {
            BodyError::TooLarge => {
                let why = format!("more than {} bytes", self.request.max_reply_bytes);
                TransportError::new(TransportErrorKind::TooLarge, Sent::Yes).because(why)
            }
            BodyError::Broken(error) if is_over(&error) => {
                TransportError::no_reply_within(self.request.timeout, Sent::Yes)
            }
            BodyError::Broken(error) => {
                TransportError::new(TransportErrorKind::Body, Sent::Yes).because(error)
            }
        }
    }
}
