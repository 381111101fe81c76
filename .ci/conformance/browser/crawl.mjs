// Follows the links of a site: every page is there, is free of errors, and has the parts that links name.

// Problems of all pages that the first one leads to.
export async function crawl(context, first) {
  const [waiting, seen, problems] = [[first], new Map(), []];
  const origin = new URL(first).origin;
  const links = [];
  while (waiting.length > 0) {
    const address = waiting.shift();
    if (seen.has(address)) continue;
    const page = await context.newPage();
    watch(page, (problem) => problems.push(`${address}: ${problem}`));
    const answer = await page.goto(address, { waitUntil: "load" });
    if (!answer.ok()) problems.push(`${address}: status ${answer.status()}`);
    seen.set(address, new Set(await page.$$eval("[id]", (found) => found.map(({ id }) => id))));
    for (const link of await page.$$eval("a[href]", (found) => found.map(({ href }) => href))) {
      const { origin: to, hash } = new URL(link);
      if (to !== origin) continue;
      const bare = link.split("#")[0];
      links.push({ address, bare, id: decodeURIComponent(hash.slice(1)) });
      if (!seen.has(bare)) waiting.push(bare);
    }
    await page.close();
  }
  for (const { address, bare, id } of links) {
    if (id !== "" && !seen.get(bare)?.has(id)) problems.push(`${address}: there is no #${id} in ${bare}`);
  }
  return { pages: seen.size, problems };
}

// Calls `found` for each error of a page: in its console, its scripts, and what it loads.
export function watch(page, found) {
  page.on("console", (message) => message.type() === "error" && found(`console: ${message.text()}`));
  page.on("pageerror", (error) => found(`script: ${error.message}`));
  page.on("requestfailed", (request) => found(`not loaded: ${request.url()}`));
  page.on("response", (response) => response.status() >= 400 && found(`status ${response.status()}: ${response.url()}`));
}
