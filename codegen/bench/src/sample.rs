//! The text that all sides put into their tickets.

/// The texts of a ticket.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The ticket's terms of use: the caller's own string.
    pub description: String,
    /// What takes place, when and where: the caller's own string.
    pub detail: String,
}

impl Sample {
    /// A typical ticket: about a thousand bytes of JSON.
    pub fn usual() -> Self {
        Self {
            description: "请提前三十分钟到场。\n迟到者请在幕间入座。".to_owned(),
            detail: "时间：十月一日晚七点半；地点：海风剧院大厅".to_owned(),
        }
    }

    /// Empty texts.
    pub fn empty() -> Self {
        Self { description: String::new(), detail: String::new() }
    }

    /// A ticket whose two long texts are as long as the limits allow: 6 kB of Chinese.
    pub fn long() -> Self {
        Self { description: "票".repeat(1024), detail: "厅".repeat(1024) }
    }
}
