#!/usr/bin/env bash
# Package: pulldown-cmark-to-cmark 23.0.1, with pulldown-cmark 0.13.6.
# Expected: a block quote that is parsed and written back is the same text, `> q`.
# Seen: it is written with a space before each `>`, with an empty line of the quote at its beginning and a blank line above:
#   "\n > \n > q"
# Both are the same CommonMark document, but text that is compared, hashed or committed differs from its source. Programs
# that promise normalised output have to remove the extra lines and spaces themselves.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cargo init --quiet --vcs none --name quote
cargo add --quiet pulldown-cmark@=0.13.6 --no-default-features
cargo add --quiet pulldown-cmark-to-cmark@=23.0.1
cat > src/main.rs <<'RUST'
fn main() {
    let mut written = String::new();
    let (parser, options) = (pulldown_cmark::Parser::new("> q\n"), pulldown_cmark::Options::empty());
    pulldown_cmark_to_cmark::cmark(parser, &mut written, options).expect("written");
    println!("{written:?}");
}
RUST
seen=$(cargo run --quiet)
echo "$seen"
[ "$seen" = '"\n > \n > q"' ]
