#!/usr/bin/env bash
# Package: node-easywechat 3.6.2 (a client of WeChat for Node.js), installed by npm without a lock file.
# Expected: `require("node-easywechat")` gives its classes.
# Seen: the package depends on node-socialite ^1.4.1 and requires a file inside it that 1.4.1 has and 1.5.2 has no longer, so that a
# fresh install does not load:
#   node-socialite 1.5.3: Cannot find module 'node-socialite/dist/Core/ProviderInterface'
#   node-socialite 1.4.1: function
# Programs pin node-socialite to 1.4.1, by `overrides` in their package.json.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
seen=""
for socialite in 1.5.3 1.4.1; do
    printf '{ "private": true, "overrides": { "node-socialite": "%s" } }\n' "$socialite" >package.json
    rm -rf node_modules package-lock.json
    npm install --silent --ignore-scripts --no-audit --no-fund node-easywechat@3.6.2
    loaded=$(node -e '
        try { console.log(typeof require("node-easywechat").OfficialAccount); } catch (error) { console.log(error.message.split("\n")[0]); }
    ')
    seen="$seen
node-socialite $socialite: $loaded"
done
echo "$seen"
[ "$seen" = "
node-socialite 1.5.3: Cannot find module 'node-socialite/dist/Core/ProviderInterface'
node-socialite 1.4.1: function" ]
