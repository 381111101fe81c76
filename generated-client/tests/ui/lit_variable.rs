//! Strings that are no literals.

use wechat_tickets::{Text, base_info, lit};

fn brand_name(name: &str) -> Text<base_info::BrandName> {
    #[cfg(mistake = "in_place")]
    return lit!(name);
    #[cfg(mistake = "with_field")]
    return lit!(base_info::BrandName, name);
    // It is copied.
    #[cfg(not(any(mistake = "in_place", mistake = "with_field")))]
    name.into()
}

fn main() {
    let _ = (brand_name, lit!(base_info::Title, "年会"));
}
