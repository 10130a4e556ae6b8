"""`bepusdt sign` and `bepusdt verify`: contract part 1 §1 and part 2 on the command line, against the PyPI package's own signing."""
import hashlib
import hmac
import json

import pytest
from bepusdt.signature import generate_signature

from harness.gateway import TOKEN
from harness.tools import data, tool

CONTRACT_TOKEN = "epusdt_password_xasddawqe"
CONTRACT_REQUEST = {"order_id": "20220201030210321", "amount": 42, "notify_url": "http://example.com/notify",
                    "redirect_url": "http://example.com/redirect"}
CONTRACT_SIGNATURE = "1cd4b52df5587cfb1968b0c0c6e156cd"
CALLBACK = {"trade_id": "t1", "order_id": "o1", "amount": 28.8, "actual_amount": "4.25", "token": "T1",
            "block_transaction_id": "abc", "status": 2}


def signed(fields, token=TOKEN):
    return json.dumps({**fields, "signature": generate_signature(fields, token)})


def header(body, at, token=TOKEN):
    return f"t={at},v1={hmac.new(token.encode(), f'{at}.{body}'.encode(), hashlib.sha256).hexdigest()}"


@pytest.mark.parametrize("way", ["argument", "file", "at file", "standard input", "dash"])
def test_sign_prints_the_contracts_example_however_the_body_comes(way, tmp_path):
    body = json.dumps(CONTRACT_REQUEST)
    (tmp_path / "body.json").write_text(body + "\n")
    argument = {"argument": [body], "file": ["body.json"], "at file": ["@body.json"], "standard input": [], "dash": ["-"]}[way]
    said = tool("sign", *argument, stdin=body, cwd=tmp_path, settings={"BEPUSDT_AUTH_TOKEN": CONTRACT_TOKEN})
    assert CONTRACT_SIGNATURE in said
    assert "amount=42&notify_url=http://example.com/notify&order_id=20220201030210321&redirect_url=http://example.com/redirect\n" in said
    assert CONTRACT_TOKEN not in said


def test_sign_shows_every_variant_and_which_of_them_a_signature_is():
    body = {"amount": 1000000, "order_id": "x", "flag": True}
    python = hashlib.md5(f"amount=1000000&flag=True&order_id=x{TOKEN}".encode()).hexdigest()
    shown = data("sign", json.dumps({**body, "signature": python.upper()}))
    assert [row["variant"] for row in shown["variants"]] == ["literal", "plain_decimal", "go_float", "python", "php", "url_decoded"]
    assert shown["variants"][2]["text"] == "amount=1e+06&flag=true&order_id=x"
    assert shown["matched"] == "python" and shown["variants"][3]["signature"] == python
    assert data("sign", json.dumps({**body, "signature": "0" * 32}))["matched"] is None


def test_a_body_that_sign_finished_is_taken_by_the_gateway(scene):
    body = tool("sign", "--body", json.dumps({"order_id": "signed-by-hand", "amount": 28.80, "trade_type": "usdt.erc20", "redirect_url": "",
                                              "notify_url": scene.merchant.notify_url, "signature": "old"})).strip()
    answer = json.loads(scene.gateway.http("POST", "/api/v1/order/create-transaction", body, {"Content-Type": "application/json"})[2])
    assert answer["status_code"] == 200, answer
    form = tool("sign", "--body", stdin=f"order_id=by form&amount=5&trade_type=usdt.erc20&notify_url={scene.merchant.notify_url}\n").strip()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = json.loads(scene.gateway.http("POST", "/api/v1/order/create-transaction", form, headers)[2])
    assert answer["data"]["order_id"] == "by form", answer


def test_sign_takes_the_token_of_the_settings_file_and_of_a_merchant_in_it(tmp_path):
    (tmp_path / "conf.toml").write_text(f'auth_token = "{CONTRACT_TOKEN}"\n[[merchant]]\nid = "shop-2"\ntoken = "{TOKEN}"\npid = "1001"\n')
    body = json.dumps(CONTRACT_REQUEST)
    without = {"BEPUSDT_AUTH_TOKEN": ""}
    assert CONTRACT_SIGNATURE in tool("sign", body, cwd=tmp_path, settings=without)
    assert CONTRACT_SIGNATURE in tool("sign", body, "--config", tmp_path / "conf.toml", settings=without)
    assert generate_signature(CONTRACT_REQUEST, TOKEN) in tool("sign", body, "--merchant", "shop-2", cwd=tmp_path, settings=without)


def test_sign_without_a_token_is_wrong_usage_and_an_unreadable_body_is_a_no(tmp_path):
    assert "token" in tool("sign", "{}", settings={"BEPUSDT_AUTH_TOKEN": ""}, cwd=tmp_path, status=2)
    assert "nested" in tool("sign", '{"a":{"b":1}}', status=1)
    assert "no-such-file" in tool("sign", "no-such-file", status=1)


def test_verify_accepts_a_callback_and_says_in_both_languages_what_it_is():
    assert "paid: deliver once" in tool("verify", signed(CALLBACK))
    assert "已付款" in tool("verify", signed(CALLBACK), language="zh_CN.UTF-8")
    assert "deliver nothing" in tool("verify", signed({**CALLBACK, "status": 3}))


def test_verify_of_a_changed_callback_says_no_and_shows_what_was_signed():
    changed = signed(CALLBACK).replace("28.8", "28.9")
    said = tool("verify", changed, status=1)
    assert "the signature does not match" in said and "amount=28.9" in said
    report = data("verify", changed, status=1)
    assert not report["verified"] and report["body_signature"]["reason"] == "bad_signature" and report["matched"] is None


def test_verify_tries_several_tokens_and_names_none_of_them():
    report = tool("verify", signed(CALLBACK), "--token", "the-token-before", "--token", TOKEN, "--json")
    assert json.loads(report)["body_signature"]["token_number"] == 2 and TOKEN not in report and "the-token-before" not in report
    tool("verify", signed(CALLBACK), "--token", "the-token-before", status=1)


def test_the_header_is_judged_by_bytes_and_age():
    body = signed(CALLBACK)
    proof = header(body, 1_700_000_000)
    assert data("verify", body, "--header", f"X-Bepusdt-Signature: {proof}", "--at", 1_700_000_300)["header_signature"]["valid"]
    reasons = {"too_old": ("--at", 1_700_000_301), "too_new": ("--at", 1_699_999_699), "mismatch": ("--at", 1_700_000_000)}
    for reason, when in reasons.items():
        sent = body.replace("28.8", "28.80") if reason == "mismatch" else body
        report = data("verify", sent, "--header", proof, *when, status=1)
        assert report["header_signature"]["reason"] == reason and not report["verified"]
    assert data("verify", body, "--header", proof, "--at", 1_700_000_301, "--tolerance", 301)["verified"]
    for malformed in ("nonsense", "", "t=1"):
        assert data("verify", body, "--header", malformed, status=1)["header_signature"]["reason"] == "malformed"


def test_a_newline_that_an_editor_added_is_named_as_the_cause(tmp_path):
    body = signed(CALLBACK)
    (tmp_path / "saved.json").write_text(body + "\n")
    said = tool("verify", tmp_path / "saved.json", "--header", header(body, 1_700_000_000), "--at", 1_700_000_000, status=1)
    assert "without the newline" in said


def test_a_request_is_verified_as_the_gateway_does_and_a_callback_is_none():
    assert "literal" in tool("verify", "--request", signed(CONTRACT_REQUEST))
    assert data("verify", "--request", signed(CALLBACK), status=1)["reason"] == "invalid_request"
    assert data("verify", "--request", signed(CONTRACT_REQUEST, "another-token"), status=1)["reason"] == "bad_signature"


def test_control_characters_of_a_body_do_not_reach_the_terminal():
    assert "\x1b" not in tool("verify", '{"order_id":"\\u001b[2J","status":2,"signature":"x"}', status=1)
