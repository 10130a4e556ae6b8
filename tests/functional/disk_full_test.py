"""The file system of the database is full: what was acknowledged stays, nothing new is, and room alone mends it."""
import itertools
import json
import shutil

import pytest
from bepusdt.signature import generate_signature

from harness.auditor import Auditor, connect, half_written
from harness.gateway import TOKEN
from harness.patience import eventually
from harness.small_disk import SmallDisk

ROUNDS = 2
CANNOT_REACH = 3  # docs: exit status when the database cannot be had


@pytest.fixture
def disk(tmp_path):
    if missing := [program for program in ("unshare", "nsenter", "mount") if not shutil.which(program)]:
        pytest.skip(f"a file system of the test's own needs {', '.join(missing)}")
    made = SmallDisk(tmp_path / "disk")
    if made.why_not:
        made.close()
        pytest.skip(f"no file system of the test's own: {made.why_not}")
    yield made
    made.close()


@pytest.fixture
def scene(stage, disk):
    made = stage({"database": f"sqlite:{disk.inside / 'gateway.db'}", "language": "en"})
    made.gateway.prefix = disk.prefix
    yield made
    made.gateway.close()  # before its disk goes


@pytest.fixture
def database(disk, tmp_path):
    """The database as it is on the disk now, copied to where there is room: SQLite itself cannot be pointed into another
    namespace. The log after the file, which does not change as long as the log is as short as here."""
    numbers = itertools.count()

    def copied():
        folder = tmp_path / f"copy-{next(numbers)}"
        folder.mkdir()
        for part in ("gateway.db", "gateway.db-wal"):
            shutil.copy(disk.outside / part, folder)
        return folder / "gateway.db"

    return copied


def asked(scene, number):
    """A request for an order: (HTTP status, the answer)."""
    fields = {"order_id": number, "amount": 36, "notify_url": scene.merchant.notify_url, "trade_type": "usdt.erc20"}
    signed = {**fields, "signature": generate_signature(fields, TOKEN)}
    status, _, text = scene.gateway.http("POST", "/api/v1/order/create-transaction", json.dumps(signed), {"Content-Type": "application/json"})
    return status, json.loads(text)


def store_of(scene):
    status, _, text = scene.gateway.http("GET", "/readyz")
    return status, json.loads(text)["store"]


def fill(scene, disk, made):
    """Fills the disk and what the log still has of its own; made: gets the orders that found room in it."""
    disk.fill()

    def refused():
        number = f"order-{len(made)}"
        status, answer = asked(scene, number)
        if status == 200:
            made[number] = answer["data"]["trade_id"]
            return False
        assert (status, answer["error"]) == (503, "unavailable"), answer
        return True

    eventually(refused, "no order is taken any more", within=20)
    eventually(lambda: store_of(scene) == (503, "not writable"), "/readyz says so", within=20)


def test_a_full_disk_refuses_orders_keeps_what_was_promised_and_goes_on_once_there_is_room(scene, disk, database):
    gateway = scene.gateway.start()
    made = {}
    for round_ in range(ROUNDS):
        before = scene.order()
        fill(scene, disk, made)
        refused = f"order-{len(made)}"
        transaction = scene.pay(before)
        scene.chain.mine(3)
        failures = gateway.log.count("store_failed")
        eventually(lambda: gateway.log.count("store_failed") > failures, "a step meets the full disk")
        assert asked(scene, refused)[0] == 503
        assert gateway.http("GET", "/healthz")[0] == 200
        assert gateway.state(before.trade_id) in ("waiting", "confirming"), "it is read, and nothing is told that was not committed"
        assert scene.merchant.callbacks_of(before.trade_id) == []
        assert half_written(database()) == []
        disk.make_room()
        callback, = scene.merchant.wait_for(before.trade_id)
        assert callback.body["block_transaction_id"] == transaction
        gateway.wait_for("/readyz")
        status, answer = asked(scene, refused)  # the shop repeats what was refused
        assert status == 200, answer
        made[refused] = answer["data"]["trade_id"]
    left = database()
    numbers = [row[0] for row in connect(left).execute("SELECT order_id FROM orders WHERE order_id LIKE 'order-%'")]
    assert sorted(numbers) == sorted(made), "each exactly once"
    assert list(Auditor(left, scene.chain).ledger()) == [] and half_written(left) == []
    assert "0 violations" in gateway.run("audit")
    gateway.stop()


def test_killed_and_started_on_a_full_disk_it_loses_nothing_and_goes_on_once_there_is_room(scene, disk, database):
    gateway = scene.gateway.start()
    order, made = scene.order(), {}
    transaction = scene.pay(order)
    gateway.wait_for_state(order.trade_id, "confirming")
    fill(scene, disk, made)
    gateway.kill()
    gateway.start(until="/healthz")  # what there is can be read and shown, so it serves
    eventually(lambda: store_of(scene) == (503, "not writable"), "/readyz says what it cannot do")
    disk.make_room()
    assert scene.finish(order).body["block_transaction_id"] == transaction
    assert half_written(database()) == []
    assert {gateway.state(trade_id) for trade_id in made.values()} <= {"waiting"}


def test_a_start_on_a_full_disk_ends_with_a_sentence_and_leaves_no_obstacle(scene, disk):
    disk.fill()
    scene.gateway.start(until=None)
    assert scene.gateway.wait() == CANNOT_REACH, scene.gateway.log_tail()
    assert "disk is full" in scene.gateway.log and str(disk.inside / "gateway.db") in scene.gateway.log
    disk.make_room()
    scene.gateway.start()
    order = scene.order()
    scene.pay(order)
    scene.finish(order)
