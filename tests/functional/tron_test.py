"""A payment on Tron, end to end: the binary reads a node's HTTP API, sees, waits and calls back. Some payments are made and signed
by a wallet's own software (tronweb): what its bytes say, the gateway reads, and their ids agree."""
import json
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from harness.gateway import Gateway
from harness.patience import PATIENCE
from harness.tron import USDT, TronNode, address

TRON_WALLET = address(0x123456789ABCDEF)
PAYER = address(50)
SIGNER = Path(__file__).parent / "harness/tronweb.mjs"


@pytest.fixture
def tron():
    node = TronNode()
    yield node
    node.close()
    assert node.complaints == []


@pytest.fixture
def gateway(tron, tmp_path):
    made = Gateway(tmp_path / "tron", "http://127.0.0.1:9", {
        "rate": {"source": "fixed", "fixed": {"USDT.CNY": "7.2", "TRX.CNY": "2"}},
        "chain": {"ethereum": {"endpoints": []}, "tron": {"endpoints": [tron.url], "finality": 2, "poll": 0.2}},
        "wallet": [{"address": TRON_WALLET, "trade_types": ["usdt.trc20", "tron.trx"]}]})
    yield made.start()
    made.close()


def units(data):
    return int(Decimal(data["actual_amount"]) * 10**6)


def test_a_request_without_a_trade_type_means_usdt_on_tron_and_is_paid_there(tron, gateway, merchant):
    made = gateway.create(trade_type=None, notify_url=merchant.notify_url)
    assert made["status_code"] == 200, made
    order = gateway.query(made["data"]["trade_id"])
    assert (order["trade_type"], made["data"]["token"]) == ("usdt.trc20", TRON_WALLET)
    failed = tron.token(PAYER, TRON_WALLET, units(order), ok=False)
    tron.mine(failed, tron.token(PAYER, TRON_WALLET, units(order), contract=address(99)))
    payment = tron.token(PAYER, TRON_WALLET, units(order))
    tron.mine(payment)
    gateway.wait_for_state(order["trade_id"], "confirming")
    assert merchant.callbacks == [], "nobody is told before the payment is final"
    tron.mine(count=3)
    gateway.wait_for_state(order["trade_id"], "paid")
    assert merchant.wait_for(order["trade_id"])[0].body["block_transaction_id"] == payment["id"]


def test_the_coin_and_what_a_contract_pays_out_pay_too(tron, gateway, merchant):
    coin = gateway.create(trade_type="tron.trx", notify_url=merchant.notify_url)["data"]["trade_id"]
    token = gateway.create(trade_type="usdt.trc20", notify_url=merchant.notify_url)["data"]["trade_id"]
    tron.mine(tron.coin(PAYER, TRON_WALLET, units(gateway.query(coin))),
              tron.payout(PAYER, TRON_WALLET, units(gateway.query(token))))
    tron.mine(count=3)
    for trade_id in (coin, token):
        gateway.wait_for_state(trade_id, "paid")
        merchant.wait_for(trade_id)


def test_a_payment_that_a_fork_takes_away_pays_when_it_is_mined_again(tron, gateway, merchant):
    order = gateway.query(gateway.create(trade_type="usdt.trc20", notify_url=merchant.notify_url)["data"]["trade_id"])
    payment = tron.token(PAYER, TRON_WALLET, units(order))
    tron.mine(payment)
    gateway.wait_for_state(order["trade_id"], "confirming")
    tron.reorganise(1)
    tron.mine(count=2)
    gateway.wait_for_state(order["trade_id"], "waiting")
    tron.mine(payment)
    tron.mine(count=3)
    gateway.wait_for_state(order["trade_id"], "paid")


def test_a_node_that_is_away_for_a_while_loses_nothing(tron, gateway, merchant):
    order = gateway.query(gateway.create(trade_type="usdt.trc20", notify_url=merchant.notify_url)["data"]["trade_id"])
    tron.down = True
    tron.mine(tron.token(PAYER, TRON_WALLET, units(order)))
    tron.mine(count=5)
    tron.down = False
    gateway.wait_for_state(order["trade_id"], "paid", within=30)


def signed(*wanted):
    ran = subprocess.run(["node", SIGNER], input=json.dumps(wanted), capture_output=True, text=True, timeout=60 * PATIENCE)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.mark.parametrize("trade_type, kind", [("tron.trx", "coin"), ("usdt.trc20", "transfer"), ("usdt.trc20", "transferFrom")])
def test_what_a_wallet_signed_pays_under_the_id_that_the_wallet_shows(tron, gateway, merchant, trade_type, kind):
    trade_id = gateway.create(trade_type=trade_type, notify_url=merchant.notify_url)["data"]["trade_id"]
    due = units(gateway.query(trade_id))
    less, exact = signed({"kind": kind, "to": TRON_WALLET, "amount": due - 1, "token": USDT},
                         {"kind": kind, "to": TRON_WALLET, "amount": due, "token": USDT})
    assert less["signature"] and exact["signature"]
    tron.mine(tron.signed(less, due - 1, TRON_WALLET), tron.signed(exact, due, TRON_WALLET))
    tron.mine(count=3)
    gateway.wait_for_state(trade_id, "paid")
    assert merchant.wait_for(trade_id)[0].body["block_transaction_id"] == exact["txID"]
    assert exact["txID"] != less["txID"]
