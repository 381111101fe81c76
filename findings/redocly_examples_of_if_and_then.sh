#!/usr/bin/env bash
# Package: @redocly/cli 2.77.0, `redocly lint` with the recommended rules, of which `no-invalid-media-type-examples` compares examples with schemas.
# Expected: no problem. The example {"paid": true, "by": "card"} is valid: `then` requires `by`, and says nothing against `paid`.
# Seen: a warning that the example has the unevaluated property `paid`, and therefore does not match `then`. The rule forbids properties
# that a schema does not list, in each subschema by itself, also in `then`, beside which the properties of the object stand:
#   Example value must conform to the schema: must NOT have unevaluated properties `paid`.
#   Example value must conform to the schema: must match "then" schema.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @redocly/cli@2.77.0
cat > openapi.json <<'JSON'
{
  "openapi": "3.1.0",
  "info": { "title": "orders", "version": "1", "license": { "name": "MIT", "identifier": "MIT" } },
  "servers": [{ "url": "https://orders.test" }],
  "security": [],
  "paths": {
    "/orders": {
      "post": {
        "operationId": "order",
        "summary": "Orders something",
        "requestBody": {
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "properties": { "paid": { "type": "boolean" }, "by": { "type": "string" } },
                "required": ["paid"],
                "if": { "properties": { "paid": { "const": true } } },
                "then": { "properties": { "by": {} }, "required": ["by"] }
              },
              "example": { "paid": true, "by": "card" }
            }
          }
        },
        "responses": { "200": { "description": "Ordered." }, "400": { "description": "Refused." } }
      }
    }
  }
}
JSON
seen=$(node_modules/.bin/redocly lint --format=json openapi.json 2>/dev/null | grep -o '"message": "[^"]*unevaluated[^"]*"' || true)
echo "$seen"
[ "$seen" = '"message": "Example value must conform to the schema: must NOT have unevaluated properties `paid`."' ]
