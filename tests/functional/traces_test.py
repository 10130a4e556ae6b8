"""Ether that a contract pays, on a real EVM node: seen where the endpoint is marked with traces, once, and only if it was not undone."""
import sqlite3

import pytest
from bepusdt import OrderStatus

from harness.evm import Contract

FORWARDER = Contract("Forwarder")
PRICE = 100  # CNY: 0.005 ETH


@pytest.fixture
def traced(stage):
    """A scene whose one endpoint is marked, its gateway not yet running."""
    made = stage()
    mark(made, True)
    made.forwarder = made.chain.deploy(FORWARDER)
    return made


def mark(scene, traces):
    scene.gateway.write_config(chain={"ethereum": {"endpoints": [{"url": scene.chain.url, "traces": traces}]}})


def forward(scene, function, order, *more):
    """Pays an order through the contract; the transaction's hash."""
    return scene.chain.send(scene.payer, scene.forwarder, FORWARDER.call(function, order.token, *more), scene.due(order)[1])


def positions(scene):
    """Of all transfers that the gateway has recorded."""
    connection = sqlite3.connect(scene.gateway.database, timeout=10)
    try:
        return [row[0] for row in connection.execute("SELECT position FROM transfers ORDER BY seq")]
    finally:
        connection.close()


@pytest.mark.parametrize("function, more, position", [
    ("forward", [1], "t0"),
    ("forwardDeep", [], "t0.0"),
    ("forwardByEnding", [], "t0.0"),
])
def test_ether_that_a_contract_pays_pays_the_order(traced, function, more, position):
    traced.gateway.start()
    order = traced.order(amount=PRICE, trade_type="ethereum.eth")
    transaction = forward(traced, function, order, *more)
    callback = traced.finish(order)
    assert callback.body["block_transaction_id"] == transaction
    assert positions(traced) == [position]


def test_what_a_contract_paid_and_took_back_pays_nothing(traced):
    traced.gateway.start()
    order = traced.order(amount=PRICE, trade_type="ethereum.eth")
    forward(traced, "forwardInVain", order)
    traced.chain.mine(5)
    assert passes_by(traced)
    assert traced.client.query_order(order.trade_id).status == OrderStatus.WAITING


def passes_by(scene):
    """Once a later payment went all the way, everything below it has been read."""
    order = scene.order(amount=720)
    scene.pay(order)
    return scene.finish(order)


def test_a_payment_by_a_contract_that_is_mined_again_elsewhere_pays_once(traced):
    traced.gateway.start()
    order = traced.order(amount=PRICE, trade_type="ethereum.eth")
    transaction = forward(traced, "forwardDeep", order)
    traced.gateway.wait_for_state(order.trade_id, "confirming")
    raw = traced.chain.raw(transaction)
    traced.chain.mine(1)
    traced.chain.reorganise(2, [(raw, 1)])
    callback = traced.finish(order)
    assert callback.body["block_transaction_id"] == transaction
    assert len(traced.merchant.callbacks) == 1


def test_without_the_mark_it_is_not_seen(traced):
    mark(traced, False)
    traced.gateway.start()
    order = traced.order(amount=PRICE, trade_type="ethereum.eth")
    forward(traced, "forward", order, 1)
    traced.chain.mine(3)
    assert passes_by(traced)
    assert traced.client.query_order(order.trade_id).status == OrderStatus.WAITING
