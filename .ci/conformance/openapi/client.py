"""Creates a ticket with the client that openapi-python-client generates from the document. Usage: client.py FOLDER ADDRESS"""

import json
import sys
from pathlib import Path

import requests

folder, address = Path(sys.argv[1]), sys.argv[2]
sys.path.insert(0, str(folder))

from tickets_client import Client  # noqa: E402
from tickets_client.api.default import card_create  # noqa: E402
from tickets_client.models import CreatedCard, CreateMeetingTicketRequest  # noqa: E402

query = {"grant_type": "client_credential", "appid": "wx0123456789abcdef", "secret": "0" * 32}
token = requests.get(f"{address}/cgi-bin/token", query).json()["access_token"]
document = json.loads((folder / "tickets.json").read_text())
content = document["paths"]["/card/create"]["post"]["requestBody"]["content"]["application/json"]
body = CreateMeetingTicketRequest.from_dict(content["examples"]["create_meeting_ticket"]["value"])
# The client sends JSON with escapes, which the server refuses, and a credential of the query as a header.


class Utf8(Client):
    def get_httpx_client(self):
        client = super().get_httpx_client()
        send = client.request

        def request(**arguments):
            text = json.dumps(arguments.pop("json"), ensure_ascii=False)
            return send(**arguments, content=text.encode())

        client.request = request
        return client


with_token = Utf8(base_url=address, httpx_args={"params": {"access_token": token}})
reply = card_create.sync(client=with_token, body=body)
assert isinstance(reply, CreatedCard) and reply.card_id, reply
print(f"openapi-python-client: {address} created a ticket")
