//! Calls from request to reply through the public interface, with fake transports and local servers.

#[cfg(test)]
#[cfg(feature = "blocking")]
mod async_connections;
#[cfg(test)]
#[cfg(feature = "blocking")]
mod blocking;
#[cfg(test)]
#[cfg(feature = "blocking")]
mod blocking_thread;
#[cfg(test)]
mod calls;
#[cfg(test)]
#[cfg(feature = "blocking")]
mod connections;
#[cfg(test)]
mod display;
#[cfg(test)]
mod failover;
#[cfg(test)]
#[cfg(feature = "blocking")]
mod loopback;
#[cfg(test)]
#[cfg(all(feature = "blocking", feature = "multipart"))]
mod multipart;
#[cfg(test)]
#[cfg(feature = "blocking")]
mod odd_replies;
#[cfg(test)]
mod redaction;
#[cfg(test)]
mod replies;
#[cfg(test)]
mod retries;
#[cfg(test)]
mod sequences;
#[cfg(test)]
#[cfg(feature = "blocking")]
mod server;
#[cfg(test)]
mod shared_fetch;
#[cfg(test)]
mod shop;
#[cfg(test)]
#[cfg(feature = "blocking")]
mod sides;
#[cfg(test)]
#[cfg(all(feature = "tracing", feature = "blocking"))]
mod silence;
#[cfg(test)]
mod stores;
#[cfg(test)]
mod support;
#[cfg(test)]
#[cfg(all(feature = "reqwest", not(feature = "rustls")))]
mod tls_provider;
#[cfg(test)]
mod tokens;
#[cfg(test)]
#[cfg(feature = "tracing")]
mod tracing_events;
#[cfg(test)]
#[cfg(feature = "tracing")]
mod witness;
#[cfg(test)]
#[cfg(feature = "blocking")]
mod write_to;
