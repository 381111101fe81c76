#!/usr/bin/env bash
# Package: quicktype 26.0.0, JSON to Rust.
# Expected: a field with a Chinese key has the key, which is an identifier in Rust, or a name that follows from it.
# Seen: the key has no part in the name. Names come from a list of words, in the order in which keys are seen, so that a key that is
# added to the sample renames a field that did not change:
#   {"标题": …}             标题: empty
#   {"新": …, "标题": …}    新: empty, 标题: ticket
# For Go, Python and TypeScript the same program keeps the Chinese names.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund quicktype@26.0.0
echo '{"标题": "x"}' > before.json
echo '{"新": true, "标题": "x"}' > after.json
fields() {
    npx quicktype --lang rust --top-level Ticket --visibility public "$1" 2>/dev/null |
        sed -n '/rename/{s/.*rename = "\(.*\)".*/\1:/;N;s/\n *pub \([a-z_]*\):.*/ \1/p}'
}
seen="$(fields before.json)
$(fields after.json)"
echo "$seen"
[ "$seen" = '标题: empty
新: empty
标题: ticket' ]
