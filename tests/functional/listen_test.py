"""`bepusdt listen`: a receiver of callbacks for development, given the callbacks of a real gateway and of people who are none."""
import hashlib
import http.client
import json
import ssl
import subprocess
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest
from bepusdt.signature import generate_signature

from harness.gateway import TOKEN, binary
from harness.merchant import Gate, redirect, reply
from harness.patience import PATIENCE
from harness.tools import Listener, surroundings, tool

CALLBACK = {"trade_id": "t1", "order_id": "o1", "amount": 28.8, "actual_amount": "4.25", "token": "T1", "block_transaction_id": "abc",
            "status": 2}
BODY = json.dumps({**CALLBACK, "signature": generate_signature(CALLBACK, TOKEN)})
direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@pytest.fixture
def listen():
    made = []

    def make(*arguments, **how):
        made.append(Listener(*arguments, **how))
        return made[-1]

    yield make
    for listener in made:
        listener.close()


def post(url, body, opener=direct, **headers):
    request = urllib.request.Request(url, body.encode(), {"Content-Type": "application/json", **headers})
    try:
        with opener.open(request, timeout=30 * PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read().decode()


def test_a_callback_of_the_gateway_is_shown_verified_and_counts_as_delivered(scene, listen):
    listener = listen()
    scene.merchant.notify_url = listener.url + "paid?shop=1"
    order = scene.order()
    scene.pay(order)
    scene.chain.mine(3)
    shown = listener.next()
    assert shown["verified"] and shown["trade_id"] == order.trade_id and shown["path"] == "/paid?shop=1"
    assert shown["body_signature"]["valid"] and shown["header_signature"]["valid"] and shown["attempt"] == "1" and shown["event_id"]
    assert shown["answer"] == {"status": 200, "body": "ok", "counts_as_delivered": True}
    assert json.loads(shown["body"])["status"] == 2
    delivered = scene.gateway.wait_for_state(order.trade_id, "paid")
    assert delivered["state"] == "paid"


def test_what_is_not_the_gateways_is_answered_fail_and_says_why(listen):
    listener = listen()
    assert post(listener.url, BODY.replace("28.8", "28.9")) == (400, "fail")
    shown = listener.next()
    assert not shown["verified"] and shown["body_signature"]["reason"] == "bad_signature"
    assert not shown["answer"]["counts_as_delivered"]
    assert post(listener.url, BODY, **{"X-Bepusdt-Signature": "t=1,v1=" + "0" * 64}) == (400, "fail")
    shown = listener.next()
    assert shown["body_signature"]["valid"] and shown["header_signature"]["reason"] == "mismatch" and not shown["verified"]


def test_it_answers_what_it_is_told_to(listen):
    listener = listen("--answer", "not now", "--status", "503", "--delay", "0.2")
    assert post(listener.url, BODY) == (503, "not now")
    assert post(listener.url, "junk") == (503, "not now")


def test_a_callback_is_forwarded_as_it_came_and_the_shops_answer_passed_back(listen, merchant):
    listener = listen("--forward-to", merchant.url + "/shop/notify")
    merchant.answer_next(reply(201, "stored", Content_Type="text/html"), redirect("https://elsewhere.example"))
    headers = {"X-Bepusdt-Event": "event-7", "X-Bepusdt-Attempt": "3", "Cookie": "not for the shop"}
    assert post(listener.url + "other/path", BODY, **headers) == (201, "stored")
    arrived = merchant.callbacks[0]
    assert arrived.raw == BODY.encode() and arrived.path == "/shop/notify"
    assert arrived.headers["X-Bepusdt-Event"] == "event-7" and arrived.headers["X-Bepusdt-Attempt"] == "3"
    assert arrived.headers["Content-Type"] == "application/json" and "Cookie" not in arrived.headers
    assert listener.next()["forwarded"] == {"to": merchant.url + "/shop/notify", "status": 201}
    connection = http.client.HTTPConnection(urlsplit(listener.url).netloc, timeout=30)
    connection.request("POST", "/", BODY)
    assert connection.getresponse().status == 302, "a redirect is passed back, not followed"
    connection.close()


def test_a_shop_that_is_not_there_makes_a_502(listen):
    listener = listen("--forward-to", "http://127.0.0.1:1/")
    assert post(listener.url, BODY)[0] == 502
    assert "failure" in listener.next()["forwarded"]


def test_https_has_a_certificate_of_its_own_with_the_fingerprint_that_it_prints(listen):
    listener = listen("--https")
    assert listener.url.startswith("https://127.0.0.1:")
    there = urlsplit(listener.url)
    certificate = ssl.get_server_certificate((there.hostname, there.port))
    fingerprint = hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate)).hexdigest().upper()
    assert listener.hello["certificate_sha256"].replace(":", "") == fingerprint
    trusting = ssl.create_default_context(cadata=certificate)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trusting))
    assert post(listener.url, BODY, opener) == (200, "ok")
    assert listener.next()["verified"]
    other = listen("--https")
    assert other.hello["certificate_sha256"] != listener.hello["certificate_sha256"]


def test_it_leaves_with_0_after_the_callbacks_that_it_was_told_to_wait_for(listen):
    listener = listen("--count", "2")
    assert post(listener.url, BODY) == (200, "ok")
    assert post(listener.url, BODY) == (200, "ok")
    status, rest = listener.wait()
    assert status == 0 and [json.loads(line)["number"] for line in rest.splitlines()] == [1, 2]


def test_sigterm_ends_it_with_0_even_while_a_shop_keeps_it_waiting(listen, merchant):
    gate = Gate()
    merchant.answer_always(gate)
    listener = listen("--forward-to", merchant.url)
    connection = http.client.HTTPConnection(urlsplit(listener.url).netloc, timeout=30)
    connection.request("POST", "/", BODY)
    assert gate.arrived.wait(10 * PATIENCE)
    listener.terminate()
    assert listener.wait()[0] == 0
    gate.open()
    connection.close()


@pytest.mark.parametrize("method, body, headers, status", [("GET", None, {}, 405), ("POST", "x" * 65537, {}, 413),
                                                           ("POST", "{}", {"X-Long": "x" * 20000}, 431)])
def test_what_is_no_callback_or_too_long_is_refused_and_not_counted(listen, method, body, headers, status):
    listener = listen("--count", "1")
    connection = http.client.HTTPConnection(urlsplit(listener.url).netloc, timeout=30 * PATIENCE)
    connection.request(method, "/", body, headers)
    assert connection.getresponse().status == status
    connection.close()
    assert post(listener.url, BODY) == (200, "ok")
    assert listener.next()["number"] == 1


def test_for_people_it_prints_each_callback_in_their_language_and_nothing_secret():
    process = subprocess.Popen([binary(), "listen", "--listen", "127.0.0.1:0", "--count", "1"], text=True, stdout=subprocess.PIPE,
                               stdin=subprocess.DEVNULL, env=surroundings(language="zh_CN.UTF-8"))
    try:
        url = next(word for word in process.stdout.readline().split() if word.startswith("http://"))
        assert post(url, BODY.replace('"o1"', '"o\x1b[31m"'))[0] == 400
        said = process.communicate(timeout=15 * PATIENCE)[0]
    finally:
        process.kill()
    assert "验证失败" in said and "回复" in said and "\x1b" not in said and TOKEN not in said


def test_an_address_that_cannot_be_had_is_3_and_one_that_is_none_is_2(listen):
    taken = urlsplit(listen().url).netloc
    assert taken in tool("listen", "--listen", taken, status=3)
    assert "--listen" in tool("listen", "--listen", "nowhere", status=2)
    tool("listen", "--answer", "ok", "--forward-to", "http://127.0.0.1:1/", status=2)
