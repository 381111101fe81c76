//! What is there only with a feature.

fn main() {
    #[cfg(mistake = "blocking")]
    let _ = wechat_tickets::blocking::Client::builder();
    #[cfg(mistake = "mock")]
    let _ = wechat_tickets::mock::Mock::new();
}
