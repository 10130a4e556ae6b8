"""A payment on Aptos, end to end: the binary reads a fullnode's REST API, sees, credits and calls back."""
from decimal import Decimal

import pytest

from harness.aptos import USDC, AptosNode, account, event, primary_store
from harness.gateway import Gateway
from harness.patience import eventually

WALLET = account(1)
PAYER = account(50)


@pytest.fixture
def aptos():
    node = AptosNode()
    yield node
    node.close()
    assert node.complaints == []


@pytest.fixture
def make_gateway(tmp_path):
    made = []

    def make(*urls, until="/readyz"):
        made.append(Gateway(tmp_path / "aptos", "http://127.0.0.1:9", {
            "rate": {"source": "fixed", "fixed": {"USDT.CNY": "7.2", "USDC.CNY": "7.2"}},
            "chain": {"ethereum": {"endpoints": []}, "aptos": {"endpoints": list(urls), "poll": 0.2}},
            "wallet": [{"address": WALLET, "trade_types": ["usdt.aptos", "usdc.aptos"]}]}))
        return made[-1].start(until)

    yield make
    for gateway in made:
        gateway.close()


@pytest.fixture
def gateway(aptos, make_gateway):
    return make_gateway(aptos.url)


def order_of(gateway, merchant, trade_type):
    made = gateway.create(trade_type=trade_type, notify_url=merchant.notify_url)
    assert made["status_code"] == 200, made
    assert made["data"]["token"] == WALLET
    return gateway.query(made["data"]["trade_id"])


def units(order):
    return int(Decimal(order["actual_amount"]) * 10**6)


def test_an_order_is_paid_by_the_deposit_and_by_nothing_that_looks_like_it(aptos, gateway, merchant):
    order = order_of(gateway, merchant, "usdt.aptos")
    store = primary_store(WALLET, "0x" + "99" * 32)  # of a token that calls itself USDT
    aptos.mine(aptos.deposit(PAYER, WALLET, units(order), ok=False),
               aptos.emitting(PAYER, [event(store, units(order))]),
               aptos.emitting(PAYER, [event(primary_store(WALLET, USDC), units(order), "0xbad::fungible_asset::Deposit")]),
               aptos.deposit(PAYER, WALLET, units(order) - 1))
    aptos.mine(count=5)
    payment = aptos.deposit(PAYER, WALLET, units(order))
    aptos.mine(payment)
    gateway.wait_for_state(order["trade_id"], "paid")
    told = merchant.wait_for(order["trade_id"])
    assert [call.body["block_transaction_id"] for call in told] == [payment["hash"]]


def test_two_orders_are_paid_by_two_deposits_of_one_transaction(aptos, gateway, merchant):
    orders = [order_of(gateway, merchant, "usdt.aptos"), order_of(gateway, merchant, "usdc.aptos")]
    both = aptos.payout(PAYER, [(WALLET, units(orders[0]))])
    both["events"] += aptos.payout(PAYER, [(WALLET, units(orders[1]))], asset=USDC)["events"]
    aptos.mine(both)
    for order in orders:
        gateway.wait_for_state(order["trade_id"], "paid")
        assert merchant.wait_for(order["trade_id"])[0].body["block_transaction_id"] == both["hash"]


def test_a_node_that_is_away_for_a_while_loses_nothing(aptos, gateway, merchant):
    order = order_of(gateway, merchant, "usdt.aptos")
    aptos.down = True
    aptos.mine(aptos.deposit(PAYER, WALLET, units(order)))
    aptos.mine(count=300)
    aptos.down = False
    gateway.wait_for_state(order["trade_id"], "paid", within=30)


def test_what_only_one_of_two_nodes_tells_is_not_credited(aptos, make_gateway, merchant):
    honest = AptosNode()
    try:
        honest.blocks = list(aptos.blocks)
        gateway = make_gateway(aptos.url, honest.url)
        order = order_of(gateway, merchant, "usdt.aptos")
        aptos.mine(aptos.deposit(PAYER, WALLET, units(order)))
        honest.mine()
        eventually(lambda: "payment.disputed" in gateway.log, f"the second look is disputed\n{gateway.log_tail()}")
        assert gateway.state(order["trade_id"]) == "confirming"
        assert merchant.callbacks == []
        assert honest.complaints == []
    finally:
        honest.close()


def test_a_node_of_another_network_is_not_believed(make_gateway, merchant):
    test_network = AptosNode(chain_id=2)
    try:
        gateway = make_gateway(test_network.url, until="/healthz")  # ready it never is
        order = order_of(gateway, merchant, "usdt.aptos")
        test_network.mine(test_network.deposit(PAYER, WALLET, units(order)))
        eventually(lambda: "endpoint.wrong_chain" in gateway.log, f"the network is found out\n{gateway.log_tail()}")
        assert gateway.state(order["trade_id"]) == "waiting"
    finally:
        test_network.close()
