//! What a program may do with a client besides calling it.

use wechat_tickets::Client;

#[test]
fn a_client_is_cloned_and_shared_between_threads() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    shared::<Client>();
    #[cfg(feature = "blocking")]
    shared::<wechat_tickets::blocking::Client>();
}
