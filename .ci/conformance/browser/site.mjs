// The checks of the sites of the reference.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { crawl, watch } from "./crawl.mjs";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PHONE = 360;
// mdBook's names of what its button for themes offers.
const THEMES = ["light", "navy"];

// A page of each kind.
const KINDS = [
  "index.html",
  "walk.html",
  "credentials.html",
  "errors.html",
  "operations/create_movie_ticket.html",
  "types/base_info.html",
  "events/card_events.html",
  "checker.html",
];

// Every page: loads without errors, its links lead to pages that exist, and a phone shows it without scrolling sideways.
const everyPage = (site) => async ({ context, root }) => {
  const widths = [];
  const look = async (page, address) => {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > PHONE) widths.push(`${address}: ${width} px wide`);
  };
  const { pages, problems } = await crawl(context, `${root}${site}/index.html`, look, PHONE);
  assert.deepEqual([...problems, ...widths], []);
  return `${pages} pages`;
};

// A wide screen shows tables whole, however long their names and values are.
const wholeTables = (site, pages) => async ({ context, root }) => {
  const page = await context.newPage();
  for (const name of pages) {
    await page.goto(`${root}${site}/${name}`);
    const cut = await page.$$eval(".table-wrapper", (tables) => tables.filter((table) => table.scrollWidth > table.clientWidth).length);
    assert.equal(cut, 0, name);
  }
  await page.close();
};

// The violations of a page in a theme, with the search and the menu closed.
async function violations(page, address, theme) {
  await page.goto(address);
  await page.evaluate((theme) => localStorage.setItem("mdbook-theme", theme), theme);
  await page.reload();
  if (address.endsWith("checker.html")) await page.waitForSelector("#specwright-checker[data-ready=true]");
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => axe.run());
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => ({ place: `${address} ${theme}: ${node.target}`, what: `${id}: ${node.failureSummary}` })));
}

const accessible = (site, kinds) => async ({ context, root }) => {
  const page = await context.newPage();
  const found = [];
  const pages = kinds ?? (await pagesOf(context, `${root}${site}/index.html`));
  for (const theme of THEMES) {
    for (const name of pages) found.push(...(await violations(page, kinds ? `${root}${site}/${name}` : name, theme)));
  }
  await page.close();
  // One place of each is enough to correct it.
  const distinct = [...new Map(found.map((one) => [one.what, one])).values()];
  assert.deepEqual(distinct, []);
  return `${pages.length} pages in ${THEMES.length} themes`;
};

// The addresses of the pages in the contents of a book.
async function pagesOf(context, first) {
  const page = await context.newPage();
  await page.goto(first);
  const found = await page.$$eval("#mdbook-sidebar a[href], #sidebar a[href]", (links) => links.map(({ href }) => href));
  await page.close();
  return [...new Set(found.map((address) => address.split("#")[0]))];
}

// What the search finds for some words, as the address of each result.
async function results(page, words) {
  await page.locator(".reference-search input").fill(words);
  await page.waitForFunction(() => document.querySelector(".reference-search [role=status]").textContent !== "");
  return page.$$eval(".reference-search li a", (links) => links.map(({ href }) => href));
}

const search = (site) => async ({ context, root }) => {
  const page = await context.newPage();
  await page.goto(`${root}${site}/index.html`);
  // The keyboard alone: a key opens the search, and another follows the first result.
  await page.keyboard.press("/");
  const expected = [
    ["brand_name", /base_info\.html/],
    ["品牌", /\.html/],
    ["40079", /errors\.html#40079$/],
    ["create movie", /create_movie_ticket\.html/],
  ];
  for (const [words, address] of expected) {
    const found = await results(page, words);
    assert.ok(found.some((one) => address.test(one)), `${words}: ${found.join(" ")}`);
  }
  assert.deepEqual(await results(page, "xyzzy"), []);
  await results(page, "40079");
  await page.keyboard.press("Enter");
  await page.waitForURL(/errors\.html#40079$/);
  await page.close();
};

// With keys alone from the contents to the check of a request.
const keyboard = (site) => async ({ context, root }) => {
  const page = await context.newPage();
  await page.goto(`${root}${site}/operations/create_movie_ticket.html`);
  const tabTo = async (wanted) => {
    for (let presses = 0; presses < 120; presses += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((wanted) => document.activeElement.matches(wanted), wanted)) return;
    }
    throw new Error(`Tab does not lead to ${wanted}`);
  };
  await tabTo(".contents-toggle");
  const before = await page.evaluate(() => document.documentElement.classList.contains("sidebar-visible"));
  await page.keyboard.press("Enter");
  await page.waitForFunction((before) => document.documentElement.classList.contains("sidebar-visible") !== before, before);
  await page.keyboard.press("Space");
  await page.waitForFunction((before) => document.documentElement.classList.contains("sidebar-visible") === before, before);
  await tabTo("main a[href*='checker.html#operation=']");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#specwright-checker[data-ready=true]");
  assert.equal(await page.inputValue("#specwright-checker .picker select"), "create_movie_ticket");
  await page.close();
};

// Without JavaScript, every page can be read and reached, and the checker says what it needs.
const withoutJavaScript = (site) => async ({ browser, root }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: PHONE, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${root}${site}/index.html`);
  await page.locator("main a[href='operations/create_movie_ticket.html']").first().click();
  await page.waitForURL(/create_movie_ticket\.html$/);
  assert.match(await page.innerText("main"), /brand_name|base_info/);
  await page.locator("main a[href*='checker.html']").first().click();
  assert.match(await page.innerText("#specwright-checker"), /JavaScript/);
  await context.close();
};

// From a disk all but the checker works, which says what it needs.
const fromADisk = (site) => async ({ context, folder }) => {
  const page = await context.newPage();
  const problems = [];
  watch(page, (problem) => problems.push(problem));
  await page.goto(`${pathToFileURL(`${folder}/${site}/index.html`)}`);
  await page.keyboard.press("/");
  assert.ok((await results(page, "brand_name")).length > 0);
  assert.deepEqual(problems, []);
  await page.goto(`${pathToFileURL(`${folder}/${site}/checker.html`)}`);
  assert.match(await page.innerText("#specwright-checker"), /HTTP/);
  await page.close();
};

// Why a title is refused, by what the page says to a person who knows nothing.
const refusedTitle = (site, expected) => async ({ context, root }) => {
  const page = await context.newPage();
  await page.goto(`${root}${site}/checker.html#operation=create_movie_ticket`);
  await page.waitForSelector("#specwright-checker[data-ready=true]");
  await page.check("#specwright-checker .modes input[value=form]");
  const field = page.locator('[data-path="card.movie_ticket.base_info.title"]');
  await field.locator("input").fill("票".repeat(10));
  assert.match(await field.innerText(), expected);
  await page.close();
};

// Parameters have a form of their own, and are part of the verdict and of a shared check.
const parameters = (site) => async ({ context, root }) => {
  const page = await context.newPage();
  await page.goto(`${root}${site}/checker.html#operation=list_parcels`);
  await page.waitForSelector("#specwright-checker[data-ready=true]");
  const isValid = () => page.evaluate(() => document.querySelector("#specwright-checker .verdict").classList.contains("valid"));
  assert.equal(await isValid(), true);
  assert.equal(await page.isVisible(".as-text textarea"), false);
  const store = page.locator('.parameters [data-path="store_id"]');
  await store.locator("input").fill("0");
  assert.match(await store.innerText(), /in the path.*0 is less than the minimum, 1/s);
  assert.equal(await isValid(), false);
  await page.getByRole("button", { name: "Copy a link to this check" }).click();
  await page.waitForFunction(() => location.hash.includes("check="));
  await page.reload();
  await page.waitForSelector("#specwright-checker[data-ready=true]");
  assert.equal(await store.locator("input").inputValue(), "0");
  await page.close();
};

// A field that another one requires can be added where it is missed.
const requiredField = (site) => async ({ context, root }) => {
  const page = await context.newPage();
  await page.goto(`${root}${site}/checker.html#operation=create_parcel`);
  await page.waitForSelector("#specwright-checker[data-ready=true]");
  await page.check("#specwright-checker .modes input[value=form]");
  await page.getByRole("button", { name: "Remove policy" }).click();
  await page.getByRole("button", { name: "Add data.parcel.policy" }).click();
  assert.equal(await page.inputValue('[data-path="data.parcel.policy"] input'), "P-1");
  assert.match(await page.innerText("#specwright-checker .verdict"), /Valid/);
  await page.close();
};

const TICKETS = "wechat-tickets-en";
const TICKETS_ZH = "wechat-tickets-zh";
const PARCELS = "parcels-en";
const PARCELS_ZH = "parcels-zh";

// The checks of CI, and with `all` those that look at every page in every way.
export const siteChecks = (all) => [
  ["every page of the tickets", everyPage(TICKETS)],
  ["every page of the parcels, in Chinese", everyPage(PARCELS_ZH)],
  ["a wide screen shows tables whole", wholeTables(TICKETS, ["types/base_info.html", "operations/create_movie_ticket.html"])],
  ["axe finds nothing on a page of each kind", accessible(TICKETS, KINDS)],
  ["search, with the keyboard", search(TICKETS)],
  ["the keyboard leads to the checker", keyboard(TICKETS)],
  ["pages without JavaScript", withoutJavaScript(TICKETS)],
  ["pages from a disk", fromADisk(TICKETS)],
  ["a refused title", refusedTitle(TICKETS, /30 of 27 bytes.*3 bytes too many/s)],
  ["a refused title, in Chinese", refusedTitle(TICKETS_ZH, /30 \/ 27 字节.*超出 3 字节/s)],
  ["parameters are judged", parameters(PARCELS)],
  ["a required field can be added", requiredField(PARCELS)],
  ...(all
    ? [
        ["every page of the tickets, in Chinese", everyPage(TICKETS_ZH)],
        ["every page of the parcels", everyPage(PARCELS)],
        ...[TICKETS, TICKETS_ZH, PARCELS, PARCELS_ZH].map((site) => [`axe finds nothing on any page of ${site}`, accessible(site)]),
      ]
    : []),
];
