"""`bepusdt doctor` is given each of its causes for real, and names it: real gateways, proxies and shops, and requests as programs
with the mistake send them."""
import hashlib
import json
import socket
import threading
import time
from urllib.parse import quote_plus

import pytest
from bepusdt.signature import generate_signature

from harness.gateway import TOKEN, Gateway
from harness.merchant import redirect, reply
from harness.reverse_proxy import ReverseProxy
from harness.tools import Listener, data, tool

NOT_FOUND = json.dumps({"status_code": 400, "message": "订单不存在", "data": None, "request_id": "r"})
REQUEST = {"order_id": "shop-1", "amount": 28.8, "notify_url": "https://localhost:1/notify", "trade_type": "usdt.erc20"}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A gateway that takes callback URLs of every kind; the doctor changes nothing that lasts, so one is enough."""
    gateway = Gateway(tmp_path_factory.mktemp("house"), "http://127.0.0.1:1", {"order": {"max_steps": 1000}})
    gateway.start(until="/healthz")
    yield gateway
    gateway.close()


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    """A gateway as it is in production: https callbacks to public addresses only."""
    gateway = Gateway(tmp_path_factory.mktemp("strict"), "http://127.0.0.1:1", {"callback": {"allow_http": False, "allow_private": False}})
    gateway.start(until="/healthz")
    yield gateway
    gateway.close()


def examine(url, *arguments, status=1, **how):
    """The codes that the doctor names, in order, and everything that it said."""
    said = data("doctor", "--api-url", url, *arguments, status=status, **how)
    return [finding["code"] for finding in said["findings"]], said


def states(said):
    return {step["step"]: step["state"] for step in said["steps"]}


ERC20 = ("--trade-type", "usdt.erc20")


# -- nothing is wrong

def test_a_gateway_and_a_shop_that_work_have_no_findings(house, merchant):
    verifying = Listener()
    try:
        codes, said = examine(house.url, *ERC20, "--notify-url", verifying.url, "--send-test", status=0)
        assert codes == [] and states(said) == {"reach": "ok", "token": "ok", "request": "skipped", "order": "ok", "callback": "ok"}
        shown = verifying.next()
        assert shown["verified"] and shown["status"] == "3" and shown["order_id"].startswith("bepusdt-doctor-")
        assert not verifying.next()["verified"], "the second one is wrongly signed on purpose"
    finally:
        verifying.close()
    assert "nothing was found" in tool("doctor", "--api-url", house.url, *ERC20)
    assert "没有发现问题" in tool("doctor", "--api-url", house.url, *ERC20, language="zh_CN.UTF-8")


def test_the_order_that_it_makes_is_told_of_and_cancelled(house):
    _, said = examine(house.url, *ERC20, status=0)
    note = next(step["note_en"] for step in said["steps"] if step["step"] == "order")
    trade_id = next(word for word in note.split() if len(word) == 18)
    assert "cancelled" in note and house.state(trade_id) == "cancelled"


def test_without_an_order_the_gateway_is_left_as_it_was(house):
    before = len(house.data("order", "list"))
    _, said = examine(house.url, *ERC20, "--no-order", status=0)
    assert states(said)["order"] == "skipped" and len(house.data("order", "list")) == before


def test_no_callback_is_sent_unless_asked_for(house, merchant):
    examine(house.url, *ERC20, "--notify-url", merchant.notify_url, status=0)
    assert merchant.callbacks == []


def test_a_request_that_is_right_has_no_findings(house):
    body = json.dumps({**REQUEST, "signature": generate_signature(REQUEST, TOKEN)})
    codes, said = examine(house.url, "--request", body)
    assert codes == ["callback_unreachable"] and states(said)["request"] == "ok"


# -- the gateway's address

def test_unreachable(house):
    codes, said = examine("http://127.0.0.1:1", status=3)
    assert codes == ["unreachable"] and states(said)["token"] == "skipped"
    assert "`bepusdt serve`" in said["findings"][0]["remedy_en"]


def test_redirect_to_https(merchant):
    merchant.answer_always(redirect("https://pay.example.com/pay/check-status/x"))
    codes, said = examine(merchant.url)
    assert codes == ["redirect_to_https"] and said["findings"][0]["subject"] == "https://pay.example.com"


def test_a_redirect_to_elsewhere(merchant):
    merchant.answer_always(redirect("/login"))
    assert examine(merchant.url)[0] == ["redirect_elsewhere"]


def test_a_proxy_whose_gateway_is_down(merchant):
    merchant.answer_always(reply(502, "<html>502 Bad Gateway</html>"))
    assert examine(merchant.url)[0] == ["proxy_without_gateway"]


def test_something_that_is_no_gateway(merchant, house):
    merchant.answer_always(reply(200, "<html>Welcome</html>"))
    codes, said = examine(merchant.url)
    assert codes == ["not_a_gateway"] and "Welcome" in said["findings"][0]["message_en"]
    assert examine(house.url + "/no/such/place", *ERC20)[0] == ["not_a_gateway"], "a path that does not belong there"


def test_something_that_does_not_speak_http():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        port = silent.getsockname()[1]

        def hang_up():
            connection, _ = silent.accept()
            connection.recv(4096)
            connection.sendall(b"SSH-2.0-OpenSSH\r\n")
            connection.close()

        threading.Thread(target=hang_up, daemon=True).start()
        assert examine(f"http://127.0.0.1:{port}")[0] == ["not_a_gateway"]


def test_a_certificate_that_nobody_trusts():
    listener = Listener("--https")
    try:
        assert examine(listener.url)[0] == ["certificate_not_trusted"]
    finally:
        listener.close()


@pytest.mark.parametrize("seconds, word", [(3600, "ahead"), (-3600, "behind")])
def test_clock_skew(house, seconds, word):
    proxy = ReverseProxy(house.port, seconds_ahead=seconds, passes_host=True)
    try:
        codes, said = examine(proxy.url, *ERC20)
    finally:
        proxy.close()
    assert codes == ["clock_skew"] and word in said["findings"][0]["message_en"]


# -- the token

def test_wrong_token(house):
    codes, said = examine(house.url, *ERC20, settings={"BEPUSDT_AUTH_TOKEN": "another-token-altogether"})
    assert codes == ["wrong_token"] and states(said)["order"] == "skipped"
    assert "another-token" not in json.dumps(said)


def test_wrong_token_at_a_gateway_without_the_signed_query(merchant):
    """BEpusdt as it answers: check-status, no order/query, and a sentence without a code."""
    refused = json.dumps({"status_code": 400, "message": "签名错误", "data": None, "request_id": "r"})
    merchant.answer_next(reply(200, NOT_FOUND), reply(404, "404 page not found"), reply(200, refused))
    assert examine(merchant.url)[0] == ["wrong_token"]


def test_a_token_with_a_newline_that_was_copied_along(house):
    codes, _ = examine(house.url, *ERC20, settings={"BEPUSDT_AUTH_TOKEN": TOKEN + "\n"})
    assert codes == ["token_with_blanks"]


def test_a_merchant_that_the_gateway_does_not_have(house):
    assert examine(house.url, *ERC20, "--merchant", "nobody", "--token", TOKEN)[0] == ["unknown_merchant"]
    named_in_the_request = json.dumps({**REQUEST, "merchant_id": "nobody", "notify_url": house.url})
    codes, said = examine(house.url, "--request", named_in_the_request)
    assert "unknown_merchant" in codes and said["findings"][0]["subject"] == "nobody"


def test_an_answer_to_the_signed_query_that_is_none(merchant):
    merchant.answer_next(reply(200, NOT_FOUND), reply(403, "<html>blocked</html>"))
    codes, said = examine(merchant.url)
    assert codes == ["unexpected_answer"] and "blocked" in said["findings"][0]["message_en"]


# -- the request

def sign_text(text, token=TOKEN):
    return hashlib.md5((text + token).encode()).hexdigest()


def canonical(fields):
    return "&".join(f"{name}={fields[name]}" for name in sorted(fields))


def of_request(house, body, status=1):
    """The findings on a request alone: its callback URL is nobody's, and the order that it asks for is made."""
    said = data("doctor", "--api-url", house.url, "--no-order", "--request", "-", "--notify-url", house.url, stdin=body, status=status)
    return [(f["code"], f["subject"]) for f in said["findings"] if f["step"] == "request"]


def test_string_amount(house):
    fields = {**REQUEST, "amount": "28.80"}
    rightly_signed = json.dumps({**fields, "signature": generate_signature(fields, TOKEN)})
    assert of_request(house, rightly_signed) == [("string_amount", "amount")]
    signed_as_number = json.dumps({**fields, "signature": sign_text(canonical({**fields, "amount": 28.8}))})
    assert of_request(house, signed_as_number) == [("string_amount", "amount")]


def test_trailing_space(house):
    fields = {**REQUEST, "redirect_url": "https://shop.example.com/thanks "}
    trimmed = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    body = json.dumps({**fields, "signature": sign_text(canonical(trimmed))})
    assert of_request(house, body) == [("trailing_space", "redirect_url")]


@pytest.mark.parametrize("value, printed", [("", ""), (None, "None"), (None, "null"), (None, "")])
def test_empty_value(house, value, printed):
    fields = {**REQUEST, "redirect_url": value}
    body = json.dumps({**fields, "signature": sign_text(canonical({**fields, "redirect_url": printed}))})
    assert of_request(house, body) == [("empty_value", "redirect_url")]


@pytest.mark.parametrize("name", ["order_id", "amount", "notify_url", "signature"])
def test_missing_field(house, name):
    fields = {key: value for key, value in REQUEST.items() if key != name}
    body = json.dumps(fields if name == "signature" else {**fields, "signature": generate_signature(fields, TOKEN)})
    assert of_request(house, body) == [("missing_field", name)]


def test_a_field_that_was_added_after_signing(house):
    body = json.dumps({**REQUEST, "name": "Tea", "signature": generate_signature(REQUEST, TOKEN)})
    assert of_request(house, body) == [("field_not_signed", "name")]


def test_values_that_were_url_encoded_before_signing(house):
    encoded = {name: quote_plus(str(value)) for name, value in REQUEST.items()}
    assert [code for code, _ in of_request(house, json.dumps({**REQUEST, "signature": sign_text(canonical(encoded))}))] == ["values_url_encoded"]


def test_members_that_were_not_sorted(house):
    text = "&".join(f"{name}={value}" for name, value in REQUEST.items())
    assert [code for code, _ in of_request(house, json.dumps({**REQUEST, "signature": sign_text(text)}))] == ["members_not_sorted"]


def test_a_token_that_was_joined_with_an_ampersand(house):
    body = json.dumps({**REQUEST, "signature": sign_text(canonical(REQUEST) + "&")})
    assert of_request(house, body) == [("token_joined", "&")]


def test_an_amount_that_is_no_number(house):
    fields = {**REQUEST, "amount": "28,80"}
    assert of_request(house, json.dumps({**fields, "signature": generate_signature(fields, TOKEN)})) == [("amount_not_a_number", "28,80")]


def test_a_signature_that_no_known_mistake_explains(house):
    assert [code for code, _ in of_request(house, json.dumps({**REQUEST, "signature": "0" * 32}))] == ["bad_signature"]


def test_a_body_that_is_no_request(house):
    assert [code for code, _ in of_request(house, '{"a": {"b": 1}}')] == ["malformed_request"]


# -- the order

def test_wallet_not_configured(house):
    codes, said = examine(house.url, "--trade-type", "usdc.erc20")
    assert codes == ["wallet_not_configured"] and "wallet add ADDRESS usdc.erc20" in said["findings"][0]["remedy_en"]


def test_a_chain_that_is_off(house):
    codes, said = examine(house.url)
    assert codes == ["trade_type_off"], "clients that name none get usdt.trc20, and this gateway has no Tron"


def test_an_amount_out_of_range_is_passed_on_in_the_gateways_words(house):
    fields = {**REQUEST, "amount": 99_999_999_999, "notify_url": house.url}
    codes, said = examine(house.url, "--request", json.dumps({**fields, "signature": generate_signature(fields, TOKEN)}))
    assert codes == ["order_refused"], "http is allowed there, which the answer tells all the same"
    assert "amount_out_of_range" in said["findings"][0]["message_en"]


def test_an_amount_of_its_own_that_the_gateway_does_not_take_is_no_cause(tmp_path):
    gateway = Gateway(tmp_path, "http://127.0.0.1:1", {"order": {"min_amount": "50"}})
    try:
        gateway.start(until="/healthz")
        codes, said = examine(gateway.url, *ERC20, status=0)
        assert codes == [] and states(said)["order"] == "skipped"
        assert states(examine(gateway.url, *ERC20, "--amount", "50", status=0)[1])["order"] == "ok"
    finally:
        gateway.close()


def test_rate_unavailable(tmp_path):
    gateway = Gateway(tmp_path, "http://127.0.0.1:1", {"rate": {"source": "fixed", "fixed": {"ETH.CNY": "20000", "USDT.CNY": None}}})
    try:
        gateway.start(until="/healthz")
        assert examine(gateway.url, *ERC20)[0] == ["rate_unavailable"]
    finally:
        gateway.close()


def test_proxy_without_public_url(house):
    proxy = ReverseProxy(house.port, host="localhost")
    try:
        codes, said = examine(proxy.url, *ERC20)
    finally:
        proxy.close()
    assert codes == ["proxy_without_public_url"] and said["findings"][0]["subject"].startswith(house.url + "/pay/")


def test_a_proxy_with_public_url_is_fine(tmp_path):
    gateway = Gateway(tmp_path, "http://127.0.0.1:1", {"public_url": "https://pay.example.com"})
    proxy = ReverseProxy(gateway.port, host="localhost")
    try:
        gateway.start(until="/healthz")
        assert examine(proxy.url, *ERC20, status=0)[0] == []
    finally:
        proxy.close()
        gateway.close()


# -- the callback URL

def callback(gateway, url, *more, status=1):
    said = data("doctor", "--api-url", gateway.url, *ERC20, "--notify-url", url, *more, status=status)
    return [f["code"] for f in said["findings"]]


def test_callback_url_not_https(strict, merchant):
    url = merchant.notify_url.replace("127.0.0.1", "localhost")
    assert callback(strict, url) == ["callback_not_https"]
    assert callback(strict, url, "--no-order") == ["callback_not_https"], "the default holds where the gateway is not asked"


def test_callback_url_not_https_is_fine_where_the_gateway_allows_it(house, merchant):
    assert callback(house, merchant.notify_url, status=0) == []


def test_callback_url_at_a_private_address(strict):
    listener = Listener("--https")
    try:
        assert callback(strict, listener.url) == ["callback_private_address", "callback_certificate_not_trusted"]
    finally:
        listener.close()


def test_callback_url_that_is_none(house):
    assert callback(house, "shop.example.com/notify") == ["callback_url_malformed"]
    assert callback(house, "https://user:pass@localhost/notify") == ["callback_url_malformed"]


def test_callback_url_not_reachable(house):
    assert callback(house, "http://127.0.0.1:1/notify") == ["callback_unreachable"]


def test_callback_url_with_a_certificate_that_nobody_trusts(house):
    listener = Listener("--https")
    try:
        assert callback(house, listener.url) == ["callback_certificate_not_trusted"]
    finally:
        listener.close()


@pytest.mark.parametrize("answer, code", [
    (redirect("https://shop.example.com/notify/"), "callback_redirects"),
    (reply(404, "no such page"), "callback_wrong_status"),
    (reply(403, "CSRF token missing"), "callback_wrong_status"),
    (reply(500, "error"), "callback_wrong_status"),
    (reply(200, "<html>ok</html>"), "callback_not_ok"),
    (reply(200, "fail"), "callback_not_ok"),
    (reply(200, ""), "callback_not_ok"),
])
def test_callback_url_answering_something_other_than_ok(house, merchant, answer, code):
    merchant.answer_always(answer)
    assert callback(house, merchant.notify_url, "--send-test") == [code]


def test_a_shop_that_takes_any_callback_is_told_so(house, merchant):
    assert callback(house, merchant.notify_url, "--send-test") == ["callback_takes_anything"]
    sent = merchant.callbacks
    assert [entry.body["status"] for entry in sent] == [3, 3], "nothing that a shop would deliver on"
    signatures = [entry.body.pop("signature") for entry in sent]
    assert signatures[0] == generate_signature(sent[0].body, TOKEN) and signatures[1] != generate_signature(sent[1].body, TOKEN)
    assert abs(int(sent[0].headers["X-Bepusdt-Signature"].split(",")[0][2:]) - time.time()) < 60


# -- the program

def test_remedies_are_in_the_terminals_language_and_the_token_nowhere(house):
    english = tool("doctor", "--api-url", house.url, "--trade-type", "usdc.erc20", status=1)
    chinese = tool("doctor", "--api-url", house.url, "--trade-type", "usdc.erc20", status=1, language="zh_CN.UTF-8")
    refused = tool("doctor", "--api-url", house.url, "--trade-type", "usdt.nowhere", status=1, language="zh_CN.UTF-8")
    assert "不支持的交易类型" in refused, "the gateway, too, is asked to speak it"
    assert "[wallet_not_configured]" in english and "Run `bepusdt wallet add" in english
    assert "[wallet_not_configured]" in chinese and "执行 `bepusdt wallet add" in chinese
    assert TOKEN not in english + chinese


def test_wrong_usage(tmp_path):
    tool("doctor", status=2, cwd=tmp_path)
    tool("doctor", "--api-url", "pay.example.com", status=2)
    tool("doctor", "--api-url", "http://127.0.0.1:1", "--request", "no-such-file", status=2)


def test_help_says_what_it_sends():
    said = tool("doctor", "--help")
    assert "cancels at once" in said and "status 3" in said
