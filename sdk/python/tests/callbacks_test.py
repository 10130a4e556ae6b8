"""Raw bodies of callbacks: verified, read, and made for a shop's own tests."""
import hashlib
import hmac
import json
from decimal import Decimal

import pytest
from bepusdt import APIError, BEpusdtClient, OrderStatus, SignatureError, ValidationError
from bepusdt.callbacks import (Callback, HmacCheck, header_of, read_callback, sign_callback, verify_callback,
                               verify_callback_hmac)

TOKEN = "7CD7A244B55D2E55D4A6A8F293767B86"
# As BEpusdt 1.24.1 sent them.
RECORDED = [
    b'{"trade_id":"Ogc4NTNkGa5sjVWsDN","order_id":"Eusdt.erc2011.0","amount":11,"actual_amount":"1.53","token":"0x70997970c51812dc3a010c7d01b50e0d17dc79c8","block_transaction_id":"0x74a1dd9d2b4e3bdb668ce67b6cb2a19e21c92ad961824671c70efd42196c3eec","signature":"9fe6953b2ee4f87b153db5c99b7ddb53","status":2}',
    b'{"trade_id":"ZLDQprovD9RDlHZqj6","order_id":"Eethereum.eth100.0","amount":100,"actual_amount":"0.004","token":"0x70997970c51812dc3a010c7d01b50e0d17dc79c8","block_transaction_id":"ZLDQprovD9RDlHZqj6","signature":"d8e26ea57a8341221af6e37fe6b4b705","status":1}',
]
NOW = 1_800_000_000


def made(**changes):
    return sign_callback(Callback(**{"trade_id": "t-1", "order_id": "1001", "amount": "28.8", "actual_amount": "4.25", "token": "T1",
                                     "block_transaction_id": "0xab", **changes}), TOKEN, now=NOW)


@pytest.mark.parametrize("body", RECORDED)
def test_a_recorded_callback_verifies_in_every_form_in_which_a_program_holds_it(body):
    client = BEpusdtClient("http://127.0.0.1:1", TOKEN)
    for form in (body, body.decode(), bytearray(body), memoryview(body), json.loads(body)):
        assert client.verify_callback(form) is True
    for form in (body, body.decode(), bytearray(body), memoryview(body)):
        assert verify_callback(form, TOKEN) and not verify_callback(form, TOKEN[::-1])


@pytest.mark.parametrize("position", range(0, len(RECORDED[0]) - 12, 7))
def test_no_byte_of_a_body_may_change(position):
    changed = bytearray(RECORDED[0])
    changed[position] ^= 1
    assert not verify_callback(bytes(changed), TOKEN)


def test_a_callback_is_read_with_exact_amounts():
    headers, body = made(amount=Decimal("1000000.10"), actual_amount="0.123456789012345678")
    callback = read_callback(body, TOKEN, headers)
    assert (callback.trade_id, callback.order_id, callback.token, callback.block_transaction_id) == ("t-1", "1001", "T1", "0xab")
    assert (callback.amount, callback.amount_text, callback.amount_decimal) == (1000000.1, "1000000.1", Decimal("1000000.1"))
    assert callback.actual_amount_text == "0.123456789012345678"
    assert (callback.status, callback.paid, callback.attempt) == (OrderStatus.SUCCESS, True, 1) and callback.event_id
    assert "28.8" in repr(read_callback(made()[1], TOKEN)) and read_callback(body, TOKEN).attempt == 0


def test_what_is_not_the_gateways_is_a_signature_error():
    for body in (b"", b"{}", b"\xff", "\ud800", RECORDED[0].replace(b"1.53", b"1.54")):
        with pytest.raises(SignatureError):
            read_callback(body, TOKEN)


def test_what_is_signed_but_cannot_be_read_is_an_api_error():
    signature = hashlib.md5(("trade_id=t" + TOKEN).encode()).hexdigest()
    with pytest.raises(APIError):
        read_callback(json.dumps({"trade_id": "t", "signature": signature}), TOKEN)


def test_a_token_may_be_several_a_client_or_a_function():
    body = made()[1]
    client = BEpusdtClient("http://127.0.0.1:1", TOKEN)
    for tokens in (TOKEN, ["new", TOKEN], (TOKEN, "old"), client, lambda: TOKEN, lambda: [TOKEN], lambda: client):
        assert verify_callback(body, tokens)
    for tokens in ("", [], [""], ["new"], lambda: "new"):
        assert not verify_callback(body, tokens)


def test_the_hmac_is_what_the_contract_says():
    headers, body = made()
    expected = hmac.new(TOKEN.encode(), f"{NOW}.".encode() + body, hashlib.sha256).hexdigest()
    assert headers["X-Bepusdt-Signature"] == f"t={NOW},v1={expected}"


@pytest.mark.parametrize("forms", [dict, lambda h: list(h.items()), lambda h: {k.lower(): v for k, v in h.items()},
                                   lambda h: [(k.lower().encode(), v.encode()) for k, v in h.items()]])
def test_headers_may_be_a_mapping_or_pairs(forms):
    headers, body = made()
    assert verify_callback_hmac(forms(headers), body, TOKEN, now=NOW) is HmacCheck.VALID
    assert header_of(forms(headers), "content-TYPE") == "application/json"


def test_the_hmac_says_what_is_wrong():
    headers, body = made()
    check = lambda headers=headers, body=body, tokens=TOKEN, now=NOW: verify_callback_hmac(headers, body, tokens, 300, now)  # noqa: E731
    assert check() and check(now=NOW + 300) and check(now=NOW - 300) and check(tokens=["new", TOKEN]) and check(body=body.decode())
    assert check(now=NOW + 301) is HmacCheck.TOO_OLD and check(now=NOW - 301) is HmacCheck.TOO_NEW
    assert check(body=body + b" ") is HmacCheck.MISMATCH and check(tokens="new") is HmacCheck.MISMATCH
    assert check(headers={}) is HmacCheck.MISSING and check(headers={"X-Bepusdt-Signature": "x"}) is HmacCheck.MALFORMED
    assert not any(check(headers=bad) for bad in ({}, {"X-Bepusdt-Signature": ""}, {"X-Bepusdt-Signature": "t=1,v1="}))


def test_without_a_time_of_the_callers_the_clock_counts():
    headers, body = sign_callback(Callback("t", "o", 1, 1, "T"), TOKEN)
    assert verify_callback_hmac(headers, body, TOKEN)
    assert verify_callback_hmac(*made(), TOKEN) in (HmacCheck.TOO_OLD, HmacCheck.TOO_NEW)


def test_a_callback_cannot_be_signed_without_a_token():
    with pytest.raises(ValidationError):
        sign_callback(Callback("t", "o", 1, 1, "T"), "")


@pytest.mark.parametrize("attempt, number", [("3", 3), ("9" * 50, 0), ("-1", 0), ("１", 0), ("", 0)])
def test_an_attempt_that_is_no_number_of_a_few_digits_is_none(attempt, number):
    headers, body = made()
    assert read_callback(body, TOKEN, {**headers, "X-Bepusdt-Attempt": attempt}).attempt == number
