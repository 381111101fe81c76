// Follows the links of a site: every page is there, is free of errors, and has the parts that links name.

// Problems of all pages that the first one leads to, each shown with a width; `look` is called with each.
export async function crawl(context, first, look = async () => {}, width = 1280) {
  const [waiting, seen, problems] = [[first], new Map(), []];
  const origin = new URL(first).origin;
  const links = [];
  const page = await context.newPage();
  await page.setViewportSize({ width, height: 800 });
  let address = first;
  watch(page, (problem) => problems.push(`${address}: ${problem}`));
  while (waiting.length > 0) {
    address = waiting.shift();
    if (seen.has(address)) continue;
    const answer = await page.goto(address, { waitUntil: "load" });
    if (!answer.ok()) problems.push(`${address}: status ${answer.status()}`);
    await look(page, address);
    const found = await page.evaluate(() => ({
      ids: [...document.querySelectorAll("[id]")].map(({ id }) => id),
      // What follows the `#` of a check is for the script.
      isCheck: document.getElementById("specwright-checker") !== null,
      targets: [...document.querySelectorAll("a[href]")].map(({ href }) => href),
    }));
    seen.set(address, { ids: new Set(found.ids), isCheck: found.isCheck });
    for (const link of found.targets) {
      const { origin: to, hash } = new URL(link);
      if (to !== origin) continue;
      const bare = link.split("#")[0];
      links.push({ address, bare, id: decodeURIComponent(hash.slice(1)) });
      if (!seen.has(bare)) waiting.push(bare);
    }
  }
  await page.close();
  for (const { address, bare, id } of links) {
    const target = seen.get(bare);
    if (id !== "" && !target?.isCheck && !target?.ids.has(id)) problems.push(`${address}: there is no #${id} in ${bare}`);
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
