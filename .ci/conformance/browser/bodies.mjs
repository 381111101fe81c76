// Bodies of requests: those of the client's tests, and examples that are changed in one place each.

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

const WRONG = ["票".repeat(2000), "", null, -1, 0.5, [], {}, true, "\u0001", "7"];

// So many bodies, each with its operation.
export function bodies(workspace, examples, count) {
  const found = ["payloads", "bodies"].flatMap((folder) => {
    const path = join(workspace, "generated-client/tests", folder);
    const files = readdirSync(path).filter((name) => name.endsWith(".json"));
    return files.map((file) => ({ operation: basename(file, ".json"), text: readFileSync(join(path, file), "utf8") }));
  });
  found.push(
    { operation: "create_movie_ticket", text: "{ \"card\": 票 }" },
    { operation: "create_movie_ticket", text: "{\n  \"card\": { \"card_type\": \"MOVIE_TICKET\", \"card_type\": \"x\" }\n}" },
    { operation: "create_movie_ticket", text: "[]" },
  );
  for (let turn = 0; found.length < count; turn += 1) {
    const { operation, text } = examples[turn % examples.length];
    const body = JSON.parse(text);
    const places = leaves(body);
    const { inside, key } = places[(turn * 7) % places.length];
    if (turn % 5 === 4) delete inside[key];
    else if (turn % 5 === 3) inside[`${key}_x`] = 1;
    else inside[key] = WRONG[turn % WRONG.length];
    found.push({ operation, text: JSON.stringify(body, null, turn % 2) });
  }
  return found.slice(0, count);
}

// Every value without values inside, as where it is.
function leaves(value) {
  return Object.entries(value).flatMap(([key, one]) =>
    one !== null && typeof one === "object" && Object.keys(one).length > 0 ? leaves(one) : [{ inside: value, key }],
  );
}
