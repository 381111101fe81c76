//! Calls from request to reply, through the public interface, against transports that only pretend.

#[cfg(test)]
mod calls;
#[cfg(test)]
mod display;
#[cfg(test)]
mod failover;
#[cfg(test)]
mod redaction;
#[cfg(test)]
mod replies;
#[cfg(all(test, feature = "reqwest"))]
mod reqwest_loopback;
#[cfg(test)]
mod shop;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tokens;
