// Creates a ticket with the client that @hey-api/openapi-ts generates. Arguments: the document, and the address.

import { readFileSync } from "node:fs";
import { client } from "./hey-tickets/client.gen";
import { cardCreate, fetchAccessToken } from "./hey-tickets/sdk.gen";
import type { CardCreateRequest } from "./hey-tickets/types.gen";
import { zCreatedCard } from "./hey-tickets/zod.gen";

async function main(): Promise<void> {
  const [document, address] = process.argv.slice(2);
  const content = JSON.parse(readFileSync(document!, "utf8")).paths["/card/create"].post.requestBody.content["application/json"];
  // Its validator of the body converts 64-bit integers inside of an intersection with what is not converted, and fails.
  const body: CardCreateRequest = content.examples.create_meeting_ticket.value;
  client.setConfig({ baseUrl: address! });
  const query = { grant_type: "client_credential", appid: "wx0123456789abcdef", secret: "0".repeat(32) } as const;
  const token = await fetchAccessToken({ query });
  const credential = (token.data as { access_token: string }).access_token;
  // Without a query of its own, the client loses the credential (@hey-api/openapi-ts 0.95.0).
  const reply = await cardCreate({ body, auth: credential, query: {} as never });
  if (!zCreatedCard.parse(reply.data).card_id) throw new Error(JSON.stringify(reply.data));
  console.log(`hey-api with zod: ${address} created a ticket`);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
