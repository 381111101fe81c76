#!/usr/bin/env bash
# Package: wechat-api 1.35.1 (a client of WeChat for Node.js), with its documented use: an app id and a secret.
# Expected: where a call is answered with 40001, since its token is no longer valid, the client fetches another token and repeats
# the call with it.
# Seen: the call is repeated once, with the token that was refused, since the stored one counts as valid until its own time is over.
# No other token is fetched, and the call fails:
#   /cgi-bin/token, /card/getcolors OLD, /card/getcolors OLD: failed with 40001
# Another process that fetches a token, or an administrator who resets it, breaks such a program for up to two hours.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund wechat-api@1.35.1
cat > refused.js <<'JS'
const http = require("node:http");
const API = require("wechat-api");

const seen = [];
const server = http.createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://127.0.0.1");
  seen.push([pathname, searchParams.get("access_token")].filter(Boolean).join(" "));
  // The first token has ended, and every later one is valid.
  const isFirst = seen.filter((line) => line === "/cgi-bin/token").length === 1;
  const token = { access_token: isFirst ? "OLD" : "NEW", expires_in: 7200 };
  const reply = searchParams.get("access_token") === "OLD" ? { errcode: 40001, errmsg: "invalid" } : { errcode: 0, colors: [] };
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify(pathname === "/cgi-bin/token" ? token : reply));
});
server.listen(0, "127.0.0.1", () => {
  const api = new API("wx0123456789abcdef", "secret");
  api.endpoint = `http://127.0.0.1:${server.address().port}`;
  api.prefix = `${api.endpoint}/cgi-bin/`;
  api.getAccessToken(() => {
    api.getColors((error) => {
      console.log(`${seen.join(", ")}: ${error ? `failed with ${error.code}` : "succeeded"}`);
      process.exit();
    });
  });
});
JS
seen=$(node refused.js)
echo "$seen"
[ "$seen" = "/cgi-bin/token, /card/getcolors OLD, /card/getcolors OLD: failed with 40001" ]
