#!/usr/bin/env bash
# Package: openapi-typescript 7.13.0 with `--enum`, and TypeScript 5.9.3.
# Expected: an enumeration that contains the empty string, as replies with unset values do, becomes an enum that compiles.
# Seen: the member of the empty string has no name, which is a syntax error in the whole file:
#      = ""
#   error TS1132: Enum member expected.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund openapi-typescript@7.13.0 typescript@5.9.3
cat > openapi.json <<'JSON'
{
  "openapi": "3.1.0",
  "info": { "title": "tickets", "version": "1" },
  "paths": {},
  "components": { "schemas": { "Ticket": { "type": "object", "properties": {
    "kind": { "type": "string", "enum": ["", "meeting"] }
  } } } }
}
JSON
npx openapi-typescript openapi.json --enum -o types.ts >/dev/null 2>&1
seen=$(npx tsc --noEmit --strict types.ts || true)
echo "$seen"
grep -q "TS1132" <<<"$seen"
