"""A payment on Solana, end to end: the binary reads a node's JSON-RPC by accounts or by whole blocks, sees it, and calls back."""
from decimal import Decimal

import pytest

from harness.gateway import Gateway
from harness.solana import SolanaNode, address

WALLET = address(1)
PAYER = address(50)
STRANGER = address(60)


@pytest.fixture
def solana():
    node = SolanaNode()
    yield node
    node.close()
    assert node.complaints == []


@pytest.fixture(params=["accounts", "blocks"])
def gateway(request, solana, tmp_path):
    endpoint = solana.url if request.param == "accounts" else {"url": solana.url, "blocks": True}
    made = Gateway(tmp_path / "solana", "http://127.0.0.1:9", {
        "rate": {"source": "fixed", "fixed": {"USDT.CNY": "7.2", "SOL.CNY": "1000"}},
        "chain": {"ethereum": {"endpoints": []}, "solana": {"endpoints": [endpoint], "poll": 0.2}},
        "wallet": [{"address": WALLET, "trade_types": ["usdt.solana", "solana.sol"]}]})
    yield made.start()
    made.close()
    assert ("getSignaturesForAddress" in solana.methods) == (request.param == "accounts")


def units(data, decimals=6):
    return int(Decimal(data["actual_amount"]) * 10**decimals)


def test_an_order_is_paid_by_what_the_wallets_token_account_gained(solana, gateway, merchant):
    made = gateway.create(trade_type="usdt.solana", notify_url=merchant.notify_url)
    assert made["status_code"] == 200, made
    order = gateway.query(made["data"]["trade_id"])
    assert made["data"]["token"] == WALLET
    solana.mine(solana.token(PAYER, WALLET, units(order), ok=False), solana.token(PAYER, WALLET, units(order), mint=address(99)),
                solana.token(PAYER, STRANGER, units(order)))
    solana.skip(3)
    solana.mine(count=20)
    payment = solana.token(PAYER, WALLET, units(order))
    solana.mine(payment)
    solana.skip(2)
    solana.mine(count=20)
    gateway.wait_for_state(order["trade_id"], "paid")
    assert merchant.wait_for(order["trade_id"])[0].body["block_transaction_id"] == payment["id"]


def test_the_coin_pays_too(solana, gateway, merchant):
    order = gateway.query(gateway.create(trade_type="solana.sol", notify_url=merchant.notify_url)["data"]["trade_id"])
    solana.mine(solana.coin(PAYER, WALLET, units(order, 9)))
    solana.mine(count=20)
    gateway.wait_for_state(order["trade_id"], "paid")
    merchant.wait_for(order["trade_id"])


def test_a_node_that_is_away_for_a_while_loses_nothing(solana, gateway, merchant):
    order = gateway.query(gateway.create(trade_type="usdt.solana", notify_url=merchant.notify_url)["data"]["trade_id"])
    solana.down = True
    solana.mine(solana.token(PAYER, WALLET, units(order), version="legacy"))
    solana.mine(count=20)
    solana.down = False
    gateway.wait_for_state(order["trade_id"], "paid", within=30)
