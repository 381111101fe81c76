#!/usr/bin/env bash
# Package: openapi-format 1.33.6, `--convertTo 3.1` on a document of OpenAPI 3.0.
# Expected: what could be null in 3.0 can be null in 3.1, and a property whose name is `nullable` stays.
# Seen: `nullable` beside `allOf` is removed, with nothing instead, so that null is no longer allowed; beside an enumeration of one value it
# becomes a type that allows null and a `const` that does not; and the property named `nullable` is removed as if it were the keyword:
#   {"column":{"type":"object","properties":{"name":{"type":"string"}}},"owner":{"allOf":[…]},"unit":{"type":["string","null"],"const":"kg"}}
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund openapi-format@1.33.6
cat > openapi.json <<'JSON'
{
  "openapi": "3.0.3",
  "info": { "title": "tables", "version": "1" },
  "paths": {},
  "components": { "schemas": {
    "Owner": { "type": "object" },
    "Table": { "type": "object", "properties": {
      "column": { "type": "object", "properties": { "name": { "type": "string" }, "nullable": { "type": "boolean" } } },
      "owner": { "nullable": true, "allOf": [{ "$ref": "#/components/schemas/Owner" }] },
      "unit": { "type": "string", "nullable": true, "enum": ["kg"] }
    } }
  } }
}
JSON
npx openapi-format openapi.json -o converted.json --convertTo 3.1 --no-sort >/dev/null
seen=$(node -p 'JSON.stringify(require("./converted.json").components.schemas.Table.properties)')
echo "$seen"
[ "$seen" = '{"column":{"type":"object","properties":{"name":{"type":"string"}}},"owner":{"allOf":[{"$ref":"#/components/schemas/Owner"}]},"unit":{"type":["string","null"],"const":"kg"}}' ]
