// Checks the exported documents of both of our APIs with Redocly and Spectral, in both versions of OpenAPI.
// Exits with 1 if one of them reports an error; their warnings are matters of style.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const workspace = resolve(process.argv[2] ?? "../../..");
const here = dirname(fileURLToPath(import.meta.url));
const documents = join(here, "documents");
mkdirSync(documents, { recursive: true });

const parcels = ["--spec", join(workspace, "codegen/tests/parcels/spec"), "--out", join(workspace, "codegen/tests/parcels")];
const files = [];
for (const [name, folders] of [["tickets", []], ["parcels", parcels]]) {
  for (const [version, format] of [["3.1", "json"], ["3.0", "json"], ["3.1", "yaml"]]) {
    const file = join(documents, `${name}-${version}.${format}`);
    run(process.env.XTASK, [...folders, "export", "openapi", "--version", version, "--format", format, "--to", file]);
    files.push(file);
  }
}
// The same data in YAML needs no second look by linters, only by parsers.
const json = files.filter((file) => file.endsWith(".json"));

function run(program, args) {
  const ran = spawnSync(program, args, { cwd: here, encoding: "utf8", maxBuffer: 1 << 28 });
  if (ran.error) throw ran.error;
  return ran;
}

let failed = false;
function expect(tool, ran) {
  if (ran.status === 0) return console.log(`${tool}: ${json.length} documents without errors`);
  failed = true;
  console.error(`${tool} exits with ${ran.status}:\n${ran.stdout.slice(-6000)}\n${ran.stderr.slice(-2000)}`);
}

const bin = (name) => join(here, "node_modules/.bin", name);
writeFileSync(join(here, "redocly.yaml"), "extends: [recommended]\n");
expect("Redocly", run(bin("redocly"), ["lint", "--format=summary", ...json]));
expect("Spectral", run(bin("spectral"), ["lint", "--ruleset", "spectral.yaml", "--fail-severity", "error", "--display-only-failures", ...json]));
if (readFileSync(files[0], "utf8") !== readFileSync(join(workspace, "generated-client/openapi.json"), "utf8")) {
  failed = true;
  console.error("generated-client/openapi.json is not what `export openapi` prints");
}
process.exit(failed ? 1 : 0);
