//! The verdict on a body, as text and as annotations.

use specwright::diagnostics::{Annotation, Severity};
use specwright_workbench::judge::{Problem, Verdict};

use crate::output::{Paint, count};

/// One line for each problem, errors first, and a summary.
pub(super) fn to_text(verdict: &Verdict, paint: Paint) -> String {
    let mut text = String::new();
    for error in &verdict.errors {
        text.push_str(&format!("{}\n", line(error)));
    }
    for warning in &verdict.warnings {
        text.push_str(&format!("{}: {}\n", paint.yellow("warning"), line(warning)));
    }
    let mut parts = match verdict.errors.len() {
        0 => vec![paint.green("valid")],
        errors => vec![paint.red("invalid"), count(errors, "error")],
    };
    if !verdict.warnings.is_empty() {
        parts.push(count(verdict.warnings.len(), "warning"));
    }
    text.push_str(&format!("{}: {}\n", verdict.operation, parts.join(", ")));
    text
}

/// Annotations of the file that contains the body, if it is one.
pub(super) fn to_github(verdict: &Verdict, file: Option<String>) -> String {
    let of = |severity, problems: &[Problem]| {
        let annotation = |one: &Problem| {
            let message = verdict.operation.clone() + ": " + &line(one);
            let annotation = Annotation::new(severity, file.clone(), one.rule, message);
            if file.is_some() { annotation.at(one.at) } else { annotation }
        };
        problems.iter().map(annotation).collect::<Vec<_>>()
    };
    let all = [of(Severity::Error, &verdict.errors), of(Severity::Warning, &verdict.warnings)].concat();
    Annotation::to_github(&all)
}

/// One JSON object.
pub(super) fn to_json(verdict: &Verdict) -> String {
    // Serialising plain data with text keys cannot fail; if it did, no half object would be printed.
    serde_json::to_string_pretty(verdict).map(|json| json + "\n").unwrap_or_default()
}

fn line(problem: &Problem) -> String {
    if problem.path.is_empty() {
        problem.message.clone()
    } else {
        format!("{}: {}", problem.path, problem.message)
    }
}

#[cfg(test)]
mod tests {
    use specwright::Source;
    use specwright::check::check;
    use specwright_workbench::judge::Judge;

    use super::*;

    fn verdict(body: &str) -> Verdict {
        let sources = [
            Source::new(
                "api.yaml",
                "api: cards\nserver: https://cards.example\ntext: { forbid_escapes: true }\n",
            ),
            Source::new("create.yaml", "operation: create\nmethod: POST\npath: /cards\nrequest: Request\n"),
            Source::new("request.yaml", "model: Request\nfields: { card: { type: Card, required: true } }\n"),
            Source::new(
                "card.yaml",
                "model: Card\nfields:\n  brand_name: { type: string, max_bytes: 36 }\n  color: { type: Color }\n  \
                 sku: { type: int }\n",
            ),
            Source::new("color.yaml", "enum: Color\nvalues: { Color010: {} }\nextra: [Color081]\n"),
        ];
        let checked = check(&sources);
        let api = checked.unwrap_or_else(|wrong| panic!("{}", wrong.render(&sources, false))).api;
        Judge::new(&api).verdict(api.operation("create").unwrap(), body.as_bytes())
    }

    fn invalid() -> Verdict {
        verdict(
            "{ \"card\": {\n  \"brand_name\": \"某某某某某某某某某某某某某\", \"color\": \"Color081\",\n  \"sku\": 1, \
             \"sku\": 2\n} }",
        )
    }

    #[test]
    fn text() {
        insta::assert_snapshot!(to_text(&invalid(), Paint { color: false }));
    }

    #[test]
    fn json() {
        insta::assert_snapshot!(to_json(&invalid()));
    }

    #[test]
    fn github() {
        insta::assert_snapshot!(to_github(&invalid(), Some("bodies/a.json".to_owned())));
        assert!(to_github(&invalid(), None).starts_with("::error title=duplicate_key::create: card.sku: "));
    }

    #[test]
    fn valid() {
        let verdict = verdict("{ \"card\": {} }");
        assert!(verdict.is_valid());
        assert_eq!(to_text(&verdict, Paint { color: false }), "create: valid\n");
        insta::assert_snapshot!(to_json(&verdict));
    }
}
