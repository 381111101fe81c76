//! `mock`: serves the API on the loopback interface, to try out and test clients in any language.

use std::net::Ipv4Addr;

use specwright_workbench::mock::Mock;

use crate::arguments::ReportFormat;
use crate::context::Context;
use crate::error::Error;
use crate::interrupt;
use crate::output::{self, Exit};
use crate::spec::Spec;

/// Serves until the process is terminated; prints each request to standard output.
pub(crate) fn run(context: &Context<'_>, port: u16, tokens: &[String], lenient: bool) -> Result<Exit, Error> {
    let api = Spec::read(context.spec(), ReportFormat::Text)?.check()?.api;
    let name = api.name.clone();
    let mut mock = Mock::bind(api, (Ipv4Addr::LOCALHOST, port))
        .map_err(|error| {
            Error::new(format!("cannot listen on port {port}: {error}")).help("`--port 0` selects a free one")
        })?
        .on_request(|exchange| drop(output::print(&format!("{exchange}\n"))));
    if lenient {
        mock = mock.lenient();
    }
    for token in tokens {
        mock = mock.accept_token(token);
    }
    interrupt::serve();
    output::print(&format!("`{name}` on http://{}; press Ctrl-C to stop\n", mock.local_addr()))?;
    mock.serve().map_err(|error| Error::new(format!("the server ended: {error}")))?;
    Ok(Exit::Success)
}
