"""The token, and whatever else is secret, is in nothing that a program shows: tracebacks, messages, representations, logs."""
import logging
import traceback

import pytest
from bepusdt import AsyncBEpusdtClient, BEpusdtClient, BEpusdtError
from bepusdt.callbacks import (Callback, read_callback, sign_callback, verify_callback, verify_callback_hmac)
from fake_gateway import Answer

SECRET = "sEcReTtOkEn"
NOTIFY = "https://shop.example.com/notify"
BODY = b'{"a":1}'
HEADERS = {"X-Bepusdt-Signature": "t=1,v1=ab"}
CALLBACK = Callback("t", "1", "1", "1", "T")

WRONG = {
    "a second token is missing": lambda: verify_callback(BODY, [SECRET, None]),
    "a second token is bytes": lambda: verify_callback(BODY, [SECRET, b"x"]),
    "a second token is no UTF-8": lambda: verify_callback(BODY, [SECRET, "\ud800"]),
    "one of the tokens to read with is missing": lambda: read_callback(BODY, [SECRET, None]),
    "one of the tokens of the HMAC is missing": lambda: verify_callback_hmac(HEADERS, BODY, [SECRET, None]),
    "the tolerance is larger than time": lambda: verify_callback_hmac(HEADERS, BODY, SECRET, 1e30),
    "now is larger than time": lambda: verify_callback_hmac(HEADERS, BODY, SECRET, 300, 10**30),
    "a callback is signed at no time": lambda: sign_callback(CALLBACK, SECRET, 10**30),
    "a callback is signed with bytes": lambda: sign_callback(CALLBACK, SECRET.encode()),
    "a callback is signed with no UTF-8": lambda: sign_callback(CALLBACK, SECRET + "\ud800"),
    "a client's token is bytes": lambda: BEpusdtClient("http://127.0.0.1:1", SECRET.encode()).query_order("t"),
    "a client's token is no UTF-8": lambda: BEpusdtClient("http://127.0.0.1:1", SECRET + "\ud800").query_order("t"),
}


@pytest.mark.parametrize("call", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_argument_is_refused_without_quoting_the_token_beside_it(call):
    with pytest.raises(BEpusdtError) as caught:
        call()
    assert SECRET not in "".join(traceback.format_exception(caught.type, caught.value, caught.tb))


@pytest.mark.parametrize("settings", [
    {"api_url": f"http://user:{SECRET}@127.0.0.1:1/{SECRET}"},
    {"api_url": f"http://user:{SECRET}@nowhere.invalid/"},
    {"api_url": "http://192.0.2.1", "proxy": f"http://user:{SECRET}@127.0.0.1:1"},
    {"api_url": "http://192.0.2.1", "proxy": f"nonsense://user:{SECRET}@127.0.0.1:1"},
    {"api_url": "http://192.0.2.1", "proxy": f"socks5h://user:{SECRET}@127.0.0.1:1"},
], ids=["address", "name", "proxy", "proxy of no kind", "SOCKS"])
def test_passwords_in_addresses_are_in_no_error_and_no_log(settings, caplog):
    client = BEpusdtClient(api_token=SECRET, max_retries=1, retry_delay=0, **settings)
    with caplog.at_level(logging.DEBUG), pytest.raises(BEpusdtError) as caught:
        client.create_order("1", 1, NOTIFY)
    assert SECRET not in "".join(traceback.format_exception(caught.type, caught.value, caught.tb)) + caplog.text


@pytest.mark.parametrize("kind", [BEpusdtClient, AsyncBEpusdtClient])
def test_a_clients_representation_shows_where_it_leads_and_no_password(kind):
    assert repr(kind(f"https://user:{SECRET}@pay.example.com/a/", SECRET)) == f"{kind.__name__}(api_url='https://pay.example.com/a')"
    assert repr(kind("https://pay.example.com", SECRET)) == f"{kind.__name__}(api_url='https://pay.example.com')"


@pytest.mark.parametrize("answer", [Answer(b"", 500), Answer(b"<html>"), Answer(b"", 302, {"Location": "/x"}), Answer(reset=True)],
                         ids=["500", "HTML", "redirect", "reset"])
def test_the_token_is_in_no_error_of_an_answer(client, gateway, caplog, answer):
    client.api_token, client.max_retries = SECRET, 1
    gateway.next += [answer] * 2
    with caplog.at_level(logging.DEBUG), pytest.raises(BEpusdtError) as caught:
        client.create_order("1", 1, NOTIFY)
    signature = gateway.requests[0].json["signature"]
    shown = "".join(traceback.format_exception(caught.type, caught.value, caught.tb)) + caplog.text + repr(vars(caught.value))
    assert SECRET not in shown and signature not in shown
