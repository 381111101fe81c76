// The check in the fragment of the address, which is not sent to any server.

const MAX_LENGTH = 8000;

// The operation and the body of the address; the body is absent where it was not shared.
export async function sharedCheck() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const [operation, packed] = [parameters.get("operation"), parameters.get("body")];
  let body;
  try {
    body = packed === null ? undefined : await unpack(packed);
  } catch {
    body = undefined;
  }
  return { operation, body };
}

// Puts a check in the address; returns whether the body is part of it.
export async function share(operation, body) {
  const parameters = new URLSearchParams({ operation });
  const packed = body === undefined ? "" : await pack(body);
  const isShared = body !== undefined && packed.length <= MAX_LENGTH;
  if (isShared) parameters.set("body", packed);
  history.replaceState(null, "", `#${parameters}`);
  return isShared;
}

async function pack(text) {
  const bytes = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  return new TextDecoder().decode(await through(new DecompressionStream("deflate-raw"), bytes));
}

async function through(stream, bytes) {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}
