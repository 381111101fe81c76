#!/usr/bin/env bash
# The derive macro of `validator` 0.20.0 and 0.21.0 (crates.io) cannot validate an optional list in a field that is named `errors`: the code that it
# writes has a variable of that name for its report, and the field's own variable hides it.
#
#   struct Reply { #[validate(nested)] errors: Option<Vec<Problem>> }   error[E0599]: no method named `merge_self` found for reference `&Vec<Problem>`
#   struct Reply { #[validate(nested)] faults: Option<Vec<Problem>> }   compiles
#
# So a generator that derives validation from an OpenAPI document (oas3-gen 0.29.0 does) must not keep the name of this field, which many
# APIs have in the bodies of their failures: GitHub's description has two of them, and the client for it does not compile.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

compiles() { # version, name of the field
    rm -rf src && mkdir src
    printf '[package]\nname = "reply"\nversion = "0.0.0"\nedition = "2024"\n[dependencies]\nvalidator = { version = "=%s", features = ["derive"] }\n' "$1" >Cargo.toml
    cat >src/lib.rs <<RUST
use validator::Validate;

#[derive(Validate)]
pub struct Problem {
    #[validate(length(max = 9))]
    pub code: String,
}

#[derive(Validate)]
pub struct Reply {
    #[validate(nested)]
    pub $2: Option<Vec<Problem>>,
}
RUST
    cargo check --quiet >log 2>&1
}

seen=""
for version in 0.20.0 0.21.0; do
    for field in faults errors; do
        if compiles "$version" "$field"; then
            seen+="$version $field compiles;"
        else
            seen+="$version $field $(grep -o 'E0[0-9]*' log | sort -u | tr '\n' ' ');"
        fi
    done
done
echo "$seen"
[ "$seen" = "0.20.0 faults compiles;0.20.0 errors E0599 E0609 ;0.21.0 faults compiles;0.21.0 errors E0599 E0609 ;" ]
