//! What a program can do with a client besides calling it.

use wechat_tickets::Client;

#[test]
fn a_client_is_cloned_and_shared_between_threads() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    shared::<Client>();
    #[cfg(feature = "blocking")]
    shared::<wechat_tickets::blocking::Client>();
}

/// The documentation and the README have the same table, which contains each feature.
#[test]
fn every_feature_is_described() {
    let table = include_str!("../docs/features.md");
    assert!(include_str!("../../README.md").contains(table), "README.md has another table of features");
    let (_, features) = include_str!("../Cargo.toml").split_once("[features]").unwrap();
    let names =
        features.lines().take_while(|line| !line.starts_with('[')).filter_map(|line| line.split_once(" = "));
    for (name, _) in names.filter(|(name, _)| !matches!(*name, "default")) {
        assert!(table.contains(&format!("| `{name}`")), "docs/features.md leaves out `{name}`");
    }
}
