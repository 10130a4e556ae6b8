"""One payment, end to end: the PyPI client asks, somebody pays on a real EVM node, the gateway sees, waits and calls back."""
import hashlib
import hmac

import pytest
from bepusdt import OrderStatus
from bepusdt.exceptions import APIError

from harness.anvil import Anvil, FAKE_TOKEN, PAYOUT, PLAY_TOKEN
from harness.evm import USDT
from harness.gateway import SECOND_WALLET, TOKEN, WALLET

STEP = 10_000  # 0.01 USDT


def pays_and_is_told(scene, order, fiat_amount):
    """From an unpaid order to the verified callback; the merchant's program believes what it then reads."""
    assert scene.client.query_order(order.trade_id).status == OrderStatus.WAITING
    transaction = scene.pay(order)
    scene.gateway.wait_for_state(order.trade_id, "confirming")
    assert scene.client.query_order(order.trade_id).status == OrderStatus.WAITING
    assert scene.merchant.callbacks == [], "nobody is told before the payment is final"
    callback = scene.finish(order)
    assert scene.client.verify_callback(callback.body)
    assert set(callback.body) == {"trade_id", "order_id", "amount", "actual_amount", "token", "block_transaction_id", "status", "signature"}
    assert callback.body["order_id"] == order.order_id and callback.body["amount"] == fiat_amount
    assert callback.body["status"] == OrderStatus.SUCCESS and callback.body["block_transaction_id"] == transaction
    assert callback.body["actual_amount"] == scene.gateway.query(order.trade_id)["actual_amount"]
    seen = scene.client.query_order(order.trade_id)
    assert (seen.status, seen.block_transaction_id) == (OrderStatus.SUCCESS, transaction)
    return callback


def passed_by(scene):
    """Returns once the gateway has read everything that is on the chain now: a later payment went all the way."""
    order = scene.order(amount=720)
    scene.pay(order)
    scene.finish(order)


def test_the_pypi_client_is_paid_in_usdt_and_believes_the_callback(scene):
    order = scene.order(amount=28.8)
    assert (order.amount, order.actual_amount, order.token, order.fiat) == (28.8, 4.0, WALLET, "CNY")
    assert 1190 <= order.expiration_time <= 1200
    callback = pays_and_is_told(scene, order, 28.8)
    stamp, signature = (part.split("=")[1] for part in callback.headers["X-Bepusdt-Signature"].split(","))
    expected = hmac.new(TOKEN.encode(), stamp.encode() + b"." + callback.raw, hashlib.sha256).hexdigest()
    assert signature == expected and callback.headers["X-Bepusdt-Attempt"] == "1"


def test_the_pypi_client_is_paid_in_ether_and_believes_the_callback(scene):
    order = scene.order(amount=100, trade_type="ethereum.eth")
    assert (order.amount, order.actual_amount) == (100, 0.005)
    pays_and_is_told(scene, order, 100)


def test_ether_sent_with_call_data_pays_too(scene):
    order = scene.order(amount=100, trade_type="ethereum.eth")
    scene.chain.send(scene.payer, order.token, data="0xc0ffee", value=scene.due(order)[1])
    scene.finish(order)


def test_a_payment_one_step_off_stays_unmatched_and_visible_and_the_right_one_still_pays(scene):
    order = scene.order(amount=28.8)
    below, above = scene.pay(order, off_by=-STEP), scene.pay(order, off_by=STEP)
    passed_by(scene)
    assert scene.gateway.state(order.trade_id) == "waiting"
    shown = {row["hash"]: row for row in scene.gateway.data("transfer", "list")}
    assert (shown[below]["amount"], shown[above]["amount"]) == ("3.99", "4.01")
    assert shown[below]["status"] == shown[above]["status"] == "unmatched"
    scene.pay(order)
    scene.finish(order)
    assert {row["hash"] for row in scene.gateway.data("transfer", "list")} >= {below, above}


def test_two_orders_of_one_price_get_different_amounts_and_each_payment_pays_its_own(scene):
    first, second = scene.order(amount=28.8), scene.order(amount=28.8)
    assert (first.token, second.token) == (WALLET, WALLET) and first.actual_amount == 4.0 and second.actual_amount == 4.01
    scene.pay(second)
    scene.finish(second)
    assert scene.gateway.state(first.trade_id) == "waiting"
    scene.pay(first)
    scene.finish(first)


def test_a_second_wallet_takes_the_next_order_of_the_same_price_at_the_same_amount(stage):
    scene = stage({"wallet": [{"address": WALLET, "trade_types": ["usdt.erc20"]}, {"address": SECOND_WALLET, "trade_types": ["usdt.erc20"]}]})
    scene.gateway.start()
    orders = [scene.order(amount=28.8) for _ in range(3)]
    assert len({(order.token, order.actual_amount) for order in orders}) == 3
    assert sorted(order.actual_amount for order in orders) == [4.0, 4.0, 4.01]


def test_a_failed_transaction_does_not_pay(scene):
    order = scene.order()
    scene.chain.send(scene.chain.accounts[9], USDT, PLAY_TOKEN.call("freeze", scene.payer, True))
    failed = scene.pay(order)
    assert scene.chain.receipt(failed)["status"] == "0x0"
    scene.chain.send(scene.chain.accounts[9], USDT, PLAY_TOKEN.call("freeze", scene.payer, False))
    passed_by(scene)
    assert scene.gateway.state(order.trade_id) == "waiting"
    assert failed not in str(scene.gateway.query(order.trade_id))
    scene.pay(order)
    scene.finish(order)


def test_a_failed_transaction_with_ether_does_not_pay(scene):
    order = scene.order(amount=100, trade_type="ethereum.eth")
    reverting = "0x60006000fd"  # REVERT at once: the value that comes with the call goes back
    scene.chain.put_code(order.token, reverting)
    failed = scene.pay(order)
    assert scene.chain.receipt(failed)["status"] == "0x0"
    scene.chain.put_code(order.token, "0x")
    passed_by(scene)
    assert scene.gateway.state(order.trade_id) == "waiting"
    scene.pay(order)
    scene.finish(order)


def test_a_token_that_calls_itself_usdt_does_not_pay(scene):
    order = scene.order()
    fake = scene.chain.deploy(FAKE_TOKEN)
    _, units = scene.due(order)
    scene.chain.pay_token(scene.payer, order.token, units, token=fake)
    scene.chain.send(scene.payer, fake, FAKE_TOKEN.call("pretend", scene.chain.accounts[3], order.token, units))
    passed_by(scene)
    assert scene.gateway.state(order.trade_id) == "waiting"
    assert scene.gateway.data("transfer", "list") == []


def test_a_contract_that_pays_out_pays(scene):
    order, other = scene.order(), scene.order(amount=72)
    payout = scene.chain.deploy(PAYOUT)
    scene.chain.mint(payout, 10**12)
    receivers, values = [scene.chain.accounts[5], order.token, other.token], [1, scene.due(order)[1], scene.due(other)[1]]
    transaction = scene.chain.send(scene.payer, payout, PAYOUT.call("pay", USDT, receivers, values))
    assert scene.finish(order).body["block_transaction_id"] == transaction
    assert scene.finish(other).body["block_transaction_id"] == transaction


def test_equal_transfers_within_one_transaction_are_transfers_of_their_own_and_one_of_them_pays(scene):
    order = scene.order()
    payout = scene.chain.deploy(PAYOUT)
    scene.chain.mint(payout, 10**12)
    scene.chain.send(scene.payer, payout, PAYOUT.call("payRepeatedly", USDT, order.token, scene.due(order)[1], 3))
    scene.finish(order)
    assert [row["status"] for row in scene.gateway.data("transfer", "list")] == ["unmatched", "unmatched"]
    assert len(scene.merchant.callbacks_of(order.trade_id)) == 1


def test_a_second_equal_payment_is_kept_as_unmatched_and_not_swallowed(scene):
    order = scene.order()
    scene.pay(order)
    scene.gateway.wait_for_state(order.trade_id, "confirming")
    second = scene.pay(order)
    scene.finish(order)
    assert [(row["hash"], row["reason"]) for row in scene.gateway.data("transfer", "list")] == [(second, "already_paid")]


def test_a_cancelled_order_is_not_paid_by_a_later_payment(scene):
    order = scene.order()
    assert scene.client.cancel_order(order.trade_id)["trade_id"] == order.trade_id
    assert scene.client.cancel_order(order.trade_id)["trade_id"] == order.trade_id, "cancelling twice is no error"
    assert scene.client.query_order(order.trade_id).status == OrderStatus.TIMEOUT
    scene.chain.rpc("evm_increaseTime", 5)  # mined after the cancel for certain: block stamps are whole seconds
    late = scene.pay(order)
    passed_by(scene)
    assert scene.gateway.state(order.trade_id) == "cancelled"
    assert [(row["hash"], row["reason"]) for row in scene.gateway.data("transfer", "list")] == [(late, "after_cancel")]


def test_a_repeat_of_the_same_order_number_is_the_same_order_and_a_paid_one_is_returned_as_it_is(scene):
    first = scene.order(order_id="again-1", amount=28.8)
    assert scene.order(order_id="again-1", amount=28.8).trade_id == first.trade_id
    rebuilt = scene.order(order_id="again-1", amount=72)
    assert (rebuilt.trade_id, rebuilt.actual_amount) == (first.trade_id, 10.0)
    scene.pay(rebuilt)
    scene.finish(rebuilt)
    paid = scene.order(order_id="again-1", amount=999)
    assert (paid.trade_id, paid.actual_amount) == (first.trade_id, 10.0)
    assert len(scene.merchant.callbacks) == 1


def test_amounts_above_a_million_from_the_pypi_client_are_accepted(scene):
    order = scene.order(amount=1234567.89)
    assert (order.amount, order.actual_amount) == (1234567.89, 171467.76)
    pays_and_is_told(scene, order, 1234567.89)


def test_an_unknown_order_is_named_so_that_the_pypi_client_understands_it(scene):
    with pytest.raises(APIError, match="订单不存在"):
        scene.client.query_order("a" * 18)


def test_a_payment_mined_in_the_seconds_after_a_start_is_found(stage):
    scene = stage()
    scene.chain.mine(20)
    scene.gateway.start(until="/healthz")
    order = scene.order()
    scene.pay(order)
    scene.finish(order)


def test_an_order_made_while_the_node_is_away_is_paid_when_it_comes_back(stage, tmp_path):
    scene = stage()
    scene.chain.close()
    scene.gateway.start(until="/healthz")
    scene.gateway.wait_for("/readyz", status=503)  # before anybody needs the chain
    order = scene.order()
    scene.gateway.wait_for("/readyz", status=503)
    assert "ethereum" in scene.gateway.http("GET", "/readyz")[2]
    scene.chain = Anvil(tmp_path / "again", port=scene.chain.port)
    scene.chain.mint(scene.payer, 10**15)
    scene.pay(order)
    scene.finish(order, within=60)
