"""`bepusdt order create|query|cancel`: a merchant's calls on the command line, against a real gateway."""
import json

import pytest

from harness.gateway import SECOND_WALLET, TOKEN, WALLET
from harness.merchant import reply
from harness.tools import data, tool


@pytest.fixture
def shop(scene):
    """Runs `order …` with the gateway's address and token in the environment."""
    there = {"BEPUSDT_API_URL": scene.gateway.url + "/"}
    call = lambda *arguments, **how: tool("order", *arguments, settings=there, **how)  # noqa: E731
    call.data = lambda *arguments, **how: data("order", *arguments, settings=there, **how)
    call.scene = scene
    return call


def create(shop, order_id, *more):
    return shop.data("create", "--order-id", order_id, "--amount", "28.80", "--notify-url", shop.scene.merchant.notify_url,
                     "--trade-type", "usdt.erc20", *more)


def test_an_order_is_created_queried_and_cancelled(shop):
    order = create(shop, "tool-1")
    assert (order["order_id"], order["state"], order["actual_amount"], order["token"]) == ("tool-1", "waiting", "4", WALLET)
    assert order["payment_url"].endswith(order["trade_id"])
    assert shop.data("query", order["trade_id"])["state"] == "waiting"
    assert shop.data("query", "--order-id", "tool-1")["trade_id"] == order["trade_id"]
    assert order["trade_id"] in shop("query", order["trade_id"])
    assert shop.data("cancel", order["trade_id"]) == {"trade_id": order["trade_id"], "state": "cancelled"}
    assert shop.data("query", order["trade_id"])["state"] == "cancelled"


def test_every_field_arrives(shop):
    order = create(shop, "tool-2", "--address", SECOND_WALLET, "--timeout", "600", "--rate", "7.4", "--fiat", "CNY", "--name", "Tea",
                   "--redirect-url", "https://shop.example.com/thanks")
    assert order["token"] == SECOND_WALLET and 590 <= order["expiration_time"] <= 600
    known = shop.data("query", order["trade_id"])
    assert known["name"] == "Tea" and known["redirect_url"] == "https://shop.example.com/thanks" and known["quotes"][0]["rate"] == "7.4"
    assert create(shop, "tool-3", "--rate", "~2")["actual_amount"] == "2"


def test_a_paid_order_shows_its_payment_and_its_callback(shop):
    order = shop.scene.order()
    transaction = shop.scene.pay(order)
    shop.scene.finish(order)
    said = shop("query", order.trade_id)
    assert "paid" in said and transaction in said and "erc20" in said


def test_what_the_gateway_refuses_is_1_with_its_sentence_in_the_terminals_language(shop):
    arguments = ["create", "--order-id", "tool-4", "--amount", "5", "--notify-url", "https://shop.example.com/n", "--trade-type", "usdc.erc20"]
    assert "no wallet is configured" in shop(*arguments, status=1)
    assert "没有可用的收款钱包" in shop(*arguments, status=1, language="zh_CN.UTF-8")
    assert "order_not_found" in shop("query", "000000000000000000", status=1)
    assert "order_not_found" in shop("cancel", "000000000000000000", status=1)
    assert "bad_signature" in shop("cancel", "000000000000000000", "--token", "another-token", status=1)


def test_what_cannot_be_right_is_2_and_not_sent(merchant):
    there = {"BEPUSDT_API_URL": merchant.url}
    base = ["order", "create", "--order-id", "x", "--notify-url", "https://shop.example.com/n"]
    assert "--amount" in tool(*base, "--amount", "28,80", settings=there, status=2)
    assert "order_id" in tool("order", "create", "--order-id", "x ", "--amount", "1", "--notify-url", "https://shop.example.com/n", settings=there, status=2)
    tool("order", "create", "--amount", "1", settings=there, status=2)
    tool("order", "query", settings=there, status=2)
    assert merchant.callbacks == []


def test_no_gateway_is_3_and_a_redirect_names_the_new_address(merchant):
    assert tool("order", "cancel", "x", "--api-url", "http://127.0.0.1:1", status=3).strip()
    merchant.answer_next(reply(502, "<h1>Bad Gateway</h1>"), reply(301, "", Location="https://pay.example.com/api"))
    assert tool("order", "cancel", "x", "--api-url", merchant.url, status=3).strip()
    assert "https://pay.example.com/api" in tool("order", "cancel", "x", "--api-url", merchant.url, status=1)
    assert "gateway" in tool("order", "cancel", "x", status=2)


def test_the_settings_file_gives_address_and_token(scene):
    without = {"BEPUSDT_AUTH_TOKEN": ""}
    said = data("order", "create", "--order-id", "tool-5", "--amount", "5", "--notify-url", scene.merchant.notify_url, "--trade-type", "usdt.erc20",
                "--config", scene.gateway.config, settings=without)
    assert scene.gateway.state(said["trade_id"]) == "waiting"
    assert TOKEN not in json.dumps(said)


def test_a_gateway_without_the_signed_query_is_asked_for_what_anybody_may_know(merchant):
    status = {"trade_id": "t1", "trade_hash": "0xabc", "status": 2, "return_url": ""}
    merchant.answer_next(reply(404, "404 page not found"), reply(200, json.dumps(status)))
    order = data("order", "query", "t1", settings={"BEPUSDT_API_URL": merchant.url})
    assert (order["state"], order["block_transaction_id"]) == ("paid", "0xabc")
