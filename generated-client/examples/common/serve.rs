//! Shared by the examples that serve HTTP.

use std::io;

use axum::Router;
use tokio::net::TcpListener;

/// Serves on a free port of the loopback interface until the program ends, and returns the address.
pub(crate) async fn serve(router: Router) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            eprintln!("the service failed: {error}");
        }
    });
    Ok(address)
}
