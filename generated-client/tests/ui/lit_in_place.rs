//! Literals that take their field from where they stand.

use wechat_tickets::{Text, base_info, lit};

fn main() {
    let _: Text<base_info::BrandName> = lit!("abcdefghijklmnopqrstuvwxyz0123456789");
    let _: Text<base_info::Title> = lit!("秋季音乐会入场券券");

    #[cfg(mistake = "ascii")]
    let _: Text<base_info::BrandName> = lit!("abcdefghijklmnopqrstuvwxyz0123456789+");
    #[cfg(mistake = "cjk")]
    let _: Text<base_info::Title> = lit!("秋季音乐会入场券券券");
}
