"""A payment on TON, end to end: the binary reads an index, or whole blocks from a lite-server that is none of the gateway's code,
sees the payment once a masterchain block refers to it, and calls back."""
import base64
import json
from decimal import Decimal

import pytest

from harness.gateway import Gateway
from harness.lite import LiteServer
from harness.ton import TonNode, address, friendly

WALLET = address(1)
PAYER = address(50)
of_index = pytest.mark.parametrize("ton", [TonNode], ids=["index"], indirect=True)
of_lite_server = pytest.mark.parametrize("ton", [LiteServer], ids=["lite_server"], indirect=True)


@pytest.fixture(params=[TonNode, LiteServer], ids=["index", "lite_server"])
def ton(request):
    server = request.param()
    yield server
    server.close()
    assert server.complaints == []


def serving(folder, endpoints):
    return Gateway(folder, "http://127.0.0.1:9", {
        "rate": {"source": "fixed", "fixed": {"USDT.CNY": "7.2", "GRAM.CNY": "20"}},
        "chain": {"ethereum": {"endpoints": []}, "ton": {"endpoints": endpoints, "poll": 0.2}},
        "wallet": [{"address": friendly(WALLET), "trade_types": ["usdt.ton", "ton.gram"]}]})


@pytest.fixture
def gateway(ton, tmp_path):
    made = serving(tmp_path / "ton", [ton.url])
    yield made.start()
    made.close()


def units(data, decimals):
    return int(Decimal(data["actual_amount"]) * 10**decimals)


def ordered(gateway, merchant, trade_type):
    made = gateway.create(trade_type=trade_type, notify_url=merchant.notify_url)
    assert made["status_code"] == 200, made
    assert made["data"]["token"] == friendly(WALLET)
    return gateway.query(made["data"]["trade_id"])


def test_an_order_in_usdt_is_paid_by_what_the_wallets_own_token_wallet_received(ton, gateway, merchant):
    order = ordered(gateway, merchant, "usdt.ton")
    amount = units(order, 6)
    ton.mine(ton.token(PAYER, WALLET, amount, ok=False), ton.token(PAYER, WALLET, amount, wallet=address(666)))
    ton.mine(ton.token(PAYER, WALLET, amount, wallet=WALLET), count=3)
    payment = ton.token(PAYER, WALLET, amount)
    ton.mine(payment)
    gateway.wait_for_state(order["trade_id"], "paid")
    assert merchant.wait_for(order["trade_id"])[0].body["block_transaction_id"] == payment["hash"].hex()


def test_a_coin_with_any_comment_pays_and_one_that_came_back_does_not(ton, gateway, merchant):
    order = ordered(gateway, merchant, "ton.gram")
    amount = units(order, 9)
    ton.mine(ton.coin(PAYER, WALLET, amount, bounced=True), ton.coin(PAYER, WALLET, amount, returned=True))
    payment = ton.coin(PAYER, WALLET, amount, comment="for two coffees")
    ton.mine(payment, count=2)
    gateway.wait_for_state(order["trade_id"], "paid")
    assert merchant.wait_for(order["trade_id"])[0].body["block_transaction_id"] == payment["hash"].hex()


@of_index
def test_an_index_that_is_away_for_a_while_loses_nothing(ton, gateway, merchant):
    order = ordered(gateway, merchant, "usdt.ton")
    ton.down = True
    ton.mine(ton.token(PAYER, WALLET, units(order, 6)))
    ton.mine(count=250)
    ton.down = False
    gateway.wait_for_state(order["trade_id"], "paid", within=30)


@of_lite_server
def test_connections_that_break_and_blocks_that_are_away_for_a_while_lose_nothing(ton, gateway, merchant):
    order = ordered(gateway, merchant, "usdt.ton")
    ton.pruned = {ton.masters[-1]["seqno"] + 1}
    ton.mine(ton.token(PAYER, WALLET, units(order, 6)))
    ton.mine(count=60)
    ton.adnl.drop()
    before = ton.adnl.connections
    ton.adnl.cut = True
    ton.pruned = set()
    gateway.wait_for_state(order["trade_id"], "paid", within=30)
    assert ton.adnl.connections > before


@of_lite_server
def test_a_lite_server_and_an_index_that_is_not_there_stand_in_one_list(ton, tmp_path, merchant):
    made = serving(tmp_path / "both", ["http://127.0.0.1:9/api/v3", ton.url])
    try:
        made.start()
        order = ordered(made, merchant, "usdt.ton")
        ton.mine(ton.token(PAYER, WALLET, units(order, 6)))
        made.wait_for_state(order["trade_id"], "paid")
    finally:
        made.close()


@of_lite_server
def test_the_servers_that_a_networks_configuration_lists_stand_in_for_each_other(ton, tmp_path, merchant):
    loopback = 0x7F000001
    key = {"@type": "pub.ed25519", "key": base64.b64encode(ton.adnl.key).decode()}
    listed = [{"ip": loopback, "port": port, "id": key} for port in (9, ton.adnl.port)]
    (tmp_path / "global.config.json").write_text(json.dumps({"@type": "config.global", "liteservers": listed}))
    made = serving(tmp_path / "listed", [f"lite+config:{tmp_path}/global.config.json"])
    try:
        made.start()
        order = ordered(made, merchant, "usdt.ton")
        ton.mine(ton.token(PAYER, WALLET, units(order, 6)))
        made.wait_for_state(order["trade_id"], "paid")
    finally:
        made.close()
