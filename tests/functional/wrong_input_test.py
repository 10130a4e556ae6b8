"""Wrong input over real HTTP: which error code, and that the sentence names the field. Contract part 1 §1 to §3 and §7."""
import http.client
import json
import socket
from urllib.parse import urlencode

import pytest
from bepusdt import BEpusdtClient
from bepusdt.exceptions import APIError
from bepusdt.signature import generate_signature

from harness.gateway import TOKEN, WALLET, Gateway

CREATE = "/api/v1/order/create-transaction"
GOOD = {"order_id": "wrong-input", "amount": 28.8, "notify_url": "http://127.0.0.1:9/notify", "trade_type": "usdt.erc20"}


@pytest.fixture(scope="module")
def gateway(tmp_path_factory):
    """One for all rows: none of them may change anything. Its node does not exist, which no refusal depends on."""
    made = Gateway(tmp_path_factory.mktemp("wrong-input"), "http://127.0.0.1:9")
    made.start(until="/healthz")
    yield made
    made.close()


def create(gateway, change, token=TOKEN, headers=None):
    fields = {k: v for k, v in {**GOOD, **change}.items() if v is not None}
    return gateway.post(CREATE, fields, token, headers)


@pytest.mark.parametrize("change, code, named", [
    ({"order_id": None}, "invalid_request", "order_id"),
    ({"order_id": ""}, "invalid_request", "order_id"),
    ({"order_id": "x" * 129}, "invalid_request", "order_id"),
    ({"order_id": 1.5}, "invalid_request", "order_id"),
    ({"amount": "ten"}, "invalid_request", "amount"),
    ({"amount": "10 "}, "invalid_request", "amount"),
    ({"amount": -1}, "amount_out_of_range", "amount"),
    ({"amount": None}, "amount_out_of_range", "amount"),
    ({"amount": 0}, "amount_out_of_range", "amount"),
    ({"amount": "0.001"}, "amount_out_of_range", "amount"),
    ({"amount": "99999999999"}, "amount_out_of_range", "amount"),
    ({"notify_url": None}, "invalid_request", "notify_url"),
    ({"notify_url": "not a url"}, "invalid_request", "notify_url"),
    ({"notify_url": "ftp://example.com/x"}, "invalid_request", "notify_url"),
    ({"notify_url": "https://user:password@example.com/x"}, "callback_url_forbidden", "notify_url"),
    ({"redirect_url": "javascript:alert(1)"}, "invalid_request", "redirect_url"),
    ({"trade_type": "usdt.unknown"}, "unknown_trade_type", "trade_type"),
    ({"trade_type": "usdt.polygon"}, "unknown_trade_type", None),
    ({"trade_type": "usdc.erc20"}, "no_wallet", None),
    ({"address": "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed"}, "invalid_address", "address"),
    ({"address": "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"}, "invalid_address", "address"),
    ({"timeout": "soon"}, "invalid_request", "timeout"),
    ({"timeout": 90.5}, "invalid_request", "timeout"),
    ({"rate": "~"}, "invalid_request", "rate"),
    ({"rate": "cheap"}, "invalid_request", "rate"),
    ({"rate": "-100"}, "invalid_request", "rate"),
    ({"fiat": "XXX"}, "unsupported_fiat", "fiat"),
    ({"fiat": "USD"}, "rate_unavailable", None),
    ({"merchant_id": "nobody"}, "unknown_merchant", None),
], ids=lambda value: json.dumps(value)[:48] if isinstance(value, dict) else "")
def test_a_wrong_field_is_refused_with_its_code_and_its_name(gateway, change, code, named):
    fields = {k: v for k, v in {**GOOD, **change}.items() if v is not None}
    signed = {**fields, "signature": generate_signature(fields, TOKEN)}
    _, _, text = gateway.http("POST", CREATE, json.dumps(signed), {"Accept-Language": "en"})
    answer = json.loads(text)
    assert answer["status_code"] != 200 and answer["data"] is None and answer["request_id"], answer
    if code:
        assert answer["error"] == code, answer
    if named:
        assert named in answer["message"], answer


def test_the_same_row_speaks_chinese_unless_english_is_asked_for(gateway):
    chinese, english = create(gateway, {"fiat": "XXX"}), create(gateway, {"fiat": "XXX"}, headers={"Accept-Language": "en"})
    assert chinese["error"] == english["error"] == "unsupported_fiat"
    assert any(ord(letter) > 0x2E80 for letter in chinese["message"]) and english["message"].isascii()


@pytest.mark.parametrize("body, code", [
    (b"", "invalid_json"),
    (b"{", "invalid_json"),
    (b"{}", "missing_signature"),
    (b"[]", "invalid_json"),
    (b'{"signature":"' + b"0" * 32 + b'"}', "bad_signature"),
    (b'{"order_id":"1","order_id":"2","signature":"' + b"0" * 32 + b'"}', "invalid_request"),
    (b'{"order_id":{"a":1},"signature":"' + b"0" * 32 + b'"}', "invalid_request"),
    (b'{"signature":true}', "bad_signature"),
], ids=["empty", "cut", "no-members", "list", "wrong-signature", "duplicate-key", "nested", "true-as-signature"])
def test_a_body_that_is_no_signed_request_is_refused(gateway, body, code):
    status, _, text = gateway.http("POST", CREATE, body, {"Content-Type": "application/json"})
    answer = json.loads(text)
    assert status == 200 and answer["data"] is None
    assert answer["error"] == code or (body == b"" and answer["error"] in ("invalid_json", "missing_signature")), answer


def test_a_callback_sent_back_as_a_request_is_refused_though_its_signature_is_right(gateway):
    answer = create(gateway, {"block_transaction_id": "0x" + "1" * 64})
    assert answer["status_code"] == 400 and answer["data"] is None


def test_a_wrong_token_is_a_bad_signature_and_the_log_shows_the_signed_text_but_never_the_token(gateway):
    answer = create(gateway, {"order_id": "with-a-wrong-token"}, token="some-other-token")
    assert (answer["error"], answer["status_code"]) == ("bad_signature", 400)
    assert "order_id=with-a-wrong-token" in gateway.log and TOKEN not in gateway.log


def test_the_status_is_401_for_a_client_that_asks_for_version_2(gateway):
    answer = create(gateway, {}, token="some-other-token", headers={"Accept": "application/vnd.bepusdt.v2+json"})
    assert (answer["error"], answer["status_code"]) == ("bad_signature", 401)


@pytest.mark.parametrize("method, path, status, code", [
    ("GET", "/nowhere", 404, "not_found"),
    ("GET", CREATE, 405, "method_not_allowed"),
    ("DELETE", "/healthz", 405, "method_not_allowed"),
])
def test_what_is_no_endpoint_answers_with_its_own_http_status(gateway, method, path, status, code):
    answered, headers, text = gateway.http(method, path)
    assert (answered, json.loads(text)["error"]) == (status, code)
    assert status != 405 or headers["allow"]


def test_a_body_above_64_kib_is_413_and_is_not_read(gateway):
    status, _, text = gateway.http("POST", CREATE, b"{" + b" " * 70_000)
    assert (status, json.loads(text)["error"]) == (413, "body_too_large")


def test_a_header_without_end_does_not_keep_the_gateway_from_others(gateway):
    with socket.create_connection(("127.0.0.1", gateway.port)) as slow:
        slow.sendall(b"POST / HTTP/1.1\r\nX-Long: ")
        try:
            for _ in range(64):
                slow.sendall(b"a" * 4096)
        except OSError:
            pass  # it hung up
        assert gateway.http("GET", "/healthz")[0] == 200


def test_unknown_orders_are_refused_in_each_place(gateway):
    unknown = "0" * 18
    for path in ("/api/v1/order/query", "/api/v1/order/cancel-transaction"):
        answer = gateway.post(path, {"trade_id": unknown})
        assert (answer["error"], answer["status_code"]) == ("order_not_found", 400), path
    status, _, text = gateway.http("GET", f"/pay/check-status/{unknown}")
    assert status == 200 and "trade_id" not in json.loads(text) and json.loads(text)["error"] == "order_not_found"


def test_the_pypi_client_raises_what_its_callers_expect(gateway):
    client = BEpusdtClient(api_url=gateway.url, api_token=TOKEN, max_retries=0)
    with pytest.raises(APIError) as caught:
        client.create_order(order_id="x", amount=10, notify_url="http://127.0.0.1:9/n", trade_type="usdc.erc20")
    assert caught.value.status_code == 400 and caught.value.response["error"] == "no_wallet"


def test_form_encoded_requests_are_read_as_well(gateway):
    fields = {**GOOD, "order_id": "form-1", "amount": "28.80"}
    fields["signature"] = generate_signature(fields, TOKEN)
    status, _, text = gateway.http("POST", CREATE, urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded"})
    answer = json.loads(text)
    assert (status, answer["status_code"]) == (200, 200), answer
    assert (answer["data"]["token"], answer["data"]["actual_amount"], answer["data"]["amount"]) == (WALLET, "4", "28.8")


def test_a_connection_serves_one_wrong_request_after_another(gateway):
    connection = http.client.HTTPConnection("127.0.0.1", gateway.port, timeout=10)
    for _ in range(3):
        connection.request("POST", CREATE, "{")
        assert json.loads(connection.getresponse().read())["error"] == "invalid_json"
    connection.close()
