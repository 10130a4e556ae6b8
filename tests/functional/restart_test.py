"""The gateway's process ends, kindly or not, and another takes over the same files."""
import http.client
import socket
import subprocess

import pytest

from harness.auditor import half_written
from harness.gateway import binary, environment
from harness.merchant import Gate
from harness.patience import eventually


def refuses_connections(gateway):
    try:
        socket.create_connection(("127.0.0.1", gateway.port), timeout=1).close()
        return False
    except OSError:
        return True


def test_a_restart_goes_on_at_its_cursor_and_finds_what_was_paid_meanwhile(scene):
    order = scene.order()
    units = scene.due(order)[1]
    scene.gateway.stop()
    scene.chain.mine(5)
    transaction = scene.chain.pay_token(scene.payer, order.token, units)
    scene.chain.mine(200)
    scene.gateway.start()
    assert scene.finish(order).body["block_transaction_id"] == transaction
    assert half_written(scene.gateway.database) == []


def test_a_payment_seen_but_not_final_survives_sigkill(scene):
    order = scene.order()
    transaction = scene.pay(order)
    scene.gateway.wait_for_state(order.trade_id, "confirming")
    scene.gateway.kill()
    scene.gateway.start()
    assert scene.finish(order).body["block_transaction_id"] == transaction
    assert len(scene.merchant.callbacks) == 1


def test_sigterm_drains_the_running_delivery_and_leaves_with_0(scene):
    order, gate = scene.order(), Gate()
    scene.merchant.answer_next(gate)
    scene.pay(order)
    scene.chain.mine(3)
    assert gate.arrived.wait(15)
    scene.gateway.terminate()
    eventually(lambda: refuses_connections(scene.gateway), "new connections are refused")
    with pytest.raises(subprocess.TimeoutExpired):  # it waits for the delivery
        scene.gateway.wait(within=1)
    gate.open()
    assert scene.gateway.wait() == 0
    scene.gateway.start()
    callback, = scene.gateway.query(order.trade_id)["callbacks"]
    assert callback["state"] == "delivered" and len(scene.merchant.callbacks) == 1


def test_sigterm_leaves_an_undelivered_callback_due_and_the_next_process_sends_it(scene):
    order, gate = scene.order(), Gate()
    scene.merchant.answer_next(gate)
    scene.pay(order)
    scene.chain.mine(3)
    assert gate.arrived.wait(15)
    scene.gateway.kill()  # the merchant processed it, and nobody recorded that
    scene.gateway.start()
    first, second = scene.merchant.wait_for(order.trade_id, 2)
    assert first.raw == second.raw and first.headers["X-Bepusdt-Event"] == second.headers["X-Bepusdt-Event"]
    gate.open()


def test_an_open_checkout_page_does_not_keep_a_stopping_gateway(scene):
    order = scene.order()
    page = http.client.HTTPConnection("127.0.0.1", scene.gateway.port, timeout=10)
    page.request("GET", f"/api/v1/pay/events/{order.trade_id}")
    answer = page.getresponse()
    assert answer.status == 200 and answer.getheader("Content-Type").startswith("text/event-stream")
    scene.gateway.stop()
    page.close()


def test_a_second_gateway_on_the_same_file_refuses_to_start_and_the_first_goes_on(scene, tmp_path):
    second = tmp_path / "second.toml"
    second.write_text(scene.gateway.config.read_text().replace(f":{scene.gateway.port}", ":0").replace(
        "sqlite:gateway.db", f"sqlite:{scene.gateway.database}"))
    ran = subprocess.run([binary(), "serve", "--config", second], cwd=tmp_path, text=True, capture_output=True, timeout=20, env=environment())
    assert ran.returncode not in (0, -6, -11) and "gateway.db" in ran.stdout + ran.stderr
    order = scene.order()
    scene.pay(order)
    scene.finish(order)


def test_the_new_process_can_bind_its_port_at_once_after_sigkill(scene):
    for _ in range(3):
        scene.order()
        scene.gateway.kill()
        scene.gateway.start()
