"""The node takes blocks back (anvil_reorg) after the gateway has seen a payment in them and before they are final."""
import pytest

from harness.anvil import PLAY_TOKEN
from harness.evm import USDT

DEPTH = 3  # the payment's block and two on top of it


@pytest.fixture
def scene(stage):
    made = stage({"chain": {"ethereum": {"finality": 8}}})
    made.gateway.start()
    return made


def seen_payment(scene, **fields):
    """An order whose payment was seen; (order, hash, its signed bytes)."""
    order = scene.order(**fields)
    transaction = scene.pay(order)
    scene.chain.mine(DEPTH - 1)
    scene.gateway.wait_for_state(order.trade_id, "confirming")
    return order, transaction, scene.chain.raw(transaction)


def another(scene, function, *arguments):
    """A transaction of somebody else, for a new block."""
    return {"from": scene.chain.accounts[9], "to": USDT, "data": PLAY_TOKEN.call(function, *arguments), "gas": hex(200_000)}


def finish_once(scene, order, transaction):
    """Paid by this transaction, told once, consumed once."""
    scene.chain.mine(10)
    scene.gateway.wait_for_state(order.trade_id, "paid")
    callback, = scene.merchant.wait_for(order.trade_id)
    assert callback.body["block_transaction_id"] == transaction
    payments = [row for row in scene.gateway.query(order.trade_id)["payments"] if row["status"] == "matched" and not row["gone"]]
    assert [row["block_transaction_id"] for row in payments] == [transaction]
    assert scene.merchant.callbacks_of(order.trade_id) == [callback]


@pytest.mark.parametrize("trade_type, amount", [("usdt.erc20", 28.8), ("ethereum.eth", 100)])
def test_a_payment_that_disappears_leaves_the_order_waiting_and_payable_again(scene, trade_type, amount):
    order, _, _ = seen_payment(scene, trade_type=trade_type, amount=amount)
    scene.chain.reorganise(DEPTH)
    scene.gateway.wait_for_state(order.trade_id, "waiting")
    assert scene.merchant.callbacks == []
    finish_once(scene, order, scene.pay(order))


def test_a_payment_that_comes_back_in_another_block_at_another_log_index_pays_once(scene):
    order, transaction, raw = seen_payment(scene)
    before = scene.chain.transfers_to(order.token)[0]
    scene.chain.reorganise(DEPTH, [(another(scene, "mint", scene.chain.accounts[8], 1), 1), (raw, 1)])
    after = scene.chain.transfers_to(order.token)[0]
    assert (after["block"], before["index"], after["index"]) == (before["block"] + 1, 0, 1), "the stage did as told"
    scene.chain.mine(1)
    finish_once(scene, order, transaction)


def test_a_payment_that_comes_back_long_after_it_disappeared_pays_once(scene):
    order, transaction, raw = seen_payment(scene)
    scene.chain.reorganise(DEPTH)
    scene.gateway.wait_for_state(order.trade_id, "waiting")
    scene.chain.mine(2)
    scene.chain.rpc("eth_sendRawTransaction", raw)
    finish_once(scene, order, transaction)


def test_a_payment_that_fails_in_its_new_block_does_not_pay_and_the_order_can_be_paid_again(scene):
    order, transaction, raw = seen_payment(scene)
    scene.chain.reorganise(DEPTH, [(another(scene, "freeze", scene.payer, True), 0), (raw, 0)])
    assert scene.chain.receipt(transaction)["status"] == "0x0", "the stage did as told"
    scene.gateway.wait_for_state(order.trade_id, "waiting")
    friend = scene.chain.accounts[4]
    scene.chain.mint(friend, 10**12)
    finish_once(scene, order, scene.pay(order, sender=friend))


def test_a_reorganisation_while_the_gateway_is_down_is_noticed_at_its_next_start(scene):
    order, _, _ = seen_payment(scene)
    scene.gateway.kill()
    scene.chain.reorganise(DEPTH)
    scene.chain.mine(2)
    scene.gateway.start()
    scene.gateway.wait_for_state(order.trade_id, "waiting")
    finish_once(scene, order, scene.pay(order))


def test_a_reorganisation_that_leaves_the_payment_where_it_was_changes_nothing(scene):
    order, transaction, _ = seen_payment(scene)
    scene.chain.reorganise(DEPTH - 1)
    finish_once(scene, order, transaction)
