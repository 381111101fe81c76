//! The pages of all codes: the wrong example has the problem, and the right one has none.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use specwright::{Code, Diagnostics, generate};
use specwright_workbench::lint;

fn problems(sources: &[specwright::Source]) -> Diagnostics {
    match generate(sources) {
        Ok(generated) => generated.warnings,
        Err(problems) => problems,
    }
}

/// The errors of a spec, and its lints if the code is one of them.
fn problems_of(code: Code, sources: &[specwright::Source]) -> Diagnostics {
    let mut found = problems(sources);
    if code.as_str().starts_with("SW05") {
        found.extend(lint(sources));
    }
    found
}

/// Codes without an example: invalid UTF-8, a comparison with an earlier spec, and an error of the generator.
const WITHOUT_EXAMPLES: [Code; 3] = [Code::NotUtf8, Code::UnmatchedAcceptance, Code::Internal];

#[test]
fn every_page_has_a_text_and_examples() {
    for code in Code::ALL {
        let page = code.page();
        assert!(page.text.len() > 40, "{code}");
        let shows = page.wrong.is_some() && page.right.is_some();
        assert_ne!(shows, WITHOUT_EXAMPLES.contains(code), "{code}");
        assert!(page.text.lines().all(|line| line.chars().count() <= 132), "{code} has a wide line");
    }
}

#[test]
fn every_wrong_example_has_the_problem() {
    let mut wrong = String::new();
    for code in Code::ALL {
        let Some(example) = code.page().wrong else { continue };
        let sources = example.sources();
        let found = problems_of(*code, &sources);
        if !found.iter().any(|one| one.code == *code) {
            wrong.push_str(&format!("{code} is not reported of:\n{}\n", found.render(&sources, false)));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn no_right_example_has_a_problem() {
    let mut wrong = String::new();
    for code in Code::ALL {
        let Some(example) = code.page().right else { continue };
        let sources = example.sources();
        // Examples are short: missing documentation is ignored.
        let doubted = problems_of(*code, &sources).iter().any(|one| one.code == *code);
        let found = problems(&sources);
        if doubted || !found.is_empty() {
            wrong.push_str(&format!("{code}:\n{}\n", found.render(&sources, false)));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
