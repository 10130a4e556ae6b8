"""News of blocks over WebSocket: they make the gateway look earlier, and nothing that happens on that line does anything else."""
import json
import time

import pytest

from harness.patience import PATIENCE, eventually
from harness.web_socket import HEAD, WebSocketServer, frame


def with_websocket(stage, poll, url=None):
    """A scene with one endpoint and its WebSocket; without a URL it is the node's own."""
    scene = stage()
    endpoint = {"url": scene.chain.url, "websocket": url or scene.chain.url.replace("http://", "ws://")}
    scene.gateway.write_config(chain={"ethereum": {"endpoints": [endpoint], "poll": poll}})
    return scene


def test_a_payment_is_seen_and_confirmed_long_before_the_next_look_was_due(stage):
    poll = 300 * PATIENCE
    scene = with_websocket(stage, poll)
    scene.gateway.start()
    order = scene.order()

    def heard():
        scene.chain.mine(1)
        return "endpoint.heads_heard" in scene.gateway.log
    eventually(heard, "the gateway hears of blocks", every=0.1)
    begun = time.monotonic()
    scene.pay(order)
    scene.gateway.wait_for_state(order.trade_id, "confirming")
    scene.finish(order)
    assert time.monotonic() - begun < poll / 2


def garbage(send):
    for text in ("", "{", "[]", '{"id":2,"result":"0x1"}', '{"method":"eth_subscription","params":null}'):
        send(frame(text))
    send(b"\xff" * 100)


def hang_up(send):
    send(b"\x88\x02\x03\xe8")


def flood(send):
    many = frame(HEAD) * 1_000
    while True:
        send(many)


def endless(send):
    send(b"\x81\x7f" + (2**40).to_bytes(8, "big"))
    while True:
        send(b"x" * 65_536)


def silence(send):
    time.sleep(60)


@pytest.mark.parametrize("script", [garbage, hang_up, flood, endless, silence])
def test_whatever_the_line_does_payments_are_seen_by_looking(stage, script):
    server = WebSocketServer(script)
    scene = with_websocket(stage, 0.2, server.url)
    try:
        scene.gateway.start()
        eventually(lambda: server.subscriptions > 0, "the gateway has subscribed")
        for _ in range(2):
            order = scene.order()
            scene.pay(order)
            scene.finish(order)
        assert json.loads(scene.gateway.http("GET", "/readyz")[2])["ready"]
        assert server.complaints == []
        scene.gateway.stop()
        assert "a-key-that-nobody-shows" not in scene.gateway.log
    finally:
        server.close()


def test_a_websocket_that_is_not_there_changes_nothing(stage):
    scene = with_websocket(stage, 0.2, "ws://127.0.0.1:1/a-key-that-nobody-shows")
    scene.gateway.start()
    order = scene.order()
    scene.pay(order)
    scene.finish(order)
    assert scene.gateway.log.count("endpoint.heads_lost") == 1
    assert "a-key-that-nobody-shows" not in scene.gateway.log
