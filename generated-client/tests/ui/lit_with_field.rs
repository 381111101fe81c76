//! Literals that name their field.

use wechat_tickets::{base_info, lit};

fn main() {
    let _ = lit!(base_info::BrandName, "abcdefghijklmnopqrstuvwxyz0123456789");
    let _ = lit!(base_info::BrandName, "海风演艺海风演艺海风演艺");

    #[cfg(mistake = "ascii")]
    let _ = lit!(base_info::BrandName, "abcdefghijklmnopqrstuvwxyz0123456789+");
    #[cfg(mistake = "cjk")]
    let _ = lit!(base_info::BrandName, "海风演艺海风演艺海风演艺海");
}
