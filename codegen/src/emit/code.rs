//! Rust code for documentation, formatted as `rustfmt` would.

/// Maximum width of a line.
const WIDTH: usize = 90;

/// An expression or statements, one string per line.
pub(crate) type Code = Vec<String>;

pub(crate) fn one(line: impl Into<String>) -> Code {
    vec![line.into()]
}

/// `head(arguments)`
pub(crate) fn call(head: &str, arguments: Vec<Code>) -> Code {
    enclosed(&format!("{head}("), arguments, ")")
}

/// `head elements]`, where the head opens the list.
pub(crate) fn list(head: &str, elements: Vec<Code>) -> Code {
    enclosed(head, elements, "]")
}

/// `head { name: value }`
pub(crate) fn literal(head: &str, fields: Vec<(&str, Code)>) -> Code {
    let mut code = one(format!("{head} {{"));
    for (name, value) in fields {
        let value = if value == [name] { value } else { prefixed(&format!("{name}: "), value) };
        code.extend(indented(suffixed(value, ",")));
    }
    code.push("}".to_owned());
    code
}

fn enclosed(head: &str, parts: Vec<Code>, end: &str) -> Code {
    let width: usize = parts.iter().flatten().map(|line| line.chars().count() + 2).sum();
    if parts.iter().all(|part| part.len() == 1) && head.chars().count() + width <= WIDTH {
        return one(format!("{head}{}{end}", parts.concat().join(", ")));
    }
    if let [part] = parts.as_slice()
        && part.len() > 1
    {
        return prefixed(head, suffixed(part.clone(), end));
    }
    let mut code = one(head);
    for part in parts {
        code.extend(indented(suffixed(part, ",")));
    }
    code.push(end.to_owned());
    code
}

/// `head expression;`
pub(crate) fn statement(head: &str, expression: Code) -> Code {
    prefixed(head, suffixed(expression, ";"))
}

pub(crate) fn prefixed(head: &str, mut code: Code) -> Code {
    if let Some(first) = code.first_mut() {
        first.insert_str(0, head);
    }
    code
}

pub(crate) fn suffixed(mut code: Code, end: &str) -> Code {
    if let Some(last) = code.last_mut() {
        last.push_str(end);
    }
    code
}

/// The expression with `.into()`, on a separate line if the expression has several.
pub(crate) fn converted(code: Code) -> Code {
    if code.len() == 1 { suffixed(code, ".into()") } else { [code, one(".into()")].concat() }
}

/// Joins a chain of two lines if it fits on one.
pub(crate) fn joined(code: Code) -> Code {
    match code.as_slice() {
        [first, second] if second.trim_start().starts_with('.') => {
            let line = format!("{first}{}", second.trim_start());
            if line.chars().count() <= WIDTH { one(line) } else { code }
        }
        _ => code,
    }
}

fn indented(code: Code) -> impl Iterator<Item = String> {
    code.into_iter().map(|line| format!("    {line}"))
}

/// A text as a string literal: equal to `Debug`, which is slow for characters outside ASCII.
pub(crate) fn quoted(text: &str) -> String {
    let needs_no_escape = |character| matches!(character, ' ' | '!' | '#'..='[' | ']'..='~' | '、'..='】' | '一'..='\u{9fff}' | '！'..='～');
    if text.chars().all(needs_no_escape) { format!("\"{text}\"") } else { format!("{text:?}") }
}

/// An integer with grouped thousands: `1_700_000_000`.
pub(crate) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_code_is_broken() {
        let wide = "w".repeat(50);
        assert_eq!(call("f", vec![one("a"), one("b")]), ["f(a, b)"]);
        let code = call("f", vec![one(&*wide), one(&*wide)]);
        assert_eq!(code, ["f(", &format!("    {wide},"), &format!("    {wide},"), ")"]);
        let hugged = call("f", vec![literal("g", vec![("a", one("a")), ("b", code)])]);
        assert_eq!(hugged.first().map(String::as_str), Some("f(g {"));
        assert_eq!(hugged.get(1..3), Some(&["    a,".to_owned(), "    b: f(".to_owned()][..]));
        assert_eq!(hugged.last().map(String::as_str), Some("})"));
        assert_eq!(joined(vec!["f(a)".into(), "    .b(c)".into()]), ["f(a).b(c)"]);
        assert_eq!(joined(vec![wide.clone(), format!("    .{wide}")]).len(), 2);
    }

    #[test]
    fn a_quoted_text_is_equal_to_debug() {
        for character in '\0'..='\u{ffff}' {
            for text in [format!("{character}"), format!("票{character}")] {
                assert_eq!(quoted(&text), format!("{text:?}"));
            }
        }
    }

    #[test]
    fn thousands_are_grouped() {
        let cases = [(0, "0"), (999, "999"), (1000, "1_000"), (-1_234_567, "-1_234_567")];
        for (number, text) in cases {
            assert_eq!(grouped(number), text);
        }
        assert_eq!(grouped(i64::MIN), "-9_223_372_036_854_775_808");
    }
}
