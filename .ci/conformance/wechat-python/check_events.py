"""wechatpy reads the events that this workspace signs and encrypts. With `--write`, its own events are written to
`generated-client/tests/events/wechatpy.json`, which a test of the client reads."""

import json
import pathlib
import subprocess
import sys
import urllib.parse

from wechatpy.crypto import WeChatCrypto
from wechatpy import parse_message
from wechatpy.utils import WeChatSigner, check_signature
import xmltodict

TOKEN, KEY, APPID = "myCallbackToken", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "wx0123456789abcdef"
CRYPTO = WeChatCrypto(TOKEN, KEY, APPID)


def signed(*values):
    signer = WeChatSigner()
    signer.add_data(*values)
    return signer.signature


def event(number):
    """An encrypted event, with another length of the padding for each number."""
    reason = "x" * number if number % 3 else "票" * (number // 3)
    timestamp, nonce = str(1760000100 + number), str(998877 + number)
    xml = (
        "<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName>"
        "<FromUserName><![CDATA[oHfb1uReader0001AbCdEfGhIjKl]]></FromUserName>"
        f"<CreateTime>{timestamp}</CreateTime><MsgType><![CDATA[event]]></MsgType>"
        "<Event><![CDATA[card_not_pass_check]]></Event><CardId><![CDATA[pXampleCard0001AbCdEfGhIjKlMn]]></CardId>"
        f"<RefuseReason><![CDATA[{reason}]]></RefuseReason></xml>"
    )
    sealed = xmltodict.parse(CRYPTO.encrypt_message(xml, nonce, timestamp))["xml"]
    query = (
        f"signature={signed(TOKEN, timestamp, nonce)}&timestamp={timestamp}&nonce={nonce}"
        f"&openid=oHfb1uReader0001AbCdEfGhIjKl&encrypt_type=aes&msg_signature={sealed['MsgSignature']}"
    )
    body = (
        "<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName>"
        f"<Encrypt><![CDATA[{sealed['Encrypt']}]]></Encrypt></xml>"
    )
    return {"reason": reason, "query": query, "body": body}


def main(workspace):
    if "--write" in sys.argv:
        events = [event(number) for number in range(33)]
        file = workspace / "generated-client/tests/events/wechatpy.json"
        file.write_text(json.dumps(events, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return
    command = ["cargo", "run", "--quiet", "-p", "wechat-tickets", "--all-features", "--example", "sign_event"]
    output = subprocess.run(
        [*command, "--", TOKEN, KEY, APPID], cwd=workspace, check=True, capture_output=True, text=True
    ).stdout
    query, body = output.splitlines()
    values = dict(urllib.parse.parse_qsl(query))
    timestamp, nonce = values["timestamp"], values["nonce"]
    check_signature(TOKEN, values["signature"], timestamp, nonce)
    message = parse_message(CRYPTO.decrypt_message(body, values["msg_signature"], timestamp, nonce))
    found = (message.event, message.source, dict(message._data)["CardId"])
    expected = ("card_pass_check", "oHfb1uReader0001AbCdEfGhIjKl", "pXampleCard0001AbCdEfGhIjKlMn")
    if found != expected:
        sys.exit(f"wechatpy: found {found}, expected {expected}")
    print("wechatpy reads an event that was signed and encrypted here")


main(pathlib.Path(sys.argv[1]))
