#!/usr/bin/env bash
# Package: openapi-typescript 7.13.0 with `--enum`.
# Expected: each property with an enumeration gets a TypeScript enum of its own.
# Seen: the enum is named after the schema and the property without its characters outside ASCII, so that two properties with Chinese names get
# one name. TypeScript merges enums of one name, so that each property accepts the values of the other, without an error:
#   export enum Ticket { "会议" = …, "景区" = … }
#   export enum Ticket { "有效" = …, "过期" = … }
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
    "门票": { "type": "string", "enum": ["会议", "景区"] },
    "状态": { "type": "string", "enum": ["有效", "过期"] }
  } } } }
}
JSON
npx openapi-typescript openapi.json --enum -o types.ts >/dev/null 2>&1
cat > use.ts <<'TS'
import { components, Ticket } from "./types";
export const wrong: components["schemas"]["Ticket"] = { 门票: Ticket["过期"] };
TS
grep "export enum" types.ts
npx tsc --noEmit --strict use.ts
[ "$(grep -c '^export enum Ticket {' types.ts)" = 2 ]
