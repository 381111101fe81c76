// Creates a ticket with openapi-fetch and the types that openapi-typescript generates. Arguments: the document, and the address.

import { readFileSync } from "node:fs";
import createClient from "openapi-fetch";
import type { components, paths } from "./tickets";

async function main(): Promise<void> {
  const [document, address] = process.argv.slice(2);
  const content = JSON.parse(readFileSync(document!, "utf8")).paths["/card/create"].post.requestBody.content["application/json"];
  const body: components["schemas"]["CardCreateRequest"] = content.examples.create_meeting_ticket.value;
  const client = createClient<paths>({ baseUrl: address! });
  const query = { grant_type: "client_credential", appid: "wx0123456789abcdef", secret: "0".repeat(32) } as const;
  const token = await client.GET("/cgi-bin/token", { params: { query } });
  if (!token.data || !("access_token" in token.data)) throw new Error(JSON.stringify(token));
  const credential = token.data.access_token;
  // The types do not have the credential of the query, which is left to the caller (openapi-typescript 7.13.0).
  client.use({
    onRequest: ({ request }) => new Request(`${request.url}?access_token=${credential}`, request),
  });
  const reply = await client.POST("/card/create", { body });
  if (!reply.data || !("card_id" in reply.data)) throw new Error(JSON.stringify(reply));
  console.log(`openapi-typescript with openapi-fetch: ${address} created a ticket`);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
