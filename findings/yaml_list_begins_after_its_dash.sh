#!/usr/bin/env bash
# Package: granit-parser 2.2.0 (a YAML 1.2 parser with byte positions).
# Expected: the event that starts a block list has the position of its first dash, however far the list is indented.
# Seen: with the list below its key and indented, the event is at the dash; with the dash in the key's own column, which
# YAML allows as well, it is behind the dash and the space after it:
#   "a:\n- 'x'\n"   dash 3, list 5
#   "a:\n - 'x'\n"  dash 4, list 4
# An editor or a diagnostic that marks "the list" by that event marks nothing in the first case.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cargo init --quiet --vcs none --name list
cargo add --quiet granit-parser@=2.2.0 --no-default-features
cat > src/main.rs <<'RUST'
use granit_parser::{Event, Parser};

fn main() {
    for text in ["a:\n- 'x'\n", "a:\n - 'x'\n"] {
        for event in Parser::new_from_str(text) {
            let (event, span) = event.expect("valid YAML");
            if let Event::SequenceStart(..) = event {
                let dash = text.find('-').expect("a dash");
                println!("dash {dash}, list {}", span.start.index());
            }
        }
    }
}
RUST
seen=$(cargo run --quiet 2>&1) || { echo "$seen"; exit 1; }
echo "$seen"
[ "$seen" = $'dash 3, list 5\ndash 4, list 4' ]
