"""The auditor against planted damage: after a real payment all is well, and each thing done to a copy is named."""
import shutil
import sqlite3

import pytest

from harness.auditor import Auditor, half_written
from harness.scene import Scene


@pytest.fixture(scope="module")
def paid(tmp_path_factory):
    """Two paid orders: (scene, what the shop knows, what was paid)."""
    scene = Scene(tmp_path_factory.mktemp("audited"))
    try:
        scene.gateway.start()
        answers = [scene.gateway.create(notify_url=scene.merchant.notify_url, amount=amount)["data"] for amount in (28.8, 36)]
        made = {answer["trade_id"]: answer for answer in answers}
        hashes = {}
        for answer, units in zip(answers, (4_000_000, 5_000_000)):
            hashes[answer["trade_id"]] = scene.chain.pay_token(scene.payer, answer["token"], units)
            scene.chain.mine(3)
            scene.merchant.wait_for(answer["trade_id"])
        scene.gateway.stop()
        yield scene, made, hashes
    finally:
        scene.close()


def audited(paid, folder, damage=None):
    scene, made, hashes = paid
    database = folder / "gateway.db"
    for part in scene.gateway.folder.glob("gateway.db*"):
        shutil.copy(part, folder)
    if damage:
        connection = sqlite3.connect(database)
        with connection:
            connection.execute(damage)
        connection.close()
    return half_written(database), Auditor(database, scene.chain).complaints(made, hashes, scene.merchant.callbacks)


def test_two_ordinary_payments_leave_nothing_to_complain_about(paid, tmp_path):
    assert audited(paid, tmp_path) == ([], [])


NEWEST = "seq = (SELECT max(seq) FROM {0})"


@pytest.mark.parametrize("damage", [
    f"UPDATE orders SET state = 1 WHERE {NEWEST.format('orders')}",
    f"UPDATE orders SET quote_count = 2 WHERE {NEWEST.format('orders')}",
    "UPDATE orders SET payment_hash = (SELECT min(payment_hash) FROM orders), payment_position = '0'",
    "DELETE FROM quotes WHERE order_seq = (SELECT max(seq) FROM orders)",
    f"DELETE FROM orders WHERE {NEWEST.format('orders')}",
    f"DELETE FROM transfers WHERE {NEWEST.format('transfers')}",
    f"UPDATE transfers SET status = 'seen', confirming = 0 WHERE {NEWEST.format('transfers')}",
    f"DELETE FROM callbacks WHERE {NEWEST.format('callbacks')}",
    f"DELETE FROM attempts WHERE {NEWEST.format('attempts')}",
    "UPDATE cursors SET head = block_height - 1",
    "UPDATE cursors SET block_height = block_height - 1, block_hash = block_parent",
    "UPDATE blocks SET parent = hash",
])
def test_what_a_crash_may_never_leave_behind_is_named_from_the_database_alone(paid, tmp_path, damage):
    assert audited(paid, tmp_path, damage)[0]


@pytest.mark.parametrize("damage", [
    "UPDATE transfers SET units = '4000001' WHERE seq = 1",
    "UPDATE transfers SET gone = 1 WHERE seq = 1",
    "UPDATE transfers SET block_height = block_height - 1 WHERE seq = 1",
    "INSERT INTO transfers SELECT 99, chain, hash, '1', merchant_id, trade_type, contract, from_address, to_address, units, block_height, "
    "block_hash, block_parent, block_time, first_block_time, seen_at, 'unmatched', 0, '', '', 0 FROM transfers WHERE seq = 1",
    "UPDATE quotes SET units = '4000001' WHERE order_seq = 1",
    "UPDATE orders SET order_id = (SELECT order_id FROM orders WHERE seq = 2) WHERE seq = 1",
    "UPDATE orders SET received = '1' WHERE seq = 1",
    "UPDATE orders SET reversed = 1 WHERE seq = 1",
    "UPDATE callbacks SET event_id = 'another' WHERE seq = 1",
    "UPDATE callbacks SET body = replace(body, '28.8', '28.9') WHERE seq = 1",
    "UPDATE callbacks SET state = 'dead' WHERE seq = 1",
    "UPDATE cursors SET block_hash = block_parent",
    "INSERT INTO gaps VALUES (1, '', 'ethereum', 2, 3, 'idle', 0)",
])
def test_what_does_not_agree_with_the_node_the_shop_or_the_merchant_is_named(paid, tmp_path, damage):
    assert audited(paid, tmp_path, damage)[1]
