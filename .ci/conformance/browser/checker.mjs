// The checks of the page that judges requests.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { bodies } from "./bodies.mjs";
import { watch } from "./crawl.mjs";

const run = promisify(execFile);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const BODIES = 100;
const MOVIE = "create_movie_ticket";
const BRAND = "card.movie_ticket.base_info.brand_name";
const TITLE = "card.movie_ticket.base_info.title";

// Calls `use` with the page, and fails if the page has an error that `use` did not expect.
async function withPage({ context, address }, options, use) {
  const page = await context.newPage();
  const problems = [];
  watch(page, (problem) => problems.push(problem));
  try {
    await page.setViewportSize({ width: options.width ?? 1280, height: 900 });
    await page.emulateMedia({ colorScheme: options.scheme ?? "light" });
    await page.goto(address + (options.hash ?? ""));
    await page.waitForSelector("#specwright-checker[data-ready=true]");
    const result = await use(page);
    assert.deepEqual(problems, []);
    return result;
  } finally {
    await page.close();
  }
}

// Replaces the text as a paste does.
const enter = (page, text) =>
  page.evaluate((text) => {
    const input = document.querySelector("#specwright-checker .as-text textarea");
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }, text);

const select = (page, operation) => page.selectOption("#specwright-checker .picker select", operation);

const asForm = (page) => page.check("#specwright-checker .modes input[value=form]");

// What the page says of its text.
const verdict = (page) =>
  page.evaluate(() => {
    const found = (kind) =>
      [...document.querySelectorAll(`#specwright-checker .problems li.${kind}`)].map((item) => {
        const path = item.querySelector(".path").textContent;
        return `${path}: ${item.querySelector(".message").textContent}`;
      });
    const valid = document.querySelector("#specwright-checker .verdict").classList.contains("valid");
    return { valid, errors: found("error"), warnings: found("warning") };
  });

// A movie ticket whose title is too long, which most checks look at.
async function refused(page) {
  await select(page, MOVIE);
  const text = await page.inputValue(".as-text textarea");
  const body = JSON.parse(text);
  body.card.movie_ticket.base_info.title = "票".repeat(10);
  await enter(page, JSON.stringify(body, null, 2));
}

async function examplesOf(page) {
  const names = await page.$$eval(".picker select option", (options) => options.map(({ value }) => value));
  const found = [];
  for (const operation of names) {
    await select(page, operation);
    const text = await page.inputValue(".as-text textarea");
    if (text.startsWith("{")) found.push({ operation, text });
  }
  return found;
}

// What the command says, in the words of `verdict`.
async function commandSays(workspace, { operation, text }, file) {
  writeFileSync(file, text);
  const arguments_ = ["validate", operation, file, "--format", "json"];
  const program = process.env.XTASK;
  const { stdout } = await run(program, arguments_, { cwd: workspace }).catch((refusal) => refusal);
  const { valid, errors, warnings } = JSON.parse(stdout);
  const line = ({ path, message }) => `${path || "the whole body"}: ${message}`;
  return { valid, errors: errors.map(line), warnings: warnings.map(line) };
}

async function verdictsOfTheCommand(around) {
  return withPage(around, {}, async (page) => {
    const all = bodies(around.workspace, await examplesOf(page), BODIES);
    const file = (index) => join(around.workspace, `target/conformance/browser/body-${index}.json`);
    let [next, invalid] = [0, 0];
    const expected = [];
    const work = async (index) => {
      while (next < all.length) {
        const one = next++;
        expected[one] = await commandSays(around.workspace, all[one], file(index));
      }
    };
    await Promise.all([work(0), work(1)]);
    for (const [index, { operation, text }] of all.entries()) {
      await select(page, operation);
      await enter(page, text);
      const found = await verdict(page);
      assert.deepEqual(found, expected[index], `${operation}\n${text}`);
      invalid += found.valid ? 0 : 1;
    }
    return `${all.length} bodies, ${invalid} of them refused`;
  });
}

async function typing(around) {
  return withPage(around, {}, async (page) => {
    await select(page, MOVIE);
    await asForm(page);
    const input = page.locator(`[data-path="${BRAND}"] input`);
    const notes = page.locator(`[data-path="${BRAND}"] .notes`);
    await input.fill("");
    for (let count = 1; count <= 12; count += 1) {
      await input.press("End");
      await page.keyboard.insertText("票");
      const characters = `${12 - count} CJK character${count === 11 ? "" : "s"}`;
      const left = `${count * 3} of 36 bytes, ${count} of 12 CJK characters; ${36 - count * 3} bytes or ${characters} left`;
      assert.equal(await notes.innerText(), left);
      assert.equal(await input.getAttribute("aria-invalid"), null);
    }
    await page.keyboard.insertText("票");
    assert.match(await notes.innerText(), /39 of 36 bytes, 13 of 12 CJK characters: 3 bytes too many, 1 CJK character too many/);
    assert.equal(await input.getAttribute("aria-invalid"), "true");
    assert.equal((await verdict(page)).valid, false);
    await page.keyboard.press("Backspace");
    assert.deepEqual((await verdict(page)).errors, []);
    // The JSON is what is judged, and has the same text.
    await page.check("#specwright-checker .modes input[value=text]");
    const body = JSON.parse(await page.inputValue(".as-text textarea"));
    assert.equal(body.card.movie_ticket.base_info.brand_name, "票".repeat(12));
  });
}

async function formOfEveryOperation(around) {
  return withPage(around, {}, async (page) => {
    const examples = await examplesOf(page);
    await asForm(page);
    for (const { operation, text } of examples) {
      await select(page, operation);
      const before = await page.inputValue(".as-text textarea");
      assert.equal(before, text);
      const paths = await page.$$eval(".as-form [data-path]", (found) => found.map((one) => one.dataset.path));
      assert.ok(paths.length > 0, operation);
      // Adds every field that can be added at the top, and removes it again.
      const button = page.locator(".as-form button.remove").first();
      if ((await button.count()) > 0) {
        await button.click();
        assert.notEqual(await page.inputValue(".as-text textarea"), text, operation);
      }
    }
    return `${examples.length} operations`;
  });
}

async function phone(around) {
  return withPage(around, { width: 360 }, async (page) => {
    for (const form of [false, true]) {
      await refused(page);
      if (form) await asForm(page);
      await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 360, `${form ? "the form" : "the text"} is ${width} px wide`);
    }
  });
}

async function accessible(around) {
  for (const scheme of ["light", "dark"]) {
    await withPage(around, { scheme }, async (page) => {
      await page.evaluate(axe);
      for (const form of [false, true]) {
        await refused(page);
        if (form) await asForm(page);
        await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
        const { violations } = await page.evaluate(() => axe.run());
        const lines = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
        assert.deepEqual(lines, [], `${scheme}, ${form ? "form" : "text"}`);
      }
    });
  }
}

// Nothing but keys: from the operation to the place of an error.
async function keyboard(around) {
  return withPage(around, {}, async (page) => {
    const focused = () => page.evaluate(() => document.activeElement.tagName + (document.activeElement.type ?? ""));
    const tabTo = async (wanted) => {
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press("Tab");
        if ((await focused()) === wanted && (await page.evaluate(() => document.activeElement.matches(":focus-visible")))) return;
      }
      throw new Error(`Tab does not lead to ${wanted}`);
    };
    await tabTo("INPUTsearch");
    await page.keyboard.type("create_movie");
    assert.equal(await page.inputValue(".picker select"), MOVIE);
    await tabTo("SELECTselect-one");
    await tabTo("INPUTradio");
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.isVisible(".as-form"), true);
    await page.keyboard.press("ArrowUp");
    await tabTo("TEXTAREAtextarea");
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText('{ "card": { "card_type": "MOVIE_TICKET" } }');
    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement.className === "place")) break;
    }
    await page.keyboard.press("Enter");
    assert.equal(await focused(), "TEXTAREAtextarea");
    const chosen = await page.evaluate(() => {
      const { value, selectionStart, selectionEnd } = document.activeElement;
      return value.slice(selectionStart, selectionEnd);
    });
    assert.ok(chosen.startsWith("{"), chosen);
    await page.waitForFunction(() => /Refused/.test(document.querySelector("[role=status].visually-hidden").textContent));
  });
}

async function link(around) {
  const shared = await withPage(around, {}, async (page) => {
    await refused(page);
    await page.getByRole("button", { name: "Copy a link to this check" }).click();
    await page.waitForFunction(() => location.hash.includes("check="));
    return page.evaluate(() => location.hash);
  });
  await withPage(around, { hash: shared }, async (page) => {
    assert.match((await verdict(page)).errors.join("\n"), new RegExp(`^${TITLE}: 30 bytes`));
  });
  // A body that can hold a secret is not part of the address.
  await withPage(around, {}, async (page) => {
    await select(page, "fetch_stable_access_token");
    await page.getByRole("button", { name: "Copy a link to this check" }).click();
    await page.waitForFunction(() => document.querySelector(".shared").textContent !== "");
    assert.equal(await page.evaluate(() => location.hash), "#operation=fetch_stable_access_token");
  });
}

async function chinese(around) {
  const page = await around.context.newPage();
  await page.route("**/index.html", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace('lang="en"', 'lang="zh-CN"') });
  });
  await page.goto(around.address);
  await page.waitForSelector("#specwright-checker[data-ready=true]");
  await refused(page);
  assert.match(await page.innerText(".problems"), /30 \/ 27 字节.*超出 3 字节/s);
  await page.close();
}

async function paint(around) {
  const page = await around.context.newPage();
  const session = await around.context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.goto(around.address);
  await page.waitForSelector("#specwright-checker[data-ready=true]");
  const [first, ready] = await page.evaluate(() => [
    performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
    performance.now(),
  ]);
  await page.close();
  return `with a processor slowed 4 times, first after ${first.toFixed(0)} ms, ready after ${ready.toFixed(0)} ms`;
}

async function speed(around) {
  return withPage(around, {}, async (page) => {
    const { bytes, judged, shown } = await page.evaluate(async (operation) => {
      const { Api } = await import("./specwright_checker.js");
      const api = new Api(await (await fetch("spec.json")).text());
      const body = JSON.parse(api.example(operation));
      body.card.movie_ticket.detail = "票".repeat(Math.ceil((6000 - new TextEncoder().encode(JSON.stringify(body, null, 2)).length) / 3) + 24);
      const text = JSON.stringify(body, null, 2);
      const quickest = (act) => {
        const times = Array.from({ length: 60 }, () => {
          const start = performance.now();
          act();
          return performance.now() - start;
        });
        return Math.min(...times);
      };
      const select = document.querySelector(".picker select");
      select.value = operation;
      select.dispatchEvent(new Event("change"));
      const input = document.querySelector(".as-text textarea");
      input.value = text;
      return {
        bytes: new TextEncoder().encode(text).length,
        judged: quickest(() => api.judge(operation, "", text)),
        shown: quickest(() => input.dispatchEvent(new Event("input"))),
      };
    }, MOVIE);
    return `a body of ${bytes} bytes in ${judged.toFixed(2)} ms at best, with what the page shows of it ${shown.toFixed(2)} ms`;
  });
}

export const checks = [
  ["bodies are judged as by the command `validate`", verdictsOfTheCommand],
  ["a text is typed up to its limit", typing],
  ["every body has a form", formOfEveryOperation],
  ["a phone shows all of it without scrolling sideways", phone],
  ["axe finds nothing in light and dark", accessible],
  ["the keyboard is enough", keyboard],
  ["a check is shared by its address", link],
  ["a page in Chinese has Chinese texts", chinese],
  ["first paint", paint],
  ["one change is judged", speed],
];
