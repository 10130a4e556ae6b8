"""The machine's clock is set while the gateway runs, by seconds and by an hour, forwards and backwards: nothing is paid twice,
lost or told wrongly, and what was open goes on."""
import pytest
from bepusdt.exceptions import ServerError

from harness.auditor import Auditor, connect, half_written
from harness.gateway import binary
from harness.merchant import reply
from harness.patience import eventually
from harness.stepping_clock import SteppingClock

HOUR = 3600
TOLERATED = 60  # seconds that a block's stamp may lie before the order: contract part 1 §3


@pytest.fixture
def clock(tmp_path):
    made = SteppingClock(tmp_path, binary())
    if made.why_not:
        pytest.skip(made.why_not)
    return made


@pytest.fixture
def scene(stage, clock):
    made = stage({"rate": {"poll": 10}, "audit": {"interval": 10}})
    made.gateway.start(settings=clock.environment)
    return made


def sound(scene, orders):
    """Each paid once by its own transaction, told once, live amounts apart, and the gateway's own audit has nothing to say."""
    told = {callback.body["trade_id"]: callback.body["block_transaction_id"] for callback in scene.merchant.callbacks}
    assert {trade_id: told.get(trade_id) for trade_id in orders} == orders
    assert half_written(scene.gateway.database) == []
    rows = connect(scene.gateway.database).execute("SELECT trade_id, payment_hash FROM orders WHERE state = 2").fetchall()
    assert {row["trade_id"]: row["payment_hash"] for row in rows} == orders
    assert list(Auditor(scene.gateway.database, scene.chain).ledger()) == []
    assert "0 violations" in scene.gateway.run("audit")
    assert "audit.violation" not in scene.gateway.log and scene.gateway.running


def pay(scene, order, orders):
    orders[order.trade_id] = scene.pay(order)
    return order


def order_once_taken(scene):
    """After a step backwards the price at hand is from the future, and orders are refused until it is fetched anew."""
    def taken():
        try:
            return scene.order()
        except ServerError as refused:
            assert refused.status_code == 503
            eventually(lambda: "error=rate_unavailable" in scene.gateway.log, "the log names the reason")
            return None
    return eventually(taken, "orders are taken", within=20, every=0.2)


def test_steps_of_seconds_in_every_moment_of_an_order_change_nothing(scene, clock):
    orders = {}
    for step in (+5, -5, -20, +20, +30, -30, -45, +45):
        clock.step(step)
        first, second = scene.order(), scene.order()
        pay(scene, first, orders)
        clock.step(-step)
        scene.gateway.wait_for_state(first.trade_id, "confirming")
        clock.step(step)
        pay(scene, second, orders)
        scene.finish(first)
        scene.finish(second)
    assert abs(clock.ahead) < TOLERATED
    sound(scene, orders)
    assert len(scene.merchant.callbacks) == len(orders)
    scene.gateway.stop()


def test_an_order_that_a_step_forwards_expired_is_paid_by_a_payment_in_time(scene, clock):
    orders = {}
    seen, open_ = scene.order(), scene.order()
    pay(scene, seen, orders)
    scene.gateway.wait_for_state(seen.trade_id, "confirming")
    clock.step(HOUR)
    scene.gateway.wait_for_state(open_.trade_id, "expired")
    assert scene.gateway.state(seen.trade_id) == "confirming", "what was seen does not expire"
    pay(scene, open_, orders)
    scene.finish(seen)
    scene.finish(open_)
    sound(scene, orders)


def test_after_a_step_back_by_an_hour_old_and_new_orders_are_paid_and_told(scene, clock):
    orders = {}
    seen, open_ = scene.order(), scene.order()
    pay(scene, seen, orders)
    scene.gateway.wait_for_state(seen.trade_id, "confirming")
    clock.step(-HOUR)
    new = order_once_taken(scene)
    assert len({order.actual_amount for order in (seen, open_, new)}) == 3
    pay(scene, open_, orders)
    pay(scene, new, orders)
    for order in (seen, open_, new):
        scene.finish(order)
    sound(scene, orders)


def test_a_callback_that_failed_before_a_step_forwards_is_sent_again_by_the_new_time(scene, clock):
    orders = {}
    first, second = scene.order(), scene.order()
    scene.merchant.answer_next(reply(500, "not now"))
    pay(scene, first, orders)
    scene.finish(first)
    eventually(lambda: scene.gateway.query(first.trade_id)["callbacks"][0]["deliveries"], "the failure is recorded")
    clock.step(HOUR)
    pay(scene, second, orders)
    scene.finish(second)  # its callback wakes who delivers
    failed, again = scene.merchant.wait_for(first.trade_id, 2)
    assert failed.raw == again.raw
    sound(scene, orders)


def test_a_step_forwards_sets_no_amount_free_for_which_a_payment_may_still_come(stage, clock):
    scene = stage({"order": {"grace": 0}, "audit": {"interval": 10}})
    scene.gateway.start(settings=clock.environment)
    first, orders = scene.order(), {}
    clock.step(HOUR)
    scene.gateway.wait_for_state(first.trade_id, "expired")
    assert scene.order().actual_amount != first.actual_amount, "by the chain's time its window is open"
    pay(scene, first, orders)
    scene.finish(first)
    sound(scene, orders)


def test_a_payment_that_seems_older_than_its_order_is_kept_for_the_operator(scene, clock):
    """The gateway's clock is an hour ahead of the chain's: by the rule no such payment is the order's, and yet it is not lost."""
    clock.step(HOUR)
    order, orders = scene.order(), {}
    eventually(lambda: "chain.started" in scene.gateway.log, "the chain is read")
    pay(scene, order, orders)
    scene.chain.mine(3)
    kept, = eventually(lambda: scene.gateway.data("transfer", "list"), "it is kept")
    assert kept["reason"] == "no_order", kept
    clock.step(-HOUR)
    scene.gateway.run("transfer", "assign", orders[order.trade_id], order.trade_id)
    scene.finish(order)
    sound(scene, orders)
