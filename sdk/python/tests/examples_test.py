"""The examples, run for real: each as its own process on loopback, against a fake gateway that then calls back."""
import asyncio
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from bepusdt.callbacks import Callback, sign_callback
from fake_gateway import TOKEN, signature_of

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


class Shop:
    def __init__(self, port):
        self.port = port

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), dict(answer.getheaders())


@contextmanager
def running(command, gateway):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, *(str(part).replace("{port}", str(port)) for part in command)], cwd=EXAMPLES,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                               env={**os.environ, "BEPUSDT_API_URL": gateway.url, "BEPUSDT_API_TOKEN": TOKEN, "PORT": str(port)})
    try:
        wait_until_up(process, port)
        yield Shop(port)
    finally:
        process.terminate()
        process.communicate(timeout=20)


def wait_until_up(process, port):
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    process.kill()
    raise AssertionError("the example did not come up: " + process.communicate()[0])


SHOPS = {"flask": ["flask_shop.py"], "fastapi": ["-m", "uvicorn", "fastapi_shop:app", "--port", "{port}", "--log-level", "warning"]}


@pytest.fixture(params=SHOPS)
def shop(request, gateway):
    with running(SHOPS[request.param], gateway) as up:
        yield up


def callback(order_id="1001", **changes):
    return sign_callback(Callback("t-1", order_id, "28.8", "4.25", "T1", "0xab", **changes), TOKEN)


def delivered(shop, order_id="1001"):
    return json.loads(shop.ask("GET", f"/delivered/{order_id}")[1])["delivered"]


def test_a_shop_sells_and_is_told_of_the_payment(shop, gateway):
    status, _, headers = shop.ask("GET", "/buy/1001")
    headers = {name.lower(): value for name, value in headers.items()}
    assert (status, headers["location"]) == (302, gateway.url + "/pay/x")
    assert gateway.requests[0].json["signature"] == signature_of(gateway.requests[0].body)
    assert not delivered(shop)
    headers, body = callback()
    for _ in range(2):
        assert shop.ask("POST", "/notify", body, headers)[:2] == (200, "ok")
    assert delivered(shop)


def test_a_shop_delivers_nothing_on_any_other_callback(shop):
    headers, body = callback()
    for wrong in (b"", b"{}", body.replace(b"28.8", b"88.8"), b"\xff", body + b"x"):
        status, text, _ = shop.ask("POST", "/notify", wrong, headers)
        assert status == 400 and "fail" in text
    waiting, body = callback(status=1)
    assert shop.ask("POST", "/notify", body, waiting)[:2] == (200, "ok")
    assert not delivered(shop)


def test_a_shop_written_for_the_old_package_works_as_it_is(gateway):
    with running(["flask_by_hand.py"], gateway) as shop:
        headers, body = callback()
        assert shop.ask("POST", "/notify", body, headers)[:2] == (200, "ok")
        assert shop.ask("POST", "/notify", body.replace(b"28.8", b"88.8"), headers)[:2] == (400, "fail")


def test_the_hmac_may_be_demanded():
    from flask import Flask

    from bepusdt.flask import verified_callback

    app = Flask("shop")

    @app.post("/notify")
    @verified_callback([TOKEN], hmac_tolerance=300)
    def notify(told):
        return told.order_id

    headers, body = callback()
    assert app.test_client().post("/notify", data=body, headers=headers).text == "1001"
    del headers["X-Bepusdt-Signature"]
    assert app.test_client().post("/notify", data=body, headers=headers).status_code == 400


def test_the_hmac_may_be_demanded_of_fastapi_too():
    from fastapi import HTTPException, Request

    from bepusdt.fastapi import verified_callback

    headers, body = callback()

    async def receive():
        return {"type": "http.request", "body": body}

    def told():
        sent = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        return asyncio.run(verified_callback([TOKEN], hmac_tolerance=300)(Request({"type": "http", "headers": sent}, receive)))

    assert told().order_id == "1001"
    del headers["X-Bepusdt-Signature"]
    with pytest.raises(HTTPException) as refused:
        told()
    assert refused.value.status_code == 400
