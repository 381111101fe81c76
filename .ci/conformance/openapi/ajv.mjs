// Ajv gives the verdicts of jsonschema on the bodies that `bodies.py` made. Usage: ajv.mjs FOLDER

import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const folder = process.argv[2];
const ajv = new Ajv2020({ strict: false, formats: { uint32: true, uint64: true } });
addFormats(ajv);
const validators = new Map();
let bodies = 0;
const differences = [];
for (const line of readFileSync(join(folder, "bodies.ndjson"), "utf8").trim().split("\n")) {
  const { name, body, valid } = JSON.parse(line);
  if (!validators.has(name)) {
    validators.set(name, ajv.compile(JSON.parse(readFileSync(join(folder, "schemas", `${name}.request.json`), "utf8"))));
  }
  bodies += 1;
  const validate = validators.get(name);
  if (validate(body) !== valid) differences.push(`${name}: ${JSON.stringify(body)}: ${ajv.errorsText(validate.errors)}`);
}
console.log(`Ajv: ${bodies} bodies, ${differences.length} other verdicts than jsonschema`);
if (differences.length > 0) {
  console.error(differences.slice(0, 5).join("\n"));
  process.exit(1);
}
