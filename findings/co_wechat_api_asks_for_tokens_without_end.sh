#!/usr/bin/env bash
# Package: co-wechat-api 3.11.0 (a client of WeChat for Node.js), with its documented use: an app id and a secret.
# Expected: where the token call itself is answered with 40001, which there means a wrong secret, the call fails, at the latest
# after the three retries that the client has for a token that was rejected.
# Seen: each refusal of the token call starts another token call with retries of its own, so that there is no end. The server
# below answers 40001 five hundred times and then gives a token. The client makes all 501 calls, without a pause, and then
# repeats each of the 500 that were refused, although it has a token:
#   1001 token calls, then the token T
# With a wrong secret in production, a program calls the API as fast as it can until its quota of the day is used up.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund co-wechat-api@3.11.0
cat > refused.js <<'JS'
const http = require("node:http");
const API = require("co-wechat-api");

let calls = 0;
const server = http.createServer((_, response) => {
  calls += 1;
  const refused = { errcode: 40001, errmsg: "invalid credential" };
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify(calls <= 500 ? refused : { access_token: "T", expires_in: 7200 }));
});
server.listen(0, "127.0.0.1", async () => {
  const api = new API("wx0123456789abcdef", "a wrong secret");
  api.prefix = `http://127.0.0.1:${server.address().port}/cgi-bin/`;
  const outcome = await api.getAccessToken().then((token) => `the token ${token.accessToken}`, (error) => error.message);
  console.log(`${calls} token calls, then ${outcome}`);
  process.exit();
});
JS
seen=$(node refused.js)
echo "$seen"
[ "$seen" = "1001 token calls, then the token T" ]
