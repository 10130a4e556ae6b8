"""What a merchant's endpoint may answer, and what the gateway makes of it. The two minutes before a retry are not waited
for: the operator sends again."""
import pytest

from harness.merchant import Gate, Merchant, redirect, reply, reset
from harness.patience import eventually


def paid_order(scene):
    """An order that is paid; its callback may have failed."""
    order = scene.order()
    scene.pay(order)
    scene.chain.mine(3)
    scene.gateway.wait_for_state(order.trade_id, "paid")
    return order


def callback_of(scene, order):
    callback, = scene.gateway.query(order.trade_id)["callbacks"]
    return callback


def failed_attempt(scene, order, within=10):
    """The first attempt, once its failure is on record."""
    return eventually(lambda: callback_of(scene, order)["deliveries"], "the first attempt is recorded", within)[0]


def resend(scene, order):
    scene.gateway.run("callback", "resend", callback_of(scene, order)["event_id"])


@pytest.mark.parametrize("behaviour, http_status, reason", [
    (reply(500, "broken"), 500, "500"),
    (reply(404, "nothing here"), 404, "404"),
    (reply(201, "ok"), 201, "201"),
    (reply(200, "fail"), 200, "fail"),
    (reply(200, "not ok"), 200, "not ok"),
    (reply(200, ""), 200, ""),
    (reply(200, '{"status":"failed"}'), 200, "failed"),
    (reset, 0, ""),
], ids=["500", "404", "201", "200-fail", "200-substring", "200-empty", "200-json-failed", "reset"])
def test_an_answer_that_does_not_accept_is_a_failed_attempt_and_sending_again_delivers(scene, behaviour, http_status, reason):
    scene.merchant.answer_next(behaviour)
    order = paid_order(scene)
    attempt = failed_attempt(scene, order)
    assert (attempt["number"], attempt["http_status"]) == (1, http_status) and attempt["reason"]
    assert reason in attempt["reason"] + attempt["answer"]
    assert callback_of(scene, order)["state"] == "pending", "due again in two minutes"
    assert len(scene.merchant.callbacks) == 1
    resend(scene, order)
    first, second = scene.merchant.wait_for(order.trade_id, 2)
    assert first.raw == second.raw and first.headers["X-Bepusdt-Event"] == second.headers["X-Bepusdt-Event"]
    assert second.headers["X-Bepusdt-Attempt"] == "2"
    eventually(lambda: callback_of(scene, order)["state"] == "delivered", "the second attempt delivers")


@pytest.mark.parametrize("text", ["ok", "OK", " success \n", '"ok"', "\ufeffok", '{"status":"success"}'])
def test_every_accepting_answer_delivers(scene, text):
    scene.merchant.answer_next(reply(200, text))
    order = paid_order(scene)
    eventually(lambda: callback_of(scene, order)["state"] == "delivered", "it is delivered")
    assert len(scene.merchant.callbacks) == 1


def test_a_redirect_is_not_followed_and_the_reason_names_the_new_place(scene):
    elsewhere = f"{scene.merchant.url}/elsewhere"
    scene.merchant.answer_next(redirect(elsewhere))
    order = paid_order(scene)
    attempt = failed_attempt(scene, order)
    assert attempt["http_status"] == 302 and elsewhere in attempt["reason"]
    assert [callback.path for callback in scene.merchant.callbacks] == ["/notify"]


def test_a_merchant_that_processes_and_then_times_out_gets_the_same_event_again(scene):
    gate = Gate()
    scene.merchant.answer_next(gate)
    order = paid_order(scene)
    attempt = failed_attempt(scene, order, within=20)
    assert attempt["http_status"] == 0
    resend(scene, order)
    first, second = scene.merchant.wait_for(order.trade_id, 2)
    assert first.headers["X-Bepusdt-Event"] == second.headers["X-Bepusdt-Event"] and first.raw == second.raw
    gate.open()


def test_a_merchant_that_is_not_there_costs_an_attempt_and_nothing_else(stage):
    scene = stage()
    scene.gateway.start()
    notify_url, scene.merchant.notify_url = scene.merchant.notify_url, "http://127.0.0.1:1/notify"
    order = paid_order(scene)
    assert failed_attempt(scene, order)["http_status"] == 0
    scene.merchant.notify_url = notify_url
    other = paid_order(scene)
    scene.merchant.wait_for(other.trade_id)


def test_a_slow_merchant_does_not_keep_another_waiting(scene):
    slow = Merchant()
    gates = [Gate() for _ in range(6)]
    slow.answer_next(*gates)
    quick, scene.merchant = scene.merchant, slow
    for _ in gates:
        paid_order(scene)
    eventually(lambda: sum(gate.arrived.is_set() for gate in gates) >= 4, "four at once go to one host")
    scene.merchant = quick
    order = paid_order(scene)
    quick.wait_for(order.trade_id, within=5)
    assert sum(gate.arrived.is_set() for gate in gates) == 4, "and not more than four"
    for gate in gates:
        gate.open()
    slow.close()


def test_callbacks_to_loopback_are_refused_when_private_targets_are_not_allowed(stage):
    scene = stage({"callback": {"allow_private": False}})
    scene.gateway.start()
    answer = scene.gateway.create(notify_url=scene.merchant.notify_url)
    assert (answer["status_code"], answer["error"]) == (400, "callback_url_forbidden")
    port = scene.merchant.url.rsplit(":", 1)[1]
    answer = scene.gateway.create(notify_url=f"http://localhost:{port}/notify")  # names are judged when they are dialled
    assert answer["status_code"] == 200
    trade_id = answer["data"]["trade_id"]
    scene.chain.pay_token(scene.payer, answer["data"]["token"], 4_000_000)
    scene.chain.mine(3)
    attempt = eventually(lambda: [a for c in scene.gateway.query(trade_id)["callbacks"] for a in c["deliveries"]], "it was tried")[0]
    assert attempt["http_status"] == 0 and attempt["reason"]
    assert scene.merchant.callbacks == []
