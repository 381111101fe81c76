//! Limits that are stated in the description of a parameter.

use super::words::folded;

/// The maximum number of CJK characters stated in a description: "limited to 12 Chinese characters".
pub(super) fn max_cjk(description: &str) -> Option<usize> {
    let text = description.to_lowercase();
    let mut rest = text.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (_, number) = rest.split_at(start);
        let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
        let (digits, after) = number.split_at(end);
        let unit = after.trim_start().trim_start_matches(['个', '個']).trim_start();
        let units = ["chinese character", "cjk character", "汉字", "漢字", "中文字"];
        if units.iter().any(|word| unit.starts_with(word)) {
            return digits.parse().ok();
        }
        rest = after;
    }
    None
}

/// The maximum stated in a description: "the maximum is 100". A number that counts something, such as digits, is not a
/// maximum.
pub(super) fn max(description: &str) -> Option<u64> {
    const PHRASES: [&str; 10] = [
        "maximum is",
        "maximum value is",
        "maximum of",
        "at most",
        "no more than",
        "not exceed",
        "up to",
        "最大",
        "最多",
        "不超过",
    ];
    const COUNTED: [&str; 8] = ["digit", "character", "chinese", "byte", "位", "个", "字", "%"];
    let text = folded(description);
    PHRASES.iter().find_map(|phrase| {
        let (_, after) = text.split_once(phrase)?;
        let after =
            after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '值' | '为' | '是' | ':'));
        let end = after.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(after.len());
        let (number, rest) = after.split_at(end);
        let counts = COUNTED.iter().any(|word| rest.trim_start().starts_with(word));
        let is_part =
            rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        digits.parse().ok().filter(|_| !counts && !is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cjk_limit_is_a_number_of_chinese_characters() {
        assert_eq!(max_cjk("The name is limited to 12 Chinese characters."), Some(12));
        assert_eq!(max_cjk("3 parts, upper limit is 18 Chinese characters"), Some(18));
        assert_eq!(max_cjk("上限为4个汉字"), Some(4));
        assert_eq!(max_cjk("at most 14 digits"), None);
        assert_eq!(max_cjk("the year 2015"), None);
        assert_eq!(max_cjk("99999999999999999999999 Chinese characters"), None);
    }

    #[test]
    fn a_maximum_is_not_a_count() {
        assert_eq!(max("Do not fill in 0, the maximum is 100000000."), Some(100_000_000));
        assert_eq!(max("At most 1,000, please"), Some(1000));
        assert_eq!(max("最大值为：１００"), Some(100));
        assert_eq!(max("with a maximum of 14 digits"), None);
        assert_eq!(max("最多4个汉字"), None);
        assert_eq!(max("up to 0.5"), None);
        assert_eq!(max("up to you"), None);
        assert_eq!(max("at most 99999999999999999999"), None);
    }
}
