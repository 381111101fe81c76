// Opens the pages of this workspace in Chromium. Exits with 1 if anything is not as it should be.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";
import { checks } from "./checker.mjs";
import { crawl } from "./crawl.mjs";
import { serve } from "./server.mjs";
import { siteChecks } from "./site.mjs";

// With `--all`, every page of all sites is looked at in every way, which takes minutes.
const all = process.argv.includes("--all");
const workspace = resolve(process.argv[2] ?? "../../..");
const site = join(workspace, "target/conformance/browser/site");
const folder = join(workspace, "target/docs");
const { server, address } = await serve(site);
const { server: docs, address: root } = await serve(folder);
const profile = mkdtempSync(join(tmpdir(), "browser-"));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  viewport: { width: 1280, height: 900 },
  permissions: ["clipboard-read", "clipboard-write"],
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});

const failures = [];
let passed = 0;
const check = async (what, run) => {
  try {
    const said = await run();
    passed += 1;
    if (typeof said === "string") console.log(`${what}: ${said}`);
  } catch (error) {
    failures.push(`${what}: ${error.message}`);
  }
};

await check("every page is whole", async () => {
  const { pages, problems } = await crawl(context, `${address}index.html`);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return `${pages} pages`;
});
const around = { context, browser: context.browser(), address: `${address}index.html`, workspace, root, folder };
for (const [what, run] of [...checks, ...siteChecks(all)]) await check(what, () => run(around));

await context.close();
server.close();
docs.close();
rmSync(profile, { recursive: true, force: true });
failures.forEach((failure) => console.log(`failed: ${failure}`));
console.log(`browser: ${passed} checks passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
