//! A server that answers every request with a created ticket, as fast as possible.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};

const REPLY: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 63\r\n\r\n\
                     {\"errcode\":0,\"errmsg\":\"ok\",\"card_id\":\"p1Pj9jr90_SQRaVqYI239Ka\"}";

/// A running server on its own thread, which ends when this is dropped.
#[derive(Debug)]
pub struct Loopback {
    /// The address.
    pub address: SocketAddr,
    _runtime: Runtime,
}

impl Loopback {
    /// Starts it on a free port.
    ///
    /// # Errors
    ///
    /// If there is no free port, or the thread cannot be started.
    pub fn start() -> io::Result<Self> {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let address = listener.local_addr()?;
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream));
            }
        });
        Ok(Self { address, _runtime: runtime })
    }
}

/// Answers requests until the client closes the connection.
async fn serve(mut stream: TcpStream) -> io::Result<()> {
    let mut received = Vec::with_capacity(4096);
    loop {
        while !is_whole(&received) {
            if stream.read_buf(&mut received).await? == 0 {
                return Ok(());
            }
        }
        received.clear();
        stream.write_all(REPLY.as_bytes()).await?;
    }
}

/// Whether the head of a request and its body are complete.
fn is_whole(received: &[u8]) -> bool {
    let Some(end) = received.windows(4).position(|window| window == b"\r\n\r\n") else {
        return false;
    };
    let (head, body) = received.split_at(end + 4);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let announced = head.split("content-length:").nth(1).and_then(|rest| rest.lines().next());
    announced.and_then(|length| length.trim().parse().ok()).is_some_and(|length: usize| body.len() >= length)
}
