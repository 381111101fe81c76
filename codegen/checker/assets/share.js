// The check in the fragment of the address, which is not sent to any server.

const MAX_LENGTH = 8000;

// The operation, the body and the values of the parameters in the address; the latter are absent where they were not shared.
export async function sharedCheck() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const [operation, packed] = [parameters.get("operation"), parameters.get("check")];
  try {
    return packed === null ? { operation } : { operation, ...JSON.parse(await unpack(packed)) };
  } catch {
    return { operation };
  }
}

// Puts an operation in the address, with a body and values where they are given; returns whether they are part of it.
export async function share(operation, check) {
  const parameters = new URLSearchParams({ operation });
  const packed = check === undefined ? "" : await pack(JSON.stringify(check));
  const isShared = check !== undefined && packed.length <= MAX_LENGTH;
  if (isShared) parameters.set("check", packed);
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
