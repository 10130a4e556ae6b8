"""Test mode: orders of every trade type, paid on the built-in test chains (`bepusdt devnet`) under a real gateway: found, held against what looks
like them, credited once whatever the chain and its node are made to do meanwhile, and called back."""
import base64

import pytest

from harness.accounts import ton_account, ton_usdt_wallet
from harness.devnet import TRADE_TYPES
from harness.house import FINAL_AT_ONCE
from harness.patience import eventually


@pytest.mark.parametrize("trade_type", TRADE_TYPES)
def test_an_order_is_paid_on_the_built_in_chain_and_called_back(house, trade_type):
    at = house(trade_type)
    order = at.order()
    transaction = at.pay(order)
    if TRADE_TYPES[trade_type][0] not in FINAL_AT_ONCE:
        at.chain.mine()
        at.gateway.wait_for_state(order["trade_id"], "confirming")
        assert at.merchant.callbacks == []
    at.finish(order, transaction)


@pytest.mark.parametrize("trade_type", ["usdt.erc20", "usdt.trc20"])
def test_a_fork_on_command_before_finality_takes_the_payment_back_and_the_order_can_be_paid_again(house, trade_type):
    at = house(trade_type, finality=8)
    order = at.order()
    taken = at.pay(order)
    at.chain.mine(2)
    at.gateway.wait_for_state(order["trade_id"], "confirming")
    at.chain.fork(2)
    assert at.chain.succeeded(taken) is None
    at.gateway.wait_for_state(order["trade_id"], "waiting")
    assert at.merchant.callbacks == []
    if trade_type == "usdt.erc20":
        at.chain.send(at.chain.accounts[1], value=1)  # the payer's next transaction is another than the one that is gone
    at.finish(order, at.pay(order))


@pytest.mark.parametrize("trade_type", ["usdt.erc20", "usdt.trc20"])
def test_a_payment_that_a_fork_brings_back_pays_once(house, trade_type):
    at = house(trade_type, finality=8)
    order = at.order()
    transaction = at.pay(order)
    at.chain.mine(2)
    at.gateway.wait_for_state(order["trade_id"], "confirming")
    at.chain.fork(2, again=True)
    at.finish(order, transaction)
    assert len(at.gateway.query(order["trade_id"])["payments"]) == 1


@pytest.mark.parametrize("again", [False, True])
def test_what_solana_takes_back_before_it_is_finalized_never_was_for_the_gateway(house, again):
    at = house("usdt.solana", final_depth=8)
    order = at.order()
    transaction = at.pay(order)
    at.chain.mine(2)
    at.chain.fork(2, again=again)
    if not again:
        transaction = at.pay(order)
    at.chain.mine(10)
    at.finish(order, transaction)
    assert len(at.gateway.query(order["trade_id"])["payments"]) == 1


@pytest.mark.parametrize("trade_type", ["usdt.aptos", "usdt.ton"])
def test_a_chain_that_takes_nothing_back_says_so_instead_of_forking(house, trade_type):
    at = house(trade_type)
    status, answer = at.chain.command("fork", depth=1)
    assert status == 400 and "does not fork" in answer["Error"]


@pytest.mark.parametrize("trade_type", ["usdt.erc20", "ethereum.eth", "usdt.trc20", "tron.trx", "usdt.solana", "solana.sol", "usdt.aptos",
                                        "usdt.ton", "ton.gram"])
def test_a_failed_transaction_does_not_pay(house, trade_type):
    at = house(trade_type)
    unpaid, paid = at.order(), at.order()
    at.chain.fail_next()
    failed = at.pay(unpaid)
    at.chain.mine()
    if TRADE_TYPES[trade_type][0] == "ton":
        raw = ton_account(1)
        rows = at.chain.transactions(raw if trade_type == "ton.gram" else ton_usdt_wallet(raw))
        assert [(base64.b64decode(row["hash"]).hex(), row["description"]["aborted"]) for row in rows] == [(failed, True)]
    else:
        assert at.chain.succeeded(failed) is False
    at.finish(paid, at.pay(paid))  # by now every block up to here was read
    assert at.gateway.query(unpaid["trade_id"])["state"] == "waiting"
    assert at.gateway.query(unpaid["trade_id"])["payments"] == []


@pytest.mark.parametrize("trade_type, trouble", [
    ("usdt.erc20", {"error_method": "eth_getBlockByNumber"}), ("usdt.trc20", {"error_method": "wallet/getnowblock"}),
    ("usdt.solana", {"error_method": "getSlot"}), ("usdt.aptos", {"error_for": "ledger"}), ("usdt.ton", {"error_method": "masterchainInfo"})])
def test_a_payment_during_trouble_on_command_is_found_when_the_trouble_ends(house, trade_type, trouble):
    at = house(trade_type)
    order = at.order()
    at.chain.set_faults(down=True)
    eventually(lambda: at.gateway.http("GET", "/readyz")[0] == 503, "the gateway notices")
    at.chain.set_faults(**trouble)
    transaction = at.pay(order)
    at.chain.mine(3)
    assert at.gateway.state(order["trade_id"]) == "waiting"
    at.chain.set_faults()
    at.finish(order, transaction)


# While each of these is set, the gateway asks at least once.
SCHEDULE = [{"http_status": 429, "retry_after": "1"}, {"lags": [4]}, {"truncated_body": True}, {"lags": [3, 0]}]
OWN_TROUBLE = {
    "usdt.trc20": {"infos_cut": True},
    "usdt.solana": {"untold": True},
    "solana.sol": {"slots_left_out": True},
    "usdt.aptos": {"page_hole": True},
    "usdc.aptos": {"not_found_for": "page"},
    "usdt.ton": {"rows_lost": True},
    "ton.gram": {"shard_rows_lost": True},
}


@pytest.mark.parametrize("trade_type", OWN_TROUBLE)
def test_a_payment_that_comes_in_the_midst_of_changing_troubles_is_credited_once(house, trade_type):
    at = house(trade_type)
    order = at.order()
    transaction = None
    for step, faults in enumerate([*SCHEDULE, OWN_TROUBLE[trade_type]]):
        at.chain.set_faults(**faults)
        if step == 1:
            transaction = at.pay(order)
        at.chain.mine(2)
        before = at.chain.requests
        eventually(lambda: at.chain.requests > before, f"it is asked in spite of {faults}\n{at.gateway.log_tail()}", within=30)
    at.chain.set_faults()
    at.finish(order, transaction, within=40)
    assert len(at.gateway.query(order["trade_id"])["payments"]) == 1
    assert len(at.merchant.callbacks) == 1


def test_a_gateway_that_is_told_of_an_indexs_limit_keeps_to_it_in_every_second(house):
    """On TON, where each request waits for its turn; elsewhere a look at the chain may overdraw the limit and rest afterwards."""
    at = house("usdt.ton", endpoint={"requests_per_second": 8})
    at.chain.told("setlimits", requests_per_second=20)
    order = at.order()
    at.finish(order, at.pay(order), within=40)
