#!/usr/bin/env bash
# Packages: mdBook 0.5.4, a new book without any setting; looked at by axe-core 4.14.1 in Debian's Chromium, by playwright-core 1.64.1.
# Expected: the switch that shows and hides the contents is reached with the Tab key, and axe reports no critical or serious violation.
# Seen: Tab never reaches it, so that a keyboard alone cannot show the contents of a narrow page. It is a `label` to which a script gives
# `aria-expanded`, which axe reports as a critical violation, and an `aria-label` that a `label` cannot have:
#   aria-allowed-attr critical #mdbook-sidebar-toggle
#   aria-prohibited-attr serious #mdbook-sidebar-toggle
#   reached: false
# Needs cargo, npm and Chromium (CHROMIUM, /usr/bin/chromium).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
CARGO_TARGET_DIR=$folder/target cargo install --quiet --locked mdbook@0.5.4 --no-default-features --root "$folder/tools"
tools/bin/mdbook init --title Book --ignore none book >/dev/null 2>&1
tools/bin/mdbook build book >/dev/null 2>&1
npm init --yes >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund axe-core@4.14.1 playwright-core@1.64.1
cat > look.mjs <<'JS'
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage();
await page.goto(`file://${process.cwd()}/book/book/index.html`);
await page.evaluate(readFileSync("node_modules/axe-core/axe.min.js", "utf8"));
const { violations } = await page.evaluate(() => axe.run());
for (const { id, impact, nodes } of violations) {
  if (["critical", "serious"].includes(impact)) nodes.forEach(({ target }) => console.log(id, impact, target.join()));
}
let reached = false;
for (let presses = 0; presses < 60; presses += 1) {
  await page.keyboard.press("Tab");
  reached ||= await page.evaluate(() => document.activeElement.id.startsWith("mdbook-sidebar-toggle"));
}
console.log(`reached: ${reached}`);
await browser.close();
JS
seen=$(node look.mjs)
echo "$seen"
[ "$seen" = 'aria-allowed-attr critical #mdbook-sidebar-toggle
aria-prohibited-attr serious #mdbook-sidebar-toggle
reached: false' ]
