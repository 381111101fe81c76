//! Each dimension is one: the spec compiles, what it is measured with is valid, and only that dimension grows. The size
//! of what is generated grows with it, which a test can hold, unlike a time.

use specwright::check::check;
use specwright::interpret;
use specwright_bench::growth::Dimension;

#[test]
fn every_spec_compiles_and_has_what_it_is_measured_with() {
    for (dimension, _) in Dimension::ALL {
        for size in [1, 9] {
            let grown = dimension.grown(size);
            let api = check(&grown.spec)
                .unwrap_or_else(|problems| panic!("{dimension:?}: {}", problems.render(&grown.spec, false)))
                .api;
            let body = serde_json::from_str(&grown.body).unwrap();
            let report = interpret::request(&api, api.operation("send").unwrap(), &body);
            assert!(report.is_valid(), "{dimension:?}: {report}");
            assert!(check(&grown.renamed).is_ok(), "{dimension:?}");
        }
    }
}

#[test]
fn what_is_generated_grows_in_proportion() {
    let bytes = |dimension: Dimension, size: usize| -> usize {
        let generated = specwright::generate(&dimension.grown(size).spec).unwrap();
        generated.files.iter().map(|file| file.contents.len()).sum()
    };
    for (dimension, _) in Dimension::ALL {
        let [one, small, large] = [1, 100, 800].map(|size| bytes(dimension, size));
        let growth = (large - one) as f64 / (small - one) as f64;
        // Numbers in names get longer.
        assert!(growth < 8.0 * 1.1, "{dimension:?}: {one}, {small}, {large} bytes");
    }
}
