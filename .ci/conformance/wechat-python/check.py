"""Calls the mock server with two clients of WeChat for Python, as a program would.

Exits with 1 if a call fails that should succeed, or the mock judges a request otherwise than expected.
"""

import copy
import json
import os
import sys

import requests
import werobot
from werobot.client import Client, ClientException
from wechatpy import WeChatClient
from wechatpy.exceptions import WeChatClientException

SERVER = sys.argv[2]
REAL = "https://api.weixin.qq.com"
CARD_ID = "pXampleCard0001AbCdEfGhIjKlMn"
OPENID = "oExampleOpenId0001AbCdEfGhIj"
TICKET = {
    "card_type": "SCENIC_TICKET",
    "scenic_ticket": {
        "base_info": {
            "logo_url": "http://mmbiz.qpic.cn/mmbiz_png/EXAMPLE/0",
            "brand_name": "某某景区",
            "code_type": "CODE_TYPE_QRCODE",
            "title": "成人票",
            "color": "Color020",
            "notice": "入园时请出示",
            "description": "当日有效",
            "sku": {"quantity": 100},
            "date_info": {"type": "DATE_TYPE_FIX_TERM", "fixed_term": 15, "fixed_begin_term": 0},
        },
        "ticket_class": "全日票",
    },
}

failures = []
calls = 0

# Both clients have the address of the server in their code, and send by `requests`.
send = requests.Session.send


def to_mock(session, request, **options):
    request.url = request.url.replace(REAL, SERVER)
    return send(session, request, **options)


requests.Session.send = to_mock


def control(action, body=None):
    if body is None:
        return requests.get(f"{SERVER}/__mock/{action}").json()
    response = requests.post(f"{SERVER}/__mock/{action}", data=json.dumps(body))
    response.raise_for_status()
    return response.json()


def judged(call):
    """The result of a call, and the requests that the mock has seen meanwhile."""
    # A request that the mock remembers, since it remembers a limited number.
    mark = f"/mark-{os.getpid()}-{calls}"
    requests.get(SERVER + mark)
    try:
        result = call()
    except (WeChatClientException, ClientException) as error:
        result = error
    seen = control("requests")
    return result, seen[[request["target"] for request in seen].index(mark) + 1 :]


def accepted(what, call, path):
    """A call that should succeed, with requests that the mock accepts, without a warning."""
    global calls
    calls += 1
    result, seen = judged(call)
    if isinstance(result, Exception) or not result:
        failures.append(f"{what}: {result!r}")
    if not any(request["target"].startswith(path) for request in seen):
        failures.append(f"{what}: no request of {path}: {seen}")
    for request in seen:
        failures.extend(f"{what}: {line}" for line in request["errors"] + request["warnings"])


def refused(what, call, code, words):
    """A call that should fail with this code."""
    global calls
    calls += 1
    result, _ = judged(call)
    if str(code) not in str(result) or words not in str(result) or not isinstance(result, Exception):
        failures.append(f"{what}: {result!r}")


control("next-reply", {"path": "/card/qrcode/create", "always": True, "reply": {"errcode": 0, "errmsg": "ok", "ticket": "T"}})

client = WeChatClient("wx0123456789abcdef", "secret")
accepted("wechatpy: the token", client.fetch_access_token, "/cgi-bin/token")
accepted("wechatpy: colours", client.card.get_colors, "/card/getcolors")
accepted("wechatpy: a create", lambda: client.card.create({"card": TICKET}), "/card/create")
qrcode = {"action_name": "QR_CARD", "action_info": {"card": {"card_id": CARD_ID, "outer_str": "foyer"}}}
accepted("wechatpy: a QR code", lambda: client.card.create_qrcode(qrcode), "/card/qrcode/create")
accepted("wechatpy: a code", lambda: client.card.get_code("TK0001", CARD_ID), "/card/code/get")
accepted("wechatpy: a redemption", lambda: client.card.consume_code("TK0001", CARD_ID), "/card/code/consume")
accepted("wechatpy: decrypting", lambda: client.card.decrypt_code("Q0FSRENPREU="), "/card/code/decrypt")
accepted("wechatpy: the cards", lambda: client.card.batch_get(0, 20), "/card/batchget")
accepted("wechatpy: a deletion", lambda: client.card.delete(CARD_ID), "/card/delete")
wrong = copy.deepcopy(TICKET)
wrong["scenic_ticket"]["base_info"]["color"] = "Color999"
refused("wechatpy: an unknown colour", lambda: client.card.create({"card": wrong}), 40076, "base_info.color")
wrong["scenic_ticket"]["base_info"].update(color="Color010", init_increase_bonus=1)
refused("wechatpy: an unknown key", lambda: client.card.create({"card": wrong}), 47001, "init_increase_bonus")

# It has no calls of cards, but passes any request through the ones that it has.
robot = Client({"APP_ID": "wx0123456789abcdef", "APP_SECRET": "secret"})
accepted("WeRoBot: the token", robot.grant_token, "/cgi-bin/token")
url = REAL + "/card/create"
accepted("WeRoBot: a create", lambda: robot.post(url=url, data={"card": TICKET}), "/card/create")
card = {"code": "TK0001", "card_id": CARD_ID}
accepted("WeRoBot: a code", lambda: robot.post(url=REAL + "/card/code/get", data=card), "/card/code/get")
refused("WeRoBot: no code", lambda: robot.post(url=REAL + "/card/code/get", data={"card_id": CARD_ID}), 41013, "code: missing")

for failure in failures:
    print(failure, file=sys.stderr)
print(f"{calls} calls of wechatpy and WeRoBot {werobot.__version__}, {len(failures)} not as expected")
sys.exit(bool(failures))
