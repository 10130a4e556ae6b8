"""What create_order and its siblings put on the wire, and what they refuse before anything is sent."""
from decimal import Decimal
from enum import IntEnum

import pytest
from bepusdt import BEpusdtClient, OrderStatus, TradeType, ValidationError
from fake_gateway import TOKEN, Answer, made_order, signature_of

NOTIFY = "https://shop.example.com/notify"


def sent_by(client, gateway, **arguments):
    client.create_order(**{"order_id": "1001", "amount": 28.8, "notify_url": NOTIFY, **arguments})
    return gateway.requests[-1]


def test_an_order_is_sent_signed_and_comes_back(client, gateway):
    order = client.create_order(order_id="1001", amount=28.8, notify_url=NOTIFY)
    request = gateway.requests[0]
    assert (request.method, request.path) == ("POST", "/api/v1/order/create-transaction")
    assert request.json == {"order_id": "1001", "amount": 28.8, "notify_url": NOTIFY, "redirect_url": NOTIFY,
                            "trade_type": "usdt.trc20", "signature": signature_of(request.body)}
    assert (order.trade_id, order.order_id, order.amount, order.actual_amount) == ("t-1001", "1001", 28.8, 4.25)
    assert (order.token, order.expiration_time, order.payment_url) == ("TXLAQ63Xg1NAzckPwKHvzw7CSEmLMEqcdj", 1199,
                                                                      gateway.url + "/pay/x")
    assert (order.fiat, order.status, order.block_transaction_id) == ("CNY", OrderStatus.WAITING, None)
    assert (order.state, order.trade_type) == ("waiting", "usdt.trc20")


def test_the_headers_are_those_of_the_first_generation(client, gateway):
    headers = sent_by(client, gateway).headers
    assert headers["Content-Type"] == "application/json"
    assert headers["Accept"] == "application/json"
    assert headers["User-Agent"].startswith("bepusdt-python/")


def test_all_arguments_also_go_by_position(client, gateway):
    client.create_order("1", 1, NOTIFY, "https://shop.example.com/back", "TAddress", TradeType.TRON_TRX, 600, 7.4, "USD", "VIP 会员")
    sent = gateway.requests[0].json
    del sent["signature"]
    assert sent == {"order_id": "1", "amount": 1, "notify_url": NOTIFY, "redirect_url": "https://shop.example.com/back",
                    "address": "TAddress", "trade_type": "tron.trx", "timeout": 600, "rate": 7.4, "fiat": "USD", "name": "VIP 会员"}


class Price(IntEnum):
    VIP = 42


@pytest.mark.parametrize("amount, literal", [
    (10, "10"), (10.0, "10"), (28.8, "28.8"), (14.44 + 14.44, "28.88"), (0.1 + 0.2, "0.3"), (1e16, "10000000000000000"),
    (1e22, "10000000000000000000000"), (0.00001, "0.00001"), (0, "0"), ("42", "42"), ("28.80", "28.8"), ("1e3", "1000"),
    (Decimal("28.80"), "28.8"), (Decimal("1E+3"), "1000"), (Decimal("12345678901234567890.5"), "12345678901234567890.5"),
    (2**70, str(2**70)), (Price.VIP, "42"),
])
def test_an_amount_is_sent_as_the_plain_decimal_that_it_is(client, gateway, amount, literal):
    body = sent_by(client, gateway, amount=amount).body
    assert f'"amount":{literal},'.encode() in body.replace(b": ", b":")


@pytest.mark.parametrize("amount", ["", " 42", "42 ", "42\n", "4 2", "+42", ".5", "5.", "0x10", "1_000", "１２", "abc", "nan", "-",
                                    float("nan"), float("inf"), Decimal("NaN"), Decimal("Infinity"), True, False, None, b"42",
                                    [], {}, 1j, object(), 10**200, "\ud800"])
def test_an_amount_that_is_no_number_is_refused_by_name_before_anything_is_sent(client, gateway, amount):
    with pytest.raises(ValidationError, match="amount") as caught:
        sent_by(client, gateway, amount=amount)
    assert caught.value.field == "amount" and gateway.requests == []


@pytest.mark.parametrize("order_id, text", [("A-1", "A-1"), (1001, "1001"), (2**80, str(2**80)), ("订单1", "订单1")])
def test_an_order_id_is_a_text_or_an_integer(client, gateway, order_id, text):
    assert sent_by(client, gateway, order_id=order_id).json["order_id"] == text


@pytest.mark.parametrize("name, value", [
    ("order_id", ""), ("order_id", None), ("order_id", 1.5), ("order_id", True), ("order_id", " 1"), ("order_id", "1\n"),
    ("order_id", b"1"), ("order_id", "a\x00b"), ("order_id", "\ud800"),
    ("notify_url", ""), ("notify_url", None), ("notify_url", NOTIFY + " "), ("notify_url", "https://shop.example.com/a b"), ("notify_url", 5),
    ("redirect_url", " " + NOTIFY), ("redirect_url", 5),
    ("address", "T "), ("address", 5), ("trade_type", "usdt.trc20 "), ("trade_type", 5), ("fiat", "CNY "), ("fiat", 5), ("name", 5),
    ("timeout", "soon"), ("timeout", 60.5), ("timeout", True), ("timeout", -5), ("timeout", "60 "), ("timeout", 10**30),
    ("rate", "7,4"), ("rate", "~"), ("rate", " 7.4"), ("rate", "*1.02"), ("rate", "~1e3"), ("rate", True), ("rate", [7]),
])
def test_whatever_cannot_be_right_is_refused_by_name_before_anything_is_sent(client, gateway, name, value):
    with pytest.raises(ValidationError, match=name) as caught:
        sent_by(client, gateway, **{name: value})
    assert caught.value.field == name and gateway.requests == []


@pytest.mark.parametrize("rate, json", [(7.4, 7.4), (7, 7), (Decimal("7.40"), 7.4), ("7.4", "7.4"), ("~1.02", "~1.02"),
                                        ("～1.02", "～1.02"), ("+0.3", "+0.3"), ("-0.2", "-0.2")])
def test_a_rate_is_a_number_or_a_rule(client, gateway, rate, json):
    assert sent_by(client, gateway, rate=rate).json["rate"] == json


@pytest.mark.parametrize("timeout, seconds", [(600, 600), (600.0, 600), ("600", 600), (Decimal(600), 600)])
def test_a_timeout_is_whole_seconds(client, gateway, timeout, seconds):
    assert sent_by(client, gateway, timeout=timeout).json["timeout"] == seconds


@pytest.mark.parametrize("value", [None, "", 0, 0.0, False, Decimal(0)])
def test_optional_arguments_that_are_false_are_left_out(client, gateway, value):
    sent = sent_by(client, gateway, redirect_url=value, address=value, timeout=value, rate=value, fiat=value, name=value).json
    assert set(sent) == {"order_id", "amount", "notify_url", "redirect_url", "trade_type", "signature"}
    assert sent["redirect_url"] == NOTIFY


def test_a_setting_that_changes_counts_from_the_next_call_on(client, gateway):
    sent_by(client, gateway)
    client.api_token = "another"
    client.merchant_id = "m2"
    client.language = "en"
    gateway.next.append(Answer(made_order("t", order_id="")))
    request = sent_by(client, gateway)
    assert request.json["signature"] == signature_of(request.body, "another")
    assert request.json["merchant_id"] == "m2" and request.headers["Accept-Language"] == "en"


@pytest.mark.parametrize("name, value", [
    ("api_url", "127.0.0.1:1"), ("api_url", "http://127.0.0.1:1 "), ("api_url", "ftp://x"), ("api_url", None), ("api_token", ""),
    ("api_token", None), ("timeout", 0), ("timeout", "soon"), ("timeout", True), ("max_retries", -1), ("max_retries", 1.5),
    ("retry_delay", -1), ("retry_delay", None), ("deadline", 0), ("merchant_id", "a "), ("language", 5),
])
def test_a_setting_that_cannot_be_right_is_refused_by_the_call(client, gateway, name, value):
    setattr(client, name, value)
    with pytest.raises(ValidationError, match=name):
        sent_by(client, gateway)
    assert gateway.requests == []


@pytest.mark.parametrize("timeout", [5, 0.5, Decimal("5.5"), (3.05, 27), None, (None, 5)])
def test_a_timeout_may_be_all_that_requests_takes(client, gateway, timeout):
    client.timeout = timeout
    sent_by(client, gateway)
    assert len(gateway.requests) == 1


def test_connections_are_kept(client, gateway):
    for _ in range(3):
        sent_by(client, gateway)
    client.timeout = 60
    sent_by(client, gateway)
    assert len({request.client_port for request in gateway.requests}) == 1
    client.close()
    sent_by(client, gateway)
    assert len({request.client_port for request in gateway.requests}) == 2


def test_a_client_is_a_context_manager(gateway):
    with BEpusdtClient(gateway.url, TOKEN) as client:
        sent_by(client, gateway)


def test_a_cancelled_order_comes_back_as_a_dict(client, gateway):
    assert client.cancel_order(trade_id="t-1") == {"trade_id": "t-1"}
    request = gateway.requests[0]
    assert (request.method, request.path) == ("POST", "/api/v1/order/cancel-transaction")
    assert request.json == {"trade_id": "t-1", "signature": signature_of(request.body)}


def test_a_queried_order_has_what_check_status_says_and_nothing_else(client, gateway):
    gateway.statuses["t-1"] = {"trade_id": "t-1", "trade_hash": "0xab", "status": 2, "return_url": "https://s/r", "state": "paid"}
    order = client.query_order(trade_id="t-1")
    assert (gateway.requests[0].method, gateway.requests[0].path) == ("GET", "/pay/check-status/t-1")
    assert (order.trade_id, order.status, order.block_transaction_id) == ("t-1", OrderStatus.SUCCESS, "0xab")
    assert (order.order_id, order.amount, order.actual_amount, order.token, order.expiration_time, order.payment_url,
            order.fiat) == ("", 0, 0, "", 0, "", None)
    assert (order.state, order.return_url) == ("paid", "https://s/r")


@pytest.mark.parametrize("number, state", [(1, "waiting"), (3, "expired"), (4, "cancelled"), (5, "confirming"), (6, "failed")])
def test_every_state_of_every_gateway_can_be_queried(client, gateway, number, state):
    gateway.statuses["t-1"] = {"trade_id": "t-1", "trade_hash": "", "status": number, "return_url": ""}
    order = client.query_order("t-1")
    assert (order.status, order.state, order.block_transaction_id) == (OrderStatus(number), state, "")


def test_confirming_shows_in_the_state_while_the_status_lets_loops_go_on(client, gateway):
    gateway.statuses["t-1"] = {"trade_id": "t-1", "trade_hash": "", "status": 1, "return_url": "", "state": "confirming"}
    order = client.query_order("t-1")
    assert (order.status, order.state) == (OrderStatus.WAITING, "confirming")


@pytest.mark.parametrize("trade_id", ["", None, 5, "..", "a\nb"])
def test_a_trade_id_that_is_none_is_refused(client, gateway, trade_id):
    for call in (client.query_order, client.cancel_order):
        if (call, trade_id) == (client.cancel_order, ".."):
            continue
        with pytest.raises(ValidationError, match="trade_id"):
            call(trade_id)
    assert gateway.requests == []


def test_the_whole_order_is_a_dict(client, gateway):
    details = client.get_order(trade_id="t-1")
    assert (details["state"], details["payments"]) == ("confirming", [{"amount": "4.25"}])
    assert gateway.requests[0].json["trade_id"] == "t-1"
    client.get_order(order_id=1001)
    assert gateway.requests[1].json["order_id"] == "1001"
    with pytest.raises(ValidationError):
        client.get_order()
