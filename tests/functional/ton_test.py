"""A payment on TON, end to end: the binary reads an index, sees the payment once a masterchain block refers to it, and calls back."""
from decimal import Decimal

import pytest

from harness.gateway import Gateway
from harness.ton import TonNode, address, friendly

WALLET = address(1)
PAYER = address(50)


@pytest.fixture
def ton():
    node = TonNode()
    yield node
    node.close()
    assert node.complaints == []


@pytest.fixture
def gateway(ton, tmp_path):
    made = Gateway(tmp_path / "ton", "http://127.0.0.1:9", {
        "rate": {"source": "fixed", "fixed": {"USDT.CNY": "7.2", "GRAM.CNY": "20"}},
        "chain": {"ethereum": {"endpoints": []}, "ton": {"endpoints": [ton.url], "poll": 0.2}},
        "wallet": [{"address": friendly(WALLET), "trade_types": ["usdt.ton", "ton.gram"]}]})
    yield made.start()
    made.close()


def units(data, decimals):
    return int(Decimal(data["actual_amount"]) * 10**decimals)


def test_an_order_in_usdt_is_paid_by_what_the_wallets_own_token_wallet_received(ton, gateway, merchant):
    made = gateway.create(trade_type="usdt.ton", notify_url=merchant.notify_url)
    assert made["status_code"] == 200, made
    order = gateway.query(made["data"]["trade_id"])
    assert made["data"]["token"] == friendly(WALLET)
    amount = units(order, 6)
    ton.mine(ton.token(PAYER, WALLET, amount, ok=False), ton.token(PAYER, WALLET, amount, wallet=address(666)))
    ton.mine(ton.token(PAYER, WALLET, amount, wallet=WALLET), count=3)
    payment = ton.token(PAYER, WALLET, amount)
    ton.mine(payment)
    gateway.wait_for_state(order["trade_id"], "paid")
    assert merchant.wait_for(order["trade_id"])[0].body["block_transaction_id"] == payment["hash"].hex()


def test_a_coin_with_any_comment_pays_and_one_that_came_back_does_not(ton, gateway, merchant):
    order = gateway.query(gateway.create(trade_type="ton.gram", notify_url=merchant.notify_url)["data"]["trade_id"])
    amount = units(order, 9)
    ton.mine(ton.coin(PAYER, WALLET, amount, bounced=True), ton.coin(PAYER, WALLET, amount, returned=True))
    payment = ton.coin(PAYER, WALLET, amount, comment="for two coffees")
    ton.mine(payment, count=2)
    gateway.wait_for_state(order["trade_id"], "paid")
    assert merchant.wait_for(order["trade_id"])[0].body["block_transaction_id"] == payment["hash"].hex()


def test_an_index_that_is_away_for_a_while_loses_nothing(ton, gateway, merchant):
    order = gateway.query(gateway.create(trade_type="usdt.ton", notify_url=merchant.notify_url)["data"]["trade_id"])
    ton.down = True
    ton.mine(ton.token(PAYER, WALLET, units(order, 6)))
    ton.mine(count=250)
    ton.down = False
    gateway.wait_for_state(order["trade_id"], "paid", within=30)
