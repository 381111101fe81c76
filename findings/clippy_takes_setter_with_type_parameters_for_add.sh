#!/usr/bin/env bash
# Clippy of Rust 1.95.0 warns of a setter of a builder that is named like an operator of two values, even where its argument has type
# parameters of its own, so that it could not be the method of that trait: `should_implement_trait` compares the name, the number of
# arguments, how `self` is taken and that something is returned.
#
#   fn add(mut self, value: impl IntoIterator<Item = impl Into<String>>) -> Self   method `add` can be confused for the standard trait method `std::ops::Add::add`
#   fn sub(mut self, value: i64) -> Self                                           the same of `Sub::sub`
#   fn not, fn drop, fn eq, fn index, fn cmp (mut self, value: i64) -> Self        no warning: another number of arguments, or `self` is taken in another way
#
# So a generator of builders whose output passes Clippy must allow the lint for ten names of fields; Kubernetes' OpenAPI document has such a
# field, `add` of `io.k8s.api.core.v1.Capabilities`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export RUSTUP_HOME=$folder/rustup
rustup toolchain install 1.95.0 --profile minimal --component clippy >/dev/null 2>&1

names="add sub mul div rem bitand bitor bitxor shl shr not drop eq index cmp"
mkdir src
printf '[package]\nname = "setters"\nversion = "0.0.0"\nedition = "2024"\n' >Cargo.toml
{
    printf 'pub struct Values {\n'
    for name in $names; do printf '    pub %s: Vec<String>,\n' "$name"; done
    printf '}\n\nimpl Values {\n'
    for name in $names; do
        printf '    pub fn %s(mut self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {\n' "$name"
        printf '        self.%s = value.into_iter().map(Into::into).collect();\n        self\n    }\n\n' "$name"
    done
    printf '}\n'
} >src/lib.rs
seen=$(CARGO_TARGET_DIR=$folder/target cargo +1.95.0 clippy 2>&1 | sed -n 's/^warning: method `\([a-z]*\)` can be confused for the standard trait method.*/\1/p' | tr '\n' ' ')
echo "$seen"
[ "$seen" = "add sub mul div rem bitand bitor bitxor shl shr " ]
