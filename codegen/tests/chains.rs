//! Chains of models, each of which requires the next: what is generated grows with their length, and no more.
#![allow(clippy::panic, reason = "a test may fail loudly")]

use specwright::Source;

/// A chain of models, with these fields for each in terms of the next.
fn chain(length: usize, fields: &[&str]) -> Vec<Source> {
    let model = |index: usize| {
        let next = format!("M{}", index + 1);
        let field = |(number, ty): (usize, &&str)| {
            format!("  f{number}: {{ type: {}, required: true }}\n", ty.replace("NEXT", &next))
        };
        let fields: String = fields.iter().enumerate().map(field).collect();
        format!("model: M{index}\ndoc: A link of a chain.\nfields:\n{fields}")
    };
    let mut files = vec![
        "api: chain\nserver: https://a.example\n".to_owned(),
        "operation: send\nmethod: POST\npath: /a\nrequest: M0\nreply: M0\n".to_owned(),
        format!(
            "model: M{length}\nfields:\n  name: {{ type: string, required: true, max_bytes: 9, example: end }}\n"
        ),
    ];
    files.extend((0..length).map(model));
    let source = |(index, text): (usize, String)| Source::new(format!("{index}.yaml"), text);
    files.into_iter().enumerate().map(source).collect()
}

/// Number of bytes that are generated.
fn generated(sources: &[Source]) -> usize {
    match specwright::generate(sources) {
        Ok(generated) => generated.files.iter().map(|file| file.contents.len()).sum(),
        Err(problems) => panic!("{}", problems.render(sources, false)),
    }
}

#[test]
fn output_grows_with_the_number_of_models() {
    for fields in [["NEXT"].as_slice(), &["NEXT", "NEXT"], &["list<NEXT>"], &["NEXT", "list<NEXT>"]] {
        let (short, long) = (generated(&chain(150, fields)), generated(&chain(300, fields)));
        assert!(long * 10 < short * 21, "{fields:?}: {short} bytes, twice the models: {long} bytes");
    }
}

#[test]
fn a_long_chain_needs_no_deep_stack() {
    assert!(generated(&chain(1_300, &["NEXT"])) > 0);
}
