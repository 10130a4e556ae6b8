"""`bepusdt audit` and the audit of a running gateway: clean after a real payment, and each planted damage is named."""
import json
import shutil
import sqlite3

import pytest

from harness.gateway import Gateway
from harness.patience import eventually
from harness.scene import Scene


@pytest.fixture(scope="module")
def paid(tmp_path_factory):
    """One paid order and its merchant told; the gateway has stopped. (scene, order, transaction)"""
    scene = Scene(tmp_path_factory.mktemp("audited"))
    try:
        scene.gateway.start()
        order = scene.order()
        transaction = scene.pay(order)
        scene.finish(order)
        eventually(lambda: scene.gateway.data("callback", "list")[0]["state"] == "delivered", "the delivery is written down")
        scene.gateway.stop()
        yield scene, order, transaction
    finally:
        scene.close()


@pytest.fixture
def copy(paid, tmp_path):
    """A gateway on a copy of that database, not running: copy(damage) does SQL to it first."""
    made = []

    def of(damage=None, node_url=None):
        scene = paid[0]
        gateway = Gateway(tmp_path / f"copy-{len(made)}", node_url or scene.chain.url, {"audit": {"interval": 10}})
        made.append(gateway)
        for part in scene.gateway.folder.glob("gateway.db*"):
            if not part.name.endswith("lock"):
                shutil.copy(part, gateway.folder)
        if damage:
            change(gateway, damage)
        return gateway

    yield of
    for gateway in made:
        gateway.close()


def change(gateway, sql):
    connection = sqlite3.connect(gateway.database, timeout=10)
    with connection:
        connection.executescript(sql)
    connection.close()


def report(gateway, *arguments, status=0):
    """What --json prints, after the exit status was as expected."""
    text = gateway.run("audit", *arguments, "--json", status=status)
    return json.loads(text[:text.rindex("}") + 1])


def test_after_a_real_payment_the_database_is_clean_and_so_is_the_chain(copy):
    gateway = copy()
    said = report(gateway, "--chain")
    assert said["clean"] and said["violations"] == []
    assert (said["orders"], said["transfers"], said["callbacks"], said["chains"]) == (1, 1, 1, 1)
    assert said["asked_on_chain"] == 2 and said["cannot_reach"] == {}
    assert "0 violations" in gateway.run("audit")


def test_planted_damage_is_named_with_its_row_and_the_status_is_1(paid, copy):
    _, order, transaction = paid
    gateway = copy("UPDATE transfers SET gone = 1")
    said = report(gateway, status=1)
    assert not said["clean"] and said["count"] == 1
    assert {k: said["violations"][0][k] for k in ("invariant", "name", "table", "row")} == \
        {"invariant": 1, "name": "one_payment", "table": "orders", "row": order.trade_id}
    text = gateway.run("audit", status=1)
    assert f"1 orders {order.trade_id}: " in text and transaction in text


def test_two_live_reservations_of_one_amount_are_named(copy):
    gateway = copy("DROP INDEX quotes_offer; CREATE INDEX quotes_offer ON quotes (place, units, released_at); UPDATE quotes SET released_at = 0;"
                   "INSERT INTO quotes SELECT order_seq, 1, merchant_id, place, units, fiat, fiat_amount, rate, created_at, deadline, late_until,"
                   " held_until, 0 FROM quotes; UPDATE orders SET quote_count = 2")
    assert {v["name"] for v in report(gateway, status=1)["violations"]} == {"reservations_apart"}


def test_a_payment_in_another_block_than_the_chain_says_is_found_with_the_chain_only(copy):
    gateway = copy("UPDATE transfers SET block_height = block_height - 1, block_hash = block_parent")
    assert report(gateway)["clean"]
    assert [v["table"] for v in report(gateway, "--chain", status=1)["violations"]] == ["transfers"]


def test_a_payment_that_never_was_is_found_with_the_chain_only(copy):
    invented = "0x" + "ab" * 32
    gateway = copy(f"UPDATE callbacks SET body = replace(body, (SELECT hash FROM transfers), '{invented}');"
                   f"UPDATE orders SET payment_hash = '{invented}'; UPDATE transfers SET hash = '{invented}'")
    assert report(gateway)["clean"]
    assert "unknown, failed or something else" in gateway.run("audit", "--chain", status=1)


def test_a_node_that_cannot_be_reached_is_status_3_and_so_is_a_database_that_is_not_there(copy, tmp_path):
    assert "ethereum" in copy(node_url="http://127.0.0.1:9").run("audit", "--chain", status=3)
    empty = Gateway(tmp_path / "empty", "http://127.0.0.1:9")
    empty.run("audit", status=3)
    assert not empty.database.exists(), "an audit makes no database"


def test_a_flag_with_a_value_that_cannot_be_is_status_2(copy):
    copy().run("audit", "--audit-interval", "1", status=2)


def test_beside_a_running_gateway_it_is_clean_through_a_payment(scene):
    order = scene.order()
    assert report(scene.gateway)["clean"]
    scene.pay(order)
    scene.gateway.wait_for_state(order.trade_id, "confirming")
    assert report(scene.gateway, "--chain")["clean"]
    scene.finish(order)
    said = report(scene.gateway, "--chain")
    assert said["clean"] and said["orders"] == 1


def metric(gateway, line):
    return any(row.startswith(line) for row in gateway.http("GET", "/metrics")[2].splitlines())


def test_a_running_gateway_says_a_violation_once_as_an_error_and_counts_it(paid, copy):
    gateway = copy("UPDATE orders SET received = '1'").start()
    eventually(lambda: metric(gateway, 'bepusdt_invariant_violations_total{invariant="nothing_lost"} 1'), "it is counted")
    assert metric(gateway, 'bepusdt_invariant_violations_total{invariant="told_once"} 0')
    eventually(lambda: metric(gateway, 'bepusdt_audit_findings{invariant="nothing_lost"} 1'), "the last run's findings are shown")
    said = [line for line in gateway.log.splitlines() if "audit.violation" in line]
    assert len(said) == 1 and paid[1].trade_id in said[0] and "error" in said[0].lower()
    gateway.stop()
    gateway.start()
    eventually(lambda: gateway.log.count("audit.violation") == 2, "it is said again after a start")


def test_a_running_gateway_that_is_well_says_no_error_and_when_it_looked(copy):
    gateway = copy().start()
    eventually(lambda: metric(gateway, 'bepusdt_audit_findings{invariant="nothing_lost"} 0'), "a run has ended")
    eventually(lambda: metric(gateway, "bepusdt_audit_finished_seconds ") and not metric(gateway, "bepusdt_audit_finished_seconds 0"),
               "it is known when")
    assert "audit.violation" not in gateway.log
