// Calls the mock server with four clients of WeChat for Node.js, as a program would.
// Exits with 1 if a call fails that should succeed, or the mock judges a request otherwise than expected.

import { createRequire } from "node:module";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const require = createRequire(import.meta.url);
const CoWechatApi = require("co-wechat-api");
const WechatApi = require("wechat-api");
const { OfficialAccount } = require("node-easywechat");
const { Store, Wechat } = require("wechat-jssdk");

const server = process.argv[3];
const real = "https://api.weixin.qq.com";
const cardId = "pXampleCard0001AbCdEfGhIjKlMn";
const openid = "oExampleOpenId0001AbCdEfGhIj";
const ticket = {
  card_type: "MEETING_TICKET",
  meeting_ticket: {
    base_info: {
      logo_url: "http://mmbiz.qpic.cn/mmbiz_png/EXAMPLE/0",
      brand_name: "某某会展",
      code_type: "CODE_TYPE_TEXT",
      title: "年会门票",
      color: "Color010",
      notice: "入场时请出示",
      description: "一人一票\n不可转让",
      sku: { quantity: 100 },
      date_info: { type: 1, begin_timestamp: 1760000000, end_timestamp: 1770000000 },
      can_share: false,
    },
    meeting_detail: "三号厅",
  },
};
const broken = structuredClone(ticket);
broken.meeting_ticket.base_info.title = "年会".repeat(10);
const qrcode = { card_id: cardId, outer_str: "foyer" };

let failures = 0;
let calls = 0;
const fail = (what) => {
  failures += 1;
  console.error(what);
};

async function control(action, body) {
  const response = await fetch(`${server}/__mock/${action}`, body && { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

/** The outcome of a call whose token has expired, and the requests that the mock has seen meanwhile. */
async function judged(call) {
  await control("expire-tokens", {});
  // A request that the mock remembers, since it remembers a limited number.
  const mark = `/mark-${process.pid}-${calls}`;
  await fetch(server + mark);
  const outcome = await call().then((value) => ({ value }), (error) => ({ error }));
  const requests = await control("requests");
  return { ...outcome, requests: requests.slice(requests.findIndex((request) => request.target === mark) + 1) };
}

/** A call that should succeed, with a request that the mock accepts, without a warning. */
async function accepted(what, call, key, path) {
  calls += 1;
  const { value, error, requests } = await judged(call);
  if (error) return fail(`${what}: ${error}`);
  if (value === null || typeof value !== "object" || !(key in value)) fail(`${what}: no ${key} in ${JSON.stringify(value)}`);
  const own = requests.filter((request) => request.target.startsWith(path));
  // The first may have been refused for its token, which the client then fetched.
  if (own.length !== 1 && own.length !== 2) fail(`${what}: ${own.length} requests of ${path}: ${JSON.stringify(requests)}`);
  for (const request of requests.flatMap((request) => [...request.errors, ...request.warnings])) fail(`${what}: ${request}`);
}

/** A call that should fail with this code. */
async function refused(what, call, code, words) {
  calls += 1;
  const { value, error } = await judged(call);
  if (!error) return fail(`${what}: was accepted: ${JSON.stringify(value)}`);
  if (!`${error.code} ${error.message}`.includes(code)) fail(`${what}: not ${code}: ${error.code} ${error.message}`);
  if (!error.message.includes(words)) fail(`${what}: no ${words} in ${error.message}`);
}

/** The calls that both older clients have. `fresh` makes each call with a token that is valid. */
async function classic(name, api, fresh) {
  const calls = [
    ["colours", () => api.getColors(), "colors", "/card/getcolors"],
    ["a create", () => api.createCard(ticket), "card_id", "/card/create"],
    ["a QR code", () => api.createQRCode(qrcode), "ticket", "/card/qrcode/create"],
    ["a redemption", () => api.consumeCode("TK0001", cardId), "openid", "/card/code/consume"],
    ["decrypting", () => api.decryptCode("Q0FSRENPREU="), "code", "/card/code/decrypt"],
    ["a code", () => api.getCode("TK0001", cardId), "openid", "/card/code/get"],
    ["the cards", () => api.getCards(0, 20), "card_id_list", "/card/batchget"],
    ["a deletion", () => api.deleteCard(cardId), "errcode", "/card/delete"],
  ];
  await accepted(`${name}: the token`, () => api.getAccessToken(), "accessToken", "/cgi-bin/token");
  for (const [what, call, key, path] of calls) await accepted(`${name}: ${what}`, fresh(call), key, path);
  const tooLong = fresh(() => api.createCard(broken));
  await refused(`${name}: a title that is too long`, tooLong, "45021", "base_info.title: 60 bytes");
  const unknown = fresh(() => api.createCard({ card_type: "GROUPON", groupon: {} }));
  await refused(`${name}: an unknown kind`, unknown, "40071", "MOVIE_TICKET");
}

await control("next-reply", { path: "/card/qrcode/create", always: true, reply: { errcode: 0, errmsg: "ok", ticket: "T" } });

// The address of the server is in their code, and each request goes through one method.
class Coroutines extends CoWechatApi {
  request(url, ...rest) {
    return super.request(url.replace(real, server), ...rest);
  }
}
// It fetches another token where one was refused.
const coroutines = new Coroutines("wx0123456789abcdef", "secret");
await classic("co-wechat-api", coroutines, (call) => call);
const held = () => coroutines.getCardList(openid, cardId);
await accepted("co-wechat-api: cards of a person", held, "card_list", "/card/user/getcardlist");

const callbacks = new WechatApi("wx0123456789abcdef", "secret");
const request = callbacks.request;
callbacks.request = (url, ...rest) => request.call(callbacks, url.replace(real, server), ...rest);
const promises = new Proxy(callbacks, {
  get: (target, name) => (...args) => promisify(target[name]).call(target, ...args),
});
// It repeats a call with the token that was refused.
const renewed = (call) => async () => {
  await promises.getAccessToken();
  return call();
};
await classic("wechat-api", promises, renewed);
await refused("wechat-api: an expired token", () => promises.getColors(), "40001", "expired");
const stored = () => promises.importCustomizedCodes(cardId, ["TK0001", "TK0002"]);
await accepted("wechat-api: a deposit", renewed(stored), "errcode", "/card/code/deposit");
const seat = { code: "TK0001", card_id: cardId, zone: "A", entrance: "东门", seat_number: "12" };
const seated = () => promises.updateMeetingTicket(seat);
await accepted("wechat-api: a seat", renewed(seated), "errcode", "/card/meetingticket/updateuser");
// It sends `newcode` in place of `new_code`.
const change = () => promises.updateCode("TK0001", cardId, "TK0001B");
await refused("wechat-api: another code", renewed(change), "41011", "new_code: missing, but required");

for (const stable of [false, true]) {
  const name = `node-easywechat (${stable ? "stable" : "classic"} token)`;
  const cache = mkdtempSync(join(tmpdir(), "easywechat-"));
  try {
    const app = new OfficialAccount({
      app_id: "wx0123456789abcdef",
      secret: "secret",
      use_stable_access_token: stable,
      file_cache: { path: cache, dirMode: 0o777, fileMode: 0o666, ext: ".cache" },
      http: { baseURL: `${server}/` },
    });
    const client = app.getClient();
    const post = (path, json) => async () => (await client.request("POST", path, { json })).toObject();
    const token = async () => ({ token: await app.getAccessToken().refresh() });
    await accepted(`${name}: the token`, token, "token", stable ? "/cgi-bin/stable_token" : "/cgi-bin/token");
    const fresh = (call) => async () => {
      await app.getAccessToken().refresh();
      return call();
    };
    await accepted(`${name}: a create`, fresh(post("/card/create", { card: ticket })), "card_id", "/card/create");
    const code = { code: "TK0001", card_id: cardId };
    await accepted(`${name}: a code`, fresh(post("/card/code/get", code)), "openid", "/card/code/get");
    await accepted(`${name}: a redemption`, fresh(post("/card/code/consume", code)), "openid", "/card/code/consume");
    const action = { action_name: "QR_CARD", action_info: { card: qrcode } };
    await accepted(`${name}: a QR code`, fresh(post("/card/qrcode/create", action)), "ticket", "/card/qrcode/create");
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

// It has addresses in its configuration, and keeps the token and the ticket for signatures in a store.
class InMemory extends Store {
  flush() {}
}
const pages = new Wechat({
  appId: "wx0123456789abcdef",
  appSecret: "secret",
  wechatToken: "callback",
  wechatRedirectUrl: "http://127.0.0.1/redirect",
  apiUrl: server,
  accessTokenUrl: `${server}/cgi-bin/token`,
  ticketUrl: `${server}/cgi-bin/ticket/getticket`,
  decodeCardCodeUrl: `${server}/card/code/decrypt`,
  card: true,
  store: new InMemory(),
});
await accepted("wechat-jssdk: the token", () => pages.jssdk.getAccessToken(), "access_token", "/cgi-bin/token");
await accepted("wechat-jssdk: the ticket of cards", () => pages.card.getApiTicket(), "ticket", "/cgi-bin/ticket/getticket");
const decrypted = async () => {
  await pages.card.getApiTicket();
  return pages.card.decryptCardCode("Q0FSRENPREU=");
};
await accepted("wechat-jssdk: decrypting", decrypted, "code", "/card/code/decrypt");

const clients = "co-wechat-api, wechat-api, node-easywechat and wechat-jssdk";
console.log(`${calls - failures} of ${calls} calls of ${clients} are as expected`);
process.exit(failures === 0 ? 0 : 1);
