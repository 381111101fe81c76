//! A required field is given, or the program does not compile.

use wechat_tickets::{BaseInfo, BoardingPass, Timestamp, boarding_pass, lit};

fn pass(base_info: BaseInfo) -> BoardingPass {
    BoardingPass::new(boarding_pass::Required {
        base_info,
        from: lit!("厦门"),
        #[cfg(not(mistake = "three"))]
        to: lit!("西安"),
        #[cfg(not(any(mistake = "one", mistake = "three")))]
        flight: lit!("XM8203"),
        #[cfg(not(mistake = "three"))]
        air_model: lit!("波音737"),
        departure_time: Timestamp::from_unix_seconds(1_791_163_200),
        landing_time: Timestamp::from_unix_seconds(1_791_173_700),
    })
}

fn main() {
    let _ = pass;
}
