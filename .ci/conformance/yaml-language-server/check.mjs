// Opens every file of our specs, and texts with one mistake or a cursor, in `yaml-language-server`.
// Exits with 1 if a diagnostic, a completion or a hover text is missing or at the wrong place.

import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import protocol from "vscode-languageserver-protocol/node.js";

const {
  CompletionRequest,
  DidChangeConfigurationNotification,
  DidOpenTextDocumentNotification,
  HoverRequest,
  InitializeRequest,
  InitializedNotification,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
  createProtocolConnection,
} = protocol;

const PATIENCE_MS = 60_000;
const workspace = resolve(process.argv[2] ?? "../../..");
const schema = pathToFileURL(join(workspace, "spec/spec.schema.json"));

// `▮` is the cursor and not part of the text. Each case expects a diagnostic that begins there and contains some words,
// completions, or a hover text that contains some words.
const cases = [
  {
    what: "an unknown key is reported at its place",
    text: "model: Card\nfields:\n  title: { type: string, doc: 票, ▮max_bites: 3 }\n",
    diagnostic: "max_bites",
  },
  {
    what: "a wrong type is reported at its place",
    text: "model: Card\nfields:\n  title:\n    type: string\n    doc: 票\n    max_bytes: ▮many\n",
    diagnostic: "integer",
  },
  {
    what: "an unknown word is reported at its place",
    text: "operation: send\nmethod: ▮SEND\npath: /\n",
    diagnostic: "GET",
  },
  {
    what: "the keys of a field are completed",
    text: "model: Card\nfields:\n  title:\n    type: string\n    ▮\n",
    completions: ["max_bytes", "max_cjk", "required", "doc", "example"],
  },
  {
    what: "the keys of an operation are completed",
    text: "operation: send\nmethod: GET\n▮\n",
    completions: ["path", "query", "request", "reply"],
  },
  {
    what: "methods are completed",
    text: "operation: send\nmethod: ▮\npath: /\n",
    completions: ["GET", "POST", "DELETE"],
  },
  {
    what: "the types of the dialect are completed",
    text: "model: Card\nfields:\n  title:\n    type: ▮\n",
    completions: ["string", "int", "timestamp"],
  },
  {
    what: "kinds of changes are completed",
    text: "accepted:\n  - at: Card.title\n    change: ▮\n",
    completions: ["field-removed", "limit-tightened"],
  },
  {
    what: "a key is explained",
    text: "model: Card\nfields:\n  title:\n    type: string\n    max_▮bytes: 3\n",
    // What the schema says of the key, whatever its words are.
    hover: descriptionOf("max_bytes"),
  },
];

// The first description of a property in the schema.
function descriptionOf(key) {
  const find = (value) => {
    if (value === null || typeof value !== "object") return undefined;
    const own = value.properties?.[key]?.description;
    if (typeof own === "string") return own;
    return Object.values(value).map(find).find((found) => found !== undefined);
  };
  return find(JSON.parse(readFileSync(schema, "utf8")));
}

// The text with the modeline of this workspace's schema, unless it has one.
function withSchema(text) {
  return text.includes("yaml-language-server:") ? text : `# yaml-language-server: $schema=${schema}\n${text}`;
}

function startServer() {
  const program = createRequire(import.meta.url).resolve("yaml-language-server/bin/yaml-language-server");
  const server = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  connection.onRequest(() => null);
  connection.listen();
  return { server, connection };
}

// Opens a document and returns its diagnostics.
function open(connection, uri, text) {
  return new Promise((done, fail) => {
    const timeout = setTimeout(() => fail(new Error(`the server does not answer for ${uri}`)), PATIENCE_MS);
    const listener = connection.onNotification(PublishDiagnosticsNotification.type, (published) => {
      if (published.uri !== uri) return;
      clearTimeout(timeout);
      listener.dispose();
      done(published.diagnostics);
    });
    connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: "yaml", version: 1, text },
    });
  });
}

async function checkCase(connection, { what, text, diagnostic, completions, hover }, number) {
  const marked = withSchema(text);
  const lines = marked.slice(0, marked.indexOf("▮")).split("\n");
  const position = { line: lines.length - 1, character: lines.at(-1).length };
  const uri = pathToFileURL(join(workspace, `spec/models/case_${number}.yaml`)).href;
  const diagnostics = await open(connection, uri, marked.replace("▮", ""));
  const at = { textDocument: { uri }, position };
  let found = diagnostics;
  let holds;
  if (diagnostic !== undefined) {
    holds = diagnostics.some(
      ({ range: { start }, message }) =>
        start.line === position.line && start.character === position.character && message.includes(diagnostic),
    );
  } else if (completions !== undefined) {
    found = (await connection.sendRequest(CompletionRequest.type, at)).items.map(({ label }) => label);
    holds = completions.every((label) => found.includes(label));
  } else {
    found = await connection.sendRequest(HoverRequest.type, at);
    holds = hover !== undefined && (found?.contents?.value ?? "").includes(hover);
  }
  return holds ? [] : [`${what}: not so, the server says ${JSON.stringify(found)}`];
}

function specFiles(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((file) => /\.ya?ml$/.test(file));
  return files.map((file) => join(folder, file)).sort();
}

const { server, connection } = startServer();
server.on("exit", () => {
  console.error("error: the language server has ended");
  process.exit(2);
});
await connection.sendRequest(InitializeRequest.type, {
  processId: process.pid,
  rootUri: pathToFileURL(workspace).href,
  capabilities: { textDocument: { hover: { contentFormat: ["markdown"] }, completion: {}, publishDiagnostics: {} } },
});
await connection.sendNotification(InitializedNotification.type, {});
await connection.sendNotification(DidChangeConfigurationNotification.type, {
  settings: { yaml: { validate: true, hover: true, completion: true, schemaStore: { enable: false } } },
});

const failures = [];
const files = ["spec", "codegen/tests/parcels/spec"].flatMap((folder) => specFiles(join(workspace, folder)));
for (const file of files) {
  const diagnostics = await open(connection, pathToFileURL(file).href, withSchema(readFileSync(file, "utf8")));
  failures.push(...diagnostics.map(({ message }) => `${file}: ${message}`));
}
for (const [number, one] of cases.entries()) {
  failures.push(...(await checkCase(connection, one, number)));
}
failures.forEach((failure) => console.log(`failed: ${failure}`));
console.log(`yaml-language-server: ${files.length} files and ${cases.length} cases, ${failures.length} failed`);
server.removeAllListeners("exit");
server.kill();
process.exit(failures.length === 0 ? 0 : 1);
